/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM, whichever version: organizations and items, of which LMSs make what learners see. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define CAM "SCORM Content Aggregation Model, content packaging"

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

static struct check_place manifest_place(const struct check *check)
{
    return check_place_of(check, NULL);
}

static const char *locations_fault(const struct check *check, const xmlNode *manifest)
{
    return manifest == root_of(check) && check_attribute(check, manifest, "schemaLocation") == NULL
               ? "it has no xsi:schemaLocation"
               : NULL;
}

static bool has_organization(const struct check *check, const xmlNode *organizations,
                             const char *id)
{
    const xmlNode *one = xml_child(organizations, "organization");
    for (; one != NULL; one = xml_next(one)) {
        const char *found = check_attribute(check, one, "identifier");
        if (found != NULL && strcmp(found, id) == 0) {
            return true;
        }
    }
    return false;
}

static const char *default_fault(const struct check *check, const xmlNode *organizations)
{
    const char *id = check_attribute(check, organizations, "default");
    return id == NULL || has_organization(check, organizations, id)
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
    {.id = "P6-locations",
     .severity = CHECK_NOTE,
     .title = "A manifest says where its schemas are",
     .why = "LMSs that validate do not find them otherwise.",
     .remedy = "Add xsi:schemaLocation with each namespace and its file.",
     .source = CAM,
     CHECK_ELEMENTS("manifest", locations_fault)},
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

extern const struct check_family CHECK_SCORM_ITEM_FAMILY;
const struct check_family CHECK_SCORM_ITEM_FAMILY = {
    .name = "scorm_item",
    .title = "SCORM: organizations and items",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .rules = RULES,
};
