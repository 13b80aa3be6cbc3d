/* SPDX-License-Identifier: Apache-2.0 */

/* A sheet as plain text of at most 78 columns, for mails and tickets. */
#include "sheet/sheet.h"

#include "base/buffer.h"
#include "sheet/document.h"

#include <assert.h>
#include <string.h>

enum { COLUMNS = 78, KEY_COLUMNS = 18 };

static void add_blanks(struct buffer *out, size_t count)
{
    buffer_print(out, "%*s", (int)count, "");
}

/* Adds words from column `column` on, and begins lines with `indent` blanks. A word that is longer
 * than a line has one of its own, unbroken. */
static void add_words(struct buffer *out, const char *text, size_t column, size_t indent)
{
    struct text rest = text_of(text);
    struct text word = {0};
    while (text_split(&rest, ' ', &word)) {
        size_t width = text_count_characters(word);
        if (column > indent && column + 1 + width > COLUMNS) {
            buffer_add_character(out, '\n');
            add_blanks(out, indent);
            column = indent;
        } else if (column > indent) {
            buffer_add_character(out, ' ');
            column++;
        }
        buffer_add_text(out, word);
        column += width;
    }
    buffer_add_character(out, '\n');
}

static void add_line(struct buffer *out, char character, size_t length)
{
    for (size_t i = 0; i < length && i < COLUMNS; i++) {
        buffer_add_character(out, character);
    }
    buffer_add_character(out, '\n');
}

static void add_heading(struct buffer *out, const char *text, char line)
{
    add_words(out, text, 0, 0);
    add_line(out, line, text_count_characters(text_of(text)));
}

static void add_field(struct buffer *out, const char *name, const char *text)
{
    size_t width = text_count_characters(text_of(name));
    buffer_print(out, "  %s", name);
    add_blanks(out, width < KEY_COLUMNS ? KEY_COLUMNS - width : 1);
    add_words(out, text, 2 + KEY_COLUMNS, 2 + KEY_COLUMNS);
}

static void add_row(struct buffer *out, const struct block *heads, const struct block *row)
{
    buffer_add_string(out, "\n* ");
    add_words(out, row->cells[0], 2, 2);
    for (size_t i = 1; i < row->cell_count; i++) {
        add_field(out, heads->cells[i], row->cells[i]);
    }
}

static bool begins_list(const struct block *before, const struct block *block)
{
    return before == NULL || before->kind != block->kind;
}

static void add_block(struct buffer *out, const struct block *before, const struct block *heads,
                      const struct block *block)
{
    if (block->kind != BLOCK_ROW && begins_list(before, block)) {
        buffer_add_character(out, '\n');
    }
    switch (block->kind) {
    case BLOCK_HEADING:
        buffer_add_character(out, '\n');
        add_heading(out, block->text, '-');
        break;
    case BLOCK_PARAGRAPH:
        add_words(out, block->text, 0, 0);
        break;
    case BLOCK_WARNING:
        buffer_add_string(out, "IMPORTANT:");
        add_words(out, block->text, strlen("IMPORTANT:"), 0);
        break;
    case BLOCK_FIELD:
        add_field(out, block->name, block->text);
        break;
    case BLOCK_ITEM:
        buffer_add_string(out, "* ");
        add_words(out, block->text, 2, 2);
        break;
    case BLOCK_TABLE:
        buffer_add_string(out, block->text);
        buffer_add_string(out, ":\n");
        break;
    case BLOCK_ROW:
        assert(heads != NULL); /* rows follow their table */
        add_row(out, heads, block);
        break;
    }
}

/* Behind all else, as an address is longer than most lines. */
static void add_links(struct buffer *out, const struct document *document)
{
    if (document->links != NULL) {
        buffer_add_string(out, "\n\n");
        add_heading(out, "Where that can be read", '-');
    }
    for (const struct document_link *link = document->links; link != NULL; link = link->next) {
        buffer_add_string(out, "* ");
        add_words(out, link->words, 2, 2);
        buffer_print(out, "  %s\n", link->address);
    }
}

static void write(const struct document *document, struct buffer *out)
{
    add_heading(out, document->title, '=');
    add_words(out, document->subtitle, 0, 0);
    const struct block *heads = NULL;
    const struct block *before = NULL;
    for (const struct block *block = document->first; block != NULL; block = block->next) {
        heads = block->kind == BLOCK_TABLE ? block : heads;
        add_block(out, before, heads, block);
        before = block;
    }
    add_links(out, document);
    buffer_print(out, "\n%s\n", document->footer);
}

extern const struct sheet_format SHEET_TEXT;
const struct sheet_format SHEET_TEXT = {
    .name = "text",
    .summary = "plain text",
    .ending = ".txt",
    .write = write,
};
