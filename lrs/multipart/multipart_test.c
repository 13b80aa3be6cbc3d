/* SPDX-License-Identifier: Apache-2.0 */

/* Bodies, and what the parser tells of them: whole, byte by byte, and cut in two at each place. */
#include "multipart/fixture.h"
#include "multipart/writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* What the boundary "b" makes of a body: "[Name=value|…]data;" a part, or how the message begins.
 */
struct body_case {
    const char *name;
    const char *body;
    const char *expected;
};

static const struct boundary plain = {"b"};

static size_t next_piece(const struct cutting *cutting, size_t done)
{
    return done < cutting->at ? cutting->at - done : cutting->count;
}

static void assert_case(const struct body_case *row, bool is_valid, const struct cutting *cutting)
{
    AUTO(buffer_finish) struct buffer transcript = BUFFER_INIT(TRANSCRIPT_MAX);
    struct error error = {.message = ""};
    enum status status = parse_cut(&plain, text_of(row->body), cutting, &transcript, &error);
    if (is_valid && !text_is(buffer_text(&transcript), row->expected)) {
        fail_msg("%s, cut at %zu: \"%s\" %s", row->name, cutting->at,
                 transcript.length > 0 ? transcript.data : "", error.message);
    }
    if (is_valid != (status == STATUS_OK) ||
        (!is_valid && !text_starts_with(text_of(error.message), row->expected))) {
        fail_msg("%s, cut at %zu: %s", row->name, cutting->at, error.message);
    }
}

static void assert_cases(const struct body_case *rows, size_t count, bool is_valid)
{
    for (size_t i = 0; i < count; i++) {
        struct cutting bytes = {.next = next_piece, .count = 1};
        assert_case(&rows[i], is_valid, &bytes);
        for (size_t at = 0; at <= strlen(rows[i].body); at++) {
            struct cutting two = {.next = next_piece, .count = SIZE_MAX, .at = at};
            assert_case(&rows[i], is_valid, &two);
        }
    }
}
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void parts_are_told_whatever_the_pieces(void **state)
{
    (void)state;
    static const struct body_case rows[] = {
        {"one part", "--b\r\nA: 1\r\n\r\ndata\r\n--b--\r\n", "[A=1]data;"},
        {"two parts", "--b\r\nA: 1\r\n\r\none\r\n--b\r\nA:2\r\n\r\ntwo\r\n--b--",
         "[A=1]one;[A=2]two;"},
        {"a preamble of an empty line", "\r\n--b\r\n\r\nx\r\n--b--", "[]x;"},
        {"a preamble of text", "hello --b\r\n-b\n\r\n--b\r\n\r\nx\r\n--b--", "[]x;"},
        {"a preamble with bare LFs", "hello\n\n--b\r\n\r\nx\r\n--b--", "[]x;"},
        {"an epilogue", "--b\r\n\r\nx\r\n--b--\r\nbye\r\n--b\r\n\r\ny", "[]x;"},
        {"an epilogue in the boundary's line", "--b\r\n\r\nx\r\n--b-- ", "[]x;"},
        {"white space behind boundaries", "--b \t\r\n\r\nx\r\n--b \r\n\r\ny\r\n--b--\t\r\n",
         "[]x;[]y;"},
        {"no data, one line end", "--b\r\nA: 1\r\n\r\n--b--", "[A=1];"},
        {"no data, two line ends", "--b\r\nA: 1\r\n\r\n\r\n--b--", "[A=1];"},
        {"no headers and no data", "--b\r\n\r\n--b--", "[];"},
        {"data of line ends", "--b\r\n\r\n\r\n\r\n\r\n--b--", "[]\r\n\r\n;"},
        {"data that nearly is a boundary", "--b\r\n\r\n\r\n-\r\n--\r\n--c --b\r\r\n--b--",
         "[]\r\n-\r\n--\r\n--c --b\r;"},
        {"data with bare LFs before boundaries", "--b\r\n\r\nx\n--b\n\n--b--\r\n--b--",
         "[]x\n--b\n\n--b--;"},
        {"a body with LFs only", "--b\nA: 1\n\nx\r\n\n--b\n\n--b--", "[A=1]x\r\n;[];"},
        {"a folded header", "--b\r\nA: 1\r\n\t2\r\n  3\r\nB: 4\r\n\r\n\r\n--b--",
         "[A=1 \t2   3|B=4];"},
        {"a header without space or value", "--b\r\nA:1:2\r\nB:\r\n\r\n\r\n--b--", "[A=1:2|B=];"},
        {"a header with UTF-8", "--b\r\nA: \xC3\xA4\r\n\r\n\r\n--b--", "[A=\xC3\xA4];"},
    };
    assert_cases(rows, COUNT(rows), true);
}

