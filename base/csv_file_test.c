/* SPDX-License-Identifier: Apache-2.0 */

/* A file gives the rows that its whole content gives, wherever its pieces end. */
#include "base/csv_file.h"

#include "base/chance.h"
#include "base/digest.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIMIT = 8 << 20, TRIALS = 4 };

/* A file that holds `content`; its path goes to `out`. */
static void write_file(struct text content, char out[32])
{
    (void)snprintf(out, 32, "csv_file_test.%ld", (long)getpid());
    FILE *stream = fopen(out, "we");
    assert_non_null(stream);
    assert_int_equal(fwrite(content.data, 1, content.length, stream), content.length);
    assert_int_equal(fclose(stream), 0);
}

static void add_row(struct digest_stream *digest, const struct csv_row *row)
{
    char line[32];
    (void)snprintf(line, sizeof line, "%zu:%zu", row->line, row->count);
    digest_add(digest, text_of(line));
    for (size_t i = 0; i < row->count; i++) {
        digest_add(digest, row->values[i]);
        digest_add(digest, text_of("|"));
    }
}

static struct digest digest_of_content(struct text content)
{
    AUTO(buffer_finish) struct buffer copy = BUFFER_INIT(LIMIT);
    struct digest_stream *digest = digest_begin();
    struct csv_reader reader;
    struct csv_row row;
    struct error error;
    bool has_row = true;
    buffer_add_text(&copy, content);
    assert_int_equal(csv_begin(&copy, &reader, &error), STATUS_OK);
    while (has_row) {
        assert_int_equal(csv_next(&reader, &row, &has_row, &error), STATUS_OK);
        if (has_row) {
            add_row(digest, &row);
        }
    }
    return digest_end(digest);
}

static struct digest digest_of_file(struct csv_file *file)
{
    struct digest_stream *digest = digest_begin();
    struct csv_row row;
    struct error error = {0};
    bool has_row = true;
    while (has_row) {
        if (csv_file_next(file, &row, &has_row, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
        if (has_row) {
            add_row(digest, &row);
        }
    }
    return digest_end(digest);
}

static void assert_equal_to_content(struct text content)
{
    char path[32];
    struct error error;
    AUTO(csv_file_close) struct csv_file *file = NULL;
    write_file(content, path);
    assert_int_equal(csv_file_open(path, &file, &error), STATUS_OK);
    const struct digest expected = digest_of_content(content);
    const struct digest first = digest_of_file(file);
    assert_int_equal(csv_file_done(file), csv_file_size(file));
    assert_int_equal(csv_file_rewind(file, &error), STATUS_OK);
    const struct digest again = digest_of_file(file);
    assert_int_equal(unlink(path), 0);
    assert_memory_equal(&first, &expected, sizeof expected);
    assert_memory_equal(&again, &expected, sizeof expected);
}

/* Rows of all that makes reading hard, more than a piece of them. */
static void add_rows(struct buffer *content, struct chance *chance, const char *line_end)
{
    static const char *const values[] = {
        "",      "plain",       "\"a,b\"", "\"two\nlines\"", "\"say \"\"so\"\"\"",
        "5\" x", "caf\xc3\xa9", "a;\"b",   "\"\r\n\"",       "\"\"",
    };
    while (content->length < 900000) {
        for (unsigned i = 0; i < 5; i++) {
            int64_t which = chance_between(chance, 0, sizeof values / sizeof values[0] - 1);
            buffer_print(content, "%s%s", i == 0 ? "x" : ",", i == 0 ? "" : values[which]);
        }
        buffer_add_string(content, line_end);
    }
}

static void pieces_give_the_rows_of_the_whole(void **state)
{
    (void)state;
    static const char *const line_ends[] = {"\n", "\r\n", "\r", "\n\n"};
    for (unsigned i = 0; i < TRIALS; i++) {
        AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
        struct chance chance = {i + 1};
        buffer_add_string(&content, "\xEF\xBB\xBF"
                                    "a,b,c,d,e\n");
        add_rows(&content, &chance, line_ends[i]);
        assert_equal_to_content(buffer_text(&content));
    }
    assert_equal_to_content(text_of(""));
    assert_equal_to_content(text_of("a,b"));
    assert_equal_to_content(text_of("\n\n"));
}

/* What reading `content` ends with. */
static void assert_fails(struct text content, const char *words)
{
    char path[32];
    struct error error = {0};
    struct csv_row row;
    bool has_row = true;
    enum status status = STATUS_OK;
    AUTO(csv_file_close) struct csv_file *file = NULL;
    write_file(content, path);
    assert_int_equal(csv_file_open(path, &file, &error), STATUS_OK);
    while (status == STATUS_OK && has_row) {
        status = csv_file_next(file, &row, &has_row, &error);
    }
    assert_int_equal(unlink(path), 0);
    assert_int_equal(status, STATUS_INVALID);
    if (strstr(error.message, words) == NULL) {
        fail_msg("%s", error.message);
    }
}

static void a_quote_that_is_never_closed_ends_before_memory_does(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    buffer_add_string(&content, "a,b\n\"c,");
    while (content.length < 3 << 20) {
        buffer_add_string(&content, "d,e\n");
    }
    assert_fails(buffer_text(&content), "line 2: a row has more than 1048576 bytes");
}

static void what_is_wrong_far_down_is_told_with_its_line(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(LIMIT);
    for (unsigned i = 1; i < 200000; i++) {
        buffer_add_string(&content, "a,b\n");
    }
    buffer_add_string(&content, "a,\xFF\n");
    assert_fails(buffer_text(&content), "line 200000 is not UTF-8");
}

static void only_files_that_are_there_are_read(void **state)
{
    (void)state;
    struct csv_file *file = NULL;
    struct error error;
    assert_int_equal(csv_file_open("no-such-file.csv", &file, &error), STATUS_NOT_FOUND);
    assert_int_equal(csv_file_open(".", &file, &error), STATUS_INVALID);
    assert_null(file);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_give_the_rows_of_the_whole),
        cmocka_unit_test(a_quote_that_is_never_closed_ends_before_memory_does),
        cmocka_unit_test(what_is_wrong_far_down_is_told_with_its_line),
        cmocka_unit_test(only_files_that_are_there_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
