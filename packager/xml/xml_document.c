/* SPDX-License-Identifier: Apache-2.0 */

/* libxml2, kept to what a file from a stranger may do. */
#include "xml/xml_document.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/printable.h"

#include <assert.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <string.h>

/* A document being parsed. */
struct parsing {
    struct xml_document *document;
    struct arena *arena;
    size_t nodes;
    bool is_stopped; /* by us */
};

static inline void parser_release(xmlParserCtxt *parser)
{
    xmlFreeParserCtxt(parser);
}
DEFINE_AUTO(xmlParserCtxt, parser_release);

static void release_tree(void *tree)
{
    xmlFreeDoc(tree);
}

void xml_problems_add(struct xml_problems *problems, struct arena *arena, size_t line,
                      struct text message)
{
    if (++problems->count > XML_PROBLEMS_KEPT) {
        return;
    }
    struct xml_problem *problem = ARENA_NEW(arena, struct xml_problem);
    *problem = (struct xml_problem){.line = line, .message = printable(arena, text_trim(message))};
    if (problems->last == NULL) {
        problems->first = problem;
    } else {
        problems->last->next = problem;
    }
    problems->last = problem;
}

/* Nothing of the document is kept. */
static void stop(xmlParserCtxt *parser, const char *why)
{
    struct parsing *parsing = parser->_private;
    size_t line = parser->input != NULL ? (size_t)parser->input->line : 0;
    xml_problems_add(&parsing->document->problems, parsing->arena, line, text_of(why));
    parsing->is_stopped = true;
    xmlStopParser(parser);
}

/* Called before anything of the document type is read. */
static void refuse_document_type(void *context, const xmlChar *name, const xmlChar *public_id,
                                 const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    xmlParserCtxt *parser = context;
    struct parsing *parsing = parser->_private;
    parsing->document->has_document_type = true;
    stop(parser, "a document type (<!DOCTYPE ...>) begins here");
}

/* libxml2's own handler, which makes the tree, behind a count. Its signature is given. */
static void count_element(void *context, const xmlChar *name, // NOLINT(readability-function-size)
                          const xmlChar *prefix, const xmlChar *namespace, int namespace_count,
                          const xmlChar **namespaces, int attribute_count, int default_count,
                          const xmlChar **attributes)
{
    xmlParserCtxt *parser = context;
    struct parsing *parsing = parser->_private;
    parsing->nodes += 1 + (size_t)namespace_count + (size_t)attribute_count;
    if (parsing->nodes > XML_NODES_MAX) {
        if (!parsing->is_stopped) {
            stop(parser, "it has too many elements and attributes to be looked at");
        }
        return;
    }
    xmlSAX2StartElementNs(context, name, prefix, namespace, namespace_count, namespaces,
                          attribute_count, default_count, attributes);
}

static void note_problem(void *context, xmlError *problem)
{
    const xmlParserCtxt *parser = context;
    const struct parsing *parsing = parser->_private;
    if (problem->level >= XML_ERR_ERROR && problem->message != NULL && !parsing->is_stopped) {
        xml_problems_add(&parsing->document->problems, parsing->arena, (size_t)problem->line,
                         text_of(problem->message));
    }
}

/* What libxml2 says outside of any parser, about encodings, would go to standard error. The parser
 * says it too. */
static void ignore_problem(void *context, xmlError *problem)
{
    (void)context;
    (void)problem;
}

