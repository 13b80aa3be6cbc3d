/* SPDX-License-Identifier: Apache-2.0 */

/* Folders of profiles: those in valid/ have no fault; each in invalid/ has the one that its name
 * begins with, and only that, at the place behind the '#' of its seeAlso. Then the model. */
#include "profile/profile_fixture.h"

#include "base/file.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { FILE_MAX = 1 << 20 };
#define OWN SOURCE_FOLDER "/../xapi/ibest/profile.jsonld"

static void read_case(struct case_file *made, const char *path)
{
    struct error error = {.message = ""};
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FILE_MAX);
    if (file_read(path, FILE_MAX, &text, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    read_text(made, buffer_text(&text));
}

static void assert_no_fault(struct case_file *made, const char *path)
{
    read_case(made, path);
    if (made->findings.count > 0) {
        const struct finding *finding = &made->findings.items[0];
        fail_msg("%s: %s at '%s': %s", path, finding->fault->id, finding->place, finding->message);
    }
}

/* What stands behind the '#' of the profile's seeAlso. */
static const char *place_told(struct arena *arena, const char *path)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(FILE_MAX);
    json_t *json = NULL;
    assert_int_equal(file_read(path, FILE_MAX, &text, NULL), STATUS_OK);
    assert_int_equal(json_read_in(buffer_text(&text), NULL, arena, &json, NULL), STATUS_OK);
    const char *see_also = json_string_value(json_object_get(json, "seeAlso"));
    assert_non_null(see_also);
    return strchr(see_also, '#') + 1;
}

static void assert_one_fault(struct case_file *made, const char *path, bool *is_seen)
{
    const char *name = path_name(path);
    size_t length = strcspn(name, ".");
    read_case(made, path);
    if (made->findings.count != 1) {
        fail_msg("%s has %zu faults, the second at '%s': %s", path, made->findings.count,
                 made->findings.count > 1 ? made->findings.items[1].place : "-",
                 made->findings.count > 1 ? made->findings.items[1].message : "-");
    }
    const struct finding *finding = &made->findings.items[0];
    if (strlen(finding->fault->id) != length || strncmp(finding->fault->id, name, length) != 0) {
        fail_msg("%s: %s: %s", path, finding->fault->id, finding->message);
    }
    assert_string_equal(finding->place, place_told(made->arena, path));
    is_seen[finding->fault - fault_of(0)] = true;
}

/* Returns how many files there were. */
static size_t each_file(struct case_file *made, const char *folder, bool *is_seen)
{
    DIR *directory = opendir(folder);
    assert_non_null(directory);
    size_t count = 0;
    struct dirent *entry;
    /* One thread, so readdir() is safe. */
    while ((entry = readdir(directory)) != NULL) { // NOLINT(concurrency-mt-unsafe)
        if (entry->d_name[0] == '.') {
            continue;
        }
        AUTO(free) char *path = path_join(folder, entry->d_name);
        if (is_seen == NULL) {
            assert_no_fault(made, path);
        } else {
            assert_one_fault(made, path, is_seen);
        }
        count++;
    }
    (void)closedir(directory);
    return count;
}

static void valid_profiles_have_no_fault(void **state)
{
    assert_true(each_file(*state, SOURCE_FOLDER "/valid", NULL) >= 8);
}

static void the_profile_of_this_project_has_no_fault(void **state)
{
    struct case_file *made = *state;
    assert_no_fault(made, OWN);
    assert_true(made->profile.template_count > 20 && made->profile.pattern_count > 2);
}

/* Limits are tested in limits_test.c, with profiles too large to be kept. */
static void each_fault_is_found_alone_at_its_place(void **state)
{
    bool is_seen[FAULT_KINDS] = {[FAULT_LIMIT] = true, [FAULT_PATTERN_DEPTH] = true};
    assert_true(each_file(*state, SOURCE_FOLDER "/invalid", is_seen) >= FAULT_KINDS);
    for (enum fault_kind i = 0; i < FAULT_KINDS; i++) {
        if (!is_seen[i]) {
            fail_msg("no file in invalid/ has the fault '%s'", fault_of(i)->id);
        }
    }
}

