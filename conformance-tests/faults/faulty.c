/* SPDX-License-Identifier: Apache-2.0 */

/* Counts the calls that run SQL. A connection names its engine, so a copy of that with other
 * functions takes its place. */
#include "faults/faulty.h"

#include "store/internal.h"

#include <stdatomic.h>

static struct backend faulty;
static const struct backend *genuine;
static atomic_uint calls;
static atomic_uint failing; /* 0: none */
static atomic_int failing_mode;
static atomic_bool has_failed;

static bool fails(void)
{
    unsigned nth = atomic_load(&failing);
    unsigned call = atomic_fetch_add(&calls, 1) + 1;
    bool result =
        nth != 0 && (call == nth || (call > nth && atomic_load(&failing_mode) == FAULTY_ON));
    if (result) {
        atomic_store(&has_failed, true);
    }
    return result;
}

static enum status faulty_begin(struct connection *connection, const char *sql,
                                const struct value *values, size_t count, struct cursor **out,
                                struct error *error)
{
    if (fails()) {
        return FAIL(error, STATUS_UNAVAILABLE, "a fault was put before '%.60s'", sql);
    }
    return genuine->begin(connection, sql, values, count, out, error);
}

static enum status faulty_step(struct cursor *cursor, bool *out_row, struct error *error)
{
    if (fails()) {
        return FAIL(error, STATUS_UNAVAILABLE, "a fault was put into a query");
    }
    return genuine->step(cursor, out_row, error);
}

static enum status faulty_run_script(struct connection *connection, const char *script,
                                     struct error *error)
{
    if (fails()) {
        return FAIL(error, STATUS_UNAVAILABLE, "a fault was put before a script");
    }
    return genuine->run_script(connection, script, error);
}

void faulty_attach(struct store *store)
{
    genuine = store->connection->backend;
    faulty = *genuine;
    faulty.begin = faulty_begin;
    faulty.step = faulty_step;
    faulty.run_script = faulty_run_script;
    store->connection->backend = &faulty;
    store->door->backend = &faulty;
    for (size_t i = 0; i < store->free_readers; i++) {
        store->readers[i]->backend = &faulty;
    }
}

void faulty_arm(unsigned nth, enum faulty_mode mode)
{
    atomic_store(&has_failed, false);
    atomic_store(&failing_mode, (int)mode);
    atomic_store(&calls, 0);
    atomic_store(&failing, nth);
}

bool faulty_disarm(void)
{
    atomic_store(&failing, 0);
    return atomic_load(&has_failed);
}
