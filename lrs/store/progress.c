/* SPDX-License-Identifier: Apache-2.0 */

/* The fold: of what a transaction's statements tell in memory, into what the database has by SQL.
 */
#include "store/progress.h"

#include "store/insertion.h"
#include "store/pending.h"

/* Moments are borrowed from what waits; NULL: there was none. */
struct progress {
    int64_t learner;
    int64_t activity;
    int64_t statements;
    int64_t attempts;
    bool has_progress;
    int64_t progress;
    bool has_score;
    double best_score;
    const struct evidence *moments[MOMENT_COUNT];
};

static bool is_better(enum moment_kind kind, const struct evidence *evidence,
                      const struct evidence *than)
{
    if (than == NULL) {
        return true;
    }
    return kind == MOMENT_LAST ? evidence_precedes(than, evidence)
                               : evidence_precedes(evidence, than);
}

static void fold(struct progress *progress, const struct activity_finding *finding,
                 const struct evidence *evidence)
{
    progress->statements++;
    progress->attempts += finding->is_attempt;
    for (size_t i = 0; i < MOMENT_COUNT; i++) {
        if (finding->sets[i] && is_better((enum moment_kind)i, evidence, progress->moments[i])) {
            progress->moments[i] = evidence;
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
#define KEEP_LARGEST(column)                                                                    \
    column " = CASE WHEN progress." column " IS NULL OR excluded." column " > progress." column \
           " THEN excluded." column " ELSE progress." column " END"

enum { FIRST_MOMENT = 6, COLUMNS = FIRST_MOMENT + 2 * MOMENT_COUNT };

/* The same fold as fold(), in SQL: one command instead of two, and nothing to wait for where the
 * database is another machine's. */
/* clang-format off */
static struct insertion insertion = {
    .into = "INSERT INTO progress (learner, activity, statements, attempts, progress, best_score, "
            "enrolled_us, enrolled_id, started_us, started_id, completed_us, completed_id, "
            "passed_us, passed_id, failed_us, failed_id, satisfied_us, satisfied_id, "
            "last_us, last_id)",
    .otherwise = "ON CONFLICT (learner, activity) DO UPDATE SET "
                 "statements = progress.statements + excluded.statements, "
                 "attempts = progress.attempts + excluded.attempts, "
                 KEEP_LARGEST("progress") ", " KEEP_LARGEST("best_score") ", "
                 KEEP_BETTER("enrolled", "<") ", " KEEP_BETTER("started", "<") ", "
                 KEEP_BETTER("completed", "<") ", " KEEP_BETTER("passed", "<") ", "
                 KEEP_BETTER("failed", "<") ", " KEEP_BETTER("satisfied", "<") ", "
                 KEEP_BETTER("last", ">"),
    .columns = COLUMNS};
/* clang-format on */

static void write_values(const struct progress *progress, struct value values[COLUMNS])
{
    values[0] = value_integer(progress->learner);
    values[1] = value_integer(progress->activity);
    values[2] = value_integer(progress->statements);
    values[3] = value_integer(progress->attempts);
    values[4] = progress->has_progress ? value_integer(progress->progress) : value_null();
    values[5] = progress->has_score ? value_real(progress->best_score) : value_null();
    for (size_t i = 0; i < MOMENT_COUNT; i++) {
        const struct evidence *moment = progress->moments[i];
        struct value *pair = &values[FIRST_MOMENT + 2 * i];
        pair[0] = moment != NULL ? value_integer(moment->timestamp_us) : value_null();
        pair[1] = moment != NULL ? value_uuid(&moment->id) : value_null();
    }
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

static enum status add_row(struct inserting *inserting, const void *const *items, size_t count,
                           struct error *error)
{
    const struct pending_finding *first = items[0];
    struct progress progress = {.learner = first->learner, .activity = first->activity};
    struct value values[COLUMNS];
    for (size_t i = 0; i < count; i++) {
        const struct pending_finding *item = items[i];
        fold(&progress, &item->finding, &item->evidence);
    }
    write_values(&progress, values);
    return inserting_add(inserting, values, error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    return pending_write_rows(&pending_progress, &insertion, connection, items, count, add_row,
                              error);
}

const struct pending_rules pending_progress = {
    .size = sizeof(struct pending_finding), .key = key_of, .compare = compare, .write = write_rows};
