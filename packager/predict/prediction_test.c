/* SPDX-License-Identifier: Apache-2.0 */

/* What is predicted for small packages, ours and other makers', in LMSs whose profiles differ. */
#include "predict/prediction.h"

#include "base/arena.h"
#include "base/json.h"
#include "opened/opened.h"
#include "opened/structure.h"
#include "predict/conduct.h"
#include "predict/rules.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }
#define MANIFEST(kind, more)                                                                \
    "<manifest identifier='M'><metadata><schemaversion>1.2</schemaversion></metadata>"      \
    "<organizations><organization><title>T</title><item identifier='I1' identifierref='R'>" \
    "<title>Unit</title>" more "</item></organization></organizations><resources>"          \
    "<resource identifier='R' scormtype='" kind "' href='index.html'/></resources></manifest>"
#define COURSE_SCRIPT(pages)                                                                 \
    "window.ibestPackage = {\"format\":\"scorm12\",\"build\":\"b\",\"course\":{\"version\":" \
    "\"1.2.3\"},\"lrs\":{\"endpoint\":\"https://lrs.example.org/xapi/\"},\"modules\":"       \
    "[{\"id\":\"one\",\"pages\":[" pages "]},{\"id\":\"two\",\"pages\":[{\"id\":\"p\"}]}]};\n"
#define QUIZ                                                                                       \
    "{\"id\":\"b\",\"quiz\":{\"purpose\":\"before\"}},{\"id\":\"q\",\"quiz\":{\"pass_mark\":80}}," \
    "{\"id\":\"r\",\"quiz\":{\"pass_mark\":66.67}}"
#define TAKEN_SCRIPT                                                                               \
    "window.ibestPackage = {\"format\":\"scorm12\",\"build\":\"b\",\"course\":{\"version\":"       \
    "\"1\"},\"modules\":[{\"id\":\"one\",\"completion\":{\"videos\":0,\"quizzes\":\"attempted\"}," \
    "\"pages\":[" QUIZ "]}]};\n"
#define CMI5(units)                                                                        \
    "<courseStructure xmlns='https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd'>" \
    "<course id='u:c'/>" units "</courseStructure>"

#define PAGE                                                 \
    {                                                        \
        .name = "index.html", .content = TEXT("<p>page</p>") \
    }

enum { ENTRIES_MAX = 4 };

/* Packages by name. */
static const struct sample {
    const char *name;
    struct zip_entry entries[ENTRIES_MAX];
} SAMPLES[] = {
    {"ours",
     {{.name = "imsmanifest.xml", .content = TEXT(MANIFEST("sco", ""))},
      {.name = "course.0123abcd.js", .content = TEXT(COURSE_SCRIPT(QUIZ))},
      PAGE}},
    {"ours to take",
     {{.name = "imsmanifest.xml", .content = TEXT(MANIFEST("sco", ""))},
      {.name = "course.0123abcd.js", .content = TEXT(TAKEN_SCRIPT)},
      PAGE}},
    {"ours without quiz",
     {{.name = "imsmanifest.xml", .content = TEXT(MANIFEST("sco", ""))},
      {.name = "course.0123abcd.js", .content = TEXT(COURSE_SCRIPT("{\"id\":\"p\"}"))},
      PAGE}},
    {"silent",
     {{.name = "imsmanifest.xml", .content = TEXT(MANIFEST("sco", ""))},
      {.name = "a.js", .content = TEXT("api.LMSInitialize('')")},
      PAGE}},
    {"talking",
     {{.name = "imsmanifest.xml",
       .content = TEXT(MANIFEST("sco", "<masteryscore>70</masteryscore>"))},
      {.name = "a.JS",
       .content = TEXT("set('cmi.core.lesson_status');set('cmi.core.score.raw');"
                       "set('cmi.suspend_data')")},
      PAGE}},
    {"asset", {{.name = "imsmanifest.xml", .content = TEXT(MANIFEST("asset", ""))}, PAGE}},
    {"our cmi5",
     {{.name = "cmi5.xml",
       .content = TEXT(CMI5("<au id='u:1' moveOn='CompletedAndPassed'><url>one.html</url></au>"
                            "<au id='u:2' moveOn='Completed'><url>two.html</url></au>"
                            "<au id='u:3'><url>two.html</url></au>"))},
      {.name = "course.0123abcd.js", .content = TEXT(COURSE_SCRIPT(QUIZ))}}},
    {"our cmi5 to take",
     {{.name = "cmi5.xml",
       .content = TEXT(CMI5("<au id='u:1' moveOn='Completed'><url>one.html</url></au>"))},
      {.name = "course.0123abcd.js", .content = TEXT(TAKEN_SCRIPT)}}},
    {"tincan",
     {{.name = "tincan.xml",
       .content = TEXT("<tincan xmlns='http://projecttincan.com/tincan.xsd'><activities><activity "
                       "id='u:c' type='u:t'><name>C</name><launch>index.html</launch></activity>"
                       "</activities></tincan>")},
      PAGE}},
    {"web", {PAGE}},
};

