/* SPDX-License-Identifier: Apache-2.0 */

/* A state machine over the body. Each state is one function that takes at least one byte.
 *
 * A part ends at its delimiter, which is line end, "--", boundary. Only the delimiter's first byte
 * is a line end's first byte (no boundary has one), so that a comparison which fails never has to
 * begin again inside what it has compared: a count is all that is kept between two pieces, and the
 * bytes held back are those of the delimiter itself.
 *
 * The line end of the first boundary's line decides for the whole body: CRLF, as RFC 2046 has it,
 * or a bare LF, as hand-written requests have. It is never guessed again, so data with LFs is safe
 * in a body with CRLFs. Behind a boundary only "--", white space and a line end may stand: RFC 2046
 * forbids the boundary at the start of a line of data, whatever follows it. */
#include "multipart/parser.h"

#include "base/mem.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#define CLAUSE "(xAPI Communication 1.5.2, RFC 2046 5.1)"

enum state {
    PREAMBLE_LINE,    /* compares a line in front of the first part with the boundary */
    PREAMBLE_REST,    /* skips the rest of such a line */
    BOUNDARY_END,     /* behind a boundary */
    BOUNDARY_DASH,    /* behind a boundary and '-' */
    BOUNDARY_PADDING, /* behind a boundary and white space */
    BOUNDARY_RETURN,  /* behind a boundary and CR */
    HEADERS,          /* in a part's header lines */
    DATA,             /* in a part's data */
    EPILOGUE,         /* behind the last boundary: all is ignored */
};

struct multipart_parser {
    struct multipart_options options;
    enum state state;
    size_t parts; /* begun so far: the number of the one at hand */

    char delimiter[2 + 2 + BOUNDARY_MAX + 1]; /* CRLF "--" boundary */
    size_t line_end;                          /* 2: CRLF; 1: LF; 0: not known yet */
    size_t matched;                           /* as many bytes of the line's delimiter were there */
    size_t unreal; /* as many of these are the line end of the headers, hence no data */

    char headers[HEADER_BYTES_MAX];
    size_t header_length;
    size_t line_start; /* of the header line at hand */
};

typedef enum status (*take)(struct multipart_parser *parser, struct text *rest,
                            struct error *error);

struct multipart_parser *multipart_create(const struct boundary *boundary,
                                          const struct multipart_options *options)
{
    struct multipart_parser *parser = MEM_NEW(struct multipart_parser);
    parser->options = *options;
    (void)snprintf(parser->delimiter, sizeof parser->delimiter, "\r\n--%s", boundary->text);
    return parser;
}

void multipart_destroy(struct multipart_parser *parser)
{
    free(parser);
}

static void skip(struct text *rest, size_t length)
{
    rest->data += length;
    rest->length -= length;
}

static char next(struct text *rest)
{
    char character = rest->data[0];
    skip(rest, 1);
    return character;
}

/* The delimiter with the line end of this body. */
static struct text delimiter(const struct multipart_parser *parser)
{
    return text_of(parser->delimiter + 2 - parser->line_end);
}

/* Compares on; true once the whole delimiter was there. */
static bool match(struct multipart_parser *parser, struct text *rest)
{
    struct text whole = delimiter(parser);
    while (rest->length > 0 && parser->matched < whole.length &&
           rest->data[0] == whole.data[parser->matched]) {
        parser->matched++;
        skip(rest, 1);
    }
    return parser->matched == whole.length;
}

static enum status take_preamble_line(struct multipart_parser *parser, struct text *rest,
                                      struct error *error)
{
    (void)error;
    if (match(parser, rest)) {
        parser->state = BOUNDARY_END;
    } else if (rest->length > 0) {
        parser->state = PREAMBLE_REST;
    }
    return STATUS_OK;
}

static enum status take_preamble_rest(struct multipart_parser *parser, struct text *rest,
                                      struct error *error)
{
    (void)error;
    const char *end = memchr(rest->data, '\n', rest->length);
    if (end == NULL) {
        skip(rest, rest->length);
        return STATUS_OK;
    }
    skip(rest, (size_t)(end - rest->data) + 1);
    parser->matched = 0;
    parser->state = PREAMBLE_LINE;
    return STATUS_OK;
}

