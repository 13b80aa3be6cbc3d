/* SPDX-License-Identifier: Apache-2.0 */

/* The disk is full (RLIMIT_FSIZE): the write fails as UNAVAILABLE, leaves nothing of itself, loses
 * nothing of what was acknowledged, and the store works again once there is room. */
#include "faults/sound.h"
#include "store/fixture.h"
#include "store/store.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_NAME "disk_full_test.db"
#define URL "sqlite:" FILE_NAME
enum { BATCH = 20, ROOM = 256 * 1024, BATCHES_MAX = 1000, PADDING = 1500 };

static void limit_file_size(rlim_t bytes)
{
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
}

/* The limit leaves this much beyond what an empty store's log takes, which grows with its schema.
 */
static rlim_t full_at(void)
{
    struct stat log;
    assert_int_equal(stat(FILE_NAME "-wal", &log), 0);
    return (rlim_t)log.st_size + ROOM;
}

static enum status put_batch(struct store *store, unsigned batch, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement items[BATCH];
    char learner[PADDING];
    memset(learner, 'a', sizeof learner - 1);
    learner[sizeof learner - 1] = '\0';
    for (unsigned i = 0; i < BATCH; i++) {
        items[i] =
            fixture_did(arena, 1 + batch * BATCH + i, learner,
                        "http://adlnet.gov/expapi/verbs/completed", "https://example.org/course");
    }
    return fixture_put(store, items, BATCH, error);
}

static enum status ignore(void *context, const struct stored_statement *statement,
                          struct error *error)
{
    (void)context;
    (void)statement;
    (void)error;
    return STATUS_OK;
}

static void assert_stored(struct store *store, unsigned batch, enum status expected)
{
    for (unsigned i = 0; i < BATCH; i++) {
        struct uuid id = fixture_id(1 + batch * BATCH + i);
        assert_int_equal(store_get_statement(store, &id, false, ignore, NULL, NULL), expected);
    }
}

static unsigned fill_the_disk(struct store *store)
{
    struct error error = {0};
    enum status status = STATUS_OK;
    unsigned batch = 0;
    while (status == STATUS_OK && batch < BATCHES_MAX) {
        status = put_batch(store, batch, &error);
        batch += status == STATUS_OK;
    }
    assert_int_equal(status, STATUS_UNAVAILABLE);
    assert_int_equal(error.status, STATUS_UNAVAILABLE);
    return batch;
}

static void full_disk_is_unavailable_and_nothing_is_half_written(void **state)
{
    (void)state;
    struct store *store = NULL;
    struct error error = {0};
    remove_store(FILE_NAME);
    assert_int_equal(store_open(URL, NULL, &store, &error), STATUS_OK);
    limit_file_size(full_at());
    unsigned failed = fill_the_disk(store);
    assert_true(failed > 0);
    assert_stored(store, failed - 1, STATUS_OK);
    assert_stored(store, failed, STATUS_NOT_FOUND);
    limit_file_size(0);
    assert_int_equal(put_batch(store, failed, &error), STATUS_OK);
    for (unsigned batch = 0; batch <= failed; batch++) {
        assert_stored(store, batch, STATUS_OK);
    }
    store_close(store);
    int64_t stored = assert_sound(URL);
    assert_int_equal(stored, (failed + 1) * BATCH);
    print_message(
        "%u acknowledged, %lld stored, one batch refused when the disk was full and taken "
        "later\n",
        (failed + 1) * BATCH, (long long)stored);
    remove_store(FILE_NAME);
}

int main(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(full_disk_is_unavailable_and_nothing_is_half_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
