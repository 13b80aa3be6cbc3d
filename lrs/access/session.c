/* SPDX-License-Identifier: Apache-2.0 */

/* Credentials of cmi5 sessions. */
#include "access/session.h"

#include "base/digest.h"
#include "launch/session.h"

#include <sodium.h>
#include <stdio.h>

/* What an AU asks for; resources/sessions.c narrows it to the learner, the AU and the registration.
 */
enum {
    SESSION_PERMISSIONS = PERMISSION_STATEMENTS_WRITE | PERMISSION_STATEMENTS_READ |
                          PERMISSION_STATE_WRITE | PERMISSION_STATE_READ |
                          PERMISSION_PROFILE_WRITE | PERMISSION_PROFILE_READ,
};

enum status session_identify(struct store *store, struct text secret, bool *known,
                             struct identity *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct stored_session session;
    enum status status = store_get_session(store, &out->session, arena, &session, error);
    if (status == STATUS_NOT_FOUND) {
        return STATUS_OK;
    }
    struct digest digest = digest_of(secret);
    *known = status == STATUS_OK && session.secret_digest.length == sizeof digest.bytes &&
             sodium_memcmp(session.secret_digest.data, digest.bytes, sizeof digest.bytes) == 0;
    if (*known) {
        session_key_format(&out->session, out->key);
        (void)snprintf(out->name, sizeof out->name, "%.*s", TEXT_ARGUMENTS(session.launched_by));
        out->permissions = SESSION_PERMISSIONS;
        out->is_session = true;
    }
    return status;
}
