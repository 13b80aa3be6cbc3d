/* SPDX-License-Identifier: Apache-2.0 */

/* Reports over a small store: figures, parameters, and each format's rules. */
#include "reports/conformance_share.h"
#include "reports/pseudonyms.h"
#include "reports/report_fixture.h"
#include "store/profile_histories.h"
#include "store/profiles_fixture.h"

#include <string.h>

static void enrol(struct world *world, const char *learner, const char *organisation)
{
    put(world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                    "registered\"},\"object\":" COURSE_ACTIVITY ",\"context\":{\"extensions\":{"
                    "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
                    learner, organisation));
}

static void in_module(struct world *world, const char *learner, const char *verb)
{
    put(world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                    "%s\"},\"object\":" MODULE_ACTIVITY
                    ",\"context\":{\"contextActivities\":{\"parent\":[" COURSE_ACTIVITY "]}}",
                    learner, verb));
}

static void complete_course(struct world *world, const char *learner)
{
    put(world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                    "completed\"},\"object\":" COURSE_ACTIVITY,
                    learner));
}

static void site_report(struct world *world, const char *site, int patients)
{
    put(world,
        arena_print(
            world->arena,
            "\"actor\":{\"account\":{\"homePage\":"
            "\"https://fhir.nhs.uk/Id/ods-organization-code\",\"name\":\"%s\"}},\"verb\":{\"id\":"
            "\"https://w3id.org/xapi/acrossx/verbs/reported\"},\"object\":{\"id\":\"" COURSE
            "/evaluation\",\"definition\":{\"type\":"
            "\"https://w3id.org/xapi/ibest/activity-types/site-evaluation\"}},\"result\":{"
            "\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/patients\":%d}}",
            site, patients));
}

/* Four enrolled, one of them only by what he did; three started, one completed the course. */
static int set_up(void **state)
{
    (void)set_up_world(state);
    struct world *world = *state;
    enrol(world, "ann", "SYN01");
    enrol(world, "ben", "SYN02");
    enrol(world, "cat", "=SYN,\\\"3\\\""); /* =SYN,"3" */
    in_module(world, "ann", "initialized");
    in_module(world, "ann", "completed");
    complete_course(world, "ann");
    in_module(world, "ben", "initialized");
    in_module(world, "dan", "initialized");
    return 0;
}

#define FUNNEL_HEADER                                                                              \
    "division,course,course_name,module,module_name,organisation,enrolled_month,enrolled,started," \
    "completed,started_percent,completed_percent\r\n"

static void funnel_counts_learners_of_the_course(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", NULL, REPORT_CSV), STATUS_OK);
    assert_string_equal(world->output.data,
                        FUNNEL_HEADER "," COURSE ",Back care,,,,,4,3,1,75,25\r\n");
}

static void funnel_by_module_counts_against_the_enrolled_of_the_course(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", "module", REPORT_CSV), STATUS_OK);
    assert_string_equal(world->output.data, FUNNEL_HEADER "," COURSE ",Back care," MODULE
                                                          ",\"First, the pain\",,,4,3,1,75,25\r\n");
}

/* Learner, module and when; most started b, of the others the typical learner started c first. */
static void modules_stand_in_the_order_in_which_learners_take_them(void **state)
{
    static const struct {
        const char *learner;
        const char *module;
        int second;
    } starts[] = {
        {"ann", "a", 1},  {"ben", "a", 50}, {"cat", "a", 60}, {"ann", "c", 40}, {"ben", "c", 41},
        {"cat", "c", 90}, {"ann", "b", 70}, {"ben", "b", 71}, {"cat", "b", 72}, {"dan", "b", 73},
    };
    struct world *world = *state;
    for (unsigned i = 0; i < sizeof starts / sizeof starts[0]; i++) {
        const char *members = arena_print(
            world->arena,
            "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
            "initialized\"},\"object\":{\"id\":\"%s:x\",\"definition\":{\"type\":"
            "\"http://adlnet.gov/expapi/activities/module\"}},\"context\":{\"contextActivities\":{"
            "\"parent\":[" COURSE_ACTIVITY "]}}",
            starts[i].learner, starts[i].module);
        struct statement statement = fixture_statement(
            world->arena, 100 + i, members, 1500000000000000 + starts[i].second * INT64_C(1000000));
        assert_int_equal(fixture_put(world->store, &statement, 1, &world->error), STATUS_OK);
    }
    assert_int_equal(run(world, "funnel", "module", REPORT_CSV), STATUS_OK);
    const char *b = strstr(world->output.data, ",b:x,");
    const char *c = strstr(world->output.data, ",c:x,");
    const char *a = strstr(world->output.data, ",a:x,");
    assert_true(b != NULL && c != NULL && a != NULL && b < c && c < a);
}

