/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM, whichever version: resources, their addresses, and the files that they list. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define CAM "SCORM Content Aggregation Model, content packaging"

/* Identifiers that something refers to, and those that there are. */
struct resources {
    struct check_names named;   /* by items and dependencies */
    struct check_names present; /* of resources */
};

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

static const void *prepare(const struct check *check)
{
    static const char *const REFERRING[] = {"item", "dependency", NULL};
    static const char *const RESOURCES[] = {"resource", NULL};
    struct resources *resources = ARENA_NEW(check->scratch, struct resources);
    resources->named = check_collect(check, REFERRING, "identifierref");
    resources->present = check_collect(check, RESOURCES, "identifier");
    return resources;
}

/* For items and dependencies alike. */
static const char *dangling_fault(const struct check *check, const xmlNode *element)
{
    const struct resources *resources = check->prepared;
    const char *id = check_attribute(check, element, "identifierref");
    return id == NULL || check_names_hold(&resources->present, id)
               ? NULL
               : arena_print(check->arena, "there is no resource '%s'", check_show(check, id));
}

static const char *unused_fault(const struct check *check, const xmlNode *resource)
{
    const struct resources *resources = check->prepared;
    const char *id = check_attribute(check, resource, "identifier");
    return id == NULL || check_names_hold(&resources->named, id)
               ? NULL
               : arena_print(check->arena, "no item or dependency refers to '%s'",
                             check_show(check, id));
}

static const char *type_fault(const struct check *check, const xmlNode *resource)
{
    const char *type = check_attribute(check, resource, "type");
    return type == NULL || strcmp(type, "webcontent") == 0
               ? NULL
               : arena_print(check->arena, "its type is '%s', not 'webcontent'",
                             check_show(check, type));
}

static const char *scormtype_fault(const struct check *check, const xmlNode *resource)
{
    bool is_2004 = check_attribute(check, resource, "scormType") != NULL;
    if (check_attribute(check, resource, "scormtype") != NULL || is_2004) {
        return NULL; /* the other version's spelling has rules of its own */
    }
    bool wants_2004 = strcmp(check->structure->format->name, "scorm2004") == 0;
    return wants_2004 ? "it has no adlcp:scormType" : "it has no adlcp:scormtype";
}

static const char *scormtype_of(const struct check *check, const xmlNode *resource)
{
    const char *type = check_attribute(check, resource, "scormtype");
    type = type != NULL ? type : check_attribute(check, resource, "scormType");
    return type != NULL ? type : "";
}

static void look_for_assets(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_unit *unit = &check->structure->units[i];
        const xmlNode *resource = unit->launch.element;
        if (resource != NULL && strcmp(scormtype_of(check, resource), "asset") == 0) {
            check_found(check, rule, check_place_of(check, unit->element), "'%s' launches an asset",
                        check_show(check, unit->id));
        }
    }
}

static const char *href_fault(const struct check *check, const xmlNode *resource)
{
    bool is_sco = strcmp(scormtype_of(check, resource), "sco") == 0;
    return is_sco && check_attribute(check, resource, "href") == NULL ? "this SCO has no href"
                                                                      : NULL;
}

/* Calls for each unit that launches something. */
static void look_at_launches(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_unit *unit = &check->structure->units[i];
        check_element_found(check, rule, unit->launch.element, check_missing(check, &unit->launch));
    }
}

static void look_for_outside_launches(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_reference *launch = &check->structure->units[i].launch;
        if (launch->is_external) {
            check_found(check, rule, check_place_of(check, launch->element), "it launches '%s'",
                        check_show(check, launch->written));
        }
    }
}

static void look_at_listed(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->listed_count; i++) {
        const struct opened_reference *listed = &check->structure->listed[i];
        check_element_found(check, rule, listed->element, check_missing(check, listed));
    }
}

static void look_for_unlisted(const struct check *check, const struct check_rule *rule)
{
    if (root_of(check) == NULL) {
        return;
    }
    struct opened_list list = opened_unlisted(check->opened, check->structure, check->scratch);
    for (size_t i = 0; i < list.count; i++) {
        check_found(check, rule, (struct check_place){.file = list.files[i]->path},
                    "no resource lists it");
    }
}

static const char *encoding_fault(const struct check *check, const xmlNode *element)
{
    return check_unencoded(check, check_attribute(check, element, "href"));
}

static void look_at_encoding(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "resource") || xml_is(one, "file")) {
            check_element_found(check, rule, one, encoding_fault(check, one));
        }
    }
}

static const char *parameters_fault(const struct check *check, const xmlNode *item)
{
    const char *parameters = check_attribute(check, item, "parameters");
    return parameters == NULL || parameters[0] == '\0'
               ? NULL
               : arena_print(check->arena, "it is launched with '%s'",
                             check_show(check, parameters));
}

