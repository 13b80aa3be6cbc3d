/* SPDX-License-Identifier: Apache-2.0 */

/* One transaction: rows are read inside it, so that a dry run, which takes it back, tells exactly
 * what would be stored, and a row that is refused, or a full disk, leaves nothing behind. */
#include "lms/import.h"

#include "base/clock.h"
#include "base/csv_file.h"
#include "base/printable.h"
#include "lms/distinct.h"
#include "xapi/statement.h"

#include <inttypes.h>
#include <string.h>

enum { BATCH = 200, STATEMENT_MAX = 64 << 10 };

/* A statement that waits for its batch. */
struct item {
    size_t line;
    enum lms_verb verb;
    struct statement statement;
};

/* The import on its way. `problems` has the arena of all that is told at the end. */
struct import {
    struct store_write write; /* first */
    const struct lms_import_options *options;
    struct problems *problems;
    struct csv_file *file;
    struct lms_activities *activities;
    struct lms_telling telling;
    struct lms_sheet sheet;
    struct lms_row_reader reader;
    struct lms_row row;
    struct distinct people;
    struct lms_import_summary summary;
    struct arena *arena; /* of the batch */
    struct item items[BATCH];
    size_t count;
    bool is_whole; /* it went through to the end of a dry run */
};

/* ---- names and how often ---- */

/* The item of that name, made if it is new; NULL if there are too many. */
static struct lms_name_count *count_name(struct import *import, struct lms_name_counts *counts,
                                         struct text name)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (text_equals(counts->items[i].name, name)) {
            counts->items[i].rows++;
            return NULL;
        }
    }
    if (counts->count == LMS_TOLD_MAX) {
        counts->more_rows++;
        return NULL;
    }
    struct lms_name_count *item = &counts->items[counts->count++];
    *item = (struct lms_name_count){
        .name = {arena_copy(import->problems->arena, name), name.length}, .rows = 1};
    return item;
}

static void count_unmatched(struct import *import, struct text name)
{
    struct lms_name_count *item = count_name(import, &import->summary.unmatched, name);
    if (item != NULL) {
        item->nearest = lms_activities_nearest(import->activities, name);
    }
}

/* ---- storing ---- */

static void tell_contradiction(struct import *import, const struct item *item)
{
    const struct problem_place place = {item->line, "", text_of("")};
    import->summary.contradicting++;
    problems_add(import->problems, &import->problems->warnings, &place,
                 "says otherwise what was said before of the same time somebody %s; what was said "
                 "first stays",
                 lms_verb_names[item->verb]);
}

static enum status store_batch(struct import *import, struct transaction *transaction,
                               struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < import->count; i++) {
        transaction_foresee_statements(transaction,
                                       &(struct statement_list){&import->items[i].statement, 1});
    }
    for (size_t i = 0; i < import->count && status == STATUS_OK; i++) {
        bool is_new = false;
        struct item *item = &import->items[i];
        status = transaction_add_statement(transaction, &item->statement, &is_new, error);
        if (status == STATUS_CONFLICT) {
            tell_contradiction(import, item);
            status = STATUS_OK;
            continue;
        }
        import->summary.added += status == STATUS_OK && is_new;
        import->summary.known += status == STATUS_OK && !is_new;
    }
    import->count = 0;
    arena_destroy(import->arena);
    import->arena = arena_create();
    return status;
}

static void note_time(struct lms_import_summary *summary, int64_t us)
{
    bool is_first = true;
    for (size_t i = 0; i < LMS_VERBS; i++) {
        is_first = is_first && summary->statements[i] == 0;
    }
    summary->first_us = is_first || us < summary->first_us ? us : summary->first_us;
    summary->last_us = is_first || us > summary->last_us ? us : summary->last_us;
}

/* Makes the statement; what breaks a rule of xAPI is the row's fault. */
static bool add_statement(struct import *import, const struct lms_happening *happening)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(STATEMENT_MAX);
    struct error error = {.status = STATUS_OK};
    struct statement_list list;
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = import->options->authority, .batch_max = 1};
    lms_statement_write(&import->telling, &import->row, happening, import->arena, &text);
    enum status status = buffer_check(&text, "a statement", &error);
    if (status == STATUS_OK) {
        const struct text kept = {arena_copy(import->arena, buffer_text(&text)), text.length};
        status = statements_read(kept, &context, import->arena, &list, &error);
    }
    if (status != STATUS_OK) {
        const struct problem_place place = {import->row.line, "", text_of("")};
        problems_add(import->problems, &import->problems->errors, &place, "makes no statement: %s",
                     error.message);
        return false;
    }
    import->items[import->count++] =
        (struct item){import->row.line, happening->verb, list.items[0]};
    note_time(&import->summary, happening->us);
    import->summary.statements[happening->verb]++;
    return true;
}

