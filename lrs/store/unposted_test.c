/* SPDX-License-Identifier: Apache-2.0 */

/* Postings that are written later than their statements: that nobody can tell. */
#include "store/fixture.h"

#include "store/backup.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FILE_NAME "unposted_test.db"
#define COPY_NAME "unposted_test.copy.db"
#define URL "sqlite:" FILE_NAME
#define COPY_URL "sqlite:" COPY_NAME
#define DID "http://example.org/did"
#define COURSE "http://example.org/course"

enum { MANY = 20, PATIENCE = 500, PAUSE_NS = 10000000, TRIES = 20 };
enum { BATCH = 250, BATCHES = 60 }; /* more postings than may wait, and than go in at once */

struct world {
    struct store *store;
    struct arena *arena;
};

static void remove_file(const char *name)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[256];
        (void)snprintf(path, sizeof path, "%s%s", name, endings[i]);
        (void)unlink(path);
    }
}

static struct store *open_store(const char *url, bool beside)
{
    struct store *store = NULL;
    struct error error = {0};
    if (store_open(url, &(struct store_options){.beside = beside}, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return store;
}

static int set_up(void **state)
{
    static struct world world;
    remove_file(FILE_NAME);
    remove_file(COPY_NAME);
    world = (struct world){.store = open_store(URL, false), .arena = arena_create()};
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    remove_file(FILE_NAME);
    remove_file(COPY_NAME);
    return 0;
}

static void put(struct world *world, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(world->store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* Statements `first` to `last` of one learner, a write each. */
static void put_many(struct world *world, unsigned first, unsigned last)
{
    for (unsigned number = first; number <= last; number++) {
        put(world, fixture_did(world->arena, number, "ann", DID, COURSE));
    }
}

/* What is in the database at this moment, past the store. */
static int64_t look(const char *url, const char *sql)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    AUTO(connection_close) struct connection *connection = NULL;
    struct error error = {0};
    int64_t answer = 0;
    if (backend->open(location, BACKEND_BESIDE, &connection, &error) != STATUS_OK ||
        connection_integer(connection, sql, NO_VALUES, &answer, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return answer;
}

#define ANN "mailto:ann@example.org"
#define POSTED "SELECT count(DISTINCT seq) FROM posting"
#define ALL_POSTINGS "SELECT count(*) FROM posting"
/* t.kind: TERM_AGENT */
#define OF_ANN \
    ALL_POSTINGS " p JOIN term t ON t.id = p.term WHERE t.kind = 1 AND t.value = '" ANN "'"
#define NOTED "SELECT count(*) FROM unposted"

static enum status count(void *context, const struct stored_statement *statement,
                         struct error *error)
{
    (void)statement;
    (void)error;
    ++*(size_t *)context;
    return STATUS_OK;
}

/* How many statements the store finds by the learner's address. */
static size_t find(struct store *store, const char *mbox)
{
    const struct term term = {TERM_AGENT, text_of(mbox)};
    const struct statement_query query = {.terms = &term,
                                          .term_count = 1,
                                          .since_us = INT64_MIN,
                                          .until_us = INT64_MAX,
                                          .limit = STORE_PAGE_MAX};
    struct error error = {0};
    size_t found = 0;
    int64_t more = 0;
    if (store_query_statements(store, &query, count, &found, &more, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return found;
}

static void assert_verified(const char *url)
{
    struct verify_report report;
    struct error error = {0};
    if (store_verify(url, &(struct verify_options){0}, &report, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("%s: %s", report.checks[i].name, report.checks[i].example);
        }
    }
}

static void postings_wait_until_somebody_asks(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    assert_true(look(URL, POSTED) < MANY);
    assert_int_equal(look(URL, NOTED), 1);
    fixture_settle(world->store);
    assert_int_equal(look(URL, POSTED), MANY);
    assert_int_equal(look(URL, NOTED), 0);
}

static void only_those_that_a_query_asks_for_are_written_for_it(void **state)
{
    struct world *world = *state;
    put(world, fixture_did(world->arena, 4, "ben", DID, COURSE));
    put_many(world, 1, 3);
    assert_int_equal(find(world->store, ANN), 3);
    assert_int_equal(look(URL, ALL_POSTINGS), 3);
    assert_int_equal(look(URL, NOTED), 1);
    assert_verified(URL);
    fixture_settle(world->store); /* which writes them again */
    assert_int_equal(look(URL, OF_ANN), 3);
    assert_int_equal(look(URL, POSTED), 4);
    assert_verified(URL);
}

static void a_query_by_what_nobody_told_is_answered(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    assert_int_equal(find(world->store, "mailto:nobody@example.org"), 0);
}

static void one_that_is_voided_after_it_was_asked_for_is_not_found(void **state)
{
    struct world *world = *state;
    put_many(world, 1, 3);
    assert_int_equal(find(world->store, ANN), 3);
    put(world, fixture_about(world->arena, 4, FIXTURE_VOIDED, 2));
    assert_int_equal(find(world->store, ANN), 3); /* and the one that voids */
    assert_verified(URL);
}

static void nobody_has_to_ask(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    for (unsigned i = 0; i < PATIENCE && look(URL, NOTED) != 0; i++) {
        (void)nanosleep(&(struct timespec){.tv_nsec = PAUSE_NS}, NULL);
    }
    assert_int_equal(look(URL, POSTED), MANY);
    assert_int_equal(look(URL, NOTED), 0);
}

static void each_answer_has_all_that_was_acknowledged(void **state)
{
    struct world *world = *state;
    for (unsigned number = 1; number <= MANY; number++) {
        put_many(world, number, number);
        assert_int_equal(find(world->store, ANN), number);
    }
}

static void one_that_is_voided_before_it_was_posted_is_not_found(void **state)
{
    struct world *world = *state;
    put_many(world, 1, 2);
    put(world, fixture_about(world->arena, 3, FIXTURE_VOIDED, 1));
    assert_int_equal(look(URL, NOTED), 0);
    /* what is left, and the voiding one, which inherits what it voids */
    assert_int_equal(find(world->store, ANN), 2);
}

static void one_that_refers_finds_what_was_not_posted(void **state)
{
    struct world *world = *state;
    put_many(world, 1, 1);
    put(world, fixture_told(world->arena, 2, "ben", DID, 1));
    assert_int_equal(find(world->store, ANN), 2);
}

static void a_write_that_fails_keeps_what_others_left(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    put_many(world, 1, 3);
    struct statement other = fixture_did(world->arena, 2, "eve", DID, COURSE);
    assert_int_equal(fixture_put(world->store, &other, 1, &error), STATUS_CONFLICT);
    assert_int_equal(find(world->store, ANN), 3);
}

static void a_store_that_closes_leaves_none(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    store_close(world->store);
    assert_int_equal(look(URL, POSTED), MANY);
    assert_int_equal(look(URL, NOTED), 0);
    world->store = open_store(URL, false);
}

static void a_process_beside_finds_all(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    AUTO(store_close) struct store *beside = open_store(URL, true);
    assert_int_equal(find(beside, ANN), MANY);
    put_many(world, MANY + 1, 2 * MANY);
    assert_int_equal(find(beside, ANN), 2 * MANY);
    assert_int_equal(find(world->store, ANN), 2 * MANY);
}

static bool write_few(struct world *world)
{
    put_many(world, 1, MANY);
    return look(URL, POSTED) < MANY && look(URL, NOTED) == 1;
}

static bool write_one_that_refers(struct world *world)
{
    put_many(world, 1, 1);
    put(world, fixture_told(world->arena, 2, "ben", DID, 1));
    put_many(world, 3, MANY);
    return look(URL, POSTED) < MANY && look(URL, NOTED) == 1;
}

/* Statements `first` and those behind it in one write. */
static void put_batch(struct world *world, unsigned first)
{
    static struct statement items[BATCH];
    struct error error = {0};
    for (unsigned i = 0; i < BATCH; i++) {
        items[i] = fixture_did(world->arena, first + i, "ann", DID, COURSE);
    }
    if (fixture_put(world->store, items, BATCH, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* How many batches it took until some postings were written, and others were not. */
static unsigned put_batches_into_a_run(struct world *world)
{
    unsigned batches = 0;
    int64_t posted = 0;
    while (batches < BATCHES && posted == 0) {
        put_batch(world, 1 + batches * BATCH);
        batches++;
        posted = look(URL, ALL_POSTINGS);
    }
    return posted > 0 && look(URL, NOTED) == 1 ? batches : 0;
}

static bool write_into_a_run(struct world *world)
{
    return put_batches_into_a_run(world) > 0;
}

/* Another process writes, and is killed with the store open; false: it was too slow, so that the
 * writer, which posts when it has nothing else to do, had posted all. */
static bool is_killed_amid(bool (*write)(struct world *world))
{
    int how = 0;
    pid_t child = fork();
    if (child == 0) {
        struct world own = {.store = open_store(URL, false), .arena = arena_create()};
        if (write(&own)) {
            (void)raise(SIGKILL);
        }
        _exit(EXIT_FAILURE);
    }
    assert_int_equal(waitpid(child, &how, 0), child);
    return WIFSIGNALED(how) && WTERMSIG(how) == SIGKILL;
}

/* Each time into an empty store. */
static void write_and_die(struct world *world, bool (*write)(struct world *world))
{
    bool is_killed = false;
    store_close(world->store);
    world->store = NULL;
    for (int tries = 0; tries < TRIES && !is_killed; tries++) {
        remove_file(FILE_NAME);
        is_killed = is_killed_amid(write);
    }
    assert_true(is_killed);
}

static void what_a_crash_left_unposted_is_found(void **state)
{
    struct world *world = *state;
    write_and_die(world, write_few);
    world->store = open_store(URL, false);
    assert_int_equal(look(URL, NOTED), 0);
    assert_int_equal(find(world->store, ANN), MANY);
    assert_verified(URL);
}

static void what_referred_before_a_crash_is_found_by_what_it_refers_to(void **state)
{
    struct world *world = *state;
    write_and_die(world, write_one_that_refers);
    world->store = open_store(URL, false);
    assert_int_equal(find(world->store, ANN), MANY);
    assert_verified(URL);
}

static void a_crash_amid_a_run_loses_none(void **state)
{
    struct world *world = *state;
    write_and_die(world, write_into_a_run);
    world->store = open_store(URL, false);
    assert_int_equal(look(URL, NOTED), 0);
    assert_verified(URL);
}

static void many_are_written_slice_by_slice(void **state)
{
    struct world *world = *state;
    unsigned batches = put_batches_into_a_run(world);
    assert_true(batches > 1);
    int64_t before = look(URL, "SELECT min(first_seq) FROM unposted");
    for (; batches < BATCHES && look(URL, "SELECT min(first_seq) FROM unposted") == before;
         batches++) {
        put_batch(world, 1 + batches * BATCH);
    }
    /* the run is written; what came meanwhile waits for the next */
    assert_true(look(URL, "SELECT min(first_seq) FROM unposted") > before || look(URL, NOTED) == 0);
    assert_verified(URL);
    size_t all = (size_t)batches * BATCH;
    assert_int_equal(find(world->store, ANN), all < STORE_PAGE_MAX ? all : STORE_PAGE_MAX);
}

static void what_a_crash_left_unposted_is_found_beside(void **state)
{
    struct world *world = *state;
    write_and_die(world, write_few);
    world->store = open_store(URL, true);
    assert_int_equal(find(world->store, ANN), MANY);
}

static void a_backup_finds_what_was_unposted(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    put_many(world, 1, MANY);
    struct backup_summary summary;
    if (store_backup(URL, COPY_NAME, &(struct backup_options){0}, &summary, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_verified(COPY_URL);
    AUTO(store_close) struct store *copy = open_store(COPY_URL, false);
    assert_int_equal(find(copy, ANN), MANY);
}

static void verify_takes_nothing_amiss(void **state)
{
    struct world *world = *state;
    put_many(world, 1, MANY);
    assert_verified(URL);
    put(world, fixture_told(world->arena, MANY + 1, "ben", DID, 1));
    put_many(world, MANY + 2, 2 * MANY);
    assert_verified(URL);
}

static void verify_misses_what_was_posted(void **state)
{
    struct world *world = *state;
    struct verify_report report;
    struct error error = {0};
    put_many(world, 1, MANY);
    assert_int_equal(connection_run(fixture_connection(world->store),
                                    "DELETE FROM posting WHERE seq = 3", NO_VALUES, &error),
                     STATUS_OK);
    put_many(world, MANY + 1, 2 * MANY);
    assert_int_equal(store_verify(URL, &(struct verify_options){0}, &report, &error), STATUS_OK);
    assert_true(report.bad > 0);
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(postings_wait_until_somebody_asks),
        RULE(only_those_that_a_query_asks_for_are_written_for_it),
        RULE(a_query_by_what_nobody_told_is_answered),
        RULE(one_that_is_voided_after_it_was_asked_for_is_not_found),
        RULE(nobody_has_to_ask),
        RULE(each_answer_has_all_that_was_acknowledged),
        RULE(one_that_is_voided_before_it_was_posted_is_not_found),
        RULE(one_that_refers_finds_what_was_not_posted),
        RULE(a_write_that_fails_keeps_what_others_left),
        RULE(a_store_that_closes_leaves_none),
        RULE(a_process_beside_finds_all),
        RULE(what_a_crash_left_unposted_is_found),
        RULE(what_a_crash_left_unposted_is_found_beside),
        RULE(what_referred_before_a_crash_is_found_by_what_it_refers_to),
        RULE(a_crash_amid_a_run_loses_none),
        RULE(many_are_written_slice_by_slice),
        RULE(a_backup_finds_what_was_unposted),
        RULE(verify_takes_nothing_amiss),
        RULE(verify_misses_what_was_posted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
