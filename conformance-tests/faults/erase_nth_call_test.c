/* SPDX-License-Identifier: Apache-2.0 */

/* Whichever call of the engine fails while somebody is erased, all is as it was; and can be erased
 * then. */
#include "faults/faulty.h"
#include "faults/sound.h"
#include "store/erasure.h"
#include "store/history_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FILE_NAME "erase_nth_call_test.db"
#define URL "sqlite:" FILE_NAME
enum { CALLS_MAX = 100000, TRIES_MIN = 20 };

struct erasure_write {
    struct store_write write; /* first */
    struct erasure_summary summary;
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    static const struct text key = {"mailto:learner0@example.org", 27};
    const struct erasure_request request = {.who = {&key, 1}};
    return transaction_erase(transaction, &request, &((struct erasure_write *)write)->summary,
                             error);
}

static enum status erase(struct store *store, struct erasure_summary *out)
{
    struct error error = {0};
    struct erasure_write erasure = {.write.apply = apply};
    enum status status = store_write_and_wait(store, &erasure.write, &error);
    *out = erasure.summary;
    return status;
}

static struct store *make_store(struct arena *arena)
{
    struct error error = {0};
    struct store *store = NULL;
    struct statement history[HISTORY];
    remove_store(FILE_NAME);
    assert_int_equal(store_open(URL, NULL, &store, &error), STATUS_OK);
    make_history(arena, history);
    for (unsigned i = 0; i < HISTORY; i++) {
        history[i].defines = true;
    }
    assert_int_equal(fixture_put(store, history, HISTORY, &error), STATUS_OK);
    fixture_settle(store);
    return store;
}

static void assert_unchanged(const struct digest *before)
{
    struct digest now = content_of(URL);
    assert_memory_equal(&now, before, sizeof now);
}

static void whichever_call_fails_nothing_is_erased(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct store *store = make_store(arena);
    struct digest before = content_of(URL);
    struct erasure_summary summary;
    unsigned tries = 0;
    bool has_failed = true;
    faulty_attach(store);
    /* All of the first calls, and later ones in growing steps. */
    for (unsigned nth = 1; has_failed && nth < CALLS_MAX; nth += 1 + nth / 20) {
        faulty_arm(nth, nth % 2 == 0 ? FAULTY_ONCE : FAULTY_ON);
        enum status status = erase(store, &summary);
        has_failed = faulty_disarm();
        assert_int_equal(status, has_failed ? STATUS_UNAVAILABLE : STATUS_OK);
        if (has_failed) {
            assert_unchanged(&before);
            tries++;
        }
    }
    assert_false(has_failed);
    assert_true(tries > TRIES_MIN);
    assert_true(summary.statements > 0);
    store_close(store);
    assert_int_equal(assert_sound(URL), HISTORY - summary.statements);
    remove_store(FILE_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whichever_call_fails_nothing_is_erased),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
