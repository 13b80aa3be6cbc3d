/* SPDX-License-Identifier: Apache-2.0 */

/* What is wrong with a file, row by row: all that fits, and how many more there are. */
#ifndef PEOPLE_PROBLEMS_H
#define PEOPLE_PROBLEMS_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/text.h"

#include <stdbool.h>

/* How many are kept of errors, and of warnings. */
enum { PROBLEMS_MAX = 50 };

struct problem {
    const char *file; /* NULL: there is only one */
    size_t line;
    const char *column; /* "": of the whole row */
    const char *value;  /* fit to be printed; "" where it is personal */
    const char *remedy; /* what is wrong and what to do */
};

struct problem_list {
    struct problem items[PROBLEMS_MAX];
    size_t count; /* of items */
    size_t total; /* also of those that are not kept */
};

/* Initialise with .arena set; all texts are borrowed from it or live for good. */
struct problems {
    struct arena *arena;
    const char *file; /* that problems are added of from now on; borrowed for good */
    struct problem_list errors;
    struct problem_list warnings;
};

/* Where something is wrong. */
struct problem_place {
    size_t line;
    const char *column; /* lives for good, or in the arena */
    struct text value;  /* copied */
};

PRINTF_LIKE(4, 5)
void problems_add(struct problems *problems, struct problem_list *list,
                  const struct problem_place *place, const char *format, ...);

#endif
