/* SPDX-License-Identifier: Apache-2.0 */

/* The dictionary tells of each column of each published view, and of no other; and what a text must
 * be like that it is read from. */
#include "extract/dictionary.h"

#include "extract/flat.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

struct world {
    struct arena *arena;
    struct dictionary dictionary;
    struct error error;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world->arena = arena_create();
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    arena_destroy(world->arena);
    free(world);
    return 0;
}

static void load(struct world *world)
{
    if (dictionary_load(world->arena, &world->dictionary, &world->error) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static const char *columns_query(const struct connection *connection)
{
    return connection->backend == &backend_sqlite
               ? "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
                 "WHERE m.type = 'view' AND m.name GLOB 'report_*' ORDER BY m.name, c.cid"
               : "SELECT table_name, column_name FROM information_schema.columns "
                 "WHERE table_name LIKE 'report\\_%' ORDER BY table_name, ordinal_position";
}

/* In the order in which the database has them. */
static void check_column(const struct world *world, struct text view, struct text column,
                         size_t place)
{
    const char *name = arena_copy(world->arena, view);
    const struct dictionary_table *table = dictionary_find(&world->dictionary, name);
    if (table == NULL) {
        fail_msg("store/views.md lacks the view '%s'", name);
        return;
    }
    if (place >= table->column_count || !text_is(column, table->columns[place].name)) {
        fail_msg("store/views.md lacks the column '%.*s' of '%s' in its place",
                 TEXT_ARGUMENTS(column), name);
    }
}

static size_t check_views(const struct world *world, struct connection *connection)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct error error;
    char last[64] = "";
    size_t place = 0;
    size_t count = 0;
    bool row = true;
    assert_int_equal(
        cursor_begin(connection, columns_query(connection), NO_VALUES, &cursor, &error), STATUS_OK);
    while (cursor_step(cursor, &row, &error) == STATUS_OK && row) {
        struct text view = cursor_text(cursor, 0);
        place = text_is(view, last) ? place + 1 : 0;
        (void)snprintf(last, sizeof last, "%.*s", TEXT_ARGUMENTS(view));
        check_column(world, view, cursor_text(cursor, 1), place);
        count++;
    }
    return count;
}

static void dictionary_tells_of_each_column_of_each_published_view(void **state)
{
    struct world *world = *state;
    struct store *store = NULL;
    load(world);
    assert_int_equal(fixture_open(NULL, &store, &world->error), STATUS_OK);
    size_t found = check_views(world, store->connection);
    size_t told = 0;
    for (size_t i = 0; i < world->dictionary.count; i++) {
        const struct dictionary_table *table = world->dictionary.tables[i];
        told += strncmp(table->name, "report_", 7) == 0 ? table->column_count : 0;
    }
    store_close(store);
    assert_true(found > 100);
    assert_int_equal(found, told);
}

/* Else it would be shown as it is where learners are pseudonyms. */
static void columns_that_name_learners_and_statements_have_such_types(void **state)
{
    struct world *world = *state;
    load(world);
    size_t persons = 0;
    for (size_t i = 0; i < world->dictionary.count; i++) {
        const struct dictionary_table *table = world->dictionary.tables[i];
        for (size_t j = 0; j < table->column_count; j++) {
            const struct dictionary_column *column = &table->columns[j];
            bool names =
                strcmp(column->name, "learner") == 0 || strcmp(column->name, "person") == 0;
            bool justifies = text_ends_with(text_of(column->name), "_by");
            assert_true(column->type->is_person == names);
            assert_true(!justifies || column->type->is_id);
            persons += names;
        }
    }
    assert_true(persons > 8);
}

static enum status read_text(struct world *world, const char *markdown)
{
    world->dictionary = (struct dictionary){.count = 0};
    return dictionary_read(text_of(markdown), world->arena, &world->dictionary, &world->error);
}

#define HEAD "# Title\n\nIntroduction.\n\n## t\n\nA row a `thing`.\nIndeed.\n\n"
#define TABLE "| column | type | unit | clause | meaning |\n|---|---|---|---|---|\n"

static void text_is_read_with_its_keys_types_and_words(void **state)
{
    struct world *world = *state;
    assert_int_equal(read_text(world, HEAD "Key: a\nIndex: b, a\n\n" TABLE
                                           "| a | person | | Data 1 | who: `x\\|y` |\n"
                                           "| b | number | km | | how far |\n\nMore words.\n"),
                     STATUS_OK);
    const struct dictionary_table *table = dictionary_find(&world->dictionary, "t");
    assert_non_null(table);
    assert_string_equal(table->meaning, "A row a thing. Indeed.");
    assert_string_equal(table->key, "a");
    assert_string_equal(table->indexes[0], "b, a");
    assert_int_equal(table->column_count, 2);
    assert_string_equal(table->columns[0].meaning, "who: x|y");
    assert_string_equal(table->columns[0].clause, "Data 1");
    assert_true(table->columns[0].type->is_person);
    assert_string_equal(table->columns[1].unit, "km");
    assert_string_equal(table->columns[1].type->sql, "REAL");
    assert_null(dictionary_find(&world->dictionary, "u"));
}

static void text_that_is_wrong_is_told_with_its_line(void **state)
{
    static const struct {
        const char *markdown;
        const char *message;
    } cases[] = {
        {HEAD TABLE "| a | colour | | | x |\n", "line 12: 'colour' is no type of columns"},
        {HEAD TABLE "| a | text | | |\n", "line 12: a row must have 5 cells"},
        {HEAD TABLE "| a | text | | | |\n", "line 12: the column 'a' has no meaning"},
        {HEAD TABLE "| a | text | | | x |\n| a | text | | | x |\n", "line 13: the column 'a'"},
        {HEAD "| name | type | unit | clause | meaning |\n", "line 10: the header's cell must be "
                                                             "'column'"},
        {HEAD "Key: b\n\n" TABLE "| a | text | | | x |\n", "t: its key or an index names 'b'"},
        {HEAD "Index: a, c\n\n" TABLE "| a | text | | | x |\n", "names 'c'"},
        {"## t\n\n" TABLE "| a | text | | | x |\n", "t: it has no columns, or its rows no meaning"},
        {HEAD, "t: it has no columns"},
    };
    struct world *world = *state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(read_text(world, cases[i].markdown), STATUS_INVALID);
        if (strstr(world->error.message, cases[i].message) == NULL) {
            fail_msg("'%s' for '%s'", world->error.message, cases[i].message);
        }
    }
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(dictionary_tells_of_each_column_of_each_published_view),
        RULE(columns_that_name_learners_and_statements_have_such_types),
        RULE(text_is_read_with_its_keys_types_and_words),
        RULE(text_that_is_wrong_is_told_with_its_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