static void csv_quotes_and_defuses_formulas(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", "organisation", REPORT_CSV), STATUS_OK);
    assert_string_equal(world->output.data,
                        FUNNEL_HEADER "," COURSE ",Back care,,,,,1,1,0,100,0\r\n," COURSE
                                      ",Back care,,,\"'=SYN,\"\"3\"\"\",,1,0,0,0,0\r\n," COURSE
                                      ",Back care,,,SYN01,,1,1,1,100,100\r\n," COURSE
                                      ",Back care,,,SYN02,,1,1,0,100,0\r\n");
}

static void csv_for_excel_differs_by_its_byte_order_mark_alone(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", "organisation", REPORT_CSV), STATUS_OK);
    const char *plain = arena_copy(world->arena, buffer_text(&world->output));
    buffer_clear(&world->output);
    assert_int_equal(run(world, "funnel", "organisation", REPORT_CSV_BOM), STATUS_OK);
    assert_memory_equal(world->output.data, "\xEF\xBB\xBF", 3);
    assert_string_equal(world->output.data + 3, plain);
    enum report_format format = REPORT_CSV;
    assert_int_equal(report_format_read(text_of("csv-bom"), &format, &world->error), STATUS_OK);
    assert_int_equal(format, REPORT_CSV_BOM);
}

/* Whatever a sender can put into a report: a name, an identifier, an organisation. */
static void csv_defuses_names_that_senders_give(void **state)
{
    struct world *world = *state;
    put(world, "\"actor\":{\"account\":{\"homePage\":\"http://x.example\",\"name\":\"@SUM(1)\"}},"
               "\"verb\":{\"id\":\"" VERBS "registered\"},\"object\":{\"id\":\"a:formula\","
               "\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/course\",\"name\":"
               "{\"en\":\"=HYPERLINK(\\\"http://x.example\\\",\\\"a\\\")\"}}}");
    assert_int_equal(run(world, "funnel", NULL, REPORT_CSV), STATUS_OK);
    assert_non_null(strstr(world->output.data, "a:formula,\"'=HYPERLINK(\"\"http://x.example\"\","
                                               "\"\"a\"\")\","));
    buffer_clear(&world->output);
    assert_int_equal(run(world, "funnel", NULL, REPORT_JSON), STATUS_OK);
    assert_non_null(strstr(world->output.data, "\"=HYPERLINK(\\\"http://x.example"));
}

static void json_keeps_numbers_nulls_and_quotes(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", "organisation", REPORT_JSON), STATUS_OK);
    json_t *rows = json_loads(world->output.data, 0, NULL);
    assert_int_equal(json_array_size(rows), 4);
    json_t *row = json_array_get(rows, 1);
    assert_string_equal(json_string_value(json_object_get(row, "organisation")), "=SYN,\"3\"");
    assert_int_equal(json_integer_value(json_object_get(row, "enrolled")), 1);
    assert_true(json_is_null(json_object_get(row, "module")));
    json_decref(rows);
}

static void ndjson_is_one_object_a_line(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", NULL, REPORT_NDJSON), STATUS_OK);
    assert_string_equal(world->output.data,
                        "{\"division\":null,\"course\":\"" COURSE
                        "\",\"course_name\":\"Back care\",\"module\":null,"
                        "\"module_name\":null,\"organisation\":null,\"enrolled_month\":null,"
                        "\"enrolled\":4,\"started\":3,\"completed\":1,\"started_percent\":75,"
                        "\"completed_percent\":25}\n");
}

static void empty_report_has_its_header(void **state)
{
    struct world *world = *state;
    const struct report_parameter parameters[] = {{"course", "https://example.org/none"}};
    const struct report_request request = {.report = report_find(text_of("funnel")),
                                           .parameters = parameters,
                                           .parameter_count = 1,
                                           .format = REPORT_CSV,
                                           .disclosure = DISCLOSURE_NONE};
    assert_int_equal(report_run(world->store, &request, collect, &world->output, &world->error),
                     STATUS_OK);
    assert_string_equal(world->output.data, FUNNEL_HEADER);
}