/* Of a row that is refused no statement is made. */
static void forget(struct import *import, size_t count)
{
    while (import->count > count) {
        import->summary.statements[import->items[--import->count].verb]--;
    }
}

static enum status add_told(struct import *import, const struct lms_told *told,
                            struct transaction *transaction, struct error *error)
{
    struct lms_happening happenings[LMS_HAPPENINGS_MAX];
    size_t count = lms_happenings(&import->row, told, import->options->as_of_us, happenings);
    if (import->count + count > BATCH) {
        enum status status = store_batch(import, transaction, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    size_t before = import->count;
    for (size_t i = 0; i < count; i++) {
        if (!add_statement(import, &happenings[i])) {
            import->summary.rows_bad++;
            forget(import, before);
            return STATUS_OK;
        }
    }
    distinct_add(&import->people, lms_learner(&import->telling, &import->row, import->arena));
    (void)count_name(import, &import->summary.activities, told->activity->id);
    return STATUS_OK;
}

/* ---- rows ---- */

static enum status take_row(struct import *import, const struct csv_row *values,
                            struct transaction *transaction, struct error *error)
{
    struct lms_import_summary *summary = &import->summary;
    enum status status = STATUS_OK;
    if (summary->rows == LMS_ROWS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "line %zu: more than %d rows; import it in parts",
                    values->line, LMS_ROWS_MAX);
    }
    summary->rows++;
    if (!lms_row_read(&import->reader, values, &import->row)) {
        summary->rows_bad++;
        return STATUS_OK;
    }
    if (import->row.unmatched.length > 0) {
        summary->rows_unmatched++;
        count_unmatched(import, import->row.unmatched);
        return STATUS_OK;
    }
    summary->rows_taken += !import->row.says_nothing;
    summary->rows_saying_nothing += import->row.says_nothing;
    for (size_t i = 0; i < import->row.told_count && status == STATUS_OK; i++) {
        status = add_told(import, &import->row.told[i], transaction, error);
    }
    return status;
}

static void note_columns(struct import *import)
{
    for (size_t i = 0; i < import->sheet.unknown_count; i++) {
        (void)count_name(import, &import->summary.unknown_columns, import->sheet.unknown[i]);
    }
    for (size_t i = 0; i < import->sheet.activity_count; i++) {
        const struct lms_sheet_column *column = &import->sheet.activities[i];
        if (column->activity == NULL) {
            count_unmatched(import, column->heading);
        }
    }
}

static enum status read_first_line(struct import *import, struct error *error)
{
    struct csv_row row;
    bool has_row = false;
    const struct lms_sheet_options options = {.mapping = import->options->mapping,
                                              .activities = import->activities,
                                              .activity = import->options->activity,
                                              .chosen = import->options->chosen,
                                              .chosen_count = import->options->chosen_count};
    enum status status = csv_file_next(import->file, &row, &has_row, error);
    if (status == STATUS_OK && !has_row) {
        return FAIL(error, STATUS_INVALID, "the file is empty; its first line names the columns");
    }
    status = status == STATUS_OK
                 ? lms_sheet_read(&row, &options, import->problems->arena, &import->sheet, error)
                 : status;
    if (status == STATUS_OK && import->sheet.fields[LMS_ACCOUNT] > 0 &&
        import->telling.home_page[0] == '\0') {
        return FAIL(error, STATUS_INVALID,
                    "whose accounts these are is not told; give the LMS's address: --home-page "
                    "https://…");
    }
    return status;
}

/* From the beginning, as apply() may be called again. */
static void begin(struct import *import)
{
    import->summary = (struct lms_import_summary){.rows = 0};
    import->problems->errors = (struct problem_list){.count = 0};
    import->problems->warnings = (struct problem_list){.count = 0};
    import->count = 0;
    distinct_finish(&import->people);
    import->reader = (struct lms_row_reader){.mapping = import->options->mapping,
                                             .sheet = &import->sheet,
                                             .activities = import->activities,
                                             .activity = import->options->activity,
                                             .now_us = clock_now_us(),
                                             .problems = import->problems};
}

static enum status take_rows(struct import *import, struct transaction *transaction,
                             struct error *error)
{
    struct csv_row row;
    bool has_row = true;
    enum status status = csv_file_rewind(import->file, error);
    status = status == STATUS_OK ? read_first_line(import, error) : status;
    if (status == STATUS_OK) {
        note_columns(import);
    }
    while (status == STATUS_OK && has_row) {
        status = csv_file_next(import->file, &row, &has_row, error);
        if (status == STATUS_OK && has_row) {
            status = take_row(import, &row, transaction, error);
        }
        if (import->options->watch != NULL) {
            import->options->watch(import->options->context, csv_file_done(import->file),
                                   csv_file_size(import->file));
        }
    }
    return status == STATUS_OK ? store_batch(import, transaction, error) : status;
}

/* What keeps the transaction from being kept. */
static enum status judge(struct import *import, struct error *error)
{
    const struct lms_import_summary *summary = &import->summary;
    if (summary->rows_bad > 0 && !import->options->skips_bad) {
        import->is_whole = import->options->is_dry_run;
        return FAIL(error, STATUS_PRECONDITION,
                    "%zu of %zu rows are refused; nothing was stored. Mend them, or leave them out "
                    "with --skip-bad",
                    summary->rows_bad, summary->rows);
    }
    if (summary->rows > 0 && summary->rows_unmatched == summary->rows) {
        return FAIL(error, STATUS_INVALID,
                    "no row is about a course or module that is known; say which names are which: "
                    "--course 'NAME=IRI', or 'activities' in the mapping");
    }
    if (import->options->is_dry_run) {
        import->is_whole = true;
        return FAIL(error, STATUS_PRECONDITION, "a dry run stores nothing");
    }
    return STATUS_OK;
}

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct import *import = (struct import *)write;
    begin(import);
    enum status status = take_rows(import, transaction, error);
    import->summary.people = import->people.count;
    import->summary.ambiguous_hours = import->reader.ambiguous_hours;
    import->summary.bare_scores = import->reader.bare_scores;
    return status == STATUS_OK ? judge(import, error) : status;
}

