/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 2004 4th edition: a package of one SCO. Its sequencing says as little as makes the LMS
 * count what the player says, and leave alone what it does not. */
#include "formats/format.h"
#include "formats/identifiers.h"
#include "formats/lom.h"
#include "formats/package.h"
#include "formats/scorm_manifest.h"

#include "base/arena.h"
#include "course/course.h"

#include <stdbool.h>

#define IMSCP "http://www.imsglobal.org/xsd/imscp_v1p1"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_v1p3"
#define ADLSEQ "http://www.adlnet.org/xsd/adlseq_v1p3"
#define ADLNAV "http://www.adlnet.org/xsd/adlnav_v1p3"
#define IMSSS "http://www.imsglobal.org/xsd/imsss"

#define LOM_SCHEMA "lom.xsd" /* our own, as no npm package ships IEEE's */

/* ADL's and IMS's schemas as an npm package ships them, our file that names all of them, and
 * LOM_SCHEMA. */
extern const struct embedded_file scorm2004_schemas[];

/* Must lie at the root of the package. */
static const char *const CONTROL_DOCUMENTS[] = {
    "XMLSchema.dtd",
    "adlcp_v1p3.xsd",
    "adlnav_v1p3.xsd",
    "adlseq_v1p3.xsd",
    "datatypes.dtd",
    "imscp_v1p1.xsd",
    "imsss_v1p0.xsd",
    "imsss_v1p0auxresource.xsd",
    "imsss_v1p0control.xsd",
    "imsss_v1p0delivery.xsd",
    "imsss_v1p0limit.xsd",
    "imsss_v1p0objective.xsd",
    "imsss_v1p0random.xsd",
    "imsss_v1p0rollup.xsd",
    "imsss_v1p0seqrule.xsd",
    "imsss_v1p0util.xsd",
    "xml.xsd",
    NULL,
};

static const struct scorm_edition EDITION = {
    .imscp = IMSCP,
    .adlcp = ADLCP,
    .schema_locations =
        IMSCP " imscp_v1p1.xsd " ADLCP " adlcp_v1p3.xsd " ADLSEQ " adlseq_v1p3.xsd " ADLNAV
              " adlnav_v1p3.xsd " IMSSS " imsss_v1p0.xsd",
    .version = "2004 4th Edition",
    .type_attribute = "scormType",
    .lom = &LOM_IEEE_1_0,
    .lom_location = LOM_IEEE " " LOM_SCHEMA,
};

/* What the LMS's own window must not offer: there is nowhere to go on or back to in one SCO, and to
 * abandon is to lose what was done. */
static const char *const HIDDEN[] = {"previous", "continue", "abandon", "abandonAll"};

static const struct manifest_prefix PREFIXES[] = {
    {"m", IMSCP}, {"a", ADLCP}, {"n", ADLNAV}, {"s", IMSSS}, {0},
};

static const struct manifest_rule RULES[] = {
    {"P7", "metadata comes first and says ADL SCORM 2004 4th Edition",
     "boolean(/m:manifest/*[1][self::m:metadata][m:schema = 'ADL SCORM']"
     "[m:schemaversion = '2004 4th Edition'])"},
    {"P18", "each resource is webcontent and says its scormType",
     "not(//m:resource[@type != 'webcontent' or not(@a:scormType)])"},
    {"P19", "each SCO has an address, which is among its files",
     "not(//m:resource[@a:scormType = 'sco'][not(@href = m:file/@href)])"},
    {"S1", "the SCO's own completion and success count, unknown ones too",
     "not(//m:item[not(s:sequencing/s:deliveryControls[@tracked = 'true']"
     "[@completionSetByContent = 'true'][@objectiveSetByContent = 'true'])])"},
    {"S2", "what is satisfied by measure says which, from 0 to 1; nothing else says one",
     "not(//s:*[@satisfiedByMeasure = 'true'][not(s:minNormalizedMeasure >= 0) or "
     "not(s:minNormalizedMeasure <= 1)]) and "
     "not(//s:minNormalizedMeasure[not(../@satisfiedByMeasure = 'true')])"},
    {"S3", "completion is not computed from a measure of progress",
     "not(//m:item[not(a:completionThreshold/@completedByMeasure = 'false')])"},
    {"S4", "the LMS offers no way on or back, and none that loses what was done",
     "count(//n:hideLMSUI) = 4 and //n:hideLMSUI = 'previous' and //n:hideLMSUI = 'continue' and "
     "//n:hideLMSUI = 'abandon' and //n:hideLMSUI = 'abandonAll'"},
    {"S5", "the LMS may start the SCO by itself",
     "boolean(//m:organization/s:sequencing/s:controlMode[@flow = 'true'][@choice = 'true'])"},
    {0},
};

