/* SPDX-License-Identifier: Apache-2.0 */

/* Scopes: the names under which a credential may do things, in the words of xAPI 1.0.3
 * Communication 4.2 where it has one. */
#ifndef ACCESS_SCOPES_H
#define ACCESS_SCOPES_H

#include "base/error.h"

#include <stddef.h>

/* What a route asks for. A set of them is an `unsigned`. */
enum permission {
    PERMISSION_NONE = 0,
    PERMISSION_STATEMENTS_WRITE = 1,
    PERMISSION_STATEMENTS_READ = 2,
    PERMISSION_STATE_WRITE = 4,
    PERMISSION_STATE_READ = 8,
    PERMISSION_PROFILE_WRITE = 16,
    PERMISSION_PROFILE_READ = 32,
    PERMISSION_REPORTS_READ = 64,
    PERMISSION_DEFINE = 128, /* no route's: whether statements define Activities and verbs */
    PERMISSION_LAUNCH = 256,
    PERMISSION_PERSONS = 512, /* no route's: whether reports name people, or have pseudonyms */
};

enum { SCOPES_SIZE = 256 };

/* Reads scope names and writes them sorted, without doubles and separated by spaces: the form in
 * which they are stored. INVALID: none given, or an unknown one (the message lists the known). */
MUST_CHECK enum status scopes_normalise(const char *const *names, size_t count,
                                        char out[SCOPES_SIZE], struct error *error);

/* The set of permissions that stored scopes give. Names this version does not know give none. */
unsigned scopes_permissions(const char *scopes);

#endif
