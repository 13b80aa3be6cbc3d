/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 1.2: the manifest as a document, its organizations and items. Rules that its schema states
 * are told under the schema's. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/duration.h"
#include "base/embed.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define IMSCP "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
#define ADLCP "http://www.adlnet.org/xsd/adlcp_rootv1p2"
#define CAM "SCORM 1.2 Content Aggregation Model, 2.3"
#define MOODLE "Moodle 4.5 mod/scorm/datamodels/scormlib.php"

/* ADL's and IMS's schemas, and our file that names all of them. */
extern const struct embedded_file scorm12_schemas[];

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

static void look_for_control_documents(const struct check *check, const struct check_rule *rule)
{
    static const char *const DOCUMENTS[] = {"adlcp_rootv1p2.xsd", "ims_xml.xsd",
                                            "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd", NULL};
    check_tell_missing_at_root(check, rule, DOCUMENTS);
}

static void look_at_default_namespace(const struct check *check, const struct check_rule *rule)
{
    check_element_found(check, rule, root_of(check), check_default_namespace(check, IMSCP));
}

/* Moodle looks for the letters "adlcp:". */
static const struct check_prefix PREFIXES[] = {{"adlcp", ADLCP}, {0}};

/* What is in another namespace altogether is told by P5. */
static const struct xml_problem *problems_of(const struct check *check)
{
    return check_is_in(root_of(check), IMSCP) ? check_schema(check, scorm12_schemas, "scorm12.xsd")
                                              : NULL;
}

static void look_at_schema(const struct check *check, const struct check_rule *rule)
{
    check_tell_problems(check, rule, problems_of(check), CHECK_WITHOUT, CHECK_STRANGE);
}

static void look_at_extensions(const struct check *check, const struct check_rule *rule)
{
    check_tell_problems(check, rule, problems_of(check), CHECK_WITH, CHECK_STRANGE);
}

static const char *schema_name_fault(const struct check *check, const xmlNode *manifest)
{
    static const char *const WANTED[] = {"ADL SCORM", NULL};
    return manifest == root_of(check) ? check_metadata_text(check, "schema", WANTED) : NULL;
}

static const char *version_fault(const struct check *check, const xmlNode *manifest)
{
    static const char *const WANTED[] = {"1.2", NULL};
    return manifest == root_of(check) ? check_metadata_text(check, "schemaversion", WANTED) : NULL;
}

/* Where an element of ADL's stands in the order that SCORM wants; 0 if it is none of them. */
static size_t place_in_order(const xmlNode *node)
{
    static const char *const ORDER[] = {"prerequisites", "maxtimeallowed", "timelimitaction",
                                        "datafromlms", "masteryscore"};
    for (size_t i = 0; i < sizeof ORDER / sizeof *ORDER; i++) {
        if (xml_is(node, ORDER[i])) {
            return i + 1;
        }
    }
    return 0;
}

static const char *order_fault(const struct check *check, const xmlNode *item)
{
    size_t highest = 0;
    for (const xmlNode *child = item->children; child != NULL; child = child->next) {
        size_t place = place_in_order(child);
        if (place > 0 && place < highest) {
            return arena_print(check->arena, "<%s> stands too late in it",
                               (const char *)child->name);
        }
        highest = place > highest ? place : highest;
    }
    return NULL;
}

/* The identifiers of items. */
static const void *prepare(const struct check *check)
{
    static const char *const ITEMS[] = {"item", NULL};
    struct check_names *items = ARENA_NEW(check->scratch, struct check_names);
    *items = check_collect(check, ITEMS, "identifier");
    return items;
}

/* The names in a script of AICC's: what stands between operators, and no quoted status. */
static const char *prerequisites_fault(const struct check *check, const xmlNode *element)
{
    const char *script = xml_text(element, check->scratch);
    while (*script != '\0') {
        size_t length = strcspn(script, "&|~=<>(){},* \t\r\n\"'");
        const char *name = arena_copy(check->scratch, (struct text){script, length});
        bool is_name = length > 0 && !ascii_is_digit(script[0]);
        if (is_name && !check_names_hold(check->prepared, name)) {
            return arena_print(check->arena, "it names '%s', which is no item",
                               check_show(check, name));
        }
        script += length;
        if (*script == '"' || *script == '\'') {
            const char *close = strchr(script + 1, *script);
            script = close != NULL ? close : script;
        }
        script += *script != '\0' ? 1 : 0;
    }
    return NULL;
}

static const char *any_fault(const struct check *check, const xmlNode *element)
{
    (void)check;
    (void)element;
    return "it is used";
}

static const char *timespan_fault(const struct check *check, const xmlNode *element)
{
    const char *text = xml_text(element, check->scratch);
    return timespan_is_valid(text_of(text))
               ? NULL
               : arena_print(check->arena, "'%s' is no time as HHHH:MM:SS.SS",
                             check_show(check, text));
}

static const char *mastery_fault(const struct check *check, const xmlNode *element)
{
    const char *text = xml_text(element, check->scratch);
    double score = 0;
    return check_is_number(text, &score) && score >= 0 && score <= 100
               ? NULL
               : arena_print(check->arena, "'%s' is no number from 0 to 100",
                             check_show(check, text));
}

