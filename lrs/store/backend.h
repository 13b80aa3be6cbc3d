/* SPDX-License-Identifier: Apache-2.0 */

/* What an SQL engine must give the store, and nothing more: connections that run SQL with bound
 * values. Queries, projections and the order of locks are the store's and shared by all engines, so
 * their SQL keeps to what SQLite and PostgreSQL both take: parameters are written $1, $2 ... and
 * appear first in this order; NULLS FIRST is said where they can be; a truth is compared with 1.
 * Transactions and savepoints are SQL too (BEGIN, COMMIT, SAVEPOINT ...). The schema is each
 * engine's own text with the same tables, columns and views. */
#ifndef STORE_BACKEND_H
#define STORE_BACKEND_H

#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"
#include "base/uuid.h"

#include <stdbool.h>
#include <stdint.h>

enum value_kind { VALUE_NULL, VALUE_INTEGER, VALUE_REAL, VALUE_TEXT, VALUE_BLOB };

/* One value to bind or one column read. Bytes are borrowed: bound ones must live until
 * cursor_end(), read ones live until the next step. */
struct value {
    enum value_kind kind;
    int64_t integer;
    double real;
    struct text bytes;
};

struct value value_null(void);
struct value value_integer(int64_t integer);
struct value value_real(double real);
struct value value_text(struct text text);
struct value value_string(const char *string); /* NULL gives SQL NULL */
struct value value_blob(const void *bytes, size_t length);
struct value value_uuid(const struct uuid *uuid);

/* An argument list: connection_run(connection, sql, VALUES(value_integer(1)), error). */
#define VALUES(...)                        \
    ((const struct value[]){__VA_ARGS__}), \
        (sizeof((const struct value[]){__VA_ARGS__}) / sizeof(struct value))
#define NO_VALUES NULL, 0

/* What every engine takes with one command. */
enum { BACKEND_VALUES_MAX = 256 };

struct backend;
struct bodies;
struct tally_sorts;
struct backend_files;
struct embedded_file;

/* Whether a connection that writes keeps every other such one, of any process, out. */
enum backend_sharing {
    BACKEND_EXCLUSIVE,
    BACKEND_BESIDE,
    /* To fill a new database in one transaction. A file is nobody else's meanwhile, useless if that
     * fails, and durable once files->replace() has given it its name; a server's is EXCLUSIVE. */
    BACKEND_FILLING,
};

/* The first member of every engine's own connection. One thread at a time. */
struct connection {
    const struct backend *backend;
    struct bodies *bodies;     /* of store/bodies.h; NULL in the beginning */
    struct tally_sorts *sorts; /* of store/tally_sorts.h; NULL in the beginning */
    bool is_spread;            /* the tables are spread over nodes (store/citus.h) */
    size_t foreseen;           /* queries given to connection_foresee(), for who wants to count */
};
/* The first member of every engine's own cursor. */
struct cursor {
    struct connection *connection;
};

/* Failures: UNAVAILABLE when the disk is full or broken, the database is locked or gone (the
 * caller's work may succeed later); INVALID when a text is not UTF-8 and the engine insists;
 * INTERNAL for everything else, which is a fault of ours. */
struct backend {
    /* The part of a store's URL before ':'. */
    const char *scheme;

    /* What stands before the name of a view to mean the database's own one, in a WITH clause that
     * defines a table of that name. */
    const char *own_schema;

    /* The name of a table function that adds up rows of `tally` (store/sqlite_sums.h has what it
     * takes and gives). NULL: GROUP BY is quick enough. */
    const char *sums;

    /* SQL that begins a transaction which will write: nothing it reads can change before it does.
     */
    const char *begin_writing;

    /* Whether statement.members may hold bytes as well as text: then statements are packed. */
    bool packs;

    /* Whether postings may be written by a later transaction than their statements (see
     * store/unposted.h): where one process writes, it knows when they have to be there. */
    bool posts_late;

    /* Ended by a row without name; a file's name begins with its number, and those from the first
     * on follow one by one. */
    const struct embedded_file *migrations;
    /* One script for what they come to; NULL: a new database is migrated, too. */
    const struct embedded_file *schema;

    /* ---- for engines whose databases several processes write; NULL: one at most does ---- */

    /* SQL that keeps other processes from migrating until the transaction ends. */
    const char *lock_schema;

    /* A query, first in each transaction that writes, that waits until no other such one is open,
     * and gives the last seq, stamp and number of a term that any has given, and the last seq that
     * has changed a definition. */
    const char *take_turn;

