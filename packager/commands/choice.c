/* SPDX-License-Identifier: Apache-2.0 */

/* Lists of names for people. */
#include "commands/choice.h"

#include "base/arena.h"

const char *choice_add(const char *list, const char *name, const char *summary,
                       enum choice_style style, struct arena *arena)
{
    const char *row =
        style == CHOICE_SUMMARIES ? arena_print(arena, "%s (%s)", name, summary) : name;
    return list != NULL ? arena_print(arena, "%s, %s", list, row) : row;
}
