/* SPDX-License-Identifier: Apache-2.0 */

/* Finds titles, identifiers, launch addresses and metadata in a manifest, by names alone, as the
 * LMSs do whose limits they are held against. */
#include "targets/manifest_texts.h"

#include "base/arena.h"
#include "base/auto.h"

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <limits.h>
#include <stdbool.h>
#include <string.h>
#include <strings.h>

static inline void document_free(xmlDoc *document)
{
    xmlFreeDoc(document);
}
DEFINE_AUTO(xmlDoc, document_free);

struct reader {
    struct arena *arena;
    const struct manifest_text **end;
};

/* Takes `text`, which libxml2 allocated; NULL is none. What elements are set in by is no part of
 * it.
 */
static void keep(struct reader *reader, enum manifest_text_kind kind, xmlChar *text)
{
    if (text == NULL) {
        return;
    }
    struct manifest_text *row = ARENA_NEW(reader->arena, struct manifest_text);
    row->kind = kind;
    row->text = arena_copy(reader->arena, text_trim(text_of((const char *)text)));
    xmlFree(text);
    *reader->end = row;
    reader->end = &row->next;
}

static bool is_named(const xmlNode *element, const char *name)
{
    return strcmp((const char *)element->name, name) == 0;
}

/* What elements of a record hold, by their names and those of what they stand in, which the two
 * bindings write in other capitals. */
static const struct metadata_text {
    const char *parent;
    const char *name;
    enum manifest_text_kind kind;
} METADATA_TEXTS[] = {
    {"catalogentry", "entry", MANIFEST_ENTRY},
    {"identifier", "entry", MANIFEST_ENTRY},
    {"general", "description", MANIFEST_DESCRIPTION},
    {"rights", "description", MANIFEST_COPYRIGHT},
    {"educational", "typicallearningtime", MANIFEST_DURATION},
};

static bool is_like(const xmlNode *element, const char *name)
{
    return strcasecmp((const char *)element->name, name) == 0;
}

static void read_keywords(struct reader *reader, xmlNode *general)
{
    xmlChar *all = NULL;
    for (xmlNode *one = xmlFirstElementChild(general); one != NULL;
         one = xmlNextElementSibling(one)) {
        xmlChar *text = is_like(one, "keyword") ? xmlNodeGetContent(one) : NULL;
        struct text word = text_trim(text_of(text != NULL ? (const char *)text : ""));
        all = text != NULL ? xmlStrncat(all, (const xmlChar *)word.data, (int)word.length) : all;
        xmlFree(text);
    }
    keep(reader, MANIFEST_KEYWORDS, all);
}

static void read_metadata(struct reader *reader, xmlNode *element)
{
    for (size_t i = 0; i < sizeof METADATA_TEXTS / sizeof *METADATA_TEXTS; i++) {
        const struct metadata_text *row = &METADATA_TEXTS[i];
        if (is_like(element, row->name) && is_like(element->parent, row->parent)) {
            keep(reader, row->kind, xmlNodeGetContent(element));
        }
    }
    if (is_like(element, "general")) {
        read_keywords(reader, element);
    }
}

static void read_element(struct reader *reader, xmlNode *element)
{
    keep(reader, MANIFEST_IDENTIFIER, xmlGetNoNsProp(element, (const xmlChar *)"identifier"));
    if (is_named(element, "resource")) {
        keep(reader, MANIFEST_LAUNCH_ADDRESS, xmlGetNoNsProp(element, (const xmlChar *)"href"));
    }
    if (is_named(element, "title")) {
        keep(reader, MANIFEST_TITLE, xmlNodeGetContent(element));
    }
    if (element->parent != NULL && element->parent->type == XML_ELEMENT_NODE) {
        read_metadata(reader, element);
    }
}

/* The element behind `element` in the order of the document, or NULL: without recursion, so that no
 * depth of nesting needs a stack. */
static xmlNode *next_of(xmlNode *element)
{
    xmlNode *child = xmlFirstElementChild(element);
    if (child != NULL) {
        return child;
    }
    while (element != NULL && element->type == XML_ELEMENT_NODE) {
        xmlNode *sibling = xmlNextElementSibling(element);
        if (sibling != NULL) {
            return sibling;
        }
        element = element->parent;
    }
    return NULL;
}

enum status manifest_texts_read(struct text manifest, struct arena *arena,
                                const struct manifest_text **out, struct error *error)
{
    const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    AUTO(document_free) xmlDoc *document = NULL;
    if (manifest.length <= INT_MAX) {
        document = xmlReadMemory(manifest.data, (int)manifest.length, NULL, NULL, options);
    }
    if (document == NULL) {
        return FAIL(error, STATUS_INTERNAL, "imsmanifest.xml is no well-formed XML");
    }
    const struct manifest_text *first = NULL;
    struct reader reader = {.arena = arena, .end = &first};
    for (xmlNode *element = xmlDocGetRootElement(document); element != NULL;
         element = next_of(element)) {
        read_element(&reader, element);
    }
    *out = first;
    return STATUS_OK;
}