static const struct check_rule RULES[] = {
    {.id = "P2",
     .severity = CHECK_WARNING,
     .title = "The control documents lie at the root, beside the manifest",
     .why = "SCORM 1.2 demands them, and strict LMSs refuse a package without.",
     .remedy = "Put ADL's and IMS's four schemas there.",
     .source = CAM,
     .look = look_for_control_documents},
    {.id = "P5-default",
     .severity = CHECK_ERROR,
     .title = "IMS's namespace is the default one",
     .why = "Moodle and DLS do not know namespaces: they look for <manifest> and <item> as they "
            "stand.",
     .remedy = "Declare xmlns=\"" IMSCP "\" at <manifest>, and write its elements without prefix.",
     .source = MOODLE,
     .look = look_at_default_namespace},
    {.id = "P5-prefix",
     .severity = CHECK_ERROR,
     .title = "ADL's namespace has the prefix adlcp",
     .why = "Moodle looks for the letters 'adlcp:'; else it takes a SCO for an asset, and marks it "
            "completed when it is opened.",
     .remedy = "Declare xmlns:adlcp=\"" ADLCP "\" at <manifest>, and use that prefix.",
     .source = MOODLE,
     .look = check_prefixes,
     .about = PREFIXES},
    {.id = "P6-schema",
     .severity = CHECK_ERROR,
     .title = "A manifest is as its schemas say",
     .why = "Strict LMSs refuse it, and others skip what they do not expect.",
     .remedy = "Change what the message names.",
     .source = "imscp_rootv1p1p2.xsd, adlcp_rootv1p2.xsd, imsmd_rootv1p2p1.xsd",
     .look = look_at_schema},
    {.id = "P6-extension",
     .severity = CHECK_WARNING,
     .title = "Elements are of SCORM 1.2's namespaces",
     .why = "Strict LMSs refuse elements that they have no schema for.",
     .remedy = "Leave them out, or keep metadata of other kinds in files of their own.",
     .source = "imscp_rootv1p1p2.xsd",
     .look = look_at_extensions},
    {.id = "P7-schema",
     .severity = CHECK_ERROR,
     .title = "The metadata says 'ADL SCORM'",
     .why = "LMSs tell by it that this is a SCORM package.",
     .remedy = "Begin the manifest with <metadata><schema>ADL SCORM</schema>"
               "<schemaversion>1.2</schemaversion></metadata>.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", schema_name_fault)},
    {.id = "P7-version",
     .severity = CHECK_ERROR,
     .title = "The metadata says version 1.2",
     .why = "The NHS Learning Hub refuses another version, and LMSs choose their player by it.",
     .remedy = "Write <schemaversion>1.2</schemaversion> behind <schema>.",
     .source = "Learning Hub InitialiseScorm.sql, Scorm_SchemaVersionValid",
     CHECK_ELEMENTS("manifest", version_fault)},
    {.id = "P11",
     .severity = CHECK_WARNING,
     .title = "ADL's elements stand in their order",
     .why = "LMSs that read in order overlook what comes too late.",
     .remedy = "Order them: prerequisites, maxtimeallowed, timelimitaction, datafromlms, "
               "masteryscore.",
     .source = CAM,
     CHECK_ELEMENTS("item", order_fault)},
    {.id = "P12",
     .severity = CHECK_ERROR,
     .title = "Prerequisites name items that are there",
     .why = "The item can never be opened in LMSs that heed them.",
     .remedy = "Use the identifiers of items.",
     .source = CAM,
     CHECK_ELEMENTS("prerequisites", prerequisites_fault)},
    {.id = "P12-used",
     .severity = CHECK_WARNING,
     .title = "No item has prerequisites",
     .why =
         "Moodle heeds them, the NHS Learning Hub and ESR do not: learners get different courses.",
     .remedy = "Let the course itself say what comes first.",
     .source = "Learning Hub ScormController.cs; " MOODLE,
     CHECK_ELEMENTS("prerequisites", any_fault)},
    {.id = "P13",
     .severity = CHECK_ERROR,
     .title = "The time allowed is written HHHH:MM:SS.SS",
     .why = "LMSs cannot read it otherwise; the NHS Learning Hub refuses the package.",
     .remedy = "Write it so: 0001:30:00.00.",
     .source = "SCORM 1.2 Run-Time Environment, CMITimespan",
     CHECK_ELEMENTS("maxtimeallowed", timespan_fault)},
    {.id = "P16",
     .severity = CHECK_ERROR,
     .title = "A mastery score is a number from 0 to 100",
     .why = "LMSs compare the learner's score with it.",
     .remedy = "Write a number, or leave the mastery score out.",
     .source = CAM,
     CHECK_ELEMENTS("masteryscore", mastery_fault)},
    {.id = "P16-used",
     .severity = CHECK_WARNING,
     .title = "No item has a mastery score",
     .why = "Moodle and DLS overrule with it what the course reports, even for a session that was "
            "only interrupted; the NHS Learning Hub and ESR never do.",
     .remedy = "Leave it out, and let the course set passed or failed itself.",
     .source = "Moodle 4.5 mod/scorm/datamodels/scorm_12.js; DLS-LEGACY scoplayer",
     CHECK_ELEMENTS("masteryscore", any_fault)},
    {0},
};

extern const struct check_family CHECK_SCORM12_FAMILY;
const struct check_family CHECK_SCORM12_FAMILY = {
    .name = "scorm12",
    .title = "SCORM 1.2: manifest and items",
    .formats = (const char *const[]){"scorm12", NULL},
    .prepare = prepare,
    .rules = RULES,
};