static const struct sample *find_sample(const char *name)
{
    for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
        if (strcmp(SAMPLES[i].name, name) == 0) {
            return &SAMPLES[i];
        }
    }
    fail_msg("no package '%s'", name);
    return NULL;
}

static const struct opened *open_sample(struct arena *arena, const char *name)
{
    const struct sample *sample = find_sample(name);
    size_t count = 0;
    while (count < ENTRIES_MAX && sample->entries[count].name != NULL) {
        count++;
    }
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries(name, sample->entries, count, arena, &opened, NULL),
                     STATUS_OK);
    return opened;
}

static const struct conduct *conduct_of(const struct opened *opened)
{
    const struct conduct *conduct = NULL;
    assert_int_equal(conduct_read(opened, &conduct, NULL), STATUS_OK);
    return conduct;
}

static const struct target *lms_of(struct arena *arena, const char *name)
{
    const struct target *lms = NULL;
    assert_int_equal(target_find(name, arena, &lms, NULL), STATUS_OK);
    return lms;
}

static const struct row {
    const char *package;
    const char *lms;
    size_t unit;
    enum predict_situation situation;
    enum predict_question question;
    const char *shows;
    enum target_mark mark;
    const char *reason; /* a part of it */
} ROWS[] = {
    /* Ours: what the player says, and what the LMS makes of it. */
    {"ours", "moodle", 0, PREDICT_OPENED, PREDICT_STATUS, "incomplete", TARGET_VERIFIED, "at once"},
    {"ours", "dls", 0, PREDICT_OPENED, PREDICT_STATUS, "started", TARGET_VERIFIED, "only"},
    {"ours", "moodle", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "incomplete", TARGET_VERIFIED, "quiz"},
    {"ours without quiz", "moodle", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "completed",
     TARGET_VERIFIED, "every page"},
    {"ours", "moodle", 0, PREDICT_QUIZ_PASSED, PREDICT_STATUS, "completed", TARGET_VERIFIED, ""},
    {"ours", "moodle", 0, PREDICT_QUIZ_PASSED, PREDICT_SCORE, "66 to 100", TARGET_VERIFIED, "mean"},
    {"ours", "moodle", 0, PREDICT_QUIZ_FAILED, PREDICT_STATUS, "incomplete", TARGET_VERIFIED,
     "never says failed"},
    {"ours", "moodle", 0, PREDICT_QUIZ_FAILED, PREDICT_SCORE, "none", TARGET_VERIFIED, ""},
    {"ours without quiz", "moodle", 0, PREDICT_COME_BACK, PREDICT_SCORE, "none", TARGET_VERIFIED,
     "no quiz"},
    {"ours", "learninghub", 0, PREDICT_QUIZ_PASSED, PREDICT_STATUS, "completed", TARGET_VERIFIED,
     "time"},
    /* Where quizzes need only be taken. */
    {"ours to take", "moodle", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "incomplete", TARGET_VERIFIED,
     "taken too"},
    {"ours to take", "moodle", 0, PREDICT_QUIZ_FAILED, PREDICT_STATUS, "completed", TARGET_VERIFIED,
     "suffices"},
    {"ours to take", "moodle", 0, PREDICT_QUIZ_FAILED, PREDICT_SCORE, "0 to 99", TARGET_VERIFIED,
     "mean"},
    {"ours to take", "learninghub", 0, PREDICT_QUIZ_FAILED, PREDICT_RESUME, "starts anew",
     TARGET_VERIFIED, ""},
    {"ours to take", "moodle", 0, PREDICT_QUIZ_PASSED, PREDICT_SCORE, "66 to 100", TARGET_VERIFIED,
     "mean"},
    /* The same situation in LMSs that differ. */
    {"ours", "moodle", 0, PREDICT_COME_BACK, PREDICT_STATUS, "completed", TARGET_VERIFIED, ""},
    {"ours", "learninghub", 0, PREDICT_COME_BACK, PREDICT_STATUS, "incomplete", TARGET_VERIFIED,
     "back"},
    {"ours", "learninghub", 0, PREDICT_COME_BACK, PREDICT_SCORE, "none", TARGET_VERIFIED, "clears"},
    {"ours", "esr", 0, PREDICT_COME_BACK, PREDICT_STATUS, "unknown", TARGET_UNKNOWN, "not known"},
    {"ours", "moodle", 0, PREDICT_HALF_WAY, PREDICT_RESUME, "where the learner left",
     TARGET_VERIFIED, "4096"},
    {"ours", "dls", 0, PREDICT_HALF_WAY, PREDICT_RESUME, "starts anew", TARGET_VERIFIED, ""},
    {"ours", "dls", 0, PREDICT_UPDATED, PREDICT_RESUME, "starts anew", TARGET_VERIFIED, ""},
    {"ours", "learninghub", 0, PREDICT_COME_BACK, PREDICT_RESUME, "starts anew", TARGET_VERIFIED,
     ""},
    {"ours", "moodle", 0, PREDICT_UPDATED, PREDICT_STATUS, "as before, while the identifier stays",
     TARGET_VERIFIED, "'I1'"},
    {"ours", "dls", 0, PREDICT_UPDATED, PREDICT_STATUS, "as before, while its place stays",
     TARGET_VERIFIED, ""},
    {"ours", "learninghub", 0, PREDICT_UPDATED, PREDICT_STATUS, "unknown", TARGET_UNKNOWN, ""},
    {"ours", "totara", 0, PREDICT_OPENED, PREDICT_STATUS, "incomplete", TARGET_INFERRED, ""},
    /* Others: what no script names is not said; what one names may be. */
    {"silent", "moodle", 0, PREDICT_OPENED, PREDICT_STATUS, "completed", TARGET_INFERRED,
     "no script"},
    {"silent", "learninghub", 0, PREDICT_OPENED, PREDICT_STATUS, "incomplete", TARGET_INFERRED, ""},
    {"silent", "esr", 0, PREDICT_OPENED, PREDICT_STATUS, "unknown", TARGET_UNKNOWN, "not known"},
    {"silent", "moodle", 0, PREDICT_HALF_WAY, PREDICT_RESUME, "starts anew", TARGET_INFERRED, ""},
    {"silent", "moodle", 0, PREDICT_ALL_SEEN, PREDICT_SCORE, "none", TARGET_INFERRED, ""},
    {"talking", "moodle", 0, PREDICT_OPENED, PREDICT_STATUS, "unknown", TARGET_UNKNOWN,
     "Moodle makes it completed"},
    {"talking", "moodle", 0, PREDICT_QUIZ_PASSED, PREDICT_STATUS, "passed", TARGET_INFERRED, "70"},
    {"talking", "moodle", 0, PREDICT_QUIZ_FAILED, PREDICT_STATUS, "failed", TARGET_INFERRED, "70"},
    {"talking", "learninghub", 0, PREDICT_QUIZ_PASSED, PREDICT_STATUS, "unknown", TARGET_UNKNOWN,
     ""},
    {"talking", "learninghub", 0, PREDICT_COME_BACK, PREDICT_STATUS, "incomplete", TARGET_INFERRED,
     ""},
    {"talking", "moodle", 0, PREDICT_HALF_WAY, PREDICT_RESUME, "where the learner left",
     TARGET_INFERRED, "if the package"},
    {"talking", "moodle", 0, PREDICT_UPDATED, PREDICT_RESUME, "unknown", TARGET_UNKNOWN, "maker"},
    {"asset", "moodle", 0, PREDICT_OPENED, PREDICT_STATUS, "completed", TARGET_INFERRED, "no SCO"},
    {"asset", "learninghub", 0, PREDICT_OPENED, PREDICT_STATUS, "unknown", TARGET_UNKNOWN, ""},
    {"asset", "moodle", 0, PREDICT_HALF_WAY, PREDICT_RESUME, "starts anew", TARGET_INFERRED, ""},
    /* cmi5: by moveOn, and by the quizzes of the unit's own module. */
    {"our cmi5", "generic", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "not satisfied", TARGET_INFERRED,
     "CompletedAndPassed"},
    {"our cmi5", "generic", 0, PREDICT_QUIZ_PASSED, PREDICT_STATUS, "satisfied", TARGET_INFERRED,
     ""},
    {"our cmi5", "generic", 0, PREDICT_QUIZ_FAILED, PREDICT_STATUS, "not satisfied",
     TARGET_INFERRED, ""},
    {"our cmi5 to take", "generic", 0, PREDICT_QUIZ_FAILED, PREDICT_STATUS, "satisfied",
     TARGET_INFERRED, "completed, and failed"},
    {"our cmi5", "generic", 1, PREDICT_ALL_SEEN, PREDICT_STATUS, "satisfied", TARGET_INFERRED, ""},
    {"our cmi5", "generic", 1, PREDICT_OPENED, PREDICT_STATUS, "not satisfied", TARGET_INFERRED,
     ""},
    {"our cmi5", "generic", 2, PREDICT_OPENED, PREDICT_STATUS, "satisfied", TARGET_INFERRED,
     "NotApplicable"},
    {"our cmi5", "generic", 1, PREDICT_HALF_WAY, PREDICT_RESUME, "where the learner left",
     TARGET_INFERRED, "State"},
    {"tincan", "generic", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "unknown", TARGET_UNKNOWN, "LRS"},
    {"web", "moodle", 0, PREDICT_ALL_SEEN, PREDICT_STATUS, "none", TARGET_INFERRED, "nothing"},
};