/* ---- what is known before ---- */

static enum status add_stored(void *context, const struct report_row *row, struct error *error)
{
    struct import *import = context;
    struct arena *arena = import->problems->arena;
    const char *const *values = row->values;
    (void)error;
    if (values[2] == NULL && strcmp(values[1], "module") == 0) {
        return STATUS_OK;
    }
    struct lms_activity activity = {.id = text_of(arena_copy_string(arena, values[0]))};
    if (strcmp(values[1], "module") == 0) {
        activity.course = text_of(arena_copy_string(arena, values[2]));
    }
    struct text name = text_of(values[3] == NULL ? "" : arena_copy_string(arena, values[3]));
    lms_activities_add(import->activities, name, &activity, LMS_BY_STATEMENTS);
    return STATUS_OK;
}

static enum status collect_activities(struct store *store, struct import *import,
                                      struct error *error)
{
    const struct lms_import_options *options = import->options;
    import->activities = lms_activities_create(import->problems->arena);
    for (size_t i = 0; i < options->activity_count; i++) {
        const struct lms_named_activity *named = &options->activities[i];
        lms_activities_add(import->activities, named->name, &named->activity, LMS_BY_HAND);
    }
    for (size_t i = 0; i < options->mapping->activity_count; i++) {
        const struct lms_named_activity *named = &options->mapping->activities[i];
        lms_activities_add(import->activities, named->name, &named->activity, LMS_BY_HAND);
    }
    enum status status = store_run_report(
        store,
        "SELECT DISTINCT activity, kind, course, name FROM report_activity "
        "WHERE kind IN ('course', 'module') ORDER BY activity, kind, course LIMIT 10000",
        NULL, 0, add_stored, import, error);
    lms_activities_sort(import->activities);
    return status;
}

static void init_telling(struct import *import)
{
    const struct lms_import_options *options = import->options;
    struct text own = options->mapping->home_page;
    import->telling = (struct lms_telling){
        .mapping = options->mapping,
        .home_page = options->home_page != NULL ? options->home_page
                     : own.data != NULL         ? arena_copy(import->problems->arena, own)
                                                : "",
        .organisation = options->organisation};
}

enum status lms_import(struct store *store, const char *path,
                       const struct lms_import_options *options, struct problems *problems,
                       struct lms_import_summary *out, struct error *error)
{
    AUTO(csv_file_close) struct csv_file *file = NULL;
    enum status status = csv_file_open(path, &file, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct import *import = ARENA_NEW(problems->arena, struct import);
    import->write.apply = apply;
    import->options = options;
    import->problems = problems;
    import->file = file;
    import->arena = arena_create();
    init_telling(import);
    status = collect_activities(store, import, error);
    if (status == STATUS_OK) {
        status = store_write_and_wait(store, &import->write, error);
    }
    *out = import->summary;
    distinct_finish(&import->people);
    arena_destroy(import->arena);
    return status == STATUS_PRECONDITION && import->is_whole && out->rows_bad == 0 ? STATUS_OK
                                                                                   : status;
}
