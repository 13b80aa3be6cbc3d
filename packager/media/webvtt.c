/* SPDX-License-Identifier: Apache-2.0 */

/* A reader of WebVTT by the W3C Recommendation, section 4.1: lines, blocks and cue timings. */
#include "media/webvtt.h"

#include "base/arena.h"
#include "base/printable.h"

#include <stdbool.h>
#include <string.h>

enum { SHOWN_MAX = 80, HOUR_DIGITS_MAX = 4 };

/* Where reading has got to. */
struct reader {
    struct arena *arena;
    struct text rest;
    size_t line; /* of the line last taken */
    uint64_t last_start_ms;
    struct webvtt_cue *cues;
    struct webvtt_cue *open; /* whose text is being read */
    const struct webvtt_fault **last_fault;
    struct webvtt found;
};

static void add_fault(struct reader *reader, enum webvtt_fault_kind kind, const char *message)
{
    struct webvtt_fault *fault = ARENA_NEW(reader->arena, struct webvtt_fault);
    *fault = (struct webvtt_fault){.kind = kind, .line = reader->line, .message = message};
    *reader->last_fault = fault;
    reader->last_fault = &fault->next;
}

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

static void add_cue(struct reader *reader, uint64_t start_ms, uint64_t end_ms)
{
    if (start_ms < reader->last_start_ms) {
        add_fault(reader, WEBVTT_OUT_OF_ORDER,
                  "the cue starts before the one above it; cues must stand in the order of time");
    }
    reader->last_start_ms = start_ms;
    reader->open = &reader->cues[reader->found.cue_count++];
    *reader->open =
        (struct webvtt_cue){.line = reader->line, .start_ms = start_ms, .end_ms = end_ms};
    if (end_ms > reader->found.end_ms) {
        reader->found.end_ms = end_ms;
    }
}

static void read_cue(struct reader *reader, struct text line)
{
    uint64_t start_ms;
    uint64_t end_ms;
    reader->open = NULL;
    if (!read_timing(line, &start_ms, &end_ms)) {
        int length = line.length < SHOWN_MAX ? (int)line.length : SHOWN_MAX;
        const char *message =
            arena_print(reader->arena,
                        "'%s' is not a cue timing; write it as "
                        "'00:01.000 --> 00:04.500'",
                        printable(reader->arena, (struct text){line.data, (size_t)length}));
        add_fault(reader, WEBVTT_BAD_TIMING, message);
    } else if (end_ms <= start_ms) {
        add_fault(reader, WEBVTT_ENDS_BEFORE_START,
                  "the cue ends before it starts, so that no browser shows it");
    } else {
        add_cue(reader, start_ms, end_ms);
    }
}

/* A cue's text ends at an empty line. */
static void read_text(struct reader *reader, struct text line)
{
    struct webvtt_cue *cue = reader->open;
    if (cue == NULL || line.length == 0) {
        reader->open = NULL;
        return;
    }
    const char *begin = cue->text.length > 0 ? cue->text.data : line.data;
    cue->text = (struct text){begin, (size_t)(line.data + line.length - begin)};
}

/* A header's lines end at an empty one. */
static void read_header_line(struct reader *reader, struct text line)
{
    if (text_starts_with(line, "Language:")) {
        size_t length = strlen("Language:");
        reader->found.language = text_trim((struct text){line.data + length, line.length - length});
    }
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

/* No file has more cues than that. */
static size_t count_arrows(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i + 2 < text.length && count < WEBVTT_CUES_MAX; i++) {
        count += memcmp(text.data + i, "-->", 3) == 0 ? 1 : 0;
    }
    return count;
}

static void read_lines(struct reader *reader)
{
    struct text line;
    size_t timing_count = 0;
    bool is_in_header = true;
    while (take_line(reader, &line)) {
        bool is_timing = has_arrow(line);
        is_in_header = is_in_header && line.length > 0 && !is_timing;
        if (is_timing && ++timing_count > WEBVTT_CUES_MAX) {
            add_fault(reader, WEBVTT_TOO_MANY, "there are more cues than a film can have");
            return;
        }
        if (is_timing) {
            read_cue(reader, line);
        } else if (is_in_header) {
            read_header_line(reader, line);
        } else {
            read_text(reader, line);
        }
    }
    if (timing_count == 0) {
        reader->line = 1;
        add_fault(reader, WEBVTT_NO_CUE, "the file has no cue, so nothing is captioned");
    }
}

struct webvtt webvtt_parse(struct text text, struct arena *arena)
{
    struct reader reader = {.arena = arena, .rest = skip_byte_order_mark(text), .line = 1};
    reader.last_fault = &reader.found.faults;
    if (!text_is_utf8(text)) {
        add_fault(&reader, WEBVTT_NOT_UTF8, "the file is not UTF-8; save it as UTF-8");
        return reader.found;
    }
    struct text line = {"", 0};
    reader.line = 0;
    bool has_line = take_line(&reader, &line);
    reader.line = 1;
    if (!has_line || !is_header(line)) {
        add_fault(&reader, WEBVTT_NO_HEADER, "the first line must begin with 'WEBVTT'");
        return reader.found;
    }
    reader.cues = ARENA_ARRAY(arena, struct webvtt_cue, count_arrows(text));
    reader.found.cues = reader.cues;
    read_lines(&reader);
    return reader.found;
}

enum status webvtt_check(struct text text, const char *name, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct webvtt webvtt = webvtt_parse(text, arena);
    return webvtt.faults == NULL ? STATUS_OK
                                 : FAIL(error, STATUS_INVALID, "%s:%zu: %s", name,
                                        webvtt.faults->line, webvtt.faults->message);
}
