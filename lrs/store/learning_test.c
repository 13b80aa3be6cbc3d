/* SPDX-License-Identifier: Apache-2.0 */

/* Lessons: that nobody waits for one, and what becomes of those that cannot end well. */
#include "base/mem.h"
#include "store/fixture.h"
#include "store/verify_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <unistd.h>

enum { BATCH = 100, FIRST_LESSON = 1000 };

#define FILE_NAME "learning_test.db"
#define URL "sqlite:" FILE_NAME

static int remove_files(void **state)
{
    (void)state;
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, FILE_NAME "%s", endings[i]);
        (void)unlink(path);
    }
    return 0;
}

static struct store *open_store_with(const struct store_options *options)
{
    struct error error = {0};
    struct store *store = NULL;
    if (store_open(URL, options, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return store;
}

static struct store *open_store(void)
{
    return open_store_with(NULL);
}

static void put(struct store *store, unsigned first, unsigned count)
{
    struct error error = {0};
    for (unsigned done = 0; done < count; done += BATCH) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement items[BATCH];
        for (unsigned i = 0; i < BATCH; i++) {
            unsigned number = first + done + i;
            items[i] = fixture_did(arena, number, arena_print(arena, "learner%u", number % 97),
                                   "http://adlnet.gov/expapi/verbs/experienced",
                                   arena_print(arena, "https://example.org/p/%u", number % 31));
        }
        if (fixture_put(store, items, BATCH, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
    }
}

static int64_t count_dictionaries_by(struct connection *connection)
{
    struct error error = {0};
    int64_t count = -1;
    assert_int_equal(connection_integer(connection, "SELECT count(*) FROM dictionary", NO_VALUES,
                                        &count, &error),
                     STATUS_OK);
    return count;
}

static int64_t count_dictionaries(struct store *store)
{
    return count_dictionaries_by(fixture_connection(store));
}

/* Without a reader no lesson gets on. */
static void statements_are_stored_while_a_lesson_is_under_way(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    struct connection *readers[STORE_READERS_DEFAULT];
    for (size_t i = 0; i < STORE_READERS_DEFAULT; i++) {
        readers[i] = store_borrow_reader(store);
    }
    put(store, 1, 2 * FIRST_LESSON);
    assert_int_equal(count_dictionaries_by(readers[0]), 0);
    for (size_t i = 0; i < STORE_READERS_DEFAULT; i++) {
        store_return_reader(store, readers[i]);
    }
    assert_int_equal(count_dictionaries(store), 1);
}

static void a_store_that_closes_ends_its_lesson(void **state)
{
    (void)state;
    struct store *closing = open_store();
    put(closing, 1, FIRST_LESSON);
    store_close(closing);
    AUTO(store_close) struct store *store = open_store();
    assert_int_equal(count_dictionaries(store), 1);
}

/* As its connection is the writer's, which keeps what was learnt. */
static void a_scratch_store_is_compared_when_its_lesson_has_ended(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    AUTO(scratch_destroy) struct scratch *scratch = NULL;
    const struct verify_options options = {0};
    struct verify_report report = {0};
    struct error error = {0};
    put(store, 1, FIRST_LESSON);
    assert_int_equal(scratch_create("/tmp", &scratch, &error), STATUS_OK);
    assert_int_equal(scratch_fill(scratch, fixture_connection(store), &options, &report, &error),
                     STATUS_OK);
    assert_int_equal(count_dictionaries_by(scratch_connection(scratch)), 1);
}

static enum status write_nothing(struct transaction *transaction, struct store_write *write,
                                 struct error *error)
{
    (void)transaction;
    (void)write;
    (void)error;
    return STATUS_OK;
}

/* As it is while a lesson is under way. */
static void delete_dictionaries(struct store *store)
{
    struct error error = {0};
    assert_int_equal(
        connection_run(fixture_connection(store), "DELETE FROM dictionary", NO_VALUES, &error),
        STATUS_OK);
}

static void a_process_beside_learns_nothing(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(store_close) struct store *store = open_store();
    put(store, 1, FIRST_LESSON);
    delete_dictionaries(store);
    AUTO(store_close)
    struct store *beside = open_store_with(&(struct store_options){.beside = true});
    struct store_write write = {.apply = write_nothing};
    assert_int_equal(store_write_and_wait(beside, &write, &error), STATUS_OK);
    assert_int_equal(count_dictionaries(beside), 0);
}

/* As the one of another process would be. */
static void keep_a_dictionary(struct store *store)
{
    struct error error = {0};
    assert_int_equal(connection_run(fixture_connection(store),
                                    "INSERT INTO dictionary (number, bytes) VALUES (1, x'00')",
                                    NO_VALUES, &error),
                     STATUS_OK);
}

static void a_lesson_that_cannot_be_kept_is_repeated_with_twice_as_many(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    keep_a_dictionary(store);
    put(store, 1, FIRST_LESSON);
    assert_int_equal(count_dictionaries(store), 1);
    delete_dictionaries(store);
    put(store, FIRST_LESSON + 1, FIRST_LESSON - BATCH);
    assert_int_equal(count_dictionaries(store), 0);
    put(store, 2 * FIRST_LESSON + 1, BATCH);
    assert_int_equal(count_dictionaries(store), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(statements_are_stored_while_a_lesson_is_under_way,
                                        remove_files, remove_files),
        cmocka_unit_test_setup_teardown(a_store_that_closes_ends_its_lesson, remove_files,
                                        remove_files),
        cmocka_unit_test_setup_teardown(a_scratch_store_is_compared_when_its_lesson_has_ended,
                                        remove_files, remove_files),
        cmocka_unit_test_setup_teardown(a_process_beside_learns_nothing, remove_files,
                                        remove_files),
        cmocka_unit_test_setup_teardown(a_lesson_that_cannot_be_kept_is_repeated_with_twice_as_many,
                                        remove_files, remove_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
