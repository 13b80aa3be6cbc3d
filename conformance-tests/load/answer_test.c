/* SPDX-License-Identifier: Apache-2.0 */

/* Answers, and what is read of them: whole, byte by byte, and cut in two at each place. */
#include "load/answer_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

enum { LINES_MAX = 2 * ANSWER_HEAD_MAX };

struct row {
    const char *bytes;
    const char *outcome; /* see read_answer() */
};

static void assert_outcome(struct answer *answer, struct text bytes, const struct pieces *pieces,
                           const char *outcome)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(FIXTURE_OUTCOME_MAX);
    read_answer(answer, bytes, pieces, &out);
    if (strcmp(out.data, outcome) != 0) {
        fail_msg("'%.*s', first cut at %zu: %s", TEXT_ARGUMENTS(bytes), pieces->lengths[0],
                 out.data);
    }
}

static void assert_row(struct answer *answer, const struct row *row)
{
    struct text bytes = text_of(row->bytes);
    const struct pieces whole = {(const size_t[]){SIZE_MAX}, 1};
    const struct pieces single = {(const size_t[]){1}, 1};
    assert_outcome(answer, bytes, &whole, row->outcome);
    assert_outcome(answer, bytes, &single, row->outcome);
    for (size_t at = 0; at < bytes.length; at++) {
        const struct pieces two = {(const size_t[]){at, SIZE_MAX}, 2};
        assert_outcome(answer, bytes, &two, row->outcome);
    }
}

static void assert_rows(const struct row *rows, size_t count)
{
    struct answer answer;
    answer_init(&answer, FIXTURE_BODY_MAX);
    for (size_t i = 0; i < count; i++) {
        assert_row(&answer, &rows[i]);
    }
    answer_finish(&answer);
}

static void a_length_says_where_the_answer_ends(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody", "200 kept: body"},
        {"HTTP/1.1 200 OK\r\ncontent-length:4\r\n\r\nbody", "200 kept: body"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "200 kept: "},
        {"HTTP/1.1 200\r\nContent-Length: 4\r\n\r\nbody", "200 kept: body"},
        {"HTTP/1.1 404 \r\nContent-Length: 4\r\n\r\nbody", "404 kept: body"},
        {"HTTP/1.1 200 OK\nContent-Length: 4\n\nbody", "200 kept: body"},
        {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 4\r\n\r\nbody", "200 kept: body"},
        {"HTTP/1.1 200 OK\r\nX: \r\nY:::\r\nContent-Length: 1 \t\r\n\r\n\n", "200 kept: \n"},
        {"HTTP/1.1 204 No Content\r\n\r\n", "204 kept: "},
        {"HTTP/1.1 304 Not Modified\r\nContent-Length: 4\r\n\r\n", "304 kept: "},
    };
    assert_rows(rows, COUNT(rows));
}

static void chunks_are_put_together(void **state)
{
    (void)state;
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    static const struct row rows[] = {
        {CHUNKED "4\r\nbody\r\n0\r\n\r\n", "200 kept: body"},
        {CHUNKED "1\r\nb\r\n003 ;a=\"b\"\r\nody\r\n0;c\r\n\r\n", "200 kept: body"},
        {CHUNKED "A\r\n0123456789\r\n0\r\nTrailer: 1\r\nOther: 2\r\n\r\n", "200 kept: 0123456789"},
        {CHUNKED "a\n0123456789\n0\n\n", "200 kept: 0123456789"},
        {CHUNKED "0\r\n\r\n", "200 kept: "},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: CHUNKED\r\nContent-Length: 9\r\n\r\n0\r\n\r\n",
         "200 closed: "},
    };
    assert_rows(rows, COUNT(rows));
}

static void without_a_length_the_end_of_the_connection_is_that_of_the_answer(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"HTTP/1.1 200 OK\r\n\r\nbody", "200 cut: body"},
        {"HTTP/1.0 200 OK\r\nConnection: keep-alive\r\n\r\nbody", "200 cut: body"},
        {"HTTP/1.1 200 OK\r\n\r\n", "200 cut: "},
    };
    assert_rows(rows, COUNT(rows));
}

