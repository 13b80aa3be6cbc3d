/* SPDX-License-Identifier: Apache-2.0 */

/* A sheet as a list of blocks, whatever it will be written as. */
#ifndef SHEET_DOCUMENT_H
#define SHEET_DOCUMENT_H

#include "base/attributes.h"

#include <stddef.h>

struct arena;

enum { DOCUMENT_CELLS_MAX = 6 };

enum block_kind {
    BLOCK_HEADING, /* begins a part */
    BLOCK_PARAGRAPH,
    BLOCK_WARNING, /* a paragraph that must not be missed */
    BLOCK_FIELD,   /* a name with its value; those that follow one another are one list */
    BLOCK_ITEM,    /* likewise */
    BLOCK_TABLE,   /* a title and the heads of its columns; rows follow */
    BLOCK_ROW,     /* its first cell says what it is about */
};

struct block {
    enum block_kind kind;
    const char *name; /* of a field */
    const char *text;
    const char *cells[DOCUMENT_CELLS_MAX];
    size_t cell_count;
    struct block *next;
};

struct document {
    struct arena *arena;
    const char *title;
    const char *subtitle;
    const char *footer;
    struct block *first;
    struct block **end;
};

/* An empty one in `arena`, in which all that is added lives too. */
struct document *document_create(struct arena *arena, const char *title, const char *subtitle,
                                 const char *footer);

/* Each adds a block; what is not printed is borrowed. */
PRINTF_LIKE(3, 4)
void document_add(struct document *document, enum block_kind kind, const char *format, ...);
PRINTF_LIKE(3, 4)
void document_add_field(struct document *document, const char *name, const char *format, ...);
void document_add_table(struct document *document, const char *title, const char *const *heads,
                        size_t count);
void document_add_row(struct document *document, const char *const *cells, size_t count);

#endif
