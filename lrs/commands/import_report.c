/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs import --from: an LMS's own report becomes statements. */
#include "commands/import_report.h"

#include "base/ascii.h"
#include "base/file.h"
#include "base/iri.h"
#include "base/meter.h"
#include "commands/import_told.h"
#include "commands/problem_lines.h"
#include "commands/settle_line.h"
#include "commands/store_line.h"
#include "xapi/agent.h"

#include <string.h>

/* ---- the line ---- */

/* Splits "NAME=IRI" at the first '=' that an IRI follows; false if there is none. */
static bool split_name(struct text value, struct text *out_name, struct text *out_iri)
{
    for (size_t i = 1; i + 1 < value.length; i++) {
        struct text rest = {value.data + i + 1, value.length - i - 1};
        if (value.data[i] == '=' && iri_is_valid(rest)) {
            *out_name = (struct text){value.data, i};
            *out_iri = rest;
            return true;
        }
    }
    return false;
}

static void add_activity(struct report_line *line, const char *value, bool is_module)
{
    struct text name;
    struct text iri;
    if (iri_is_valid(text_of(value))) {
        *(is_module ? &line->module : &line->course) = text_of(value);
        return;
    }
    if (line->activity_count == REPORT_ACTIVITIES_MAX) {
        error_describe(&line->error, STATUS_INVALID,
                       "more than %d names on the line; write them into a mapping",
                       REPORT_ACTIVITIES_MAX);
    } else if (!split_name(text_of(value), &name, &iri)) {
        error_describe(
            &line->error, STATUS_INVALID,
            "--%s is '%.200s'; give IRI, or 'NAME=IRI' with the name that the report has",
            is_module ? "module" : "course", value);
    } else {
        line->is_module[line->activity_count] = is_module;
        line->activities[line->activity_count++] =
            (struct lms_named_activity){.name = name, .activity = {.id = iri}};
    }
}

static void add_course(void *context, const char *value)
{
    add_activity(context, value, false);
}

static void add_module(void *context, const char *value)
{
    add_activity(context, value, true);
}

static void add_column(void *context, const char *value)
{
    struct report_line *line = context;
    struct text heading = text_of(value);
    struct text name = {"", 0};
    (void)text_split(&heading, '=', &name);
    enum lms_field field = lms_field_find(name);
    if (field == LMS_FIELDS || heading.data == NULL || line->chosen_count == LMS_CHOSEN_MAX) {
        error_describe(&line->error, STATUS_INVALID,
                       "--column is '%.200s'; give FIELD=HEADING, with a field as account, mbox, "
                       "activity, status or completed_at (profiles/lms-exports/README.md has all)",
                       value);
        return;
    }
    line->chosen[line->chosen_count++] = (struct lms_heading){field, heading};
}

void report_line_rows(struct report_line *line, struct option_row *rows)
{
    static const char begins[] = "FILE is an LMS's report: ";
    memcpy(line->from_help, begins, sizeof begins);
    lms_mapping_names(line->from_help + strlen(begins), LMS_NAMES_SIZE);
    const struct option_row own[REPORT_OPTIONS] = {
        {.name = "from", .value_name = "NAME", .help = line->from_help, .value = &line->from},
        {.name = "mapping",
         .value_name = "FILE",
         .help = "how that report is read, of your own",
         .value = &line->mapping},
        {.name = "course",
         .value_name = "[NAME=]IRI",
         .help = "the course that it is about, or one of them as the report calls it; repeat",
         .add = add_course,
         .context = line},
        {.name = "module",
         .value_name = "[NAME=]IRI",
         .help = "likewise a module, of the --course that has no name",
         .add = add_module,
         .context = line},
        {.name = "home-page",
         .value_name = "URL",
         .help = "the LMS whose accounts the report has, as its live statements name it",
         .value = &line->home_page},
        {.name = "organisation",
         .value_name = "ODS",
         .help = "the organisation of all learners in the report",
         .value = &line->organisation},
        {.name = "column",
         .value_name = "FIELD=HEADING",
         .help = "take this column for a field; nothing behind '=': none; repeat",
         .add = add_column,
         .context = line},
        {.name = "as-of",
         .value_name = "DAY",
         .help = "when the report was made, for what has no date (today)",
         .value = &line->as_of},
        {.name = "pass",
         .value_name = "SCORE",
         .help = "the score from which on it is passed",
         .value = &line->pass},
        {.name = "dry-run",
         .help = "tell what would be stored, and keep nothing",
         .value = &line->dry_run},
        {.name = "skip-bad",
         .help = "leave rows out that are refused, and store the others",
         .value = &line->skip_bad},
        {.name = "json", .help = "print figures and problems as JSON", .value = &line->as_json},
    };
    memcpy(rows, own, sizeof own);
}