static void each_situation_is_answered_as_package_and_lms_have_it(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        const struct row *row = &ROWS[i];
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct opened *opened = open_sample(arena, row->package);
        const struct prediction *prediction =
            predict(opened, conduct_of(opened), lms_of(arena, row->lms));
        assert_non_null(prediction);
        assert_in_range(row->unit, 0, prediction->unit_count - 1);
        const struct predicted_unit *unit = &prediction->units[row->unit];
        assert_true(unit->applies[row->situation]);
        const struct predict_answer *answer = &unit->answers[row->situation][row->question];
        if (strcmp(answer->text, row->shows) != 0 || answer->mark != row->mark ||
            strstr(answer->reason, row->reason) == NULL) {
            fail_msg("row %zu, %s in %s: %s (%s): %s", i, row->package, row->lms, answer->text,
                     target_mark_name(answer->mark), answer->reason);
        }
    }
}

static void without_a_quiz_none_is_passed_or_failed(void **state)
{
    (void)state;
    static const char *const PACKAGES[] = {"ours without quiz", "silent", "asset"};
    for (size_t i = 0; i < sizeof PACKAGES / sizeof *PACKAGES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct opened *opened = open_sample(arena, PACKAGES[i]);
        const struct prediction *one = predict(opened, conduct_of(opened), lms_of(arena, "moodle"));
        assert_false(one->units[0].applies[PREDICT_QUIZ_PASSED]);
        assert_false(one->units[0].applies[PREDICT_QUIZ_FAILED]);
        assert_true(one->units[0].applies[PREDICT_ALL_SEEN]);
    }
}