static void evaluation_adds_up_sites_and_patients(void **state)
{
    struct world *world = *state;
    site_report(world, "SYN01", 10);
    site_report(world, "SYN02", 5);
    site_report(world, "SYN01", 3);
    site_report(world, "SYN03", -4); /* no count of patients */
    assert_int_equal(run(world, "evaluation", NULL, REPORT_NDJSON), STATUS_OK);
    assert_non_null(strstr(world->output.data, "{\"sites\":2,\"reports\":3,\"patients\":18,"));
}

static void parameter_that_is_wrong_is_named(void **state)
{
    struct world *world = *state;
    assert_int_equal(run(world, "funnel", "shoe size", REPORT_CSV), STATUS_INVALID);
    assert_string_equal(world->error.message,
                        "by: 'shoe size' is none of total|module|organisation");
    assert_int_equal(run(world, "evaluation", "total", REPORT_CSV), STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "by: the report 'evaluation' has no such"));
}

static void parameter_given_twice_is_refused(void **state)
{
    struct world *world = *state;
    const struct report_parameter parameters[] = {{"by", "total"}, {"by", "total"}};
    const struct report_request request = {.report = report_find(text_of("funnel")),
                                           .parameters = parameters,
                                           .parameter_count = 2,
                                           .format = REPORT_CSV,
                                           .disclosure = DISCLOSURE_NONE};
    assert_int_equal(report_run(world->store, &request, collect, &world->output, &world->error),
                     STATUS_INVALID);
    assert_string_equal(world->error.message, "by: given twice; give it once");
}

#define QUIZ MODULE "/quiz"

/* The learner's mark in a quiz, asked at a moment of the course. */
static void mark(struct world *world, const char *learner, const char *scaled, const char *moment)
{
    put(world,
        arena_print(
            world->arena,
            "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
            "scored\"},\"object\":{\"id\":\"" QUIZ "\",\"definition\":{\"type\":"
            "\"http://adlnet.gov/expapi/activities/assessment\"}},\"result\":{\"score\":{"
            "\"scaled\":%s}},\"context\":{\"contextActivities\":{\"grouping\":[" COURSE_ACTIVITY
            "]},\"extensions\":{"
            "\"https://w3id.org/xapi/ibest/extensions/moment\":\"%s\"}}",
            learner, scaled, moment));
}

static void answer(struct world *world, const char *learner, const char *success)
{
    put(world,
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                    "answered\"},\"object\":{\"id\":\"" QUIZ "/1\",\"definition\":{\"type\":"
                    "\"http://adlnet.gov/expapi/activities/cmi.interaction\",\"interactionType\":"
                    "\"choice\"}},\"result\":{\"response\":\"a\",\"success\":%s},\"context\":{"
                    "\"contextActivities\":{\"parent\":[{\"id\":\"" QUIZ "\"}]},\"extensions\":{"
                    "\"https://w3id.org/xapi/ibest/extensions/moment\":\"before\"}}",
                    learner, success));
}

/* (0.9 - 0.3) * sqrt(2 * 2) / sqrt(4 * 1.84 - 2.4 * 2.4) */
static void discrimination_is_the_point_biserial_correlation(void **state)
{
    static const struct {
        const char *learner;
        const char *success;
        const char *scaled;
    } answers[] = {{"ann", "true", "1"},
                   {"ben", "true", "0.8"},
                   {"cat", "false", "0.4"},
                   {"dan", "false", "0.2"}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof answers / sizeof answers[0]; i++) {
        answer(world, answers[i].learner, answers[i].success);
        mark(world, answers[i].learner, answers[i].scaled, "before");
    }
    assert_int_equal(run(world, "items", NULL, REPORT_NDJSON), STATUS_OK);
    assert_non_null(strstr(world->output.data, "\"correct\":2,\"wrong\":2,\"facility_percent\":50,"
                                               "\"discrimination\":0.949,\"scored_learners\":4,"));
}

/* The fixture's ids of statements begin with zeros. */
static void statements_are_pseudonyms_where_learners_are(void **state)
{
    struct world *world = *state;
    assert_int_equal(run_asking(world, "progress", "", "none", REPORT_CSV), STATUS_OK);
    assert_non_null(strstr(world->output.data, ",00000000"));
    buffer_clear(&world->output);
    assert_int_equal(run(world, "progress", NULL, REPORT_CSV), STATUS_OK);
    assert_null(strstr(world->output.data, ",00000000"));
    assert_non_null(strstr(world->output.data, ",s-"));
    assert_null(strstr(world->output.data, "ann"));
}

