/* SPDX-License-Identifier: Apache-2.0 */

/* XML from strangers as a tree (libxml2), and walking what is of cmi5's namespace in it. */
#ifndef CMI5_XML_H
#define CMI5_XML_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <libxml/tree.h>
#include <stdbool.h>

#define CMI5_NAMESPACE "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"

static inline void xml_release(xmlDoc *document)
{
    xmlFreeDoc(document);
}
DEFINE_AUTO(xmlDoc, xml_release);

/* Tells what is broken on an element's line, and the id of the requirement that says so. A macro
 * for FAIL()'s reason. */
#define XML_BROKEN(element, error, requirement, ...) \
    (xml_broken((element), (error), (requirement), __VA_ARGS__), STATUS_INVALID)
PRINTF_LIKE(4, 5)
void xml_broken(const xmlNode *element, struct error *error, const char *requirement,
                const char *format, ...);

/* Parses at most `limit` bytes; fetches nothing and expands no entity, as a document type is
 * refused before it is read. *out is owned by the caller. INVALID, TOO_LARGE. */
MUST_CHECK enum status xml_parse(struct text xml, size_t limit, xmlDoc **out, struct error *error);

/* How many elements there are below the root, counted to `limit`. */
size_t xml_count_elements(const xmlDoc *document, size_t limit);

/* INVALID if an element of cmi5's namespace bears a name that its schema has not, wherever it
 * stands below `root`. */
MUST_CHECK enum status xml_check_names(const xmlNode *root, struct error *error);

/* True for the element `name` of cmi5's namespace. */
bool xml_is(const xmlNode *node, const char *name);

/* The first child element `name`, and the next sibling of the same name; NULL if there is none, or
 * no element to look at. */
const xmlNode *xml_child(const xmlNode *element, const char *name);
const xmlNode *xml_next(const xmlNode *element);

/* Without white space around it, borrowed from `arena`; empty if there is no such attribute. */
struct text xml_attribute(const xmlNode *element, const char *name, struct arena *arena);
struct text xml_text(const xmlNode *element, struct arena *arena);

#endif