    /* SQL, last in it, that notes seq and stamp: $1 and $2. */
    const char *end_turn;

    /* SQL beside it that notes the other two. */
    const char *note_given;

    /* SQL beside them that notes that process $1 has come to its transaction $2, at the stamp $3.
     */
    const char *sign_turn;

    /* A query, in a turn, for the last transaction of process $1 that took place. */
    const char *last_turn;

    /* SQL that forgets processes which have not written for $1 microseconds before the last. */
    const char *forget_turns;

    /* A query for 1 if no other process that serves the database has it open. */
    const char *is_alone;

    /* A query for the last stamp whose transaction is visible. */
    const char *bound;

    /* SQL, within a transaction: long pauses between its commands are no reason to end it. */
    const char *allow_pauses;

    /* A script for a database that was filled with the numbers of another one: those that the
     * engine gives from now on are new, and it knows what the tables hold. */
    const char *end_filling;

    /* ---- for engines that can spread a database over nodes (connection.is_spread) ---- */

    /* SQL before take_turn that has the turn last until the transaction is visible on each node. */
    const char *hold_turn;

    /* SQL, behind a transaction, that notes that it is, with its stamp $2, for process $1; and then
     * the query for the last such stamp, instead of `bound`. */
    const char *note_bound;
    const char *noted_bound;

    /* After a failure on `connection`: whether a transaction was lost that may succeed when all of
     * it is done again. NULL: never. */
    bool (*should_repeat)(struct connection *connection);

    /* Opens a connection that writes, durably on commit; creates an empty database where there is
     * none. UNAVAILABLE: it is to be exclusive and another exclusive one is open. */
    enum status (*open)(const char *location, enum backend_sharing sharing, struct connection **out,
                        struct error *error);

    /* The folder for attachments that goes with this database, owned by the caller; NULL: there is
     * none, as the database is no file here. */
    char *(*attachments_folder)(const char *location);

    /* Another connection to the writer's database, for reading only. Sees each commit at once and
     * never waits for the writer. */
    enum status (*open_reader)(struct connection *writer, struct connection **out,
                               struct error *error);

    void (*close)(struct connection *connection);

    /* Runs several statements without values or rows: migrations. */
    enum status (*run_script)(struct connection *connection, const char *script,
                              struct error *error);

    /* A number that all processes which have the database open share, and counting it up. Reading
     * gives -1 where it cannot be told. Optional, both. Any thread. */
    int64_t (*read_mark)(struct connection *connection);
    void (*count_mark)(struct connection *connection);

    /* Gives back memory that the connection keeps only for speed. Optional. */
    void (*trim)(struct connection *connection);

    /* ---- for engines whose answers take a while to come; NULL: there is nothing to gain ---- */

    /* Runs a command whose rows nobody wants. In a transaction that writes its outcome need not be
     * waited for: nothing behind a failed command takes place, every later call fails with its
     * failure, COMMIT too, until it is rolled back, and settle() tells it. Values are copied. */
    enum status (*run)(struct connection *connection, const char *sql, const struct value *values,
                       size_t count, struct error *error);

    /* Waits for the outcome of all commands of the transaction and tells the first failure. */
    enum status (*settle)(struct connection *connection, struct error *error);

    /* Asks a query that cursor_begin() will be given soon, so that its answer is there by then. In
     * between, only commands that bind all of its values may change the answer. Tells no failure:
     * the next call does. */
    void (*foresee)(struct connection *connection, const char *sql, const struct value *values,
                    size_t count);

    /* Prepares `sql` (keeping it prepared for the next time) and binds `values`. */
    enum status (*begin)(struct connection *connection, const char *sql, const struct value *values,
                         size_t count, struct cursor **out, struct error *error);

    /* The same for a query that may find very many rows: they are read as they are stepped to.
     * Optional, if begin() does so. */
    enum status (*begin_walk)(struct connection *connection, const char *sql,
                              const struct value *values, size_t count, struct cursor **out,
                              struct error *error);

    /* Goes to the next row; *out_row tells whether there is one. */
    enum status (*step)(struct cursor *cursor, bool *out_row, struct error *error);

    /* Column `index` (from 0) of the row that the cursor stands on. */
    struct value (*column)(struct cursor *cursor, size_t index);
    size_t (*column_count)(struct cursor *cursor);
    const char *(*column_name)(struct cursor *cursor, size_t index);

    void (*end)(struct cursor *cursor); /* NULL allowed through cursor_end() */

