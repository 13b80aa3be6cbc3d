/* SPDX-License-Identifier: Apache-2.0 */

/* What the LMS writes: each is valid xAPI and has what cmi5 asks for. */
#include "cmi5/messages.h"

#include "base/json.h"
#include "cmi5/iris.h"
#include "xapi/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define ACTOR \
    "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"7\"}}"

static const struct cmi5_title titles[] = {{{"en-GB", 5}, {"Unit", 4}}, {{"", 0}, {"Einheit", 7}}};
static struct cmi5_node nodes[2];
static const struct cmi5_course course = {nodes, 2};
static struct cmi5_launch launch;
static struct arena *arena;

enum { NOW_US = 1000000 };

static int begin(void **state)
{
    (void)state;
    arena = arena_create();
    nodes[0] = (struct cmi5_node){.kind = CMI5_COURSE, .id = text_of("urn:p:course")};
    nodes[1] = (struct cmi5_node){
        .kind = CMI5_UNIT,
        .id = text_of("urn:p:au"),
        .titles = titles,
        .title_count = 2,
        .move_on = CMI5_COMPLETED_AND_PASSED,
        .url = text_of("one.html?mode=quiz#top"),
    };
    launch = (struct cmi5_launch){
        .session = uuid_make(),
        .registration = uuid_make(),
        .actor = text_of(ACTOR),
        .course = &course,
        .unit = 1,
        .content_url = text_of("https://content.example/course"),
    };
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static json_t *parse(struct text text)
{
    struct error error = {.message = ""};
    json_t *json = NULL;
    if (json_read(text, "it", &json, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return json;
}

/* Valid xAPI 1.0.3, with everything that cmi5 9.6 asks of the LMS's statements. */
static json_t *parse_statement(struct text text, const char *verb, const char *publisher,
                               bool is_defined)
{
    const struct statement_context context = {XAPI_VERSION_1_0_3, text_of(ACTOR), 1};
    struct statement_list list;
    struct error error = {.message = ""};
    if (statements_read(text, &context, arena, &list, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    char session[UUID_TEXT_SIZE];
    uuid_format(&launch.session, session);
    json_t *json = parse(text);
    json_t *sent = json_object_get(json, "context");
    json_t *activities = json_object_get(sent, "contextActivities");
    json_t *grouping = json_array_get(json_object_get(activities, "grouping"), 0);
    json_t *extensions = json_object_get(sent, "extensions");
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "verb"), "id")),
                        verb);
    assert_string_equal(json_string_value(json_object_get(grouping, "id")), publisher);
    assert_string_equal(json_string_value(json_object_get(extensions, EXTENSION_CMI5_SESSIONID)),
                        session);
    assert_int_equal(json_object_get(activities, "category") != NULL, is_defined);
    assert_non_null(json_object_get(json, "timestamp"));
    return json;
}

static void launched_tells_the_launch_data(void **state)
{
    (void)state;
    nodes[1].mastery_score = text_of("0.62");
    nodes[1].launch_parameters = text_of("a=1");
    struct text text = cmi5_say_launched(&launch, NOW_US, arena);
    AUTO(json_release) json_t *json = parse_statement(text, VERB_LAUNCHED, "urn:p:au", true);
    assert_non_null(strstr(text.data, "extensions/launchmode\":\"Normal\""));
    assert_non_null(strstr(text.data, "extensions/moveon\":\"CompletedAndPassed\""));
    assert_non_null(strstr(text.data, "extensions/masteryscore\":0.62"));
    assert_non_null(strstr(text.data, "extensions/launchparameters\":\"a=1\""));
    assert_non_null(
        strstr(text.data,
               "extensions/launchurl\":\"https://content.example/course/one.html?mode=quiz#top\""));
    assert_non_null(strstr(text.data, "\"name\":{\"en-GB\":\"Unit\",\"und\":\"Einheit\"}"));
}

static void abandoned_tells_a_duration(void **state)
{
    (void)state;
    struct text text = cmi5_say_abandoned(&launch, NOW_US, 61250000, arena);
    AUTO(json_release) json_t *json = parse_statement(text, VERB_ABANDONED, "urn:p:au", true);
    assert_non_null(strstr(text.data, "\"duration\":\"PT61.25S\""));
}

static void satisfied_is_about_the_course_under_an_id_of_the_lms(void **state)
{
    (void)state;
    struct text text = cmi5_say_satisfied(&launch, 0, NOW_US, arena);
    AUTO(json_release) json_t *json = parse_statement(text, VERB_SATISFIED, "urn:p:course", true);
    char id[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(&course, 0, id);
    json_t *object = json_object_get(json, "object");
    assert_string_equal(json_string_value(json_object_get(object, "id")), id);
    assert_non_null(strstr(text.data, ACTIVITY_TYPE_CMI5_COURSE));
    assert_null(json_object_get(json, "result"));
}

static void registered_is_about_the_publishers_course_and_not_defined_by_cmi5(void **state)
{
    (void)state;
    struct text text = cmi5_say_registered(&launch, NOW_US, arena);
    AUTO(json_release)
    json_t *json = parse_statement(text, VERB_REGISTERED, "urn:p:course", false);
    assert_string_equal(json_string_value(json_object_get(json_object_get(json, "object"), "id")),
                        "urn:p:course");
}

static void launch_data_has_what_the_structure_gives_and_no_more(void **state)
{
    (void)state;
    AUTO(json_release) json_t *plain = parse(cmi5_launch_data(&launch, arena));
    assert_string_equal(json_string_value(json_object_get(plain, "moveOn")), "CompletedAndPassed");
    assert_string_equal(json_string_value(json_object_get(plain, "launchMode")), "Normal");
    static const char *const optional[] = {"masteryScore", "launchParameters", "returnURL",
                                           "entitlementKey"};
    for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++) {
        assert_null(json_object_get(plain, optional[i]));
    }
    nodes[1].mastery_score = text_of("1");
    nodes[1].launch_parameters = text_of("");
    nodes[1].entitlement_key = text_of("xyz");
    launch.return_url = text_of("https://lms.example/back");
    AUTO(json_release) json_t *full = parse(cmi5_launch_data(&launch, arena));
    for (size_t i = 0; i < sizeof optional / sizeof optional[0]; i++) {
        assert_non_null(json_object_get(full, optional[i]));
    }
    assert_true(json_is_number(json_object_get(full, "masteryScore")));
}

static void the_launchs_parameters_stand_between_the_aus_own_and_its_fragment(void **state)
{
    (void)state;
    struct text url =
        cmi5_launch_url(&launch, "http://lrs/xapi/", "http://lrs/fetch?token=x", arena);
    const char *expected = "https://content.example/course/one.html?mode=quiz&endpoint="
                           "http%3A%2F%2Flrs%2Fxapi%2F&fetch=http%3A%2F%2Flrs%2Ffetch%3Ftoken%3Dx"
                           "&actor=%7B%22objectType%22%3A";
    assert_true(text_starts_with(url, expected));
    assert_true(text_ends_with(url, "#top"));
    nodes[1].url = text_of("https://elsewhere.example/x");
    url = cmi5_launch_url(&launch, "e", "f", arena);
    assert_true(text_starts_with(url, "https://elsewhere.example/x?endpoint=e&fetch=f&actor="));
}

static void an_lms_id_is_the_same_each_time_and_differs_by_course_kind_and_id(void **state)
{
    (void)state;
    char first[CMI5_LMS_ID_SIZE];
    char again[CMI5_LMS_ID_SIZE];
    char other[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(&course, 1, first);
    cmi5_lms_id(&course, 1, again);
    assert_string_equal(first, again);
    nodes[1].kind = CMI5_BLOCK;
    cmi5_lms_id(&course, 1, other);
    assert_string_not_equal(first, other);
    nodes[1].kind = CMI5_UNIT;
    nodes[0].id = text_of("urn:p:another");
    cmi5_lms_id(&course, 1, other);
    assert_string_not_equal(first, other);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(launched_tells_the_launch_data),
        TEST(abandoned_tells_a_duration),
        TEST(satisfied_is_about_the_course_under_an_id_of_the_lms),
        TEST(registered_is_about_the_publishers_course_and_not_defined_by_cmi5),
        TEST(launch_data_has_what_the_structure_gives_and_no_more),
        TEST(the_launchs_parameters_stand_between_the_aus_own_and_its_fragment),
        TEST(an_lms_id_is_the_same_each_time_and_differs_by_course_kind_and_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
