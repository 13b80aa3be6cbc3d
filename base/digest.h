/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-256 and hexadecimal. */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/text.h"

#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_HEX_SIZE = 65 };

struct digest {
    uint8_t bytes[DIGEST_SIZE];
};

struct digest digest_of(struct text text);

/* Lower-case hexadecimal with a final NUL. */
void digest_to_hex(const struct digest *digest, char out[DIGEST_HEX_SIZE]);

/* In parts: begin, add ..., end. */
struct digest_stream;
struct digest_stream *digest_begin(void); /* owned by the caller until digest_end() */
void digest_add(struct digest_stream *stream, struct text text);
struct digest digest_end(struct digest_stream *stream); /* takes `stream` */

#endif
