/* SPDX-License-Identifier: Apache-2.0 */

/* The text of one block: cmark-gfm's inline nodes -> spans. */
#ifndef PRINT_INLINE_H
#define PRINT_INLINE_H

#include "base/error.h"

#include <cmark-gfm.h>
#include <stddef.h>

struct arena;
struct print_source;
struct span;

struct inline_reading {
    struct arena *arena;
    const struct print_source *source;
    size_t line; /* of the node that is read next */
    size_t link_count;
    size_t part_count;
};

/* Counts one more part of the document. INVALID at the line for more than PRINT_PARTS_MAX. */
MUST_CHECK enum status inline_count(struct inline_reading *reading, struct error *error);

/* The spans of what `parent` holds. INVALID with "name:line: ..." for HTML, pictures, links that
 * cannot be followed from paper, styles within styles without end, too many parts. */
MUST_CHECK enum status inline_read(struct inline_reading *reading, cmark_node *parent,
                                   struct span **out, struct error *error);

#endif
