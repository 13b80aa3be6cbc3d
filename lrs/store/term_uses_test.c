/* SPDX-License-Identifier: Apache-2.0 */

/* The estimate of uses: good enough to tell a rare term from a common one, however many terms there
 * are. */
#include "store/terms.h"

#include "store/fixture.h"
#include "store/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { KIND = 3, USES = 1000, OTHERS = 40, SOME = 32, NAME_SIZE = 16, ALIKE = (1 << 16) - 1 };

static void use(struct terms *terms, struct connection *connection, const char *value)
{
    struct error error = {0};
    int64_t id = 0;
    const struct term term = {TERM_VERB, text_of(value)};
    const struct term_hash hash = term_hash_of(KIND, term.value);
    assert_int_equal(terms_intern_use(terms, connection, &term, &hash, &id, &error), STATUS_OK);
}

static int64_t uses_of(struct connection *connection, const char *value)
{
    struct error error = {0};
    int64_t uses = 0;
    assert_int_equal(connection_integer(connection, "SELECT uses FROM term WHERE value = $1",
                                        VALUES(value_string(value)), &uses, &error),
                     STATUS_OK);
    return uses;
}

/* Uses terms that have the places of `value`, which the lower bits of a hash tell, until it has
 * none any more. */
static void crowd_out(struct terms *terms, struct connection *connection, const char *value)
{
    uint64_t place = term_hash_of(KIND, text_of(value)).halves[0] & ALIKE;
    int found = 0;
    for (int i = 0; found < OTHERS; i++) {
        char other[NAME_SIZE];
        (void)snprintf(other, sizeof other, "other%d", i);
        if ((term_hash_of(KIND, text_of(other)).halves[0] & ALIKE) == place) {
            use(terms, connection, other);
            found++;
        }
    }
}

static void a_common_term_loses_no_uses_to_very_many_others(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    struct terms *terms = terms_create();
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(connection_run(store->connection, "BEGIN", NO_VALUES, &error), STATUS_OK);
    for (int i = 0; i < USES; i++) {
        use(terms, store->connection, "common");
    }
    /* So that something is left to be lost. */
    assert_in_range(uses_of(store->connection, "common"), USES / 2, USES - SOME);
    crowd_out(terms, store->connection, "common");
    assert_int_equal(uses_of(store->connection, "common"), USES);
    terms_destroy(terms);
    assert_int_equal(connection_run(store->connection, "ROLLBACK", NO_VALUES, &error), STATUS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_common_term_loses_no_uses_to_very_many_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
