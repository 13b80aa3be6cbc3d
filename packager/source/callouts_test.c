/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of callouts, figures and links to the glossary, as Markdown becomes HTML. */
#include "source/markdown.h"

#include "base/arena.h"
#include "base/file.h"
#include "course/course.h"
#include "course/glossary.h"
#include "source/files.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define FOLDER "callouts_test_course"

struct row {
    const char *markdown;
    const char *part; /* of the HTML without line breaks, or of the message */
};

static const struct row RENDERED[] = {
    {"> said\n", "<blockquote><p>said</p></blockquote>"},
    {"> [!NOTE]\n> Wash.\n",
     "<div class=\"nhsuk-inset-text\"><span class=\"nhsuk-u-visually-hidden\">Information: "
     "</span><p>Wash.</p></div>"},
    {"> [!NOTE] Hands *first*\n> Wash.\n",
     "</span><p><strong>Hands <em>first</em></strong></p><p>Wash.</p></div>"},
    {"> [!NOTE]\n>\n> - one\n> - two\n", "</span><ul><li>one</li><li>two</li></ul></div>"},
    {"> [!IMPORTANT]\n> Stop.\n",
     "<div class=\"nhsuk-card nhsuk-card--warning\"><div class=\"nhsuk-card__content\"><h2 "
     "class=\"nhsuk-card__heading\">Important</h2><p>Stop.</p></div></div>"},
    {"> [!WARNING]\n> Stop.\n", "<h2 class=\"nhsuk-card__heading\">Warning</h2>"},
    {"> [!WARNING] Hot & wet\n> Stop.\n",
     "<h2 class=\"nhsuk-card__heading\"><span role=\"text\"><span "
     "class=\"nhsuk-u-visually-hidden\">Warning: </span>Hot &amp; wet</span></h2>"},
    {"> [!IMPORTANT] Important at night\n> Stop.\n",
     "<h2 class=\"nhsuk-card__heading\">Important at night</h2>"},
    {"## A\n\n### B\n\n> [!IMPORTANT]\n> x\n", "<h4 class=\"nhsuk-card__heading\">"},
    {"###### F\n\n> [!IMPORTANT]\n> x\n", "<h6 class=\"nhsuk-card__heading\">"},
    {"> [!DO]\n> - move\n> - *rest*\n",
     "<h2 class=\"nhsuk-card__heading\">Do</h2><ul class=\"nhsuk-list nhsuk-list--tick\" "
     "role=\"list\"><li><svg class=\"nhsuk-icon nhsuk-icon--tick\""},
    {"> [!DO]\n> - move\n", "aria-hidden=\"true\">"},
    {"> [!DO]\n>\n> - move\n>\n> - rest\n", "</svg>rest</li></ul></div></div>"},
    {"> [!DONT]\n> - lift\n", "nhsuk-list--cross\" role=\"list\"><li><svg class=\"nhsuk-icon "
                              "nhsuk-icon--cross\""},
    {"> [!DONT] Never\n> - lift\n", "<h2 class=\"nhsuk-card__heading\">Never</h2>"},
    {"> [!DETAILS] More\n> Text.\n",
     "<details class=\"nhsuk-details nhsuk-expander\"><summary "
     "class=\"nhsuk-details__summary\"><span class=\"nhsuk-details__summary-text\">More</span>"
     "</summary><div class=\"nhsuk-details__text\"><p>Text.</p></div></details>"},
    {"> [!DETAILS] A\n> a\n\n> [!DETAILS] B\n> b\n\n> [!DETAILS] C\n> c\n",
     "<p>a</p></div></details><details"},
    {"> [!DETAILS] A\n> > [!NOTE]\n> > in\n",
     "<div class=\"nhsuk-details__text\"><div class=\"nhsuk-inset-text\">"},
    {"![A dot](../media/dot.png \"A *dot* & more\")\n",
     "<figure class=\"nhsuk-image\"><img src=\"media/dot.png\" alt=\"A dot\" /><figcaption "
     "class=\"nhsuk-image__caption\">A *dot* &amp; more</figcaption></figure>"},
    {"![A dot](../media/dot.png \"Title\") text\n", "<p><img src=\"media/dot.png\" alt=\"A dot\" "
                                                    "title=\"Title\" /> text</p>"},
    {"A [*walk*](glossary:graded-activity)!\n",
     "<p>A <a class=\"glossary-link\" href=\"#/glossary/graded-activity\"><em>walk</em></a>!</p>"},
    {"| a |\n|---|\n| [w](glossary:graded-activity) |\n",
     "<td><a class=\"glossary-link\" href=\"#/glossary/graded-activity\">w</a></td>"},
};

