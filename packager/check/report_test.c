/* SPDX-License-Identifier: Apache-2.0 */

/* Every report tells every finding, in its format. */
#include "check/report.h"

#include "base/json.h"
#include "check/cases_fixture.h"
#include "xml/xml_document.h"

#include <stdint.h>

/* A manifest with a byte order mark (a note) and an absolute name (an error). */
static const struct check_result *check_bad(struct arena *arena)
{
    static const struct check_case BAD = {.rule = "none",
                                          .file = "tincan.xml",
                                          .old = "<?xml",
                                          .new = "\xEF\xBB\xBF<?xml",
                                          .added = "/etc/a<b\033\xE9"};
    return case_check(&BAD, CASE_TINCAN, NULL, arena);
}

static const char *written(const char *report, const struct check_result *result,
                           struct arena *arena)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CHECK_REPORT_MAX);
    assert_int_equal(check_report_find(report)->write(result, &buffer, NULL), STATUS_OK);
    assert_true(text_is_utf8(buffer_text(&buffer)));
    assert_true(text_ends_with(buffer_text(&buffer), "\n"));
    return arena_copy(arena, buffer_text(&buffer));
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        fail_msg("no '%s' in:\n%s", part, text);
    }
}

static void every_report_names_each_rule_that_is_broken(void **state)
{
    (void)state;
    for (size_t i = 0; CHECK_REPORTS[i] != NULL; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct check_result *result = check_bad(arena);
        const char *text = written(CHECK_REPORTS[i]->name, result, arena);
        for (size_t j = 0; j < result->finding_count; j++) {
            assert_has(text, result->findings[j].rule->id);
        }
        assert_has(text, "package.zip");
        assert_null(strchr(text, '\033'));
        assert_ptr_equal(check_report_find(CHECK_REPORTS[i]->name), CHECK_REPORTS[i]);
    }
    assert_null(check_report_find("html"));
}

static void text_explains_a_rule_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = written("text", check_bad(arena), arena);
    assert_has(text, "package.zip: tincan.xml:1: note: it begins with a byte order mark [P3-mark]\n"
                     "    A manifest has no byte order mark.\n"
                     "    Why: ");
    assert_has(text, "package.zip: /etc/a<b\\x1B\\xE9: error: its name is absolute [Z-absolute]\n");
    assert_null(strstr(text, "is good"));
    const struct check_case none = {.rule = "none"};
    assert_string_equal(written("text", case_check(&none, CASE_TINCAN, NULL, arena), arena),
                        "1 package is good: 0 errors, 0 warnings and 0 notes\n");
}

static json_t *read_json(const char *text)
{
    json_t *json = NULL;
    assert_int_equal(json_read(text_of(text), NULL, &json, NULL), STATUS_OK);
    return json;
}

static void assert_text(const json_t *object, const char *key, const char *expected)
{
    assert_non_null(json_object_get(object, key));
    assert_string_equal(json_string_value(json_object_get(object, key)), expected);
}

static void json_has_each_finding_with_its_place(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = check_bad(arena);
    AUTO(json_release) json_t *json = read_json(written("json", result, arena));
    assert_true(json_is_false(json_object_get(json, "good")));
    const json_t *findings = json_object_get(json, "findings");
    assert_int_equal(json_array_size(findings), result->finding_count);
    const json_t *last = json_array_get(findings, result->finding_count - 1);
    assert_text(last, "rule", "P3-mark");
    assert_text(last, "severity", "note");
    assert_text(last, "file", "tincan.xml");
    assert_int_equal(json_integer_value(json_object_get(last, "line")), 1);
    assert_int_equal(json_integer_value(json_object_get(json_object_get(json, "counts"), "note")),
                     1);
}

static void sarif_has_rules_results_and_addresses(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct check_result *result = check_bad(arena);
    AUTO(json_release) json_t *json = read_json(written("sarif", result, arena));
    assert_text(json, "version", "2.1.0");
    const json_t *run = json_array_get(json_object_get(json, "runs"), 0);
    const json_t *driver = json_object_get(json_object_get(run, "tool"), "driver");
    const json_t *results = json_object_get(run, "results");
    assert_int_equal(json_array_size(results), result->finding_count);
    for (size_t i = 0; i < json_array_size(results); i++) {
        const json_t *one = json_array_get(results, i);
        json_int_t index = json_integer_value(json_object_get(one, "ruleIndex"));
        const json_t *rule = json_array_get(json_object_get(driver, "rules"), (size_t)index);
        assert_text(rule, "id", json_string_value(json_object_get(one, "ruleId")));
    }
    const json_t *place =
        json_array_get(json_object_get(json_array_get(results, 0), "locations"), 0);
    place = json_object_get(json_object_get(place, "physicalLocation"), "artifactLocation");
    assert_text(place, "uri", "package.zip//etc/a%3Cb%5Cx1B%5CxE9");
}

static void junit_has_a_case_a_rule_that_was_asked(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = written("junit", check_bad(arena), arena);
    const struct xml_document *document = xml_document_read(text_of(text), arena);
    assert_non_null(document->tree);
    size_t failures = 0;
    size_t outputs = 0;
    size_t cases = 0;
    for (const xmlNode *one = xml_root(document); one != NULL;
         one = xml_walk(one, xml_root(document))) {
        failures += xml_is(one, "failure") ? 1 : 0;
        outputs += xml_is(one, "system-out") ? 1 : 0;
        cases += xml_is(one, "testcase") ? 1 : 0;
    }
    assert_int_equal(outputs, 1); /* the note is no failure */
    assert_true(failures >= 1 && cases > 40);
    assert_null(strstr(text, "S-source"));
}

static void the_list_of_rules_has_them_all(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CHECK_REPORT_MAX);
    check_list_rules(&buffer);
    for (size_t i = 0; check_rule_at(i) != NULL; i++) {
        assert_has(buffer.data, check_rule_at(i)->id);
        assert_has(buffer.data, check_rule_at(i)->remedy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_report_names_each_rule_that_is_broken),
        cmocka_unit_test(text_explains_a_rule_once),
        cmocka_unit_test(json_has_each_finding_with_its_place),
        cmocka_unit_test(sarif_has_rules_results_and_addresses),
        cmocka_unit_test(junit_has_a_case_a_rule_that_was_asked),
        cmocka_unit_test(the_list_of_rules_has_them_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
