/* SPDX-License-Identifier: Apache-2.0 */

/* A reader of WebVTT by the W3C Recommendation, section 4.1: lines, blocks and cue timings. */
#include "source/webvtt.h"

#include <stdbool.h>
#include <string.h>

enum { SHOWN_MAX = 80, HOUR_DIGITS_MAX = 4 };

/* Where reading has got to. */
struct reader {
    struct text rest;
    const char *name;
    size_t line; /* of the line last taken */
    uint64_t last_start_ms;
    struct webvtt found;
};

/* Lines end with LF, CR or CRLF (4.1). */
static bool take_line(struct reader *reader, struct text *out)
{
    struct text *rest = &reader->rest;
    if (rest->length == 0) {
        return false;
    }
    size_t length = 0;
    while (length < rest->length && rest->data[length] != '\n' && rest->data[length] != '\r') {
        length++;
    }
    *out = (struct text){rest->data, length};
    size_t skip = length;
    if (skip < rest->length) {
        bool is_pair =
            rest->data[skip] == '\r' && skip + 1 < rest->length && rest->data[skip + 1] == '\n';
        skip += is_pair ? 2 : 1;
    }
    *rest = (struct text){rest->data + skip, rest->length - skip};
    reader->line++;
    return true;
}

static bool take_digits(struct text *text, size_t min, size_t max, uint64_t *value)
{
    size_t count = 0;
    *value = 0;
    while (count < text->length && count < max && text->data[count] >= '0' &&
           text->data[count] <= '9') {
        *value = *value * 10 + (uint64_t)(text->data[count] - '0');
        count++;
    }
    *text = (struct text){text->data + count, text->length - count};
    return count >= min;
}

static bool take_character(struct text *text, char character)
{
    if (text->length == 0 || text->data[0] != character) {
        return false;
    }
    *text = (struct text){text->data + 1, text->length - 1};
    return true;
}

/* "[HH:]MM:SS.mmm" (4.1, WebVTT timestamp). */
static bool take_time(struct text *text, uint64_t *out_ms)
{
    struct text before = *text;
    uint64_t hours = 0;
    uint64_t minutes;
    uint64_t seconds;
    uint64_t milliseconds;
    if (!take_digits(text, 2, HOUR_DIGITS_MAX, &hours) || !take_character(text, ':') ||
        !take_digits(text, 2, 2, &minutes)) {
        return false;
    }
    if (!take_character(text, ':')) {
        hours = 0;
        *text = before;
        if (!take_digits(text, 2, 2, &minutes) || !take_character(text, ':')) {
            return false;
        }
    }
    if (!take_digits(text, 2, 2, &seconds) || !take_character(text, '.') ||
        !take_digits(text, 3, 3, &milliseconds) || minutes > 59 || seconds > 59) {
        return false;
    }
    *out_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + milliseconds;
    return true;
}

static bool take_blanks(struct text *text)
{
    size_t count = 0;
    while (count < text->length && (text->data[count] == ' ' || text->data[count] == '\t')) {
        count++;
    }
    *text = (struct text){text->data + count, text->length - count};
    return count > 0;
}

/* "start --> end", then nothing or a blank and cue settings. */
static bool read_timing(struct text line, uint64_t *start_ms, uint64_t *end_ms)
{
    return take_time(&line, start_ms) && take_blanks(&line) && take_character(&line, '-') &&
           take_character(&line, '-') && take_character(&line, '>') && take_blanks(&line) &&
           take_time(&line, end_ms) && (line.length == 0 || take_blanks(&line));
}

static bool has_arrow(struct text line)
{
    for (size_t i = 0; i + 2 < line.length; i++) {
        if (memcmp(line.data + i, "-->", 3) == 0) {
            return true;
        }
    }
    return false;
}

static enum status read_cue(struct reader *reader, struct text line, struct error *error)
{
    uint64_t start_ms;
    uint64_t end_ms;
    if (!read_timing(line, &start_ms, &end_ms)) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: '%.*s' is not a cue timing; write it as "
                    "'00:01.000 --> 00:04.500'",
                    reader->name, reader->line,
                    line.length < SHOWN_MAX ? (int)line.length : SHOWN_MAX, line.data);
    }
    if (end_ms <= start_ms) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: the cue ends before it starts, so that no browser shows it",
                    reader->name, reader->line);
    }
    if (start_ms < reader->last_start_ms) {
        return FAIL(error, STATUS_INVALID,
                    "%s:%zu: the cue starts before the one above it; cues must stand in the order "
                    "of time",
                    reader->name, reader->line);
    }
    reader->last_start_ms = start_ms;
    reader->found.cue_count++;
    if (end_ms > reader->found.end_ms) {
        reader->found.end_ms = end_ms;
    }
    return STATUS_OK;
}

/* A byte order mark is allowed before the header (4.1). */
static struct text skip_byte_order_mark(struct text text)
{
    return text_starts_with(text, "\xEF\xBB\xBF") ? (struct text){text.data + 3, text.length - 3}
                                                  : text;
}

static bool is_header(struct text line)
{
    return text_starts_with(line, "WEBVTT") &&
           (line.length == 6 || line.data[6] == ' ' || line.data[6] == '\t');
}

enum status webvtt_read(struct text text, const char *name, struct webvtt *out, struct error *error)
{
    if (!text_is_utf8(text)) {
        return FAIL(error, STATUS_INVALID, "%s:1: the file is not UTF-8; save it as UTF-8", name);
    }
    struct reader reader = {.rest = skip_byte_order_mark(text), .name = name};
    struct text line;
    if (!take_line(&reader, &line) || !is_header(line)) {
        return FAIL(error, STATUS_INVALID, "%s:1: the first line must begin with 'WEBVTT'", name);
    }
    enum status status = STATUS_OK;
    while (status == STATUS_OK && take_line(&reader, &line)) {
        if (has_arrow(line)) {
            status = read_cue(&reader, line, error);
        }
    }
    if (status == STATUS_OK && reader.found.cue_count == 0) {
        status =
            FAIL(error, STATUS_INVALID, "%s:1: the file has no cue, so nothing is captioned", name);
    }
    if (status == STATUS_OK) {
        *out = reader.found;
    }
    return status;
}
