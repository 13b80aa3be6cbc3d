/* SPDX-License-Identifier: Apache-2.0 */

/* pipeline_bench [STATEMENTS]: what it costs to wait for each answer of PostgreSQL's. The same
 * statements into an empty database, once waiting for each command, once as the program does it;
 * in batches of 100, from one process and from two in turn, and one a write with 64 writes waiting.
 * Statements are read before the clock starts; each way ends by counting what is stored. */
#include "base/clock.h"
#include "base/mem.h"
#include "load/payload.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/postgres.h"

#include <stdio.h>
#include <stdlib.h>

enum { STATEMENTS_DEFAULT = 5000, BATCH = 100, WAITING = 64, BODY_LIMIT = 1 << 20 };

static void must(bool good, const char *doing)
{
    if (!good) {
        (void)fprintf(stderr, "pipeline_bench: failed to %s\n", doing);
        exit(EXIT_FAILURE); // NOLINT(concurrency-mt-unsafe): nothing that runs beside it exits
    }
}

/* ---- the statements ---- */

static struct statement_list read_batch(struct arena *arena, const struct payload *payload,
                                        size_t first)
{
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(BODY_LIMIT);
    const struct statement_context context = {
        .version = XAPI_VERSION_1_0_3, .authority = text_of(FIXTURE_AUTHORITY), .batch_max = BATCH};
    struct statement_list list = {0};
    struct error error = {0};
    payload_write_batch(payload, (uint32_t)first, BATCH, &body);
    struct text text = {arena_copy(arena, buffer_text(&body)), body.length};
    must(statements_read(text, &context, arena, &list, &error) == STATUS_OK, error.message);
    for (size_t i = 0; i < list.count; i++) {
        list.items[i].defines = true; /* the dearer sender */
    }
    return list;
}

static struct statement *read_all(struct arena *arena, size_t count)
{
    struct payload payload = payload_make(1, 0, &payload_usual_shape);
    struct statement *items = ARENA_ARRAY(arena, struct statement, count);
    for (size_t i = 0; i < count; i += BATCH) {
        struct statement_list list = read_batch(arena, &payload, i);
        memcpy(&items[i], list.items, BATCH * sizeof *items);
    }
    return items;
}

/* ---- writing ---- */

static size_t *round_trips_of(struct store *store)
{
    return &postgres_own(store->connection)->round_trips;
}

struct crowd {
    pthread_mutex_t mutex;
    pthread_cond_t finished;
    size_t under_way;
};

struct single {
    struct fixture_write write; /* first */
    struct crowd *crowd;
};

static void finish(struct store_write *write)
{
    struct crowd *crowd = ((struct single *)write)->crowd;
    must(write->status == STATUS_OK, write->error.message);
    (void)pthread_mutex_lock(&crowd->mutex);
    crowd->under_way--;
    (void)pthread_cond_signal(&crowd->finished);
    (void)pthread_mutex_unlock(&crowd->mutex);
}

static void submit(struct store *store, struct single *single, struct statement *statement,
                   struct crowd *crowd)
{
    struct error error = {0};
    *single = (struct single){
        .write = {.base = {.foresee = fixture_foresee, .apply = fixture_apply, .done = finish},
                  .list = {statement, 1}},
        .crowd = crowd};
    (void)pthread_mutex_lock(&crowd->mutex);
    while (crowd->under_way == WAITING) {
        (void)pthread_cond_wait(&crowd->finished, &crowd->mutex);
    }
    crowd->under_way++;
    (void)pthread_mutex_unlock(&crowd->mutex);
    must(store_submit(store, &single->write.base, &error) == STATUS_OK, error.message);
}

