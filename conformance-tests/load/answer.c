/* SPDX-License-Identifier: Apache-2.0 */

/* A line is read where it lies if it came whole, which is the rule, and otherwise put together in
 * `line` first. */
#include "load/answer.h"

#include "base/ascii.h"

#include <string.h>
#include <strings.h>

enum { NUMBER_DIGITS_MAX = 15 };

static const char version[] = "HTTP/1.";
enum { VERSION_LENGTH = sizeof version - 1 };

void answer_init(struct answer *answer, size_t body_max)
{
    *answer = (struct answer){.body = BUFFER_INIT(body_max), .line = BUFFER_INIT(ANSWER_HEAD_MAX)};
    answer_begin(answer);
}

void answer_finish(struct answer *answer)
{
    buffer_finish(&answer->body);
    buffer_finish(&answer->line);
}

void answer_begin(struct answer *answer)
{
    buffer_clear(&answer->body);
    buffer_clear(&answer->line);
    answer->part = ANSWER_STATUS_LINE;
    answer->code = 0;
    answer->retry_after[0] = '\0';
    answer->head_length = 0;
    answer->has_begun = false;
}

bool answer_has_begun(const struct answer *answer)
{
    return answer->has_begun;
}

bool answer_is_over(const struct answer *answer)
{
    return answer->part == ANSWER_OVER;
}

/* ---- status line ---- */

static enum status refuse(struct error *error)
{
    return FAIL(error, STATUS_INVALID, "what it sends is no HTTP/1.1");
}

/* Whether a line that begins with `begin` may be a status line. */
static bool may_be_status(struct text begin)
{
    size_t length = begin.length < VERSION_LENGTH ? begin.length : VERSION_LENGTH;
    return memcmp(begin.data, version, length) == 0;
}

/* "HTTP/1.1 200 OK", where some leave the reason out, with the space before it. */
static enum status read_status_line(struct answer *answer, struct text line, struct error *error)
{
    const char *rest = line.data + VERSION_LENGTH;
    bool is_long_enough = line.length >= VERSION_LENGTH + sizeof "1 200" - 1;
    bool has_more = line.length > VERSION_LENGTH + sizeof "1 200" - 1;
    if (!is_long_enough || !may_be_status(line) || !ascii_is_digit(rest[0]) || rest[1] != ' ' ||
        rest[2] < '1' || rest[2] > '9' || !ascii_is_digit(rest[3]) || !ascii_is_digit(rest[4]) ||
        (has_more && rest[5] != ' ')) {
        return refuse(error);
    }
    answer->code = (rest[2] - '0') * 100L + (rest[3] - '0') * 10L + (rest[4] - '0');
    answer->framing = (struct answer_framing){.keeps_alive = rest[0] != '0'};
    answer->part = ANSWER_HEADERS;
    return STATUS_OK;
}

/* ---- headers ---- */

static bool is_same(struct text text, const char *word)
{
    return text.length == strlen(word) && strncasecmp(text.data, word, text.length) == 0;
}

/* Content-Length that comes twice and says two things is how answers are smuggled (RFC 9112, 6.3).
 */
static enum status read_length(struct answer *answer, struct text value, struct error *error)
{
    uint64_t length = 0;
    bool is_number = value.length > 0 && value.length <= NUMBER_DIGITS_MAX;
    for (size_t i = 0; is_number && i < value.length; i++) {
        is_number = ascii_is_digit(value.data[i]);
        length = length * 10 + (uint64_t)(value.data[i] - '0');
    }
    struct answer_framing *framing = &answer->framing;
    if (!is_number || (framing->has_length && framing->length != length)) {
        return FAIL(error, STATUS_INVALID, "the Content-Length of its answer is no number");
    }
    framing->has_length = true;
    framing->length = length;
    return STATUS_OK;
}

static enum status read_coding(struct answer *answer, struct text value, struct error *error)
{
    if (!is_same(value, "chunked") || answer->framing.is_chunked) {
        return FAIL(error, STATUS_INVALID,
                    "its answer has a Transfer-Encoding that was not asked for");
    }
    answer->framing.is_chunked = true;
    return STATUS_OK;
}

