/* SPDX-License-Identifier: Apache-2.0 */

/* libxml2, kept to what a file from a stranger may do. */
#include "cmi5/xml.h"

#include "xapi/rule.h"

#include <libxml/parser.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { REASON_SIZE = 300 };

static inline void parser_release(xmlParserCtxt *parser)
{
    xmlFreeParserCtxt(parser);
}
DEFINE_AUTO(xmlParserCtxt, parser_release);

static inline void string_release(xmlChar *string)
{
    if (string != NULL) {
        xmlFree(string);
    }
}
DEFINE_AUTO(xmlChar, string_release);

void xml_broken(const xmlNode *element, struct error *error, const char *requirement,
                const char *format, ...)
{
    char reason[REASON_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    error_describe(error, STATUS_INVALID, "cmi5.xml:%ld: %s (cmi5 %s)", xmlGetLineNo(element),
                   reason, requirement);
}

/* Called before anything of the document type is read. */
static void refuse_document_type(void *context, const xmlChar *name, const xmlChar *public_id,
                                 const xmlChar *system_id)
{
    (void)name;
    (void)public_id;
    (void)system_id;
    xmlParserCtxt *parser = context;
    parser->_private = parser;
    xmlStopParser(parser);
}

enum status xml_parse(struct text xml, size_t limit, xmlDoc **out, struct error *error)
{
    if (xml.length > limit) {
        return FAIL(error, STATUS_TOO_LARGE, "cmi5.xml: has %zu bytes; the limit is %zu",
                    xml.length, limit);
    }
    xmlInitParser();
    AUTO(parser_release) xmlParserCtxt *parser = xmlNewParserCtxt();
    if (parser == NULL || limit > INT_MAX) {
        return FAIL(error, STATUS_INTERNAL, "no XML parser can be made");
    }
    parser->sax->internalSubset = refuse_document_type;
    AUTO(xml_release)
    xmlDoc *document = xmlCtxtReadMemory(parser, xml.data, (int)xml.length, "cmi5.xml", NULL,
                                         XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                                             XML_PARSE_NOCDATA);
    if (parser->_private != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "cmi5.xml: has a document type (<!DOCTYPE …>); remove it (cmi5 13.2.0.0-1)");
    }
    if (document == NULL || xmlDocGetRootElement(document) == NULL) {
        const xmlError *reason = xmlCtxtGetLastError(parser);
        const char *said = reason == NULL || reason->message == NULL ? "" : reason->message;
        return FAIL(error, STATUS_INVALID, "cmi5.xml:%d: is not XML: %s (cmi5 13.2.0.0-1)",
                    reason == NULL ? 1 : reason->line, show(text_trim(text_of(said))).text);
    }
    *out = TAKE(document);
    return STATUS_OK;
}

static const xmlNode *element_at(const xmlNode *at)
{
    while (at != NULL && at->type != XML_ELEMENT_NODE) {
        at = at->next;
    }
    return at;
}

/* The next element in the document's order, inside `root`; NULL behind the last. */
static const xmlNode *walk(const xmlNode *at, const xmlNode *root)
{
    const xmlNode *next = element_at(at->children);
    while (next == NULL && at != root) {
        next = element_at(at->next);
        at = at->parent;
    }
    return next;
}

size_t xml_count_elements(const xmlDoc *document, size_t limit)
{
    const xmlNode *root = xmlDocGetRootElement(document);
    size_t count = 0;
    for (const xmlNode *at = walk(root, root); at != NULL && count < limit; at = walk(at, root)) {
        count++;
    }
    return count;
}

enum status xml_check_names(const xmlNode *root, struct error *error)
{
    static const char *const known[] = {
        "course",      "block",      "au",  "objectives",       "objective",      "title",
        "description", "langstring", "url", "launchParameters", "entitlementKey",
    };
    for (const xmlNode *at = walk(root, root); at != NULL; at = walk(at, root)) {
        bool is_known = at->ns != NULL && strcmp((const char *)at->ns->href, CMI5_NAMESPACE) != 0;
        for (size_t i = 0; i < sizeof known / sizeof known[0] && !is_known; i++) {
            is_known = xml_is(at, known[i]);
        }
        if (!is_known) {
            return XML_BROKEN(at, error, "13.2.0.0-1", "there is no <%s> in cmi5",
                              show(text_of((const char *)at->name)).text);
        }
    }
    return STATUS_OK;
}

bool xml_is(const xmlNode *node, const char *name)
{
    return node->type == XML_ELEMENT_NODE && node->ns != NULL &&
           strcmp((const char *)node->ns->href, CMI5_NAMESPACE) == 0 &&
           strcmp((const char *)node->name, name) == 0;
}

static const xmlNode *find(const xmlNode *at, const char *name)
{
    while (at != NULL && !xml_is(at, name)) {
        at = at->next;
    }
    return at;
}

const xmlNode *xml_child(const xmlNode *element, const char *name)
{
    return element == NULL ? NULL : find(element->children, name);
}

const xmlNode *xml_next(const xmlNode *element)
{
    return find(element->next, (const char *)element->name);
}

static struct text take_string(const xmlChar *string, struct arena *arena)
{
    struct text text = text_trim(text_of(string == NULL ? "" : (const char *)string));
    return (struct text){arena_copy(arena, text), text.length};
}

struct text xml_attribute(const xmlNode *element, const char *name, struct arena *arena)
{
    AUTO(string_release) xmlChar *value = xmlGetNoNsProp(element, (const xmlChar *)name);
    return take_string(value, arena);
}

struct text xml_text(const xmlNode *element, struct arena *arena)
{
    AUTO(string_release) xmlChar *value = xmlNodeGetContent(element);
    return take_string(value, arena);
}