static void check_marks(const struct predicted_unit *unit, size_t situation)
{
    for (size_t i = 0; unit->applies[situation] && i < PREDICT_QUESTIONS; i++) {
        const struct predict_answer *answer = &unit->answers[situation][i];
        assert_non_null(answer->text);
        assert_int_equal(strcmp(answer->text, "unknown") == 0, answer->mark == TARGET_UNKNOWN);
        assert_true(answer->reason[0] != '\0');
    }
}

static void check_sample(struct arena *arena, const char *name, const struct target *lms)
{
    const struct opened *opened = open_sample(arena, name);
    const struct prediction *one = predict(opened, conduct_of(opened), lms);
    for (size_t i = 0; i < one->unit_count; i++) {
        for (size_t j = 0; j < PREDICT_SITUATIONS; j++) {
            check_marks(&one->units[i], j);
        }
    }
}

static void what_is_unknown_says_so_and_what_says_so_is_unknown(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text rest = text_of(target_list(arena, " "));
    struct text name = {0};
    while (text_split(&rest, ' ', &name)) {
        const struct target *lms = lms_of(arena, arena_copy(arena, name));
        for (size_t i = 0; i < sizeof SAMPLES / sizeof *SAMPLES; i++) {
            check_sample(arena, SAMPLES[i].name, lms);
        }
    }
}

