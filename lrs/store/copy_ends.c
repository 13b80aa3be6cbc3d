/* SPDX-License-Identifier: Apache-2.0 */

/* The two stores of a copy: one read as a commit left it, one that nobody sees until it is whole.
 *
 * A server's database is filled in one transaction, under the lock that all writers take: whatever
 * ends it leaves what was there. A file is filled under another name, in one transaction that is
 * quick because it need not survive anything, and read again before it gets its own. */
#include "base/file.h"
#include "base/mem.h"
#include "store/attachment_files.h"
#include "store/copy_parts.h"
#include "store/internal.h"
#include "store/shown_url.h"
#include "store/unposted.h"

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define PARTIAL ".partial"
enum { SQL_SIZE = 96, ALONE_TRIES = 20, ALONE_PAUSE_NS = 50000000 };

enum status copy_end_find(const char *url, const char *name, struct copy_end *out,
                          struct error *error)
{
    *out = (struct copy_end){.name = name, .shown = shown_url(url), .lock = -1};
    out->backend = backend_of(url, &out->location);
    if (out->backend == NULL || strcmp(out->location, ":memory:") == 0) {
        return FAIL(error, STATUS_INVALID,
                    "%s: '%s' names no store that can be copied; write sqlite:/path/to/file.db or "
                    "postgresql://USER@HOST/DATABASE",
                    name, out->shown);
    }
    out->attachments = out->backend->attachments_folder(out->location);
    return STATUS_OK;
}

static enum status command(const struct copy_end *end, const char *sql, struct error *error)
{
    return sql == NULL ? STATUS_OK : connection_run(end->connection, sql, NO_VALUES, error);
}

static enum status begin(const struct copy_end *end, const char *sql, struct error *error)
{
    enum status status = command(end, sql, error);
    return status == STATUS_OK ? command(end, end->backend->allow_pauses, error) : status;
}

/* A database server lets go of what a process held some time after that process has ended. */
static enum status check_alone(const struct copy_end *end, struct error *error)
{
    bool is_alone = false;
    enum status status = connection_is_alone(end->connection, &is_alone, error);
    for (int i = 1; i < ALONE_TRIES && status == STATUS_OK && !is_alone; i++) {
        (void)nanosleep(&(struct timespec){.tv_nsec = ALONE_PAUSE_NS}, NULL);
        status = connection_is_alone(end->connection, &is_alone, error);
    }
    if (status == STATUS_OK && !is_alone) {
        return FAIL(error, STATUS_UNAVAILABLE,
                    "it is in use by another ibest-lrs; stop that first");
    }
    return status;
}

/* ---- reading ---- */

static enum status open_to_read(struct copy_end *end, bool is_at_rest, struct error *error)
{
    enum status status = backend_check_file(end->backend, end->location, error);
    if (status == STATUS_OK) {
        enum backend_sharing sharing = is_at_rest ? BACKEND_EXCLUSIVE : BACKEND_BESIDE;
        status = end->backend->open(end->location, sharing, &end->connection, error);
    }
    if (status == STATUS_OK && is_at_rest) {
        status = check_alone(end, error);
    }
    if (status == STATUS_OK) {
        status = schema_check(end->connection, end->shown, error);
    }
    status = status == STATUS_OK ? unposted_begin_snapshot(end->connection, error) : status;
    return status == STATUS_OK ? command(end, end->backend->allow_pauses, error) : status;
}

enum status copy_end_read(struct copy_end *end, bool is_at_rest, struct error *error)
{
    enum status status = open_to_read(end, is_at_rest, error);
    if (status != STATUS_OK) {
        error_locate(error, "%s", end->name);
    }
    return status;
}

/* ---- filling ---- */

static char *join(const char *path, const char *ending)
{
    size_t size = strlen(path) + strlen(ending) + 1;
    char *joined = mem_zeroed(1, size);
    (void)snprintf(joined, size, "%s%s", path, ending);
    return joined;
}

static void remove_partial(const struct copy_end *end)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-journal"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        AUTO(free) char *path = join(end->partial, endings[i]);
        (void)unlink(path);
    }
}