static enum status read_connection(struct answer *answer, struct text value, struct error *error)
{
    struct text option;
    (void)error;
    while (text_split(&value, ',', &option)) {
        if (is_same(text_trim(option), "close")) {
            answer->framing.keeps_alive = false;
        }
        if (is_same(text_trim(option), "keep-alive")) {
            answer->framing.keeps_alive = true;
        }
    }
    return STATUS_OK;
}

static enum status read_retry_after(struct answer *answer, struct text value, struct error *error)
{
    (void)error;
    if (value.length < sizeof answer->retry_after) {
        memcpy(answer->retry_after, value.data, value.length);
        answer->retry_after[value.length] = '\0';
    }
    return STATUS_OK;
}

static const struct {
    const char *name;
    enum status (*read)(struct answer *answer, struct text value, struct error *error);
} headers[] = {
    {"Connection", read_connection},
    {"Content-Length", read_length},
    {"Retry-After", read_retry_after},
    {"Transfer-Encoding", read_coding},
};

/* RFC 9110, 5.6.2. */
static bool is_token(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char character = text.data[i];
        if (!ascii_is_letter_or_digit(character) && character != '-' &&
            (character == '\0' || strchr("!#$%&'*+.^_`|~", character) == NULL)) {
            return false;
        }
    }
    return text.length > 0;
}

/* The body's size is known to be within the limit, or comes bit by bit. */
static void begin_body(struct answer *answer)
{
    const struct answer_framing *framing = &answer->framing;
    bool is_without = answer->code == 204 || answer->code == 304;
    if (is_without || (!framing->is_chunked && framing->has_length && framing->length == 0)) {
        answer->part = ANSWER_OVER;
    } else if (framing->is_chunked) {
        answer->part = ANSWER_CHUNK_SIZE;
    } else if (framing->has_length) {
        answer->part = ANSWER_BODY;
        answer->left = framing->length;
    } else {
        answer->part = ANSWER_BODY_TO_END;
    }
    /* RFC 9112, 6.3: who is told two lengths cannot know where the next answer begins. */
    bool is_clear =
        answer->part != ANSWER_BODY_TO_END && !(framing->is_chunked && framing->has_length);
    answer->keeps_alive = framing->keeps_alive && is_clear;
}

static enum status refuse_size(const struct answer *answer, struct error *error)
{
    return FAIL(error, STATUS_TOO_LARGE, "its answer is larger than %zu bytes", answer->body.limit);
}

static enum status end_head(struct answer *answer, struct error *error)
{
    if (answer->code < 200) {
        answer->part = ANSWER_STATUS_LINE;
        answer->retry_after[0] = '\0';
        return STATUS_OK;
    }
    if (answer->framing.length > answer->body.limit) {
        return refuse_size(answer, error);
    }
    begin_body(answer);
    answer->head_length = 0;
    return STATUS_OK;
}

static enum status read_header_line(struct answer *answer, struct text line, struct error *error)
{
    struct text name = {NULL, 0};
    if (line.length == 0) {
        return end_head(answer, error);
    }
    bool has_name = text_split(&line, ':', &name) && line.data != NULL && is_token(name);
    if (!has_name) {
        return refuse(error);
    }
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        if (is_same(name, headers[i].name)) {
            return headers[i].read(answer, text_trim(line), error);
        }
    }
    return STATUS_OK;
}

/* ---- chunks ---- */

static int hexadecimal_value(char digit)
{
    return ascii_is_digit(digit) ? digit - '0' : ascii_to_lower(digit) - 'a' + 10;
}

/* "1a", or "1a;extension": RFC 9112, 7.1. */
static enum status read_chunk_size(struct answer *answer, struct text line, struct error *error)
{
    struct text size = {NULL, 0};
    uint64_t length = 0;
    bool is_number = text_split(&line, ';', &size);
    size = text_trim(size);
    is_number = is_number && size.length > 0 && size.length <= NUMBER_DIGITS_MAX;
    for (size_t i = 0; is_number && i < size.length; i++) {
        is_number = ascii_is_hexadecimal(size.data[i]);
        length = length << 4 | (uint64_t)hexadecimal_value(size.data[i]);
    }
    if (!is_number) {
        return FAIL(error, STATUS_INVALID, "its answer is not cut into chunks as HTTP/1.1 does");
    }
    if (length > answer->body.limit - answer->body.length) {
        return refuse_size(answer, error);
    }
    answer->left = length;
    answer->part = length > 0 ? ANSWER_CHUNK : ANSWER_TRAILERS;
    return STATUS_OK;
}