static void what_comes_before_the_answer_is_skipped(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 \r\n\r\n", "204 kept: "},
        {"HTTP/1.1 103 Early Hints\r\nContent-Length: 7\r\nRetry-After: 5\r\nConnection: close\r\n"
         "\r\nHTTP/1.1 102 \r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
         "200 kept: ok"},
    };
    assert_rows(rows, COUNT(rows));
}

static void the_connection_is_kept_only_if_both_sides_know_where_they_are(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"HTTP/1.1 204 \r\nConnection: close\r\n\r\n", "204 closed: "},
        {"HTTP/1.1 204 \r\nConnection: upgrade , Close\r\n\r\n", "204 closed: "},
        {"HTTP/1.0 204 \r\n\r\n", "204 closed: "},
        {"HTTP/1.0 204 \r\nConnection: Keep-Alive\r\n\r\n", "204 kept: "},
        {"HTTP/1.1 204 \r\n\r\nmore", "204 closed: "},
        {"HTTP/1.1 200 \r\nContent-Length: 2\r\n\r\nokHTTP/1.1 200 \r\n", "200 closed: ok"},
    };
    assert_rows(rows, COUNT(rows));
}

static void retry_after_is_handed_on_as_it_is(void **state)
{
    (void)state;
    static const struct row rows[] = {
        {"HTTP/1.1 503 \r\nRetry-After: 7\r\nContent-Length: 0\r\n\r\n", "503 kept after 7: "},
        {"HTTP/1.1 503 \r\nretry-after: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Length: "
         "1\r\n\r\n1",
         "503 kept after Sun, 06 Nov 1994 08:49:37 GMT: 1"},
        {"HTTP/1.1 503 \r\nRetry-After: as long as it takes until all is well again\r\n"
         "Content-Length: 0\r\n\r\n",
         "503 kept: "},
    };
    assert_rows(rows, COUNT(rows));
}

static void what_is_no_http_is_refused(void **state)
{
    (void)state;
    static const char refusal[] = "what it sends is no HTTP/1.1";
    static const char *const rows[] = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200 OK\r\n",
        "HTTX",
        "\r\nHTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.\r\n",
        "HTTP/1.1 20\r\n",
        "HTTP/1.1 2000 OK\r\n",
        "HTTP/1.1 099 No\r\n",
        "HTTP/1.1 2x0 OK\r\n",
        "HTTP/1.1  200 OK\r\n",
        "HTTP/1.x 200 OK\r\n",
        "HTTP/1.1 204 \r\nno header\r\n\r\n",
        "HTTP/1.1 204 \r\n: value\r\n\r\n",
        "HTTP/1.1 204 \r\nname : value\r\n\r\n",
        "HTTP/1.1 204 \r\nA: 1\r\n folded: 2\r\n\r\n",
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        assert_rows(&(struct row){rows[i], refusal}, 1);
    }
}

static void lengths_that_say_nothing_are_refused(void **state)
{
    (void)state;
    static const char length[] = "the Content-Length of its answer is no number";
    static const char coding[] = "its answer has a Transfer-Encoding that was not asked for";
    static const char chunk[] = "its answer is not cut into chunks as HTTP/1.1 does";
    static const struct row rows[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n", length},
        {"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", length},
        {"HTTP/1.1 200 OK\r\nContent-Length: 1, 1\r\n\r\n", length},
        {"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", length},
        {"HTTP/1.1 200 OK\r\nContent-Length: 18446744073709551617\r\n\r\n", length},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n", coding},
        {"HTTP/1.1 200 OK\r\nTransfer-Encoding: \r\n\r\n", coding},
        {CHUNKED "\r\n", chunk},
        {CHUNKED "-1\r\n", chunk},
        {CHUNKED "0x1\r\n", chunk},
        {CHUNKED "1 1\r\n", chunk},
        {CHUNKED "10000000000000000\r\n", chunk},
        {CHUNKED "1\r\nab\r\n", "a chunk of its answer is longer than it says"},
    };
    assert_rows(rows, COUNT(rows));
}

