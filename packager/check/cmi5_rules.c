/* SPDX-License-Identifier: Apache-2.0 */

/* cmi5 course structures. The numbers in the sources are those of the specification's requirements.
 */
#include "check/rule.h"

#include "base/arena.h"
#include "base/embed.h"
#include "base/iri.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#define NAMESPACE "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"
#define CMI5 "cmi5 requirement "

enum { DECIMALS_MAX = 4 };

/* Our own schema, in check/schemas/. */
extern const struct embedded_file check_schemas[];

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

static bool is_in_namespace(const xmlNode *node)
{
    return node->ns != NULL && node->ns->href != NULL &&
           strcmp((const char *)node->ns->href, NAMESPACE) == 0;
}

static bool is_course_structure(const struct check *check)
{
    const xmlNode *root = root_of(check);
    return root != NULL && xml_is(root, "courseStructure") && is_in_namespace(root);
}

static void look_at_root(const struct check *check, const struct check_rule *rule)
{
    if (root_of(check) != NULL && !is_course_structure(check)) {
        check_element_found(check, rule, root_of(check),
                            "it is not <courseStructure> of '" NAMESPACE "'");
    }
}

static void look_at_schema(const struct check *check, const struct check_rule *rule)
{
    if (!is_course_structure(check)) {
        return;
    }
    for (const struct xml_problem *problem = check_schema(check, check_schemas, "cmi5.xsd");
         problem != NULL; problem = problem->next) {
        struct check_place place = check_place_of(check, NULL);
        place.line = problem->line;
        check_found(check, rule, place, "%s", problem->message);
    }
}

static const char *iri_fault(const struct check *check, const xmlNode *element)
{
    const char *id = check_attribute(check, element, "id");
    return id == NULL || iri_is_valid(text_of(id))
               ? NULL
               : arena_print(check->arena, "its id '%s' is no absolute IRI", check_show(check, id));
}

static const char *const KINDS[] = {"course", "block", "au", "objective"};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static void look_at_ids(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, KINDS[0]) || xml_is(one, KINDS[1]) || xml_is(one, KINDS[2]) ||
            xml_is(one, KINDS[3])) {
            check_element_found(check, rule, one, iri_fault(check, one));
        }
    }
}

static void look_for_doubles(const struct check *check, const struct check_rule *rule)
{
    for (size_t kind = 0; kind < KIND_COUNT; kind++) {
        const char *const elements[] = {KINDS[kind], NULL};
        struct check_names ids = check_collect(check, elements, "id");
        for (size_t i = 1; i < ids.count; i++) {
            if (strcmp(ids.texts[i - 1], ids.texts[i]) == 0) {
                check_found(check, rule, check_place_of(check, NULL), "more than one <%s> has '%s'",
                            KINDS[kind], check_show(check, ids.texts[i]));
            }
        }
    }
}

static void look_at_objectives(const struct check *check, const struct check_rule *rule)
{
    static const char *const OBJECTIVES[] = {"objective", NULL};
    struct check_names ids = check_collect(check, OBJECTIVES, "id");
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        const char *id = xml_is(one, "objective") ? check_attribute(check, one, "idref") : NULL;
        if (id != NULL && !check_names_hold(&ids, id)) {
            check_found(check, rule, check_place_of(check, one), "there is no objective '%s'",
                        check_show(check, id));
        }
    }
}

static void look_at_launches(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_reference *launch = &check->structure->units[i].launch;
        check_element_found(check, rule, launch->element, check_missing(check, launch));
    }
}

static const char *encoding_fault(const struct check *check, const xmlNode *url)
{
    return check_unencoded(check, xml_text(url, check->scratch));
}

/* Whether a query has the parameter, as "name=" or alone. */
static bool has_parameter(struct text query, const char *name)
{
    struct text part;
    while (text_split(&query, '&', &part)) {
        struct text key;
        (void)text_split(&part, '=', &key);
        if (key.length == strlen(name) && strncasecmp(key.data, name, key.length) == 0) {
            return true;
        }
    }
    return false;
}

