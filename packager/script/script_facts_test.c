/* SPDX-License-Identifier: Apache-2.0 */

/* What is seen in scripts, and what is not taken for it. */
#include "script/script_facts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

struct script_case {
    enum script_fact fact;
    const char *script;
};

static struct script_facts facts_of(const char *script)
{
    struct script_facts facts = {0};
    script_facts_add(&facts, text_of(script), 1);
    return facts;
}

static const struct script_case SEEN[] = {
    {SCRIPT_UNLOAD, "window.addEventListener('unload', done, false)"},
    {SCRIPT_UNLOAD, "window.onunload = done"},
    {SCRIPT_UNLOAD, "$(window).on(\"unload\", done)"},
    {SCRIPT_UNLOAD, "$(window).unload(done)"},
    {SCRIPT_UNLOAD, "window.attachEvent('onunload', done)"},
    {SCRIPT_PAGEHIDE, "addEventListener('pagehide', done)"},
    {SCRIPT_PAGEHIDE, "document.addEventListener('visibilitychange', done)"},
    {SCRIPT_SYNC_REQUEST, "request.open('POST', url + f(a, b), false)"},
    {SCRIPT_SYNC_REQUEST, "r.open(m,u,!1),r.send()"},
    {SCRIPT_SYNC_REQUEST, "$.ajax({url: a, async: false})"},
    {SCRIPT_SYNC_REQUEST, "$.ajax({async:!1,url:a})"},
    {SCRIPT_WRITE, "document.write('<p>')"},
    {SCRIPT_EVAL, "eval('a')"},
    {SCRIPT_EVAL, "new Function('return 1')"},
    {SCRIPT_EVAL, "setTimeout('go()', 10)"},
    {SCRIPT_STORAGE, "document.cookie = 'a'"},
    {SCRIPT_STORAGE, "window.localStorage.a"},
    {SCRIPT_TRY, "try { a() } catch (e) {}"},
    {SCRIPT_LOG, "console.log(1)"},
    {SCRIPT_DEBUGGER, "debugger;"},
    {SCRIPT_PARENT, "win = win.parent"},
    {SCRIPT_MODULE, "import { a } from './a.mjs'"},
    {SCRIPT_MODULE, "import('./a.mjs')"},
    {SCRIPT_API_12, "win.API != null"},
    {SCRIPT_API_2004, "win['API_1484_11']"},
    {SCRIPT_INITIALIZE_12, "API.LMSInitialize('')"},
    {SCRIPT_FINISH_12, "call('LMSFinish', '')"},
    {SCRIPT_COMMIT_12, "API.LMSCommit('')"},
    {SCRIPT_ELEMENT_12, "get('cmi.core.student_name')"},
    {SCRIPT_STATUS_12, "set(\"cmi.core.lesson_status\", s)"},
    {SCRIPT_STATUS_12, "set(core + 'lesson_status', s)"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', '0:1:2')"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', 'PT5M')"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', '00:00:01.234')"},
    {SCRIPT_TERMINATE_2004, "API.Terminate('')"},
    {SCRIPT_STATUS_2004, "set('cmi.completion_status', s)"},
    {SCRIPT_TIME_2004, "set('cmi.session_time', '00:01:00')"},
    {SCRIPT_HACP, "p['aicc_sid'] || p[\"AICC_SID\"] || get('aicc_url')"},
    {SCRIPT_NAMES_API, "find(win, 'API_1484_11')"},
    {SCRIPT_NAMES_API, "if (typeof API !== 'undefined') { go(API) }"},
    {SCRIPT_NAMES_API, "call('LMS' + 'Initialize', '')"},
    {SCRIPT_NAMES_API, "lms.Initialize('')"},
    {SCRIPT_LOADS, "document.createElement('script')"},
    {SCRIPT_LOADS, "import './a.js'"},
    {SCRIPT_LOADS, "import { a } from './a.js'"},
    {SCRIPT_LOADS, "define(['require'], function (require) { require('a') })"},
    {SCRIPT_LOADS, "frames[0].location = 'a.html'"},
    {SCRIPT_LOADS, "frame.src = 'a.html'"},
};

