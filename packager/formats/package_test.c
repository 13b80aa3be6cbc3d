/* SPDX-License-Identifier: Apache-2.0 */

/* One contract test over all formats, then what each format adds. */
#include "formats/fixture.h"

#include "base/json.h"

#include <stdlib.h>

static json_t *script_of(const struct package *package)
{
    const char *script = find(package, package->course_name);
    assert_non_null(script);
    const char *begin = strchr(script, '{');
    const char *end = strrchr(script, ';');
    json_t *json = NULL;
    struct text text = {begin, (size_t)(end - begin)};
    assert_int_equal(json_read(text, NULL, &json, NULL), STATUS_OK);
    return json;
}

static const char *text_at(const json_t *json, const char *key)
{
    const char *text = json_string_value(json_object_get(json, key));
    assert_non_null(text);
    return text;
}

static void formats_stand_in_the_order_of_their_names(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL && FORMATS[i + 1] != NULL; i++) {
        assert_true(strcmp(FORMATS[i]->name, FORMATS[i + 1]->name) < 0);
        assert_ptr_equal(format_find(FORMATS[i]->name), FORMATS[i]);
    }
    assert_null(format_find("scorm13"));
}

static void every_format_has_page_player_course_and_media(void **state)
{
    (void)state;
    for (size_t i = 0; FORMATS[i] != NULL; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct package *package = make(arena, FORMATS[i]->name, NULL);
        assert_string_equal(package->entries[0].name, FORMATS[i]->first);
        assert_string_equal(find(package, "media/a.mp4"), "a.mp4");
        assert_string_equal(find(package, "media/a.vtt"), "a.vtt");
        assert_non_null(strstr(find(package, "index.html"),
                               "<title>Tiny caf\xC3\xA9 &quot;course&quot;</title>"));
        assert_non_null(strstr(find(package, "index.html"), package->course_name));
        assert_string_equal(find(package, package->player_name), PLAYER_SCRIPT);
        assert_string_equal(find(package, package->style_name), PLAYER_STYLE);
        AUTO(json_release) json_t *script = script_of(package);
        assert_string_equal(text_at(script, "format"), FORMATS[i]->name);
    }
}

static void the_script_is_ascii_and_tells_the_whole_course(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "web", NULL);
    for (const char *c = find(package, package->course_name); *c != '\0'; c++) {
        assert_true((unsigned char)*c < 0x80);
    }
    AUTO(json_release) json_t *script = script_of(package);
    assert_int_equal(strlen(text_at(script, "build")), 16);
    assert_string_equal(text_at(json_object_get(script, "activity"), "kind"), "course");
    const json_t *list = json_object_get(script, "modules");
    assert_int_equal(json_array_size(list), 2);
    const json_t *page = json_array_get(json_object_get(json_array_get(list, 0), "pages"), 0);
    assert_string_equal(text_at(page, "title"), "Caf\xC3\xA9 <talk>");
    assert_string_equal(text_at(json_object_get(page, "video"), "iri"),
                        "https://example.org/tiny/modules/first-one/pages/talk/video");
    assert_null(json_object_get(json_object_get(page, "video"), "poster"));
    page = json_array_get(json_object_get(json_array_get(list, 1), "pages"), 0);
    const json_t *only =
        json_array_get(json_object_get(json_object_get(page, "quiz"), "questions"), 0);
    assert_string_equal(text_at(only, "type"), "single");
    assert_int_equal(json_array_size(json_object_get(only, "choices")), 2);
    assert_null(json_object_get(script, "lrs"));
}

static void a_module_package_holds_only_its_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "scorm12", &modules[1]);
    assert_null(find(package, "media/a.mp4"));
    assert_string_equal(package_file_name(package), "tiny-course-second-scorm12.zip");
    AUTO(json_release) json_t *script = script_of(package);
    assert_int_equal(json_array_size(json_object_get(script, "modules")), 1);
    assert_string_equal(text_at(json_object_get(script, "activity"), "iri"),
                        "https://example.org/tiny/modules/second");
    const char *manifest = find(package, "imsmanifest.xml");
    assert_non_null(strstr(manifest, "identifier=\"M_tiny_course_second\""));
    assert_non_null(strstr(manifest, "identifier=\"ITEM_tiny_course_second\""));
}

