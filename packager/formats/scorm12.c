/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 1.2: a package of one SCO, with its manifest and control documents. Rules P1 to P27 name
 * what importing LMSs were seen to demand; the table below holds those that a manifest can break.
 */
#include "formats/format.h"
#include "formats/identifiers.h"
#include "formats/manifest.h"
#include "formats/package.h"

#include "base/arena.h"
#include "course/course.h"

#include <libxml/tree.h>

#define IMSCP "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#define IMSMD "http://www.imsglobal.org/xsd/imsmd_rootv1p2p1"
#define XSI "http://www.w3.org/2001/XMLSchema-instance"
#define IDENTIFIER_LETTERS "'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_'"
#define NAME_LETTERS "'abcdefghijklmnopqrstuvwxyz0123456789._-/'"

/* ADL's and IMS's schemas as an npm package ships them, and our file that names all of them. */
extern const struct embedded_file scorm12_schemas[];

/* Must lie at the root of the package (P2). */
static const char *const CONTROL_DOCUMENTS[] = {
    "adlcp_rootv1p2.xsd",
    "ims_xml.xsd",
    "imscp_rootv1p1p2.xsd",
    "imsmd_rootv1p2p1.xsd",
};

static const struct manifest_prefix PREFIXES[] = {{"m", IMSCP}, {"a", ADLCP}, {0}};

static const struct manifest_rule RULES[] = {
    {"P5",
     "the default namespace is IMS's and the prefix 'adlcp' ADL's, as Moodle reads names only",
     "name(/*) = 'manifest' and not(//@a:*[substring-before(name(), ':') != 'adlcp'])"},
    {"P7", "metadata comes first and says ADL SCORM 1.2",
     "boolean(/m:manifest/*[1][self::m:metadata][m:schema = 'ADL SCORM']"
     "[m:schemaversion = '1.2'])"},
    {"P8", "the default organization is one of those that are there",
     "/m:manifest/m:organizations/@default = "
     "/m:manifest/m:organizations/m:organization/@identifier"},
    {"P9", "organization and items have titles",
     "not(//m:organization[not(normalize-space(m:title))] | "
     "//m:item[not(normalize-space(m:title))])"},
    {"P11-P16",
     "no prerequisites, limits, launch data or mastery score: LMSs differ over each, or overrule "
     "the "
     "player with it",
     "not(//a:*)"},
    {"P17", "each item names a resource and each resource is named",
     "not(//m:item[not(@identifierref = //m:resource/@identifier)]) and "
     "not(//m:resource[not(@identifier = //m:item/@identifierref)])"},
    {"P18", "each resource is webcontent and says its scormtype",
     "not(//m:resource[@type != 'webcontent' or not(@a:scormtype)])"},
    {"P19", "each SCO has an address, which is among its files",
     "not(//m:resource[@a:scormtype = 'sco'][not(@href = m:file/@href)])"},
    {"P22", "files have safe names", "not(//m:file[translate(@href, " NAME_LETTERS ", '') != ''])"},
    {"P23", "items have no parameters, as some LMSs drop them", "not(//@parameters)"},
    {"P24", "no xml:base", "not(//@xml:base)"},
    {"single-sco", "one item, one SCO", "count(//m:item) = 1 and count(//m:resource) = 1"},
    {"identifiers", "at most 128 letters, digits and '_'",
     "not(//@identifier[string-length(.) > 128 or translate(., " IDENTIFIER_LETTERS
     ", '') != ''])"},
    {0},
};

static const struct manifest_contract CONTRACT = {
    .name = "imsmanifest.xml",
    .schemas = scorm12_schemas,
    .schema = "scorm12.xsd",
    .prefixes = PREFIXES,
    .rules = RULES,
};

static void add_metadata(xmlNode *root)
{
    xmlNode *metadata = manifest_add(root, "metadata", NULL);
    (void)manifest_add(metadata, "schema", "ADL SCORM");
    (void)manifest_add(metadata, "schemaversion", "1.2");
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

/* Lists every file of the package (P20); what is added after this are the manifest and the control
 * documents, which belong to no resource. */
static void add_resource(const struct package *package, xmlNode *root, xmlNs *adlcp)
{
    xmlNode *resources = manifest_add(root, "resources", NULL);
    xmlNode *resource = manifest_add(resources, "resource", NULL);
    manifest_set(resource, "identifier", package_identifier(package, "RES_"));
    manifest_set(resource, "type", "webcontent");
    (void)xmlNewNsProp(resource, adlcp, (const xmlChar *)"scormtype", (const xmlChar *)"sco");
    manifest_set(resource, "href", "index.html");
    for (size_t i = 0; i < package->entry_count; i++) {
        xmlNode *file = manifest_add(resource, "file", NULL);
        manifest_set(file, "href", package->entries[i].name);
    }
}

static enum status make_manifest(const struct package *package, struct text *out,
                                 struct error *error)
{
    AUTO(manifest_free) xmlDoc *document = manifest_create("manifest", IMSCP);
    xmlNode *root = xmlDocGetRootElement(document);
    /* Moodle looks for the literal prefix "adlcp" (P5). */
    xmlNs *adlcp = xmlNewNs(root, (const xmlChar *)ADLCP, (const xmlChar *)"adlcp");
    xmlNs *xsi = xmlNewNs(root, (const xmlChar *)XSI, (const xmlChar *)"xsi");
    manifest_set(root, "identifier", package_identifier(package, "M_"));
    (void)xmlNewNsProp(root, xsi, (const xmlChar *)"schemaLocation",
                       (const xmlChar *)IMSCP " imscp_rootv1p1p2.xsd " IMSMD
                                              " imsmd_rootv1p2p1.xsd " ADLCP " adlcp_rootv1p2.xsd");
    add_metadata(root);
    add_organization(package, root);
    add_resource(package, root, adlcp);
    return manifest_write(document, &CONTRACT, package->arena, out, error);
}

static enum status describe(struct package *package, struct error *error)
{
    enum status status = package_check_identifiers(package, error);
    struct text manifest = {0};
    if (status == STATUS_OK) {
        status = make_manifest(package, &manifest, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    package_add(package, "imsmanifest.xml", manifest);
    for (size_t i = 0; i < sizeof CONTROL_DOCUMENTS / sizeof *CONTROL_DOCUMENTS; i++) {
        struct text document = embedded_file_find(scorm12_schemas, CONTROL_DOCUMENTS[i]);
        package_add(package, CONTROL_DOCUMENTS[i], document);
    }
    return STATUS_OK;
}

extern const struct format SCORM12_FORMAT;
const struct format SCORM12_FORMAT = {
    .name = "scorm12",
    .summary = "SCORM 1.2, one SCO",
    .first = "imsmanifest.xml",
    .contract = &CONTRACT,
    .describe = describe,
};
