/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 2004: the manifest as a document, in its 4th edition and in older ones. Rules that a schema
 * states are told under the schema's; sequencing has a family of its own. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/embed.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define IMSCP "http://www.imsglobal.org/xsd/imscp_v1p1"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_v1p3"
#define ADLSEQ "http://www.adlnet.org/xsd/adlseq_v1p3"
#define ADLNAV "http://www.adlnet.org/xsd/adlnav_v1p3"
#define IMSSS "http://www.imsglobal.org/xsd/imsss"
#define CAM "SCORM 2004 4th Edition Content Aggregation Model"
#define MOODLE "Moodle 4.5 mod/scorm/datamodels/scormlib.php"
#define NEWEST "2004 4th Edition"

enum { LAUNCH_DATA_MAX = 4000 };

/* ADL's and IMS's schemas with our file that names all of them: of the 4th edition, and of the 3rd,
 * which hold for the 2nd too. */
extern const struct embedded_file scorm2004_schemas[];
extern const struct embedded_file scorm2004_third_schemas[];

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

/* What names no edition is taken for the newest, as LMSs do. */
static bool is_of_older_edition(const struct check *check)
{
    const char *version = check->structure->version;
    return version != NULL &&
           (strcmp(version, "CAM 1.3") == 0 || strcmp(version, "2004 3rd Edition") == 0);
}

static void look_for_control_documents(const struct check *check, const struct check_rule *rule)
{
    static const char *const DOCUMENTS[] = {"adlcp_v1p3.xsd", "adlnav_v1p3.xsd", "adlseq_v1p3.xsd",
                                            "imscp_v1p1.xsd", "imsss_v1p0.xsd",  NULL};
    check_tell_missing_at_root(check, rule, DOCUMENTS);
}

static void look_at_default_namespace(const struct check *check, const struct check_rule *rule)
{
    check_element_found(check, rule, root_of(check), check_default_namespace(check, IMSCP));
}

/* As Moodle looks for them, in capitals or not. */
static const struct check_prefix PREFIXES[] = {
    {"adlcp", ADLCP}, {"adlseq", ADLSEQ}, {"adlnav", ADLNAV}, {"imsss", IMSSS}, {0},
};

/* Elements of other versions, which this one's LMSs do not know. */
static const char *mixed_fault(const struct check *check, const xmlNode *element)
{
    static const char *const OLD[] = {"http://www.adlnet.org/xsd/adlcp_rootv1p2",
                                      "http://www.imsproject.org/xsd/imscp_rootv1p1p2"};
    for (size_t i = 0; i < sizeof OLD / sizeof *OLD; i++) {
        if (check_is_in(element, OLD[i])) {
            return arena_print(check->arena, "it is in SCORM 1.2's namespace '%s'", OLD[i]);
        }
    }
    return NULL;
}

/* A root in another namespace is told by S7-default, and explains the rest. */
static void look_for_mixture(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = check_is_in(root_of(check), IMSCP) ? root_of(check) : NULL;
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        check_element_found(check, rule, one, mixed_fault(check, one));
    }
}

static void look_at_schema(const struct check *check, const struct check_rule *rule)
{
    const struct embedded_file *files =
        is_of_older_edition(check) ? scorm2004_third_schemas : scorm2004_schemas;
    if (check_is_in(root_of(check), IMSCP)) {
        check_tell_problems(check, rule, check_schema(check, files, "scorm2004_parts.xsd"),
                            CHECK_WITHOUT, CHECK_STRANGE);
    }
}

static const char *schema_name_fault(const struct check *check, const xmlNode *manifest)
{
    static const char *const WANTED[] = {"ADL SCORM", NULL};
    return manifest == root_of(check) ? check_metadata_text(check, "schema", WANTED) : NULL;
}

static const char *version_fault(const struct check *check, const xmlNode *manifest)
{
    static const char *const WANTED[] = {NEWEST, "2004 3rd Edition", "CAM 1.3", NULL};
    return manifest == root_of(check) ? check_metadata_text(check, "schemaversion", WANTED) : NULL;
}

static const char *edition_fault(const struct check *check, const xmlNode *manifest)
{
    return manifest == root_of(check) && is_of_older_edition(check)
               ? arena_print(check->arena, "it is of an older edition, '%s'",
                             check_show(check, check->structure->version))
               : NULL;
}

/* An attribute's name as it stands; xml_attribute() finds it whatever its namespace. */
static const char *spelling_fault(const struct check *check, const xmlNode *resource)
{
    return check_attribute(check, resource, "scormtype") != NULL
               ? "it says scormtype, which is SCORM 1.2's spelling"
               : NULL;
}

static const char *launch_data_fault(const struct check *check, const xmlNode *element)
{
    size_t length = text_count_characters(text_of(xml_text(element, check->scratch)));
    return length <= LAUNCH_DATA_MAX
               ? NULL
               : arena_print(check->arena, "it has %zu characters; LMSs need keep no more than %d",
                             length, LAUNCH_DATA_MAX);
}

