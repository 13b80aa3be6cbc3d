/* SPDX-License-Identifier: Apache-2.0 */

/* A sheet, or the page of an LMS, as a list of blocks, whatever it will be written as. */
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

/* Words that lead to an address wherever a text has them. */
struct document_link {
    const char *words;
    const char *address;
    struct document_link *next;
};

struct document {
    struct arena *arena;
    const char *header; /* what it is, and for whom */
    const char *title;
    const char *subtitle;
    const char *footer;
    struct block *first;
    struct block **end;
    struct document_link *links; /* the longest words first */
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

/* Has `words`, which is not empty, lead to `address`; both are borrowed. Words that lead somewhere
 * already stay as they are. */
void document_add_link(struct document *document, const char *words, const char *address);

#endif