static void what_breaks_a_rule_is_told_with_its_part(void **state)
{
    (void)state;
    static const struct body_case rows[] = {
        {"nothing", "", "the body does not have the boundary '--b' of its Content-Type (xAPI"},
        {"another boundary", "--a\r\n\r\nx\r\n--a--", "the body does not have the boundary"},
        {"the boundary not at a line's start", " --b\r\n\r\nx--b--", "the body does not have"},
        {"no part", "--b--\r\n", "the body has no part"},
        {"cut off in the first boundary", "--b\r", "the body does not have the boundary"},
        {"cut off in headers", "--b\r\nA: 1\r\n", "the body ends in part 1"},
        {"cut off in data", "--b\r\n\r\nx\r\n--", "the body ends in part 1"},
        {"the last boundary without dashes", "--b\r\n\r\nx\r\n--b", "the body ends in part 1"},
        {"the last boundary with one dash", "--b\r\n\r\nx\r\n--b-", "the body ends in part 1"},
        {"one dash behind a boundary", "--b\r\n\r\nx\r\n--b-\r\n", "the boundary behind part 1"},
        {"a longer boundary", "--b\r\n\r\nx\r\n--bb\r\n", "the boundary behind part 1 is followed"},
        {"a longer first boundary", "--bb\r\n", "the boundary before part 1 is followed"},
        {"CR without LF behind a boundary", "--b\rA", "the boundary before part 1 is followed"},
        {"a header without colon", "--b\r\nA: 1\r\nB\r\n\r\n", "part 1: header line 2 does not"},
        {"no empty line behind headers", "--b\r\nA: 1\r\n--b--\r\n\r\n", "part 1: header line 2"},
        {"a header without name", "--b\r\n: 1\r\n\r\n", "part 1: header line 1 does not begin"},
        {"white space before the colon", "--b\r\nA : 1\r\n\r\n", "part 1: header line 1 does not"},
        {"a first line that is folded", "--b\r\n A: 1\r\n\r\n", "part 1: the first header line"},
        {"the same header twice", "--b\r\n\r\n\r\n--b\r\nAb: 1\r\naB: 1\r\n\r\n",
         "part 2: has the header 'aB' twice"},
        {"a control character in a header", "--b\r\nA: \x01\r\n\r\n",
         "part 1: the header 'A' has a control"},
        {"CR in a header", "--b\r\nA: 1\r2\r\n\r\n", "part 1: the header 'A' has a control"},
        {"LF in headers of a CRLF body", "--b\r\nA: 1\nB: 2\r\n\r\n",
         "part 1: a header line ends with LF"},
        {"only LF in headers of a CRLF body", "--b\r\n\n", "part 1: a header line ends with LF"},
        {"CRLF in headers of an LF body", "--b\nA: 1\r\n\r\n",
         "part 1: a header line ends with CRLF"},
        {"LF behind a later boundary", "--b\r\n\r\nx\r\n--b\n",
         "the boundary behind part 1 ends its line with LF"},
        {"CRLF behind a later boundary", "--b\n\nx\n--b\r\n",
         "the boundary behind part 1 ends its line with CRLF"},
        {"too many parts", "--b\n\n\n--b\n\n\n--b\n\n\n--b\n", "more than 3 parts"},
    };
    assert_cases(rows, COUNT(rows), false);
}

/* ---- limits ---- */

static void assert_headers(size_t lines, size_t bytes_a_line, const char *expected)
{
    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(1 << 20);
    buffer_add_string(&body, "--b\r\n");
    for (size_t i = 0; i < lines; i++) {
        buffer_print(&body, "%05zu:%0*d\r\n", i, (int)bytes_a_line - 8, 0);
    }
    buffer_add_string(&body, "\r\n\r\n--b--");
    AUTO(buffer_finish) struct buffer transcript = BUFFER_INIT(1 << 20);
    struct error error = {.message = ""};
    struct cutting whole = {.next = next_piece, .count = SIZE_MAX};
    enum status status = parse_cut(&plain, buffer_text(&body), &whole, &transcript, &error);
    assert_int_equal(status, expected[0] == '\0' ? STATUS_OK : STATUS_TOO_LARGE);
    assert_string_equal(error.message, expected);
}

