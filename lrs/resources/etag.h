/* SPDX-License-Identifier: Apache-2.0 */

/* The ETag of what is answered (Communication 3.1). */
#ifndef RESOURCES_ETAG_H
#define RESOURCES_ETAG_H

#include "base/text.h"
#include "resources/call.h"

enum { ETAG_SIZE = 41 };

/* The SHA-1 of `content` in lower-case hexadecimal, with a final NUL and without quotes: what 1.0.3
 * prescribes, so that its clients may calculate it; 2.0 leaves the choice. An ETag tells versions
 * of one document apart and protects nothing, so SHA-1 will do. */
void etag_of(struct text content, char out[ETAG_SIZE]);

/* Answers with the ETag of `content`. True if the request has that content already (If-None-Match):
 * then the answer is 304 and needs no body (RFC 9110 13.1.2). */
bool etag_answer(struct call *call, struct text content);

#endif
