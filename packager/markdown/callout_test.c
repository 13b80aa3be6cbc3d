/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of callouts, addresses and what else all Markdown of a course has in common. */
#include "markdown/callout.h"

#include "base/arena.h"
#include "markdown/address.h"
#include "markdown/tree.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const char *const EXTENSIONS[] = {"table", NULL};

static cmark_node *parse(const char *markdown)
{
    AUTO(parser_free) cmark_parser *parser = parser_create(EXTENSIONS);
    return parser_parse(parser, text_of(markdown));
}

/* Takes the callout that the text is; yields its title's words. */
static enum status take(struct arena *arena, const char *markdown, enum callout *out,
                        const char **out_title, struct error *error)
{
    AUTO(node_free) cmark_node *root = parse(markdown);
    AUTO(node_free) cmark_node *title = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    AUTO(node_free) cmark_node *retired = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node *quotation = cmark_node_first_child(root);
    assert_true(callout_is(quotation));
    enum status status = callout_take(quotation, title, retired, out, error);
    *out_title = node_words(arena, title);
    return status;
}

static const struct {
    const char *markdown;
    enum callout callout;
    const char *title;
} TAKEN[] = {
    {"> [!NOTE]\n> a", CALLOUT_NOTE, ""},
    {"> [!NOTE] The *title*\n> a", CALLOUT_NOTE, "The title"},
    {"> [!IMPORTANT]\n> a", CALLOUT_IMPORTANT, "Important"},
    {"> [!WARNING]\n>\n> a", CALLOUT_WARNING, "Warning"},
    {"> [!DO]\n> - a", CALLOUT_DO, "Do"},
    {"> [!DONT]\n> 1. a", CALLOUT_DONT, "Don't"},
    {"> [!DETAILS] `b` c\n> a", CALLOUT_DETAILS, "b c"},
};

static void each_kind_is_known_with_its_title(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof TAKEN / sizeof *TAKEN; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        enum callout callout = CALLOUT_NOTE;
        const char *title = NULL;
        assert_int_equal(take(arena, TAKEN[i].markdown, &callout, &title, NULL), STATUS_OK);
        assert_int_equal(callout, TAKEN[i].callout);
        assert_string_equal(title, TAKEN[i].title);
    }
}

static const struct {
    const char *markdown;
    const char *message;
} REFUSED[] = {
    {"> [!HINT]\n> a", "there is no callout '[!HINT]'; use NOTE"},
    {"> [!note]\n> a", "there is no callout '[!note]'; use NOTE"},
    {"> [!NOTE]", "the callout '[!NOTE]' holds nothing"},
    {"> [!DETAILS]\n> a", "'[!DETAILS]' has no title"},
    {"> [!DO]\n> a", "'[!DO]' must hold one list"},
    {"> [!DONT]\n> - a\n>\n> b", "'[!DONT]' must hold one list"},
};

static void callout_that_is_none_is_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof REFUSED / sizeof *REFUSED; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        enum callout callout;
        const char *title = NULL;
        struct error error = {0};
        assert_int_equal(take(arena, REFUSED[i].markdown, &callout, &title, &error),
                         STATUS_INVALID);
        if (strstr(error.message, REFUSED[i].message) == NULL) {
            fail_msg("row %zu: %s", i, error.message);
        }
    }
}

static void quotations_without_mark_are_no_callouts(void **state)
{
    (void)state;
    static const char *const OTHERS[] = {"> a", "> - [!NOTE]", "> [!NOTE", "> *[!NOTE]*",
                                         "[!NOTE]"};
    for (size_t i = 0; i < sizeof OTHERS / sizeof *OTHERS; i++) {
        AUTO(node_free) cmark_node *root = parse(OTHERS[i]);
        assert_false(callout_is(cmark_node_first_child(root)));
    }
}

static void paragraph_below_a_title_begins_a_line_later(void **state)
{
    (void)state;
    AUTO(node_free) cmark_node *root = parse("a\n\n> [!NOTE] b\n> c");
    AUTO(node_free) cmark_node *title = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    AUTO(node_free) cmark_node *retired = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK);
    cmark_node *quotation = cmark_node_last_child(root);
    enum callout callout;
    assert_int_equal(callout_take(quotation, title, retired, &callout, NULL), STATUS_OK);
    assert_int_equal(node_line(quotation), 3);
    assert_int_equal(node_line(cmark_node_first_child(quotation)), 4);
}

static void title_that_begins_with_the_kind_tells_it(void **state)
{
    (void)state;
    assert_true(callout_title_tells(CALLOUT_WARNING, "Warning: hot"));
    assert_true(callout_title_tells(CALLOUT_IMPORTANT, "important at night"));
    assert_false(callout_title_tells(CALLOUT_WARNING, "Hot"));
    assert_true(callout_title_tells(CALLOUT_DO, "Walk"));
}

static void image_alone_in_its_paragraph_is_a_figure(void **state)
{
    (void)state;
    AUTO(node_free) cmark_node *figure = parse("![a](b.png)");
    AUTO(node_free) cmark_node *text = parse("![a](b.png) c");
    AUTO(node_free) cmark_node *heading = parse("## ![a](b.png)");
    assert_non_null(node_figure(cmark_node_first_child(figure)));
    assert_null(node_figure(cmark_node_first_child(text)));
    assert_null(node_figure(cmark_node_first_child(heading)));
}

static void addresses_are_told_by_their_scheme(void **state)
{
    (void)state;
    assert_true(address_is_whole("HTTPS://a.b") && address_is_whole("tel:111"));
    assert_false(address_is_whole("javascript:a") || address_is_whole("a.pdf"));
    assert_true(address_has_scheme("javascript:a"));
    assert_false(address_has_scheme("a/b:c"));
    assert_string_equal(address_term("glossary:pacing"), "pacing");
    assert_null(address_term("https://glossary:a"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_kind_is_known_with_its_title),
        cmocka_unit_test(callout_that_is_none_is_refused),
        cmocka_unit_test(quotations_without_mark_are_no_callouts),
        cmocka_unit_test(paragraph_below_a_title_begins_a_line_later),
        cmocka_unit_test(title_that_begins_with_the_kind_tells_it),
        cmocka_unit_test(image_alone_in_its_paragraph_is_a_figure),
        cmocka_unit_test(addresses_are_told_by_their_scheme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
