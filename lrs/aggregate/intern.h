/* SPDX-License-Identifier: Apache-2.0 */

/* Texts as small numbers, from 0 in the order of their arrival. */
#ifndef AGGREGATE_INTERN_H
#define AGGREGATE_INTERN_H

#include "base/arena.h"
#include "base/text.h"

#include <stdint.h>

struct intern;

/* Borrowed from `arena`. */
struct intern *intern_create(struct arena *arena);

/* The text's number; it is copied when it is new. */
uint32_t intern_add(struct intern *intern, struct text text);

/* Its number, or INTERN_NONE. */
#define INTERN_NONE UINT32_MAX
uint32_t intern_find(const struct intern *intern, struct text text);

size_t intern_count(const struct intern *intern);
struct text intern_text(const struct intern *intern, uint32_t number);

#endif
