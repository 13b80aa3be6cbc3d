/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile registration: whether one registration follows the patterns of profiles. */
#include "commands/profile_actions.h"

#include "base/json.h"
#include "base/printable.h"
#include "base/timestamp.h"
#include "commands/profile_inquiry.h"
#include "store/history_explained.h"

#include <stdio.h>

static const struct inquiry_words words_of_line = {
    .command = "ibest-lrs profile registration",
    .usage = "REGISTRATION [OPTIONS]",
    .summary =
        "Tells of one registration, and each subregistration in it, whether its statements "
        "follow the\npatterns of the loaded profiles that they claim: success, partial (more "
        "has to come), failure and\nthe statement that broke it, or undecided (too long). Ends "
        "with 1 if one is a failure.",
    .lacking = "name a registration",
};

/* What is told, and whether all is as it should be. */
struct telling {
    json_t *list; /* NULL: it is printed */
    struct arena *arena;
    size_t broken;
};

/* Of one history, as it is told. */
struct words {
    const char *profile;
    const char *subregistration;
    const char *outcome;
    const char *pattern; /* NULL: not known; so the next */
    const char *broken_by;
    char last[TIMESTAMP_SIZE];
    char broken_id[UUID_TEXT_SIZE];
};

static const char *outcome_name(enum pattern_outcome outcome)
{
    switch (outcome) {
    case PATTERN_SUCCESS:
        return "success";
    case PATTERN_PARTIAL:
        return "partial";
    case PATTERN_FAILURE:
        return "failure";
    case PATTERN_UNDECIDED:
        return "undecided";
    }
    return "";
}

static void put_into_words(const struct told_history *told, struct words *out)
{
    const struct history *history = &told->history;
    const struct profile_pattern *pattern = history->result.pattern;
    *out = (struct words){.profile = matcher_profile(told->profile->matcher)->id,
                          .subregistration = history->subregistration,
                          .outcome = outcome_name(history->result.outcome),
                          .pattern = pattern == NULL ? NULL : pattern->part.id};
    timestamp_format(history->last_us, out->last);
    if (told->broken != NULL) {
        uuid_format(&told->broken->id, out->broken_id);
        out->broken_by = out->broken_id;
    }
}

static void print_history(const struct telling *telling, const struct words *words,
                          size_t statements)
{
    struct arena *arena = telling->arena;
    (void)printf("%s: %s\n", printable(arena, text_of(words->profile)), words->outcome);
    if (words->subregistration[0] != '\0') {
        (void)printf("  subregistration %s\n", printable(arena, text_of(words->subregistration)));
    }
    if (words->pattern != NULL) {
        (void)printf("  pattern %s\n", printable(arena, text_of(words->pattern)));
    }
    if (words->broken_by != NULL) {
        (void)printf("  broken by statement %s; see 'ibest-lrs profile outcome %s'\n",
                     words->broken_by, words->broken_by);
    }
    (void)printf("  %zu statement%s, the last of %s\n", statements, statements == 1 ? "" : "s",
                 words->last);
}

static enum status tell(void *context, const struct told_history *told, struct error *error)
{
    struct telling *telling = context;
    size_t statements = told->history.statement_count;
    struct words words;
    put_into_words(told, &words);
    telling->broken += told->history.result.outcome == PATTERN_FAILURE;
    if (telling->list == NULL) {
        print_history(telling, &words, statements);
        return STATUS_OK;
    }
    json_t *json = json_pack("{s:s, s:s, s:s, s:s?, s:s?, s:I, s:s}", "profile", words.profile,
                             "subregistration", words.subregistration, "outcome", words.outcome,
                             "pattern", words.pattern, "broken_by", words.broken_by, "statements",
                             (json_int_t)statements, "last", words.last);
    return json_array_append_new(telling->list, json) == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INTERNAL, "a subregistration is not text");
}

static enum status finish(const struct telling *telling, struct error *error)
{
    enum status status = inquiry_write(telling->list, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (telling->broken > 0) {
        return FAIL(error, STATUS_PRECONDITION, "%zu histor%s no pattern", telling->broken,
                    telling->broken == 1 ? "y follows" : "ies follow");
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct inquiry_line line = {.as_json = NULL};
    bool helped = false;
    enum status status = inquiry_line_read(&words_of_line, count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(json_release) json_t *list = line.as_json == NULL ? NULL : json_array();
    struct telling telling = {.list = list, .arena = arena};
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(line.settings.store, &options, &store, error);
    if (status == STATUS_OK) {
        status = store_explain_registration(store, &line.id, tell, &telling, error);
    }
    return status == STATUS_OK ? finish(&telling, error) : status;
}

const struct command profile_action_registration = {
    .name = "registration",
    .summary = "tell whether one registration follows the patterns of the loaded profiles",
    .run = run,
};
