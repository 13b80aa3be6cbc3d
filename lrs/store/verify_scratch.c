/* SPDX-License-Identifier: Apache-2.0 */

/* The scratch store, and the look at each statement on its way there. */
#include "base/mem.h"
#include "store/history_dues.h"
#include "store/internal.h"
#include "store/kept.h"
#include "store/learning.h"
#include "store/profile_histories.h"
#include "store/roster.h"
#include "store/stored_profiles.h"
#include "store/unposted.h"
#include "store/verify_parts.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { BATCH = 1000, PATH_SIZE = 4096, REASON_SIZE = 128 };

struct scratch {
    char folder[PATH_SIZE];
    char url[PATH_SIZE + 32];
    struct store *store;
};

enum status scratch_create(const char *folder, struct scratch **out, struct error *error)
{
    const char *temporary = getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    AUTO(scratch_destroy) struct scratch *scratch = MEM_NEW(struct scratch);
    if (folder == NULL) {
        folder = temporary != NULL ? temporary : "/var/tmp";
    }
    int length = snprintf(scratch->folder, PATH_SIZE, "%s/ibest-verify-XXXXXX", folder);
    if (length >= PATH_SIZE || mkdtemp(scratch->folder) == NULL) {
        char reason[REASON_SIZE] = "";
        (void)strerror_r(errno, reason, sizeof reason);
        scratch->folder[0] = '\0';
        return FAIL(error, STATUS_UNAVAILABLE,
                    "cannot make a folder in '%s': %s; name another with --scratch", folder,
                    reason);
    }
    (void)snprintf(scratch->url, sizeof scratch->url, "sqlite:%s/lrs.db", scratch->folder);
    enum status status = store_open(scratch->url, NULL, &scratch->store, error);
    if (status != STATUS_OK) {
        return status;
    }
    *out = TAKE(scratch);
    return STATUS_OK;
}

void scratch_destroy(struct scratch *scratch)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    if (scratch == NULL) {
        return;
    }
    store_close(scratch->store);
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && scratch->folder[0] != '\0'; i++) {
        char path[PATH_SIZE + 32];
        (void)snprintf(path, sizeof path, "%s/lrs.db%s", scratch->folder, endings[i]);
        (void)unlink(path);
    }
    (void)rmdir(scratch->folder);
    free(scratch);
}

/* The writer's own: it rests, as nothing is put off any more and nothing is being learnt. */
struct connection *scratch_connection(struct scratch *scratch)
{
    return scratch->store->connection;
}

/* ---- filling ---- */

/* Statements that wait for their transaction. */
struct filling {
    struct store_write write; /* first */
    struct scratch *scratch;
    const struct verify_options *options;
    struct verify_check *check;
    struct arena *arena; /* of the batch */
    struct statement statements[BATCH];
    int64_t seqs[BATCH];
    size_t count;
    int64_t last_stored_us;
    int64_t total;
};

struct noting {
    struct store_write write; /* first */
    int64_t first_seq;
};

struct taking {
    struct store_write write; /* first */
    struct transaction from;  /* its connection only */
};

static enum status put_batch(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    struct filling *filling = (struct filling *)write;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < filling->count && status == STATUS_OK; i++) {
        const struct statement_list list = {&filling->statements[i], 1};
        transaction->next_seq = filling->seqs[i];
        status = transaction_put_statements(transaction, &list, error);
    }
    return status;
}

static enum status end_batch(struct filling *filling, struct error *error)
{
    enum status status = STATUS_OK;
    if (filling->count > 0) {
        status = store_write_and_wait(filling->scratch->store, &filling->write, error);
    }
    if (status != STATUS_OK) {
        error_locate(error, "beside in '%s'", filling->scratch->folder);
    }
    arena_destroy(filling->arena);
    filling->arena = arena_create();
    filling->count = 0;
    if (filling->options->watch != NULL) {
        filling->options->watch(filling->options->context, filling->check->checked, filling->total);
    }
    return status;
}

/* The first thing that is wrong with the statement; NULL if nothing is. */
static const char *judge(const struct filling *filling, const struct kept_statement *kept,
                         const struct statement *statement)
{
    if (kept->stored.authority.data == NULL) {
        return "its authority is missing";
    }
    if (kept->voids != statement->voids) {
        return "whether it voids is not what it says";
    }
    return kept->stored.stored_us <= filling->last_stored_us ? "'stored' does not grow" : NULL;
}

static enum status add(void *context, const struct kept_statement *kept, struct error *error)
{
    struct filling *filling = context;
    struct error broken = {0};
    struct statement *statement = &filling->statements[filling->count];
    char id[UUID_TEXT_SIZE];
    uuid_format(&kept->stored.id, id);
    filling->check->checked++;
    if (kept_to_statement(kept, filling->arena, statement, &broken) != STATUS_OK) {
        verify_found(filling->check, "'%s' (seq %lld): %s", id, (long long)kept->stored.seq,
                     broken.message);
        return STATUS_OK;
    }
    const char *wrong = judge(filling, kept, statement);
    if (wrong != NULL) {
        verify_found(filling->check, "'%s' (seq %lld): %s", id, (long long)kept->stored.seq, wrong);
    }
    filling->last_stored_us = kept->stored.stored_us;
    filling->seqs[filling->count++] = kept->stored.seq;
    return filling->count < BATCH ? STATUS_OK : end_batch(filling, error);
}