/* ---- behind a boundary ---- */

static enum status boundary_followed(const struct multipart_parser *parser, struct error *error)
{
    return FAIL(error, STATUS_INVALID,
                "the boundary %s part %zu is followed neither by '--' nor by the end of its "
                "line " CLAUSE,
                parser->parts == 0 ? "before" : "behind", parser->parts == 0 ? 1 : parser->parts);
}

static enum status begin_headers(struct multipart_parser *parser, size_t line_end,
                                 struct error *error)
{
    if (parser->line_end != 0 && parser->line_end != line_end) {
        return FAIL(error, STATUS_INVALID,
                    "the boundary behind part %zu ends its line with %s, but the first with "
                    "%s " CLAUSE,
                    parser->parts, line_end == 2 ? "CRLF" : "LF",
                    parser->line_end == 2 ? "CRLF" : "LF");
    }
    if (parser->parts == parser->options.parts_max) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "more than %zu parts in one request: send them in several",
                    parser->options.parts_max);
    }
    parser->line_end = line_end;
    parser->parts++;
    parser->header_length = 0;
    parser->line_start = 0;
    parser->state = HEADERS;
    return STATUS_OK;
}

static enum status take_boundary_padding(struct multipart_parser *parser, struct text *rest,
                                         struct error *error)
{
    switch (next(rest)) {
    case ' ':
    case '\t':
        parser->state = BOUNDARY_PADDING;
        return STATUS_OK;
    case '\r':
        parser->state = BOUNDARY_RETURN;
        return STATUS_OK;
    case '\n':
        return begin_headers(parser, 1, error);
    default:
        return boundary_followed(parser, error);
    }
}

static enum status take_boundary_end(struct multipart_parser *parser, struct text *rest,
                                     struct error *error)
{
    if (rest->data[0] == '-') {
        skip(rest, 1);
        parser->state = BOUNDARY_DASH;
        return STATUS_OK;
    }
    return take_boundary_padding(parser, rest, error);
}

static enum status take_boundary_dash(struct multipart_parser *parser, struct text *rest,
                                      struct error *error)
{
    if (next(rest) != '-') {
        return boundary_followed(parser, error);
    }
    if (parser->parts == 0) {
        return FAIL(error, STATUS_INVALID, "the body has no part " CLAUSE);
    }
    parser->state = EPILOGUE;
    return STATUS_OK;
}

static enum status take_boundary_return(struct multipart_parser *parser, struct text *rest,
                                        struct error *error)
{
    if (next(rest) != '\n') {
        return boundary_followed(parser, error);
    }
    return begin_headers(parser, 2, error);
}

/* ---- header lines ---- */

static enum status end_headers(struct multipart_parser *parser, struct error *error)
{
    struct header_list headers;
    struct text text = {parser->headers, parser->line_start};
    enum status status = headers_read(text, parser->parts, &headers, error);
    if (status != STATUS_OK) {
        return status;
    }
    /* RFC 2046 5.1.1: the empty line's end may also be the line end in front of a boundary. */
    parser->matched = parser->line_end;
    parser->unreal = parser->line_end;
    parser->state = DATA;
    return parser->options.events->part_begin(parser->options.context, &headers, error);
}

/* RFC 5322 2.2.3: a line that begins with white space continues the one before. */
static enum status join_lines(struct multipart_parser *parser, struct error *error)
{
    char first = parser->headers[parser->line_start];
    if (first != ' ' && first != '\t') {
        return STATUS_OK;
    }
    if (parser->line_start == 0) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: the first header line begins with white space " CLAUSE,
                    parser->parts);
    }
    parser->headers[parser->line_start - 1] = ' ';
    return STATUS_OK;
}

