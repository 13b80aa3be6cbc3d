/* SPDX-License-Identifier: Apache-2.0 */

/* Backup and restoring are one copy in two directions.
 *
 * The database comes first, then the attachments that it names: their data is there before the
 * statements that name them, and is never changed. Attachments get their place before the database
 * does, and what no database names does no harm, so that whatever happens in between, a database
 * under its final name is whole. */
#include "store/backup.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/uuid.h"
#include "store/attachment_copies.h"
#include "store/internal.h"
#include "store/shown_url.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* The first schema that has attachments. */
enum { VERSION_WITH_ATTACHMENTS = 9 };

struct copying {
    const struct backend *backend;
    const char *from;
    const char *to;
    const struct backup_options *options;
    char *temporary;        /* the database on its way */
    char *from_attachments; /* folders */
    char *to_attachments;
    struct backup_summary *summary;
};

static void copying_begin(struct copying *copying)
{
    char unique[UUID_TEXT_SIZE];
    struct uuid uuid = uuid_make();
    uuid_format(&uuid, unique);
    size_t size = strlen(copying->to) + sizeof unique + 1;
    copying->temporary = mem_zeroed(1, size);
    (void)snprintf(copying->temporary, size, "%s.%s", copying->to, unique);
    copying->from_attachments = copying->backend->attachments_folder(copying->from);
    copying->to_attachments = copying->backend->attachments_folder(copying->to);
}

static void copying_finish(struct copying *copying)
{
    static const char *const endings[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0] && copying->temporary != NULL; i++) {
        size_t size = strlen(copying->temporary) + sizeof "-wal";
        AUTO(free) char *path = mem_zeroed(1, size);
        (void)snprintf(path, size, "%s%s", copying->temporary, endings[i]);
        (void)unlink(path);
    }
    free(copying->temporary);
    free(copying->from_attachments);
    free(copying->to_attachments);
}
DEFINE_AUTO_VALUE(struct copying, copying_finish);

static void ignore_progress(void *context, int64_t done, int64_t total)
{
    (void)context;
    (void)done;
    (void)total;
}

/* Keeps the first problem. */
static void note_problem(void *context, struct text problem)
{
    struct error *first = context;
    if (first->status == STATUS_OK) {
        error_describe(first, STATUS_CONFLICT, "%.*s", TEXT_ARGUMENTS(problem));
    }
}

static enum status check_pages(struct connection *connection, const char *name, struct error *error)
{
    struct error first = {.status = STATUS_OK};
    enum status status = connection->backend->files->check(connection, note_problem, &first, error);
    if (status == STATUS_OK && first.status != STATUS_OK) {
        return FAIL(error, STATUS_CONFLICT,
                    "'%s' is damaged, so no copy was made: %.200s; 'ibest-lrs verify' tells more",
                    name, first.message);
    }
    return status;
}

static enum status check_version(struct connection *connection, const char *name,
                                 int64_t *out_version, struct error *error)
{
    enum status status = schema_version(connection, out_version, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (*out_version == 0) {
        return FAIL(error, STATUS_CONFLICT, "'%s' is no store of ibest-lrs", name);
    }
    if (*out_version > schema_known_version(connection->backend)) {
        return FAIL(error, STATUS_CONFLICT,
                    "'%s' has schema version %lld, this program knows versions up to %lld; use the "
                    "ibest-lrs that made it, or a later one",
                    name, (long long)*out_version,
                    (long long)schema_known_version(connection->backend));
    }
    return STATUS_OK;
}

static enum status copy_attachment(void *context, const struct stored_attachment *attachment,
                                   struct error *error)
{
    struct copying *copying = context;
    if (!attachment->is_file) {
        return STATUS_OK;
    }
    copying->summary->attachments++;
    return attachment_copy(copying->from_attachments, copying->to_attachments, attachment, error);
}

static enum status count(struct connection *connection, struct backup_summary *out,
                         struct error *error)
{
    enum status status = connection_integer(connection, "SELECT count(*) FROM statement", NO_VALUES,
                                            &out->statements, error);
    if (status != STATUS_OK) {
        return status;
    }
    return connection_integer(connection, "SELECT count(*) FROM document", NO_VALUES,
                              &out->documents, error);
}

/* Looks at the copy, not at what it was made from: that has gone on since. */
static enum status complete(struct copying *copying, struct error *error)
{
    AUTO(connection_close) struct connection *connection = NULL;
    int64_t version = 0;
    enum status status =
        copying->backend->open(copying->temporary, BACKEND_BESIDE, &connection, error);
    if (status == STATUS_OK) {
        status = check_pages(connection, copying->from, error);
    }
    if (status == STATUS_OK) {
        status = check_version(connection, copying->from, &version, error);
    }
    if (status == STATUS_OK) {
        status = count(connection, copying->summary, error);
    }
    if (status == STATUS_OK && version >= VERSION_WITH_ATTACHMENTS) {
        status = attachments_walk(connection, copy_attachment, copying, error);
    }
    return status;
}

static enum status check_places(const struct copying *copying, struct error *error)
{
    if (!file_exists(copying->from)) {
        return FAIL(error, STATUS_NOT_FOUND, "there is no file '%s'", copying->from);
    }
    if (file_exists(copying->to) && !copying->options->replaces) {
        return FAIL(error, STATUS_CONFLICT, "'%s' exists; give --force to replace it", copying->to);
    }
    return STATUS_OK;
}

static enum status copy_whole(struct copying *copying, struct error *error)
{
    const struct backup_options *options = copying->options;
    enum status status = check_places(copying, error);
    if (status != STATUS_OK) {
        return status;
    }
    copying_begin(copying);
    status = copying->backend->files->copy(
        copying->from, copying->temporary,
        options->watch != NULL ? options->watch : ignore_progress, options->context, error);
    if (status == STATUS_OK) {
        status = complete(copying, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    return copying->backend->files->replace(copying->to, copying->temporary, error);
}

static enum status find_file(const char *url, const struct backend **out_backend,
                             const char **out_location, struct error *error)
{
    const struct backend *backend = backend_of(url, out_location);
    if (backend == NULL || backend->files == NULL || strcmp(*out_location, ":memory:") == 0) {
        AUTO(free) char *shown = shown_url(url);
        return FAIL(error, STATUS_INVALID,
                    "'%s' is no store in a file; backups of a database server are made with its "
                    "own tools, such as pg_dump",
                    shown);
    }
    *out_backend = backend;
    return STATUS_OK;
}

enum status store_backup(const char *url, const char *path, const struct backup_options *options,
                         struct backup_summary *out, struct error *error)
{
    AUTO(copying_finish)
    struct copying copying = {.to = path, .options = options, .summary = out};
    *out = (struct backup_summary){0};
    enum status status = find_file(url, &copying.backend, &copying.from, error);
    return status == STATUS_OK ? copy_whole(&copying, error) : status;
}

enum status store_restore(const char *url, const char *path, const struct backup_options *options,
                          struct backup_summary *out, struct error *error)
{
    AUTO(copying_finish)
    struct copying copying = {.from = path, .options = options, .summary = out};
    int lock = -1;
    *out = (struct backup_summary){0};
    enum status status = find_file(url, &copying.backend, &copying.to, error);
    if (status == STATUS_OK) {
        status = copying.backend->files->lock(copying.to, &lock, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    status = copy_whole(&copying, error);
    (void)close(lock);
    return status;
}
