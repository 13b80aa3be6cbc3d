/* SPDX-License-Identifier: Apache-2.0 */

/* A JSON Web Signature in compact serialisation (RFC 7515) as Data 2.6 wants it: RSA with SHA-2. */
#ifndef ATTACHMENTS_JWS_H
#define ATTACHMENTS_JWS_H

#include "base/arena.h"
#include "base/error.h"
#include "xapi/rule.h"

/* Larger ones are refused: a signature is read into memory. RSA keys have 1024 bits, as in the
 * specification's own example, to 8192; RFC 7518 3.3 asks signers for 2048. */
enum {
    JWS_SIZE_MAX = 4 << 20,
    JWS_CERTIFICATES_MAX = 8,
    JWS_KEY_BITS_MIN = 1024,
    JWS_KEY_BITS_MAX = 8192
};

enum jws_algorithm { JWS_RS256, JWS_RS384, JWS_RS512 };

/* Borrowed from the arena. */
struct jws {
    enum jws_algorithm algorithm;
    struct text signed_text; /* header and payload as sent, with the '.' between them */
    struct text payload;
    struct text signature;
    struct text certificates[JWS_CERTIFICATES_MAX]; /* DER, the signer's first: `x5c` */
    size_t certificate_count;                       /* 0: without x5c */
};

/* Takes `compact` apart: three parts in base64url without padding, white space or stray bits; a
 * header that is a JSON object with `alg` RS256, RS384 or RS512, without `crit`, with `typ` and
 * `x5c` of their types if it has them; a signature as long as some RSA key. Addresses and keys in
 * the header (jku, jwk, x5u) are never used. INVALID with `place` and its clause; TOO_LARGE. */
MUST_CHECK enum status jws_read(struct text compact, const struct place *place, struct arena *arena,
                                struct jws *out, struct error *error);

/* INVALID unless the first certificate of x5c has the key that made the signature, and each further
 * one issued the one before it (RFC 7515 4.1.6). Neither dates nor trust are judged, and old hashes
 * are allowed: Data 2.6 means this to catch mistakes, not as a security measure. Without x5c there
 * is nothing to verify with: OK. */
MUST_CHECK enum status jws_verify(const struct jws *jws, const struct place *place,
                                  struct arena *arena, struct error *error);

#endif
