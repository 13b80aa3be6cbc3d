/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of what is looked for: phrases of a few tokens. A script is read once, with its last
 * tokens at hand. */
#include "script/script_facts.h"

#include "base/duration.h"
#include "script/script_reader.h"

#include <string.h>

enum { PHRASE_MAX = 5, RECENT = PHRASE_MAX + 1, FIRSTS = 128 };

/* Tokens that follow one another. A word that begins with a "'" is a string's content; with "'*"
 * it only ends so; with "'^" it only begins so. */
struct phrase {
    enum script_fact fact;
    const char *words[PHRASE_MAX];
    const char *not_behind; /* characters; what stands before begins with none of them */
};

static const struct phrase PHRASES[] = {
    {SCRIPT_UNLOAD, {"addEventListener", "(", "'unload"}, NULL},
    {SCRIPT_UNLOAD, {"attachEvent", "(", "'onunload"}, NULL},
    {SCRIPT_UNLOAD, {"on", "(", "'unload"}, NULL},
    {SCRIPT_UNLOAD, {"bind", "(", "'unload"}, NULL},
    {SCRIPT_UNLOAD, {"window", ")", ".", "unload", "("}, NULL},
    {SCRIPT_UNLOAD, {"onunload", "="}, NULL},
    {SCRIPT_PAGEHIDE, {"'pagehide"}, NULL},
    {SCRIPT_PAGEHIDE, {"'visibilitychange"}, NULL},
    {SCRIPT_PAGEHIDE, {"onpagehide"}, NULL},
    {SCRIPT_PAGEHIDE, {"onvisibilitychange"}, NULL},
    {SCRIPT_WRITE, {"document", ".", "write", "("}, NULL},
    {SCRIPT_WRITE, {"document", ".", "writeln", "("}, NULL},
    {SCRIPT_EVAL, {"eval", "("}, ".f"},
    {SCRIPT_EVAL, {"window", ".", "eval", "("}, NULL},
    {SCRIPT_EVAL, {"new", "Function", "("}, NULL},
    {SCRIPT_EVAL, {"setTimeout", "(", "'*"}, NULL},
    {SCRIPT_EVAL, {"setInterval", "(", "'*"}, NULL},
    {SCRIPT_STORAGE, {"localStorage"}, NULL},
    {SCRIPT_STORAGE, {"sessionStorage"}, NULL},
    {SCRIPT_STORAGE, {"document", ".", "cookie"}, NULL},
    {SCRIPT_TRY, {"try", "{"}, "."},
    {SCRIPT_LOG, {"console", ".", "log", "("}, NULL},
    {SCRIPT_LOG, {"console", ".", "debug", "("}, NULL},
    {SCRIPT_LOG, {"console", ".", "dir", "("}, NULL},
    {SCRIPT_DEBUGGER, {"debugger", ";"}, ".["},
    {SCRIPT_PARENT, {".", "parent"}, NULL},
    {SCRIPT_PARENT, {".", "opener"}, NULL},
    {SCRIPT_MODULE, {"from", "'*.mjs"}, NULL},
    {SCRIPT_MODULE, {"import", "'*.mjs"}, NULL},
    {SCRIPT_MODULE, {"import", "(", "'*.mjs"}, NULL},
    {SCRIPT_API_12, {".", "API"}, NULL},
    {SCRIPT_API_12, {"'API"}, NULL},
    {SCRIPT_API_2004, {"API_1484_11"}, NULL},
    {SCRIPT_API_2004, {"'API_1484_11"}, NULL},
    {SCRIPT_INITIALIZE_12, {"LMSInitialize"}, NULL},
    {SCRIPT_INITIALIZE_12, {"'LMSInitialize"}, NULL},
    {SCRIPT_FINISH_12, {"LMSFinish"}, NULL},
    {SCRIPT_FINISH_12, {"'LMSFinish"}, NULL},
    {SCRIPT_COMMIT_12, {"LMSCommit"}, NULL},
    {SCRIPT_COMMIT_12, {"'LMSCommit"}, NULL},
    {SCRIPT_ELEMENT_12, {"'^cmi.core."}, NULL},
    {SCRIPT_STATUS_12, {"'*lesson_status"}, NULL},
    {SCRIPT_TERMINATE_2004, {".", "Terminate", "("}, NULL},
    {SCRIPT_TERMINATE_2004, {"'Terminate"}, NULL},
    {SCRIPT_STATUS_2004, {"'*completion_status"}, NULL},
    {SCRIPT_STATUS_2004, {"'*success_status"}, NULL},
    {SCRIPT_HACP, {"'^aicc_"}, NULL},
    {SCRIPT_HACP, {"'^AICC_"}, NULL},
    {SCRIPT_NAMES_API, {"API"}, NULL},
    {SCRIPT_NAMES_API, {"'^API"}, NULL},
    {SCRIPT_NAMES_API, {"'*API"}, NULL},
    {SCRIPT_NAMES_API, {"API_1484_11"}, NULL},
    {SCRIPT_NAMES_API, {"'*API_1484_11"}, NULL},
    {SCRIPT_NAMES_API, {"Initialize"}, NULL},
    {SCRIPT_NAMES_API, {"LMSInitialize"}, NULL},
    {SCRIPT_NAMES_API, {"'*Initialize"}, NULL},
    {SCRIPT_LOADS, {"createElement"}, NULL},
    {SCRIPT_LOADS, {"'createElement"}, NULL},
    {SCRIPT_LOADS, {"getScript"}, NULL},
    {SCRIPT_LOADS, {"innerHTML"}, NULL},
    {SCRIPT_LOADS, {"import"}, "."},
    {SCRIPT_LOADS, {"importScripts"}, NULL},
    {SCRIPT_LOADS, {"require", "("}, NULL},
    {SCRIPT_LOADS, {"location"}, NULL},
    {SCRIPT_LOADS, {"open", "("}, NULL},
    {SCRIPT_LOADS, {"src", "="}, NULL},
    {SCRIPT_LOADS, {"eval", "("}, NULL},
    {SCRIPT_LOADS, {"write", "("}, NULL},
    {SCRIPT_LOADS, {"writeln", "("}, NULL},
    {SCRIPT_LOADS, {"from", "'*"}, NULL},
};

