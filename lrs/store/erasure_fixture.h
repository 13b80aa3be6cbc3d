/* SPDX-License-Identifier: Apache-2.0 */

/* Erasing from a store of a test's own: Ann, who is the first of a history's learners. */
#ifndef STORE_ERASURE_FIXTURE_H
#define STORE_ERASURE_FIXTURE_H

#include "store/answer_fixture.h"
#include "store/erasure.h"
#include "store/history_fixture.h"
#include "store/profiles_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ANN "mailto:learner0@example.org"
static const struct text ann_keys[] = {{ANN, sizeof ANN - 1}};
static const struct identifiers ann = {ann_keys, 1};

struct erasure_write {
    struct store_write write; /* first */
    struct erasure_request request;
    struct erasure_summary summary;
};

static inline enum status apply_erasure(struct transaction *transaction, struct store_write *write,
                                        struct error *error)
{
    struct erasure_write *erasure = (struct erasure_write *)write;
    return transaction_erase(transaction, &erasure->request, &erasure->summary, error);
}

static inline struct erasure_summary erase(struct store *store, const struct identifiers *who)
{
    struct error error = {0};
    struct erasure_write erasure = {.write = {.apply = apply_erasure}, .request = {.who = *who}};
    if (store_write_and_wait(store, &erasure.write, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return erasure.summary;
}

static inline struct store *open_empty(void)
{
    struct error error = {0};
    struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    (void)fixture_load_profile(store, FIXTURE_HISTORY_PROFILE);
    return store;
}

static inline void put_one(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

#endif
