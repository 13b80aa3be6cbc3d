/* SPDX-License-Identifier: Apache-2.0 */

/* A document for paper as a tree of blocks, whatever it will be written as. */
#ifndef PRINT_DOCUMENT_H
#define PRINT_DOCUMENT_H

#include "base/error.h"
#include "markdown/callout.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct picture;
struct print_source;

enum { STYLE_BOLD = 1, STYLE_ITALIC = 2, STYLE_CODE = 4 };

enum span_kind {
    SPAN_TEXT,
    SPAN_BREAK, /* a new line in the paragraph */
    SPAN_BLANK, /* room to write in, as many letters wide as `text` has */
};

/* A piece of a paragraph in one style. */
struct span {
    enum span_kind kind;
    unsigned style;
    const char *text;
    size_t line;         /* of the file */
    const char *address; /* of the link that it is part of, or NULL */
    size_t link;         /* spans of one link have one number, from 1; 0: none */
    struct span *next;
};

enum block_kind {
    BLOCK_HEADING, /* `level` from 2 */
    BLOCK_PARAGRAPH,
    BLOCK_CODE,
    BLOCK_LIST,
    BLOCK_ITEM,
    BLOCK_TABLE,
    BLOCK_ROW,
    BLOCK_CELL,
    BLOCK_FIGURE, /* its spans are the caption */
    BLOCK_QUOTE,
    BLOCK_CALLOUT,
    BLOCK_BLANK,      /* a line to write on */
    BLOCK_PAGE_BREAK, /* what follows begins a page */
};

enum { LIST_OF_DOTS = -1 };

enum task { TASK_NONE, TASK_OPEN, TASK_DONE };

enum alignment { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT };

struct block {
    enum block_kind kind;
    size_t line; /* of the file */
    int level;   /* of a heading */
    int start;   /* of a list: its first number; LIST_OF_DOTS */
    enum task task;
    enum callout callout;
    enum alignment alignment; /* of a cell */
    bool is_header;     /* of a row: heads of columns; of a cell: it names its row or column */
    struct span *title; /* of a callout; NULL for none */
    const struct picture *picture;
    const char *alternative; /* what the picture shows */
    struct span *spans;
    struct block *first; /* what it holds */
    struct block *next;
};

/* Reads the Markdown; *out, the first block, lives in `arena`. NULL for an empty text. INVALID as
 * print_document() says. */
MUST_CHECK enum status document_read(const struct print_source *source, struct arena *arena,
                                     struct block **out, struct error *error);
#endif
