/* SPDX-License-Identifier: Apache-2.0 */

/* A bounded list of what is wrong. */
#include "people/problems.h"

#include "base/printable.h"

#include <stdarg.h>
#include <stdio.h>

enum { REMEDY_SIZE = 400 };

void problems_add(struct problems *problems, struct problem_list *list,
                  const struct problem_place *place, const char *format, ...)
{
    list->total++;
    if (list->count == PROBLEMS_MAX) {
        return;
    }
    char remedy[REMEDY_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(remedy, sizeof remedy, format, arguments);
    va_end(arguments);
    list->items[list->count++] =
        (struct problem){.file = problems->file,
                         .line = place->line,
                         .column = place->column,
                         .value = printable(problems->arena, place->value),
                         .remedy = arena_copy_string(problems->arena, remedy)};
}
