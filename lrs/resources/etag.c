/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-1 from GnuTLS. */
#include "resources/etag.h"

#include <assert.h>
#include <gnutls/crypto.h>
#include <stdint.h>

enum { SHA1_SIZE = 20 };
_Static_assert(ETAG_SIZE == 2 * SHA1_SIZE + 1, "two digits a byte and a NUL");

void etag_of(struct text content, char out[ETAG_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA1_SIZE];
    int result = gnutls_hash_fast(GNUTLS_DIG_SHA1, content.length == 0 ? "" : content.data,
                                  content.length, digest);
    assert(result == 0); /* it fails only for unknown algorithms */
    for (size_t i = 0; i < SHA1_SIZE; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[ETAG_SIZE - 1] = '\0';
}
