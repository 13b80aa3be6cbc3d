/* SPDX-License-Identifier: Apache-2.0 */

/* An order that looks like chance and is the same in each build. */
#ifndef FORMATS_SHUFFLE_H
#define FORMATS_SHUFFLE_H

#include <stddef.h>

enum { SHUFFLE_MAX = 32 };

/* Writes the places 0 to count - 1 to `out` in an order that depends on `seed` and `names` alone,
 * and is not 0, 1, 2 ... if there are two or more. At most SHUFFLE_MAX, the names unique. */
void shuffle(const char *seed, const char *const *names, size_t count, size_t *out);

#endif