static void a_format_that_is_not_taken_has_no_units(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = open_sample(arena, "our cmi5");
    const struct prediction *one = predict(opened, conduct_of(opened), lms_of(arena, "moodle"));
    assert_false(one->is_taken);
    assert_int_equal(one->mark, TARGET_VERIFIED);
    assert_int_equal(one->unit_count, 0);
}

static void each_format_that_packages_are_known_by_has_rules(void **state)
{
    (void)state;
    for (size_t i = 0; OPENED_FORMATS[i] != NULL; i++) {
        bool is_found = false;
        for (size_t j = 0; PREDICT_RULES[j] != NULL; j++) {
            is_found = is_found || strstr(PREDICT_RULES[j]->formats, OPENED_FORMATS[i]->name);
        }
        if (!is_found) {
            fail_msg("no rules for %s", OPENED_FORMATS[i]->name);
        }
    }
}

static void our_packages_are_known_by_their_course_script(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct conduct *ours = conduct_of(open_sample(arena, "ours"));
    assert_true(ours->is_ours);
    assert_string_equal(ours->version, "1.2.3");
    assert_string_equal(ours->build, "b");
    assert_string_equal(ours->lrs, "https://lrs.example.org/xapi/");
    const struct conduct *other = conduct_of(open_sample(arena, "talking"));
    assert_false(other->is_ours);
    assert_null(other->lrs);
    static const struct zip_entry FORGED[] = {
        {.name = "course.0123abcd.js", .content = TEXT("window.ibestPackage = {;")},
        {.name = "course.notahash.js", .content = TEXT(COURSE_SCRIPT(QUIZ))}};
    struct opened *opened = NULL;
    assert_int_equal(opened_from_entries("x", FORGED, 2, arena, &opened, NULL), STATUS_OK);
    assert_false(conduct_of(opened)->is_ours);
}

static void text_and_json_tell_the_same(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct opened *opened = open_sample(arena, "ours");
    const struct conduct *conduct = conduct_of(opened);
    const struct target *lms = lms_of(arena, "moodle");
    struct text text = {0};
    assert_int_equal(prediction_text(opened, conduct, lms, &text, NULL), STATUS_OK);
    assert_non_null(strstr(text.data, "what Moodle will show"));
    assert_non_null(strstr(text.data, "Unit  [I1]\n  opened and closed at once\n    status  "
                                      "incomplete (verified): the player says incomplete at once"));
    assert_int_equal(prediction_json(opened, conduct, lms, &text, NULL), STATUS_OK);
    AUTO(json_release) json_t *json = NULL;
    assert_int_equal(json_read(text, NULL, &json, NULL), STATUS_OK);
    const json_t *format = json_array_get(json_object_get(json, "formats"), 0);
    assert_true(json_is_true(json_object_get(format, "is_taken")));
    const json_t *unit = json_array_get(json_object_get(format, "units"), 0);
    const json_t *first = json_array_get(json_object_get(unit, "situations"), 0);
    const json_t *status = json_object_get(first, "status");
    assert_string_equal(json_string_value(json_object_get(status, "shows")), "incomplete");
    assert_string_equal(json_string_value(json_object_get(status, "mark")), "verified");
    assert_non_null(json_object_get(status, "source"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_situation_is_answered_as_package_and_lms_have_it),
        cmocka_unit_test(without_a_quiz_none_is_passed_or_failed),
        cmocka_unit_test(what_is_unknown_says_so_and_what_says_so_is_unknown),
        cmocka_unit_test(a_format_that_is_not_taken_has_no_units),
        cmocka_unit_test(each_format_that_packages_are_known_by_has_rules),
        cmocka_unit_test(our_packages_are_known_by_their_course_script),
        cmocka_unit_test(text_and_json_tell_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
