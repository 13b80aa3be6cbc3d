/* SPDX-License-Identifier: Apache-2.0 */

/* What is read of XML from strangers, and what is not. */
#include "xml/xml_document.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { LARGE = 32 << 20 };

static const struct xml_document *read(const char *text, struct arena *arena)
{
    return xml_document_read(text_of(text), arena);
}

static void assert_refused(const char *text, size_t line, const char *part)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct xml_document *document = read(text, arena);
    assert_null(document->tree);
    assert_true(document->problems.count > 0);
    assert_int_equal(document->problems.first->line, line);
    if (strstr(document->problems.first->message, part) == NULL) {
        fail_msg("want '%s', got '%s'", part, document->problems.first->message);
    }
}

static void elements_are_found_by_local_names(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct xml_document *document = read(
        "<m xmlns:x='u:x'>\n <x:a b=' 1 '> two\n</x:a><a x:c='3'><![CDATA[<4>]]></a></m>", arena);
    const xmlNode *root = xml_root(document);
    assert_true(xml_is(root, "m"));
    const xmlNode *first = xml_child(root, "a");
    assert_string_equal(xml_attribute(first, "b", arena), "1");
    assert_null(xml_attribute(first, "c", arena));
    assert_string_equal(xml_text(first, arena), "two");
    assert_int_equal(xml_line(first), 2);
    const xmlNode *second = xml_next(first);
    assert_string_equal(xml_attribute(second, "c", arena), "3");
    assert_string_equal(xml_child_text(root, "a", arena), "two");
    assert_string_equal(xml_text(second, arena), "<4>");
    assert_null(xml_next(second));
    assert_null(xml_child(NULL, "a"));
    assert_null(xml_child_text(root, "b", arena));
}

static void a_walk_visits_each_element_once_in_order(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct xml_document *document =
        read("<a><b><c/></b><!-- no --><d/>text<e><f/></e></a>", arena);
    char order[8] = {0};
    size_t count = 0;
    for (const xmlNode *node = xml_root(document); node != NULL && count < 7;
         node = xml_walk(node, xml_root(document))) {
        order[count++] = (char)node->name[0];
    }
    assert_string_equal(order, "abcdef");
}

static void depth_is_counted_from_the_root(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const xmlNode *root = xml_root(read("<a><b><c/></b></a>", arena));
    const xmlNode *child = xml_child(root, "b");
    assert_int_equal(xml_depth(root, root), 0);
    assert_int_equal(xml_depth(child, root), 0);
    assert_int_equal(xml_depth(xml_child(child, "c"), root), 1);
}

static void what_is_not_well_formed_is_told_with_its_line(void **state)
{
    (void)state;
    assert_refused("", 1, "");
    assert_refused("<a>\n<b>\n</a>", 3, "mismatch");
    assert_refused("<a>\xFF</a>", 1, "");
    assert_refused("no xml", 1, "");
    assert_refused(" <?xml version='1.0'?><a/>", 1, "");
}

static void a_document_type_is_refused_before_it_is_read(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {
        "<!DOCTYPE a><a/>",
        "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a [<!ENTITY b 'bb'><!ENTITY c '&b;&b;'>]><a c='&c;'>&c;</a>",
        "<!DOCTYPE a [<!ENTITY % x SYSTEM 'http://127.0.0.1:9/x'> %x;]><a/>",
    };
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct xml_document *document = read(TEXTS[i], arena);
        assert_true(document->has_document_type);
        assert_null(document->tree);
        assert_int_equal(document->problems.count, 1);
    }
}

static void namespaces_that_are_not_declared_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct xml_document *document = read("<a>\n<x:b/></a>", arena);
    assert_non_null(document->tree);
    assert_int_equal(document->problems.count, 1);
    assert_int_equal(document->problems.first->line, 2);
    assert_true(xml_child(xml_root(document), NULL) != NULL);
}

static void depth_is_bounded(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(LARGE);
    for (size_t i = 0; i < 100000; i++) {
        buffer_add_string(&text, "<a>");
    }
    const struct xml_document *document = xml_document_read(buffer_text(&text), arena);
    assert_null(document->tree);
    assert_true(document->problems.count > 0);
}

static void size_is_bounded(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(LARGE);
    buffer_add_string(&text, "<a>");
    while (text.length <= XML_DOCUMENT_MAX) {
        buffer_add_string(&text, "                                                            ");
    }
    buffer_add_string(&text, "</a>");
    const struct xml_document *document = xml_document_read(buffer_text(&text), arena);
    assert_null(document->tree);
    assert_non_null(strstr(document->problems.first->message, "16777216"));
}

static void elements_and_attributes_are_bounded(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t nodes;
    } PIECES[] = {{"<a/>", 1}, {"<a b='' c='' d='' e='' f=''/>", 6}, {"<a xmlns:b='b'/>", 2}};
    for (size_t i = 0; i < sizeof PIECES / sizeof *PIECES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(buffer_finish) struct buffer text = BUFFER_INIT(LARGE);
        buffer_add_string(&text, "<a>");
        for (size_t j = 0; j < XML_NODES_MAX / PIECES[i].nodes; j++) {
            buffer_add_string(&text, PIECES[i].text);
        }
        buffer_add_string(&text, "</a>");
        const struct xml_document *document = xml_document_read(buffer_text(&text), arena);
        assert_null(document->tree);
        assert_int_equal(document->problems.count, 1);
        assert_non_null(strstr(document->problems.first->message, "too many elements"));
    }
}

static void lines_beyond_16_bits_are_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(LARGE);
    buffer_add_string(&text, "<a>");
    for (size_t i = 1; i < 70000; i++) {
        buffer_add_string(&text, "\n");
    }
    buffer_add_string(&text, "<b>text</b>\n</a>");
    const struct xml_document *document = xml_document_read(buffer_text(&text), arena);
    assert_int_equal(xml_line(xml_child(xml_root(document), "b")), 70000);
}

static void many_problems_are_counted_and_few_are_kept(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(LARGE);
    buffer_add_string(&text, "<a>");
    for (size_t i = 0; i < (size_t)2 * XML_PROBLEMS_KEPT; i++) {
        buffer_add_string(&text, "<x:b/>");
    }
    buffer_add_string(&text, "</a>");
    const struct xml_document *document = xml_document_read(buffer_text(&text), arena);
    size_t kept = 0;
    for (const struct xml_problem *one = document->problems.first; one != NULL; one = one->next) {
        kept++;
    }
    assert_int_equal(kept, XML_PROBLEMS_KEPT);
    assert_int_equal(document->problems.count, 2 * XML_PROBLEMS_KEPT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(elements_are_found_by_local_names),
        cmocka_unit_test(a_walk_visits_each_element_once_in_order),
        cmocka_unit_test(depth_is_counted_from_the_root),
        cmocka_unit_test(what_is_not_well_formed_is_told_with_its_line),
        cmocka_unit_test(a_document_type_is_refused_before_it_is_read),
        cmocka_unit_test(namespaces_that_are_not_declared_are_told),
        cmocka_unit_test(depth_is_bounded),
        cmocka_unit_test(size_is_bounded),
        cmocka_unit_test(elements_and_attributes_are_bounded),
        cmocka_unit_test(lines_beyond_16_bits_are_told),
        cmocka_unit_test(many_problems_are_counted_and_few_are_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
