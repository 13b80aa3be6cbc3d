/* SPDX-License-Identifier: Apache-2.0 */

/* What an LRS knows of an Activity or a verb, from all definitions that statements gave
 * (Data 2.4.4.1, 2.4.3). Pure; over text, so that numbers in extensions keep their digits. */
#ifndef XAPI_DEFINITION_H
#define XAPI_DEFINITION_H

#include "base/arena.h"
#include "base/text.h"

/* Bytes of what is kept for one Activity or verb. What would make it longer changes nothing. */
enum { DEFINITION_MAX = 1 << 16 };

/* `known` (data is NULL at first) and then `sent`, a valid definition: language maps are merged by
 * language, extensions by key; of every other property the latest counts. Another interactionType
 * than the known one drops all that belonged to that; interaction components are those of the
 * latest list, their descriptions merged by id and language. `known` itself if nothing comes of it.
 * Merging the same again changes nothing. Borrowed from the arguments and `arena`. */
struct text definition_merge(struct text known, struct text sent, struct arena *arena);

/* The same for a verb's display. */
struct text display_merge(struct text known, struct text sent, struct arena *arena);

#endif
