/* SPDX-License-Identifier: Apache-2.0 */

/* What stands between the parts of a multipart body, and the Content-Type header that tells it. */
#ifndef MULTIPART_BOUNDARY_H
#define MULTIPART_BOUNDARY_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>

/* RFC 2046 5.1.1: 1 to 70 characters. */
enum { BOUNDARY_MAX = 70 };

struct boundary {
    char text[BOUNDARY_MAX + 1]; /* with a final NUL */
};

/* True if the Content-Type `header` names the media type `type` ("application/json"), in whatever
 * case and with whatever parameters. */
bool media_type_is(struct text header, const char *type);

/* The media type in the Content-Type `header`, without its parameters; a slice of `header`. */
struct text media_type_of(struct text header);

/* Reads the boundary from the Content-Type header of a request. INVALID unless it is
 * multipart/mixed with exactly one `boundary` of 1 to 70 characters of digits, letters,
 * '()+_,-./:=? and space, the last no space. A value without quotes may have all of them but space:
 * more than RFC 2045 lets a token have, and unambiguous. */
MUST_CHECK enum status boundary_read(struct text header, struct boundary *out, struct error *error);

/* A boundary for an answer. What is streamed cannot be searched for it first; but it has 122 random
 * bits, so that no content has it but by intent, and nobody can foresee it. Needs no quotes. */
struct boundary boundary_make(void);

#endif
