/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of reading a whole course folder. The many ways to be wrong are in
 * conformance-tests/content/invalid; here stands what the model holds afterwards. */
#include "source/source.h"

#include "base/arena.h"
#include "base/file.h"
#include "course/course.h"
#include "course/quiz.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

static void put(const char *path, struct text content)
{
    AUTO(free) char *whole = path_join(FOLDER, path);
    AUTO(free) char *folder = path_folder(whole);
    assert_int_equal(folder_make(folder, NULL), STATUS_OK);
    assert_int_equal(file_write_atomically(whole, content, NULL), STATUS_OK);
}

static int write_course(void **state)
{
    (void)state;
    put("course.json", text_of(COURSE));
    put("one/talk.md", text_of(PAGE));
    put("one/check.quiz.json", text_of(QUIZ));
    put("media/t.mp4", (struct text){"\0\0\0\x18"
                                     "ftypisom",
                                     12});
    put("media/t.vtt", text_of("WEBVTT\n\n00:00.000 --> 00:01.000\nHello.\n"));
    put("media/t.transcript.md", text_of("Hello.\n"));
    put("media/t.pdf", text_of("%PDF-1.7"));
    return 0;
}

static const struct course *read_good(struct arena *arena)
{
    struct course *course = NULL;
    struct error error = {0};
    if (source_read(FOLDER, NULL, arena, &course, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return course;
}

static void assert_fails(const char *message)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct course *course = NULL;
    struct error error = {0};
    assert_int_not_equal(source_read(FOLDER, NULL, arena, &course, &error), STATUS_OK);
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
    assert_string_equal(question->choices.list[0].html, "<strong>A</strong>");
    assert_true(question->choices.list[0].is_correct);
    assert_false(question->choices.list[1].is_correct);
    assert_string_equal(question->choices.list[1].feedback_html, "<p>No.</p>\n");
}

static void a_folder_without_course_is_reported(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct course *course = NULL;
    struct error error = {0};
    assert_int_equal(source_read("no-such-folder", NULL, arena, &course, &error), STATUS_NOT_FOUND);
    assert_string_equal(error.message, "there is no 'no-such-folder/course.json'; name the folder "
                                       "that holds course.json");
}

static void an_empty_or_wrong_video_is_refused(void **state)
{
    put("media/t.mp4", text_of(""));
    assert_fails(FOLDER "/one/talk.md:3: '../media/t.mp4' is empty");
    put("media/t.mp4", text_of("not a video at all"));
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
    put("course.json", text_of(course));
    assert_fails(FOLDER "/course.json:3: 'index' cannot be a module's id");
    (void)write_course(state);
}

static void a_page_that_is_no_text_is_refused_by_line(void **state)
{
    put("one/talk.md", text_of("---\ntitle: x\n---\n\xFF\n"));
    assert_fails(FOLDER "/one/talk.md:4: the line is not UTF-8");
    (void)write_course(state);
}

/* Puts what `make` makes in the place of a file of the course, and expects that to be told. */
static void assert_refused_in_place(const char *path, int make(const char *path),
                                    const char *message)
{
    AUTO(free) char *whole = path_join(FOLDER, path);
    assert_int_equal(unlink(whole), 0);
    assert_int_equal(make(whole), 0);
    assert_fails(message);
    (void)remove(whole);
    (void)write_course(NULL);
}

static int make_pipe(const char *path)
{
    return mkfifo(path, 0600);
}

static int make_folder(const char *path)
{
    return mkdir(path, 0700);
}

static int make_link_outside(const char *path)
{
    return symlink("/etc/hostname", path);
}

static int make_large(const char *path)
{
    FILE *stream = fopen(path, "wb");
    return stream == NULL || ftruncate(fileno(stream), (off_t)5 << 30) != 0 || fclose(stream) != 0;
}

static void what_is_no_file_of_the_course_is_refused_where_it_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *path;
        int (*make)(const char *path);
        const char *message;
    } rows[] = {
        {"one/talk.md", make_pipe, "/course.json:5: 'one/talk.md' is a folder or device"},
        {"one/talk.md", make_folder, "/course.json:5: 'one/talk.md' is a folder or device"},
        {"one/talk.md", make_link_outside,
         "/course.json:5: 'one/talk.md' is a link that leads out"},
        {"one/talk.md", make_large, "/one/talk.md:1: the file is larger than 1 MiB"},
        {"course.json", make_pipe, "/course.json' is not a file"},
        {"course.json", make_link_outside, "/course.json:1: the file is a link that leads out"},
        {"course.json", make_large, "/course.json:1: the file is larger than 1 MiB"},
        {"media/t.pdf", make_pipe, "/one/talk.md:7: '../media/t.pdf' is a folder or device"},
        {"media/t.pdf", make_link_outside, "/one/talk.md:7: '../media/t.pdf' is a link that leads"},
        {"media/t.pdf", make_large, "/one/talk.md:7: '../media/t.pdf' is larger than 2 GiB"},
        {"media/t.vtt", make_folder, "/one/talk.md:4: '../media/t.vtt' is a folder or device"},
        {"media/t.transcript.md", make_link_outside,
         "/one/talk.md:5: '../media/t.transcript.md' is a link that leads out"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_refused_in_place(rows[i].path, rows[i].make, rows[i].message);
    }
}

static void a_link_within_the_course_is_followed(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_int_equal(rename(FOLDER "/media/t.pdf", FOLDER "/media/kept.pdf"), 0);
    assert_int_equal(symlink("kept.pdf", FOLDER "/media/t.pdf"), 0);
    assert_int_equal(read_good(arena)->modules[0].pages[0].downloads[0].media->size, 8);
    assert_int_equal(unlink(FOLDER "/media/t.pdf"), 0);
    (void)write_course(state);
}

static void names_that_unpackers_distrust_are_refused(void **state)
{
    static const struct {
        const char *name;
        const char *message;
    } rows[] = {
        {"..\\\\media\\\\t.pdf", "has a backslash; write '/' for it"},
        {"../media/.t.pdf", "has a name that not every LMS can unpack"},
        {"../.media/t.pdf", "has a name that not every LMS can unpack"},
        {"../media/t..pdf", "has a name that not every LMS can unpack"},
        {"../media/T.pdf", "has a name that not every LMS can unpack"},
        {"../media/caf\xC3\xA9.pdf", "has a name that not every LMS can unpack"},
        {"../media/cafe\xCC\x81.pdf", "has a name that not every LMS can unpack"},
        {"../../outside.pdf", "leads out of the course folder"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char page[200];
        int length = snprintf(page, sizeof page,
                              "---\ntitle: x\ndownloads:\n  - file: \"%s\"\n    title: t\n---\n",
                              rows[i].name);
        assert_in_range(length, 1, sizeof page - 1);
        put("one/talk.md", text_of(page));
        assert_fails(rows[i].message);
        assert_fails(FOLDER "/one/talk.md:4: ");
    }
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
        cmocka_unit_test(what_is_no_file_of_the_course_is_refused_where_it_is_named),
        cmocka_unit_test(a_link_within_the_course_is_followed),
        cmocka_unit_test(names_that_unpackers_distrust_are_refused),
    };
    return cmocka_run_group_tests(tests, write_course, NULL);
}
