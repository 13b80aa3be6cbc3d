/* SPDX-License-Identifier: Apache-2.0 */

/* CSV, value by value, in the place where it stands. */
#include "base/csv.h"

#include "base/ascii.h"

#include <string.h>

static const char separators[] = {',', ';', '\t'};
enum { SEPARATOR_COUNT = sizeof separators / sizeof separators[0] };

static bool is_line_end(char character)
{
    return character == '\n' || character == '\r';
}

/* ---- beginning ---- */

static size_t count_in_first_line(struct text content, char separator)
{
    size_t count = 0;
    bool is_quoted = false;
    for (size_t i = 0; i < content.length && (is_quoted || !is_line_end(content.data[i])); i++) {
        is_quoted = is_quoted != (content.data[i] == '"');
        count += !is_quoted && content.data[i] == separator;
    }
    return count;
}

char csv_separator_of(struct text content)
{
    char found = separators[0];
    size_t most = count_in_first_line(content, found);
    for (size_t i = 1; i < SEPARATOR_COUNT; i++) {
        size_t count = count_in_first_line(content, separators[i]);
        if (count > most) {
            most = count;
            found = separators[i];
        }
    }
    return found;
}

/* The line, from 1, that the first byte which is no UTF-8 stands in. */
static size_t line_that_is_not_utf8(struct text content)
{
    struct text line;
    size_t number = 0;
    while (text_split(&content, '\n', &line)) {
        number++;
        if (!text_is_utf8(line)) {
            return number;
        }
    }
    return number;
}

/* `first_line` is that of the file in which `content` begins. */
static enum status check_encoding(struct text text, size_t first_line, struct error *error)
{
    if (memchr(text.data, '\0', text.length) != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "it has NUL bytes, as a file in UTF-16 does; save it as 'CSV UTF-8'");
    }
    if (!text_is_utf8(text)) {
        return FAIL(error, STATUS_INVALID, "line %zu is not UTF-8; save the file as 'CSV UTF-8'",
                    first_line - 1 + line_that_is_not_utf8(text));
    }
    return STATUS_OK;
}

enum status csv_begin(struct buffer *content, struct csv_reader *out, struct error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    buffer_add_string(content, ""); /* there is a place to point at, even if there is nothing */
    struct text text = buffer_text(content);
    enum status status = check_encoding(text, 1, error);
    if (status != STATUS_OK) {
        return status;
    }
    size_t skipped = text_starts_with(text, mark) ? sizeof mark - 1 : 0;
    struct csv_reader reader = {
        .at = content->data + skipped, .end = content->data + content->length, .line = 1};
    reader.separator = csv_separator_of((struct text){reader.at, (size_t)(reader.end - reader.at)});
    *out = reader;
    return STATUS_OK;
}

enum status csv_continue(struct csv_reader *reader, struct buffer *content, struct error *error)
{
    buffer_add_string(content, "");
    enum status status = check_encoding(buffer_text(content), reader->line, error);
    if (status == STATUS_OK) {
        reader->at = content->data;
        reader->end = content->data + content->length;
    }
    return status;
}

/* ---- rows ---- */

/* Passes the line end that the reader stands before. */
static void pass_line_end(struct csv_reader *reader)
{
    bool is_pair = reader->end - reader->at >= 2 && reader->at[0] == '\r' && reader->at[1] == '\n';
    reader->at += is_pair ? 2 : 1;
    reader->line++;
}

static bool ends_value(const struct csv_reader *reader)
{
    return reader->at == reader->end || *reader->at == reader->separator ||
           is_line_end(*reader->at);
}

static enum status check_length(const struct csv_reader *reader, struct text value,
                                struct error *error)
{
    return value.length <= CSV_VALUE_MAX
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID,
                      "line %zu: a value has %zu bytes, at most %d are taken; is a quote missing?",
                      reader->line, value.length, CSV_VALUE_MAX);
}

/* Behind a closing quote. */
static enum status end_quoted(const struct csv_reader *reader, struct text value,
                              struct error *error)
{
    if (ends_value(reader)) {
        return check_length(reader, value, error);
    }
    return FAIL(error, STATUS_INVALID,
                "line %zu: there is text behind a closing quote; double the quotes that belong to "
                "a value",
                reader->line);
}

