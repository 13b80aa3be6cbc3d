/* SPDX-License-Identifier: Apache-2.0 */

/* A roster's file into the store: one transaction, which a dry run rolls back. */
#include "people/people.h"

#include "people/persons.h"
#include "people/roster_file.h"
#include "people/stints.h"
#include "store/organisations.h"

#include <stdlib.h>

struct stored_stints {
    struct stint *items; /* by account and from_us */
    size_t count;
    size_t capacity;
};

struct import {
    struct store_write write; /* first: apply() gets back from it */
    const struct roster_options *options;
    struct problems *problems;
    struct roster_rows rows; /* by account, and as stints_tell() wants them */
    struct roster_summary summary;
    bool is_whole; /* it was rolled back as a dry run is */
};

/* ---- order ---- */

static int compare_rows(const void *left_row, const void *right_row)
{
    const struct roster_row *left = left_row;
    const struct roster_row *right = right_row;
    int order = text_compare(left->stint.account, right->stint.account);
    if (order != 0) {
        return order;
    }
    if (left->has_from != right->has_from) {
        return left->has_from ? -1 : 1;
    }
    if (left->has_from && left->stint.from_us != right->stint.from_us) {
        return left->stint.from_us < right->stint.from_us ? -1 : 1;
    }
    return (left->line > right->line) - (left->line < right->line);
}

static size_t rows_of_account(const struct roster_rows *rows, size_t begin)
{
    size_t end = begin + 1;
    while (end < rows->count &&
           text_equals(rows->items[end].stint.account, rows->items[begin].stint.account)) {
        end++;
    }
    return end - begin;
}

/* ---- what is stored ---- */

struct keeping {
    struct arena *arena;
    struct stored_stints *stored;
};

static enum status keep(void *context, const struct stint *stint, struct error *error)
{
    struct keeping *keeping = context;
    struct stored_stints *stored = keeping->stored;
    if (stored->count == ROSTER_ROWS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "more than %d rows are stored", ROSTER_ROWS_MAX);
    }
    stored->items = arena_grow(keeping->arena, stored->items, stored->count, &stored->capacity,
                               sizeof *stored->items);
    struct stint *copy = &stored->items[stored->count++];
    *copy = *stint;
    copy->account.data = arena_copy(keeping->arena, stint->account);
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        copy->values[i].data = arena_copy(keeping->arena, stint->values[i]);
    }
    return STATUS_OK;
}

static size_t stints_of_account(const struct stored_stints *stored, size_t begin)
{
    size_t end = begin + 1;
    while (end < stored->count &&
           text_equals(stored->items[end].account, stored->items[begin].account)) {
        end++;
    }
    return end - begin;
}

/* ---- writing ---- */

static void count(struct roster_summary *summary, const struct told_stint *told)
{
    bool ends_earlier = told->stint.to_us < told->stored_to_us;
    if (!told->was_stored) {
        summary->added++;
    } else if (told->is_other || told->stint.to_us > told->stored_to_us) {
        summary->changed++;
    } else if (ends_earlier) {
        summary->ended++;
    } else {
        summary->unchanged += told->line != 0;
    }
}

static enum status put_story(struct transaction *transaction, struct import *import,
                             const struct story *story, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < story->count && status == STATUS_OK; i++) {
        const struct told_stint *told = &story->items[i];
        bool is_new =
            !told->was_stored || told->is_other || told->stint.to_us != told->stored_to_us;
        count(&import->summary, told);
        status = is_new ? transaction_put_stint(transaction, &told->stint, error) : STATUS_OK;
    }
    return status;
}

/* Each account that is stored or in the file, in order. */
struct merging {
    struct transaction *transaction;
    struct import *import;
    struct stored_stints stored;
    size_t stored_at;
    size_t row_at;
};

