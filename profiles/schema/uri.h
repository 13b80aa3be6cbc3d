/* SPDX-License-Identifier: Apache-2.0 */

/* URI references, as far as '$id' and '$ref' need them. Pure grammar: nothing is fetched. */
#ifndef SCHEMA_URI_H
#define SCHEMA_URI_H

#include "base/arena.h"

/* The URI that `reference` stands for in a document at `base` (RFC 3986, 5.2.2), which may be "",
 * borrowed from the arena. */
const char *uri_resolve(const char *base, const char *reference, struct arena *arena);

/* `uri` without fragment, borrowed from the arena; and what stands behind its '#', with percent
 * signs undone: "" if there is none. */
const char *uri_document(const char *uri, struct arena *arena);
const char *uri_fragment(const char *uri, struct arena *arena);

#endif
