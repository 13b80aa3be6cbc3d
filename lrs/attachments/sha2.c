/* SPDX-License-Identifier: Apache-2.0 */

/* A thin layer over GnuTLS, which has all of SHA-2; libsodium lacks SHA-224 and SHA-384. */
#include "attachments/sha2.h"

#include "base/mem.h"

#include <assert.h>
#include <gnutls/crypto.h>
#include <sodium.h>
#include <stdint.h>

struct sha2 {
    gnutls_hash_hd_t handle;
    size_t size; /* bytes of the hash */
};

static gnutls_digest_algorithm_t algorithm_of(size_t digits)
{
    switch (digits) {
    case 56:
        return GNUTLS_DIG_SHA224;
    case 64:
        return GNUTLS_DIG_SHA256;
    case 96:
        return GNUTLS_DIG_SHA384;
    case SHA2_DIGITS_MAX:
        return GNUTLS_DIG_SHA512;
    default:
        return GNUTLS_DIG_UNKNOWN;
    }
}

struct sha2 *sha2_create(size_t digits)
{
    gnutls_digest_algorithm_t algorithm = algorithm_of(digits);
    if (algorithm == GNUTLS_DIG_UNKNOWN) {
        return NULL;
    }
    struct sha2 *sha2 = MEM_NEW(struct sha2);
    /* Fails only for what GnuTLS does not have, or without memory. */
    int outcome = gnutls_hash_init(&sha2->handle, algorithm);
    assert(outcome == 0);
    sha2->size = digits / 2;
    return sha2;
}

void sha2_destroy(struct sha2 *sha2)
{
    if (sha2 != NULL) {
        gnutls_hash_deinit(sha2->handle, NULL);
        free(sha2);
    }
}

void sha2_add(struct sha2 *sha2, struct text bytes)
{
    if (bytes.length > 0) {
        int outcome = gnutls_hash(sha2->handle, bytes.data, bytes.length);
        assert(outcome == 0);
    }
}

void sha2_to_hex(struct sha2 *sha2, char out[SHA2_HEX_SIZE])
{
    uint8_t bytes[SHA2_DIGITS_MAX / 2];
    gnutls_hash_output(sha2->handle, bytes);
    (void)sodium_bin2hex(out, SHA2_HEX_SIZE, bytes, sha2->size);
}