static void parse(struct parsing *parsing)
{
    struct xml_document *document = parsing->document;
    xmlInitParser();
    AUTO(parser_release) xmlParserCtxt *parser = xmlNewParserCtxt();
    assert(parser != NULL); /* out of memory ends the process, as in base/mem.h */
    parser->_private = parsing;
    parser->sax->internalSubset = refuse_document_type;
    parser->sax->startElementNs = count_element;
    parser->sax->comment = NULL;
    parser->sax->processingInstruction = NULL;
    parser->sax->serror = note_problem;
    xmlSetStructuredErrorFunc(NULL, ignore_problem);
    /* BIG_LINES: a node has 16 bits for its line; beyond that text nodes remember. */
    xmlDoc *tree =
        xmlCtxtReadMemory(parser, document->bytes.data, (int)document->bytes.length, NULL, NULL,
                          XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    xmlSetStructuredErrorFunc(NULL, NULL);
    if (tree != NULL && (parsing->is_stopped || xmlDocGetRootElement(tree) == NULL)) {
        xmlFreeDoc(tree);
        tree = NULL;
    }
    if (tree != NULL) {
        document->tree = tree;
        arena_defer(parsing->arena, release_tree, tree);
    }
}

struct xml_document *xml_document_read(struct text bytes, struct arena *arena)
{
    struct xml_document *document = ARENA_NEW(arena, struct xml_document);
    document->bytes = bytes;
    struct parsing parsing = {.document = document, .arena = arena};
    if (bytes.length > XML_DOCUMENT_MAX) {
        const char *message =
            arena_print(arena, "it has %zu bytes; documents of up to %d are looked at",
                        bytes.length, XML_DOCUMENT_MAX);
        xml_problems_add(&document->problems, arena, 0, text_of(message));
        return document;
    }
    parse(&parsing);
    if (document->tree == NULL && document->problems.count == 0) {
        xml_problems_add(&document->problems, arena, 1, text_of("it has no element"));
    }
    return document;
}

const xmlNode *xml_root(const struct xml_document *document)
{
    return document != NULL && document->tree != NULL ? xmlDocGetRootElement(document->tree) : NULL;
}

bool xml_is(const xmlNode *node, const char *name)
{
    return node != NULL && node->type == XML_ELEMENT_NODE &&
           strcmp((const char *)node->name, name) == 0;
}

size_t xml_line(const xmlNode *node)
{
    long line = node != NULL ? xmlGetLineNo(node) : 0;
    return line > 0 ? (size_t)line : 0;
}

static const xmlNode *element_from(const xmlNode *node, const char *name)
{
    while (node != NULL &&
           (node->type != XML_ELEMENT_NODE || (name != NULL && !xml_is(node, name)))) {
        node = node->next;
    }
    return node;
}

const xmlNode *xml_child(const xmlNode *element, const char *name)
{
    return element != NULL ? element_from(element->children, name) : NULL;
}

const xmlNode *xml_next(const xmlNode *element)
{
    return element != NULL ? element_from(element->next, (const char *)element->name) : NULL;
}

const xmlNode *xml_walk(const xmlNode *element, const xmlNode *root)
{
    const xmlNode *next = element_from(element->children, NULL);
    while (next == NULL && element != root) {
        next = element_from(element->next, NULL);
        element = element->parent;
    }
    return next;
}

size_t xml_depth(const xmlNode *element, const xmlNode *root)
{
    size_t depth = 0;
    while (element != root && element->parent != root) {
        element = element->parent;
        depth++;
    }
    return depth;
}

/* Takes `text`, which libxml2 allocated. */
static const char *keep(xmlChar *text, struct arena *arena)
{
    assert(text != NULL);
    const char *copy = arena_copy(arena, text_trim(text_of((const char *)text)));
    xmlFree(text);
    return copy;
}

const char *xml_attribute(const xmlNode *element, const char *name, struct arena *arena)
{
    for (const xmlAttr *attribute = element != NULL ? element->properties : NULL; attribute != NULL;
         attribute = attribute->next) {
        if (strcmp((const char *)attribute->name, name) == 0) {
            return keep(xmlNodeGetContent((const xmlNode *)attribute), arena);
        }
    }
    return NULL;
}

const char *xml_text(const xmlNode *element, struct arena *arena)
{
    return element != NULL ? keep(xmlNodeGetContent(element), arena) : "";
}

const char *xml_child_text(const xmlNode *element, const char *name, struct arena *arena)
{
    const xmlNode *child = xml_child(element, name);
    return child != NULL ? xml_text(child, arena) : NULL;
}
