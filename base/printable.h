/* SPDX-License-Identifier: Apache-2.0 */

/* Text from strangers, made fit to stand in messages: what a terminal would obey, or a reader could
 * not see, is written out. */
#ifndef BASE_PRINTABLE_H
#define BASE_PRINTABLE_H

#include "base/text.h"

struct arena;

/* The longest answer in bytes, its final NUL not counted; longer ones are cut at a whole character
 * and end in "…". */
enum { PRINTABLE_MAX = 240 };

/* A copy in `arena` with "\xNN" for each byte that is not UTF-8 or belongs to a control character
 * or to one that turns the direction of writing. */
__attribute__((returns_nonnull)) const char *printable(struct arena *arena, struct text text);

#endif
