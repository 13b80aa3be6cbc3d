/* SPDX-License-Identifier: Apache-2.0 */

/* xAPI ("TinCan") packages: tincan.xml. */
#include "check/rule.h"

#include "base/arena.h"
#include "base/iri.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define NAMESPACE "http://projecttincan.com/tincan.xsd"
#define LAUNCHING "https://github.com/RusticiSoftware/launch/blob/master/lms_lrs.md"

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

static void look_at_root(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    if (root == NULL) {
        return;
    }
    bool is_right = xml_is(root, "tincan") && root->ns != NULL && root->ns->href != NULL &&
                    strcmp((const char *)root->ns->href, NAMESPACE) == 0;
    if (!is_right) {
        check_element_found(check, rule, root, "it is not <tincan> of '" NAMESPACE "'");
    }
}

static void look_for_one_launch(const struct check *check, const struct check_rule *rule)
{
    size_t count = 0;
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const xmlNode *activity = check->structure->units[i].element;
        bool is_launched =
            xml_child(activity, "launch") != NULL || xml_child(activity, "resource") != NULL;
        count += is_launched ? 1 : 0;
    }
    if (root_of(check) != NULL && count != 1) {
        check_found(check, rule, check_place_of(check, NULL), "%zu activities are launched", count);
    }
}

static void look_at_launches(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_reference *launch = &check->structure->units[i].launch;
        check_element_found(check, rule, launch->element, check_missing(check, launch));
    }
}

static const char *iri_fault(const struct check *check, const xmlNode *activity, const char *name)
{
    const char *iri = check_attribute(check, activity, name);
    if (iri == NULL) {
        return arena_print(check->arena, "it has no %s", name);
    }
    return iri_is_valid(text_of(iri)) ? NULL
                                      : arena_print(check->arena, "its %s '%s' is no absolute IRI",
                                                    name, check_show(check, iri));
}

static const char *id_fault(const struct check *check, const xmlNode *activity)
{
    return iri_fault(check, activity, "id");
}

static const char *type_fault(const struct check *check, const xmlNode *activity)
{
    return iri_fault(check, activity, "type");
}

/* "http://6evY2BtArNS_course_id": an authoring tool's counter, which names nobody. */
static const char *domain_fault(const struct check *check, const xmlNode *activity)
{
    const char *id = check_attribute(check, activity, "id");
    const char *host = id != NULL && strncmp(id, "http", 4) == 0 ? strstr(id, "://") : NULL;
    if (host == NULL || memchr(host + 3, '.', strcspn(host + 3, "/?#")) != NULL) {
        return NULL;
    }
    return arena_print(check->arena, "its id '%s' names no domain", check_show(check, id));
}

static void look_for_doubles(const struct check *check, const struct check_rule *rule)
{
    static const char *const ACTIVITIES[] = {"activity", NULL};
    struct check_names ids = check_collect(check, ACTIVITIES, "id");
    for (size_t i = 1; i < ids.count; i++) {
        if (strcmp(ids.texts[i - 1], ids.texts[i]) == 0) {
            check_found(check, rule, check_place_of(check, NULL),
                        "more than one activity has the id '%s'", check_show(check, ids.texts[i]));
        }
    }
}

static const char *name_fault(const struct check *check, const xmlNode *activity)
{
    const char *name = xml_child_text(activity, "name", check->scratch);
    return name == NULL || name[0] == '\0' ? "it has no name" : NULL;
}

static void look_at_languages(const struct check *check, const struct check_rule *rule)
{
    static const char *const TEXTS[] = {"name", "description", "launch"};
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        bool is_text = xml_is(one, TEXTS[0]) || xml_is(one, TEXTS[1]) || xml_is(one, TEXTS[2]);
        const char *language = is_text ? check_attribute(check, one, "lang") : "";
        if (language == NULL || strcmp(language, "und") == 0) {
            check_element_found(check, rule, one, "it does not say its language");
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "T-root",
     .severity = CHECK_ERROR,
     .title = "tincan.xml is of the TinCan namespace",
     .why = "LMSs do not recognise it.",
     .remedy = "Write <tincan xmlns=\"" NAMESPACE "\">.",
     .source = LAUNCHING,
     .look = look_at_root},
    {.id = "T-launch",
     .severity = CHECK_ERROR,
     .title = "Exactly one activity is launched",
     .why = "LMSs launch the first, another, or none.",
     .remedy = "Give just the course's activity a <launch>.",
     .source = LAUNCHING,
     .look = look_for_one_launch},
    {.id = "T-missing",
     .severity = CHECK_ERROR,
     .title = "What is launched is in the package, under just that name",
     .why = "Learners get 'not found'.",
     .remedy = "Mend the address, or put the file in; capitals and folders count.",
     .source = LAUNCHING,
     .look = look_at_launches},
    {.id = "T-id",
     .severity = CHECK_ERROR,
     .title = "Ids of activities are absolute IRIs",
     .why = "An LRS must refuse statements about them.",
     .remedy = "Write an address that is yours, such as https://example.org/course/unit-1.",
     .source = "xAPI 1.0.3 Data 2.4.4.1",
     CHECK_ELEMENTS("activity", id_fault)},
    {.id = "T-type",
     .severity = CHECK_ERROR,
     .title = "Types of activities are absolute IRIs",
     .why = "An LRS must refuse statements that have it.",
     .remedy = "Write http://adlnet.gov/expapi/activities/course, say, for 'course'.",
     .source = "xAPI 1.0.3 Data 2.4.4.1",
     CHECK_ELEMENTS("activity", type_fault)},
    {.id = "T-domain",
     .severity = CHECK_WARNING,
     .title = "Ids of activities are of a domain that is the maker's",
     .why =
         "Authoring tools make such ids up; two courses may get the same, and the next export of "
         "this one another.",
     .remedy = "Set the identifier in the authoring tool to an address of your own.",
     .source = "xAPI 1.0.3 Data 2.2, IRIs",
     CHECK_ELEMENTS("activity", domain_fault)},
    {.id = "T-unique",
     .severity = CHECK_ERROR,
     .title = "Each activity stands once",
     .why = "LMSs keep one of them, and learners' results are mixed.",
     .remedy = "Give each activity its own id.",
     .source = LAUNCHING,
     .look = look_for_doubles},
    {.id = "T-name",
     .severity = CHECK_WARNING,
     .title = "Each activity has a name",
     .why = "Reports show an address instead.",
     .remedy = "Add <name lang=\"en\">.",
     .source = LAUNCHING,
     CHECK_ELEMENTS("activity", name_fault)},
    {.id = "T-language",
     .severity = CHECK_NOTE,
     .title = "Texts say their language",
     .why = "Reports cannot choose the reader's, and screen readers guess.",
     .remedy = "Add lang, such as lang=\"en-GB\"; 'und' says nothing.",
     .source = "https://www.rfc-editor.org/rfc/rfc5646",
     .look = look_at_languages},
    {0},
};

extern const struct check_family CHECK_XAPI_FAMILY;
const struct check_family CHECK_XAPI_FAMILY = {
    .name = "xapi",
    .title = "xAPI packages (tincan.xml)",
    .formats = (const char *const[]){"xapi", NULL},
    .rules = RULES,
};
