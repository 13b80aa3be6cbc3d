/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 1.2: a package of one SCO, with its manifest and control documents. Rules P1 to P27 name
 * what importing LMSs were seen to demand; the tables here and in scorm_manifest.c hold those that
 * a manifest can break. */
#include "formats/format.h"
#include "formats/identifiers.h"
#include "formats/lom.h"
#include "formats/scorm_manifest.h"

#define IMSCP "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"

/* ADL's and IMS's schemas as an npm package ships them, and our file that names all of them. */
extern const struct embedded_file scorm12_schemas[];

/* Must lie at the root of the package (P2). */
static const char *const CONTROL_DOCUMENTS[] = {
    "adlcp_rootv1p2.xsd", "ims_xml.xsd", "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd", NULL,
};

static const struct scorm_edition EDITION = {
    .imscp = IMSCP,
    .adlcp = ADLCP,
    .schema_locations =
        IMSCP " imscp_rootv1p1p2.xsd " LOM_IMS " imsmd_rootv1p2p1.xsd " ADLCP " adlcp_rootv1p2.xsd",
    .version = "1.2",
    .type_attribute = "scormtype",
    .lom = &LOM_IMS_1_2,
};

static const struct manifest_prefix PREFIXES[] = {{"m", IMSCP}, {"a", ADLCP}, {"d", LOM_IMS}, {0}};

static const struct manifest_rule RULES[] = {
    {"P7", "metadata comes first and says ADL SCORM 1.2",
     "boolean(/m:manifest/*[1][self::m:metadata][m:schema = 'ADL SCORM']"
     "[m:schemaversion = '1.2'])"},
    {"P11-P16",
     "no prerequisites, limits, launch data or mastery score: LMSs differ over each, or overrule "
     "the "
     "player with it",
     "not(//a:*)"},
    {"P18", "each resource is webcontent and says its scormtype",
     "not(//m:resource[@type != 'webcontent' or not(@a:scormtype)])"},
    {"P19", "each SCO has an address, which is among its files",
     "not(//m:resource[@a:scormtype = 'sco'][not(@href = m:file/@href)])"},
    {"lom", "metadata is whole or not there", LOM_IMS_IS_WHOLE},
    {0},
};

static const struct manifest_contract CONTRACT =
    SCORM_MANIFEST_CONTRACT(scorm12_schemas, "scorm12.xsd", PREFIXES, RULES);

static enum status describe(struct package *package, struct error *error)
{
    enum status status = package_check_identifiers(package, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(manifest_free) xmlDoc *document = scorm_manifest_create(package, &EDITION);
    return scorm_manifest_add(package, document, &CONTRACT, CONTROL_DOCUMENTS, error);
}

extern const struct format SCORM12_FORMAT;
const struct format SCORM12_FORMAT = {
    .name = "scorm12",
    .summary = "SCORM 1.2, one SCO",
    .first = "imsmanifest.xml",
    .contract = &CONTRACT,
    .describe = describe,
};
