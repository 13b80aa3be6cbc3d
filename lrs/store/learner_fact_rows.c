/* SPDX-License-Identifier: Apache-2.0 */

/* Records, loaded, folded and saved, with the sums that follow from them.
 *
 * Both folds are commutative: the smallest and largest (time, id), a maximum, a number. */
#include "store/learner_fact_rows.h"

#include "store/insertion.h"
#include "store/pending.h"
#include "store/segments.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD = 64 }; /* records asked for before the first of them is waited for */

/* A record while it is folded. */
struct folding {
    int64_t segment; /* the learner's */
    int64_t learner;
    int64_t subject;
    struct fact_row *rows; /* those that were there, in order, and behind them those that are new */
    size_t loaded;
    size_t count;
    size_t place; /* where those that were there have been gone through to */
};

static bool is_each_time_kept(enum fact_kind kind)
{
    return kind == FACT_DONE || kind == FACT_SCORE || kind == FACT_ANSWER;
}

/* ---- the order of keys ---- */

static int order(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static int compare_places(enum fact_kind kind, enum asked asked, int64_t context,
                          const struct fact_row *row)
{
    int kinds = order(kind, row->kind);
    int askeds = order(asked, row->asked);
    if (kinds != 0) {
        return kinds;
    }
    return askeds != 0 ? askeds : order(context, row->context);
}

static int compare_rows(const void *left, const void *right)
{
    const struct fact_row *a = left;
    return compare_places(a->kind, a->asked, a->context, right);
}

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_fact *)item)->learner;
}

static int compare_records(const struct pending_fact *a, const struct pending_fact *b)
{
    int learners = order(a->learner, b->learner);
    return learners != 0 ? learners : order(a->subject, b->subject);
}

static int compare(const void *left, const void *right)
{
    const struct pending_fact *a = *(const struct pending_fact *const *)left;
    const struct pending_fact *b = *(const struct pending_fact *const *)right;
    const struct fact_row row = {.kind = b->kind, .asked = b->asked, .context = b->context};
    int records = compare_records(a, b);
    return records != 0 ? records : compare_places(a->kind, a->asked, a->context, &row);
}

/* ---- loading ---- */

#define COLUMNS                                                                            \
    "kind, asked, context, times, best, ms, early_us, early_id, early_value, early_text, " \
    "late_us, late_id, late_value, late_text"
#define LOAD                                                                    \
    "SELECT " COLUMNS " FROM learner_fact WHERE learner = $1 AND subject = $2 " \
    "ORDER BY kind, asked, context"

static const char *text_at(struct cursor *cursor, size_t index, struct arena *arena)
{
    struct text text = cursor_text(cursor, index);
    return text.length == 0 ? "" : arena_copy(arena, text);
}

static struct fact_time read_time(struct cursor *cursor, size_t first, struct arena *arena)
{
    return (struct fact_time){
        .by = {cursor_uuid(cursor, first + 1), cursor_integer(cursor, first)},
        .value = cursor_integer(cursor, first + 2),
        .text = text_at(cursor, first + 3, arena),
    };
}

static struct fact_row read_row(struct cursor *cursor, struct arena *arena)
{
    enum { EARLY = 6, LATE = 10 };
    struct fact_row row = {
        .kind = (enum fact_kind)cursor_integer(cursor, 0),
        .asked = (enum asked)cursor_integer(cursor, 1),
        .context = cursor_integer(cursor, 2),
        .times = cursor_integer(cursor, 3),
        .best = cursor_integer(cursor, 4),
        .ms = cursor_integer(cursor, 5),
        .early = read_time(cursor, EARLY, arena),
    };
    row.late = is_each_time_kept(row.kind) ? read_time(cursor, LATE, arena) : row.early;
    return row;
}

static enum status load(struct folding *folding, struct connection *connection, struct arena *arena,
                        struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    size_t capacity = 0;
    bool is_there = true;
    enum status status = cursor_begin(
        connection, LOAD, VALUES(value_integer(folding->learner), value_integer(folding->subject)),
        &cursor, error);
    while (status == STATUS_OK && is_there) {
        status = cursor_step(cursor, &is_there, error);
        if (status == STATUS_OK && is_there) {
            folding->rows =
                arena_grow(arena, folding->rows, folding->count, &capacity, sizeof *folding->rows);
            folding->rows[folding->count++] = read_row(cursor, arena);
        }
    }
    return status;
}

/* ---- folding ---- */

static bool is_at(const struct fact_row *row, const struct pending_fact *item)
{
    return compare_places(item->kind, item->asked, item->context, row) == 0;
}

