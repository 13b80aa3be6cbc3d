/* SPDX-License-Identifier: Apache-2.0 */

/* A process that writes is killed with SIGKILL at random moments, again and again on one file.
 * After each kill every statement it had acknowledged must be there, and the projections must be
 * what a rebuild makes of the statements. */
#include "faults/sound.h"
#include "store/fixture.h"
#include "store/store.h"

#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FILE_NAME "kill_test.db"
#define URL "sqlite:" FILE_NAME
#define VERBS "http://adlnet.gov/expapi/verbs/"
enum {
    ROUNDS_DEFAULT = 12,
    ROUNDS_MAX = 1000,
    THREADS = 4,
    NUMBERS_EACH = 100000,
    KILL_AFTER_MS = 300,
    ACKNOWLEDGED_MAX = 500000
};

static const char *const verbs[] = {VERBS "registered", VERBS "initialized", VERBS "completed",
                                    VERBS "passed"};

static unsigned random_state;

struct writing {
    pthread_t thread;
    struct store *store;
    unsigned first;
    int pipe;
};

static struct statement make(struct arena *arena, unsigned number)
{
    char learner[32];
    (void)snprintf(learner, sizeof learner, "learner%u", number % 13);
    struct statement statement =
        number % 7 == 0
            ? fixture_about(arena, number, FIXTURE_VOIDED, number - 1)
            : fixture_did(arena, number, learner, verbs[number % 4], "https://example.org/course");
    return statement;
}

/* Writes until it is killed, telling each number through the pipe once it has been acknowledged. */
static void *write_on(void *context)
{
    struct writing *writing = context;
    for (unsigned i = 0; i < NUMBERS_EACH; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement statement = make(arena, writing->first + i);
        unsigned number = writing->first + i;
        if (fixture_put(writing->store, &statement, 1, NULL) != STATUS_OK ||
            write(writing->pipe, &number, sizeof number) != sizeof number) {
            _exit(EXIT_FAILURE);
        }
    }
    return NULL;
}

static void run_writer(unsigned round, int pipe)
{
    struct store *store = NULL;
    struct writing writing[THREADS];
    if (store_open(URL, NULL, &store, NULL) != STATUS_OK) {
        _exit(EXIT_FAILURE);
    }
    for (unsigned i = 0; i < THREADS; i++) {
        writing[i] = (struct writing){
            .store = store, .first = 1 + (round * THREADS + i) * NUMBERS_EACH, .pipe = pipe};
        if (pthread_create(&writing[i].thread, NULL, write_on, &writing[i]) != 0) {
            _exit(EXIT_FAILURE);
        }
    }
    for (;;) {
        (void)pause();
    }
}

/* What all killed processes acknowledged. */
struct acknowledged {
    unsigned *numbers;
    size_t count;
};

static void collect(int pipe, struct acknowledged *acknowledged)
{
    unsigned number;
    while (read(pipe, &number, sizeof number) == sizeof number) {
        assert_true(acknowledged->count < ACKNOWLEDGED_MAX);
        acknowledged->numbers[acknowledged->count++] = number;
    }
}

/* Starts a writer, kills it after a random time from its first acknowledgement on. */
static void run_and_kill(unsigned round, struct acknowledged *acknowledged)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        (void)close(ends[0]);
        run_writer(round, ends[1]);
    }
    (void)close(ends[1]);
    unsigned first;
    assert_int_equal(read(ends[0], &first, sizeof first), sizeof first);
    acknowledged->numbers[acknowledged->count++] = first;
    long wait_ms = rand_r(&random_state) % KILL_AFTER_MS;
    (void)nanosleep(&(struct timespec){.tv_nsec = wait_ms * 1000000}, NULL);
    assert_int_equal(kill(child, SIGKILL), 0);
    collect(ends[0], acknowledged);
    (void)close(ends[0]);
    int how = 0;
    assert_int_equal(waitpid(child, &how, 0), child);
    assert_true(WIFSIGNALED(how));
}

static enum status ignore(void *context, const struct stored_statement *statement,
                          struct error *error)
{
    (void)context;
    (void)statement;
    (void)error;
    return STATUS_OK;
}

static bool is_stored(struct store *store, unsigned number)
{
    struct uuid id = fixture_id(number);
    return store_get_statement(store, &id, false, ignore, NULL, NULL) == STATUS_OK ||
           store_get_statement(store, &id, true, ignore, NULL, NULL) == STATUS_OK;
}

/* Opening is what the next start does: SQLite takes back what was not committed. */
static void check(const struct acknowledged *acknowledged)
{
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    if (store_open(URL, NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    for (size_t i = 0; i < acknowledged->count; i++) {
        assert_true(is_stored(store, acknowledged->numbers[i]));
    }
}

/* IBEST_KILLS, or a few. */
static unsigned rounds_asked(void)
{
    const char *text = getenv("IBEST_KILLS"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    unsigned long rounds = text == NULL ? ROUNDS_DEFAULT : strtoul(text, NULL, 10);
    assert_in_range(rounds, 1, ROUNDS_MAX);
    return (unsigned)rounds;
}

/* Each thread may have had one statement that was stored and not acknowledged yet. */
static void killed_writer_loses_nothing_it_acknowledged(void **state)
{
    (void)state;
    unsigned rounds = rounds_asked();
    struct acknowledged acknowledged = {.numbers =
                                            calloc(ACKNOWLEDGED_MAX, sizeof *acknowledged.numbers)};
    assert_non_null(acknowledged.numbers);
    remove_store(FILE_NAME);
    int64_t stored = 0;
    for (unsigned round = 0; round < rounds; round++) {
        run_and_kill(round, &acknowledged);
        check(&acknowledged);
        stored = assert_sound(URL);
        assert_in_range(stored, acknowledged.count, acknowledged.count + (round + 1) * THREADS);
    }
    print_message(
        "%u kills: %zu acknowledged, all of them stored; %lld stored, %lld of them killed "
        "before they were acknowledged; none doubled, projections as rebuilt\n",
        rounds, acknowledged.count, (long long)stored,
        (long long)stored - (long long)acknowledged.count);
    free(acknowledged.numbers);
    remove_store(FILE_NAME);
}

int main(void)
{
    /* Another moment each run; the seed is printed so that its waits can be repeated. */
    random_state = (unsigned)time(NULL);
    (void)printf("seed %u\n", random_state);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(killed_writer_loses_nothing_it_acknowledged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
