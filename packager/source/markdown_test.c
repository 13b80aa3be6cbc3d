/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of rendering Markdown, with one real picture and one real download at hand. */
#include "source/markdown.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "course/course.h"
#include "source/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { FEW_LINKS = 1250, TIMES = 16, TEXT_MAX = 4 << 20 };

#define FOLDER "markdown_test_course"

struct row {
    const char *markdown;
    const char *result; /* the HTML, or a part of the message */
};

static const struct row RENDERED[] = {
    {"## Heading\n\n*Text* & `<code>`\n",
     "<h2>Heading</h2>\n<p><em>Text</em> &amp; <code>&lt;code&gt;</code></p>\n"},
    {"~~gone~~", "<p><del>gone</del></p>\n"},
    {"[site](https://example.org/a?b=c)",
     "<p><a href=\"https://example.org/a?b=c\">site</a></p>\n"},
    {"![A dot](../media/dot.png)", "<p><img src=\"media/dot.png\" alt=\"A dot\" /></p>\n"},
    {"[leaflet](../media/a.pdf)", "<p><a href=\"media/a.pdf\">leaflet</a></p>\n"},
    {"- [x](https://example.org/)\n- [y] z\n- `[ ]`\n",
     "<ul>\n<li><a href=\"https://example.org/\">x</a></li>\n<li>[y] z</li>\n"
     "<li><code>[ ]</code></li>\n</ul>\n"},
    {"`<th>`", "<p><code>&lt;th&gt;</code></p>\n"},
};

static const struct row REFUSED[] = {
    {"Text\n\n# Title\n", "one/p.md:12: a heading of level 1"},
    {"Title\n=====\n", "one/p.md:10: a heading of level 1"},
    {"a\n\n<div>x</div>\n", "one/p.md:12: HTML is not let through"},
    {"a\nb <b>x</b>\n", "one/p.md:11: HTML is not let through"},
    {"![](../media/dot.png)", "one/p.md:10: the image '../media/dot.png' has no alternative text"},
    {"![x](https://example.org/x.png)",
     "one/p.md:10: the image 'https://example.org/x.png' is not"},
    {"![x](//example.org/x.png)", "one/p.md:10: the image '//example.org/x.png' is not part"},
    {"![x](../media/none.png)", "one/p.md:10: there is no file '../media/none.png'"},
    {"![x](../../dot.png)", "one/p.md:10: '../../dot.png' leads out of the course folder"},
    {"![x](../media/a.pdf)", "one/p.md:10: '../media/a.pdf' cannot be a page's image"},
    {"![x](../media/fake.png)", "one/p.md:10: '../media/fake.png' is not a PNG image"},
    {"[x](javascript:alert(1))", "one/p.md:10: the link 'javascript:alert(1)' may begin only"},
    {"[x](#here)", "one/p.md:10: the link '#here' leads nowhere"},
    {"[x](/root)", "one/p.md:10: the link '/root' leads nowhere"},
    {"- a\n- [ ] b\n", "one/p.md:11: '- [ ]' is a box to tick"},
    {"1. a\n   - [x] b\n", "one/p.md:11: '- [ ]' is a box to tick"},
    {"> [!DO]\n> - [ ] a\n", "one/p.md:11: '- [ ]' is a box to tick"},
    {"[x]()", "one/p.md:10: the link '' leads nowhere"},
    {"- a\n- b\n  c [x](none.pdf)\n", "one/p.md:12: there is no file 'none.pdf'"},
    {"*a\nb* [x](none.pdf)\n", "one/p.md:11: there is no file 'none.pdf'"},
    {"a\n`b\nc` [x](none.pdf)\n", "one/p.md:12: there is no file 'none.pdf'"},
    {"a\n[x\ny](none.pdf)\n", "one/p.md:11: there is no file 'none.pdf'"},
    {"| a |\n|---|\n| b |\n| [x](none.pdf) |\n", "one/p.md:13: there is no file 'none.pdf'"},
};

static enum status render(struct arena *arena, struct markdown markdown, struct page *page,
                          const char **out, struct error *error)
{
    const struct source source = {.folder = FOLDER, .arena = arena};
    markdown.from = "one/p.md";
    markdown.line = 10;
    return markdown_render(&source, &markdown, page, out, error);
}

static void markdown_becomes_html(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RENDERED / sizeof *RENDERED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct page page = {0};
        const char *html = NULL;
        struct error error = {0};
        struct markdown markdown = {.text = text_of(RENDERED[i].markdown)};
        if (render(arena, markdown, &page, &html, &error) != STATUS_OK) {
            fail_msg("row %zu: %s", i, error.message);
        }
        assert_string_equal(html, RENDERED[i].result);
    }
}

