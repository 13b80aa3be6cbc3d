/* SPDX-License-Identifier: Apache-2.0 */

/* The lexical half of HTML, as HTML 13.2.5 has it for browsers: tags with their attributes and
 * lines, texts, document types. Comments and what is no markup after all are passed over. Reads
 * each byte a few times at most, whatever the input. */
#ifndef HTML_HTML_READER_H
#define HTML_HTML_READER_H

#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { HTML_ATTRIBUTES_MAX = 64 }; /* of one tag; others are dropped */

enum html_token_kind {
    HTML_START_TAG,
    HTML_END_TAG,
    HTML_TEXT,
    HTML_DOCUMENT_TYPE, /* its text is what stands between "<!" and ">" */
};

struct html_attribute {
    const char *name;  /* in small letters */
    const char *value; /* references decoded; "" if there is none; cut at a NUL */
    size_t line;
};

struct html_token {
    enum html_token_kind kind;
    const char *name; /* of a tag, in small letters; NULL otherwise */
    struct text text; /* as it stands there; empty for a tag */
    struct html_attribute attributes[HTML_ATTRIBUTES_MAX]; /* each name once */
    size_t attribute_count;
    bool closes_itself; /* "<a/>" */
    size_t line;        /* where it begins, from 1 */
};

/* Begin with html_reader_begin(); the rest is private. */
struct html_reader {
    struct arena *arena;
    const char *at;
    const char *end;
    const char *counted; /* lines up to here are in `line` */
    size_t line;
    /* The others are not private. */
    bool is_foreign;     /* set it while in SVG or MathML, where "<![CDATA[" holds text */
    const char *unended; /* what the input ends in, "comment", "tag", or the name of an
                            element without markup; NULL: nothing */
    size_t unended_line; /* where that begins */
};

/* Borrows `bytes`; names and values will live in `arena`. */
struct html_reader html_reader_begin(struct text bytes, struct arena *arena);

/* Goes to the next token; false at the end. */
bool html_reader_next(struct html_reader *reader, struct html_token *token);

/* Takes all up to the end tag of `name`, which is not taken, as the text of an element in which
 * nothing is markup. *line is where it begins. */
struct text html_reader_raw(struct html_reader *reader, const char *name, size_t *line);

/* The line that the reader is in. */
size_t html_reader_line(struct html_reader *reader);

/* The text with numeric references, and those that stand in addresses and names, decoded. A copy in
 * `arena`. */
char *html_decode(struct text text, struct arena *arena);

#endif
