/* SPDX-License-Identifier: Apache-2.0 */

/* The part of a statement's text that is kept as sent. */
#ifndef XAPI_MEMBERS_H
#define XAPI_MEMBERS_H

#include "base/arena.h"
#include "base/text.h"

/* The members of the valid statement `raw` in their order, each value as written, without the outer
 * braces and without id, stored, authority, version and timestamp; contextActivities as arrays
 * (Data 2.4.6.2). Borrowed from `arena`. */
struct text members_of(struct text raw, struct arena *arena);

#endif
