/* SPDX-License-Identifier: Apache-2.0 */

/* Keeps a cache's folder small. */
#ifndef CACHE_TRIM_H
#define CACHE_TRIM_H

#include <stdint.h>

/* Removes those pieces below `folder` that were used longest ago, if all are over `limit_bytes`
 * together, until three quarters of that are left; and what was begun over an hour ago and never
 * ended. Touches nothing that a cache does not name so. What cannot be removed is left. */
void cache_trim(const char *folder, uint64_t limit_bytes);

#endif
