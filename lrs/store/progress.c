/* SPDX-License-Identifier: Apache-2.0 */

/* The fold: of what a transaction's statements tell in memory, into what the database has by SQL.
 */
#include "store/progress.h"

#include "store/pending.h"

struct moment {
    bool is_set;
    struct evidence by;
};

struct progress {
    int64_t learner;
    int64_t activity;
    int64_t statements;
    int64_t attempts;
    bool has_progress;
    int64_t progress;
    bool has_score;
    double best_score;
    struct moment moments[MOMENT_COUNT];
};

static void fold_moment(struct moment *moment, enum moment_kind kind,
                        const struct evidence *evidence)
{
    bool better = kind == MOMENT_LAST ? evidence_precedes(&moment->by, evidence)
                                      : evidence_precedes(evidence, &moment->by);
    if (!moment->is_set || better) {
        *moment = (struct moment){.is_set = true, .by = *evidence};
    }
}

static void fold(struct progress *progress, const struct finding *finding,
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

/* The columns of one moment: those of the row that is there, or what is added if that is better. */
#define BETTER(moment, than)                                                                \
    "CASE WHEN progress." moment "_us IS NULL OR (excluded." moment "_us, excluded." moment \
    "_id) " than " (progress." moment "_us, progress." moment "_id) THEN excluded." moment
#define KEEP_BETTER(moment, than)                                                                  \
    moment "_us = " BETTER(moment, than) "_us ELSE progress." moment "_us END, " moment            \
                                         "_id = " BETTER(moment, than) "_id ELSE progress." moment \
                                                                       "_id END"
#define KEEP_FIRST(moment) KEEP_BETTER(moment, "<")
#define KEEP_LAST(moment) KEEP_BETTER(moment, ">")
#define KEEP_LARGEST(column)                                                                    \
    column " = CASE WHEN progress." column " IS NULL OR excluded." column " > progress." column \
           " THEN excluded." column " ELSE progress." column " END"

/* The same fold as fold(), in SQL: one command instead of two, and nothing to wait for
 * where the database is another machine's. */
static enum status add_to_row(struct connection *connection, const struct progress *progress,
                              struct error *error)
{
    enum { FIRST_MOMENT = 6, VALUE_COUNT = FIRST_MOMENT + 2 * MOMENT_COUNT };
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
        struct value *pair = &values[FIRST_MOMENT + 2 * i];
        pair[0] = moment->is_set ? value_integer(moment->by.timestamp_us) : value_null();
        pair[1] = moment->is_set ? value_uuid(&moment->by.id) : value_null();
    }
    return connection_run(
        connection,
        "INSERT INTO progress (learner, activity, statements, attempts, "
        "progress, best_score, "
        "enrolled_us, enrolled_id, started_us, started_id, completed_us, "
        "completed_id, passed_us, "
        "passed_id, failed_us, failed_id, satisfied_us, satisfied_id, last_us, "
        "last_id) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
        "$15, $16, $17, $18, "
        "$19, $20) ON CONFLICT (learner, activity) DO UPDATE SET "
        "statements = progress.statements + excluded.statements, "
        "attempts = progress.attempts + excluded.attempts, " KEEP_LARGEST(
            "progre"
            "ss") ", " KEEP_LARGEST("best_score") ", " KEEP_FIRST("enrolled") ", " KEEP_FIRST("star"
                                                                                              "ted") ", " KEEP_FIRST("completed") ", " KEEP_FIRST("passed") ","
                                                                                                                                                            " " KEEP_FIRST("failed") ", " KEEP_FIRST(
                                                                                                                                                                "satisfied") ", " KEEP_LAST("last"),
        values, VALUE_COUNT, error);
}

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_finding *)item)->learner;
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
    struct progress progress = {.learner = first->learner, .activity = first->activity};
    for (size_t i = 0; i < count; i++) {
        const struct pending_finding *item = items[i];
        fold(&progress, &item->finding, &item->evidence);
    }
    return add_to_row(connection, &progress, error);
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
    .size = sizeof(struct pending_finding), .key = key_of, .compare = compare, .write = write_rows};
