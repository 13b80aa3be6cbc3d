/* SPDX-License-Identifier: Apache-2.0 */

/* Fills the player's page template. */
#ifndef FORMATS_PAGE_H
#define FORMATS_PAGE_H

#include "base/error.h"
#include "base/text.h"

struct arena;

/* What stands for "{{name}}" in the template; a list ends with a row whose name is NULL. */
struct page_value {
    const char *name;
    const char *value;
};

/* Puts the values, escaped for HTML text and attributes, where the template names them. *out lives
 * in `arena`. INTERNAL for a name that `values` lacks or a "{{" that is not closed. */
MUST_CHECK enum status page_fill(struct text template, const struct page_value *values,
                                 struct arena *arena, struct text *out, struct error *error);

#endif
