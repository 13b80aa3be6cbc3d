/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 1.2: the manifest as a document, its organizations and items. Rules that its schema states
 * are told under the schema's. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/ascii.h"
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

static bool is_in(const xmlNode *node, const char *namespace)
{
    return node->ns != NULL && node->ns->href != NULL &&
           strcmp((const char *)node->ns->href, namespace) == 0;
}

static struct check_place manifest_place(const struct check *check)
{
    return check_place_of(check, NULL);
}

static void look_for_control_documents(const struct check *check, const struct check_rule *rule)
{
    static const char *const DOCUMENTS[] = {"adlcp_rootv1p2.xsd", "ims_xml.xsd",
                                            "imscp_rootv1p1p2.xsd", "imsmd_rootv1p2p1.xsd"};
    for (size_t i = 0; i < sizeof DOCUMENTS / sizeof *DOCUMENTS; i++) {
        if (opened_find(check->opened, DOCUMENTS[i]) == NULL) {
            check_found(check, rule, (struct check_place){0}, "there is no '%s' at its root",
                        DOCUMENTS[i]);
        }
    }
}

static void look_at_default_namespace(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    if (root == NULL) {
        return;
    }
    if (!is_in(root, IMSCP)) {
        check_element_found(check, rule, root, "it is not in the namespace '" IMSCP "'");
    } else if (root->ns->prefix != NULL) {
        check_element_found(check, rule, root,
                            "its namespace has a prefix, and must be the default");
    }
}

/* Moodle looks for the letters "adlcp:". */
static const char *prefix_fault(const struct check *check, const xmlNs *namespace)
{
    if (namespace == NULL || strcmp((const char *)namespace->href, ADLCP) != 0 ||
        (namespace->prefix != NULL && strcmp((const char *)namespace->prefix, "adlcp") == 0)) {
        return NULL;
    }
    return arena_print(check->arena, "ADL's namespace has the prefix '%s' here, not 'adlcp'",
                       check_show(check, (const char *)namespace->prefix));
}

static void look_at_prefixes(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        check_element_found(check, rule, one, prefix_fault(check, one->ns));
        for (const xmlAttr *attribute = one->properties; attribute != NULL;
             attribute = attribute->next) {
            check_element_found(check, rule, one, prefix_fault(check, attribute->ns));
        }
    }
}

/* What its wildcards let in only if it is declared. */
static bool is_extension(const struct xml_problem *problem)
{
    return strstr(problem->message, "strict wildcard") != NULL;
}

/* What is in another namespace altogether is told by P5. */
static void tell_schema(const struct check *check, const struct check_rule *rule,
                        bool wants_extensions)
{
    if (root_of(check) == NULL || !is_in(root_of(check), IMSCP)) {
        return;
    }
    for (const struct xml_problem *problem = check_schema(check, scorm12_schemas, "scorm12.xsd");
         problem != NULL; problem = problem->next) {
        if (is_extension(problem) == wants_extensions) {
            struct check_place place = manifest_place(check);
            place.line = problem->line;
            check_found(check, rule, place, "%s", problem->message);
        }
    }
}

static void look_at_schema(const struct check *check, const struct check_rule *rule)
{
    tell_schema(check, rule, false);
}

static void look_at_extensions(const struct check *check, const struct check_rule *rule)
{
    tell_schema(check, rule, true);
}

static const char *locations_fault(const struct check *check, const xmlNode *manifest)
{
    return manifest == root_of(check) && check_attribute(check, manifest, "schemaLocation") == NULL
               ? "it has no xsi:schemaLocation"
               : NULL;
}

/* A text that must be just so, among the first children of the manifest. */
static const char *text_fault(const struct check *check, const char *name, const char *wanted)
{
    const xmlNode *metadata = xml_child(root_of(check), "metadata");
    const char *found = xml_child_text(metadata, name, check->scratch);
    if (found == NULL) {
        return arena_print(check->arena, "its metadata has no <%s>; it must say '%s'", name,
                           wanted);
    }
    return strcmp(found, wanted) == 0 ? NULL
                                      : arena_print(check->arena, "<%s> says '%s', not '%s'", name,
                                                    check_show(check, found), wanted);
}

static void look_at_schema_name(const struct check *check, const struct check_rule *rule)
{
    if (root_of(check) != NULL) {
        check_element_found(check, rule, root_of(check), text_fault(check, "schema", "ADL SCORM"));
    }
}

static void look_at_version(const struct check *check, const struct check_rule *rule)
{
    if (root_of(check) != NULL) {
        check_element_found(check, rule, root_of(check), text_fault(check, "schemaversion", "1.2"));
    }
}

static const xmlNode *organization_with(const struct check *check, const char *id)
{
    const xmlNode *list = xml_child(root_of(check), "organizations");
    for (const xmlNode *one = xml_child(list, "organization"); one != NULL; one = xml_next(one)) {
        const char *found = check_attribute(check, one, "identifier");
        if (found != NULL && strcmp(found, id) == 0) {
            return one;
        }
    }
    return NULL;
}

static const char *default_fault(const struct check *check, const xmlNode *organizations)
{
    const char *id = check_attribute(check, organizations, "default");
    return id == NULL || organization_with(check, id) != NULL
               ? NULL
               : arena_print(check->arena, "there is no organization '%s', its default",
                             check_show(check, id));
}

