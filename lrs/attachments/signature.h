/* SPDX-License-Identifier: Apache-2.0 */

/* Signed statements (Data 2.6). */
#ifndef ATTACHMENTS_SIGNATURE_H
#define ATTACHMENTS_SIGNATURE_H

#include "base/arena.h"
#include "base/error.h"
#include "xapi/rule.h"
#include "xapi/statement.h"

#define USAGE_SIGNATURE "http://adlnet.gov/expapi/attachments/signature"

/* True if the attachment (JSON, as in a statement) is a signature. */
bool is_signature(const json_t *attachment);

/* What a JWS signs. Borrowed from the arena that signature_read() was given. */
struct signature;

/* Reads `jws`, the data of the attachment at `place`: a JWS as jws_read() wants it, which fits its
 * own certificates (jws_verify()), and whose payload is one JSON object. INVALID with `place`,
 * whose clause is taken to be Data 2.6; TOO_LARGE over JWS_SIZE_MAX. That a signature is accepted
 * does not mean that the signer is who he says. */
MUST_CHECK enum status signature_read(struct text jws, const struct place *place,
                                      struct arena *arena, const struct signature **out,
                                      struct error *error);

/* INVALID unless `signature` signs `statement`:
 *
 * - the payload is the statement before it was signed, by Data 2.3.1: attachments that are
 *   signatures do not count on either side, all others do;
 * - an `id` or `timestamp` in the payload is also the statement's (timestamps as points in time, to
 *   a millisecond): an LRS gives these where they are missing, but changes none. The payload may
 *   lack both. `version`, `stored` and `authority` may differ: each LRS sets its own. */
MUST_CHECK enum status signature_compare(const struct signature *signature,
                                         const struct statement *statement,
                                         const struct place *place, struct arena *arena,
                                         struct error *error);

/* Both in one. */
MUST_CHECK enum status signature_check(const struct statement *statement, struct text jws,
                                       const struct place *place, struct arena *arena,
                                       struct error *error);

#endif