static void every_id_of_a_statement_becomes_a_pseudonym(void **state)
{
    (void)state;
    for (const struct report *report = report_table; report->name != NULL; report++) {
        for (const struct report_field *column = report->columns; column->name != NULL; column++) {
            bool is_id = strncmp(column->help, "id of ", strlen("id of ")) == 0;
            assert_int_equal(is_id, column->kind == COLUMN_STATEMENT);
        }
    }
}

static void statement_has_one_pseudonym_however_its_id_is_written(void **state)
{
    const struct world *world = *state;
    const struct pseudonyms pseudonyms = {.are_used = true};
    struct text hyphened = text_of("fd41c918-b88b-4b20-a0a5-a4c32391aaa0");
    struct text plain = text_of("fd41c918b88b4b20a0a5a4c32391aaa0");
    assert_string_equal(pseudonym_of_id(&pseudonyms, hyphened, world->arena),
                        pseudonym_of_id(&pseudonyms, plain, world->arena));
}

/* Through the public door: the keys of the first object are the described columns, in order, and
 * what is told of the answer as a whole. */
static void described_columns_are_those_that_come(void **state)
{
    struct world *world = *state;
    answer(world, "ann", "true");
    mark(world, "ann", "0.2", "before");
    mark(world, "ann", "0.4", "after");
    site_report(world, "SYN01", 10);
    (void)fixture_load_profile(world->store, FIXTURE_PATTERNED_TEXT);
    put(world, "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":\"" FIXTURE_SAW
               "\"},\"object\":{\"id\":\"urn:x:y\"},\"context\":{\"registration\":"
               "\"00000000-0000-4000-8000-000000000001\",\"contextActivities\":{\"category\":[{"
               "\"id\":\"" FIXTURE_PROFILE "\"}]}}");
    assert_int_equal(store_settle_histories(world->store, NULL, NULL, &world->error), STATUS_OK);
    for (const struct report *report = report_table; report->name != NULL; report++) {
        buffer_clear(&world->output);
        assert_int_equal(run(world, report->name, NULL, REPORT_NDJSON), STATUS_OK);
        json_t *row = json_loads(world->output.data, JSON_DISABLE_EOF_CHECK, NULL);
        const struct report_field *column = report->columns;
        const char *key;
        json_t *value;
        json_object_foreach (row, key, value) {
            assert_string_equal(key, column->name == NULL ? CONFORMANCE_MEMBER : column->name);
            column += column->name == NULL ? 0 : 1;
        }
        assert_null(column->name);
        json_decref(row);
    }
}

static void format_that_is_unknown_is_told_with_those_known(void **state)
{
    struct world *world = *state;
    enum report_format format = REPORT_CSV;
    assert_int_equal(report_format_read(text_of("ndjson"), &format, &world->error), STATUS_OK);
    assert_int_equal(format, REPORT_NDJSON);
    assert_int_equal(report_format_read(text_of("xlsx"), &format, &world->error), STATUS_INVALID);
    assert_string_equal(world->error.message,
                        "format: 'xlsx' is none of csv, csv-bom, json, ndjson");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(funnel_counts_learners_of_the_course),
        RULE(funnel_by_module_counts_against_the_enrolled_of_the_course),
        RULE(modules_stand_in_the_order_in_which_learners_take_them),
        RULE(csv_quotes_and_defuses_formulas),
        RULE(csv_for_excel_differs_by_its_byte_order_mark_alone),
        RULE(csv_defuses_names_that_senders_give),
        RULE(json_keeps_numbers_nulls_and_quotes),
        RULE(ndjson_is_one_object_a_line),
        RULE(empty_report_has_its_header),
        RULE(evaluation_adds_up_sites_and_patients),
        RULE(parameter_that_is_wrong_is_named),
        RULE(parameter_given_twice_is_refused),
        RULE(discrimination_is_the_point_biserial_correlation),
        RULE(statements_are_pseudonyms_where_learners_are),
        RULE(every_id_of_a_statement_becomes_a_pseudonym),
        RULE(statement_has_one_pseudonym_however_its_id_is_written),
        RULE(described_columns_are_those_that_come),
        RULE(format_that_is_unknown_is_told_with_those_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