static const char *no_default_fault(const struct check *check, const xmlNode *organizations)
{
    return check_attribute(check, organizations, "default") == NULL ? "it names no default" : NULL;
}

static const char *title_fault(const struct check *check, const xmlNode *element)
{
    const char *title = xml_child_text(element, "title", check->scratch);
    const char *id = check_attribute(check, element, "identifier");
    return title != NULL && title[0] != '\0'
               ? NULL
               : arena_print(check->arena, "'%s' has no title", check_show(check, id));
}

static void look_at_titles(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "organization") || xml_is(one, "item")) {
            check_element_found(check, rule, one, title_fault(check, one));
        }
    }
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

static bool are_digits(const char *text, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!ascii_is_digit(text[i])) {
            return false;
        }
    }
    return true;
}

/* CMITimespan: HHHH:MM:SS.SS, with two to four digits of hours, and decimals left out at will. */
static bool is_timespan(const char *text)
{
    size_t hours = strcspn(text, ":");
    if (hours < 2 || hours > 4 || !are_digits(text, hours) || strlen(text) < hours + 6) {
        return false;
    }
    const char *rest = text + hours;
    size_t decimals = strlen(rest) > 7 ? strlen(rest) - 7 : 0;
    bool has_decimals =
        rest[6] == '.' && decimals >= 1 && decimals <= 2 && are_digits(rest + 7, decimals);
    return are_digits(rest + 1, 2) && rest[3] == ':' && are_digits(rest + 4, 2) &&
           (rest[6] == '\0' || has_decimals);
}

static const char *timespan_fault(const struct check *check, const xmlNode *element)
{
    const char *text = xml_text(element, check->scratch);
    return is_timespan(text) ? NULL
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

static void look_for_launch(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        if (check->structure->units[i].launch.written != NULL ||
            check->structure->units[i].resource != NULL) {
            return; /* what is wrong with it then has its own rule */
        }
    }
    if (root_of(check) != NULL) {
        check_found(check, rule, manifest_place(check),
                    "its default organization has no item that launches anything");
    }
}

static void look_for_more_scos(const struct check *check, const struct check_rule *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        count += check->structure->units[i].kind == OPENED_TRACKED ? 1 : 0;
    }
    if (count > 1) {
        check_found(check, rule, manifest_place(check), "it has %zu SCOs", count);
    }
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
     .look = look_at_prefixes},
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
    {.id = "P6-locations",
     .severity = CHECK_NOTE,
     .title = "A manifest says where its schemas are",
     .why = "LMSs that validate do not find them otherwise.",
     .remedy = "Add xsi:schemaLocation with each namespace and its file.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", locations_fault)},
    {.id = "P7-schema",
     .severity = CHECK_ERROR,
     .title = "The metadata says 'ADL SCORM'",
     .why = "LMSs tell by it that this is a SCORM package.",
     .remedy = "Begin the manifest with <metadata><schema>ADL SCORM</schema>"
               "<schemaversion>1.2</schemaversion></metadata>.",
     .source = CAM,
     .look = look_at_schema_name},
    {.id = "P7-version",
     .severity = CHECK_ERROR,
     .title = "The metadata says version 1.2",
     .why = "The NHS Learning Hub refuses another version, and LMSs choose their player by it.",
     .remedy = "Write <schemaversion>1.2</schemaversion> behind <schema>.",
     .source = "Learning Hub InitialiseScorm.sql, Scorm_SchemaVersionValid",
     .look = look_at_version},
    {.id = "P8",
     .severity = CHECK_ERROR,
     .title = "The default organization is one that is there",
     .why = "LMSs look for it and find nothing to show.",
     .remedy = "Let default name the identifier of an organization.",
     .source = CAM,
     CHECK_ELEMENTS("organizations", default_fault)},
    {.id = "P8-none",
     .severity = CHECK_WARNING,
     .title = "A default organization is named",
     .why = "LMSs differ in which one they show otherwise.",
     .remedy = "Add default with the identifier of the organization.",
     .source = CAM,
     CHECK_ELEMENTS("organizations", no_default_fault)},
    {.id = "P9",
     .severity = CHECK_ERROR,
     .title = "Organizations and items have titles",
     .why = "LMSs show them to learners; some refuse an item without, or show its identifier.",
     .remedy = "Add <title> as its first element.",
     .source = CAM,
     .look = look_at_titles},
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
    {.id = "P17-launch",
     .severity = CHECK_ERROR,
     .title = "Something can be launched",
     .why = "Learners see an empty course.",
     .remedy = "Give an item an identifierref that names a resource.",
     .source = CAM,
     .look = look_for_launch},
    {.id = "single-sco",
     .severity = CHECK_WARNING,
     .title = "A package has one SCO",
     .why =
         "ESR and the NHS Learning Hub play one only; elsewhere many roll up differently, or not "
         "at all.",
     .remedy = "Make one SCO with a menu of its own, or a package for each.",
     .source = "Oracle SCORM adapter; Learning Hub ScormManifestViewModelValidator.cs",
     .look = look_for_more_scos},
    {0},
};

extern const struct check_family CHECK_SCORM12_FAMILY;
const struct check_family CHECK_SCORM12_FAMILY = {
    .name = "scorm12",
    .title = "SCORM 1.2: manifest and items",
    .format = "scorm12",
    .prepare = prepare,
    .rules = RULES,
};
