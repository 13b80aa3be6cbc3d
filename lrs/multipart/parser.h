/* SPDX-License-Identifier: Apache-2.0 */

/* A multipart body (RFC 2046 5.1) taken apart as it arrives, in pieces of any size and in constant
 * memory: a part of a gigabyte passes through. */
#ifndef MULTIPART_PARSER_H
#define MULTIPART_PARSER_H

#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"
#include "multipart/boundary.h"
#include "multipart/headers.h"

/* What the parser tells, in this order for each part: part_begin, part_data any number of times,
 * part_end. What is passed is borrowed until the function returns. A status other than STATUS_OK
 * ends the parse, and is what multipart_feed() returns. */
struct multipart_events {
    enum status (*part_begin)(void *context, const struct header_list *headers,
                              struct error *error);
    enum status (*part_data)(void *context, struct text bytes, struct error *error);
    enum status (*part_end)(void *context, struct error *error);
};

struct multipart_options {
    const struct multipart_events *events; /* must outlive the parser */
    void *context;                         /* the first argument of each event */
    size_t parts_max;
};

struct multipart_parser;

/* A parser owned by the caller: about HEADER_BYTES_MAX bytes. One thread at a time. */
struct multipart_parser *multipart_create(const struct boundary *boundary,
                                          const struct multipart_options *options);
void multipart_destroy(struct multipart_parser *parser);
DEFINE_AUTO(struct multipart_parser, multipart_destroy);

/* Takes the next bytes. The events and the outcome are the same however the body is cut into
 * pieces, but for where one part_data ends and the next begins. INVALID with the part's number,
 * from 1, if the body breaks a rule; TOO_LARGE for too many parts, or more than HEADER_BYTES_MAX
 * bytes of headers. After a failure the parser may only be destroyed. */
MUST_CHECK enum status multipart_feed(struct multipart_parser *parser, struct text bytes,
                                      struct error *error);

/* To be called when the body is at its end: INVALID unless the boundary with "--" behind it was
 * there. */
MUST_CHECK enum status multipart_complete(const struct multipart_parser *parser,
                                          struct error *error);

#endif