/* Keeps what the quotes hold, moved together where two of them stand for one. */
static enum status read_quoted(struct csv_reader *reader, struct text *out, struct error *error)
{
    size_t first_line = reader->line;
    char *to = ++reader->at;
    *out = (struct text){to, 0};
    for (; reader->at < reader->end; *to++ = *reader->at++) {
        if (*reader->at == '\n') {
            reader->line++;
        }
        if (*reader->at != '"') {
            continue;
        }
        reader->at++;
        if (reader->at == reader->end || *reader->at != '"') {
            out->length = (size_t)(to - out->data);
            return end_quoted(reader, *out, error);
        }
    }
    return FAIL(error, STATUS_INVALID, "line %zu: a quote is opened here and never closed",
                first_line);
}

static enum status read_value(struct csv_reader *reader, struct text *out, struct error *error)
{
    if (reader->at < reader->end && *reader->at == '"') {
        return read_quoted(reader, out, error);
    }
    const char *begin = reader->at;
    while (!ends_value(reader)) {
        reader->at++;
    }
    *out = (struct text){begin, (size_t)(reader->at - begin)};
    return check_length(reader, *out, error);
}

enum status csv_next(struct csv_reader *reader, struct csv_row *row, bool *out_row,
                     struct error *error)
{
    while (reader->at < reader->end && is_line_end(*reader->at)) {
        pass_line_end(reader);
    }
    *out_row = reader->at < reader->end;
    row->line = reader->line;
    row->count = 0;
    bool goes_on = *out_row;
    while (goes_on) {
        if (row->count == CSV_COLUMNS_MAX) {
            return FAIL(error, STATUS_INVALID, "line %zu has more than %d columns", row->line,
                        CSV_COLUMNS_MAX);
        }
        enum status status = read_value(reader, &row->values[row->count], error);
        if (status != STATUS_OK) {
            return status;
        }
        row->count++;
        goes_on = reader->at < reader->end && *reader->at == reader->separator;
        reader->at += goes_on;
    }
    if (reader->at < reader->end) {
        pass_line_end(reader);
    }
    return STATUS_OK;
}

/* ---- headers ---- */

/* The next character of *rest that counts, in lower case; NUL at the end. */
static char next_that_counts(struct text *rest)
{
    static const char ignored[] = " \t\r\n_-./'()";
    while (rest->length > 0) {
        char character = *rest->data;
        rest->data++;
        rest->length--;
        if (memchr(ignored, character, sizeof ignored - 1) == NULL) {
            return ascii_to_lower(character);
        }
    }
    return '\0';
}

bool csv_header_is(struct text header, struct text name)
{
    char character;
    do {
        character = next_that_counts(&header);
        if (character != next_that_counts(&name)) {
            return false;
        }
    } while (character != '\0');
    return true;
}

/* ---- out ---- */

bool csv_is_formula(struct text value)
{
    return value.length > 0 && memchr("=+-@\t\r", value.data[0], strlen("=+-@\t\r")) != NULL;
}

struct text csv_undefused(struct text value)
{
    struct text rest = {value.data, value.length};
    if (value.length > 0 && value.data[0] == '\'') {
        rest = (struct text){value.data + 1, value.length - 1};
    }
    return csv_is_formula(rest) ? rest : value;
}

static bool needs_quotes(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (strchr(",;\t\"\r\n", value.data[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static void add(struct buffer *out, const char *before, struct text value)
{
    if (!needs_quotes(value)) {
        buffer_add_string(out, before);
        buffer_add_text(out, value);
        return;
    }
    buffer_print(out, "\"%s", before);
    for (size_t i = 0; i < value.length; i++) {
        buffer_add_string(out, value.data[i] == '"' ? "\"" : "");
        buffer_add_character(out, value.data[i]);
    }
    buffer_add_character(out, '"');
}

void csv_add(struct buffer *out, struct text value)
{
    add(out, "", value);
}

void csv_add_defused(struct buffer *out, struct text value)
{
    add(out, csv_is_formula(value) ? "'" : "", value);
}
