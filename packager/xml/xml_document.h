/* SPDX-License-Identifier: Apache-2.0 */

/* XML from strangers as a tree (libxml2): nothing is fetched, no entity is expanded, as a document
 * type is refused before it is read; comments are dropped. Elements are found by their local names,
 * because that is how LMSs find them; what is wrong with namespaces is for rules to tell. */
#ifndef XML_XML_DOCUMENT_H
#define XML_XML_DOCUMENT_H

#include "base/error.h"
#include "base/text.h"

#include <libxml/tree.h>
#include <stdbool.h>
#include <stddef.h>

struct arena;

enum {
    XML_DOCUMENT_MAX = 16 << 20, /* bytes; libxml2 has limits of its own on depth and names */
    XML_NODES_MAX = 300000,      /* elements and attributes, whose tree takes about 100 MB */
    XML_PROBLEMS_KEPT = 50,      /* of one document; the others are counted */
};

/* What is wrong with a document. */
struct xml_problem {
    size_t line;         /* from 1; 0 if none can be told */
    const char *message; /* in one line, fit for a terminal */
    const struct xml_problem *next;
};

/* Problems in the order of being found. */
struct xml_problems {
    const struct xml_problem *first;
    size_t count; /* those that were not kept included */
    struct xml_problem *last;
};

struct xml_document {
    struct text bytes; /* borrowed */
    xmlDoc *tree;      /* NULL if it is not well-formed, too large, or has a document type */
    bool has_document_type;
    struct xml_problems problems; /* why; with a tree, what is wrong with its namespaces */
};

/* Parses `bytes`, which are borrowed. The document lives in `arena`. */
struct xml_document *xml_document_read(struct text bytes, struct arena *arena);

/* Adds one, its message made fit for a terminal. */
void xml_problems_add(struct xml_problems *problems, struct arena *arena, size_t line,
                      struct text message);

/* All of these are borrowed from the tree or live in `arena`; an element may be NULL, and has then
 * nothing. */
const xmlNode *xml_root(const struct xml_document *document);
bool xml_is(const xmlNode *node, const char *name);
size_t xml_line(const xmlNode *node);

/* The first child element `name` (any, if that is NULL), and the next sibling of the same name. */
const xmlNode *xml_child(const xmlNode *element, const char *name);
const xmlNode *xml_next(const xmlNode *element);

/* The next element in the order of the document, inside `root`; NULL behind the last. Needs no
 * stack, whatever the depth. */
const xmlNode *xml_walk(const xmlNode *element, const xmlNode *root);

/* How many elements stand between the element and `root`, which is above it, or is it. */
size_t xml_depth(const xmlNode *element, const xmlNode *root);

/* NULL if there is no such attribute; looked for by its local name. */
const char *xml_attribute(const xmlNode *element, const char *name, struct arena *arena);

/* The text in an element and its children, without white space around it. "" for none. */
const char *xml_text(const xmlNode *element, struct arena *arena);

/* The text in the child `name`; NULL if there is no such child. */
const char *xml_child_text(const xmlNode *element, const char *name, struct arena *arena);

#endif
