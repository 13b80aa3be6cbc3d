/* SPDX-License-Identifier: Apache-2.0 */

/* What is in what, as a browser has it, and that hostile pages cost no more than their size. */
#include "html/html_document.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The elements as "name(…)" in brackets of what is in them, texts as they stand. */
static void write_down(const struct html_document *document, size_t begin, size_t end,
                       struct buffer *out)
{
    for (size_t i = begin; i < end; i = document->nodes[i].end) {
        const struct html_node *node = &document->nodes[i];
        if (node->name == NULL) {
            buffer_add_text(out, node->text);
            continue;
        }
        buffer_print(out, "%s(", node->name);
        write_down(document, i + 1, node->end, out);
        buffer_add_character(out, ')');
    }
}

static void assert_reads_as(const char *html, const char *expected)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1 << 20);
    const struct html_document *document = html_document_read(text_of(html), arena);
    write_down(document, 0, document->count, &out);
    buffer_add_character(&out, '\n');
    out.data[out.length - 1] = '\0';
    assert_string_equal(out.data, expected);
}

static void elements_are_within_one_another(void **state)
{
    (void)state;
    assert_reads_as("<div><p>a<b>c</b></p>d</div>", "div(p(ab(c))d)");
    assert_reads_as("<DIV CLASS=a><Br/>x</DIV>", "div(br()x)");
    assert_reads_as("<p><img src=a>b", "p(img()b)");
    assert_reads_as("a < b <3 <", "a < b <3 <");
}

static void end_tags_may_be_left_out(void **state)
{
    (void)state;
    assert_reads_as("<ul><li>a<li>b<ul><li>c</ul></ul>", "ul(li(a)li(bul(li(c))))");
    assert_reads_as("<table><tr><td>a<td>b<tr><th>c</table>", "table(tr(td(a)td(b))tr(th(c)))");
    assert_reads_as("<p>a<p>b<div>c</div>", "p(a)p(b)div(c)");
    assert_reads_as("<select><option>a<option>b</select>", "select(option(a)option(b))");
    assert_reads_as("<dl><dt>a<dd>b<dt>c</dl>", "dl(dt(a)dd(b)dt(c))");
    assert_reads_as("<a href=x>a<a href=y>b</a>", "a(a)a(b)");
}

static void end_tags_that_end_nothing_are_passed_over(void **state)
{
    (void)state;
    assert_reads_as("<div>a</p></b>b</div>c", "div(ab)c");
    assert_reads_as("<div><table><tr><td>a</div>b</td></tr></table></div>",
                    "div(table(tr(td(ab))))");
}

static void scripts_and_the_like_hold_text(void **state)
{
    (void)state;
    assert_reads_as("<script>if (a<b) x='</div>';</script>c", "script(if (a<b) x='</div>';)c");
    assert_reads_as("<title>a <b> &amp; c</TITLE >d", "title(a <b> &amp; c)d");
    assert_reads_as("<textarea><p></textarea>", "textarea(<p>)");
    assert_reads_as("<style>a{}</style>b", "style(a{})b");
    assert_reads_as("<script></scripts></script>b", "script(</scripts>)b");
    assert_reads_as("<script><!-- <script> </script> --></script>b",
                    "script(<!-- <script> </script> -->)b");
    assert_reads_as("<script>never ended", "script(never ended)");
}

static void comments_and_declarations_are_passed_over(void **state)
{
    (void)state;
    assert_reads_as("a<!-- <p> -->b<!-->c<!--->d<?php x ?>e</ x>f<!x>g", "abcdefg");
    assert_reads_as("a<!-- b --!>c<!---->d<!-- - -- ->--->e", "acde");
    assert_reads_as("<![CDATA[<p>]]>a", "]]>a");
    assert_reads_as("a<!-- never ended", "a");
    assert_reads_as("a<p class=\"never ended>", "a");
}

static void pictures_in_text_follow_rules_of_their_own(void **state)
{
    (void)state;
    assert_reads_as("<svg><path/><title>a<b></b></title></svg>c", "svg(path()title(ab()))c");
    assert_reads_as("<svg><![CDATA[<p>]]></svg>", "svg(<p>)");
    assert_reads_as("<svg><foreignObject><p>a<p>b</foreignObject></svg>",
                    "svg(foreignobject(p(a)p(b)))");
}

static const struct html_node *first(const struct html_document *document, const char *name)
{
    size_t place = html_within(document, HTML_NONE, document->count, name);
    assert_true(place != HTML_NONE);
    return &document->nodes[place];
}

static void attributes_are_decoded_and_the_first_of_a_name_counts(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = html_document_read(
        text_of("<a HREF='a&amp;b&#x26;c&#233;?x=1&copy=2' href=z title = \"x y\" id=q/w "
                "hidden data-a=\"&#0;&#x110000;&amp;amp;\">"),
        arena);
    const struct html_node *node = first(document, "a");
    assert_string_equal(html_attribute(node, "href"), "a&b&c\xC3\xA9?x=1&copy=2");
    assert_string_equal(html_attribute(node, "title"), "x y");
    assert_string_equal(html_attribute(node, "id"), "q/w");
    assert_string_equal(html_attribute(node, "hidden"), "");
    assert_string_equal(html_attribute(node, "data-a"), "&amp;");
    assert_null(html_attribute(node, "class"));
    assert_int_equal(node->attribute_count, 5);
}

