/* SPDX-License-Identifier: Apache-2.0 */

/* The order of an erasure: statements one by one, then all that was gathered over them.
 *
 * Rows that count statements are changed with each. Rows that are folded (progress, facts) cannot
 * be, as for a void: those of each actor concerned are folded anew, once, when all are done. */
#include "store/erasure.h"

#include "store/definitions.h"
#include "store/erased.h"
#include "store/erasure_parts.h"
#include "store/postings.h"
#include "store/profile_histories.h"
#include "store/projections.h"
#include "store/segments.h"
#include "store/shown_url.h"
#include "store/tally_sorts.h"
#include "store/terms.h"
#include "store/unposted.h"

#include <stdlib.h>

enum { FLUSHED_AFTER = 1000 /* statements */ };

/* ---- statements ---- */

struct seqs {
    int64_t *items;
    size_t count;
    size_t capacity;
};

static enum status add_found(struct erasing *erasing, int64_t term, struct seqs *seqs,
                             struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(erasing->transaction->connection,
                                           "SELECT seq FROM posting WHERE term = $1 ORDER BY seq",
                                           VALUES(value_integer(term)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        seqs->items = arena_grow(erasing->arena, seqs->items, seqs->count, &seqs->capacity,
                                 sizeof *seqs->items);
        seqs->items[seqs->count++] = cursor_integer(cursor, 0);
    }
    return status;
}

/* Voided ones are found by what is noted as their own only. */
static enum status find_statements(struct erasing *erasing, struct seqs *out, struct error *error)
{
    struct transaction *transaction = erasing->transaction;
    const struct identifiers *who = &erasing->request->who;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        const struct term term = {TERM_RELATED_AGENT, who->keys[i]};
        int64_t number = 0;
        status = terms_find(transaction->terms, transaction->connection, &term, &number, error);
        if (status != STATUS_OK || number == 0) {
            continue;
        }
        status = add_found(erasing, number, out, error);
        status = status == STATUS_OK ? add_found(erasing, posting_own(number), out, error) : status;
    }
    return status;
}

static int compare_seqs(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

static void sort(struct seqs *seqs)
{
    size_t kept = 0;
    if (seqs->count > 0) {
        qsort(seqs->items, seqs->count, sizeof *seqs->items, compare_seqs);
    }
    for (size_t i = 0; i < seqs->count; i++) {
        if (kept == 0 || seqs->items[i] != seqs->items[kept - 1]) {
            seqs->items[kept++] = seqs->items[i];
        }
    }
    seqs->count = kept;
}

static enum status treat_statements(struct erasing *erasing, struct error *error)
{
    struct seqs seqs = {.count = 0};
    const struct erasure_request *request = erasing->request;
    enum status status = find_statements(erasing, &seqs, error);
    sort(&seqs);
    for (size_t i = 0; i < seqs.count && status == STATUS_OK; i++) {
        status = erasing_treat(erasing, seqs.items[i], error);
        if (status == STATUS_OK && (i + 1) % FLUSHED_AFTER == 0) {
            status = unposted_flush(erasing->transaction, error);
        }
        if (request->watch != NULL) {
            request->watch(request->context, (int64_t)i + 1, (int64_t)seqs.count);
        }
    }
    return status;
}

/* ---- what follows ---- */

static int compare_texts(const void *left, const void *right)
{
    return text_compare(*(const struct text *)left, *(const struct text *)right);
}

/* The person's own rows vanish so, as no statement is left. */
static enum status refold(struct erasing *erasing, struct error *error)
{
    const struct identifiers *who = &erasing->request->who;
    struct transaction *transaction = erasing->transaction;
    enum status status = unposted_flush(transaction, error);
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        status = projections_refold(transaction, who->keys[i], error);
    }
    if (erasing->actor_count > 0) {
        qsort(erasing->actors, erasing->actor_count, sizeof *erasing->actors, compare_texts);
    }
    for (size_t i = 0; i < erasing->actor_count && status == STATUS_OK; i++) {
        if (i == 0 || !text_equals(erasing->actors[i], erasing->actors[i - 1])) {
            status = projections_refold(transaction, erasing->actors[i], error);
        }
    }
    return status == STATUS_OK ? unposted_flush(transaction, error) : status;
}

