/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of what the course script tells of each kind of page, and of what completes a module. */
#include "formats/fixture.h"

#include "base/json.h"
#include "course/glossary.h"
#include "course/scenario.h"
#include "course/survey.h"

#include <stdlib.h>

static struct survey_choice survey_choices[] = {{"a", "Blue"}, {"b", "Green"}};
static struct survey_question asked[] = {
    {.id = "sure", .type = SURVEY_SCALE, .html = "", .scale = {0, 10, "not", "wholly"}},
    {.id = "best",
     .type = SURVEY_SINGLE,
     .html = "",
     .is_optional = true,
     .choices = {survey_choices, 2}},
    {.id = "why", .type = SURVEY_TEXT, .html = "", .text_max = 200},
};
static struct survey survey = {"mood", SURVEY_AFTER, asked, 3};
static struct step_choice step_choices[] = {{"a", "Go", NULL, "end"}, {"b", "Stay", "!", "start"}};
static struct step steps[] = {{"start", "?", step_choices, 2}, {"end", ".", NULL, 0}};
static struct scenario scenario = {steps, 2};
static struct quiz before = {.purpose = QUIZ_BEFORE,
                             .draw = 1,
                             .attempts = 2,
                             .after_attempts_html = "<p>Ask.</p>",
                             .bank_id = "all",
                             .questions = &question,
                             .question_count = 1};
static struct media chapters_media = {.path = "media/c.vtt", .file = "c.vtt", .next = NULL};
static struct video chaptered = {.media = &video_media,
                                 .captions = &captions_media,
                                 .chapters = &chapters_media,
                                 .transcript_html = ""};
static struct page pages[] = {
    {.id = "mood", .title = "Mood", .html = "", .kind = PAGE_SURVEY, .survey = &survey},
    {.id = "case", .title = "Case", .html = "", .kind = PAGE_SCENARIO, .scenario = &scenario},
    {.id = "start", .title = "Start", .html = "", .kind = PAGE_QUIZ, .quiz = &before},
    {.id = "film",
     .title = "Film",
     .html = "",
     .kind = PAGE_VIDEO,
     .video = &chaptered,
     .media = &chapters_media},
    {.id = "check", .title = "Check", .html = "", .kind = PAGE_QUIZ, .quiz = &quiz},
};
static struct module only[] = {{"first", "First", "F", 5, pages, 5, {80, QUIZZES_ATTEMPTED}}};
static struct term terms[] = {{"tint", "Tint", "<p>T</p>"}};
static const struct glossary glossary = {terms, 1};
static const struct certificate certificate = {"Certificate", "<p>C</p>"};
static const struct course KINDS = {
    .id = "kinds",
    .iri = "https://example.org/kinds",
    .version = "1",
    .language = "en",
    .title = "Kinds",
    .description = "D",
    .publisher = "P",
    .glossary = &glossary,
    .certificate = &certificate,
    .modules = only,
    .module_count = 1,
};

static const struct package *make_kinds(struct arena *arena, const char *format, bool has_videos)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request = (struct package_request){
        .course = &KINDS, .player = player(), .leaves_out_videos = !has_videos};
    return make_request(arena, format, request);
}

static void assert_told(const char *part)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make_kinds(arena, "web", true);
    const char *script = find(package, package->course_name);
    if (strstr(script, part) == NULL) {
        fail_msg("'%s' is not in %s", part, script);
    }
}

static void a_survey_tells_instrument_moment_and_questions(void **state)
{
    (void)state;
    assert_told("\"kind\":\"survey\"");
    assert_told("\"survey\":{\"instrument\":\"mood\",\"moment\":\"after\",\"questions\":[{\"id\":"
                "\"sure\",\"iri\":\"https://example.org/kinds/surveys/mood/questions/sure\"");
    assert_told("\"type\":\"scale\",\"html\":\"\",\"optional\":false,\"min\":0,\"max\":10,"
                "\"from\":\"not\",\"to\":\"wholly\"}");
    assert_told("\"optional\":true,\"choices\":[{\"id\":\"a\",\"html\":\"Blue\"},");
    assert_told("\"type\":\"text\",\"html\":\"\",\"optional\":false,\"max\":200}");
}

static void a_scenario_tells_where_it_starts_and_what_leads_where(void **state)
{
    (void)state;
    assert_told("\"kind\":\"scenario\"");
    assert_told("\"scenario\":{\"start\":\"start\",\"steps\":[{\"id\":\"start\",\"html\":\"?\","
                "\"choices\":[{\"id\":\"a\",\"html\":\"Go\",\"to\":\"end\"},{\"id\":\"b\","
                "\"html\":\"Stay\",\"feedback_html\":\"!\",\"to\":\"start\"}]},"
                "{\"id\":\"end\",\"html\":\".\",\"choices\":[]}]}");
}

static void a_quiz_tells_its_purpose_and_only_a_check_its_pass_mark(void **state)
{
    (void)state;
    assert_told("\"quiz\":{\"purpose\":\"before\",\"draw\":1,\"attempts\":2,"
                "\"after_attempts_html\":\"<p>Ask.</p>\",\"questions\":[{\"id\":\"sure\",\"iri\":"
                "\"https://example.org/kinds/banks/all/questions/sure\"");
    assert_told("\"quiz\":{\"purpose\":\"check\",\"pass_mark\":66.6");
}

static void a_course_tells_its_terms_its_certificate_and_what_completes_modules(void **state)
{
    (void)state;
    assert_told("\"glossary\":[{\"id\":\"tint\",\"term\":\"Tint\",\"html\":\"<p>T</p>\"}]");
    assert_told("\"certificate\":{\"title\":\"Certificate\",\"html\":\"<p>C</p>\"}");
    assert_told("\"completion\":{\"videos\":80,\"quizzes\":\"attempted\"}");
}

static void chapters_go_with_their_video_and_only_with_it(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_told("\"chapters\":\"media/c.vtt\"");
    assert_non_null(find(make_kinds(arena, "web", true), "media/c.vtt"));
    const struct package *without = make_kinds(arena, "web", false);
    assert_null(find(without, "media/c.vtt"));
    assert_null(strstr(find(without, without->course_name), "chapters"));
}

static void cmi5_asks_for_no_pass_where_attempts_are_enough(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *structure = find(make_kinds(arena, "cmi5", true), "cmi5.xml");
    assert_non_null(strstr(structure, "moveOn=\"Completed\" masteryScore=\"0.66\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_survey_tells_instrument_moment_and_questions),
        cmocka_unit_test(a_scenario_tells_where_it_starts_and_what_leads_where),
        cmocka_unit_test(a_quiz_tells_its_purpose_and_only_a_check_its_pass_mark),
        cmocka_unit_test(a_course_tells_its_terms_its_certificate_and_what_completes_modules),
        cmocka_unit_test(chapters_go_with_their_video_and_only_with_it),
        cmocka_unit_test(cmi5_asks_for_no_pass_where_attempts_are_enough),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
