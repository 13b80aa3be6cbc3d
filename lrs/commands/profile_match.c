/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile match: whether statements keep to an xAPI Profile. */
#include "commands/profile_actions.h"

#include "base/file.h"
#include "base/options.h"
#include "commands/lines.h"
#include "commands/profile_matches.h"
#include "store/transfer.h"

#include <inttypes.h>
#include <string.h>

struct match_line {
    const char *as_json;
    const char *claimed;
    struct options_result result;
};

static enum status read_line(int count, char **arguments, struct match_line *out,
                             struct error *error)
{
    const struct option_row rows[] = {
        {.name = "claimed",
         .help = "only statements that name the profile in a category",
         .value = &out->claimed},
        {.name = "json", .help = "as JSON, for programs", .value = &out->as_json},
        {.name = NULL}};
    const struct option_table table = {
        .command = "ibest-lrs profile match",
        .usage = "PROFILE.jsonld STATEMENTS... [OPTIONS]",
        .summary =
            "Tells which templates of an xAPI Profile statements match, which rules they break, "
            "and whether\neach registration follows a pattern. STATEMENTS are lines of JSON as "
            "export writes them; - is\nstandard input. Ends with 1 if a statement or a "
            "registration does not keep to the profile.",
        .positional_limit = OPTIONS_POSITIONAL_MAX,
        .rows = rows,
    };
    enum status status = options_read(&table, count, arguments, &out->result, error);
    if (status == STATUS_OK && !out->result.is_help && out->result.positional_count < 2) {
        return FAIL(
            error, STATUS_INVALID,
            "name a profile, and files of statements; see 'ibest-lrs profile match --help'");
    }
    return status;
}

static enum status read_profile(const char *path, struct arena *arena, struct profile *out,
                                struct error *error)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(PROFILE_BYTES_MAX);
    struct findings *findings = ARENA_NEW(arena, struct findings);
    enum status status = file_read(path, PROFILE_BYTES_MAX, &text, error);
    status = status == STATUS_OK
                 ? profile_read(buffer_text(&text), path, arena, out, findings, error)
                 : status;
    if (status == STATUS_OK && findings->errors > 0) {
        (void)fprintf(
            stderr,
            "%s: %zu error%s in the profile; what has one is left out. 'ibest-lrs profile "
            "check' tells them\n",
            path, findings->errors, findings->errors == 1 ? "" : "s");
    }
    return status;
}

/* An LRS keeps contextActivities as arrays (xAPI 1.0.3 Data 2.4.6.2), and rules are about that. */
static void make_arrays(json_t *statement)
{
    static const char *const KEYS[] = {"parent", "grouping", "category", "other"};
    json_t *activities =
        json_object_get(json_object_get(statement, "context"), "contextActivities");
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        json_t *activity = json_object_get(activities, KEYS[i]);
        if (json_is_object(activity)) {
            (void)json_object_set_new(activities, KEYS[i], json_pack("[O]", activity));
        }
    }
}

/* Lines without a verb are an export's own, or documents. */
static enum status match_statement(struct profile_matches *matches, struct text text,
                                   const struct lines *lines, bool only_claimed,
                                   struct error *error)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    AUTO(json_release) json_t *statement = NULL;
    enum status status = json_read(text, NULL, &statement, error);
    if (status != STATUS_OK) {
        struct error why = *error;
        return FAIL(error, status, "%s:%" PRId64 ": %s", lines->path, lines->line, why.message);
    }
    if (json_object_get(statement, "verb") == NULL) {
        return STATUS_OK;
    }
    make_arrays(statement);
    if (only_claimed && !matcher_is_claimed(matches->matcher, statement, scratch)) {
        matches->passed++;
        return STATUS_OK;
    }
    const struct match_place place = {lines->path, lines->line};
    profile_matches_add(matches, statement, place, scratch);
    return STATUS_OK;
}

static enum status match_file(struct profile_matches *matches, const char *path, bool only_claimed,
                              struct error *error)
{
    AUTO(lines_close) struct lines lines = {.stream = NULL};
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(TRANSFER_LINE_MAX);
    enum status status = lines_open(path, &lines, error);
    while (status == STATUS_OK && lines_next(&lines, &line)) {
        status = buffer_check(&line, "a line", error);
        bool is_blank = text_trim(buffer_text(&line)).length == 0;
        if (status == STATUS_OK && !is_blank) {
            status = match_statement(matches, buffer_text(&line), &lines, only_claimed, error);
        }
    }
    return status == STATUS_OK ? lines_check(&lines, error) : status;
}

static enum status tell(const struct profile_matches *matches, bool as_json, struct error *error)
{
    if (!as_json) {
        profile_matches_print(matches);
    } else {
        AUTO(json_release) json_t *json = profile_matches_json(matches);
        if (json == NULL || json_dumpf(json, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
            return FAIL(error, STATUS_UNAVAILABLE, "the report can't be written to the output");
        }
    }
    size_t bad = matches->outcomes[OUTCOME_INVALID] + matches->outcomes[OUTCOME_UNMATCHED];
    size_t failed =
        matches->history_outcomes[PATTERN_FAILURE] + matches->history_outcomes[PATTERN_UNDECIDED];
    if (bad + failed + matches->extended > 0) {
        return FAIL(error, STATUS_PRECONDITION,
                    "%zu of %zu statements and %zu registrations do not keep to the profile, and "
                    "%zu statements have a wrong extension",
                    bad, matches->statements, failed, matches->extended);
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct match_line line = {.as_json = NULL};
    struct profile profile = {.id = NULL};
    enum status status = read_line(count, arguments, &line, error);
    if (status != STATUS_OK || line.result.is_help) {
        return status;
    }
    status = read_profile(line.result.positional[0], arena, &profile, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct profile_matches matches = profile_matches_begin(matcher_make(&profile, arena), arena);
    for (int i = 1; i < line.result.positional_count && status == STATUS_OK; i++) {
        status = match_file(&matches, line.result.positional[i], line.claimed != NULL, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    profile_matches_end(&matches);
    return tell(&matches, line.as_json != NULL, error);
}

const struct command profile_action_match = {
    .name = "match",
    .summary = "tell whether statements keep to a profile",
    .run = run,
};