static const char *query_fault(const struct check *check, const xmlNode *url)
{
    static const char *const RESERVED[] = {"endpoint", "fetch", "actor", "registration",
                                           "activityId"};
    const char *query = strchr(xml_text(url, check->scratch), '?');
    for (size_t i = 0; query != NULL && i < sizeof RESERVED / sizeof *RESERVED; i++) {
        struct text rest = text_of(query + 1);
        struct text parameters = {"", 0};
        (void)text_split(&rest, '#', &parameters);
        if (has_parameter(parameters, RESERVED[i])) {
            return arena_print(check->arena, "its query has '%s', which the LMS adds", RESERVED[i]);
        }
    }
    return NULL;
}

static const char *decimals_fault(const struct check *check, const xmlNode *unit)
{
    const char *score = check_attribute(check, unit, "masteryScore");
    const char *point = score != NULL ? strchr(score, '.') : NULL;
    return point == NULL || strlen(point + 1) <= DECIMALS_MAX
               ? NULL
               : arena_print(check->arena, "its masteryScore '%s' has more than four decimals",
                             check_show(check, score));
}

static const char *move_on_fault(const struct check *check, const xmlNode *unit)
{
    const char *move_on = check_attribute(check, unit, "moveOn");
    if (move_on == NULL) {
        return "it has no moveOn, which then is NotApplicable";
    }
    return strcmp(move_on, "NotApplicable") == 0 ? "its moveOn is NotApplicable" : NULL;
}

static const char *passed_fault(const struct check *check, const xmlNode *unit)
{
    const char *move_on = check_attribute(check, unit, "moveOn");
    bool must_pass = move_on != NULL &&
                     (strcmp(move_on, "Passed") == 0 || strcmp(move_on, "CompletedAndPassed") == 0);
    return must_pass && check_attribute(check, unit, "masteryScore") == NULL
               ? "it must be passed, but no masteryScore says when it is"
               : NULL;
}

static bool has_schemas(const struct check *check)
{
    for (size_t i = 0; i < check->opened->file_count; i++) {
        if (text_ends_with(text_of(check->opened->files[i].path), ".xsd")) {
            return true;
        }
    }
    return false;
}

static void look_for_extensions(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    bool may_be_there = is_course_structure(check) && !has_schemas(check);
    for (const xmlNode *one = may_be_there ? root : NULL; one != NULL; one = xml_walk(one, root)) {
        if (!is_in_namespace(one)) {
            check_element_found(check, rule, one,
                                "it is of another namespace, whose schema is not in the package");
        }
    }
}

static bool has_white_space_around(const char *text)
{
    struct text trimmed = text_trim(text_of(text));
    return trimmed.length < strlen(text);
}

static const char *space_fault(const struct check *check, const xmlNode *element)
{
    xmlChar *raw = xmlNodeGetContent(element);
    bool has_space = raw != NULL && has_white_space_around((const char *)raw);
    xmlFree(raw);
    (void)check;
    return has_space ? "its text has white space around it" : NULL;
}

