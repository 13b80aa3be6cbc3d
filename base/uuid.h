/* SPDX-License-Identifier: Apache-2.0 */

/* UUIDs as xAPI writes them (RFC 4122, 8-4-4-4-12). */
#ifndef BASE_UUID_H
#define BASE_UUID_H

#include "base/text.h"

#include <stdint.h>

enum { UUID_SIZE = 16, UUID_TEXT_SIZE = 37 };

struct uuid {
    uint8_t bytes[UUID_SIZE];
};

/* A random (version 4) UUID. */
struct uuid uuid_make(void);

/* The version 5 UUID (RFC 4122, 4.3) of `name` within the name space of the IRI `space`. The same
 * two give the same UUID, on every machine. */
struct uuid uuid_of_name(const char *space, struct text name);

/* True for 8-4-4-4-12 hexadecimal digits of either case (xAPI 1.0.3 Data 2.4.1), written to *out.
 */
bool uuid_read(struct text text, struct uuid *out);

/* Lower case, with a final NUL. */
void uuid_format(const struct uuid *uuid, char out[UUID_TEXT_SIZE]);

#endif
