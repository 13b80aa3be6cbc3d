/* SPDX-License-Identifier: Apache-2.0 */

/* SQLite databases as files: copying one that is being written, replacing one, checking its pages.
 *
 * A copy is made in steps under one read transaction, so it is what one commit left, however much
 * is written meanwhile: without that transaction each write would make SQLite's backup begin again.
 *
 * A write-ahead log belongs to one database file. Beside another it would be taken for that one's
 * own and break it, so a database is moved away together with its log before another takes its
 * name. */
#include "store/sqlite_files.h"

#include "base/file.h"
#include "base/mem.h"

#include <sqlite3.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { PAGES_AT_ONCE = 1024, BUSY_TIMEOUT_MS = 10000, REASON_SIZE = 128 };

static void release_database(sqlite3 *database)
{
    (void)sqlite3_close(database);
}
DEFINE_AUTO(sqlite3, release_database);

static enum status fail_sqlite(sqlite3 *database, const char *what, const char *path,
                               struct error *error)
{
    return FAIL(error, STATUS_UNAVAILABLE, "cannot %s '%s': %s (SQLite code %d)", what, path,
                sqlite3_errmsg(database), sqlite3_extended_errcode(database));
}

static enum status fail_system(const char *what, const char *path, struct error *error)
{
    int number = errno;
    char reason[REASON_SIZE] = "";
    (void)strerror_r(number, reason, sizeof reason);
    return FAIL(error, STATUS_UNAVAILABLE, "cannot %s '%s': %s", what, path, reason);
}

/* *out is the caller's to close, also on failure. */
static enum status open_database(const char *path, int flags, sqlite3 **out, struct error *error)
{
    if (sqlite3_open_v2(path, out, flags | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK ||
        sqlite3_busy_timeout(*out, BUSY_TIMEOUT_MS) != SQLITE_OK) {
        return fail_sqlite(*out, "open", path, error);
    }
    return STATUS_OK;
}

static enum status sync_path(const char *path, int flags, struct error *error)
{
    int descriptor = open(path, flags | O_CLOEXEC);
    if (descriptor < 0) {
        return fail_system("open", path, error);
    }
    enum status status = fsync(descriptor) == 0 ? STATUS_OK : fail_system("write", path, error);
    (void)close(descriptor);
    return status;
}

static enum status sync_folder_of(const char *path, struct error *error)
{
    AUTO(free) char *folder = path_folder(path);
    return sync_path(folder, O_RDONLY | O_DIRECTORY, error);
}

/* ---- copying ---- */

static enum status copy_pages(sqlite3_backup *backup, backend_watcher watch, void *context,
                              sqlite3 *target, const char *path, struct error *error)
{
    int code = SQLITE_OK;
    while (code == SQLITE_OK) {
        code = sqlite3_backup_step(backup, PAGES_AT_ONCE);
        int total = sqlite3_backup_pagecount(backup);
        watch(context, total - sqlite3_backup_remaining(backup), total);
    }
    int finished = sqlite3_backup_finish(backup);
    if (code != SQLITE_DONE || finished != SQLITE_OK) {
        return fail_sqlite(target, "write", path, error);
    }
    return STATUS_OK;
}

static enum status copy_database(const char *location, const char *path, backend_watcher watch,
                                 void *context, struct error *error)
{
    AUTO(release_database) sqlite3 *source = NULL;
    AUTO(release_database) sqlite3 *target = NULL;
    enum status status = open_database(location, SQLITE_OPEN_READWRITE, &source, error);
    if (status == STATUS_OK) {
        status = open_database(path, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, &target, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    if (sqlite3_exec(source, "BEGIN; SELECT count(*) FROM sqlite_master", NULL, NULL, NULL) !=
        SQLITE_OK) {
        return fail_sqlite(source, "read", location, error);
    }
    sqlite3_backup *backup = sqlite3_backup_init(target, "main", source, "main");
    return backup == NULL ? fail_sqlite(target, "write", path, error)
                          : copy_pages(backup, watch, context, target, path, error);
}

static enum status files_copy(const char *location, const char *path, backend_watcher watch,
                              void *context, struct error *error)
{
    /* O_EXCL, and 0600: it holds what the database holds. */
    int descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return fail_system("make", path, error);
    }
    (void)close(descriptor);
    enum status status = copy_database(location, path, watch, context, error);
    if (status == STATUS_OK) {
        status = sync_path(path, O_RDWR, error);
    }
    if (status != STATUS_OK) {
        (void)unlink(path);
    }
    return status;
}

/* ---- replacing ---- */

static const char *const endings[] = {"-wal", "-shm", ""};
enum { ENDING_COUNT = sizeof endings / sizeof endings[0] };

static char *name_beside(const char *path, const char *middle, const char *ending)
{
    size_t size = strlen(path) + strlen(middle) + strlen(ending) + 1;
    char *name = mem_zeroed(1, size);
    (void)snprintf(name, size, "%s%s%s", path, middle, ending);
    return name;
}

/* The log goes first: a database without the end of its log is old, a foreign log destroys. */
static enum status move_away(const char *location, struct error *error)
{
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        AUTO(free) char *from = name_beside(location, "", endings[i]);
        AUTO(free) char *to = name_beside(location, ".replaced", endings[i]);
        if (rename(from, to) != 0 && errno != ENOENT) {
            return fail_system("rename", from, error);
        }
    }
    return sync_folder_of(location, error);
}

static void remove_replaced(const char *location)
{
    for (size_t i = 0; i < ENDING_COUNT; i++) {
        AUTO(free) char *name = name_beside(location, ".replaced", endings[i]);
        (void)unlink(name);
    }
}

static enum status files_replace(const char *location, const char *path, struct error *error)
{
    enum status status = sync_path(path, O_RDWR, error);
    status = status == STATUS_OK ? move_away(location, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    if (rename(path, location) != 0) {
        return fail_system("rename a file to", location, error);
    }
    status = sync_folder_of(location, error);
    if (status == STATUS_OK) {
        remove_replaced(location);
    }
    return status;
}

/* Ends the check at the first problem. */
static int note_damage(void *context, int count, char **values, char **names)
{
    (void)count;
    (void)names;
    bool *is_damaged = context;
    *is_damaged = values[0] == NULL || strcmp(values[0], "ok") != 0;
    return *is_damaged;
}

static bool files_is_damaged(const char *location)
{
    AUTO(release_database) sqlite3 *database = NULL;
    struct error ignored;
    bool is_damaged = false;
    if (open_database(location, SQLITE_OPEN_READWRITE, &database, &ignored) != STATUS_OK) {
        return false;
    }
    int code =
        sqlite3_exec(database, "PRAGMA quick_check(1)", note_damage, &is_damaged, NULL) & 0xff;
    return is_damaged || code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

static enum status files_check(struct connection *connection,
                               void (*visit)(void *context, struct text problem), void *context,
                               struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(connection, "PRAGMA integrity_check", NO_VALUES, &cursor, error);
    bool row = true;
    while (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            break;
        }
        if (!text_is(cursor_text(cursor, 0), "ok")) {
            visit(context, cursor_text(cursor, 0));
        }
    }
    return status;
}

const struct backend_files sqlite_files = {
    .lock = sqlite_lock,
    .copy = files_copy,
    .replace = files_replace,
    .is_damaged = files_is_damaged,
    .check = files_check,
};
