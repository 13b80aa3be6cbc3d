/* SPDX-License-Identifier: Apache-2.0 */

/* SHA-256 from libsodium. */
#include "base/digest.h"

#include "base/mem.h"

#include <sodium.h>
#include <stdlib.h>

_Static_assert(DIGEST_SIZE == crypto_hash_sha256_BYTES, "a digest holds one SHA-256");
_Static_assert(DIGEST_HEX_SIZE == 2 * DIGEST_SIZE + 1, "two digits a byte and a NUL");

struct digest_stream {
    crypto_hash_sha256_state state;
};

/* libsodium's hash functions return an int for historical reasons; SHA-256 always succeeds. */
struct digest digest_of(struct text text)
{
    struct digest digest;
    (void)crypto_hash_sha256(digest.bytes, (const unsigned char *)text.data, text.length);
    return digest;
}

void digest_to_hex(const struct digest *digest, char out[DIGEST_HEX_SIZE])
{
    (void)sodium_bin2hex(out, DIGEST_HEX_SIZE, digest->bytes, DIGEST_SIZE);
}

struct digest_stream *digest_begin(void)
{
    struct digest_stream *stream = MEM_NEW(struct digest_stream);
    (void)crypto_hash_sha256_init(&stream->state);
    return stream;
}

void digest_add(struct digest_stream *stream, struct text text)
{
    (void)crypto_hash_sha256_update(&stream->state, (const unsigned char *)text.data, text.length);
}

struct digest digest_end(struct digest_stream *stream)
{
    struct digest digest;
    (void)crypto_hash_sha256_final(&stream->state, digest.bytes);
    free(stream);
    return digest;
}
