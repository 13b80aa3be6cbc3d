/* SPDX-License-Identifier: Apache-2.0 */

/* What the manifests of SCORM 1.2 and 2004 have in common: one organization with one item, whose
 * one resource is the SCO and lists every file of the package. */
#ifndef FORMATS_SCORM_MANIFEST_H
#define FORMATS_SCORM_MANIFEST_H

#include "formats/manifest.h"

struct lom_binding;
struct package;

/* How an edition names things. */
struct scorm_edition {
    const char *imscp;            /* IMS's namespace, the default one */
    const char *adlcp;            /* ADL's, with the prefix "adlcp", which Moodle looks for (P5) */
    const char *schema_locations; /* pairs of namespace and file */
    const char *version;          /* metadata/schemaversion */
    const char *type_attribute;   /* of a resource, in ADL's namespace */
    const struct lom_binding *lom;
    const char *lom_location; /* one more pair where there is such metadata; NULL for none */
};

/* Rules for every edition, in XPath with the prefixes m (IMS's namespace) and a (ADL's). */
extern const struct manifest_rule SCORM_MANIFEST_RULES[];

/* The contract of an edition's manifest: what differs are schemas, prefixes and its own rules. */
#define SCORM_MANIFEST_CONTRACT(schemas_, schema_, prefixes_, rules_)                     \
    {                                                                                     \
        .name = "imsmanifest.xml", .schemas = (schemas_), .schema = (schema_),            \
        .prefixes = (prefixes_), .shared_rules = SCORM_MANIFEST_RULES, .rules = (rules_), \
    }

/* The manifest of what is in the package so far: files that are added later are not listed. */
xmlDoc *scorm_manifest_create(const struct package *package, const struct scorm_edition *edition);

/* The organization and its item, which has its title only: for what an edition adds. Borrowed. */
xmlNode *scorm_manifest_organization(xmlDoc *document);
xmlNode *scorm_manifest_item(xmlDoc *document);

/* Checks and adds the manifest, and beside it the control documents: `names`, which ends with NULL,
 * of contract->schemas. INTERNAL as manifest_write(). */
MUST_CHECK enum status scorm_manifest_add(struct package *package, xmlDoc *document,
                                          const struct manifest_contract *contract,
                                          const char *const *names, struct error *error);

#endif