static enum status merge_account(struct merging *merging, struct error *error)
{
    const struct roster_rows *rows = &merging->import->rows;
    const struct roster_options *options = merging->import->options;
    bool has_row = merging->row_at < rows->count;
    bool has_stint = merging->stored_at < merging->stored.count;
    int order = has_row && has_stint
                    ? text_compare(rows->items[merging->row_at].stint.account,
                                   merging->stored.items[merging->stored_at].account)
                : has_row ? -1
                          : 1;
    struct telling telling = {.as_of_us = options->as_of_us};
    if (order <= 0) {
        telling.rows = &rows->items[merging->row_at];
        telling.row_count = rows_of_account(rows, merging->row_at);
    }
    if (order >= 0) {
        telling.stored = &merging->stored.items[merging->stored_at];
        telling.stored_count = stints_of_account(&merging->stored, merging->stored_at);
    }
    merging->row_at += telling.row_count;
    merging->stored_at += telling.stored_count;
    if (telling.row_count == 0 && !options->is_complete) {
        return STATUS_OK;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct story story = {
        .items = ARENA_ARRAY(arena, struct told_stint, telling.row_count + telling.stored_count)};
    stints_tell(&telling, merging->import->problems, &story);
    if (telling.row_count == 0) {
        stints_end(&story, options->as_of_us);
    }
    return put_story(merging->transaction, merging->import, &story, error);
}

static enum status merge_all(struct transaction *transaction, struct import *import,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct merging merging = {.transaction = transaction, .import = import};
    struct keeping keeping = {arena, &merging.stored};
    enum status status = transaction_list_stints(transaction, keep, &keeping, error);
    while (status == STATUS_OK &&
           (merging.row_at < import->rows.count || merging.stored_at < merging.stored.count)) {
        status = merge_account(&merging, error);
    }
    return status;
}

static enum status note_import(struct transaction *transaction, const struct import *import,
                               struct error *error)
{
    const struct roster_summary *summary = &import->summary;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *why = arena_print(arena,
                                  "%s: %zu added, %zu changed, %zu ended; by rule %zu "
                                  "joined, %zu parted",
                                  import->options->what, summary->added, summary->changed,
                                  summary->ended, summary->joined, summary->parted);
    const struct person_entry entry = {.action = text_of("import"),
                                       .account = text_of(""),
                                       .other = text_of(""),
                                       .who = text_of(import->options->who),
                                       .why = text_of(why)};
    return transaction_put_person_entry(transaction, &entry, error);
}

/* May be called again: the problems of the rows themselves are those from before. */
static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct import *import = (struct import *)write;
    struct people_change change = {0};
    import->summary = (struct roster_summary){.rows = import->rows.count};
    enum status status = merge_all(transaction, import, error);
    if (status == STATUS_OK && import->problems->errors.total > 0) {
        return FAIL(error, STATUS_PRECONDITION, "%zu rows are refused; nothing was stored",
                    import->problems->errors.total);
    }
    status = status == STATUS_OK ? persons_refresh(transaction, &change, error) : status;
    import->summary.joined = change.joined;
    import->summary.parted = change.parted;
    status = status == STATUS_OK ? note_import(transaction, import, error) : status;
    if (status == STATUS_OK && import->options->is_dry_run) {
        import->is_whole = true;
        return FAIL(error, STATUS_PRECONDITION, "a dry run stores nothing");
    }
    return status;
}

/* ---- before it ---- */

static enum status warn_of_unknown(struct store *store, const struct import *import,
                                   struct error *error)
{
    int64_t known = 0;
    struct text last = {NULL, 0};
    bool is_known = true;
    enum status status = store_count_organisations(store, &known, error);
    if (status == STATUS_OK && known == 0) {
        const struct problem_place place = {0, "organisation", text_of("")};
        problems_add(import->problems, &import->problems->warnings, &place,
                     "no code can be checked: nothing is known of organisations yet; see "
                     "'ibest-lrs ods import --help'");
        return STATUS_OK;
    }
    for (size_t i = 0; i < import->rows.count && status == STATUS_OK; i++) {
        const struct roster_row *row = &import->rows.items[i];
        struct text code = row->stint.values[STINT_ORGANISATION];
        if (!text_equals(code, last)) {
            status = store_has_organisation(store, code, &is_known, error);
            last = code;
        }
        if (status == STATUS_OK && !is_known && code.length > 0) {
            const struct problem_place place = {row->line, "organisation", code};
            problems_add(import->problems, &import->problems->warnings, &place,
                         "is not among the organisations that were imported; it has no name, ICB "
                         "and region in reports");
        }
    }
    return status;
}

enum status roster_import(struct store *store, struct buffer *content,
                          const struct roster_options *options, struct problems *problems,
                          struct roster_summary *out, struct error *error)
{
    struct import import = {.write.apply = apply, .options = options, .problems = problems};
    enum status status =
        roster_file_read(content, options->home_page, problems, &import.rows, error);
    status = status == STATUS_OK ? warn_of_unknown(store, &import, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    if (problems->errors.total > 0) {
        return FAIL(error, STATUS_PRECONDITION,
                    "%zu values or rows are refused; nothing was stored", problems->errors.total);
    }
    if (import.rows.count > 0) {
        qsort(import.rows.items, import.rows.count, sizeof *import.rows.items, compare_rows);
    }
    status = store_write_and_wait(store, &import.write, error);
    if (status == STATUS_OK || import.is_whole) {
        *out = import.summary;
        return STATUS_OK;
    }
    return status;
}