static const char *nested_fault(const struct check *check, const xmlNode *manifest)
{
    return manifest != root_of(check) ? "it stands in another manifest" : NULL;
}

static const struct check_rule RULES[] = {
    {.id = "S6",
     .severity = CHECK_WARNING,
     .title = "The control documents of SCORM 2004 lie at the root, beside the manifest",
     .why = "SCORM 2004 demands them, and strict LMSs refuse a package without.",
     .remedy = "Put ADL's and IMS's schemas there, with those that they include.",
     .source = CAM,
     .look = look_for_control_documents},
    {.id = "S7-default",
     .severity = CHECK_ERROR,
     .title = "IMS's namespace of SCORM 2004 is the default one",
     .why = "Moodle does not know namespaces: it looks for <manifest> and <item> as they stand; "
            "strict LMSs refuse another namespace.",
     .remedy = "Declare xmlns=\"" IMSCP "\" at <manifest>, and write its elements without prefix.",
     .source = MOODLE,
     .look = look_at_default_namespace},
    {.id = "S7-prefix",
     .severity = CHECK_ERROR,
     .title = "The prefixes are adlcp, adlseq, adlnav and imsss",
     .why = "Moodle looks for their letters: it takes a SCO for an asset, or does not see its "
            "sequencing.",
     .remedy = "Declare just these prefixes at <manifest>, and use them.",
     .source = MOODLE,
     .look = check_prefixes,
     .about = PREFIXES},
    {.id = "S7-mixed",
     .severity = CHECK_ERROR,
     .title = "Nothing is in SCORM 1.2's namespaces",
     .why = "LMSs for SCORM 2004 do not see it, and strict ones refuse the package.",
     .remedy = "Use '" ADLCP "' and SCORM 2004's elements, or build SCORM 1.2 throughout.",
     .source = CAM,
     .look = look_for_mixture},
    {.id = "S8",
     .severity = CHECK_ERROR,
     .title = "A manifest of SCORM 2004 is as the schemas of its edition say",
     .why = "Strict LMSs refuse it, and others skip what they do not expect.",
     .remedy = "Change what the message names.",
     .source = "imscp_v1p1.xsd, adlcp_v1p3.xsd, adlseq_v1p3.xsd, adlnav_v1p3.xsd, imsss_v1p0.xsd",
     .look = look_at_schema},
    {.id = "S9-schema",
     .severity = CHECK_ERROR,
     .title = "The metadata of SCORM 2004 says 'ADL SCORM'",
     .why = "LMSs tell by it that this is a SCORM package.",
     .remedy = "Begin the manifest with <metadata><schema>ADL SCORM</schema>"
               "<schemaversion>" NEWEST "</schemaversion></metadata>.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", schema_name_fault)},
    {.id = "S9-version",
     .severity = CHECK_ERROR,
     .title = "The metadata says which edition of SCORM 2004 it is",
     .why = "LMSs choose their player by it: one that they do not know is played as SCORM 1.2, or "
            "not at all.",
     .remedy = "Write <schemaversion>" NEWEST "</schemaversion>, or '2004 3rd Edition', or 'CAM "
               "1.3' for the 2nd.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", version_fault)},
    {.id = "S9-edition",
     .severity = CHECK_NOTE,
     .title = "A package is of the newest edition",
     .why = "Older ones roll up and navigate differently, and have no shared data or progress by "
            "measure.",
     .remedy = "Export it as SCORM 2004 4th Edition if the LMS takes that.",
     .source = "SCORM 2004 4th Edition, changes since the 3rd",
     CHECK_ELEMENTS("manifest", edition_fault)},
    {.id = "S10",
     .severity = CHECK_ERROR,
     .title = "It is spelt scormType in SCORM 2004",
     .why = "LMSs that heed capitals take the SCO for an asset, and keep nothing that it reports.",
     .remedy = "Write adlcp:scormType, with a capital T.",
     .source = "adlcp_v1p3.xsd",
     CHECK_ELEMENTS("resource", spelling_fault)},
    {.id = "S11",
     .severity = CHECK_WARNING,
     .title = "Launch data has at most 4000 characters",
     .why = "LMSs need keep no more, and cut the rest.",
     .remedy = "Shorten it, or keep it in a file of the package.",
     .source = "SCORM 2004 4th Edition Run-Time Environment, cmi.launch_data",
     CHECK_ELEMENTS("dataFromLMS", launch_data_fault)},
    {.id = "S12",
     .severity = CHECK_ERROR,
     .title = "No manifest stands in another",
     .why = "SCORM 2004 takes none since its 3rd edition; LMSs skip it, or refuse the package.",
     .remedy = "Put its items and resources into the one manifest.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", nested_fault)},
    {0},
};

extern const struct check_family CHECK_SCORM2004_FAMILY;
const struct check_family CHECK_SCORM2004_FAMILY = {
    .name = "scorm2004",
    .title = "SCORM 2004: the manifest",
    .formats = (const char *const[]){"scorm2004", NULL},
    .rules = RULES,
};