static void an_answer_that_ends_early_is_told(void **state)
{
    (void)state;
    static const char early[] = "it closed the connection before its answer was complete";
    static const struct row rows[] = {
        {"", "it closed the connection before its answer was begun"},
        {"H", early},
        {"HTTP/1.1 100 Continue\r\n\r\n", early},
        {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r", early},
        {"HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbod", early},
        {CHUNKED "4\r\nbody\r\n0\r\n", early},
    };
    assert_rows(rows, COUNT(rows));
}

static void a_body_over_the_limit_is_refused_before_it_comes_if_it_says_so(void **state)
{
    (void)state;
    static const char too_large[] = "its answer is larger than 64 bytes";
    static const char full[] = "HTTP/1.1 200 OK\r\n\r\n"
                               "0123456789012345678901234567890123456789012345678901234567890123";
    AUTO(buffer_finish) struct buffer more = BUFFER_INIT(FIXTURE_OUTCOME_MAX);
    buffer_print(&more, "%s4", full);
    const struct row rows[] = {
        {"HTTP/1.1 200 OK\r\nContent-Length: 65\r\n\r\n", too_large},
        {CHUNKED "41\r\n", too_large},
        {CHUNKED "1\r\n1\r\n40\r\n", too_large},
        {more.data, too_large},
        {full, "200 cut: 0123456789012345678901234567890123456789012345678901234567890123"},
    };
    assert_rows(rows, COUNT(rows));
}

/* `head`, and a line that makes it `length` bytes. */
static void lengthen(const char *head, size_t length, struct buffer *out)
{
    buffer_print(out, "%sX:", head);
    while (out->length < length - 1) {
        buffer_add_character(out, 'x');
    }
    buffer_add_character(out, '\n');
}

static void a_head_over_the_limit_is_refused(void **state)
{
    (void)state;
    static const char *const heads[] = {
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 102 \r\n\r\nHTTP/1.1 200 OK\r\n",
        CHUNKED "0\r\n",
        CHUNKED "1;",
    };
    static const size_t lengths[] = {SIZE_MAX};
    const struct pieces whole = {lengths, 1};
    struct answer answer;
    answer_init(&answer, FIXTURE_BODY_MAX);
    for (size_t i = 0; i < COUNT(heads); i++) {
        /* In the last two the limit counts anew behind the head. */
        size_t most = ANSWER_HEAD_MAX + (i < 2 ? 0 : sizeof CHUNKED - 1);
        AUTO(buffer_finish) struct buffer longest = BUFFER_INIT(LINES_MAX);
        AUTO(buffer_finish) struct buffer longer = BUFFER_INIT(LINES_MAX);
        lengthen(heads[i], most, &longest);
        lengthen(heads[i], most + 1, &longer);
        assert_outcome(&answer, buffer_text(&longest), &whole,
                       "it closed the connection before its answer was complete");
        assert_outcome(&answer, buffer_text(&longer), &whole,
                       "the head of its answer is larger than 65536 bytes");
    }
    answer_finish(&answer);
}

static void many_chunks_are_no_large_head(void **state)
{
    (void)state;
    enum { CHUNKS = 20000 };
    AUTO(buffer_finish) struct buffer bytes = BUFFER_INIT(1 << 20);
    struct answer answer;
    answer_init(&answer, CHUNKS);
    buffer_add_string(&bytes, CHUNKED);
    for (int i = 0; i < CHUNKS; i++) {
        buffer_add_string(&bytes, "1\r\nx\r\n");
    }
    buffer_add_string(&bytes, "0\r\n\r\n");
    answer_begin(&answer);
    assert_int_equal(answer_add(&answer, buffer_text(&bytes), NULL), STATUS_OK);
    assert_true(answer_is_over(&answer));
    assert_int_equal(answer.body.length, CHUNKS);
    answer_finish(&answer);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_length_says_where_the_answer_ends),
        cmocka_unit_test(chunks_are_put_together),
        cmocka_unit_test(without_a_length_the_end_of_the_connection_is_that_of_the_answer),
        cmocka_unit_test(what_comes_before_the_answer_is_skipped),
        cmocka_unit_test(the_connection_is_kept_only_if_both_sides_know_where_they_are),
        cmocka_unit_test(retry_after_is_handed_on_as_it_is),
        cmocka_unit_test(what_is_no_http_is_refused),
        cmocka_unit_test(lengths_that_say_nothing_are_refused),
        cmocka_unit_test(an_answer_that_ends_early_is_told),
        cmocka_unit_test(a_body_over_the_limit_is_refused_before_it_comes_if_it_says_so),
        cmocka_unit_test(a_head_over_the_limit_is_refused),
        cmocka_unit_test(many_chunks_are_no_large_head),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