static void headers_have_limits(void **state)
{
    (void)state;
    assert_headers(32, 20, "");
    assert_headers(33, 20, "part 1: has more than 32 header lines");
    assert_headers(1, 8000, "");
    assert_headers(1, 8200, "part 1: has more than 8192 bytes of headers");
    assert_headers(1000, 200, "part 1: has more than 8192 bytes of headers");
}

static enum status count_data(void *context, struct text bytes, struct error *error)
{
    (void)error;
    size_t *count = context;
    *count += bytes.length;
    return STATUS_OK;
}

static enum status ignore_begin(void *context, const struct header_list *headers,
                                struct error *error)
{
    (void)context;
    (void)headers;
    (void)error;
    return STATUS_OK;
}

static enum status refuse_end(void *context, struct error *error)
{
    (void)context;
    return FAIL(error, STATUS_FORBIDDEN, "not this one");
}

static const struct multipart_events counting = {ignore_begin, count_data, refuse_end};

static void a_large_part_is_told_as_it_comes_and_an_event_can_end_it(void **state)
{
    (void)state;
    static char piece[1 << 16];
    memset(piece, '\r', sizeof piece);
    size_t count = 0;
    struct error error = {.message = ""};
    struct multipart_options options = {&counting, &count, 1};
    AUTO(multipart_destroy)
    struct multipart_parser *parser = multipart_create(&plain, &options);
    assert_int_equal(multipart_feed(parser, text_of("--b\r\n\r\n"), &error), STATUS_OK);
    for (int i = 0; i < 256; i++) {
        struct text bytes = {piece, sizeof piece};
        assert_int_equal(multipart_feed(parser, bytes, &error), STATUS_OK);
    }
    assert_int_equal(multipart_feed(parser, text_of("\r\n--b--"), &error), STATUS_FORBIDDEN);
    assert_string_equal(error.message, "not this one");
    assert_int_equal(count, 256 * sizeof piece);
}

/* ---- what is written ---- */

static void what_is_written_is_read_again(void **state)
{
    (void)state;
    struct boundary boundary = boundary_make();
    struct boundary read_again;
    struct error error = {.message = ""};
    AUTO(buffer_finish) struct buffer type = BUFFER_INIT(1000);
    multipart_write_type(&boundary, &type);
    assert_int_equal(boundary_read(buffer_text(&type), &read_again, &error), STATUS_OK);
    assert_string_equal(read_again.text, boundary.text);

    AUTO(buffer_finish) struct buffer body = BUFFER_INIT(10000);
    struct multipart_part statements = {text_of("application/json"), {NULL, 0}, -1};
    struct multipart_part attachment = {text_of("text/plain; a=\r\nX: y"), text_of("abc"), 4};
    multipart_write_part(&boundary, &statements, &body);
    buffer_add_string(&body, "{}");
    multipart_write_part(&boundary, &attachment, &body);
    buffer_add_string(&body, "\r\n\r\n");
    multipart_write_end(&boundary, &body);

    AUTO(buffer_finish) struct buffer transcript = BUFFER_INIT(10000);
    struct cutting whole = {.next = next_piece, .count = SIZE_MAX};
    assert_int_equal(parse_cut(&boundary, buffer_text(&body), &whole, &transcript, &error),
                     STATUS_OK);
    assert_string_equal(transcript.data,
                        "[Content-Type=application/json]{};"
                        "[Content-Type=application/octet-stream|Content-Length=4|"
                        "Content-Transfer-Encoding=binary|X-Experience-API-Hash=abc]\r\n\r\n;");
}

static void two_boundaries_differ(void **state)
{
    (void)state;
    struct boundary one = boundary_make();
    struct boundary other = boundary_make();
    assert_string_not_equal(one.text, other.text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parts_are_told_whatever_the_pieces),
        cmocka_unit_test(what_breaks_a_rule_is_told_with_its_part),
        cmocka_unit_test(headers_have_limits),
        cmocka_unit_test(a_large_part_is_told_as_it_comes_and_an_event_can_end_it),
        cmocka_unit_test(what_is_written_is_read_again),
        cmocka_unit_test(two_boundaries_differ),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
