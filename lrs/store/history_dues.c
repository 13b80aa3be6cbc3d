/* SPDX-License-Identifier: Apache-2.0 */

#include "store/history_dues.h"

#include "store/insertion.h"
#include "store/pending.h"
#include "store/prepare.h"
#include "store/terms.h"

/* ---- rows ---- */

static uint64_t key_of(const void *item)
{
    return (uint64_t) * (const int64_t *)item;
}

static int compare(const void *left, const void *right)
{
    int64_t a = **(const int64_t *const *)left;
    int64_t b = **(const int64_t *const *)right;
    return (a > b) - (a < b);
}

static struct insertion insertion = {.into = "INSERT INTO profile_history_due (registration)",
                                     .otherwise = "ON CONFLICT (registration) DO NOTHING",
                                     .columns = 1};

static enum status add_row(struct inserting *inserting, const void *const *items, size_t count,
                           struct error *error)
{
    (void)count;
    const struct value row[] = {value_integer(*(const int64_t *)items[0])};
    return inserting_add(inserting, row, error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    return pending_write_rows(&pending_history_dues, &insertion, connection, items, count, add_row,
                              error);
}

static bool is_alike(const void *left, const void *right)
{
    return *(const int64_t *)left == *(const int64_t *)right;
}

static uint64_t hash(const void *item)
{
    return pending_mix(0, *(const int64_t *)item);
}

static void add_up(void *sum, const void *item)
{
    (void)sum;
    (void)item;
}

const struct pending_rules pending_history_dues = {.size = sizeof(int64_t),
                                                   .key = key_of,
                                                   .compare = compare,
                                                   .write = write_rows,
                                                   .is_alike = is_alike,
                                                   .hash = hash,
                                                   .add_up = add_up};

/* ---- noting ---- */

static void add(struct transaction *transaction, int64_t registration)
{
    pending_add(transaction->pending, PENDING_HISTORY_DUE, &registration);
    transaction->notes_dues = true;
}

/* Where it is among the statement's terms; their count if it names none. */
static size_t find(const struct statement *statement)
{
    size_t place = 0;
    while (place < statement->term_count && statement->terms[place].kind != TERM_REGISTRATION) {
        place++;
    }
    return place;
}

struct text history_registration(const struct statement *statement)
{
    size_t place = find(statement);
    return place == statement->term_count ? (struct text){NULL, 0} : statement->terms[place].value;
}

enum status history_due_note(struct transaction *transaction, const struct statement *statement,
                             struct error *error)
{
    size_t place = find(statement);
    if (place == statement->term_count) {
        return STATUS_OK;
    }
    const struct term *term = &statement->terms[place];
    if (statement->prepared == NULL) {
        return history_due_add(transaction, term->value, error);
    }
    int64_t number = 0;
    enum status status = terms_intern_hashed(transaction->terms, transaction->connection, term,
                                             &statement->prepared->hashes[place], &number, error);
    if (status == STATUS_OK) {
        add(transaction, number);
    }
    return status;
}

enum status history_due_add(struct transaction *transaction, struct text registration,
                            struct error *error)
{
    int64_t number = 0;
    enum status status = terms_intern(transaction->terms, transaction->connection,
                                      TERM_REGISTRATION, registration, &number, error);
    if (status == STATUS_OK) {
        add(transaction, number);
    }
    return status;
}

/* ---- those that there are ---- */

enum status history_dues_count(struct connection *connection, int64_t *out, struct error *error)
{
    return connection_integer(connection, "SELECT count(*) FROM profile_history_due", NO_VALUES,
                              out, error);
}

enum status history_dues_walk(struct connection *connection, history_due_visitor visit,
                              void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin_walk(connection,
                          "SELECT term.value FROM profile_history_due due JOIN term "
                          "ON term.id = due.registration ORDER BY 1",
                          NO_VALUES, &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        status = visit(context, cursor_text(cursor, 0), error);
    }
    return status;
}
