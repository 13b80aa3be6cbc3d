/* SPDX-License-Identifier: Apache-2.0 */

/* Opening and closing a store, its time, and its connections for reading. */
#include "store/store.h"

#include "base/clock.h"
#include "base/mem.h"
#include "store/bodies.h"
#include "store/internal.h"
#include "store/learning.h"
#include "store/loaded_profiles.h"
#include "store/packing.h"
#include "store/shown_url.h"
#include "store/unposted.h"

enum status stamp_find_last_us(struct connection *connection, int64_t *out, struct error *error)
{
    *out = 0;
    enum status status =
        connection_integer(connection, "SELECT stored_us FROM statement ORDER BY seq DESC LIMIT 1",
                           NO_VALUES, out, error);
    if (status != STATUS_OK) {
        return status;
    }
    status =
        connection_integer(connection, "SELECT max(updated_us) FROM document WHERE updated_us > $1",
                           VALUES(value_integer(*out)), out, error);
    if (status != STATUS_OK) {
        return status;
    }
    return connection_integer(connection, "SELECT max(erased_us) FROM erasure WHERE erased_us > $1",
                              VALUES(value_integer(*out)), out, error);
}

static enum status open_readers(struct store *store, size_t count, struct error *error)
{
    store->readers = mem_zeroed(count, sizeof(struct connection *));
    for (; store->reader_count < count; store->reader_count++) {
        struct connection **slot = &store->readers[store->free_readers];
        enum status status =
            store->connection->backend->open_reader(store->connection, slot, error);
        if (status != STATUS_OK) {
            return status;
        }
        store->free_readers++;
    }
    return STATUS_OK;
}

static enum status open_parts(struct store *store, const struct store_options *options,
                              struct error *error)
{
    enum status status = schema_migrate(store->connection, error);
    bool alone = false;
    /* What others are about to store looks like what a crash has left. */
    if (status == STATUS_OK && !store->beside) {
        status = connection_is_alone(store->connection, &alone, error);
    }
    if (status == STATUS_OK && alone) {
        status = attachments_sweep(store, error);
    }
    if (status == STATUS_OK && !store->beside) {
        status = unposted_recover(store->connection, error);
    }
    if (status == STATUS_OK) {
        status = stamp_find_last_us(store->connection, &store->stamps.last_us, error);
    }
    if (status == STATUS_OK && store->connection->backend->packs) {
        store->packing = packing_create();
        status = bodies_use_newest(store->connection, store->packing, error);
    }
    /* Beside a process that learns, another one would take its numbers of dictionaries. */
    if (status == STATUS_OK && store->packing != NULL && !store->beside) {
        status = learning_create(store, &store->learning, error);
    }
    if (status == STATUS_OK) {
        status = open_readers(
            store, options->readers == 0 ? STORE_READERS_DEFAULT : options->readers, error);
    }
    if (status == STATUS_OK) {
        status = store->connection->backend->open_reader(store->connection, &store->door, error);
    }
    if (status == STATUS_OK) {
        status =
            writer_create(store, options->queue_max == 0 ? STORE_QUEUE_DEFAULT : options->queue_max,
                          &store->writer, error);
    }
    return status;
}

