/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of reading a whole course folder. The many ways to be wrong are in
 * conformance-tests/content/invalid; here stands what the model holds afterwards. */
#include "source/source.h"

#include "base/arena.h"
#include "base/file.h"
#include "course/course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "source_test_course"

static const char COURSE[] =
    "{\"id\": \"tiny\", \"iri\": \"https://example.org/tiny\", \"version\": \"1.0\",\n"
    " \"language\": \"en-GB\", \"title\": \"Tiny\", \"description\": \"Small.\",\n"
    " \"publisher\": \"Nobody\", \"modules\": [{\"id\": \"one\", \"title\": \"One\",\n"
    " \"description\": \"First.\", \"minutes\": 5,\n"
    " \"pages\": [\"one/talk.md\", \"one/check.quiz.json\"]}]}\n";

static const char QUIZ[] =
    "{\"title\": \"Check\", \"introduction\": \"*Try* it.\", \"pass_mark\": 62.5, \"questions\": "
    "[\n"
    "{\"id\": \"q1\", \"type\": \"multiple\", \"text\": \"Which?\", \"feedback\": \"Done.\",\n"
    " \"choices\": [{\"id\": \"a\", \"text\": \"**A**\", \"correct\": true},\n"
    "  {\"id\": \"b\", \"text\": \"B\", \"feedback\": \"No.\"}]}]}\n";

static const char PAGE[] =
    "---\ntitle: Talk\nvideo: ../media/t.mp4\ncaptions: ../media/t.vtt\n"
    "transcript: ../media/t.transcript.md\n"
    "downloads:\n  - file: ../media/t.pdf\n    title: Leaflet\n---\nHello.\n";

static void write(const char *path, struct text content)
{
    AUTO(free) char *whole = path_join(FOLDER, path);
    AUTO(free) char *folder = path_folder(whole);
    assert_int_equal(folder_make(folder, NULL), STATUS_OK);
    assert_int_equal(file_write_atomically(whole, content, NULL), STATUS_OK);
}

static int write_course(void **state)
{
    (void)state;
    write("course.json", text_of(COURSE));
    write("one/talk.md", text_of(PAGE));
    write("one/check.quiz.json", text_of(QUIZ));
    write("media/t.mp4", (struct text){"\0\0\0\x18"
                                       "ftypisom",
                                       12});
    write("media/t.vtt", text_of("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"));
    write("media/t.transcript.md", text_of("Hello.\n"));
    write("media/t.pdf", text_of("%PDF-1.7"));
    return 0;
}

static const struct course *read_good(struct arena *arena)
{
    struct course *course = NULL;
    struct error error = {0};
    if (source_read(FOLDER, arena, &course, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return course;
}

static void assert_fails(const char *message)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct course *course = NULL;
    struct error error = {0};
    assert_int_not_equal(source_read(FOLDER, arena, &course, &error), STATUS_OK);
    if (strstr(error.message, message) == NULL) {
        fail_msg("%s", error.message);
    }
    assert_null(course);
}

static void a_course_is_read_in_its_order(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct course *course = read_good(arena);
    assert_string_equal(course->publisher, "Nobody");
    assert_null(course->notice);
    assert_int_equal(course->module_count, 1);
    const struct module *module = &course->modules[0];
    assert_int_equal(module->minutes, 5);
    assert_int_equal(module->page_count, 2);
    assert_string_equal(module->pages[0].id, "talk");
    assert_string_equal(module->pages[1].id, "check");
    assert_int_equal(module->pages[1].kind, PAGE_QUIZ);
}

static void a_video_page_holds_all_that_belongs_to_it(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct page *page = &read_good(arena)->modules[0].pages[0];
    assert_int_equal(page->kind, PAGE_VIDEO);
    assert_string_equal(page->html, "<p>Hello.</p>\n");
    assert_string_equal(page->video->media->path, "media/t.mp4");
    assert_string_equal(page->video->captions->path, "media/t.vtt");
    assert_null(page->video->poster);
    assert_string_equal(page->video->transcript_html, "<p>Hello.</p>\n");
    assert_int_equal(page->download_count, 1);
    assert_string_equal(page->downloads[0].title, "Leaflet");
    assert_int_equal(page->downloads[0].media->size, 8);
}

static void a_quiz_holds_questions_and_choices(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct page *page = &read_good(arena)->modules[0].pages[1];
    assert_string_equal(page->html, "<p><em>Try</em> it.</p>\n");
    assert_true(page->quiz->pass_mark == 62.5);
    const struct question *question = &page->quiz->questions[0];
    assert_int_equal(question->type, QUESTION_MULTIPLE);
    assert_string_equal(question->feedback_html, "<p>Done.</p>\n");
    assert_string_equal(question->choices[0].html, "<strong>A</strong>");
    assert_true(question->choices[0].is_correct);
    assert_false(question->choices[1].is_correct);
    assert_string_equal(question->choices[1].feedback_html, "<p>No.</p>\n");
}

static void a_folder_without_course_is_reported(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct course *course = NULL;
    struct error error = {0};
    assert_int_equal(source_read("no-such-folder", arena, &course, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "no-such-folder/course.json"));
}

static void an_empty_or_wrong_video_is_refused(void **state)
{
    write("media/t.mp4", text_of(""));
    assert_fails(FOLDER "/one/talk.md:3: '../media/t.mp4' is empty");
    write("media/t.mp4", text_of("not a video at all"));
    assert_fails(FOLDER "/one/talk.md:3: '../media/t.mp4' is not an MP4 video");
    (void)write_course(state);
}

static void the_module_id_index_is_kept_for_packages(void **state)
{
    const char *course =
        "{\"id\": \"t\", \"iri\": \"https://example.org/t\", \"version\": \"1\", \"language\": "
        "\"en\",\n"
        "\"title\": \"T\", \"description\": \"D\", \"publisher\": \"P\", \"modules\": [\n"
        "{\"id\": \"index\", \"title\": \"T\", \"description\": \"D\", \"minutes\": 1, \"pages\": "
        "[\"a.md\"]}]}";
    write("course.json", text_of(course));
    assert_fails(FOLDER "/course.json:3: 'index' cannot be a module's id");
    (void)write_course(state);
}

static void a_page_that_is_no_text_is_refused_by_line(void **state)
{
    write("one/talk.md", text_of("---\ntitle: x\n---\n\xFF\n"));
    assert_fails(FOLDER "/one/talk.md:4: the line is not UTF-8");
    (void)write_course(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_course_is_read_in_its_order),
        cmocka_unit_test(a_video_page_holds_all_that_belongs_to_it),
        cmocka_unit_test(a_quiz_holds_questions_and_choices),
        cmocka_unit_test(a_folder_without_course_is_reported),
        cmocka_unit_test(an_empty_or_wrong_video_is_refused),
        cmocka_unit_test(the_module_id_index_is_kept_for_packages),
        cmocka_unit_test(a_page_that_is_no_text_is_refused_by_line),
    };
    return cmocka_run_group_tests(tests, write_course, NULL);
}