    /* What can be done with a database that is a file. NULL: it is none, and the engine has tools
     * of its own for backups. */
    const struct backend_files *files;

    /* A script, outside of transactions and while nobody else has the database open, that writes
     * all of it anew, so that nothing is left in it of what was deleted. */
    const char *scrub;

    /* A query behind it that is 0 once the same holds of what the engine keeps beside the database,
     * and something else while somebody who reads keeps it from that. NULL: it has nothing. */
    const char *scrub_log;

    /* SQL that begins a transaction which only reads, and sees what one commit left. */
    const char *begin_snapshot;
};

/* Told how far a long task is; `total` may change. */
typedef void (*backend_watcher)(void *context, int64_t done, int64_t total);

struct backend_files {
    /* Keeps every ibest-lrs from serving the database at `location` until *out is closed.
     * UNAVAILABLE: one serves it. */
    enum status (*lock)(const char *location, int *out, struct error *error);

    /* Copies the database, as one commit left it, to the file `path`, which must not be there;
     * durable when it returns, gone if it fails. Others may write meanwhile. */
    enum status (*copy)(const char *location, const char *path, backend_watcher watch,
                        void *context, struct error *error);

    /* Puts the file `path`, which nobody has open, in the place of the database at `location`,
     * durably. The caller holds the lock. */
    enum status (*replace)(const char *location, const char *path, struct error *error);

    /* Whether the file is damaged; also tells if it is too much so to be opened otherwise. */
    bool (*is_damaged)(const char *location);

    /* Visits a sentence for each thing that is broken in the file's own structure. */
    enum status (*check)(struct connection *connection,
                         void (*visit)(void *context, struct text problem), void *context,
                         struct error *error);
};

extern const struct backend backend_postgres;
extern const struct backend backend_sqlite;

/* The engine that `url` names and, in *out_location, what stands behind its scheme; NULL if none.
 */
const struct backend *backend_of(const char *url, const char **out_location);

/* NOT_FOUND with what to do: the database is a file, and there is none at `location`. */
MUST_CHECK enum status backend_check_file(const struct backend *backend, const char *location,
                                          struct error *error);

/* ---- what the store uses ---- */

void connection_close(struct connection *connection); /* NULL allowed */
DEFINE_AUTO(struct connection, connection_close);

MUST_CHECK enum status cursor_begin(struct connection *connection, const char *sql,
                                    const struct value *values, size_t count, struct cursor **out,
                                    struct error *error);
/* For what may find more rows than memory should hold. */
MUST_CHECK enum status cursor_begin_walk(struct connection *connection, const char *sql,
                                         const struct value *values, size_t count,
                                         struct cursor **out, struct error *error);
MUST_CHECK enum status cursor_step(struct cursor *cursor, bool *out_row, struct error *error);
struct value cursor_column(struct cursor *cursor, size_t index);
int64_t cursor_integer(struct cursor *cursor, size_t index);
struct text cursor_text(struct cursor *cursor, size_t index); /* data is NULL for SQL NULL */
struct uuid cursor_uuid(struct cursor *cursor, size_t index);
void cursor_end(struct cursor *cursor); /* NULL allowed */
DEFINE_AUTO(struct cursor, cursor_end);

/* Runs `sql` to its end, dropping rows. In a transaction its failure may be told by a later call.
 */
MUST_CHECK enum status connection_run(struct connection *connection, const char *sql,
                                      const struct value *values, size_t count,
                                      struct error *error);

/* Whether no other process that serves the database has it open. */
MUST_CHECK enum status connection_is_alone(struct connection *connection, bool *out,
                                           struct error *error);
/* Fails if any command of the transaction has failed whose failure was not rolled back. */
MUST_CHECK enum status connection_settle(struct connection *connection, struct error *error);

/* Says that `sql` will be asked with these values soon (see struct backend). */
void connection_foresee(struct connection *connection, const char *sql, const struct value *values,
                        size_t count);

/* Changes the row by `update`, which ends in RETURNING; inserts it by `insert` with the same values
 * if there is none. For keys that an ON CONFLICT clause cannot name in all engines, being too long
 * for an index. */
MUST_CHECK enum status connection_put(struct connection *connection, const char *update,
                                      const char *insert, const struct value *values, size_t count,
                                      struct error *error);

/* The first column of the first row as an integer; *out is left alone if there is no row or it is
 * NULL. */
MUST_CHECK enum status connection_integer(struct connection *connection, const char *sql,
                                          const struct value *values, size_t count, int64_t *out,
                                          struct error *error);

#endif
