/* SPDX-License-Identifier: Apache-2.0 */

/* What is code, and what only looks so. */
#include "script/script_reader.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The tokens, one blank between them, each with the letter of its kind before it. */
static void assert_reads_as(const char *script, const char *expected)
{
    static const char KINDS[] = "nstdem"; /* name, string, template, digits, expression, mark */
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1 << 16);
    struct script_reader reader;
    struct script_token token;
    script_reader_begin(&reader, text_of(script));
    while (script_reader_next(&reader, &token)) {
        buffer_print(&out, "%s%c:%.*s", out.length > 0 ? " " : "", KINDS[token.kind],
                     TEXT_ARGUMENTS(token.text));
    }
    buffer_add_string(&out, "");
    assert_string_equal(out.data != NULL ? out.data : "", expected);
}

static void names_numbers_and_marks_are_told_apart(void **state)
{
    (void)state;
    assert_reads_as("$a.b_1 = 0x1F+1e-5+.5;", "n:$a m:. n:b_1 m:= d:0x1F m:+ d:1e-5 m:+ d:.5 m:;");
    assert_reads_as("a=>b++", "n:a m:=> n:b m:++");
}

static void strings_end_where_they_began(void **state)
{
    (void)state;
    assert_reads_as("'a\"b' \"c'd\" 'e\\'f'", "s:a\"b s:c'd s:e\\'f");
    assert_reads_as("'a\\\nb' c", "s:a\\\nb n:c");
    assert_reads_as("'never ended\nc", "s:never ended n:c");
}

static void comments_are_passed_over(void **state)
{
    (void)state;
    assert_reads_as("a // 'b\nc /* \" \n */ d <!-- e\n--> f\ng", "n:a n:c n:d n:g");
    assert_reads_as("#!/bin/x\na", "n:a");
    assert_reads_as("a /* never ended", "n:a");
}

static void templates_hold_code(void **state)
{
    (void)state;
    assert_reads_as("`a ${b + `c${d}`} e` f", "t:a  n:b m:+ t:c n:d t: t: e n:f");
    assert_reads_as("`a ${ {x: {}} } b`", "t:a  m:{ n:x m:: m:{ m:} m:} t: b");
    assert_reads_as("`\\`\\${a`", "t:\\`\\${a");
}

static void a_slash_divides_behind_a_value_only(void **state)
{
    (void)state;
    assert_reads_as("a / b / c", "n:a m:/ n:b m:/ n:c");
    assert_reads_as("a = /b'/g.test(c)", "n:a m:= e:/b'/g m:. n:test m:( n:c m:)");
    assert_reads_as("(a) / b / 2", "m:( n:a m:) m:/ n:b m:/ d:2");
    assert_reads_as("if (a) /b/.test(c)", "n:if m:( n:a m:) e:/b/ m:. n:test m:( n:c m:)");
    assert_reads_as("return /[/'\"]/", "n:return e:/[/'\"]/");
    assert_reads_as("a.return / b", "n:a m:. n:return m:/ n:b");
    assert_reads_as("a[0] / 2", "n:a m:[ d:0 m:] m:/ d:2");
    assert_reads_as("{ a } /b/", "m:{ n:a m:} e:/b/");
    assert_reads_as("x = {a: 1} / 2", "n:x m:= m:{ n:a m:: d:1 m:} m:/ d:2");
    assert_reads_as("a++ / b", "n:a m:++ m:/ n:b");
    assert_reads_as("/never ended\nb", "e:/never ended n:b");
}

static void tokens_know_their_lines(void **state)
{
    (void)state;
    struct script_reader reader;
    struct script_token token;
    script_reader_begin(&reader, text_of("a\r\n`\n\n${\rb}` 'c\\\nd' /* \n */ e"));
    static const size_t LINES[] = {1, 2, 5, 5, 5, 7};
    for (size_t i = 0; i < sizeof LINES / sizeof *LINES; i++) {
        assert_true(script_reader_next(&reader, &token));
        assert_int_equal(token.line, LINES[i]);
    }
    assert_false(script_reader_next(&reader, &token));
}

static void nesting_has_a_bound(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer script = BUFFER_INIT(1 << 20);
    for (size_t i = 0; i < 100000; i++) {
        buffer_add_character(&script, '(');
    }
    struct script_reader reader;
    struct script_token token;
    size_t count = 0;
    script_reader_begin(&reader, buffer_text(&script));
    while (script_reader_next(&reader, &token)) {
        count++;
    }
    assert_int_equal(count, SCRIPT_DEPTH_MAX + 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_numbers_and_marks_are_told_apart),
        cmocka_unit_test(strings_end_where_they_began),
        cmocka_unit_test(comments_are_passed_over),
        cmocka_unit_test(templates_hold_code),
        cmocka_unit_test(a_slash_divides_behind_a_value_only),
        cmocka_unit_test(tokens_know_their_lines),
        cmocka_unit_test(nesting_has_a_bound),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