static void look_for_space(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "langstring") || xml_is(one, "url")) {
            check_element_found(check, rule, one, space_fault(check, one));
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "C1-root",
     .severity = CHECK_ERROR,
     .title = "A course structure is one of cmi5, version 1",
     .why = "LMSs refuse it; drafts of cmi5 had other namespaces.",
     .remedy = "Write <courseStructure xmlns=\"" NAMESPACE "\">.",
     .source = CMI5 "13.2.0.0-1",
     .look = look_at_root},
    {.id = "C1",
     .severity = CHECK_ERROR,
     .title = "A course structure is as its schema says",
     .why = "LMSs must refuse it.",
     .remedy = "Change what the message names.",
     .source = CMI5 "13.2.0.0-1",
     .look = look_at_schema},
    {.id = "C2",
     .severity = CHECK_ERROR,
     .title = "Ids are absolute IRIs",
     .why = "Statements are told apart by them; LMSs must refuse the course.",
     .remedy = "Write an address that is yours, such as https://example.org/course/unit-1.",
     .source = CMI5 "3.0.0.0-1",
     .look = look_at_ids},
    {.id = "C2-unique",
     .severity = CHECK_ERROR,
     .title = "Each course, block, unit and objective has an id of its own",
     .why = "Learners' results would be mixed; LMSs must refuse the course.",
     .remedy = "Give each its own id, and keep it from version to version.",
     .source = CMI5 "13.1.2.0-1, 13.1.3.0-1, 13.1.4.0-1",
     .look = look_for_doubles},
    {.id = "C3",
     .severity = CHECK_ERROR,
     .title = "Objectives that are referred to are there",
     .why = "LMSs cannot resolve the reference.",
     .remedy = "Let idref name the id of an objective of the course.",
     .source = "cmi5 13.1.3, 13.1.4",
     .look = look_at_objectives},
    {.id = "C4",
     .severity = CHECK_ERROR,
     .title = "What is launched is in the package, under just that name, or elsewhere by a whole "
              "address",
     .why = "LMSs must refuse the package, or learners get 'not found'.",
     .remedy = "Mend the address, or put the file in; capitals and folders count.",
     .source = CMI5 "14.1.0.0-4",
     .look = look_at_launches},
    {.id = "C4-encoding",
     .severity = CHECK_WARNING,
     .title = "Launch addresses are encoded",
     .why = "LMSs differ in what they make of blanks, brackets and letters beyond ASCII.",
     .remedy = "Rename the file with plain letters, or write %20 for a blank and so on.",
     .source = CMI5 "14.1.0.0-3",
     CHECK_ELEMENTS("url", encoding_fault)},
    {.id = "C5",
     .severity = CHECK_ERROR,
     .title = "Launch addresses leave the LMS's own parameters out",
     .why = "The LMS adds them; twice there, the unit reads the wrong one.",
     .remedy = "Take endpoint, fetch, actor, registration and activityId out of the query.",
     .source = CMI5 "8.1.0.0-6",
     CHECK_ELEMENTS("url", query_fault)},
    {.id = "C6",
     .severity = CHECK_ERROR,
     .title = "A mastery score has at most four decimals",
     .why = "The specification allows no more, and LMSs round differently.",
     .remedy = "Round it to four decimals.",
     .source = "cmi5 13.1.4, masteryScore",
     CHECK_ELEMENTS("au", decimals_fault)},
    {.id = "C6-moveon",
     .severity = CHECK_WARNING,
     .title = "Each unit says when learners move on",
     .why = "NotApplicable, which holds where nothing is said, satisfies the unit as soon as a "
            "learner is enrolled.",
     .remedy = "Write moveOn=\"Completed\", or what else fits.",
     .source = "cmi5 13.1.4, moveOn",
     CHECK_ELEMENTS("au", move_on_fault)},
    {.id = "C6-passed",
     .severity = CHECK_WARNING,
     .title = "A unit that must be passed has a mastery score",
     .why = "Learners who cannot pass never move on.",
     .remedy = "Add masteryScore, or make sure that the unit judges itself.",
     .source = "cmi5 13.1.4, masteryScore",
     CHECK_ELEMENTS("au", passed_fault)},
    {.id = "C7",
     .severity = CHECK_WARNING,
     .title = "Vendors' own elements come with their schema",
     .why = "LMSs that validate cannot know them.",
     .remedy = "Put the schema of their namespace into the package, or leave them out.",
     .source = CMI5 "13.1.5.0-1",
     .look = look_for_extensions},
    {.id = "C8",
     .severity = CHECK_NOTE,
     .title = "Texts have no white space around them",
     .why = "LMSs take it off, so that texts and addresses differ from what was written.",
     .remedy = "Write the text right between the tags.",
     .source = CMI5 "13.1.0.0-1",
     .look = look_for_space},
    {0},
};

extern const struct check_family CHECK_CMI5_FAMILY;
const struct check_family CHECK_CMI5_FAMILY = {
    .name = "cmi5",
    .title = "cmi5 course structures",
    .formats = (const char *const[]){"cmi5", NULL},
    .rules = RULES,
};