static const struct manifest_contract CONTRACT =
    SCORM_MANIFEST_CONTRACT(scorm2004_schemas, "scorm2004.xsd", PREFIXES, RULES);

/* Where all quizzes must be passed the LMS may judge by the score too: what the player sends then
 * is never below this, so both come to the same. Where attempts are enough it would call those
 * failed who have completed. */
static void add_objectives(const struct package *package, xmlNode *sequencing)
{
    xmlNode *objectives = manifest_add(sequencing, "objectives", NULL);
    xmlNode *primary = manifest_add(objectives, "primaryObjective", NULL);
    manifest_set(primary, "objectiveID", package_identifier(package, "OBJ_"));
    int percent;
    bool is_measured = package_pass_percent(package, &percent);
    manifest_set(primary, "satisfiedByMeasure", is_measured ? "true" : "false");
    if (is_measured) {
        (void)manifest_add(primary, "minNormalizedMeasure",
                           arena_print(package->arena, "%d.%02d", percent / 100, percent % 100));
    }
}

static void add_item_sequencing(const struct package *package, xmlNode *item, xmlNs *imsss)
{
    xmlNode *sequencing = manifest_add_of(item, imsss, "sequencing", NULL);
    add_objectives(package, sequencing);
    xmlNode *controls = manifest_add(sequencing, "deliveryControls", NULL);
    manifest_set(controls, "tracked", "true");
    manifest_set(controls, "completionSetByContent", "true");
    manifest_set(controls, "objectiveSetByContent", "true");
}

static void add_presentation(xmlNode *item, xmlNs *adlnav)
{
    xmlNode *presentation = manifest_add_of(item, adlnav, "presentation", NULL);
    xmlNode *interface = manifest_add(presentation, "navigationInterface", NULL);
    for (size_t i = 0; i < sizeof HIDDEN / sizeof *HIDDEN; i++) {
        (void)manifest_add(interface, "hideLMSUI", HIDDEN[i]);
    }
}

static xmlDoc *make_manifest(const struct package *package)
{
    xmlDoc *document = scorm_manifest_create(package, &EDITION);
    xmlNode *root = xmlDocGetRootElement(document);
    xmlNs *adlcp = xmlSearchNsByHref(document, root, (const xmlChar *)ADLCP);
    xmlNs *adlnav = manifest_declare(root, "adlnav", ADLNAV);
    xmlNs *imsss = manifest_declare(root, "imsss", IMSSS);
    (void)manifest_declare(root, "adlseq", ADLSEQ);
    xmlNode *item = scorm_manifest_item(document);
    xmlNode *threshold = manifest_add_of(item, adlcp, "completionThreshold", NULL);
    manifest_set(threshold, "completedByMeasure", "false");
    add_item_sequencing(package, item, imsss);
    add_presentation(item, adlnav);
    xmlNode *sequencing =
        manifest_add_of(scorm_manifest_organization(document), imsss, "sequencing", NULL);
    xmlNode *mode = manifest_add(sequencing, "controlMode", NULL);
    manifest_set(mode, "choice", "true");
    manifest_set(mode, "flow", "true");
    return document;
}

static enum status describe(struct package *package, struct error *error)
{
    enum status status = package_check_identifiers(package, error);
    if (status != STATUS_OK) {
        return status;
    }
    AUTO(manifest_free) xmlDoc *document = make_manifest(package);
    if (lom_is_wanted(package)) {
        package_add(package, LOM_SCHEMA, embedded_file_find(scorm2004_schemas, LOM_SCHEMA));
    }
    return scorm_manifest_add(package, document, &CONTRACT, CONTROL_DOCUMENTS, error);
}

extern const struct format SCORM2004_FORMAT;
const struct format SCORM2004_FORMAT = {
    .name = "scorm2004",
    .summary = "SCORM 2004 4th edition, one SCO",
    .first = "imsmanifest.xml",
    .contract = &CONTRACT,
    .describe = describe,
};
