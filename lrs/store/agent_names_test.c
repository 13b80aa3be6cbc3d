/* SPDX-License-Identifier: Apache-2.0 */

/* Under which names an agent was seen. */
#include "store/agent_names.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define REST                                                            \
    ",\"verb\":{\"id\":\"http://example.org/did\"},\"object\":{\"id\":" \
    "\"https://example.org/a\"}"

static struct statement by(struct arena *arena, unsigned number, const char *name)
{
    return fixture_statement(
        arena, number,
        arena_print(arena, "\"actor\":{\"name\":\"%s\",\"mbox\":\"mailto:ann@example.org\"}" REST,
                    name),
        0);
}

static enum status add_name(void *context, struct text name, struct error *error)
{
    (void)error;
    buffer_add_text(context, name);
    buffer_add_character(context, '|');
    return STATUS_OK;
}

static void assert_names(struct store *store, const char *agent, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer names = BUFFER_INIT(1 << 16);
    assert_int_equal(store_list_agent_names(store, text_of(agent), add_name, &names, &error),
                     STATUS_OK);
    assert_string_equal(names.length == 0 ? "" : names.data, expected);
}

static void put(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

#define ANN "mailto:ann@example.org"

static struct store *open_store(void)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    return store;
}

static void all_names_are_known_the_most_used_first(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    assert_names(store, ANN, "");
    put(store, by(arena, 1, "Zoe"));
    put(store, by(arena, 2, "Ann B"));
    put(store, by(arena, 3, "Ann A"));
    put(store, by(arena, 4, "Zoe"));
    put(store, by(arena, 4, "Zoe")); /* sent again: counts once */
    assert_names(store, ANN, "Zoe|Ann A|Ann B|");
    assert_names(store, "mailto:bob@example.org", "");
}

/* Every order in which four statements can come, one of them a void. */
static void any_order_and_a_rebuild_give_the_same_names(void **state)
{
    (void)state;
    for (unsigned order = 0; order < 256; order++) {
        unsigned seen = 0;
        for (unsigned i = 0; i < 4; i++) {
            seen |= 1U << (order >> (2 * i) & 3);
        }
        if (seen != 15) {
            continue;
        }
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(store_close) struct store *store = open_store();
        struct statement all[] = {by(arena, 1, "Ann"), by(arena, 2, "Wrong"), by(arena, 3, "Ann B"),
                                  fixture_about(arena, 4, FIXTURE_VOIDED, 2)};
        for (unsigned i = 0; i < 4; i++) {
            put(store, all[order >> (2 * i) & 3]);
        }
        assert_names(store, ANN, "Ann|Ann B|");
        struct error error = {0};
        assert_int_equal(store_rebuild(store, &error), STATUS_OK);
        assert_names(store, ANN, "Ann|Ann B|");
    }
}

static void at_most_so_many_names_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    const char *expected = "";
    for (unsigned i = 0; i < STORE_AGENT_NAMES_MAX + 5; i++) {
        const char *name = arena_print(arena, "%03u", i);
        put(store, by(arena, i + 1, name));
        expected =
            i < STORE_AGENT_NAMES_MAX ? arena_print(arena, "%s%s|", expected, name) : expected;
    }
    assert_names(store, ANN, expected);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_names_are_known_the_most_used_first),
        cmocka_unit_test(any_order_and_a_rebuild_give_the_same_names),
        cmocka_unit_test(at_most_so_many_names_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
