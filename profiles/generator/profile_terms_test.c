/* SPDX-License-Identifier: Apache-2.0 */

/* What counts as a term, and where the message points when that fails. */
#include "generator/profile_terms.h"

#include "base/json.h"
#include "generator/term_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

/* A profile with these concepts and templates, each the inside of a JSON array. */
static json_t *profile_with(const char *concepts, const char *templates)
{
    char text[4096];
    int length = snprintf(text, sizeof text,
                          "{\"id\": \"https://w3id.org/xapi/own\","
                          " \"versions\": [{\"id\": \"https://w3id.org/xapi/own/v2\"}],"
                          " \"concepts\": [%s], \"templates\": [%s]}",
                          concepts, templates);
    assert_in_range(length, 1, sizeof text - 1);
    json_t *profile = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    assert_non_null(profile);
    return profile;
}

static struct terms *collect(const char *concepts, const char *templates)
{
    AUTO(json_release) json_t *profile = profile_with(concepts, templates);
    struct terms *terms = NULL;
    struct error error = {0};
    if (terms_collect(profile, &terms, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return terms;
}

static void assert_refused(const char *concepts, const char *templates, const char *message)
{
    AUTO(json_release) json_t *profile = profile_with(concepts, templates);
    struct terms *terms = NULL;
    struct error error = {0};
    assert_int_equal(terms_collect(profile, &terms, &error), STATUS_INVALID);
    assert_null(terms);
    if (strstr(error.message, message) == NULL) {
        fail_msg("'%s' does not say '%s'", error.message, message);
    }
}

static void assert_term(const struct terms *terms, size_t index, enum term_kind kind,
                        const char *name)
{
    assert_in_range(index, 0, terms->count - 1);
    assert_int_equal(terms->list[index].kind, kind);
    assert_string_equal(terms->list[index].name, name);
}

static void newest_version_stands_first(void **state)
{
    (void)state;
    AUTO(terms_destroy) struct terms *terms = collect("", "");
    assert_string_equal(terms->profile, "https://w3id.org/xapi/own");
    assert_string_equal(terms->version, "https://w3id.org/xapi/own/v2");
    assert_int_equal(terms->count, 0);
}

static void concepts_get_their_kind_from_their_type(void **state)
{
    (void)state;
    AUTO(terms_destroy)
    struct terms *terms =
        collect("{\"type\": \"StateResource\", \"id\": \"https://w3id.org/xapi/own/state/place\"},"
                "{\"type\": \"ResultExtension\", \"id\": \"https://w3id.org/xapi/own/x/count\"},"
                "{\"type\": \"ActivityType\", \"id\": \"https://w3id.org/xapi/own/t/Site-Visit\"}",
                "");
    assert_int_equal(terms->count, 3);
    assert_term(terms, 0, TERM_ACTIVITY_TYPE, "site_visit");
    assert_term(terms, 1, TERM_EXTENSION, "count");
    assert_term(terms, 2, TERM_STATE, "place");
}

static void borrowed_terms_are_found_in_templates(void **state)
{
    (void)state;
    AUTO(terms_destroy)
    struct terms *terms =
        collect("", "{\"verb\": \"http://adlnet.gov/expapi/verbs/answered\","
                    " \"objectActivityType\": "
                    "\"http://adlnet.gov/expapi/activities/cmi.interaction\","
                    " \"contextParentActivityType\": [\"http://example.org/types#quiz\"]}");
    assert_int_equal(terms->count, 3);
    assert_term(terms, 0, TERM_VERB, "answered");
    assert_term(terms, 1, TERM_ACTIVITY_TYPE, "cmi_interaction");
    assert_term(terms, 2, TERM_ACTIVITY_TYPE, "quiz");
}

static void rules_name_extensions_categories_and_accounts(void **state)
{
    (void)state;
    AUTO(terms_destroy)
    struct terms *terms = collect(
        "", "{\"rules\": ["
            "{\"location\": \"$.result.extensions['http://example.org/x/score']\"},"
            "{\"location\": \"$.context.contextActivities.category[*].id\","
            " \"any\": [\"https://w3id.org/xapi/own/v2\", \"http://example.org/c/one\"],"
            " \"none\": [\"http://example.org/c/two\"]},"
            "{\"location\": \"$.actor.account.homePage\", \"all\": [\"http://example.org/a\"]},"
            "{\"location\": \"$.result.success\", \"all\": [true]}]}");
    assert_int_equal(terms->count, 4);
    assert_term(terms, 0, TERM_EXTENSION, "score");
    assert_term(terms, 1, TERM_CATEGORY, "one");
    assert_term(terms, 2, TERM_CATEGORY, "two");
    assert_term(terms, 3, TERM_ACCOUNT, "a");
}

static void messages_point_to_the_place(void **state)
{
    (void)state;
    assert_refused("{\"type\": \"Colour\", \"id\": \"http://example.org/red\"}", "",
                   "/concepts/0/type: 'Colour'");
    assert_refused("{\"type\": \"Verb\"}", "", "/concepts/0/id: ");
    assert_refused("", "{}, {\"verb\": 7}", "/templates/1/verb: ");
    assert_refused("", "{\"rules\": [{}]}", "/templates/0/rules/0/location: ");
    assert_refused("", "{\"rules\": [{\"location\": \"$.result.extensions['http://x.org/y\"}]}",
                   "/templates/0/rules/0/location: ");
    assert_refused(
        "", "{\"verb\": \"http://example.org/a/done\"}, {\"verb\": \"http://example.org/b/done\"}",
        "/templates/1/verb: 'http://example.org/b/done' and 'http://example.org/a/done'");
    assert_refused("", "{\"contextOtherActivityType\": [\"http://x.org/a\", \"http://x.org/\"]}",
                   "/templates/0/contextOtherActivityType/1: ");
}

static void a_profile_without_version_is_refused(void **state)
{
    (void)state;
    AUTO(json_release) json_t *profile = json_pack("{s:s, s:[]}", "id", "http://a.org", "versions");
    struct terms *terms = NULL;
    struct error error = {0};
    assert_int_equal(terms_collect(profile, &terms, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "/versions/0/id: "));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(newest_version_stands_first),
        cmocka_unit_test(concepts_get_their_kind_from_their_type),
        cmocka_unit_test(borrowed_terms_are_found_in_templates),
        cmocka_unit_test(rules_name_extensions_categories_and_accounts),
        cmocka_unit_test(messages_point_to_the_place),
        cmocka_unit_test(a_profile_without_version_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