bool report_line_is_asked(const struct report_line *line)
{
    return line->from != NULL || line->mapping != NULL;
}

bool report_line_is_given(const struct report_line *line)
{
    return report_line_is_asked(line) || line->home_page != NULL || line->organisation != NULL ||
           line->as_of != NULL || line->pass != NULL || line->dry_run != NULL ||
           line->skip_bad != NULL || line->as_json != NULL || line->course.data != NULL ||
           line->module.data != NULL || line->activity_count > 0 || line->chosen_count > 0 ||
           line->error.status != STATUS_OK;
}

/* ---- what it means ---- */

static enum status read_mapping(const struct report_line *line, struct arena *arena,
                                struct lms_mapping *out, struct error *error)
{
    struct text json;
    if (line->mapping == NULL) {
        enum status status = lms_mapping_find(line->from, &json, error);
        return status == STATUS_OK ? lms_mapping_read(json, line->from, arena, out, error) : status;
    }
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LMS_MAPPING_MAX);
    enum status status = file_read(line->mapping, LMS_MAPPING_MAX, &content, error);
    if (status != STATUS_OK) {
        return status;
    }
    json = (struct text){arena_copy(arena, buffer_text(&content)), content.length};
    return lms_mapping_read(json, line->mapping, arena, out, error);
}

static enum status read_pass(const struct report_line *line, struct lms_mapping *mapping,
                             struct error *error)
{
    int64_t pass = 0;
    if (line->pass == NULL) {
        return STATUS_OK;
    }
    if (!lms_number_read(text_of(line->pass), &pass) || pass > mapping->score_max) {
        return FAIL(error, STATUS_INVALID,
                    "--pass is '%s'; give a whole number up to %lld, the highest score by the "
                    "mapping",
                    line->pass, (long long)mapping->score_max);
    }
    mapping->score_pass = pass;
    return STATUS_OK;
}

static enum status check_values(const struct report_line *line, struct error *error)
{
    struct text code = text_of(line->organisation == NULL ? "RTH" : line->organisation);
    bool is_code = code.length >= 3 && code.length <= 8;
    for (size_t i = 0; i < code.length && is_code; i++) {
        is_code =
            ascii_is_letter_or_digit(code.data[i]) && ascii_to_upper(code.data[i]) == code.data[i];
    }
    if (line->error.status != STATUS_OK) {
        return FAIL(error, line->error.status, "%s", line->error.message);
    }
    if (!is_code) {
        return FAIL(error, STATUS_INVALID, "--organisation is '%s', which is no ODS code",
                    line->organisation);
    }
    if (line->home_page != NULL && !iri_is_valid(text_of(line->home_page))) {
        return FAIL(error, STATUS_INVALID,
                    "--home-page is '%s', which is no address such as https://lms.example.org",
                    line->home_page);
    }
    return STATUS_OK;
}

/* Modules are of the course without a name, which then is not what the rows are about. */
static enum status place_modules(struct report_line *line, struct lms_activity *out,
                                 struct error *error)
{
    bool has_modules = line->module.data != NULL;
    for (size_t i = 0; i < line->activity_count; i++) {
        has_modules = has_modules || line->is_module[i];
        if (line->is_module[i] && line->course.data != NULL) {
            line->activities[i].activity.course = line->course;
        }
    }
    if (has_modules && line->course.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--module needs the course that it is part of: --course IRI");
    }
    if (line->module.data != NULL) {
        *out = (struct lms_activity){.id = line->module, .course = line->course};
    } else if (line->course.data != NULL && !has_modules) {
        *out = (struct lms_activity){.id = line->course};
    }
    return STATUS_OK;
}

