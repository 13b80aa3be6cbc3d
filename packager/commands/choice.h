/* SPDX-License-Identifier: Apache-2.0 */

/* What an option may be given, one row of a table after the other, for help and for errors. */
#ifndef COMMANDS_CHOICE_H
#define COMMANDS_CHOICE_H

struct arena;

enum choice_style {
    CHOICE_NAMES,     /* "html, text" */
    CHOICE_SUMMARIES, /* "html (a page), text (lines)" */
};

/* `list`, which is NULL at first, with one more row behind it; in `arena`. */
const char *choice_add(const char *list, const char *name, const char *summary,
                       enum choice_style style, struct arena *arena);

#endif