static const struct row REFUSED[] = {
    {"a\n\n> [!TIP]\n> x\n", "one/p.md:12: there is no callout '[!TIP]'; use NOTE"},
    {"> [!note]\n> x\n", "one/p.md:10: there is no callout '[!note]'"},
    {"> [!NOTE] title only\n", "one/p.md:10: the callout '[!NOTE]' holds nothing"},
    {"> [!DETAILS]\n> x\n", "one/p.md:10: '[!DETAILS]' has no title"},
    {"> [!DO]\n> x\n", "one/p.md:10: '[!DO]' must hold one list"},
    {"> [!DONT]\n> - x\n>\n> y\n", "one/p.md:10: '[!DONT]' must hold one list"},
    {"> [!NOTE]\n> x\n> [y](none.pdf)\n", "one/p.md:12: there is no file 'none.pdf'"},
    {"a\n[b](glossary:none)\n", "one/p.md:11: the glossary has no term 'none'"},
};

static struct term terms[] = {{"graded-activity", "Graded activity", "<p>.</p>"}};
static const struct glossary glossary = {terms, 1};

static enum status render(struct arena *arena, const struct glossary *known, const char *text,
                          const char **out, struct error *error)
{
    const struct source source = {.folder = FOLDER, .arena = arena, .glossary = known};
    const struct markdown markdown = {.text = text_of(text), .from = "one/p.md", .line = 10};
    struct page *page = ARENA_NEW(arena, struct page);
    return markdown_render(&source, &markdown, page, out, error);
}

/* libcmark-gfm puts line breaks around blocks of our own. */
static const char *without_breaks(struct arena *arena, const char *html)
{
    char *out = arena_allocate(arena, strlen(html) + 1, 1);
    for (size_t i = 0; *html != '\0'; html++) {
        if (*html != '\n') {
            out[i++] = *html;
        }
    }
    return out;
}

static const char *render_good(struct arena *arena, const char *text)
{
    const char *html = NULL;
    struct error error = {0};
    if (render(arena, &glossary, text, &html, &error) != STATUS_OK) {
        fail_msg("%s: %s", text, error.message);
    }
    return without_breaks(arena, html);
}

static void each_kind_has_the_structure_of_its_component(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof RENDERED / sizeof *RENDERED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *html = render_good(arena, RENDERED[i].markdown);
        if (strstr(html, RENDERED[i].part) == NULL) {
            fail_msg("row %zu: %s", i, html);
        }
    }
}

static void what_is_no_callout_or_term_is_refused_by_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const char *html = NULL;
        struct error error = {0};
        assert_int_equal(render(arena, &glossary, REFUSED[i].markdown, &html, &error),
                         STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].part) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;
    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void only_details_that_follow_one_another_are_a_group(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *group = "<div class=\"nhsuk-expander-group\">";
    const char *html = render_good(arena, "> [!DETAILS] A\n> a\n\n> [!DETAILS] B\n> b\n\nText.\n\n"
                                          "> [!DETAILS] C\n> c\n");
    assert_int_equal(count_of(html, group), 1);
    assert_non_null(strstr(html, "<p>b</p></div></details></div><p>Text.</p><details"));
    html = render_good(arena, "> [!DETAILS] A\n> > [!DETAILS] B\n> > b\n");
    assert_int_equal(count_of(html, group), 0);
}

static void without_a_glossary_no_term_can_be_linked_to(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *html = NULL;
    struct error error = {0};
    assert_int_equal(render(arena, NULL, "[b](glossary:b)\n", &html, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "one/p.md:10: 'glossary:b' has no glossary to lead to"));
}

static int write_files(void **state)
{
    (void)state;
    assert_int_equal(folder_make(FOLDER "/media", NULL), STATUS_OK);
    assert_int_equal(file_write_atomically(FOLDER "/media/dot.png", text_of("\x89PNG\r\n.."), NULL),
                     STATUS_OK);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_has_the_structure_of_its_component),
        cmocka_unit_test(what_is_no_callout_or_term_is_refused_by_line),
        cmocka_unit_test(only_details_that_follow_one_another_are_a_group),
        cmocka_unit_test(without_a_glossary_no_term_can_be_linked_to),
    };
    return cmocka_run_group_tests(tests, write_files, NULL);
}