/* ---- doing it ---- */

struct import_run {
    struct arena *arena;
    struct lms_mapping mapping;
    struct lms_activity activity;
    struct lms_import_options options;
    struct problems problems;
    struct lms_import_summary summary;
};

static enum status prepare(struct report_line *line, const struct report_target *target,
                           struct import_run *out, struct error *error)
{
    enum status status = check_values(line, error);
    status = status == STATUS_OK ? read_mapping(line, out->arena, &out->mapping, error) : status;
    status = status == STATUS_OK ? read_pass(line, &out->mapping, error) : status;
    status = status == STATUS_OK ? place_modules(line, &out->activity, error) : status;
    out->options = (struct lms_import_options){
        .mapping = &out->mapping,
        .home_page = line->home_page,
        .organisation = text_of(line->organisation == NULL ? "" : line->organisation),
        .activity = out->activity.id.data == NULL ? NULL : &out->activity,
        .activities = line->activities,
        .activity_count = line->activity_count,
        .chosen = line->chosen,
        .chosen_count = line->chosen_count,
        .is_dry_run = line->dry_run != NULL,
        .skips_bad = line->skip_bad != NULL};
    status = status == STATUS_OK
                 ? day_option_read("as-of", line->as_of, &out->options.as_of_us, error)
                 : status;
    if (status != STATUS_OK) {
        return status;
    }
    const char *name = target->name != NULL ? target->name
                                            : arena_print(out->arena, "import %.*s",
                                                          TEXT_ARGUMENTS(out->mapping.id));
    out->options.authority = agent_of_account(target->homepage, name, out->arena);
    return out->options.authority.data != NULL
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "--name or --homepage is no UTF-8 text");
}

static enum status import(struct import_run *run, const struct report_target *target,
                          struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    struct meter meter = meter_begin("bytes");
    run->options.watch = meter_show;
    run->options.context = &meter;
    run->problems = (struct problems){.arena = run->arena};
    enum status status = store_open(target->store, NULL, &store, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = lms_import(store, target->path, &run->options, &run->problems, &run->summary, error);
    meter_end(&meter);
    if (status == STATUS_INVALID || status == STATUS_TOO_LARGE) {
        error_locate(error, "%s", target->path);
    }
    return status == STATUS_OK && !run->options.is_dry_run ? settle_histories(store, error)
                                                           : status;
}

/* What is done and not as it should be is told by the exit code too. */
static enum status conclude(const struct import_run *run, struct error *error)
{
    const struct lms_import_summary *summary = &run->summary;
    if (summary->rows_bad > 0) {
        return FAIL(error, STATUS_PRECONDITION, "%zu rows were refused and left out",
                    summary->rows_bad);
    }
    return summary->contradicting == 0
               ? STATUS_OK
               : FAIL(error, STATUS_PRECONDITION,
                      "%zu statements say otherwise what was stored before; that stays",
                      summary->contradicting);
}

enum status report_line_run(struct report_line *line, const struct report_target *target,
                            struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct import_run run = {.arena = arena};
    enum status status = prepare(line, target, &run, error);
    status = status == STATUS_OK ? import(&run, target, error) : status;
    const struct import_told told = {.mapping = &run.mapping,
                                     .summary = &run.summary,
                                     .problems = &run.problems,
                                     .is_dry_run = line->dry_run != NULL,
                                     .is_kept = status == STATUS_OK && line->dry_run == NULL};
    bool is_told = run.summary.rows > 0;
    if (is_told && line->as_json != NULL) {
        struct error output = {.status = STATUS_OK};
        if (import_told_json(&told, &output) != STATUS_OK) {
            return FAIL(error, output.status, "%s", output.message);
        }
    } else if (is_told) {
        problem_lines_print(target->path, &run.problems);
        import_told_print(&told);
    }
    return status == STATUS_OK ? conclude(&run, error) : status;
}