/* How a phrase ends. Those whose last words begin with the same character are chained, so that few
 * are looked at for a token. */
struct ending {
    const struct phrase *phrase;
    size_t length; /* of the phrase, in words */
    size_t last_length;
    const struct ending *next;
};

/* A script being read: its last tokens, the newest first. */
struct reading {
    struct script_facts *facts;
    struct ending endings[sizeof PHRASES / sizeof *PHRASES];
    const struct ending
        *by_first[FIRSTS]; /* by the character, all of ASCII, that last words begin with */
    struct script_token recent[RECENT];
    size_t first_line;
    size_t request_depth; /* of the brackets of an ".open(" that the reader is in; 0: none */
    size_t request_commas;
};

void script_facts_see(struct script_facts *facts, enum script_fact fact, size_t line)
{
    struct script_sight *sight = &facts->sights[fact];
    if (sight->count++ == 0) {
        sight->line = line;
    }
}

static void see(struct reading *reading, enum script_fact fact, const struct script_token *token)
{
    script_facts_see(reading->facts, fact, reading->first_line + token->line - 1);
}

bool script_has(const struct script_facts *facts, enum script_fact fact)
{
    return facts->sights[fact].count > 0;
}

static bool is_string(const struct script_token *token)
{
    return token->kind == SCRIPT_STRING || token->kind == SCRIPT_TEMPLATE;
}

static bool string_matches(struct text text, const char *word)
{
    return word[0] == '*'   ? text_ends_with(text, word + 1)
           : word[0] == '^' ? text_starts_with(text, word + 1)
                            : text_is(text, word);
}

static bool matches(const struct script_token *token, const char *word)
{
    if (word[0] == '\'') {
        return is_string(token) && string_matches(token->text, word + 1);
    }
    return (token->kind == SCRIPT_NAME || token->kind == SCRIPT_MARK) && token->text.length > 0 &&
           token->text.data[0] == word[0] && text_is(token->text, word);
}

static void find_endings(struct reading *reading)
{
    for (size_t i = sizeof PHRASES / sizeof *PHRASES; i-- > 0;) {
        struct ending *ending = &reading->endings[i];
        ending->phrase = &PHRASES[i];
        while (ending->length < PHRASE_MAX && PHRASES[i].words[ending->length] != NULL) {
            ending->length++;
        }
        const char *last = PHRASES[i].words[ending->length - 1];
        ending->last_length = strlen(last);
        ending->next = reading->by_first[(unsigned char)last[0]];
        reading->by_first[(unsigned char)last[0]] = ending;
    }
}

/* The phrases that a token may be the end of: a string those that end in one. */
static const struct ending *endings_for(const struct reading *reading,
                                        const struct script_token *token)
{
    unsigned char first = is_string(token)          ? '\''
                          : token->text.length == 0 ? '\0'
                                                    : (unsigned char)token->text.data[0];
    return first < FIRSTS ? reading->by_first[first] : NULL;
}

