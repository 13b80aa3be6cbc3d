/* SPDX-License-Identifier: Apache-2.0 */

/* HTML from strangers as a list of elements and texts in the document's order. It is near to the
 * tree that a browser makes, not equal to it: end tags that may be left out are supplied, but what
 * browsers move elsewhere (text in tables, overlapping formats) stays where it stands. Nothing is
 * fetched or run. Also reads SVG. Why it is no library: packager/README.md, Decisions. */
#ifndef HTML_HTML_DOCUMENT_H
#define HTML_HTML_DOCUMENT_H

#include "html/html_reader.h"

enum {
    HTML_NODES_MAX = 500000, /* tags, texts and attributes; what follows is not looked at */
    HTML_DEPTH_MAX = 256,    /* what is deeper stands beside its parents, not in them */
    HTML_TEXT_MAX = 2000,    /* bytes that html_text() gives */
};

#define HTML_NONE ((size_t)-1)

struct html_node {
    const char *name; /* of an element, in small letters; NULL: a text */
    struct text text; /* of a text, as it stands there */
    const struct html_attribute *attributes;
    size_t attribute_count;
    size_t line;
    size_t parent;   /* its place; HTML_NONE at the top */
    size_t end;      /* the place behind the last that is inside */
    bool is_foreign; /* SVG or MathML, or in it */
};

struct html_document {
    const struct html_node *nodes;
    size_t count;
    size_t cut_line;     /* from here on it was not looked at: HTML_NODES_MAX; 0: it was */
    size_t deep_line;    /* of the first element beyond HTML_DEPTH_MAX; 0: none is */
    const char *unended; /* as in struct html_reader */
    size_t unended_line;
    struct text document_type; /* what stands between "<!" and ">"; empty: none */
    size_t document_type_line;
    bool is_whole; /* has a document type, html, head, body or frameset: no piece of a page */
};

/* Reads `bytes`, which are borrowed. The document lives in `arena`. */
const struct html_document *html_document_read(struct text bytes, struct arena *arena);

/* The decoded value; "" if it stands there without one, NULL if it does not. */
const char *html_attribute(const struct html_node *node, const char *name);

bool html_is(const struct html_node *node, const char *name);

/* Whether it is an element with one of the names, a list that ends with NULL. */
bool html_is_one_of(const struct html_node *node, const char *const *names);

/* The place of the nearest element around the one at `place` with that name; HTML_NONE if there is
 * none. */
size_t html_around(const struct html_document *document, size_t place, const char *name);

/* The place of the next element with that name behind `place` and before `end`; HTML_NONE if there
 * is none. Begin with the place of an element to look into it, with HTML_NONE for the first. */
size_t html_within(const struct html_document *document, size_t place, size_t end,
                   const char *name);

/* Whether nothing but white space is in a text as it stands there; U+00A0 is white space too. */
bool html_is_blank(struct text text);

/* Whether what is in an element is not shown as text: scripts, styles, patterns. */
bool html_is_unseen(const struct html_node *node);

/* The text in an element, without what is unseen, each white space one blank, none at the ends.
 * Of the first thousands of nodes and bytes in it. In `arena`. */
const char *html_text(const struct html_document *document, size_t place, struct arena *arena);

#endif