static enum status read_chunk_end(struct answer *answer, struct text line, struct error *error)
{
    if (line.length > 0) {
        return FAIL(error, STATUS_INVALID, "a chunk of its answer is longer than it says");
    }
    answer->part = ANSWER_CHUNK_SIZE;
    answer->head_length = 0;
    return STATUS_OK;
}

static enum status read_trailer(struct answer *answer, struct text line, struct error *error)
{
    (void)error;
    answer->part = line.length == 0 ? ANSWER_OVER : ANSWER_TRAILERS;
    return STATUS_OK;
}

/* ---- pieces ---- */

/* What reads each part that consists of lines. */
static enum status (*const readers[])(struct answer *answer, struct text line,
                                      struct error *error) = {
    [ANSWER_STATUS_LINE] = read_status_line, [ANSWER_HEADERS] = read_header_line,
    [ANSWER_CHUNK_SIZE] = read_chunk_size,   [ANSWER_CHUNK_END] = read_chunk_end,
    [ANSWER_TRAILERS] = read_trailer,        [ANSWER_OVER] = NULL,
};

static struct text cut(struct text *bytes, size_t length)
{
    struct text piece = {bytes->data, length};
    bytes->data += length;
    bytes->length -= length;
    return piece;
}

static struct text without_line_end(struct text line)
{
    line.length--;
    line.length -= line.length > 0 && line.data[line.length - 1] == '\r' ? 1 : 0;
    return line;
}

static enum status add_to_line(struct answer *answer, struct text *bytes, struct error *error)
{
    const char *end = memchr(bytes->data, '\n', bytes->length);
    struct text piece = cut(bytes, end != NULL ? (size_t)(end - bytes->data) + 1 : bytes->length);
    answer->head_length += piece.length;
    if (answer->head_length > ANSWER_HEAD_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "the head of its answer is larger than %d bytes",
                    (int)ANSWER_HEAD_MAX);
    }
    if (end == NULL || answer->line.length > 0) {
        buffer_add_text(&answer->line, piece);
        piece = buffer_text(&answer->line);
    }
    if (answer->part == ANSWER_STATUS_LINE && !may_be_status(piece)) {
        return refuse(error);
    }
    if (end == NULL) {
        return STATUS_OK;
    }
    enum status status = readers[answer->part](answer, without_line_end(piece), error);
    buffer_clear(&answer->line);
    return status;
}

static enum status add_to_body(struct answer *answer, struct text *bytes, struct error *error)
{
    bool has_end = answer->part != ANSWER_BODY_TO_END;
    size_t length = has_end && answer->left < bytes->length ? (size_t)answer->left : bytes->length;
    buffer_add_text(&answer->body, cut(bytes, length));
    if (answer->body.overflowed) {
        return refuse_size(answer, error);
    }
    if (has_end) {
        answer->left -= length;
        if (answer->left == 0) {
            answer->part = answer->part == ANSWER_CHUNK ? ANSWER_CHUNK_END : ANSWER_OVER;
        }
    }
    return STATUS_OK;
}

enum status answer_add(struct answer *answer, struct text bytes, struct error *error)
{
    enum status status = STATUS_OK;
    answer->has_begun = answer->has_begun || bytes.length > 0;
    while (status == STATUS_OK && bytes.length > 0 && answer->part != ANSWER_OVER) {
        status = (readers[answer->part] != NULL ? add_to_line : add_to_body)(answer, &bytes, error);
    }
    answer->keeps_alive = answer->keeps_alive && bytes.length == 0;
    return status;
}

enum status answer_end(struct answer *answer, struct error *error)
{
    if (answer->part == ANSWER_BODY_TO_END) {
        answer->part = ANSWER_OVER;
    }
    if (answer->part == ANSWER_OVER) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_UNAVAILABLE, "it closed the connection before its answer was %s",
                answer->has_begun ? "complete" : "begun");
}
