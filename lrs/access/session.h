/* SPDX-License-Identifier: Apache-2.0 */

/* Who asks under the credential of a cmi5 session. */
#ifndef ACCESS_SESSION_H
#define ACCESS_SESSION_H

#include "access/access.h"

/* Checks `secret` for out->session and fills the rest of *out if it is the session's. Its secret
 * has 256 random bits, so a plain digest hides it: this costs no password hash. */
MUST_CHECK enum status session_identify(struct store *store, struct text secret, bool *known,
                                        struct identity *out, struct error *error);

#endif
