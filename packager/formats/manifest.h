/* SPDX-License-Identifier: Apache-2.0 */

/* XML documents that describe a package: made with libxml2, and checked before anyone gets them. */
#ifndef FORMATS_MANIFEST_H
#define FORMATS_MANIFEST_H

#include "base/auto.h"
#include "base/embed.h"
#include "base/error.h"
#include "base/text.h"

#include <libxml/tree.h>

struct arena;

static inline void manifest_free(xmlDoc *document)
{
    xmlFreeDoc(document);
}
DEFINE_AUTO(xmlDoc, manifest_free);

/* What an XSD cannot say: `holds` is an XPath 1.0 expression that must be true. */
struct manifest_rule {
    const char *id;   /* as the rule is known outside: "P8", a requirement's id */
    const char *text; /* what must be so */
    const char *holds;
};

/* A namespace as the expressions name it. */
struct manifest_prefix {
    const char *prefix;
    const char *iri;
};

/* What a kind of document must fulfil. */
struct manifest_contract {
    const char *name;                         /* of the file, for messages */
    const struct embedded_file *schemas;      /* the XSD and those that it imports, by file name */
    const char *schema;                       /* the one to begin with */
    const struct manifest_prefix *prefixes;   /* ends with a row whose prefix is NULL */
    const struct manifest_rule *rules;        /* ends with a row whose id is NULL */
    const struct manifest_rule *shared_rules; /* with other documents, likewise; NULL for none */
};

/* A document with a root element in the default namespace `iri`. */
xmlDoc *manifest_create(const char *root, const char *iri);

/* Declares a namespace at `element`. Borrowed from the document. */
xmlNs *manifest_declare(xmlNode *element, const char *prefix, const char *iri);

/* Adds an element with text (NULL for none), in the namespace of `parent` or another one; text and
 * values are escaped. Borrowed from the document. */
xmlNode *manifest_add(xmlNode *parent, const char *name, const char *text);
xmlNode *manifest_add_of(xmlNode *parent, xmlNs *space, const char *name, const char *text);
void manifest_set(xmlNode *element, const char *name, const char *value);

/* Writes the document as UTF-8 without character references, then reads it back and checks it
 * against the contract. *out lives in `arena`. INTERNAL, naming the rule, when it does not hold. */
MUST_CHECK enum status manifest_write(xmlDoc *document, const struct manifest_contract *contract,
                                      struct arena *arena, struct text *out, struct error *error);

/* The same check for a text that is there already. */
MUST_CHECK enum status manifest_check(struct text text, const struct manifest_contract *contract,
                                      struct error *error);

#endif
