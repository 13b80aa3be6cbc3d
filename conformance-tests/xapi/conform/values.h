/* SPDX-License-Identifier: Apache-2.0 */

/* Names and what stands for them while a rule runs: {{name}} in a rule's texts. */
#ifndef CONFORM_VALUES_H
#define CONFORM_VALUES_H

#include "base/arena.h"
#include "base/error.h"
#include "conform/rule.h"

/* A text gets no longer than this by expansion. */
enum { VALUES_TEXT_MAX = 4 << 20 };

struct values;

/* Empty, in `arena`, and for one thread. */
struct values *values_create(struct arena *arena);

/* Names whose texts may hold placeholders themselves; `defines` is borrowed. A later one hides an
 * earlier one of the same name. */
void values_define(struct values *values, const struct define *defines);

/* A name whose text is taken as it is; copied. */
void values_set(struct values *values, const char *name, struct text value);

/* `text` with each {{...}} replaced, in the arena. INVALID for an unknown name, TOO_LARGE. */
MUST_CHECK enum status values_expand(struct values *values, const char *text, struct text *out,
                                     struct error *error);

#endif
