/* SPDX-License-Identifier: Apache-2.0 */

/* Scripts, file by file. Each rule is told once a file, as a library repeats itself; what libraries
 * do for reasons of their own is told only where it concerns the LMS. */
#include "check/rule.h"

#include "check/nodes.h"
#include "check/scripts.h"
#include "opened/opened.h"

enum { MINIFIED_LINE = 300 }; /* bytes a line, on average */

#define MDN "https://developer.mozilla.org/docs/Web/"
#define SCORM_TIME "SCORM 1.2 Run-Time Environment, 3.4.3 (CMITimespan)"

static bool wants(const struct opened_file *file)
{
    return check_holds_scripts(file);
}

static const void *prepare(const struct check *check)
{
    struct text text;
    if (!check_text(check, &text)) {
        return NULL;
    }
    return check_is_script(check->file) ? check_facts_of_script(check, text)
                                        : check_facts_of_page(check_html(check), check->scratch);
}

/* What a script does that it should not. */
struct fact_rule {
    enum script_fact fact;
    const char *message;
    bool (*is_meant)(const struct check *check, const struct script_facts *facts); /* NULL: all */
};

static void look(const struct check *check, const struct check_rule *rule)
{
    const struct fact_rule *about = rule->about;
    const struct script_facts *facts = check->prepared;
    const struct script_sight *sight = &facts->sights[about->fact];
    if (sight->count == 0 || (about->is_meant != NULL && !about->is_meant(check, facts))) {
        return;
    }
    if (sight->count == 1) {
        check_found(check, rule, check_line(check, sight->line), "%s", about->message);
    } else {
        check_found(check, rule, check_line(check, sight->line), "%s (here first; %zu times)",
                    about->message, sight->count);
    }
}

/* A page's own handler calls what reports from another file. */
static bool reports_at_unload(const struct check *check, const struct script_facts *facts)
{
    return !script_has(facts, SCRIPT_PAGEHIDE) &&
           (check_tracks(facts) || check_is_html(check->file));
}

static bool is_tracking(const struct check *check, const struct script_facts *facts)
{
    (void)check;
    return check_tracks(facts);
}

static bool has_no_try(const struct check *check, const struct script_facts *facts)
{
    (void)check;
    return !script_has(facts, SCRIPT_TRY);
}

static bool climbs_without_try(const struct check *check, const struct script_facts *facts)
{
    bool looks_for_api = script_has(facts, SCRIPT_API_2004) ||
                         (script_has(facts, SCRIPT_API_12) && script_has(facts, SCRIPT_FINISH_12));
    return looks_for_api && has_no_try(check, facts);
}

static bool is_for_people(const struct check *check, const struct script_facts *facts)
{
    (void)facts;
    struct text text;
    size_t lines = 1;
    if (!check_text(check, &text)) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        lines += text.data[i] == '\n';
    }
    return text.length / lines < MINIFIED_LINE;
}

#define FACT(fact_, message_, is_meant_)             \
    .look = look, .about = &(const struct fact_rule) \
    {                                                \
        fact_, message_, is_meant_                   \
    }

