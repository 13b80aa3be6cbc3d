/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/json_select.h"

#include "matching/fixture.h"

#define DOCUMENT                                                           \
    "{'a':{'b':[{'c':1},{'c':2,'d':[]}],'https://example.org/x.y':'dot'}," \
    "'c':{'c':3},'list':[[1,2],[3]],'none':null}"

enum { ENOUGH = 1000 };

/* What the path selects of the document, as JSON, one behind the other. */
static const char *selected(struct arena *arena, const char *document, const char *path,
                            struct effort *effort)
{
    struct json_path parsed;
    struct error error = {.message = ""};
    struct json_selection selection = {.count = 0};
    if (json_path_read(text_of(path), arena, &parsed, &error) != STATUS_OK) {
        fail_msg("%s: %s", path, error.message);
    }
    if (!json_select(&parsed, fixture_json(arena, document), effort, arena, &selection)) {
        return "too much";
    }
    const char *all = "";
    for (size_t i = 0; i < selection.count; i++) {
        char *one = json_dumps(selection.items[i], JSON_ENCODE_ANY | JSON_COMPACT);
        all = arena_print(arena, "%s%s%s", all, i > 0 ? " " : "", one);
        free(one);
    }
    return all;
}

static void a_path_selects_what_it_leads_to(void **state)
{
    static const struct {
        const char *path;
        const char *selected;
    } CASES[] = {
        {"$.a.b[0].c", "1"},      {"$.a.b[*].c", "1 2"},
        {"$.a.b[1,0].c", "2 1"},  {"$.a['https://example.org/x.y']", "\"dot\""},
        {"$.a.b[2]", ""},         {"$.a.c", ""},
        {"$.none", "null"},       {"$.none.x", ""},
        {"$.a.b.c", ""}, /* a name is no element's */
        {"$.c[0]", ""},  /* an index is no member's */
        {"$.c.*", "3"},           {"$.list[*][*]", "1 2 3"},
        {"$.list[*][0]", "1 3"},  {"$..c", "{\"c\":3} 1 2 3"},
        {"$.a..c", "1 2"},        {"$.a.b[0].c | $.c.c", "1 3"},
        {"$.c.c | $.c.c", "3 3"}, {"$.c['c','x']", "3"},
    };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    for (size_t i = 0; i < sizeof CASES / sizeof CASES[0]; i++) {
        struct effort effort = {ENOUGH};
        assert_string_equal(selected(arena, DOCUMENT, CASES[i].path, &effort), CASES[i].selected);
    }
}

static void what_is_looked_at_is_counted(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct effort effort = {4}; /* the document, `a`, `b`, and the first of `b` */
    (void)state;
    assert_string_equal(selected(arena, DOCUMENT, "$.a.b[0]", &effort), "{\"c\":1}");
    assert_int_equal(effort.left, 0);
    effort.left = 3;
    assert_string_equal(selected(arena, DOCUMENT, "$.a.b[0]", &effort), "too much");
}

/* Each '..*' multiplies what the one before has selected. */
static void a_path_that_selects_everything_ends_with_the_effort(void **state)
{
    enum { DEPTH = 500 };
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer document = BUFFER_INIT(2 * DEPTH + 1);
    struct effort effort = {100000};
    (void)state;
    for (size_t i = 0; i < 2 * DEPTH; i++) {
        buffer_add_character(&document, i < DEPTH ? '[' : ']');
    }

    const char *path = "$..*..*..*..*..*..*";
    assert_string_equal(selected(arena, document.data, path, &effort), "too much");
    assert_int_equal(effort.left, 0);
    assert_true(arena_size(arena) < 8 << 20);
}

static bool is_same(struct arena *arena, const char *left, const char *right)
{
    struct effort effort = {ENOUGH};
    return json_is_same(fixture_json(arena, left), fixture_json(arena, right), &effort);
}

static void values_are_compared_as_json_has_them(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_true(is_same(arena, "1", "1.0"));
    assert_true(is_same(arena, "{'a':1,'b':[true,null]}", "{'b':[true,null],'a':1.0}"));
    assert_false(is_same(arena, "1", "'1'"));
    assert_false(is_same(arena, "1", "1.5"));
    assert_false(is_same(arena, "true", "false"));
    assert_false(is_same(arena, "[1,2]", "[2,1]"));
    assert_false(is_same(arena, "[1]", "[1,2]"));
    assert_false(is_same(arena, "{'a':1}", "{'b':1}"));
    assert_false(is_same(arena, "{'a':1}", "{'a':1,'b':1}"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_selects_what_it_leads_to),
        cmocka_unit_test(what_is_looked_at_is_counted),
        cmocka_unit_test(a_path_that_selects_everything_ends_with_the_effort),
        cmocka_unit_test(values_are_compared_as_json_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
