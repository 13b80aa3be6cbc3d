/* SPDX-License-Identifier: Apache-2.0 */

/* Markdown for paper: one document as a tagged PDF and as a web page that stands by itself. Patient
 * packs are made so.
 *
 * The text is cmark-gfm's Markdown with tables and task lists, and with what paper needs: callouts
 * ("> [!NOTE]"), lines to write on ("____"), boxes to tick ("- [ ]"), a new page ("***"), figures
 * with captions, rows of tables named by their first cell ("| **Monday** | |").
 *
 *     read.c, inline.c          the Markdown -> document.h, the blocks
 *     flow.c list.c table.c     blocks -> fragments, in lines by paragraph.c; fonts.c has the
 *     frame.c                   glyphs
 *     pages.c                   fragments -> pages, drawn by canvas.c, tagged by structure.c
 *     pdf.c, font_pdf.c         objects -> the file, by libqpdf
 *     web_page.c                blocks -> HTML
 *
 * The same text gives the same bytes, on whatever machine: the fonts are part of the program, and
 * no time, name or setting of the machine is looked at. Fonts have Latin, Greek and Cyrillic
 * letters; what they lack is refused. */
#ifndef PRINT_PRINT_H
#define PRINT_PRINT_H

#include "base/error.h"
#include "base/text.h"

#include <stddef.h>

struct arena;
struct cache;

enum {
    PRINT_PAGES_MAX = 200,
    PRINT_DEPTH_MAX = 8,
    PRINT_PARTS_MAX = 10000, /* paragraphs, items, cells, links, blanks: some kilobytes each */
    PRINT_SIZE_MAX = 32 << 20,
};

/* What to print. All borrowed. */
struct print_source {
    const char *name; /* for messages */
    struct text text; /* the Markdown behind the front matter, UTF-8 without NUL, at most 1 MiB */
    size_t line;      /* the file's line on which it begins */
    const char *title;
    const char *subject;  /* what it is, in one sentence; NULL for none */
    const char *notice;   /* what must be known before reading; NULL for none */
    const char *language; /* a BCP 47 tag */

    /* Finds the picture that is named so, and proves that it is one: *out is the file to open, in
     * an arena that outlives this call. Fails with a message about that line. */
    enum status (*find_picture)(void *context, const char *address, size_t line, const char **out,
                                struct error *error);

    /* Fails with a message about that line if the course's glossary has no such term. */
    enum status (*check_term)(void *context, const char *id, size_t line, struct error *error);
    void *context; /* of both */

    struct cache *cache; /* of PDFs that were made before; NULL: none */
};

struct printed {
    struct text pdf;
    struct text html;
};

/* Prints it; *out lives in `arena`. INVALID with "name:line: ..." for what cannot be printed: HTML,
 * headings that leave out a level or are of level 1, links to anything but whole addresses and
 * terms, pictures without alternative text, within a line of text, or other than JPEG and PNG,
 * callouts that are none (markdown/callout.h), quotations and lists more than PRINT_DEPTH_MAX deep,
 * characters that the fonts lack or that are written from right to left, a row higher than a page,
 * more than PRINT_PARTS_MAX parts or PRINT_PAGES_MAX pages. TOO_LARGE for more than PRINT_SIZE_MAX
 * bytes. */
MUST_CHECK enum status print_document(const struct print_source *source, struct arena *arena,
                                      struct printed *out, struct error *error);

#endif