static void what_a_package_cannot_show_is_refused_by_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct page page = {0};
        const char *html = NULL;
        struct error error = {0};
        struct markdown markdown = {.text = text_of(REFUSED[i].markdown)};
        assert_int_equal(render(arena, markdown, &page, &html, &error), STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].result) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void table_heads_get_their_scope(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct page page = {0};
    const char *html = NULL;
    struct markdown markdown = {.text = text_of("| a | b |\n|---|--:|\n| 1 | 2 |\n")};
    assert_int_equal(render(arena, markdown, &page, &html, NULL), STATUS_OK);
    assert_non_null(strstr(html, "<thead>"));
    assert_non_null(strstr(html, "<th scope=\"col\">a</th>"));
    assert_non_null(strstr(html, "<th scope=\"col\" align=\"right\">b</th>"));
}

static void a_table_head_without_text_is_a_cell(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct page page = {0};
    const char *html = NULL;
    struct markdown markdown = {.text = text_of("|  | b |  |\n|---|---|--:|\n| 1 | 2 | 3 |\n")};
    assert_int_equal(render(arena, markdown, &page, &html, NULL), STATUS_OK);
    assert_non_null(strstr(html, "<tr>\n<td></td>\n<th scope=\"col\">b</th>\n<td></td>\n</tr>"));
}

static void files_become_media_of_the_page_once(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct page page = {0};
    const char *html = NULL;
    struct markdown markdown = {
        .text = text_of("![a](../media/dot.png) ![b](../media/dot.png) [c](../media/a.pdf)")};
    assert_int_equal(render(arena, markdown, &page, &html, NULL), STATUS_OK);
    assert_string_equal(page.media->path, "media/dot.png");
    assert_string_equal(page.media->file, FOLDER "/media/dot.png");
    assert_int_equal(page.media->size, 8);
    assert_string_equal(page.media->next->path, "media/a.pdf");
    assert_null(page.media->next->next);
}

static void a_phrase_loses_its_paragraph(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct page page = {0};
    const char *html = NULL;
    struct markdown phrase = {.text = text_of("A *phrase*"), .is_phrase = true};
    assert_int_equal(render(arena, phrase, &page, &html, NULL), STATUS_OK);
    assert_string_equal(html, "A <em>phrase</em>");
    struct error error = {0};
    phrase.text = text_of("two\n\nparagraphs");
    assert_int_equal(render(arena, phrase, &page, &html, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "one/p.md:10: "));
}

/* Processor time for a paragraph of so many links to a file, each on a line of its own. */
static clock_t time_of_links(size_t count)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(TEXT_MAX);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&text, "[leaflet](../media/a.pdf)\n");
    }
    struct page page = {0};
    const char *html = NULL;
    struct markdown markdown = {.text = buffer_text(&text)};
    clock_t begin = clock();
    assert_int_equal(render(arena, markdown, &page, &html, NULL), STATUS_OK);
    return clock() - begin;
}

/* Counting the lines above each link would take 16 * 16 times as long. */
static void sixteen_times_as_many_links_take_about_as_many_times_as_long(void **state)
{
    (void)state;
    clock_t few = time_of_links(FEW_LINKS);
    clock_t many = time_of_links((size_t)FEW_LINKS * TIMES);
    if (many > few * TIMES * 4) {
        fail_msg("%d links take %ld, %d links %ld", FEW_LINKS, (long)few, FEW_LINKS * TIMES,
                 (long)many);
    }
}

static int write_files(void **state)
{
    (void)state;
    assert_int_equal(folder_make(FOLDER "/media", NULL), STATUS_OK);
    assert_int_equal(file_write_atomically(FOLDER "/media/dot.png", text_of("\x89PNG\r\n.."), NULL),
                     STATUS_OK);
    assert_int_equal(file_write_atomically(FOLDER "/media/fake.png", text_of("GIF89a"), NULL),
                     STATUS_OK);
    assert_int_equal(file_write_atomically(FOLDER "/media/a.pdf", text_of("%PDF-1.7"), NULL),
                     STATUS_OK);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(markdown_becomes_html),
        cmocka_unit_test(what_a_package_cannot_show_is_refused_by_line),
        cmocka_unit_test(table_heads_get_their_scope),
        cmocka_unit_test(a_table_head_without_text_is_a_cell),
        cmocka_unit_test(files_become_media_of_the_page_once),
        cmocka_unit_test(a_phrase_loses_its_paragraph),
        cmocka_unit_test(sixteen_times_as_many_links_take_about_as_many_times_as_long),
    };
    return cmocka_run_group_tests(tests, write_files, NULL);
}
