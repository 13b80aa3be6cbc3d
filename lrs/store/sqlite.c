/* SPDX-License-Identifier: Apache-2.0 */

/* The SQLite engine: one file in WAL mode, synchronised on every commit.
 *
 * A lock on "FILE-lock", held by the writing connection and dropped by the system however the
 * process ends, keeps a second ibest-lrs out. ":memory:" is a database of SQLite's memdb VFS under
 * a random name, so that readers get connections of their own there too. */
#include "base/embed.h"
#include "base/mem.h"
#include "store/backend.h"
#include "store/sqlite_files.h"
#include "store/sqlite_sums.h"
#include "store/sqlite_wal.h"

#include <sqlite3.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

extern const struct embedded_file store_migrations[];
extern const struct embedded_file store_schema[];

enum {
    PREPARED_MAX = 128,
    HINTS = 512,
    BUSY_TIMEOUT_MS = 10000,
    PATH_LIMIT = 3000,
    REASON_SIZE = 128
};

/* A prepared statement; in the connection's table, or made for one use when that is full or its own
 * entry is busy. */
struct sqlite_cursor {
    struct cursor base;
    sqlite3_stmt *statement;
    bool busy;
    bool kept;
};

struct sqlite_connection {
    struct connection base;
    sqlite3 *database;
    char *uri;
    bool is_in_memory;
    int lock;             /* the file FILE-lock; -1 unless this connection locks it */
    _Atomic int64_t mark; /* in memory; else it is in that file */
    struct sqlite_cursor *prepared[PREPARED_MAX];
    size_t prepared_count;
    /* By the address of their text, which is a literal's: where to look first. */
    struct sqlite_cursor *hints[HINTS];
};

static struct sqlite_connection *own(struct connection *connection)
{
    return (struct sqlite_connection *)connection;
}

static struct sqlite_cursor *own_cursor(struct cursor *cursor)
{
    return (struct sqlite_cursor *)cursor;
}

static enum status status_of(int code)
{
    switch (code & 0xff) {
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_NOMEM:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return STATUS_UNAVAILABLE;
    default:
        return STATUS_INTERNAL;
    }
}

static enum status fail(sqlite3 *database, const char *doing, struct error *error)
{
    int code = sqlite3_extended_errcode(database);
    return FAIL(error, status_of(code), "the database failed to %s: %s (SQLite code %d)", doing,
                sqlite3_errmsg(database), code);
}

/* The lock is on a file of its own because closing any descriptor of the database file would drop
 * SQLite's own POSIX locks. */
static int open_lock(const char *path, int flags)
{
    char name[PATH_LIMIT + 8];
    (void)snprintf(name, sizeof name, "%s-lock", path);
    return open(name, O_RDWR | O_CLOEXEC | flags, 0600);
}

enum status sqlite_lock(const char *path, int *out, struct error *error)
{
    int descriptor = open_lock(path, O_CREAT);
    if (descriptor < 0) {
        char reason[REASON_SIZE] = "";
        (void)strerror_r(errno, reason, sizeof reason);
        return FAIL(error, STATUS_UNAVAILABLE,
                    "cannot open '%s-lock': %s; choose a folder that exists and may be written",
                    path, reason);
    }
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        (void)close(descriptor);
        return FAIL(
            error, STATUS_UNAVAILABLE,
            "'%s' is in use by another ibest-lrs; stop that one first, or name another file", path);
    }
    *out = descriptor;
    return STATUS_OK;
}

static void sqlite_close(struct connection *connection)
{
    struct sqlite_connection *sqlite = own(connection);
    for (size_t i = 0; i < sqlite->prepared_count; i++) {
        (void)sqlite3_finalize(sqlite->prepared[i]->statement);
        free(sqlite->prepared[i]);
    }
    int code = sqlite3_close(sqlite->database);
    assert(code == SQLITE_OK); /* else a cursor was left open */
    if (sqlite->lock >= 0) {
        (void)close(sqlite->lock);
    }
    free(sqlite->uri);
    free(sqlite);
}