static void each_fault_has_words_for_all_that_is_told(void **state)
{
    (void)state;
    for (enum fault_kind i = 0; i < FAULT_KINDS; i++) {
        const struct fault *fault = fault_of(i);
        assert_true(fault->id != NULL && fault->title != NULL && fault->clause != NULL);
        assert_true(text_ends_with(text_of(fault->why), "."));
        assert_true(text_ends_with(text_of(fault->remedy), "."));
        assert_false(text_ends_with(text_of(fault->title), "."));
    }
}

static void the_line_of_a_fault_is_told(void **state)
{
    struct case_file *made = *state;
    read_text(made, text_of(HEAD ",\n\"concepts\":[\n1]}"));
    assert_int_equal(made->findings.count, 1);
    assert_string_equal(made->findings.items[0].place, "/concepts/0");
    assert_int_equal(made->findings.items[0].line, 3);
}

static void faults_stand_in_the_order_of_lines(void **state)
{
    struct case_file *made = *state;
    read_text(made, text_of(HEAD ",\n\"patterns\":[\n1],\n\"concepts\":[2],\n\"a:b\":\n[]}"));
    assert_int_equal(made->findings.count, 3);
    assert_string_equal(made->findings.items[0].place, "/patterns/0");
    assert_string_equal(made->findings.items[1].place, "/concepts/0");
    assert_string_equal(made->findings.items[2].place, "/a:b");
}

static void members_of_patterns_lead_to_what_they_name(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/valid/patterns.jsonld");
    const struct profile_pattern *relay = &made->profile.patterns[0];
    assert_true(relay->is_primary && relay->kind == PATTERN_SEQUENCE);
    assert_int_equal(relay->member_count, 3);
    assert_ptr_equal(relay->members[0].template, &made->profile.templates[1]);
    assert_ptr_equal(relay->members[1].pattern, &made->profile.patterns[1]);
    assert_int_equal(relay->depth, 2);
    const struct pattern_member *external = &made->profile.patterns[2].members[2];
    assert_true(external->template == NULL && external->pattern == NULL);
}

static void rules_are_read_with_their_paths(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/valid/rules.jsonld");
    const struct profile_template *template = &made->profile.templates[0];
    assert_int_equal(template->rule_count, 4);
    assert_int_equal(template->rules[0].presence, PRESENCE_RECOMMENDED);
    assert_int_equal(template->rules[0].location.branch_count, 2);
    assert_int_equal(template->rules[1].presence, PRESENCE_ANY);
    assert_int_equal(template->rules[1].selector.branch_count, 1);
    assert_int_equal(json_array_size(template->rules[1].any), 4);
    assert_int_equal(template->rules[0].selector.branch_count, 0);
}

static const struct profile_concept *first_with_schema(const struct case_file *made)
{
    for (size_t i = 0; i < made->profile.concept_count; i++) {
        if (made->profile.concepts[i].inline_schema != NULL) {
            return &made->profile.concepts[i];
        }
    }
    return NULL;
}

static enum schema_outcome outcome_of(struct case_file *made, const char *text)
{
    const struct profile_concept *concept = first_with_schema(made);
    struct schema_breach breach;
    json_t *value = NULL;
    assert_non_null(concept);
    assert_non_null(concept->checker);
    assert_int_equal(json_read_in(text_of(text), NULL, made->arena, &value, NULL), STATUS_OK);
    return schema_validate(concept->checker, value, made->arena, &breach);
}

static void values_are_held_against_inline_schemas(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/valid/every-kind-of-concept.jsonld");
    assert_int_equal(outcome_of(made, "3"), SCHEMA_VALID);
    assert_int_equal(outcome_of(made, "3.5"), SCHEMA_INVALID);
    read_case(made, SOURCE_FOLDER "/invalid/schema-object.jsonld");
    assert_int_equal(outcome_of(made, "3.5"), SCHEMA_VALID);
    assert_int_equal(outcome_of(made, "\"3\""), SCHEMA_INVALID);
    assert_null(first_with_schema(made)->schema_text);
}

static void schemas_that_cannot_be_used_have_no_checker(void **state)
{
    static const char *const PATHS[] = {SOURCE_FOLDER "/invalid/schema-form.array.jsonld",
                                        SOURCE_FOLDER "/invalid/schema-form.json.jsonld",
                                        SOURCE_FOLDER "/invalid/schema-form.expression.jsonld"};
    struct case_file *made = *state;
    for (size_t i = 0; i < sizeof PATHS / sizeof *PATHS; i++) {
        read_case(made, PATHS[i]);
        assert_null(first_with_schema(made)->checker);
    }
}

