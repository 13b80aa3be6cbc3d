/* SPDX-License-Identifier: Apache-2.0 */

/* The text of one block: cmark-gfm's inline nodes -> spans. */
#ifndef PRINT_INLINE_H
#define PRINT_INLINE_H

#include "base/error.h"

#include <cmark-gfm.h>
#include <stddef.h>

struct arena;
struct span;

struct inline_reading {
    struct arena *arena;
    const char *name; /* of the file */
    size_t line;      /* of the node that is read next */
    size_t link_count;
};

/* The spans of what `parent` holds. INVALID with "name:line: ..." for HTML, pictures, links that
 * cannot be followed from paper, styles within styles without end. */
MUST_CHECK enum status inline_read(struct inline_reading *reading, cmark_node *parent,
                                   struct span **out, struct error *error);

/* The words of what `parent` holds, without style; lives in the arena. */
const char *inline_words(struct arena *arena, cmark_node *parent);

#endif