static void look_for_base(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (check_attribute(check, one, "base") != NULL) {
            check_element_found(check, rule, one, "it has an xml:base");
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "P17",
     .severity = CHECK_ERROR,
     .title = "Items refer to resources that are there",
     .why = "The item launches nothing; some LMSs refuse the package.",
     .remedy = "Let identifierref name the identifier of a resource.",
     .source = CAM,
     CHECK_ELEMENTS("item", dangling_fault)},
    {.id = "P17-dependency",
     .severity = CHECK_ERROR,
     .title = "Dependencies refer to resources that are there",
     .why = "LMSs that copy by them leave files behind.",
     .remedy = "Let identifierref name the identifier of a resource.",
     .source = CAM,
     CHECK_ELEMENTS("dependency", dangling_fault)},
    {.id = "P17-unused",
     .severity = CHECK_WARNING,
     .title = "Each resource is referred to",
     .why = "LMSs may leave out its files, or show it as a unit of its own.",
     .remedy = "Name it in an item or in a dependency, or remove it.",
     .source = CAM,
     CHECK_ELEMENTS("resource", unused_fault)},
    {.id = "P18-type",
     .severity = CHECK_ERROR,
     .title = "A resource's type is webcontent",
     .why = "LMSs do not launch any other type.",
     .remedy = "Write type=\"webcontent\".",
     .source = CAM,
     CHECK_ELEMENTS("resource", type_fault)},
    {.id = "P18-scormtype",
     .severity = CHECK_ERROR,
     .title = "A resource says whether it is a SCO or an asset",
     .why = "Moodle takes it for an asset: it is completed when it is opened, and nothing that it "
            "reports is kept.",
     .remedy = "Write adlcp:scormtype=\"sco\", or \"asset\", in small letters; in SCORM 2004 "
               "adlcp:scormType.",
     .source = "Moodle 4.5 mod/scorm/loadSCO.php",
     CHECK_ELEMENTS("resource", scormtype_fault)},
    {.id = "P18-asset",
     .severity = CHECK_WARNING,
     .title = "What is launched is a SCO",
     .why = "An asset tracks nothing: some LMSs mark it completed when it is opened, some never.",
     .remedy = "Make it a SCO that reports, or accept that it is not tracked.",
     .source = "Moodle 4.5 mod/scorm/loadSCO.php",
     .look = look_for_assets},
    {.id = "P19-href",
     .severity = CHECK_ERROR,
     .title = "A SCO has an address",
     .why = "There is nothing to launch.",
     .remedy = "Add href with the page that it begins with.",
     .source = CAM,
     CHECK_ELEMENTS("resource", href_fault)},
    {.id = "P19",
     .severity = CHECK_ERROR,
     .title = "What is launched is in the package, under just that name",
     .why = "Moodle imports the package without a word, and learners get 'not found'.",
     .remedy = "Mend the address, or put the file in; capitals, folders and accents count.",
     .source = CAM,
     .look = look_at_launches},
    {.id = "P19-outside",
     .severity = CHECK_WARNING,
     .title = "What is launched is in the package",
     .why = "Another server cannot reach the LMS's script interface, so nothing is tracked; NHS "
            "networks block most of them.",
     .remedy = "Put the pages into the package.",
     .source = "NHS pain point 5, cross-domain",
     .look = look_for_outside_launches},
    {.id = "P20-missing",
     .severity = CHECK_ERROR,
     .title = "Each file that is listed is in the package",
     .why = "Strict LMSs refuse the package; else learners miss what it held.",
     .remedy = "Put the file in, or remove its <file>; capitals, folders and accents count.",
     .source = CAM,
     .look = look_at_listed},
    {.id = "P20-unlisted",
     .severity = CHECK_WARNING,
     .title = "Each file of the package is listed",
     .why = "LMSs that copy by the list leave it behind.",
     .remedy = "Add a <file> with its name to the resource that needs it, or take it out.",
     .source = CAM,
     .look = look_for_unlisted},
    {.id = "P21",
     .severity = CHECK_WARNING,
     .title = "Addresses are encoded",
     .why = "LMSs differ in what they make of blanks, brackets and letters beyond ASCII.",
     .remedy = "Rename the file with plain letters, or write %20 for a blank and so on.",
     .source = "https://www.rfc-editor.org/rfc/rfc3986#section-2.1",
     .look = look_at_encoding},
    {.id = "P23",
     .severity = CHECK_WARNING,
     .title = "Items are launched without parameters",
     .why = "Some LMSs drop them, and the AICC shim before ESR does.",
     .remedy = "Let the page do without, or put them into a page of its own.",
     .source = "AICCShim 33924f3; LiaScript-Exporter --scorm-iframe",
     CHECK_ELEMENTS("item", parameters_fault)},
    {.id = "P24",
     .severity = CHECK_WARNING,
     .title = "No element has xml:base",
     .why = "Moodle heeds it at resources only, and others not at all, so files are not found.",
     .remedy = "Write whole addresses instead.",
     .source = "Moodle 4.5 mod/scorm/datamodels/scormlib.php",
     .look = look_for_base},
    {0},
};

extern const struct check_family CHECK_SCORM_RESOURCE_FAMILY;
const struct check_family CHECK_SCORM_RESOURCE_FAMILY = {
    .name = "scorm_resource",
    .title = "SCORM: resources and files",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .prepare = prepare,
    .rules = RULES,
};