/* Runs `commands` with the identifier as $1, and counts rows of `counted` before. */
static enum status remove_rows(struct connection *connection, struct text key, const char *counted,
                               const char *const *commands, int64_t *count, struct error *error)
{
    int64_t found = 0;
    enum status status =
        connection_integer(connection, counted, VALUES(value_text(key)), &found, error);
    *count += found;
    for (; *commands != NULL && status == STATUS_OK; commands++) {
        status = connection_run(connection, *commands, VALUES(value_text(key)), error);
    }
    return status;
}

static enum status remove_documents(struct erasing *erasing, struct text key, struct error *error)
{
    static const char *const commands[] = {"DELETE FROM document WHERE agent = $1", NULL};
    return remove_rows(erasing->transaction->connection, key,
                       "SELECT count(*) FROM document WHERE agent = $1", commands,
                       &erasing->summary.documents, error);
}

static enum status remove_registrations(struct erasing *erasing, struct text key,
                                        struct error *error)
{
    static const char *const commands[] = {"DELETE FROM cmi5_standing WHERE registration IN "
                                           "(SELECT id FROM cmi5_registration WHERE agent = $1)",
                                           "DELETE FROM cmi5_session WHERE registration IN "
                                           "(SELECT id FROM cmi5_registration WHERE agent = $1)",
                                           "DELETE FROM cmi5_registration WHERE agent = $1", NULL};
    return remove_rows(erasing->transaction->connection, key,
                       "SELECT count(*) FROM cmi5_registration WHERE agent = $1", commands,
                       &erasing->summary.registrations, error);
}

/* What Activities and verbs are, without what the person's statements have said of them. */
static enum status redefine(struct erasing *erasing, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < erasing->testator_count && status == STATUS_OK; i++) {
        status = definitions_bequeath(erasing->transaction, &erasing->testators[i], error);
    }
    return status == STATUS_OK && erasing->testator_count > 0
               ? definitions_rebuild(erasing->transaction, error)
               : status;
}

/* What no longer counts anything still says what it counted: answers, names. */
static enum status drop_empty(struct erasing *erasing, struct error *error)
{
    struct connection *connection = erasing->transaction->connection;
    enum status status = projections_drop_empty(connection, error);
    if (status == STATUS_OK) {
        status = connection_run(connection,
                                "DELETE FROM tally WHERE total = 0 AND amount = 0 AND square = 0",
                                NO_VALUES, error);
    }
    return status == STATUS_OK ? tally_sorts_drop_unused(connection, error) : status;
}

/* What nobody shares with the person says what the person was. */
static enum status drop_segments(struct connection *connection, struct error *error)
{
    return connection_run(connection,
                          "DELETE FROM segment WHERE id NOT IN (SELECT segment FROM "
                          "learner_segment) AND id NOT IN (SELECT segment FROM tally)",
                          NO_VALUES, error);
}

/* Even if no statement has them. */
static enum status add_own_terms(struct erasing *erasing, struct error *error)
{
    const struct identifiers *who = &erasing->request->who;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        const struct term terms[] = {{TERM_AGENT, who->keys[i]},
                                     {TERM_RELATED_AGENT, who->keys[i]}};
        const struct statement named = {.terms = terms, .term_count = 2};
        status = erasing_add_terms(erasing, &named, error);
    }
    return status;
}

static enum status note(struct erasing *erasing, struct error *error)
{
    const struct identifiers *who = &erasing->request->who;
    struct transaction *transaction = erasing->transaction;
    const struct erasure_record record = {.erased_us = store_stamp_us(transaction->store),
                                          .last_seq = transaction->next_seq - 1,
                                          .statements = erasing->summary.statements};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        status = erasure_note(transaction, who->keys[i], &record, error);
    }
    transaction->has_erased = true;
    return status;
}

