/* SPDX-License-Identifier: Apache-2.0 */

/* Builds the common part of SCORM manifests. */
#include "formats/scorm_manifest.h"

#include "base/arena.h"
#include "formats/identifiers.h"
#include "formats/lom.h"
#include "formats/package.h"

#include <libxml/tree.h>
#include <string.h>

#define XSI "http://www.w3.org/2001/XMLSchema-instance"
#define IDENTIFIER_LETTERS "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'"
#define NAME_LETTERS "'abcdefghijklmnopqrstuvwxyz0123456789._-/'"

const struct manifest_rule SCORM_MANIFEST_RULES[] = {
    {"P5",
     "the default namespace is IMS's and the prefix 'adlcp' ADL's, as Moodle reads names only",
     "name(/*) = 'manifest' and "
     "not((//a:* | //@a:*)[substring-before(name(), ':') != 'adlcp'])"},
    {"P8", "the default organization is one of those that are there",
     "/m:manifest/m:organizations/@default = "
     "/m:manifest/m:organizations/m:organization/@identifier"},
    {"P9", "organization and items have titles",
     "not(//m:organization[not(normalize-space(m:title))] | "
     "//m:item[not(normalize-space(m:title))])"},
    {"P17", "each item names a resource and each resource is named",
     "not(//m:item[not(@identifierref = //m:resource/@identifier)]) and "
     "not(//m:resource[not(@identifier = //m:item/@identifierref)])"},
    {"P22", "files have safe names", "not(//m:file[translate(@href, " NAME_LETTERS ", '') != ''])"},
    {"P23", "items have no parameters, as some LMSs drop them", "not(//@parameters)"},
    {"P24", "no xml:base", "not(//@xml:base)"},
    {"single-sco", "one item, one SCO", "count(//m:item) = 1 and count(//m:resource) = 1"},
    {"identifiers", "at most 128 letters, digits and '_'",
     "not(//@identifier[string-length(.) > 128 or translate(., " IDENTIFIER_LETTERS
     ", '') != ''])"},
    {0},
};

static void add_metadata(const struct package *package, const struct scorm_edition *edition,
                         xmlNode *root)
{
    xmlNode *metadata = manifest_add(root, "metadata", NULL);
    (void)manifest_add(metadata, "schema", "ADL SCORM");
    (void)manifest_add(metadata, "schemaversion", edition->version);
    lom_add(package, edition->lom, metadata);
}

static void add_organization(const struct package *package, xmlNode *root)
{
    xmlNode *organizations = manifest_add(root, "organizations", NULL);
    manifest_set(organizations, "default", package_identifier(package, "ORG_"));
    xmlNode *organization = manifest_add(organizations, "organization", NULL);
    manifest_set(organization, "identifier", package_identifier(package, "ORG_"));
    (void)manifest_add(organization, "title", package->title);
    xmlNode *item = manifest_add(organization, "item", NULL);
    manifest_set(item, "identifier", package_identifier(package, "ITEM_"));
    manifest_set(item, "identifierref", package_identifier(package, "RES_"));
    manifest_set(item, "isvisible", "true");
    (void)manifest_add(item, "title", package->title);
}

/* Lists every file of the package (P20); the manifest and the control documents belong to no
 * resource. */
static void add_resource(const struct package *package, const struct scorm_edition *edition,
                         xmlNode *root, xmlNs *adlcp)
{
    xmlNode *resources = manifest_add(root, "resources", NULL);
    xmlNode *resource = manifest_add(resources, "resource", NULL);
    manifest_set(resource, "identifier", package_identifier(package, "RES_"));
    manifest_set(resource, "type", "webcontent");
    (void)xmlNewNsProp(resource, adlcp, (const xmlChar *)edition->type_attribute,
                       (const xmlChar *)"sco");
    manifest_set(resource, "href", "index.html");
    for (size_t i = 0; i < package->entry_count; i++) {
        xmlNode *file = manifest_add(resource, "file", NULL);
        manifest_set(file, "href", package->entries[i].name);
    }
}

static const char *schema_locations(const struct package *package,
                                    const struct scorm_edition *edition)
{
    bool is_more = edition->lom_location != NULL && lom_is_wanted(package);
    return is_more ? arena_print(package->arena, "%s %s", edition->schema_locations,
                                 edition->lom_location)
                   : edition->schema_locations;
}

xmlDoc *scorm_manifest_create(const struct package *package, const struct scorm_edition *edition)
{
    xmlDoc *document = manifest_create("manifest", edition->imscp);
    xmlNode *root = xmlDocGetRootElement(document);
    xmlNs *adlcp = manifest_declare(root, "adlcp", edition->adlcp);
    xmlNs *xsi = manifest_declare(root, "xsi", XSI);
    manifest_set(root, "identifier", package_identifier(package, "M_"));
    (void)xmlNewNsProp(root, xsi, (const xmlChar *)"schemaLocation",
                       (const xmlChar *)schema_locations(package, edition));
    add_metadata(package, edition, root);
    add_organization(package, root);
    add_resource(package, edition, root, adlcp);
    return document;
}

static xmlNode *child_named(xmlNode *parent, const char *name)
{
    xmlNode *child = xmlFirstElementChild(parent);
    while (strcmp((const char *)child->name, name) != 0) {
        child = xmlNextElementSibling(child);
    }
    return child;
}

xmlNode *scorm_manifest_organization(xmlDoc *document)
{
    xmlNode *organizations = child_named(xmlDocGetRootElement(document), "organizations");
    return child_named(organizations, "organization");
}

xmlNode *scorm_manifest_item(xmlDoc *document)
{
    return child_named(scorm_manifest_organization(document), "item");
}

enum status scorm_manifest_add(struct package *package, xmlDoc *document,
                               const struct manifest_contract *contract, const char *const *names,
                               struct error *error)
{
    struct text manifest = {0};
    enum status status = manifest_write(document, contract, package->arena, &manifest, error);
    if (status != STATUS_OK) {
        return status;
    }
    package_add(package, contract->name, manifest);
    for (; *names != NULL; names++) {
        package_add(package, *names, embedded_file_find(contract->schemas, *names));
    }
    return STATUS_OK;
}