static const struct check_rule RULES[] = {
    {.id = "J-unload",
     .severity = CHECK_WARNING,
     .title = "Nothing is left to be reported at 'unload'",
     .why = "Browsers are taking the event away, and phones never sent it: what was to be said "
            "then, such as a completion, is lost.",
     .remedy = "Commit at each milestone, and finish at 'pagehide'.",
     .source = "https://developer.chrome.com/docs/web-platform/deprecating-unload",
     FACT(SCRIPT_UNLOAD, "it waits for 'unload', and not for 'pagehide'", reports_at_unload)},
    {.id = "J-sync",
     .severity = CHECK_WARNING,
     .title = "No request holds up the page while it tracks",
     .why = "Browsers refuse such a request when a page is left, which is when it counts.",
     .remedy = "Use fetch() with keepalive, or navigator.sendBeacon().",
     .source = "https://chromestatus.com/feature/4664843055398912",
     FACT(SCRIPT_SYNC_REQUEST, "it makes a synchronous request", is_tracking)},
    {.id = "J-time",
     .severity = CHECK_WARNING,
     .title = "A session time has the form of SCORM 1.2",
     .why = "LMSs refuse another form, or read another time.",
     .remedy = "Write HHHH:MM:SS.SS: '0000:12:34.00'.",
     .source = SCORM_TIME,
     FACT(SCRIPT_TIME_12, "the session time is none: SCORM 1.2 wants HHHH:MM:SS.SS", NULL)},
    {.id = "J-time-2004",
     .severity = CHECK_WARNING,
     .title = "A session time has the form of SCORM 2004",
     .why = "LMSs refuse another form, or read another time.",
     .remedy = "Write an ISO 8601 duration: 'PT12M34S'.",
     .source = "SCORM 2004 4th Edition RTE, 4.2.20 (timeinterval)",
     FACT(SCRIPT_TIME_2004, "the session time is none: SCORM 2004 wants a duration", NULL)},
    {.id = "J-module",
     .severity = CHECK_WARNING,
     .title = "Modules are in files that end in .js",
     .why =
         "LMSs serve .mjs as some unknown type, Moodle for one, and browsers then do not run it.",
     .remedy = "Rename the files to .js, or bundle them into one script.",
     .source = MDN "JavaScript/Guide/Modules",
     FACT(SCRIPT_MODULE, "it loads a module from a file that ends in '.mjs'", NULL)},
    {.id = "J-api-try",
     .severity = CHECK_NOTE,
     .title = "The LMS's API is looked for with care",
     .why = "Looking at a window of another site throws; where the LMS lies in another site's "
            "frame, the script then ends before it began.",
     .remedy = "Put each step through the windows into try and catch.",
     .source = "https://github.com/pipwerks/scorm-api-wrapper/issues/21",
     FACT(SCRIPT_PARENT, "it looks for the API in other windows, without 'try'",
          climbs_without_try)},
    {.id = "J-write",
     .severity = CHECK_NOTE,
     .title = "No script writes into the page as it is read",
     .why = "Browsers may not run what is written so on slow networks, and none does in XHTML.",
     .remedy = "Make elements, and append them.",
     .source = MDN "API/Document/write",
     FACT(SCRIPT_WRITE, "it uses document.write()", NULL)},
    {.id = "J-eval",
     .severity = CHECK_NOTE,
     .title = "No script makes code of text",
     .why = "A content security policy forbids it.",
     .remedy = "Write it as code, or read data with JSON.parse().",
     .source = "https://www.w3.org/TR/CSP3/#directive-script-src",
     FACT(SCRIPT_EVAL, "it makes code of text, as eval() does", NULL)},
    {.id = "J-storage",
     .severity = CHECK_NOTE,
     .title = "A script does without cookies and storage where it must",
     .why = "In a frame of another site browsers may throw as soon as it is touched; and all "
            "courses of an LMS share one.",
     .remedy = "Put it into try and catch, name keys after the course, and keep what counts in the "
               "LMS.",
     .source = MDN "API/Window/localStorage#exceptions",
     FACT(SCRIPT_STORAGE, "it uses cookies or storage, without 'try'", has_no_try)},
    {.id = "J-debugger",
     .severity = CHECK_WARNING,
     .title = "No script halts",
     .why = "The page stops for everybody who has developer tools open, such as who looks for a "
            "fault.",
     .remedy = "Remove the 'debugger' statement.",
     .source = MDN "JavaScript/Reference/Statements/debugger",
     FACT(SCRIPT_DEBUGGER, "it has a 'debugger' statement", NULL)},
    {.id = "J-log",
     .severity = CHECK_NOTE,
     .title = "Scripts keep the console quiet",
     .why = "What an LMS's own people look for there is lost among it; it may hold answers.",
     .remedy = "Remove console.log() before publishing.",
     .source = MDN "API/console",
     FACT(SCRIPT_LOG, "it writes to the console", is_for_people)},
    {0},
};

extern const struct check_family CHECK_SCRIPT_FAMILY;
const struct check_family CHECK_SCRIPT_FAMILY = {
    .name = "script",
    .title = "Scripts",
    .wants = wants,
    .prepare = prepare,
    .rules = RULES,
};