static enum status erase_rest(struct erasing *erasing, struct error *error)
{
    const struct identifiers *who = &erasing->request->who;
    struct transaction *transaction = erasing->transaction;
    enum status status = refold(erasing, error);
    status = status == STATUS_OK ? transaction_settle_round(transaction, error) : status;
    for (size_t i = 0; i < who->count && status == STATUS_OK; i++) {
        status = remove_documents(erasing, who->keys[i], error);
        status = status == STATUS_OK ? remove_registrations(erasing, who->keys[i], error) : status;
    }
    status = status == STATUS_OK ? drop_empty(erasing, error) : status;
    status = status == STATUS_OK ? redefine(erasing, error) : status;
    status = status == STATUS_OK ? add_own_terms(erasing, error) : status;
    status = status == STATUS_OK ? erasing_drop_terms(erasing, error) : status;
    status = status == STATUS_OK ? drop_segments(transaction->connection, error) : status;
    /* Numbers of what is gone may be remembered. */
    segments_forget(transaction->segments);
    terms_forget(transaction->terms);
    definitions_forget(transaction->definitions);
    status = status == STATUS_OK ? erasing_drop_attachments(erasing, error) : status;
    status = status == STATUS_OK ? erasing_drop_dictionaries(erasing, error) : status;
    return status == STATUS_OK ? note(erasing, error) : status;
}

static enum status check_alone(struct transaction *transaction, struct error *error)
{
    bool is_alone = false;
    enum status status = connection_is_alone(transaction->connection, &is_alone, error);
    if (status == STATUS_OK && !is_alone) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "another ibest-lrs serves this database, and remembers what would go; stop it "
                    "first");
    }
    return status;
}

enum status transaction_erase(struct transaction *transaction,
                              const struct erasure_request *request, struct erasure_summary *out,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct erasing erasing = {.transaction = transaction, .request = request, .arena = arena};
    enum status status = check_alone(transaction, error);
    status = status == STATUS_OK ? unposted_flush(transaction, error) : status;
    status = status == STATUS_OK ? erasing_add_words(&erasing, error) : status;
    status = status == STATUS_OK ? treat_statements(&erasing, error) : status;
    status = status == STATUS_OK ? erase_rest(&erasing, error) : status;
    if (status == STATUS_OK) {
        *out = erasing.summary;
    }
    return status;
}

enum status transaction_is_erased(struct transaction *transaction, const struct uuid *id, bool *out,
                                  struct error *error)
{
    enum erased erased = ERASED_NOT;
    enum status status = transaction->has_erased
                             ? erased_find(transaction->connection, id, &erased, error)
                             : STATUS_OK;
    *out = erased != ERASED_NOT;
    return status;
}

/* ---- bytes that are left ---- */

enum status store_sweep_erased(struct store *store, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = attachments_sweep_files(store, reader, error);
    store_return_reader(store, reader);
    return status;
}

static enum status scrub(struct connection *connection, struct error *error)
{
    const struct backend *backend = connection->backend;
    int64_t is_left = 0;
    enum status status = backend->run_script(connection, backend->scrub, error);
    if (status == STATUS_OK && backend->scrub_log != NULL) {
        status = connection_integer(connection, backend->scrub_log, NO_VALUES, &is_left, error);
    }
    if (status == STATUS_OK && is_left != 0) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "somebody reads the database, so what was deleted stays in its log; end that, "
                    "and run it again");
    }
    return status;
}

enum status store_scrub(const char *url, struct error *error)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    AUTO(free) char *shown = shown_url(url);
    AUTO(connection_close) struct connection *connection = NULL;
    if (backend == NULL) {
        return FAIL(error, STATUS_INVALID, "'%s' names no store", shown);
    }
    enum status status = backend->open(location, BACKEND_EXCLUSIVE, &connection, error);
    status = status == STATUS_OK ? schema_check(connection, shown, error) : status;
    return status == STATUS_OK ? scrub(connection, error) : status;
}