/* A page that cannot be read ends the walk: that is a finding, and what follows is not there. */
static enum status walk(struct filling *filling, struct connection *connection, struct error *error)
{
    struct error broken = {0};
    enum status status = kept_walk(connection, INT64_MIN, add, filling, &broken);
    if (status == STATUS_OK) {
        return end_batch(filling, error);
    }
    if (filling->write.status != STATUS_OK) { /* it was the scratch store that failed */
        return FAIL(error, status, "%s", broken.message);
    }
    verify_found(filling->check, "those behind seq %lld cannot be read: %.100s",
                 filling->count == 0 ? 0LL : (long long)filling->seqs[filling->count - 1],
                 broken.message);
    return end_batch(filling, error);
}

static enum status note_unposted(struct transaction *transaction, struct store_write *write,
                                 struct error *error)
{
    const struct noting *noting = (const struct noting *)write;
    return unposted_note(transaction->connection, noting->first_seq, error);
}

/* The scratch store has posted all, and what may be missing beside it is not compared. */
static enum status take_unposted(struct scratch *scratch, struct connection *connection,
                                 struct error *error)
{
    struct noting noting = {.write = {.apply = note_unposted}};
    enum status status = unposted_await_none(scratch->store, error);
    if (status == STATUS_OK) {
        status = unposted_first(connection, &noting.first_seq, error);
    }
    return status == STATUS_OK && noting.first_seq != 0
               ? store_write_and_wait(scratch->store, &noting.write, error)
               : status;
}

static enum status put_stint(void *context, const struct stint *stint, struct error *error)
{
    return transaction_put_stint(context, stint, error);
}

static enum status put_account(void *context, const struct person_account *account,
                               struct error *error)
{
    return transaction_put_person_account(context, account, error);
}

static enum status put_profile(void *context, const struct stored_profile *profile,
                               struct error *error)
{
    return transaction_put_profile(context, profile, error);
}

static enum status put_given(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    struct taking *taking = (struct taking *)write;
    enum status status = transaction_list_stints(&taking->from, put_stint, transaction, error);
    if (status == STATUS_OK) {
        status = transaction_list_person_accounts(&taking->from, put_account, transaction, error);
    }
    return status == STATUS_OK
               ? connection_list_profiles(taking->from.connection, put_profile, transaction, error)
               : status;
}

/* No statement tells where learners work, or which profiles are loaded: it is taken as it is. */
static enum status take_given(struct scratch *scratch, struct connection *connection,
                              struct error *error)
{
    struct taking taking = {.write = {.apply = put_given}, .from = {.connection = connection}};
    return store_write_and_wait(scratch->store, &taking.write, error);
}

struct taking_dues {
    struct store_write write; /* first */
    struct connection *from;
};

static enum status add_due(void *context, struct text registration, struct error *error)
{
    return history_due_add(context, registration, error);
}

static enum status put_dues(struct transaction *transaction, struct store_write *write,
                            struct error *error)
{
    const struct taking_dues *taking = (const struct taking_dues *)write;
    return history_dues_walk(taking->from, add_due, transaction, error);
}

/* The scratch store has settled all histories, and those that are due beside it are not compared.
 */
static enum status take_dues(struct scratch *scratch, struct connection *connection,
                             struct error *error)
{
    struct taking_dues taking = {.write = {.apply = put_dues}, .from = connection};
    enum status status = store_settle_histories(scratch->store, NULL, NULL, error);
    return status == STATUS_OK ? store_write_and_wait(scratch->store, &taking.write, error)
                               : status;
}

enum status scratch_fill(struct scratch *scratch, struct connection *connection,
                         const struct verify_options *options, struct verify_report *report,
                         struct error *error)
{
    struct filling *filling = MEM_NEW(struct filling);
    *filling = (struct filling){.write = {.apply = put_batch},
                                .scratch = scratch,
                                .options = options,
                                .check = verify_begin(report, "statements", "statements"),
                                .arena = arena_create(),
                                .last_stored_us = INT64_MIN};
    struct error ignored;
    (void)!connection_integer(connection, "SELECT count(*) FROM statement", NO_VALUES,
                              &filling->total, &ignored);
    enum status status = take_given(scratch, connection, error);
    status = status == STATUS_OK ? walk(filling, connection, error) : status;
    arena_destroy(filling->arena);
    free(filling);
    learning_end(scratch->store->learning);
    status = status == STATUS_OK ? take_dues(scratch, connection, error) : status;
    return status == STATUS_OK ? take_unposted(scratch, connection, error) : status;
}
