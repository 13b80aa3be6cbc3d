/* SPDX-License-Identifier: Apache-2.0 */

/* Documents against a schema of two files. */
#include "xml/xml_schema.h"

#include "base/arena.h"
#include "xml/xml_document.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#define BYTES(literal) \
    (const unsigned char *)(literal), (const unsigned char *)(literal) + sizeof(literal) - 1

static const char OUTER[] =
    "<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema' targetNamespace='u:outer'"
    " xmlns:inner='u:inner' elementFormDefault='qualified'>"
    "<xsd:import namespace='u:inner' schemaLocation='inner.xsd'/>"
    "<xsd:element name='a'><xsd:complexType><xsd:sequence>"
    "<xsd:element ref='inner:b' minOccurs='0' maxOccurs='unbounded'/>"
    "</xsd:sequence></xsd:complexType></xsd:element></xsd:schema>";
static const char INNER[] =
    "<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema' targetNamespace='u:inner'>"
    "<xsd:element name='b' type='xsd:integer'/></xsd:schema>";
static const char BROKEN[] = "<xsd:schema xmlns:xsd='http://www.w3.org/2001/XMLSchema'><a/>";

static const struct embedded_file *files(void)
{
    static struct embedded_file table[4];
    table[0] = (struct embedded_file){"outer.xsd", BYTES(OUTER)};
    table[1] = (struct embedded_file){"inner.xsd", BYTES(INNER)};
    table[2] = (struct embedded_file){"broken.xsd", BYTES(BROKEN)};
    return table;
}

static struct xml_problems check(const char *text, struct arena *arena)
{
    const struct xml_schema *schema = NULL;
    assert_int_equal(xml_schema_read(files(), "outer.xsd", arena, &schema, NULL), STATUS_OK);
    struct xml_problems problems = {0};
    xml_schema_check(schema, xml_document_read(text_of(text), arena), arena, &problems);
    return problems;
}

static void a_right_document_has_no_problem(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text = "<a xmlns='u:outer'><b xmlns='u:inner'>1</b></a>";
    assert_int_equal(check(text, arena).count, 0);
}

static void each_problem_is_told_with_its_line_and_without_namespaces(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *text =
        "<a xmlns='u:outer'>\n<b xmlns='u:inner'>x</b>\n<b xmlns='u:inner'>y</b></a>";
    struct xml_problems problems = check(text, arena);
    assert_int_equal(problems.count, 2);
    assert_int_equal(problems.first->line, 2);
    assert_int_equal(problems.first->next->line, 3);
    assert_non_null(strstr(problems.first->message, "Element 'b': 'x'"));
    assert_null(strstr(problems.first->message, "u:inner"));
}

static void what_is_no_schema_is_our_fault(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct xml_schema *schema = NULL;
    struct error error = {0};
    assert_int_equal(xml_schema_read(files(), "none.xsd", arena, &schema, &error), STATUS_INTERNAL);
    assert_non_null(strstr(error.message, "'none.xsd'"));
    assert_int_equal(xml_schema_read(files(), "broken.xsd", arena, &schema, NULL), STATUS_INTERNAL);
    assert_null(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_right_document_has_no_problem),
        cmocka_unit_test(each_problem_is_told_with_its_line_and_without_namespaces),
        cmocka_unit_test(what_is_no_schema_is_our_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