static void an_lrs_goes_into_the_script(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct lrs_access lrs = {"https://lrs.example.org/xapi/", "key", "secret"};
    const struct package_request request = {.course = &COURSE, .lrs = &lrs, .player = player()};
    struct package *package = NULL;
    assert_int_equal(package_make(format_find("scorm12"), &request, arena, &package, NULL),
                     STATUS_OK);
    AUTO(json_release) json_t *script = script_of(package);
    const json_t *found = json_object_get(script, "lrs");
    assert_string_equal(text_at(found, "endpoint"), "https://lrs.example.org/xapi/");
    assert_string_equal(text_at(found, "secret"), "secret");
}

static void scorm_identifiers_do_not_come_from_titles_or_versions(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *manifest = find(make(arena, "scorm12", NULL), "imsmanifest.xml");
    assert_null(strstr(manifest, "1.2.3"));
    assert_null(strstr(manifest, "&#"));
    assert_non_null(strstr(manifest, "<title>Tiny caf\xC3\xA9 \"course\"</title>"));
    assert_non_null(find(make(arena, "scorm12", NULL), "imsmd_rootv1p2p1.xsd"));
}

static void ids_too_long_for_the_learning_hub_are_refused(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct module module = modules[1];
    char id[COURSE_ID_SIZE] = {0};
    memset(id, 'm', sizeof id - 1);
    module.id = id;
    struct course course = COURSE;
    course.id = id;
    course.modules = &module;
    course.module_count = 1;
    const struct package_request request = {
        .course = &course, .module = &module, .player = player()};
    struct package *package = NULL;
    struct error error = {0};
    assert_int_equal(package_make(format_find("scorm12"), &request, arena, &package, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "129 characters"));
}

static void cmi5_has_a_unit_and_a_page_a_module(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "cmi5", NULL);
    const char *structure = find(package, "cmi5.xml");
    assert_non_null(strstr(structure, "moveOn=\"Completed\""));
    assert_non_null(strstr(structure, "moveOn=\"CompletedAndPassed\" masteryScore=\"0.66\""));
    assert_non_null(strstr(structure, "<url>first-one.html</url>"));
    assert_non_null(strstr(find(package, "first-one.html"), "data-module=\"first-one\""));
    assert_non_null(strstr(find(package, "second.html"), "<title>Second</title>"));
    assert_non_null(strstr(find(make(arena, "cmi5", &modules[1]), "cmi5.xml"),
                           "<course id=\"https://example.org/tiny/modules/second/course\">"));
}

static void scorm2004_lets_a_score_decide_only_where_there_are_quizzes(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *whole = find(make(arena, "scorm2004", NULL), "imsmanifest.xml");
    assert_non_null(strstr(whole, "satisfiedByMeasure=\"true\""));
    assert_non_null(strstr(whole, "<imsss:minNormalizedMeasure>0.66</imsss:minNormalizedMeasure>"));
    const char *without = find(make(arena, "scorm2004", &modules[0]), "imsmanifest.xml");
    assert_non_null(strstr(without, "satisfiedByMeasure=\"false\""));
    assert_null(strstr(without, "minNormalizedMeasure"));
    assert_non_null(strstr(without, "objectiveSetByContent=\"true\""));
}

static void scorm2004_judges_by_no_score_where_attempts_are_enough(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct module attempted = modules[1];
    attempted.completion.quizzes = QUIZZES_ATTEMPTED;
    struct course course = COURSE;
    course.modules = &attempted;
    course.module_count = 1;
    struct package_request request = {.course = &course, .player = player()};
    const char *manifest = find(make_request(arena, "scorm2004", &request), "imsmanifest.xml");
    assert_non_null(strstr(manifest, "satisfiedByMeasure=\"false\""));
    assert_null(strstr(manifest, "minNormalizedMeasure"));
}