static void an_extension_that_a_path_leaves_out_is_put_in(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/invalid/path-extensions.jsonld");
    const struct json_path_branch *branch =
        &made->profile.templates[0].rules[0].location.branches[0];
    assert_int_equal(branch->step_count, 3);
    assert_true(text_is(branch->steps[0].choices[0].name, "result"));
    assert_true(text_is(branch->steps[1].choices[0].name, "extensions"));
    assert_true(
        text_is(branch->steps[2].choices[0].name, "https://example.org/sports/extensions/place"));
}

static void what_drafts_add_is_in_the_model(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/valid/draft-of-2.0.jsonld");
    const struct profile_template *template = &made->profile.templates[0];
    assert_string_equal(made->profile.xapi_version, "2.0.0");
    assert_string_equal(template->home_pages.items[0], "https://example.org/lms");
    assert_int_equal(template->definition_extensions.count, 1);
    assert_int_equal(template->result_extensions.count, 1);
    assert_int_equal(template->context_extensions.count, 1);
    assert_int_equal(template->agent_types.count, 1);
    assert_int_equal(template->group_types.count, 1);
}

static void a_rule_knows_its_place_behind_one_left_out(void **state)
{
    struct case_file *made = *state;
    read_text(made, text_of(HEAD ",\"templates\":[{\"id\":\"a:t\",\"type\":\"StatementTemplate\","
                                 "\"inScheme\":\"https://example.org/p/v1\",\"prefLabel\":{\"en\":"
                                 "\"t\"},\"definition\":{\"en\":\"t\"},\"rules\":[1,{\"location\":"
                                 "\"$.result.extensions['https://example.org/p/x']\",\"presence\":"
                                 "\"included\"}]}]}"));
    assert_int_equal(made->profile.templates[0].rule_count, 1);
    assert_int_equal(made->profile.templates[0].rules[0].index, 1);
    assert_string_equal(made->findings.items[1].place, "/templates/0/rules/1/location");
}

static void a_cycle_is_cut_so_that_members_come_to_an_end(void **state)
{
    struct case_file *made = *state;
    read_case(made, SOURCE_FOLDER "/invalid/pattern-cycle.through-others.jsonld");
    assert_ptr_equal(made->profile.patterns[0].members[1].pattern, &made->profile.patterns[1]);
    assert_null(made->profile.patterns[1].members[0].pattern);
}

static void what_is_no_profile_at_all_is_refused(void **state)
{
    struct case_file *made = *state;
    struct error error;
    assert_int_equal(profile_read(text_of("[]"), "x.jsonld", made->arena, &made->profile,
                                  &made->findings, &error),
                     STATUS_INVALID);
    assert_string_equal(error.message, "x.jsonld: a profile is a JSON object, and this is none");
    assert_int_equal(profile_read(text_of("{\"a\":1,\n}"), "x.jsonld", made->arena, &made->profile,
                                  &made->findings, &error),
                     STATUS_INVALID);
    assert_true(text_starts_with(text_of(error.message), "x.jsonld:2:"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(valid_profiles_have_no_fault, make_case, drop_case),
        cmocka_unit_test_setup_teardown(the_profile_of_this_project_has_no_fault, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(each_fault_is_found_alone_at_its_place, make_case,
                                        drop_case),
        cmocka_unit_test(each_fault_has_words_for_all_that_is_told),
        cmocka_unit_test_setup_teardown(the_line_of_a_fault_is_told, make_case, drop_case),
        cmocka_unit_test_setup_teardown(faults_stand_in_the_order_of_lines, make_case, drop_case),
        cmocka_unit_test_setup_teardown(members_of_patterns_lead_to_what_they_name, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(rules_are_read_with_their_paths, make_case, drop_case),
        cmocka_unit_test_setup_teardown(values_are_held_against_inline_schemas, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(schemas_that_cannot_be_used_have_no_checker, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(an_extension_that_a_path_leaves_out_is_put_in, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(what_drafts_add_is_in_the_model, make_case, drop_case),
        cmocka_unit_test_setup_teardown(a_rule_knows_its_place_behind_one_left_out, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(a_cycle_is_cut_so_that_members_come_to_an_end, make_case,
                                        drop_case),
        cmocka_unit_test_setup_teardown(what_is_no_profile_at_all_is_refused, make_case, drop_case),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