/* Whether the last tokens are the phrase. */
static bool ends_in(const struct reading *reading, const struct phrase *phrase, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!matches(&reading->recent[i], phrase->words[length - 1 - i])) {
            return false;
        }
    }
    struct text before = reading->recent[length].text;
    return phrase->not_behind == NULL || before.length == 0 || before.data[0] == '\0' ||
           strchr(phrase->not_behind, before.data[0]) == NULL;
}

static void look_for_phrases(struct reading *reading)
{
    const struct script_token *token = &reading->recent[0];
    for (const struct ending *ending = endings_for(reading, token); ending != NULL;
         ending = ending->next) {
        bool may_end = is_string(token) || token->text.length == ending->last_length;
        if (may_end && ends_in(reading, ending->phrase, ending->length)) {
            see(reading, ending->phrase->fact, token);
        }
    }
}

static bool recent_is(const struct reading *reading, size_t back, const char *word)
{
    return matches(&reading->recent[back], word);
}

/* ".open(method, address, false": the third argument, which "!1" is too. */
static void look_for_request(struct reading *reading)
{
    const struct script_token *token = &reading->recent[0];
    if (recent_is(reading, 0, "(") && recent_is(reading, 1, "open") && recent_is(reading, 2, ".")) {
        reading->request_depth = recent_is(reading, 3, "window") ? 0 : token->depth;
        reading->request_commas = 0;
        return;
    }
    if (reading->request_depth == 0 || token->depth > reading->request_depth) {
        return;
    }
    if (token->depth < reading->request_depth) {
        reading->request_depth = 0;
        return;
    }
    reading->request_commas += recent_is(reading, 0, ",");
    bool is_no = recent_is(reading, 0, "false") && recent_is(reading, 1, ",");
    bool is_short_no = script_token_is(token, SCRIPT_NUMBER, "1") && recent_is(reading, 1, "!") &&
                       recent_is(reading, 2, ",");
    if (reading->request_commas == 2 && (is_no || is_short_no)) {
        see(reading, SCRIPT_SYNC_REQUEST, token);
    }
}

/* jQuery's "async: false". jQuery itself loads scripts so, with "global" or "dataType" behind it.
 */
static void look_for_async(struct reading *reading)
{
    size_t behind = recent_is(reading, 0, "}") ? 1 : recent_is(reading, 1, ",") ? 2 : 0;
    const struct script_token *value = &reading->recent[behind];
    size_t length = recent_is(reading, behind, "false") ? 1 : 0;
    if (script_token_is(value, SCRIPT_NUMBER, "1") && recent_is(reading, behind + 1, "!")) {
        length = 2;
    }
    bool is_own = recent_is(reading, 0, "global") || recent_is(reading, 0, "dataType");
    if (behind > 0 && length > 0 && !is_own && recent_is(reading, behind + length, ":") &&
        recent_is(reading, behind + length + 1, "async")) {
        see(reading, SCRIPT_SYNC_REQUEST, value);
    }
}

/* ("cmi.core.session_time", "0:01:00"): a time that is written there, and is not put together. */
static void look_for_time(struct reading *reading)
{
    const struct script_token *value = &reading->recent[1];
    bool is_value = (recent_is(reading, 0, ")") || recent_is(reading, 0, ",")) &&
                    value->kind == SCRIPT_STRING && value->text.length > 0 &&
                    recent_is(reading, 2, ",");
    if (is_value && recent_is(reading, 3, "'cmi.core.session_time") &&
        !timespan_is_valid(value->text)) {
        see(reading, SCRIPT_TIME_12, value);
    }
    if (is_value && recent_is(reading, 3, "'cmi.session_time") && !duration_is_valid(value->text)) {
        see(reading, SCRIPT_TIME_2004, value);
    }
}

void script_facts_add(struct script_facts *facts, struct text script, size_t line)
{
    struct reading reading = {.facts = facts, .first_line = line};
    struct script_reader reader;
    find_endings(&reading);
    script_reader_begin(&reader, script);
    struct script_token token;
    while (facts->tokens < SCRIPT_TOKENS_MAX && script_reader_next(&reader, &token)) {
        memmove(&reading.recent[1], &reading.recent[0], (RECENT - 1) * sizeof reading.recent[0]);
        reading.recent[0] = token;
        facts->tokens++;
        look_for_phrases(&reading);
        look_for_request(&reading);
        look_for_async(&reading);
        look_for_time(&reading);
    }
}
