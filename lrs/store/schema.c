/* SPDX-License-Identifier: Apache-2.0 */

/* Migrations: numbered SQL files inside the program, applied in order, each once, forward only. A
 * new database gets what they come to at once, if its engine has that. */
#include "base/embed.h"
#include "store/internal.h"
#include "store/postings.h"

#include <stdlib.h>

enum { DECIMAL = 10 };

static int64_t number_of(const struct embedded_file *file)
{
    return strtoll(file->name, NULL, DECIMAL);
}

static enum status check_version(int64_t version, int64_t known, struct error *error)
{
    if (version <= known) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID,
                "the database has schema version %lld, this program knows versions up to %lld; "
                "use the ibest-lrs that made it, or a later one",
                (long long)version, (long long)known);
}

/* What a migration needs that SQL alone cannot do. */
static const struct {
    int64_t version;
    enum status (*fill)(struct connection *connection, struct error *error);
} fillings[] = {{13, postings_fill}};

static enum status fill_in(struct connection *connection, int64_t version, struct error *error)
{
    for (size_t i = 0; i < sizeof fillings / sizeof fillings[0]; i++) {
        if (fillings[i].version == version) {
            return fillings[i].fill(connection, error);
        }
    }
    return STATUS_OK;
}

static enum status note_migration(struct connection *connection, const struct embedded_file *file,
                                  struct error *error)
{
    return connection_run(connection, "INSERT INTO schema_version (version, name) VALUES ($1, $2)",
                          VALUES(value_integer(number_of(file)), value_string(file->name)), error);
}

static enum status make_schema(struct connection *connection, struct error *error)
{
    const struct backend *backend = connection->backend;
    enum status status =
        backend->run_script(connection, (const char *)backend->schema->begin, error);
    for (const struct embedded_file *file = backend->migrations;
         status == STATUS_OK && file->name != NULL; file++) {
        status = note_migration(connection, file, error);
    }
    return status;
}

static enum status apply_migration(struct connection *connection, const struct embedded_file *file,
                                   struct error *error)
{
    /* embed_files() puts a NUL behind each file. */
    const char *script = (const char *)file->begin;
    enum status status = connection->backend->run_script(connection, script, error);
    status = status == STATUS_OK ? fill_in(connection, number_of(file), error) : status;
    if (status != STATUS_OK) {
        error_locate(error, "migration %s", file->name);
        return status;
    }
    return note_migration(connection, file, error);
}

static enum status apply_later(struct connection *connection, int64_t version, struct error *error)
{
    int64_t known = 0;
    enum status status = STATUS_OK;
    for (const struct embedded_file *file = connection->backend->migrations;
         status == STATUS_OK && file->name != NULL; file++) {
        known = number_of(file);
        if (known > version) {
            status = apply_migration(connection, file, error);
        }
    }
    return status == STATUS_OK ? check_version(version, known, error) : status;
}

static enum status migrate(struct connection *connection, struct error *error)
{
    enum status status = connection->backend->run_script(
        connection,
        "CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, name TEXT NOT "
        "NULL)",
        error);
    int64_t version = 0;
    if (status == STATUS_OK) {
        status = connection_integer(connection, "SELECT max(version) FROM schema_version",
                                    NO_VALUES, &version, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    return version == 0 && connection->backend->schema != NULL
               ? make_schema(connection, error)
               : apply_later(connection, version, error);
}

enum status schema_version(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    enum status status = connection_integer(connection, "SELECT max(version) FROM schema_version",
                                            NO_VALUES, out, error);
    /* Without the table the query itself is wrong, which is no fault of the disk. */
    return status == STATUS_INTERNAL ? STATUS_OK : status;
}

int64_t schema_known_version(const struct backend *backend)
{
    int64_t known = 0;
    for (const struct embedded_file *file = backend->migrations; file->name != NULL; file++) {
        known = number_of(file);
    }
    return known;
}

enum status schema_check(struct connection *connection, const char *shown, struct error *error)
{
    int64_t version = 0;
    int64_t known = schema_known_version(connection->backend);
    enum status status = schema_version(connection, &version, error);
    if (status != STATUS_OK || version == known) {
        return status;
    }
    if (version == 0) {
        return FAIL(error, STATUS_CONFLICT, "'%s' is no store of ibest-lrs", shown);
    }
    return FAIL(error, STATUS_CONFLICT,
                "'%s' has schema version %lld, this program's is %lld; start 'ibest-lrs serve' on "
                "it once, which brings it up to date, or use the program that made it",
                shown, (long long)version, (long long)known);
}

enum status schema_migrate(struct connection *connection, struct error *error)
{
    enum status status =
        connection_run(connection, connection->backend->begin_writing, NO_VALUES, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (connection->backend->lock_schema != NULL) {
        status = connection_run(connection, connection->backend->lock_schema, NO_VALUES, error);
    }
    status = status == STATUS_OK ? migrate(connection, error) : status;
    if (status == STATUS_OK) {
        return connection_run(connection, "COMMIT", NO_VALUES, error);
    }
    struct error ignored; /* the failure that is told is the one that led here */
    (void)!connection_run(connection, "ROLLBACK", NO_VALUES, &ignored);
    return status;
}