/* The row of the item, NULL if there is none yet. Items come in the order of rows. */
static struct fact_row *find_row(struct folding *folding, const struct pending_fact *item)
{
    while (folding->place < folding->loaded &&
           compare_places(item->kind, item->asked, item->context, &folding->rows[folding->place]) >
               0) {
        folding->place++;
    }
    struct fact_row *row = &folding->rows[folding->place];
    if (folding->place < folding->loaded && is_at(row, item)) {
        return row;
    }
    row = &folding->rows[folding->count] - 1;
    return folding->count > folding->loaded && is_at(row, item) ? row : NULL;
}

static void fold_into(struct fact_row *row, const struct pending_fact *item)
{
    if (evidence_precedes(&item->time.by, &row->early.by)) {
        row->early = item->time;
        row->ms = item->ms;
        row->is_changed = true;
    }
    if (!is_each_time_kept(item->kind)) {
        row->late = row->early;
        row->best = row->early.value;
        return;
    }
    if (evidence_precedes(&row->late.by, &item->time.by)) {
        row->late = item->time;
    }
    row->best = item->time.value > row->best ? item->time.value : row->best;
    row->times++;
    row->is_changed = true;
}

static void fold(struct folding *folding, const struct pending_fact *item)
{
    struct fact_row *row = find_row(folding, item);
    if (row != NULL) {
        fold_into(row, item);
        return;
    }
    folding->rows[folding->count++] = (struct fact_row){.kind = item->kind,
                                                        .asked = item->asked,
                                                        .context = item->context,
                                                        .times = 1,
                                                        .best = item->time.value,
                                                        .ms = item->ms,
                                                        .early = item->time,
                                                        .late = item->time,
                                                        .is_changed = true};
}

/* ---- saving ---- */

static struct insertion insertion = {
    .into = "INSERT INTO learner_fact (learner, subject, " COLUMNS ")",
    .otherwise = "ON CONFLICT (learner, subject, kind, asked, context) DO UPDATE SET "
                 "times = excluded.times, best = excluded.best, ms = excluded.ms, "
                 "early_us = excluded.early_us, early_id = excluded.early_id, "
                 "early_value = excluded.early_value, early_text = excluded.early_text, "
                 "late_us = excluded.late_us, late_id = excluded.late_id, "
                 "late_value = excluded.late_value, late_text = excluded.late_text",
    .columns = 16};

static enum status save_row(struct inserting *inserting, const struct folding *folding,
                            const struct fact_row *row, struct error *error)
{
    const bool has_late = is_each_time_kept(row->kind);
    const struct value values[] = {
        value_integer(folding->learner),
        value_integer(folding->subject),
        value_integer(row->kind),
        value_integer(row->asked),
        value_integer(row->context),
        value_integer(row->times),
        value_integer(row->best),
        value_integer(row->ms),
        value_integer(row->early.by.timestamp_us),
        value_uuid(&row->early.by.id),
        value_integer(row->early.value),
        value_string(row->early.text),
        has_late ? value_integer(row->late.by.timestamp_us) : value_null(),
        has_late ? value_uuid(&row->late.by.id) : value_null(),
        has_late ? value_integer(row->late.value) : value_null(),
        has_late ? value_string(row->late.text) : value_null(),
    };
    return inserting_add(inserting, values, error);
}

/* The rows stay where they are until the flush ends. */
static enum status save(struct inserting *inserting, const struct folding *folding,
                        bool *out_changed, struct error *error)
{
    enum status status = STATUS_OK;
    *out_changed = false;
    for (size_t i = 0; i < folding->count && status == STATUS_OK; i++) {
        if (folding->rows[i].is_changed) {
            *out_changed = true;
            status = save_row(inserting, folding, &folding->rows[i], error);
        }
    }
    return status;
}

static struct fact_record record_of(const struct folding *folding)
{
    return (struct fact_record){folding->segment, folding->subject, folding->rows, folding->count};
}

/* What a flush has to do with each record. */
struct flushing {
    struct connection *connection;
    struct inserting *inserting;
    struct arena *arena;
    struct tallies *tallies; /* of all records: they share most of their rows */
};