static void put_singly(struct store *store, struct statement *items, size_t count)
{
    struct crowd crowd = {.mutex = PTHREAD_MUTEX_INITIALIZER, .finished = PTHREAD_COND_INITIALIZER};
    AUTO(free) struct single *singles = mem_zeroed(count, sizeof *singles);
    for (size_t i = 0; i < count; i++) {
        submit(store, &singles[i], &items[i], &crowd);
    }
    (void)pthread_mutex_lock(&crowd.mutex);
    while (crowd.under_way > 0) {
        (void)pthread_cond_wait(&crowd.finished, &crowd.mutex);
    }
    (void)pthread_mutex_unlock(&crowd.mutex);
}

static void put_in_batches(struct store *store, struct statement *items, size_t count)
{
    struct error error = {0};
    for (size_t i = 0; i < count; i += BATCH) {
        must(fixture_put(store, items + i, BATCH, &error) == STATUS_OK, error.message);
    }
}

/* As two processes do, each with what it remembers. */
static void put_in_turns(struct store *store, struct statement *items, size_t count)
{
    struct error error = {0};
    AUTO(store_close) struct store *other = NULL;
    must(store_open(fixture_url(), NULL, &other, &error) == STATUS_OK, error.message);
    other->connection->backend = store->connection->backend;
    *round_trips_of(other) = 0;
    for (size_t i = 0; i < count; i += BATCH) {
        struct store *next = i / BATCH % 2 == 0 ? store : other;
        must(fixture_put(next, items + i, BATCH, &error) == STATUS_OK, error.message);
    }
    *round_trips_of(store) += *round_trips_of(other);
}

/* ---- ways ---- */

struct way {
    const char *name;
    bool waits;
    void (*put)(struct store *store, struct statement *items, size_t count);
};

struct cost {
    double us;          /* a statement */
    double round_trips; /* the same */
};

static struct cost measure(const struct way *way, struct statement *items, size_t count)
{
    static struct backend waiting;
    struct error error = {0};
    int64_t stored = 0;
    AUTO(store_close) struct store *store = NULL;
    must(fixture_open(NULL, &store, &error) == STATUS_OK, "open the store");
    if (way->waits) {
        waiting = *store->connection->backend;
        waiting.run = NULL;
        waiting.settle = NULL;
        waiting.foresee = NULL;
        store->connection->backend = &waiting;
    }
    *round_trips_of(store) = 0;
    int64_t begin_us = clock_monotonic_us();
    way->put(store, items, count);
    struct cost cost = {(double)(clock_monotonic_us() - begin_us) / (double)count,
                        (double)*round_trips_of(store) / (double)count};
    must(connection_integer(store->connection, "SELECT count(*) FROM statement", NO_VALUES, &stored,
                            &error) == STATUS_OK &&
             stored == (int64_t)count,
         "find every statement again");
    return cost;
}

int main(int count, char **arguments)
{
    static const struct way ways[] = {
        {"100 a batch", .waits = true, put_in_batches},
        {"100 a batch", .waits = false, put_in_batches},
        {"the same, two in turn", .waits = true, put_in_turns},
        {"the same, two in turn", .waits = false, put_in_turns},
        {"one a write, 64 waiting", .waits = true, put_singly},
        {"one a write, 64 waiting", .waits = false, put_singly},
    };
    size_t wanted = count == 2 ? (size_t)strtoul(arguments[1], NULL, 10) : STATEMENTS_DEFAULT;
    wanted -= wanted % BATCH;
    must(count <= 2 && wanted > 0, "understand; usage: pipeline_bench [STATEMENTS]");
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement *items = read_all(arena, wanted);
    struct cost waiting = {0};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct cost cost = measure(&ways[i], items, wanted);
        (void)printf("%-24s %-9s %6.0f us, %6.3f round trips a statement", ways[i].name,
                     ways[i].waits ? "waiting" : "pipelined", cost.us, cost.round_trips);
        if (ways[i].waits) {
            waiting = cost;
            (void)printf("\n");
        } else {
            (void)printf("   %.1f x as fast\n", waiting.us / cost.us);
        }
    }
    return EXIT_SUCCESS;
}