enum status store_open(const char *url, const struct store_options *options, struct store **out,
                       struct error *error)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    if (backend == NULL) {
        AUTO(free) char *shown = shown_url(url);
        return FAIL(error, STATUS_INVALID,
                    "'%s' names no store; write sqlite:/path/to/file.db, sqlite::memory: or "
                    "postgresql://USER@HOST/DATABASE",
                    shown);
    }
    AUTO(store_close) struct store *store = MEM_NEW(struct store);
    (void)pthread_mutex_init(&store->stamps.mutex, NULL);
    (void)pthread_mutex_init(&store->readers_mutex, NULL);
    (void)pthread_cond_init(&store->reader_freed, NULL);
    (void)pthread_mutex_init(&store->door_mutex, NULL);
    (void)pthread_mutex_init(&store->profiles_mutex, NULL);
    const struct store_options defaults = {0};
    options = options == NULL ? &defaults : options;
    store->beside = options->beside;
    store->settles = options->settles;
    store->attachments = options->attachments;
    store->attachments_folder = backend->attachments_folder(location);
    enum backend_sharing sharing = options->beside ? BACKEND_BESIDE : BACKEND_EXCLUSIVE;
    enum status status =
        options->existing ? backend_check_file(backend, location, error) : STATUS_OK;
    if (status == STATUS_OK) {
        status = backend->open(location, sharing, &store->connection, error);
    }
    if (status == STATUS_OK) {
        status = open_parts(store, options, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    *out = TAKE(store);
    return STATUS_OK;
}

void store_close(struct store *store)
{
    if (store == NULL) {
        return;
    }
    learning_end(store->learning);
    writer_destroy(store->writer);
    learning_destroy(store->learning);
    for (size_t i = 0; i < store->free_readers; i++) {
        connection_close(store->readers[i]);
    }
    free(store->readers);
    connection_close(store->door);
    loaded_profiles_release(store, store->profiles);
    packing_destroy(store->packing);
    free(store->attachments_folder);
    connection_close(store->connection);
    (void)pthread_cond_destroy(&store->reader_freed);
    (void)pthread_mutex_destroy(&store->readers_mutex);
    (void)pthread_mutex_destroy(&store->door_mutex);
    (void)pthread_mutex_destroy(&store->profiles_mutex);
    (void)pthread_mutex_destroy(&store->stamps.mutex);
    free(store);
}

enum status store_submit(struct store *store, struct store_write *write, struct error *error)
{
    return writer_submit(store->writer, write, error);
}

struct connection *store_borrow_reader(struct store *store)
{
    (void)pthread_mutex_lock(&store->readers_mutex);
    while (store->free_readers == 0) {
        (void)pthread_cond_wait(&store->reader_freed, &store->readers_mutex);
    }
    struct connection *reader = store->readers[--store->free_readers];
    (void)pthread_mutex_unlock(&store->readers_mutex);
    return reader;
}

void store_return_reader(struct store *store, struct connection *reader)
{
    (void)pthread_mutex_lock(&store->readers_mutex);
    store->readers[store->free_readers++] = reader;
    (void)pthread_cond_signal(&store->reader_freed);
    (void)pthread_mutex_unlock(&store->readers_mutex);
}

struct connection *store_lock_door(struct store *store)
{
    (void)pthread_mutex_lock(&store->door_mutex);
    return store->door;
}

void store_unlock_door(struct store *store)
{
    (void)pthread_mutex_unlock(&store->door_mutex);
}

int64_t store_stamp_us(struct store *store)
{
    struct stamps *stamps = &store->stamps;
    (void)pthread_mutex_lock(&stamps->mutex);
    int64_t now = clock_now_us();
    stamps->last_us = now > stamps->last_us ? now : stamps->last_us + 1;
    int64_t stamp = stamps->last_us;
    (void)pthread_mutex_unlock(&stamps->mutex);
    return stamp;
}

void store_keep_stamp_us(struct store *store, int64_t us)
{
    struct stamps *stamps = &store->stamps;
    (void)pthread_mutex_lock(&stamps->mutex);
    stamps->last_us = us > stamps->last_us ? us : stamps->last_us;
    (void)pthread_mutex_unlock(&stamps->mutex);
}

int64_t store_last_stamp_us(struct store *store)
{
    (void)pthread_mutex_lock(&store->stamps.mutex);
    int64_t last_us = store->stamps.last_us;
    (void)pthread_mutex_unlock(&store->stamps.mutex);
    return last_us;
}

void store_begin_writing(struct store *store)
{
    (void)pthread_mutex_lock(&store->stamps.mutex);
    store->stamps.bound_us = store->stamps.last_us;
    store->stamps.writing = true;
    (void)pthread_mutex_unlock(&store->stamps.mutex);
}

void store_end_writing(struct store *store)
{
    (void)pthread_mutex_lock(&store->stamps.mutex);
    store->stamps.writing = false;
    (void)pthread_mutex_unlock(&store->stamps.mutex);
}

/* Several processes write: only the database knows. An older bound is still true, so it serves
 * where the database does not answer. */
static int64_t shared_bound_us(struct store *store, const char *question)
{
    struct error ignored;
    int64_t bound_us = 0;
    struct connection *reader = store_borrow_reader(store);
    (void)!connection_integer(reader, question, NO_VALUES, &bound_us, &ignored);
    store_return_reader(store, reader);
    (void)pthread_mutex_lock(&store->stamps.mutex);
    if (bound_us > store->stamps.shared_bound_us) {
        store->stamps.shared_bound_us = bound_us;
    }
    bound_us = store->stamps.shared_bound_us;
    (void)pthread_mutex_unlock(&store->stamps.mutex);
    return bound_us;
}

int64_t store_consistent_through_us(struct store *store)
{
    const struct backend *backend = store->connection->backend;
    if (backend->bound != NULL) {
        return shared_bound_us(store, store->connection->is_spread ? backend->noted_bound
                                                                   : backend->bound);
    }
    struct stamps *stamps = &store->stamps;
    (void)pthread_mutex_lock(&stamps->mutex);
    int64_t bound = stamps->bound_us;
    if (!stamps->writing) {
        int64_t now = clock_now_us();
        stamps->last_us = now > stamps->last_us ? now : stamps->last_us;
        bound = stamps->last_us;
    }
    (void)pthread_mutex_unlock(&stamps->mutex);
    return bound;
}
