/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/extensions.h"

#include "matching/fixture.h"

#define ID(name) "https://example.org/p/" name
#define EXTENSION(kind, name, more)                                                       \
    "{'type':'" kind "','id':'" ID(name) "','inScheme':'https://example.org/versions/1'," \
                                         "'prefLabel':{'en':'x'},'definition':{'en':'x'}" more "}"

static const char *const CONCEPTS[] = {
    EXTENSION("ResultExtension", "count", ",'inlineSchema':{'type':'integer','minimum':0}"),
    EXTENSION("ContextExtension", "site",
              ",'inlineSchema':{'properties':{'code':{'type':'string'}}}"),
    EXTENSION("ActivityExtension", "level", ""),
    EXTENSION("ResultExtension", "slow", ",'inlineSchema':{'pattern':'^(a*)*(a*)*(a*)*[bd]$'}"),
    "{'type':'Verb','id':'" ID("verb") "','inScheme':'https://example.org/versions/"
                                       "1','prefLabel':{'en':'x'},'definition':{'en':'x'}}",
    NULL};

/* "WHERE NAME: message" of each, one behind the other. */
static const char *broken(struct arena *arena, const char *statement)
{
    struct profile *profile = fixture_profile_of(arena, CONCEPTS, NULL, NULL);
    struct broken_extension_list list = {.count = 0};
    const char *all = "";
    assert_int_equal(profile->concept_count, 5);
    extensions_judge(extension_index_make(profile, arena), fixture_json(arena, statement), arena,
                     &list);
    for (size_t i = 0; i < list.count; i++) {
        const struct broken_extension *item = &list.items[i];
        all = arena_print(arena, "%s%s%s %s: %s", all, i > 0 ? "\n" : "", item->where,
                          fixture_name(item->concept->part.id),
                          item->is_undecided ? "undecided" : item->message);
    }
    return all;
}

static void a_value_is_held_against_its_schema(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_string_equal(
        broken(arena,
               "{'result':{'extensions':{'" ID("count") "':3}},'context':{'extensions':{'" ID(
                   "site") "':{'code':'x'}}}}"),
        "");
    assert_string_equal(broken(arena, "{'result':{'extensions':{'" ID("count") "':'3'}}}"),
                        "result count: it is a string, and must be of the type 'integer'");
}

static void an_extension_belongs_where_its_kind_says(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_string_equal(broken(arena, "{'context':{'extensions':{'" ID("count") "':3}}}"),
                        "context count: it belongs in the result");
    assert_string_equal(broken(arena, "{'result':{'extensions':{'" ID("site") "':{}}}}"),
                        "result site: it belongs in the context");
    assert_string_equal(broken(arena, "{'result':{'extensions':{'" ID("level") "':1}}}"),
                        "result level: it belongs in an activity's definition");
    assert_string_equal(
        broken(arena, "{'object':{'definition':{'extensions':{'" ID("level") "':1}}}}"), "");
}

static void what_the_profile_does_not_have_is_not_judged(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_string_equal(
        broken(arena, "{'context':{'extensions':{'" ID("other") "':1,'" ID("verb") "':1}}}"), "");
    assert_string_equal(broken(arena, "{}"), "");
}

static void a_schema_that_takes_too_long_is_undecided(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)state;
    assert_string_equal(
        broken(
            arena,
            "{'result':{'extensions':{'" ID(
                "slow") "':'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}}}"),
        "result slow: undecided");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_held_against_its_schema),
        cmocka_unit_test(an_extension_belongs_where_its_kind_says),
        cmocka_unit_test(what_the_profile_does_not_have_is_not_judged),
        cmocka_unit_test(a_schema_that_takes_too_long_is_undecided),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
