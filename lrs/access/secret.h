/* SPDX-License-Identifier: Apache-2.0 */

/* How secrets are hashed, for the two files that do. */
#ifndef ACCESS_SECRET_H
#define ACCESS_SECRET_H

#include <sodium.h>
#include <stdbool.h>
#include <stddef.h>

/* Argon2id with a random salt, as one text. Secrets are 256 random bits, which nobody guesses; the
 * hash only has to make a stolen database useless, so it need not be as slow as for what people
 * think up. False: not enough memory. */
static inline bool secret_hash(const char *secret, size_t length, char out[crypto_pwhash_STRBYTES])
{
    const size_t memory = (size_t)8 << 20;
    return crypto_pwhash_str(out, secret, length, crypto_pwhash_OPSLIMIT_INTERACTIVE, memory) == 0;
}

#endif
