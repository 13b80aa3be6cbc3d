/* SPDX-License-Identifier: Apache-2.0 */

/* What an activity is called when statements differ: by language, by day, by number, after voids.
 */
#include "store/names.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define MODULE "https://example.org/courses/back/modules/one"
#define DEFINITION "{\"type\":\"http://adlnet.gov/expapi/activities/module\",\"name\":"

/* One statement: its day and the definition's name; an empty name ends the list. */
struct said {
    int day;
    const char *names;
};

struct name_case {
    const char *rule;
    struct said said[4];
    const char *expected;
};

static const struct name_case name_cases[] = {
    {"no name", {{1, "{}"}}, ""},
    {"any language", {{1, "{\"cy\":\"Un\"}"}}, "Un"},
    {"first tag of other languages", {{1, "{\"fr\":\"Une\",\"cy\":\"Un\"}"}}, "Un"},
    {"en-* before others", {{1, "{\"cy\":\"Un\",\"en-US\":\"One\"}"}}, "One"},
    {"en before en-*", {{1, "{\"en-US\":\"US\",\"en\":\"One\"}"}}, "One"},
    {"en-GB before en", {{1, "{\"en\":\"One\",\"en-GB\":\"GB\"}"}}, "GB"},
    {"case tells nothing", {{1, "{\"en\":\"One\",\"EN-gb\":\"GB\"}"}}, "GB"},
    {"blank is none", {{1, "{\"en-GB\":\" \",\"en\":\" One \"}"}}, "One"},
    {"later day wins",
     {{1, "{\"en\":\"Old\"}"}, {1, "{\"en\":\"Old\"}"}, {2, "{\"en\":\"New\"}"}},
     "New"},
    {"language before day", {{1, "{\"en-GB\":\"GB\"}"}, {2, "{\"cy\":\"Un\"}"}}, "GB"},
    {"most used of the day",
     {{1, "{\"en\":\"B\"}"}, {1, "{\"en\":\"A\"}"}, {1, "{\"en\":\"A\"}"}},
     "A"},
};

static struct statement completed(struct arena *arena, unsigned number, const struct said *said)
{
    char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"http://adlnet.gov/"
        "expapi/verbs/completed\"},\"object\":{\"id\":\"" MODULE "\",\"definition\":" DEFINITION
        "%s}}",
        said->names);
    return fixture_statement(arena, number, members, said->day * INT64_C(86400) * 1000000);
}

static void put(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void assert_name(struct store *store, const char *rule, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(4096);
    const char *sql = "SELECT name FROM report_activity";
    assert_int_equal(store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error),
                     STATUS_OK);
    char line[NAME_LENGTH_MAX + 16];
    (void)snprintf(line, sizeof line, "%s|\n", expected);
    if (strcmp(out.data, line) != 0) {
        fail_msg("%s: '%s' instead of '%s'", rule, out.data, line);
    }
}

static struct store *open_store(void)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    return store;
}

static void best_language_then_latest_day_then_most_used_names_the_activity(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof name_cases / sizeof name_cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(store_close) struct store *store = open_store();
        const struct said *said = name_cases[i].said;
        for (unsigned j = 0; j < 4 && said[j].names != NULL; j++) {
            put(store, completed(arena, j + 1, &said[j]));
        }
        assert_name(store, name_cases[i].rule, name_cases[i].expected);
    }
}

static void voided_statement_names_nothing(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    put(store, completed(arena, 1, &(struct said){1, "{\"en\":\"Right\"}"}));
    put(store, completed(arena, 2, &(struct said){2, "{\"en\":\"Wrong\"}"}));
    put(store, fixture_about(arena, 3, FIXTURE_VOIDED, 2));
    assert_name(store, "after the void", "Right");
}

static void activity_around_the_object_is_named_too(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    const char *members =
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"http://adlnet.gov/"
        "expapi/verbs/experienced\"},\"object\":{\"id\":\"" MODULE "/page\"},\"context\":{"
        "\"contextActivities\":{\"parent\":[{\"id\":\"" MODULE "\",\"definition\":" DEFINITION
        "{\"en\":\"Around\"}}}]}}";
    put(store, fixture_statement(arena, 1, members, 1500000000000000));
    assert_name(store, "parent", "Around");
}

static void long_name_is_cut_between_characters(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char long_name[NAME_LENGTH_MAX + 8] = "x";
    for (size_t i = 1; i + 2 < sizeof long_name; i += 2) {
        long_name[i] = '\xC3'; /* é */
        long_name[i + 1] = '\xA9';
    }
    json_t *activity = json_pack("{s:{s:{s:s}}}", "definition", "name", "fr", long_name);
    struct activity_name name = name_read(activity, arena);
    assert_int_equal(name.text.length, NAME_LENGTH_MAX - 1 + strlen("\xE2\x80\xA6"));
    assert_true(text_is_utf8(name.text));
    json_decref(activity);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(best_language_then_latest_day_then_most_used_names_the_activity),
        cmocka_unit_test(voided_statement_names_nothing),
        cmocka_unit_test(activity_around_the_object_is_named_too),
        cmocka_unit_test(long_name_is_cut_between_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
