/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the store share: its parts, the transaction, and time. Nobody else includes
 * this. */
#ifndef STORE_INTERNAL_H
#define STORE_INTERNAL_H

#include "base/arena.h"
#include "store/backend.h"
#include "store/store.h"

#include <pthread.h>
#include <stdatomic.h>

struct writer;
struct packing;
struct learning;
struct terms;
struct definitions;
struct pending;
struct segments;
struct loaded_profiles;

/* Stamps and Consistent-Through come from one counter, so that no statement can be stamped at or
 * before a bound that a reader was given. While a transaction is open the bound stays at what had
 * been issued when it began: its statements are stamped, yet not visible. */
struct stamps {
    pthread_mutex_t mutex;
    int64_t last_us;
    int64_t bound_us;
    bool writing;
    int64_t shared_bound_us; /* instead of these two, where several processes write */
};

struct store {
    struct connection *connection; /* the writer's */
    struct writer *writer;
    struct stamps stamps;
    struct packing *packing;   /* NULL: the engine keeps text */
    struct learning *learning; /* NULL likewise, and beside another process */
    bool beside;               /* see store_options */
    bool settles;              /* likewise */
    atomic_bool has_unposted;  /* acknowledged statements: see store/unposted.h */
    enum attachments_place attachments;
    char *attachments_folder; /* NULL: there can be none */
    size_t reader_count;
    struct connection **readers; /* those that are free */
    size_t free_readers;
    pthread_mutex_t readers_mutex;
    pthread_cond_t reader_freed;
    struct connection *door; /* for asking who may come in: no long query ever holds it */
    pthread_mutex_t door_mutex;
    struct loaded_profiles *profiles; /* read last; NULL: none yet. See store/loaded_profiles.h */
    pthread_mutex_t profiles_mutex;
};

/* What apply() works on. */
struct transaction {
    struct connection *connection;
    struct store *store;
    struct terms *terms;
    struct definitions *definitions;
    struct pending *pending;
    struct segments *segments;
    char *authority; /* the JSON of the last one, owned; NULL: none is remembered */
    int64_t authority_id;
    bool changes_credentials;
    bool has_erased;     /* there are statements that must not come back: see store/erased.h */
    bool must_post;      /* all that is stored, before it is committed: see store/unposted.h */
    bool knows_profiles; /* that the store's set is that of the database */
    bool reads_profiles; /* the set was read in this transaction */
    bool notes_dues;     /* histories fell due, in this transaction or one before: see
                            store/settling.h */
    int64_t next_seq;
    int64_t defined_seq; /* the last that changed a definition, as far as is known */
};

/* The next stamp: the clock's time, or one microsecond behind the last stamp. */
int64_t store_stamp_us(struct store *store);
/* All stamps from now on are later than `us`, which another store or process has given. */
void store_keep_stamp_us(struct store *store, int64_t us);
int64_t store_last_stamp_us(struct store *store);
void store_begin_writing(struct store *store);
void store_end_writing(struct store *store);

/* The latest stamp of what the database holds, 0 if it holds nothing that is stamped. */
MUST_CHECK enum status stamp_find_last_us(struct connection *connection, int64_t *out,
                                          struct error *error);

/* A connection for reading, waiting until one is free. */
struct connection *store_borrow_reader(struct store *store);
void store_return_reader(struct store *store, struct connection *reader);

/* The connection for the one short query that each request begins with; others wait meanwhile. */
struct connection *store_lock_door(struct store *store);
void store_unlock_door(struct store *store);

/* Brings the schema up to this program's version. INVALID: the database is of a later one. */
MUST_CHECK enum status schema_migrate(struct connection *connection, struct error *error);

/* As store_find_attachment(), telling by *out_row whether there is one. */
struct stored_attachment;
MUST_CHECK enum status attachment_find(struct connection *connection, struct text sha2,
                                       bool *out_row, struct stored_attachment *out,
                                       struct error *error);

/* The version of the database's schema, 0 if it has none, and this program's. */
MUST_CHECK enum status schema_version(struct connection *connection, int64_t *out,
                                      struct error *error);
int64_t schema_known_version(const struct backend *backend);

/* CONFLICT, naming the store as `shown` (store/shown_url.h) and what to do, unless these two are
 * the same. */
MUST_CHECK enum status schema_check(struct connection *connection, const char *shown,
                                    struct error *error);

/* Removes what uploads have left that were cut off, or whose statements were not stored. Before
 * there are any. */
MUST_CHECK enum status attachments_sweep(struct store *store, struct error *error);

/* The files among these, as `connection` sees what is kept. While there are no uploads. */
MUST_CHECK enum status attachments_sweep_files(struct store *store, struct connection *connection,
                                               struct error *error);

/* The thread that writes. writer_create() reads from the database where to go on. */
MUST_CHECK enum status writer_create(struct store *store, size_t queue_max, struct writer **out,
                                     struct error *error);
void writer_destroy(struct writer *writer); /* NULL allowed; finishes what waits */
MUST_CHECK enum status writer_submit(struct writer *writer, struct store_write *write,
                                     struct error *error);

#endif
