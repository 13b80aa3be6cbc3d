/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-224, -256, -384 and -512 of data that comes in pieces (GnuTLS): an attachment's hash may be
 * any of them (Data 2.4.11). */
#ifndef ATTACHMENTS_SHA2_H
#define ATTACHMENTS_SHA2_H

#include "base/auto.h"
#include "base/text.h"

#include <stdbool.h>

/* The most hexadecimal digits, and room for them with a final NUL. */
enum { SHA2_DIGITS_MAX = 128, SHA2_HEX_SIZE = SHA2_DIGITS_MAX + 1 };

struct sha2;

/* The hash that `digits` hexadecimal digits write: 56, 64, 96 or 128. Owned by the caller; NULL for
 * any other number. */
struct sha2 *sha2_create(size_t digits);
void sha2_destroy(struct sha2 *sha2);
DEFINE_AUTO(struct sha2, sha2_destroy);

void sha2_add(struct sha2 *sha2, struct text bytes);

/* Lower-case digits of what was added since the creation or the last call. */
void sha2_to_hex(struct sha2 *sha2, char out[SHA2_HEX_SIZE]);

#endif
