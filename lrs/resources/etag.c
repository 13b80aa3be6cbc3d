/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-1 from GnuTLS. */
#include "resources/etag.h"

#include "resources/preconditions.h"

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

bool etag_answer(struct call *call, struct text content)
{
    char etag[ETAG_SIZE];
    etag_of(content, etag);
    http_response_set(call->response, "ETag", arena_print(call->request->arena, "\"%s\"", etag));
    bool is_known = preconditions_name(http_request_header(call->request, "If-None-Match"), etag);
    if (is_known) {
        call->response->status = 304;
    }
    return is_known;
}