static enum status sqlite_run_script(struct connection *connection, const char *script,
                                     struct error *error)
{
    sqlite3 *database = own(connection)->database;
    if (sqlite3_exec(database, script, NULL, NULL, NULL) != SQLITE_OK) {
        return fail(database, "run a script", error);
    }
    return STATUS_OK;
}

#define VFS_NAME "ibest-lrs"

/* SQLite counts the memory that it takes under a lock, each time; nobody asks it. */
static void configure(void)
{
    (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    int code = sqlite_wal_register(VFS_NAME, NULL);
    assert(code == SQLITE_OK);
    (void)code;
}

static enum status connect(struct sqlite_connection *sqlite, const char *settings,
                           struct error *error)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
    if (sqlite3_open_v2(sqlite->uri, &sqlite->database, flags, VFS_NAME) != SQLITE_OK) {
        return fail(sqlite->database, "open", error);
    }
    if (sqlite3_busy_timeout(sqlite->database, BUSY_TIMEOUT_MS) != SQLITE_OK) {
        return fail(sqlite->database, "set its time-out", error);
    }
    return sqlite_run_script(&sqlite->base, settings, error);
}

static struct sqlite_connection *connection_create(char *uri)
{
    struct sqlite_connection *sqlite = MEM_NEW(struct sqlite_connection);
    sqlite->base.backend = &backend_sqlite;
    sqlite->uri = uri;
    sqlite->lock = -1;
    return sqlite;
}

static char *memory_uri(void)
{
    char name[UUID_TEXT_SIZE];
    char uri[UUID_TEXT_SIZE + 32];
    struct uuid uuid = uuid_make();
    uuid_format(&uuid, name);
    (void)snprintf(uri, sizeof uri, "file:/%s?vfs=memdb", name);
    return mem_copy_string(uri);
}

static char *sqlite_attachments_folder(const char *location)
{
    static const char ending[] = "-attachments";
    if (strcmp(location, ":memory:") == 0) {
        return NULL;
    }
    size_t size = strlen(location) + sizeof ending;
    char *folder = mem_zeroed(1, size);
    (void)snprintf(folder, size, "%s%s", location, ending);
    return folder;
}

#define COMMON "PRAGMA foreign_keys = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -49152;"

/* The log is copied into the database every 1 000 pages: whoever sends meanwhile waits for that,
 * and at four times as many for twice as long, which gains a twentieth of the rate. */
static const char durable[] = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;" COMMON
                              "PRAGMA journal_size_limit = 67108864;"
                              "PRAGMA wal_autocheckpoint = 1000;";
/* Each page is written once, and nothing waits for the disk. */
static const char filling[] = "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;" COMMON
                              "PRAGMA locking_mode = EXCLUSIVE;";