/* What is left of a copy that was killed is in nobody's use, as the lock is ours. */
static enum status make_file(struct copy_end *end, struct error *error)
{
    enum status status = end->backend->files->lock(end->location, &end->lock, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (file_exists(end->location)) {
        return FAIL(error, STATUS_CONFLICT,
                    "'%s' is there already, and a copy goes into an empty store: name a file that "
                    "is not there",
                    end->location);
    }
    end->partial = join(end->location, PARTIAL);
    end->has_folder = file_exists(end->attachments);
    remove_partial(end);
    return end->backend->open(end->partial, BACKEND_FILLING, &end->connection, error);
}

static enum status check_empty(const struct copy_end *end, struct error *error)
{
    enum status status = STATUS_OK;
    for (const struct copied_table *table = copied_tables;
         table->name != NULL && status == STATUS_OK; table++) {
        char sql[SQL_SIZE];
        int64_t found = 0;
        (void)snprintf(sql, sizeof sql, "SELECT 1 FROM %s LIMIT 1", table->name);
        if (table->way != COPY_OWN) {
            status = connection_integer(end->connection, sql, NO_VALUES, &found, error);
        }
        if (status == STATUS_OK && found != 0) {
            return FAIL(error, STATUS_CONFLICT,
                        "its table '%s' has rows, and a copy goes into an empty store: create "
                        "another database",
                        table->name);
        }
    }
    return status;
}

/* With the turn, no other process can write into it until the copy has ended. */
static enum status begin_filling(struct copy_end *end, struct error *error)
{
    enum status status = schema_migrate(end->connection, error);
    if (status == STATUS_OK) {
        status = check_alone(end, error);
    }
    if (status == STATUS_OK) {
        status = begin(end, end->backend->begin_writing, error);
    }
    if (status == STATUS_OK) {
        status = command(end, end->backend->take_turn, error);
    }
    return status == STATUS_OK ? check_empty(end, error) : status;
}

enum status copy_end_fill(struct copy_end *end, struct error *error)
{
    enum status status =
        end->backend->files != NULL
            ? make_file(end, error)
            : end->backend->open(end->location, BACKEND_FILLING, &end->connection, error);
    status = status == STATUS_OK ? begin_filling(end, error) : status;
    if (status != STATUS_OK) {
        error_locate(error, "%s", end->name);
    }
    return status;
}

static void disconnect(struct copy_end *end)
{
    connection_close(end->connection);
    end->connection = NULL;
}

enum status copy_end_settle(struct copy_end *end, struct error *error)
{
    if (end->partial == NULL) {
        return end->backend->end_filling == NULL
                   ? STATUS_OK
                   : end->backend->run_script(end->connection, end->backend->end_filling, error);
    }
    enum status status = command(end, "COMMIT", error);
    disconnect(end);
    if (status == STATUS_OK) {
        status = end->backend->open(end->partial, BACKEND_BESIDE, &end->connection, error);
    }
    return status == STATUS_OK ? begin(end, end->backend->begin_snapshot, error) : status;
}

/* ---- keeping ---- */

static enum status keep_file(struct copy_end *end, struct error *error)
{
    enum status status = command(end, "ROLLBACK", error); /* it was only read */
    disconnect(end);
    if (status == STATUS_OK) {
        status = end->backend->files->replace(end->location, end->partial, error);
    }
    end->has_folder = end->has_folder || status == STATUS_OK;
    return status;
}

static enum status commit(const struct copy_end *end, int64_t stamp_us, struct error *error)
{
    int64_t seq = 0;
    enum status status =
        connection_integer(end->connection,
                           "SELECT max(seq) FROM (SELECT max(seq) AS seq FROM statement UNION ALL "
                           "SELECT max(last_seq) FROM erasure) AS given",
                           NO_VALUES, &seq, error);
    if (status == STATUS_OK) {
        status = connection_run(end->connection, end->backend->end_turn,
                                VALUES(value_integer(seq), value_integer(stamp_us)), error);
    }
    if (status == STATUS_OK && command(end, "COMMIT", error) != STATUS_OK) {
        error_locate(error, "whether the copy is there is not known, 'ibest-lrs store compare' "
                            "tells");
        return STATUS_UNAVAILABLE;
    }
    return status;
}

enum status copy_end_keep(struct copy_end *end, int64_t stamp_us, struct error *error)
{
    return end->partial != NULL ? keep_file(end, error) : commit(end, stamp_us, error);
}

static enum status keep_none(void *context, const char *sha2, bool *out, struct error *error)
{
    (void)context;
    (void)sha2;
    (void)error;
    *out = false;
    return STATUS_OK;
}

/* A folder that was there before may have files of others, so it stays as it is. */
static void remove_folder(const struct copy_end *end)
{
    struct error ignored; /* what led here is told */
    if (!end->has_folder) {
        (void)!attachment_files_sweep(end->attachments, keep_none, NULL, &ignored);
        (void)rmdir(end->attachments);
    }
}

void copy_end_close(struct copy_end *end)
{
    struct error ignored; /* there may be no transaction */
    if (end->connection != NULL) {
        (void)!command(end, "ROLLBACK", &ignored);
        disconnect(end);
    }
    if (end->partial != NULL) {
        remove_partial(end);
        remove_folder(end);
    }
    if (end->lock >= 0) {
        (void)close(end->lock);
    }
    free(end->shown);
    free(end->partial);
    free(end->attachments);
    *end = (struct copy_end){.lock = -1};
}
