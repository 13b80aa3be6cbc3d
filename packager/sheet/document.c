/* SPDX-License-Identifier: Apache-2.0 */

/* Blocks one after another. */
#include "sheet/document.h"

#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { TEXT_MAX = 4000 }; /* bytes of one block; all of it is sentences of ours and short values */

struct document *document_create(struct arena *arena, const char *title, const char *subtitle,
                                 const char *footer)
{
    struct document *document = ARENA_NEW(arena, struct document);
    *document = (struct document){
        .arena = arena, .header = "", .title = title, .subtitle = subtitle, .footer = footer};
    document->end = &document->first;
    return document;
}

static struct block *add(struct document *document, enum block_kind kind)
{
    struct block *block = ARENA_NEW(document->arena, struct block);
    block->kind = kind;
    *document->end = block;
    document->end = &block->next;
    return block;
}

__attribute__((format(printf, 2, 0))) static const char *
print(const struct document *document, const char *format, va_list arguments)
{
    char text[TEXT_MAX];
    int length = vsnprintf(text, sizeof text, format, arguments);
    assert(length >= 0);
    return arena_copy_string(document->arena, text);
}

void document_add(struct document *document, enum block_kind kind, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add(document, kind)->text = print(document, format, arguments);
    va_end(arguments);
}

void document_add_field(struct document *document, const char *name, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    struct block *block = add(document, BLOCK_FIELD);
    block->name = name;
    block->text = print(document, format, arguments);
    va_end(arguments);
}

static void add_cells(struct block *block, const char *const *cells, size_t count)
{
    assert(count <= DOCUMENT_CELLS_MAX);
    memcpy(block->cells, cells, count * sizeof *cells);
    block->cell_count = count;
}

void document_add_table(struct document *document, const char *title, const char *const *heads,
                        size_t count)
{
    struct block *block = add(document, BLOCK_TABLE);
    block->text = title;
    add_cells(block, heads, count);
}

void document_add_row(struct document *document, const char *const *cells, size_t count)
{
    add_cells(add(document, BLOCK_ROW), cells, count);
}

void document_add_link(struct document *document, const char *words, const char *address)
{
    struct document_link **place = &document->links;
    for (; *place != NULL && strlen((*place)->words) >= strlen(words); place = &(*place)->next) {
        if (strcmp((*place)->words, words) == 0) {
            return;
        }
    }
    struct document_link *link = ARENA_NEW(document->arena, struct document_link);
    *link = (struct document_link){.words = words, .address = address, .next = *place};
    *place = link;
}