/* Behind a line's LF. A CRLF becomes an LF. */
static enum status end_header_line(struct multipart_parser *parser, struct error *error)
{
    size_t length = parser->header_length - parser->line_start;
    bool has_return = length >= 2 && parser->headers[parser->header_length - 2] == '\r';
    if (has_return != (parser->line_end == 2)) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: a header line ends with %s, but the boundary's line with "
                    "%s " CLAUSE,
                    parser->parts, has_return ? "CRLF" : "LF", has_return ? "LF" : "CRLF");
    }
    size_t end = parser->header_length - parser->line_end;
    if (end == parser->line_start) {
        return end_headers(parser, error);
    }
    parser->headers[end] = '\n';
    parser->header_length = end + 1;
    enum status status = join_lines(parser, error);
    parser->line_start = parser->header_length;
    return status;
}

static enum status take_header(struct multipart_parser *parser, struct text *rest,
                               struct error *error)
{
    if (parser->header_length == HEADER_BYTES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "part %zu: has more than %d bytes of headers",
                    parser->parts, HEADER_BYTES_MAX);
    }
    char character = next(rest);
    parser->headers[parser->header_length++] = character;
    return character == '\n' ? end_header_line(parser, error) : STATUS_OK;
}

/* ---- data ---- */

static enum status tell_data(struct multipart_parser *parser, struct text bytes,
                             struct error *error)
{
    if (bytes.length == 0) {
        return STATUS_OK;
    }
    return parser->options.events->part_data(parser->options.context, bytes, error);
}

/* How many bytes of `bytes` are data for sure: those before a delimiter, whole or cut off by the
 * end of the piece. */
static size_t data_length(struct text bytes, struct text whole)
{
    size_t from = 0;
    while (from < bytes.length) {
        const char *found = memchr(bytes.data + from, whole.data[0], bytes.length - from);
        if (found == NULL) {
            return bytes.length;
        }
        size_t at = (size_t)(found - bytes.data);
        size_t length = bytes.length - at < whole.length ? bytes.length - at : whole.length;
        if (memcmp(found, whole.data, length) == 0) {
            return at;
        }
        from = at + 1;
    }
    return bytes.length;
}

static enum status take_data(struct multipart_parser *parser, struct text *rest,
                             struct error *error)
{
    if (match(parser, rest)) {
        parser->state = BOUNDARY_END;
        return parser->options.events->part_end(parser->options.context, error);
    }
    if (rest->length == 0) {
        return STATUS_OK;
    }
    struct text whole = delimiter(parser);
    struct text held = {whole.data + parser->unreal, parser->matched - parser->unreal};
    parser->matched = 0;
    parser->unreal = 0;
    enum status status = tell_data(parser, held, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text data = {rest->data, data_length(*rest, whole)};
    skip(rest, data.length);
    return tell_data(parser, data, error);
}

static enum status take_epilogue(struct multipart_parser *parser, struct text *rest,
                                 struct error *error)
{
    (void)parser;
    (void)error;
    skip(rest, rest->length);
    return STATUS_OK;
}

/* ---- the whole ---- */

static const take takers[] = {
    [PREAMBLE_LINE] = take_preamble_line,
    [PREAMBLE_REST] = take_preamble_rest,
    [BOUNDARY_END] = take_boundary_end,
    [BOUNDARY_DASH] = take_boundary_dash,
    [BOUNDARY_PADDING] = take_boundary_padding,
    [BOUNDARY_RETURN] = take_boundary_return,
    [HEADERS] = take_header,
    [DATA] = take_data,
    [EPILOGUE] = take_epilogue,
};

enum status multipart_feed(struct multipart_parser *parser, struct text bytes, struct error *error)
{
    while (bytes.length > 0) {
        enum status status = takers[parser->state](parser, &bytes, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

enum status multipart_complete(const struct multipart_parser *parser, struct error *error)
{
    if (parser->state == EPILOGUE) {
        return STATUS_OK;
    }
    if (parser->parts == 0) {
        return FAIL(error, STATUS_INVALID,
                    "the body does not have the boundary '--%s' of its Content-Type " CLAUSE,
                    parser->delimiter + 4);
    }
    return FAIL(error, STATUS_INVALID,
                "the body ends in part %zu, without the boundary '--%s--' " CLAUSE, parser->parts,
                parser->delimiter + 4);
}
