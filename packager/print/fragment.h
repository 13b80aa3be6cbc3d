/* SPDX-License-Identifier: Apache-2.0 */

/* What a page is filled with: lines, rows of tables, pictures, one under the other. Each fits on a
 * page whole. */
#ifndef PRINT_FRAGMENT_H
#define PRINT_FRAGMENT_H

#include "print/paragraph.h"

#include <stdbool.h>
#include <stddef.h>

struct block;
struct element;
struct picture;

/* A box that is drawn behind the fragments of a callout or a quotation. */
struct frame {
    const struct frame *parent; /* that it stands in, or NULL */
    double x;
    double width;
    bool has_background;
    struct colour background;
    struct colour bar; /* at its left */
};

/* What stands before the first line of a list's item. */
struct marker {
    const struct line *line; /* its number or dot; NULL for a box to tick */
    bool is_ticked;
    double x;
    struct element *element;
};

struct cell {
    const struct paragraph *paragraph;
    struct element *element;
    double x;
    double width;
    double indent; /* of lines that end at the right or stand in the middle: the share of room */
};

struct row {
    struct cell *cells;
    size_t cell_count;
    bool is_header;
};

/* For the outline. */
struct heading {
    int level;
    const struct block *block;
};

enum fragment_kind {
    FRAGMENT_LINE,
    FRAGMENT_ROW,
    FRAGMENT_PICTURE,
    FRAGMENT_RULE,  /* to write on */
    FRAGMENT_SPACE, /* the rim of a frame; alone, what an item without words takes */
    FRAGMENT_PAGE_BREAK,
};

struct fragment {
    enum fragment_kind kind;
    double before; /* the space above, but for the head of a page */
    double height;
    double x;
    double width;
    bool keeps_next; /* it stands on the same page as the one that follows */
    const struct frame *frame;
    const struct marker *marker;
    const struct heading *heading; /* that begins here, or NULL */
    struct element *element;
    const struct line *line;
    const struct row *row;
    const struct row *header; /* of the row's table: drawn again at the head of each page */
    double header_height;
    const struct picture *picture;
    struct fragment *next;
};

#endif
