/* SPDX-License-Identifier: Apache-2.0 */

/* The header lines of one part (RFC 2046 5.1, RFC 5322 2.2). */
#ifndef MULTIPART_HEADERS_H
#define MULTIPART_HEADERS_H

#include "base/error.h"
#include "base/text.h"

/* Limits for one part. */
enum { HEADER_BYTES_MAX = 8192, HEADER_LINES_MAX = 32 };

struct header {
    struct text name;  /* as sent */
    struct text value; /* without white space at its ends */
};

struct header_list {
    struct header items[HEADER_LINES_MAX];
    size_t count;
};

/* Reads `text`: lines that end in LF, folded ones already joined. INVALID if a line has no ':'
 * behind a name of token characters, if a value has a control character, or if one name, in
 * whatever case, comes twice; TOO_LARGE for more than HEADER_LINES_MAX. `part` (from 1) is named in
 * messages. *out borrows from `text`. */
MUST_CHECK enum status headers_read(struct text text, size_t part, struct header_list *out,
                                    struct error *error);

/* The value of the header `name`, whatever the case of both; data is NULL if there is none. */
struct text headers_find(const struct header_list *headers, const char *name);

#endif
