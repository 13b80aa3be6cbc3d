/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `progress` in and out of the database, and the fold. */
#include "store/progress.h"

#include "store/pending.h"

#include <string.h>

/* Columns in front of the moments, which come as pairs in the order of enum moment_kind. */
enum { COLUMN_STATEMENTS, COLUMN_ATTEMPTS, COLUMN_PROGRESS, COLUMN_SCORE, COLUMN_MOMENTS };

#define COLUMNS                                                                            \
    "statements, attempts, progress, best_score, enrolled_us, enrolled_id, started_us, "   \
    "started_id, completed_us, completed_id, passed_us, passed_id, failed_us, failed_id, " \
    "satisfied_us, satisfied_id, last_us, last_id"

static void read_row(struct cursor *cursor, struct progress *out)
{
    out->statements = cursor_integer(cursor, COLUMN_STATEMENTS);
    out->attempts = cursor_integer(cursor, COLUMN_ATTEMPTS);
    struct value progress = cursor_column(cursor, COLUMN_PROGRESS);
    out->has_progress = progress.kind != VALUE_NULL;
    out->progress = progress.integer;
    struct value score = cursor_column(cursor, COLUMN_SCORE);
    out->has_score = score.kind != VALUE_NULL;
    out->best_score = score.real;
    for (size_t i = 0; i < MOMENT_COUNT; i++) {
        struct value us = cursor_column(cursor, COLUMN_MOMENTS + 2 * i);
        out->moments[i].is_set = us.kind != VALUE_NULL;
        out->moments[i].us = us.integer;
        out->moments[i].id = cursor_uuid(cursor, COLUMN_MOMENTS + 2 * i + 1);
    }
}

enum status progress_load(struct connection *connection, int64_t learner, int64_t activity,
                          struct progress *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        connection, "SELECT " COLUMNS " FROM progress WHERE learner = $1 AND activity = $2",
        VALUES(value_integer(learner), value_integer(activity)), &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    *out = (struct progress){.learner = learner, .activity = activity};
    if (row) {
        read_row(cursor, out);
    }
    return STATUS_OK;
}

static bool is_earlier(const struct moment *left, const struct moment *right)
{
    if (left->us != right->us) {
        return left->us < right->us;
    }
    return memcmp(left->id.bytes, right->id.bytes, sizeof left->id.bytes) < 0;
}

static void fold_moment(struct moment *moment, enum moment_kind kind,
                        const struct evidence *evidence)
{
    struct moment candidate = {.is_set = true, .us = evidence->timestamp_us, .id = evidence->id};
    bool better =
        kind == MOMENT_LAST ? is_earlier(moment, &candidate) : is_earlier(&candidate, moment);
    if (!moment->is_set || better) {
        *moment = candidate;
    }
}

void progress_fold(struct progress *progress, const struct finding *finding,
                   const struct evidence *evidence)
{
    progress->statements++;
    progress->attempts += finding->is_attempt;
    for (size_t i = 0; i < MOMENT_COUNT; i++) {
        if (finding->sets[i]) {
            fold_moment(&progress->moments[i], (enum moment_kind)i, evidence);
        }
    }
    if (finding->has_progress &&
        (!progress->has_progress || finding->progress > progress->progress)) {
        progress->has_progress = true;
        progress->progress = finding->progress;
    }
    if (finding->has_score && (!progress->has_score || finding->score > progress->best_score)) {
        progress->has_score = true;
        progress->best_score = finding->score;
    }
}

enum status progress_save(struct connection *connection, const struct progress *progress,
                          struct error *error)
{
    enum { KEY_COUNT = 2, VALUE_COUNT = KEY_COUNT + COLUMN_MOMENTS + 2 * MOMENT_COUNT };
    struct value values[VALUE_COUNT] = {
        value_integer(progress->learner),
        value_integer(progress->activity),
        value_integer(progress->statements),
        value_integer(progress->attempts),
        progress->has_progress ? value_integer(progress->progress) : value_null(),
        progress->has_score ? value_real(progress->best_score) : value_null(),
    };
    for (size_t i = 0; i < MOMENT_COUNT; i++) {
        const struct moment *moment = &progress->moments[i];
        struct value *pair = &values[KEY_COUNT + COLUMN_MOMENTS + 2 * i];
        pair[0] = moment->is_set ? value_integer(moment->us) : value_null();
        pair[1] = moment->is_set ? value_uuid(&moment->id) : value_null();
    }
    /* SQLite's REPLACE would be shorter, but it is not PostgreSQL's. */
    return connection_run(
        connection,
        "INSERT INTO progress (learner, activity, " COLUMNS ") VALUES ($1, $2, $3, $4, $5, $6, $7, "
        "$8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20) "
        "ON CONFLICT (learner, activity) DO UPDATE SET statements = excluded.statements, "
        "attempts = excluded.attempts, progress = excluded.progress, "
        "best_score = excluded.best_score, enrolled_us = excluded.enrolled_us, "
        "enrolled_id = excluded.enrolled_id, started_us = excluded.started_us, "
        "started_id = excluded.started_id, completed_us = excluded.completed_us, "
        "completed_id = excluded.completed_id, passed_us = excluded.passed_us, "
        "passed_id = excluded.passed_id, failed_us = excluded.failed_us, "
        "failed_id = excluded.failed_id, satisfied_us = excluded.satisfied_us, "
        "satisfied_id = excluded.satisfied_id, last_us = excluded.last_us, "
        "last_id = excluded.last_id",
        values, VALUE_COUNT, error);
}

static int compare(const void *left, const void *right)
{
    const struct pending_finding *a = *(const struct pending_finding *const *)left;
    const struct pending_finding *b = *(const struct pending_finding *const *)right;
    if (a->learner != b->learner) {
        return a->learner < b->learner ? -1 : 1;
    }
    return (a->activity > b->activity) - (a->activity < b->activity);
}

static enum status write_row(struct connection *connection, const void *const *items, size_t count,
                             struct error *error)
{
    const struct pending_finding *first = items[0];
    struct progress progress = {0};
    enum status status =
        progress_load(connection, first->learner, first->activity, &progress, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        const struct pending_finding *item = items[i];
        progress_fold(&progress, &item->finding, &item->evidence);
    }
    return progress_save(connection, &progress, error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0, run; i < count && status == STATUS_OK; i += run) {
        run = pending_run(&pending_progress, items + i, count - i);
        status = write_row(connection, items + i, run, error);
    }
    return status;
}

const struct pending_rules pending_progress = {
    .size = sizeof(struct pending_finding), .compare = compare, .write = write_rows};