/* Mostly what the items tell is known, and nothing is written. */
static enum status write_record(struct flushing *flushing, const void *const *items, size_t count,
                                struct error *error)
{
    const struct pending_fact *first = items[0];
    struct folding folding = {.segment = segments_at(first->segments, first->learner),
                              .learner = first->learner,
                              .subject = first->subject};
    enum status status = load(&folding, flushing->connection, flushing->arena, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct fact_record before = record_of(&folding);
    folding.loaded = folding.count;
    folding.rows = ARENA_ARRAY(flushing->arena, struct fact_row, folding.count + count);
    if (before.count > 0) {
        memcpy(folding.rows, before.rows, before.count * sizeof *folding.rows);
    }
    for (size_t i = 0; i < count; i++) {
        fold(&folding, items[i]);
    }
    bool is_changed = false;
    qsort(folding.rows, folding.count, sizeof *folding.rows, compare_rows);
    status = save(flushing->inserting, &folding, &is_changed, error);
    if (status == STATUS_OK && is_changed) {
        facts_tell(&before, -1, flushing->tallies);
        const struct fact_record after = record_of(&folding);
        facts_tell(&after, 1, flushing->tallies);
    }
    return status;
}

/* How many of the items belong to the first one's record. */
static size_t run_of(const void *const *items, size_t count)
{
    size_t run = 1;
    while (run < count && compare_records(items[0], items[run]) == 0) {
        run++;
    }
    return run;
}

/* Has the next few records asked for; how many items they have. */
static size_t look_ahead(struct connection *connection, const void *const *items, size_t count)
{
    size_t end = 0;
    for (size_t i = 0; i < AHEAD && end < count; i++) {
        const struct pending_fact *item = items[end];
        connection_foresee(connection, LOAD,
                           VALUES(value_integer(item->learner), value_integer(item->subject)));
        end += run_of(items + end, count - end);
    }
    return end;
}

static enum status write_records(struct flushing *flushing, const void *const *items, size_t count,
                                 struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0, ahead = 0, run; i < count && status == STATUS_OK; i += run) {
        if (i == ahead) {
            ahead += look_ahead(flushing->connection, items + i, count - i);
        }
        run = run_of(items + i, count - i);
        status = write_record(flushing, items + i, run, error);
    }
    return status;
}

static enum status write_all(struct connection *connection, const void *const *items, size_t count,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(tallies_finish) struct tallies tallies = TALLIES_INIT;
    struct inserting inserting;
    struct flushing flushing = {connection, &inserting, arena, &tallies};
    inserting_begin(&inserting, &insertion, connection);
    enum status status = write_records(&flushing, items, count, error);
    if (status == STATUS_OK) {
        status = inserting_end(&inserting, error);
    }
    return status == STATUS_OK ? tallies_write(connection, &tallies, error) : status;
}

static void release(void *item)
{
    free(((struct pending_fact *)item)->owned);
}

const struct pending_rules pending_facts = {.size = sizeof(struct pending_fact),
                                            .key = key_of,
                                            .compare = compare,
                                            .write = write_all,
                                            .release = release};

/* ---- forgetting ---- */

static enum status find_subjects(struct connection *connection, int64_t learner,
                                 struct arena *arena, struct folding **out, size_t *out_count,
                                 struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct folding *records = NULL;
    size_t count = 0;
    size_t capacity = 0;
    bool is_there = true;
    enum status status =
        cursor_begin(connection, "SELECT DISTINCT subject FROM learner_fact WHERE learner = $1",
                     VALUES(value_integer(learner)), &cursor, error);
    while (status == STATUS_OK && is_there) {
        status = cursor_step(cursor, &is_there, error);
        if (status == STATUS_OK && is_there) {
            records = arena_grow(arena, records, count, &capacity, sizeof *records);
            records[count++] =
                (struct folding){.learner = learner, .subject = cursor_integer(cursor, 0)};
        }
    }
    *out = records;
    *out_count = count;
    return status;
}

/* Takes what all records of the learner tell out of the segment `from`, and adds it to `to` unless
 * that is SEGMENT_ALL, which is nobody's own. */
static enum status tell_all(struct connection *connection, int64_t learner, int64_t from,
                            int64_t to, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(tallies_finish) struct tallies tallies = TALLIES_INIT;
    struct folding *records = NULL;
    size_t count = 0;
    enum status status = find_subjects(connection, learner, arena, &records, &count, error);
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        status = load(&records[i], connection, arena, error);
        struct fact_record record = record_of(&records[i]);
        record.segment = from;
        facts_tell(&record, -1, &tallies);
        record.segment = to;
        if (to != SEGMENT_ALL) {
            facts_tell(&record, 1, &tallies);
        }
    }
    return status == STATUS_OK ? tallies_write(connection, &tallies, error) : status;
}

enum status facts_move(struct connection *connection, int64_t learner, int64_t from, int64_t to,
                       struct error *error)
{
    return tell_all(connection, learner, from, to, error);
}

enum status facts_forget(struct transaction *transaction, int64_t learner, struct error *error)
{
    int64_t segment = 0;
    enum status status = segments_find(transaction, learner, &segment, error);
    if (status == STATUS_OK) {
        status = tell_all(transaction->connection, learner, segment, SEGMENT_ALL, error);
    }
    return status == STATUS_OK ? connection_run(transaction->connection,
                                                "DELETE FROM learner_fact WHERE learner = $1",
                                                VALUES(value_integer(learner)), error)
                               : status;
}