static void each_node_knows_its_line(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = html_document_read(
        text_of("<!DOCTYPE html>\n<p>\r\n<b\n\nid=a>\r<i>\n\n<script>\nx</script><u>"), arena);
    assert_int_equal(document->document_type_line, 1);
    assert_int_equal(first(document, "p")->line, 2);
    assert_int_equal(first(document, "b")->line, 3);
    assert_int_equal(first(document, "b")->attributes[0].line, 5);
    assert_int_equal(first(document, "i")->line, 6);
    assert_int_equal(first(document, "script")->line, 8);
    assert_int_equal(first(document, "u")->line, 9);
}

static void a_whole_page_is_told_from_a_piece(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_true(html_document_read(text_of("<!doctype html>a"), arena)->is_whole);
    assert_true(html_document_read(text_of("<body>a"), arena)->is_whole);
    assert_false(html_document_read(text_of("<div>a</div>"), arena)->is_whole);
}

static void text_is_what_can_be_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = html_document_read(
        text_of("<div> a\n <b>b</b>c<script>d</script>&nbsp;<br>e&amp; </div>"), arena);
    assert_string_equal(html_text(document, 0, arena), "a bc e&");
}

static void no_break_spaces_are_blank(void **state)
{
    (void)state;
    assert_true(html_is_blank(text_of(" &nbsp;&#160;\xC2\xA0\n&#32;")));
    assert_true(html_is_blank(text_of("")));
    assert_false(html_is_blank(text_of(" &amp;")));
    assert_false(html_is_blank(text_of("\xC2\xA9")));
}

static void assert_unended(const char *html, const char *what, size_t line)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = html_document_read(text_of(html), arena);
    assert_int_equal(document->unended_line, line);
    if (what == NULL) {
        assert_null(document->unended);
        return;
    }
    assert_non_null(document->unended);
    assert_string_equal(document->unended, what);
}

static void what_is_never_ended_is_known(void **state)
{
    (void)state;
    assert_unended("a\n<!-- b", "comment", 2);
    assert_unended("a\n<!--> b --", NULL, 0);
    assert_unended("<!-- a --!>", NULL, 0);
    assert_unended("a<p\nclass=\"b>c", "tag", 1);
    assert_unended("\n\n<script>a</scrip>", "script", 3);
    assert_unended("<title>a</title><!-- b --><p>c", NULL, 0);
    assert_unended("<!---->", NULL, 0);
}

/* `count` times a text, as a document; its nodes in *nodes. */
static const struct html_document *read_many(const char *text, size_t count, const char *before,
                                             struct arena *arena)
{
    struct buffer buffer = BUFFER_INIT(64 << 20);
    buffer_add_string(&buffer, before);
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&buffer, text);
    }
    const char *copy = arena_copy(arena, buffer_text(&buffer));
    struct text bytes = {copy, buffer.length};
    buffer_finish(&buffer);
    return html_document_read(bytes, arena);
}

static void nesting_has_a_bound(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = read_many("<div>", 100000, "", arena);
    assert_int_equal(document->count, 100000);
    assert_int_equal(document->nodes[99999].parent, HTML_DEPTH_MAX - 1);
    assert_int_equal(document->nodes[HTML_DEPTH_MAX - 1].parent, HTML_DEPTH_MAX - 2);
    assert_int_equal(document->nodes[0].end, 100000);
    assert_int_equal(document->deep_line, 1);
}

static void what_is_too_deep_is_ended_before_what_is_not(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1 << 20);
    for (size_t i = 0; i < HTML_DEPTH_MAX + 3; i++) {
        buffer_add_string(&buffer, "<div>");
    }
    buffer_add_string(&buffer, "</div></div></div>a</div><p>");
    const struct html_document *document = html_document_read(buffer_text(&buffer), arena);
    assert_int_equal(document->nodes[document->count - 2].parent, HTML_DEPTH_MAX - 1);
    assert_int_equal(document->nodes[document->count - 1].parent, HTML_DEPTH_MAX - 2);
}

static void elements_and_attributes_have_a_bound(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct html_document *document = read_many("<b>", 600000, "", arena);
    assert_int_equal(document->cut_line, 1);
    assert_int_equal(document->count, HTML_NODES_MAX);
    document = read_many(" a b=c x", 100000, "<p ", arena);
    assert_int_equal(document->count, 0); /* a tag that never ends is none */
    document = read_many("<p a b c d e f g h i j>", 300000, "", arena);
    assert_int_equal(document->cut_line, 1);
    assert_true(document->count < HTML_NODES_MAX / 10);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_within_one_another),
        cmocka_unit_test(end_tags_may_be_left_out),
        cmocka_unit_test(end_tags_that_end_nothing_are_passed_over),
        cmocka_unit_test(scripts_and_the_like_hold_text),
        cmocka_unit_test(comments_and_declarations_are_passed_over),
        cmocka_unit_test(pictures_in_text_follow_rules_of_their_own),
        cmocka_unit_test(attributes_are_decoded_and_the_first_of_a_name_counts),
        cmocka_unit_test(each_node_knows_its_line),
        cmocka_unit_test(a_whole_page_is_told_from_a_piece),
        cmocka_unit_test(text_is_what_can_be_seen),
        cmocka_unit_test(no_break_spaces_are_blank),
        cmocka_unit_test(what_is_never_ended_is_known),
        cmocka_unit_test(nesting_has_a_bound),
        cmocka_unit_test(what_is_too_deep_is_ended_before_what_is_not),
        cmocka_unit_test(elements_and_attributes_have_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
