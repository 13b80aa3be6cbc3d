/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the head of Markdown pages. */
#include "source/front_matter.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char VIDEO_PAGE[] = "---\n"
                                 "title: \"Pain: what it is\"\n"
                                 "video: ../media/a.mp4\n"
                                 "captions: ../media/a.vtt\n"
                                 "transcript: ../media/a.transcript.md\n"
                                 "poster: ../media/a.jpg\n"
                                 "downloads:\n"
                                 "  - file: ../downloads/a.pdf\n"
                                 "    title: A leaflet\n"
                                 "  - {file: b.pdf, title: Another}\n"
                                 "---\n"
                                 "Text\n";

struct invalid_row {
    const char *text;
    const char *message; /* a part of it */
};

static const struct invalid_row INVALID[] = {
    {"", "p.md:1: the page has no front matter"},
    {"Text\n", "p.md:1: the page has no front matter"},
    {"--- \n", "p.md:1: the front matter is not closed"},
    {"---\ntitle: x\n", "p.md:1: the front matter is not closed"},
    {"---\n---\n", "p.md:1: the page has no 'title'"},
    {"---\ntitle: [\n---\n", "p.md:3: the front matter is not YAML"},
    {"---\ntitle: x\n\tcolour: y\n---\n", "p.md:3: the front matter is not YAML"},
    {"---\n- title\n---\n", "p.md:2: the front matter must be lines of 'key: value'"},
    {"---\ntitle: x\ntitle: y\n---\n", "p.md:3: 'title' stands twice"},
    {"---\ntitle:\n  - x\n---\n", "p.md:2: 'title' must be one line of text"},
    {"---\ntitle: \"\"\n---\n", "p.md:2: 'title' must be one line of text"},
    {"---\ntitle: \"a\\nb\"\n---\n", "p.md:2: 'title' must be one line of text"},
    {"---\ntitle: \"a\\0b\"\n---\n", "p.md:2: 'title' must be one line of text"},
    {"---\ntitle: x\ncolour: blue\n---\n", "p.md:3: unknown key 'colour'"},
    {"---\n? [a]\n: b\n---\n", "p.md:2: a key must be plain text"},
    {"---\ntitle: x\nvideo: a.mp4\n---\n", "p.md:3: the video 'a.mp4' has no 'captions'"},
    {"---\ntitle: x\nvideo: a.mp4\ncaptions: a.vtt\n---\n",
     "p.md:3: the video 'a.mp4' has no 'trans"},
    {"---\ntitle: x\ncaptions: a.vtt\n---\n", "p.md:3: 'captions' stands here without a 'video'"},
    {"---\ntitle: x\ndownloads: a.pdf\n---\n", "p.md:3: 'downloads' must be a list"},
    {"---\ntitle: x\ndownloads:\n  - a.pdf\n---\n", "p.md:4: a download needs"},
    {"---\ntitle: x\ndownloads:\n  - file: a.pdf\n---\n", "p.md:4: the download has no 'title'"},
    {"---\ntitle: x\ndownloads:\n  - title: A\n    file: a\n    size: 3\n---\n",
     "p.md:6: unknown key 'size'"},
};

static void each_value_is_read_with_its_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct front_matter head = {0};
    struct error error = {0};
    enum status status = front_matter_read(text_of(VIDEO_PAGE), "p.md", arena, &head, &error);
    assert_string_equal(error.message, "");
    assert_int_equal(status, STATUS_OK);
    assert_string_equal(head.title.value, "Pain: what it is");
    assert_int_equal(head.title.line, 2);
    assert_string_equal(head.poster.value, "../media/a.jpg");
    assert_int_equal(head.poster.line, 6);
    assert_int_equal(head.download_count, 2);
    assert_string_equal(head.downloads[0].file.value, "../downloads/a.pdf");
    assert_int_equal(head.downloads[0].title.line, 9);
    assert_string_equal(head.downloads[1].title.value, "Another");
    assert_true(text_is(head.body, "Text\n"));
    assert_int_equal(head.body_line, 12);
}

static void lines_may_end_with_carriage_returns(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct front_matter head = {0};
    const char *page = "---\r\ntitle: x\r\n---\r\nText\r\n";
    assert_int_equal(front_matter_read(text_of(page), "p.md", arena, &head, NULL), STATUS_OK);
    assert_string_equal(head.title.value, "x");
    assert_true(text_is(head.body, "Text\r\n"));
}

static void a_page_may_have_no_body(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct front_matter head = {0};
    const char *page = "---\ntitle: x\n---";
    assert_int_equal(front_matter_read(text_of(page), "p.md", arena, &head, NULL), STATUS_OK);
    assert_int_equal(head.body.length, 0);
}

static void faults_are_told_by_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof INVALID / sizeof *INVALID; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct front_matter head = {0};
        struct error error = {0};
        enum status status =
            front_matter_read(text_of(INVALID[i].text), "p.md", arena, &head, &error);
        assert_int_equal(status, STATUS_INVALID);
        if (strstr(error.message, INVALID[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void a_title_has_at_most_200_characters(void **state)
{
    (void)state;
    for (size_t length = 200; length <= 201; length++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        char title[202] = {0};
        memset(title, 'x', length);
        const char *page = arena_print(arena, "---\ntitle: %s\n---\n", title);
        struct front_matter head;
        enum status expected = length == 200 ? STATUS_OK : STATUS_INVALID;
        assert_int_equal(front_matter_read(text_of(page), "p.md", arena, &head, NULL), expected);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_value_is_read_with_its_line),
        cmocka_unit_test(lines_may_end_with_carriage_returns),
        cmocka_unit_test(a_page_may_have_no_body),
        cmocka_unit_test(faults_are_told_by_line),
        cmocka_unit_test(a_title_has_at_most_200_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