static void scorm2004_has_the_identifiers_of_scorm_1_2_and_its_own_control_documents(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make(arena, "scorm2004", &modules[1]);
    const char *manifest = find(package, "imsmanifest.xml");
    assert_non_null(strstr(manifest, "identifier=\"ITEM_tiny_course_second\""));
    assert_null(strstr(manifest, "1.2.3"));
    assert_non_null(find(package, "imsss_v1p0seqrule.xsd"));
    assert_non_null(find(package, "XMLSchema.dtd"));
    assert_null(strstr(manifest, ".xsd\"/>"));
}

static void tincan_launches_what_the_package_is_about(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *whole = find(make(arena, "xapi", NULL), "tincan.xml");
    const char *launch = strstr(whole, "<launch");
    assert_true(launch < strstr(whole, "id=\"https://example.org/tiny/modules/first-one\""));
    const char *one = find(make(arena, "xapi", &modules[1]), "tincan.xml");
    assert_true(strstr(one, "<launch") >
                strstr(one, "id=\"https://example.org/tiny/modules/second\""));
    assert_null(strstr(one, "first-one"));
}

static const struct package *make_without_videos(struct arena *arena, const char *url)
{
    struct package_request *request = ARENA_NEW(arena, struct package_request);
    *request = (struct package_request){
        .course = &COURSE, .player = player(), .leaves_out_videos = true, .videos_url = url};
    return make_request(arena, "scorm12", request);
}

static void without_videos_pages_have_the_transcript_and_a_link_if_there_is_one(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct package *package = make_without_videos(arena, "https://v.example.org/");
    assert_null(find(package, "media/a.mp4"));
    assert_null(find(package, "media/a.vtt"));
    assert_string_equal(package_file_name(package), "tiny-course-scorm12-without-videos.zip");
    const char *script = find(package, "course.");
    assert_non_null(strstr(script, "\"online\":\"https://v.example.org/media/a.mp4\""));
    assert_non_null(strstr(script, "\"transcript_html\":\"<p>T</p>\""));
    assert_null(strstr(script, "\"src\""));
    assert_null(strstr(find(make_without_videos(arena, NULL), "course."), "online"));
    assert_non_null(find(make(arena, "scorm12", NULL), "media/a.mp4"));
}

static void a_video_that_is_a_download_too_stays(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct download download = {.media = &video_media, .title = "The video"};
    first_pages[0].downloads = &download;
    first_pages[0].download_count = 1;
    const struct package *package = make_without_videos(arena, NULL);
    first_pages[0].downloads = NULL;
    first_pages[0].download_count = 0;
    assert_non_null(find(package, "media/a.mp4"));
    assert_null(find(package, "media/a.vtt"));
}

static void learners_keep_their_records_when_videos_are_left_out(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *with = find(make(arena, "scorm12", NULL), "course.");
    const char *without = find(make_without_videos(arena, NULL), "course.");
    const char *build = strstr(with, "\"build\":");
    assert_non_null(build);
    assert_memory_equal(build, strstr(without, "\"build\":"),
                        strlen("\"build\":\"0123456789abcdef\""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(formats_stand_in_the_order_of_their_names),
        cmocka_unit_test(every_format_has_page_player_course_and_media),
        cmocka_unit_test(the_script_is_ascii_and_tells_the_whole_course),
        cmocka_unit_test(a_module_package_holds_only_its_module),
        cmocka_unit_test(an_lrs_goes_into_the_script),
        cmocka_unit_test(scorm_identifiers_do_not_come_from_titles_or_versions),
        cmocka_unit_test(ids_too_long_for_the_learning_hub_are_refused),
        cmocka_unit_test(cmi5_has_a_unit_and_a_page_a_module),
        cmocka_unit_test(scorm2004_lets_a_score_decide_only_where_there_are_quizzes),
        cmocka_unit_test(scorm2004_judges_by_no_score_where_attempts_are_enough),
        cmocka_unit_test(scorm2004_has_the_identifiers_of_scorm_1_2_and_its_own_control_documents),
        cmocka_unit_test(tincan_launches_what_the_package_is_about),
        cmocka_unit_test(without_videos_pages_have_the_transcript_and_a_link_if_there_is_one),
        cmocka_unit_test(a_video_that_is_a_download_too_stays),
        cmocka_unit_test(learners_keep_their_records_when_videos_are_left_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