static enum status sqlite_open(const char *location, enum backend_sharing sharing,
                               struct connection **out, struct error *error)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, configure); /* before SQLite is used for the first time */
    bool in_memory = strcmp(location, ":memory:") == 0;
    if (strlen(location) == 0 || strlen(location) > PATH_LIMIT ||
        strncmp(location, "file:", 5) == 0) {
        return FAIL(error, STATUS_INVALID,
                    "'sqlite:%s' names no file; write sqlite:/path/to/file.db or sqlite::memory:",
                    location);
    }
    struct sqlite_connection *sqlite =
        connection_create(in_memory ? memory_uri() : mem_copy_string(location));
    AUTO(connection_close) struct connection *connection = &sqlite->base;
    bool locks = sharing == BACKEND_EXCLUSIVE && !in_memory;
    enum status status = locks ? sqlite_lock(location, &sqlite->lock, error) : STATUS_OK;
    sqlite->is_in_memory = in_memory;
    if (status == STATUS_OK) {
        status = connect(sqlite, sharing == BACKEND_FILLING ? filling : durable, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    *out = TAKE(connection);
    return STATUS_OK;
}

static enum status sqlite_open_reader(struct connection *writer, struct connection **out,
                                      struct error *error)
{
    struct sqlite_connection *sqlite = connection_create(mem_copy_string(own(writer)->uri));
    AUTO(connection_close) struct connection *connection = &sqlite->base;
    enum status status =
        connect(sqlite, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY;", error);
    if (status == STATUS_OK && sqlite_sums_register(sqlite->database) != SQLITE_OK) {
        status = fail(sqlite->database, "add its sums", error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    *out = TAKE(connection);
    return STATUS_OK;
}

/* Eight bytes in FILE-lock: a read of them costs less than any query. The file is empty at first.
 */
static int64_t read_mark(int descriptor)
{
    int64_t mark = 0;
    ssize_t length = pread(descriptor, &mark, sizeof mark, 0);
    return length == sizeof mark || length == 0 ? mark : -1;
}

static int64_t sqlite_read_mark(struct connection *connection)
{
    struct sqlite_connection *sqlite = own(connection);
    if (sqlite->is_in_memory) {
        return atomic_load(&sqlite->mark);
    }
    return sqlite->lock < 0 ? -1 : read_mark(sqlite->lock);
}

/* Two that count at once may count one: it is another number than before all the same. If it cannot
 * be written, what is trusted for a second stays trusted for that. */
static void write_mark(int descriptor)
{
    int64_t mark = (read_mark(descriptor) + 1) & INT64_MAX;
    (void)!pwrite(descriptor, &mark, sizeof mark, 0);
}

static void sqlite_count_mark(struct connection *connection)
{
    struct sqlite_connection *sqlite = own(connection);
    if (sqlite->is_in_memory) {
        (void)atomic_fetch_add(&sqlite->mark, 1);
        return;
    }
    /* Beside another ibest-lrs, which has made the file, if there is one. */
    int descriptor = sqlite->lock < 0 ? open_lock(sqlite->uri, 0) : sqlite->lock;
    if (descriptor >= 0) {
        write_mark(descriptor);
    }
    if (descriptor >= 0 && sqlite->lock < 0) {
        (void)close(descriptor);
    }
}

static void sqlite_trim(struct connection *connection)
{
    (void)sqlite3_db_release_memory(own(connection)->database);
}

static struct sqlite_cursor **hint_of(struct sqlite_connection *sqlite, const char *sql)
{
    uint64_t address = (uint64_t)(uintptr_t)sql;
    return &sqlite->hints[(address * UINT64_C(0x9E3779B97F4A7C15)) >> 55];
}

static bool is_free_for(const struct sqlite_cursor *cursor, const char *sql)
{
    return !cursor->busy && strcmp(sqlite3_sql(cursor->statement), sql) == 0;
}

static struct sqlite_cursor *find_prepared(struct sqlite_connection *sqlite, const char *sql)
{
    struct sqlite_cursor **hint = hint_of(sqlite, sql);
    if (*hint != NULL && is_free_for(*hint, sql)) {
        return *hint;
    }
    for (size_t i = 0; i < sqlite->prepared_count; i++) {
        struct sqlite_cursor *cursor = sqlite->prepared[i];
        if (is_free_for(cursor, sql)) {
            *hint = cursor;
            return cursor;
        }
    }
    return NULL;
}

static enum status prepare(struct sqlite_connection *sqlite, const char *sql,
                           struct sqlite_cursor **out, struct error *error)
{
    sqlite3_stmt *statement = NULL;
    if (sqlite3_prepare_v3(sqlite->database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement,
                           NULL) != SQLITE_OK) {
        return fail(sqlite->database, "understand a query", error);
    }
    struct sqlite_cursor *cursor = MEM_NEW(struct sqlite_cursor);
    cursor->base.connection = &sqlite->base;
    cursor->statement = statement;
    cursor->kept = sqlite->prepared_count < PREPARED_MAX;
    if (cursor->kept) {
        sqlite->prepared[sqlite->prepared_count++] = cursor;
    }
    *out = cursor;
    return STATUS_OK;
}

/* Values are borrowed until cursor_end(), so SQLite needs no copy of them. */
static int bind(sqlite3_stmt *statement, int index, const struct value *value)
{
    const char *data = value->bytes.data == NULL ? "" : value->bytes.data;
    switch (value->kind) {
    case VALUE_NULL:
        return sqlite3_bind_null(statement, index);
    case VALUE_INTEGER:
        return sqlite3_bind_int64(statement, index, value->integer);
    case VALUE_REAL:
        return sqlite3_bind_double(statement, index, value->real);
    case VALUE_TEXT:
        return sqlite3_bind_text64(statement, index, data, value->bytes.length, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case VALUE_BLOB:
        return sqlite3_bind_blob64(statement, index, data, value->bytes.length, SQLITE_STATIC);
    }
    return SQLITE_MISUSE;
}

static void sqlite_end(struct cursor *cursor)
{
    struct sqlite_cursor *ours = own_cursor(cursor);
    if (ours->kept) {
        /* Its code repeats a failure that sqlite_step() has told already. */
        (void)sqlite3_reset(ours->statement);
        ours->busy = false;
        return;
    }
    (void)sqlite3_finalize(ours->statement);
    free(ours);
}

static enum status sqlite_begin(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct cursor **out,
                                struct error *error)
{
    struct sqlite_connection *sqlite = own(connection);
    struct sqlite_cursor *found = find_prepared(sqlite, sql);
    if (found == NULL) {
        enum status status = prepare(sqlite, sql, &found, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    assert((size_t)sqlite3_bind_parameter_count(found->statement) == count);
    found->busy = true;
    for (size_t i = 0; i < count; i++) {
        if (bind(found->statement, (int)i + 1, &values[i]) != SQLITE_OK) {
            enum status status = fail(sqlite->database, "take a value", error);
            sqlite_end(&found->base);
            return status;
        }
    }
    *out = &found->base;
    return STATUS_OK;
}

static enum status sqlite_step(struct cursor *cursor, bool *out_row, struct error *error)
{
    int code = sqlite3_step(own_cursor(cursor)->statement);
    if (code != SQLITE_ROW && code != SQLITE_DONE) {
        return fail(own(cursor->connection)->database, "run a query", error);
    }
    *out_row = code == SQLITE_ROW;
    return STATUS_OK;
}

static struct text column_bytes(sqlite3_stmt *statement, int column, bool is_text)
{
    const void *data = is_text ? (const void *)sqlite3_column_text(statement, column)
                               : sqlite3_column_blob(statement, column);
    size_t length = (size_t)sqlite3_column_bytes(statement, column);
    return (struct text){.data = data == NULL ? "" : data, .length = length};
}

static struct value sqlite_column(struct cursor *cursor, size_t index)
{
    sqlite3_stmt *statement = own_cursor(cursor)->statement;
    int column = (int)index;
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        return value_integer(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
        return value_real(sqlite3_column_double(statement, column));
    case SQLITE_TEXT:
        return value_text(column_bytes(statement, column, true));
    case SQLITE_BLOB:
        return (struct value){.kind = VALUE_BLOB, .bytes = column_bytes(statement, column, false)};
    default:
        return value_null();
    }
}

static size_t sqlite_column_count(struct cursor *cursor)
{
    return (size_t)sqlite3_column_count(own_cursor(cursor)->statement);
}

static const char *sqlite_column_name(struct cursor *cursor, size_t index)
{
    return sqlite3_column_name(own_cursor(cursor)->statement, (int)index);
}

const struct backend backend_sqlite = {
    .scheme = "sqlite",
    .own_schema = "main.",
    .sums = SQLITE_SUMS,
    .begin_writing = "BEGIN IMMEDIATE",
    .migrations = store_migrations,
    .schema = store_schema,
    .packs = true,
    .posts_late = true,
    .open = sqlite_open,
    .attachments_folder = sqlite_attachments_folder,
    .open_reader = sqlite_open_reader,
    .close = sqlite_close,
    .run_script = sqlite_run_script,
    .read_mark = sqlite_read_mark,
    .count_mark = sqlite_count_mark,
    .trim = sqlite_trim,
    .begin = sqlite_begin,
    .step = sqlite_step,
    .column = sqlite_column,
    .column_count = sqlite_column_count,
    .column_name = sqlite_column_name,
    .end = sqlite_end,
    .files = &sqlite_files,
    .begin_snapshot = "BEGIN",
    .scrub = "PRAGMA secure_delete = ON; VACUUM;",
    .scrub_log = "PRAGMA wal_checkpoint(TRUNCATE)",
};