static const struct script_case NOT_SEEN[] = {
    {SCRIPT_UNLOAD, "// window.onunload = done"},
    {SCRIPT_UNLOAD, "sound.unload(); cache.on('unloaded', a); events = 'load unload'"},
    {SCRIPT_UNLOAD, "addEventListener('beforeunload', ask)"},
    {SCRIPT_SYNC_REQUEST, "request.open('POST', url, true)"},
    {SCRIPT_SYNC_REQUEST, "request.open('POST', f(a, b, false))"},
    {SCRIPT_SYNC_REQUEST, "window.open(a, b, false)"},
    {SCRIPT_SYNC_REQUEST, "jQuery.ajax({cache: true, async: false, global: false})"},
    {SCRIPT_WRITE, "'document.write(1)'; /document.write()/; `document.write()`"},
    {SCRIPT_WRITE, "stream.write(a); document.writer"},
    {SCRIPT_EVAL, "json.eval(a); evaluate(b); function eval(a) {}"},
    {SCRIPT_EVAL, "setTimeout(go, 10); new Functions('a')"},
    {SCRIPT_STORAGE, "cookie = 1; 'localStorage'"},
    {SCRIPT_LOG, "console.error(a); math.log(b)"},
    {SCRIPT_DEBUGGER, "this.debugger; options = {debugger: 1}"},
    {SCRIPT_MODULE, "import { a } from './a.js'"},
    {SCRIPT_API_12, "var API = 1; 'APIs'; win.API_1484_11"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', '0000:01:02.50')"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', '00:01:02')"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', '00:' + minutes)"},
    {SCRIPT_TIME_12, "set('cmi.core.session_time', time)"},
    {SCRIPT_TIME_2004, "set('cmi.session_time', 'PT1M')"},
    {SCRIPT_INITIALIZE_12, "/* LMSInitialize */"},
    {SCRIPT_NAMES_API, "initialize(); RAPID(); 'an API of ours'; // API"},
    {SCRIPT_LOADS, "a.import = b; image.srcset; reopen(c); 'location'"},
};

static void each_phrase_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof SEEN / sizeof *SEEN; i++) {
        struct script_facts facts = facts_of(SEEN[i].script);
        if (!script_has(&facts, SEEN[i].fact)) {
            fail_msg("not seen: %s", SEEN[i].script);
        }
    }
}

static void what_only_looks_so_is_not_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof NOT_SEEN / sizeof *NOT_SEEN; i++) {
        struct script_facts facts = facts_of(NOT_SEEN[i].script);
        if (script_has(&facts, NOT_SEEN[i].fact)) {
            fail_msg("seen: %s", NOT_SEEN[i].script);
        }
    }
}

static void every_fact_can_be_seen(void **state)
{
    (void)state;
    for (size_t fact = 0; fact < SCRIPT_FACTS; fact++) {
        size_t place = 0;
        while (place < sizeof SEEN / sizeof *SEEN && SEEN[place].fact != fact) {
            place++;
        }
        if (place == sizeof SEEN / sizeof *SEEN) {
            fail_msg("no case for fact %zu", fact);
        }
    }
}

static void the_first_line_and_the_number_are_kept(void **state)
{
    (void)state;
    struct script_facts facts = {0};
    script_facts_add(&facts, text_of("a\nconsole.log(1)\nconsole.log(2)"), 10);
    script_facts_add(&facts, text_of("console.log(3)"), 50);
    assert_int_equal(facts.sights[SCRIPT_LOG].line, 11);
    assert_int_equal(facts.sights[SCRIPT_LOG].count, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_phrase_is_seen),
        cmocka_unit_test(what_only_looks_so_is_not_seen),
        cmocka_unit_test(every_fact_can_be_seen),
        cmocka_unit_test(the_first_line_and_the_number_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
