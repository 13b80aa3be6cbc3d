/* SPDX-License-Identifier: Apache-2.0 */

/* Authentication: credentials made, and Basic authorization checked against the store. */
#ifndef ACCESS_ACCESS_H
#define ACCESS_ACCESS_H

#include "access/scopes.h"
#include "base/auto.h"
#include "base/error.h"
#include "store/store.h"

#include <stdbool.h>

struct access;

enum { ACCESS_KEY_SIZE = 65, ACCESS_NAME_SIZE = 129, ACCESS_SECRET_SIZE = 44 };
enum { ACCESS_DISCLOSURE_SIZE = 24, ACCESS_ORGANISATION_SIZE = 16 };

/* Who asks. */
struct identity {
    char key[ACCESS_KEY_SIZE];
    char name[ACCESS_NAME_SIZE];
    unsigned permissions;
    char disclosure[ACCESS_DISCLOSURE_SIZE];     /* the profile of reports; "": not said */
    char organisation[ACCESS_ORGANISATION_SIZE]; /* whose learners reports tell of; "": all */
    bool strict_profiles; /* statements that do not keep to a profile that they claim are refused */
    bool is_session;      /* an AU under the credential of a cmi5 launch */
    struct uuid session;  /* then this one */
};

/* `store` is borrowed until access_destroy(). *out is owned by the caller. UNAVAILABLE: no secure
 * random numbers on this machine. */
MUST_CHECK enum status access_create(struct store *store, struct access **out, struct error *error);
void access_destroy(struct access *access);
DEFINE_AUTO(struct access, access_destroy);

/* Checks the value of an Authorization header (NULL: none was sent). *known tells whether it is a
 * credential of ours; only then *out is written, but for its key: that is the key as sent, if it
 * could be one of ours (never a secret in its place), or "". A secret seen before costs a keyed
 * digest; a first one costs a password hash, and those run one at a time. A credential changed or
 * deleted in the store, by whichever process, counts as such from then on. The credential of a cmi5
 * session is known as long as there is the session: what may still be done in it is the caller's to
 * check, at each request. Any thread. Fails only when the store does. */
MUST_CHECK enum status access_identify(struct access *access, const char *authorization,
                                       bool *known, struct identity *out, struct error *error);

enum { CREDENTIAL_KEY_LENGTH = 20 };

/* A new credential as it is told to its owner, once. */
struct new_credential {
    char key[ACCESS_KEY_SIZE];
    char secret[ACCESS_SECRET_SIZE];
};

/* What is settled of a credential when it is made. */
struct credential_terms {
    const char *name;
    const char *scopes;       /* as scopes_normalise() gives them */
    const char *disclosure;   /* the profile of reports; NULL: not said */
    const char *organisation; /* an ODS code; NULL: all */
    bool strict_profiles;     /* as in struct identity */
};

/* Makes a random key and secret, and stores the secret's hash with the terms. INVALID: the name is
 * empty, too long or has control characters; the organisation is no ODS code; reports are limited
 * though the scopes open the statements themselves. */
MUST_CHECK enum status credential_create(struct store *store, const struct credential_terms *terms,
                                         struct new_credential *out, struct error *error);

/* Deletes the credential: no request that begins afterwards is served for it. NOT_FOUND: there is
 * none of this key. */
MUST_CHECK enum status credential_revoke(struct store *store, const char *key, struct error *error);

#endif
