/* SPDX-License-Identifier: Apache-2.0 */

/* SCORM 2004: how the LMS goes from SCO to SCO, and what it concludes of their reports. */
#include "check/rule.h"

#include "base/arena.h"
#include "check/elements.h"
#include "opened/structure.h"
#include "xml/xml_document.h"

#include <stdbool.h>
#include <string.h>

#define CAM "SCORM 2004 4th Edition Content Aggregation Model"
#define SN "SCORM 2004 4th Edition Sequencing and Navigation"

/* Identifiers that sequencing refers to. */
struct references {
    struct check_names collection; /* of sequencing that several items may share */
    struct check_names written;    /* global objectives that some activity writes to */
    struct check_names own;        /* objectives, each with the sequencing that it stands in */
};

static const xmlNode *root_of(const struct check *check)
{
    return xml_root(check->structure->document);
}

/* An xs:boolean that is true. */
static bool is_true(const char *value)
{
    return value != NULL && (strcmp(value, "true") == 0 || strcmp(value, "1") == 0);
}

static bool is_false(const char *value)
{
    return value != NULL && (strcmp(value, "false") == 0 || strcmp(value, "0") == 0);
}

static bool writes(const struct check *check, const xmlNode *map)
{
    static const char *const WAYS[] = {
        "writeSatisfiedStatus", "writeNormalizedMeasure", "writeRawScore",       "writeMinScore",
        "writeMaxScore",        "writeCompletionStatus",  "writeProgressMeasure"};
    for (size_t i = 0; i < sizeof WAYS / sizeof *WAYS; i++) {
        if (is_true(check_attribute(check, map, WAYS[i]))) {
            return true;
        }
    }
    return false;
}

static bool reads(const struct check *check, const xmlNode *map)
{
    return !is_false(check_attribute(check, map, "readSatisfiedStatus")) ||
           !is_false(check_attribute(check, map, "readNormalizedMeasure"));
}

static const char *written_id(const struct check *check, const xmlNode *element)
{
    return xml_is(element, "mapInfo") && writes(check, element)
               ? check_attribute(check, element, "targetObjectiveID")
               : NULL;
}

static const char *collection_id(const struct check *check, const xmlNode *element)
{
    return xml_is(element, "sequencing") && xml_is(element->parent, "sequencingCollection")
               ? check_attribute(check, element, "ID")
               : NULL;
}

/* The <sequencing> that an element stands in. */
static const xmlNode *sequencing_around(const xmlNode *element)
{
    while (element != NULL && !xml_is(element, "sequencing")) {
        element = element->parent;
    }
    return element;
}

/* An objective's id is known within its sequencing only; the node stands for that. */
static const char *own_key(const struct check *check, const xmlNode *sequencing, const char *id)
{
    return arena_print(check->scratch, "%p %s", (const void *)sequencing, id);
}

static const char *own_id(const struct check *check, const xmlNode *element)
{
    bool is_objective = xml_is(element, "primaryObjective") || xml_is(element, "objective");
    const char *id = is_objective ? check_attribute(check, element, "objectiveID") : NULL;
    return id != NULL ? own_key(check, sequencing_around(element), id) : NULL;
}

static const void *prepare(const struct check *check)
{
    struct references *references = ARENA_NEW(check->scratch, struct references);
    references->collection = check_collect_texts(check, collection_id);
    references->written = check_collect_texts(check, written_id);
    references->own = check_collect_texts(check, own_id);
    return references;
}

static const char *shared_fault(const struct check *check, const xmlNode *sequencing)
{
    const struct references *references = check->prepared;
    const char *id = check_attribute(check, sequencing, "IDRef");
    return id == NULL || check_names_hold(&references->collection, id)
               ? NULL
               : arena_print(check->arena,
                             "there is no sequencing '%s' in a <sequencingCollection>",
                             check_show(check, id));
}

static const char *unwritten_fault(const struct check *check, const xmlNode *map)
{
    const struct references *references = check->prepared;
    const char *id = check_attribute(check, map, "targetObjectiveID");
    return id == NULL || writes(check, map) || !reads(check, map) ||
                   check_names_hold(&references->written, id)
               ? NULL
               : arena_print(check->arena, "no activity writes to '%s', which it reads",
                             check_show(check, id));
}

static const char *nameless_fault(const struct check *check, const xmlNode *objective)
{
    return xml_child(objective, "mapInfo") != NULL &&
                   check_attribute(check, objective, "objectiveID") == NULL
               ? "it has a <mapInfo>, but no objectiveID"
               : NULL;
}

/* Objectives that come from a shared sequencing are not looked for. */
static const char *referenced_fault(const struct check *check, const xmlNode *condition)
{
    const struct references *references = check->prepared;
    const char *id = check_attribute(check, condition, "referencedObjective");
    const xmlNode *sequencing = sequencing_around(condition);
    return id == NULL || sequencing == NULL ||
                   check_attribute(check, sequencing, "IDRef") != NULL ||
                   check_names_hold(&references->own, own_key(check, sequencing, id))
               ? NULL
               : arena_print(check->arena, "its activity has no objective '%s'",
                             check_show(check, id));
}

static const char *measure_fault(const struct check *check, const xmlNode *objective)
{
    bool is_measured = is_true(check_attribute(check, objective, "satisfiedByMeasure"));
    const char *measure = xml_child_text(objective, "minNormalizedMeasure", check->scratch);
    if (is_measured && measure == NULL) {
        return "it is satisfied by measure, but does not say from which: only the full score is "
               "enough";
    }
    return !is_measured && measure != NULL
               ? arena_print(check->arena,
                             "its minNormalizedMeasure '%s' counts for nothing without "
                             "satisfiedByMeasure=\"true\"",
                             check_show(check, measure))
               : NULL;
}

static void look_at_measures(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "primaryObjective") ||
            (xml_is(one, "objective") && sequencing_around(one) != NULL)) {
            check_element_found(check, rule, one, measure_fault(check, one));
        }
    }
}

/* Before the 4th edition a number was the threshold; since then it is an attribute. */
static const char *threshold_fault(const struct check *check, const xmlNode *threshold)
{
    const char *text = xml_text(threshold, check->scratch);
    const char *version = check->structure->version;
    bool is_newest = version != NULL && strcmp(version, "2004 4th Edition") == 0;
    return is_newest && text[0] != '\0'
               ? arena_print(check->arena, "it says '%s', which the 4th edition does not read",
                             check_show(check, text))
               : NULL;
}

static const char *unused_threshold_fault(const struct check *check, const xmlNode *threshold)
{
    return check_attribute(check, threshold, "minProgressMeasure") != NULL &&
                   !is_true(check_attribute(check, threshold, "completedByMeasure"))
               ? "its minProgressMeasure counts for nothing without completedByMeasure=\"true\""
               : NULL;
}

static const char *closed_fault(const struct check *check, const xmlNode *activity)
{
    const xmlNode *mode = xml_child(xml_child(activity, "sequencing"), "controlMode");
    bool is_open = mode == NULL || !is_false(check_attribute(check, mode, "choice")) ||
                   is_true(check_attribute(check, mode, "flow"));
    return !is_open && xml_child(activity, "item") != NULL
               ? "with neither choice nor flow nobody gets to what is in it"
               : NULL;
}

static void look_for_closed(const struct check *check, const struct check_rule *rule)
{
    const xmlNode *root = root_of(check);
    for (const xmlNode *one = root; one != NULL; one = xml_walk(one, root)) {
        if (xml_is(one, "organization") || xml_is(one, "item")) {
            check_element_found(check, rule, one, closed_fault(check, one));
        }
    }
}

static const char *untracked_fault(const struct check *check, const xmlNode *controls)
{
    return is_false(check_attribute(check, controls, "tracked")) ? "it is not tracked" : NULL;
}

static bool has_rules(const xmlNode *sequencing)
{
    return xml_child(xml_child(sequencing, "sequencingRules"), NULL) != NULL ||
           xml_child(xml_child(sequencing, "rollupRules"), "rollupRule") != NULL;
}

static const char *rules_fault(const struct check *check, const xmlNode *sequencing)
{
    (void)check;
    return has_rules(sequencing) ? "it has rules of sequencing or rollup" : NULL;
}

/* A SCO whose silence the LMS takes for completion. */
static const char *silence_fault(const struct check *check, const struct opened_unit *unit)
{
    const xmlNode *sequencing = xml_child(unit->element, "sequencing");
    const xmlNode *controls = xml_child(sequencing, "deliveryControls");
    bool is_told = is_true(check_attribute(check, controls, "completionSetByContent")) &&
                   is_true(check_attribute(check, controls, "objectiveSetByContent"));
    return is_told || check_attribute(check, sequencing, "IDRef") != NULL
               ? NULL
               : "the LMS sets completion and success itself where the SCO says nothing";
}

static void look_for_silence(const struct check *check, const struct check_rule *rule)
{
    for (size_t i = 0; i < check->structure->unit_count; i++) {
        const struct opened_unit *unit = &check->structure->units[i];
        if (unit->kind == OPENED_TRACKED) {
            check_element_found(check, rule, unit->element, silence_fault(check, unit));
        }
    }
}

static const struct check_rule RULES[] = {
    {.id = "S13",
     .severity = CHECK_ERROR,
     .title = "Shared sequencing is there",
     .why = "The item gets no sequencing, or the LMS refuses the package.",
     .remedy = "Let IDRef name the ID of a sequencing in the <sequencingCollection>.",
     .source = CAM,
     CHECK_ELEMENTS("sequencing", shared_fault)},
    {.id = "S14-referenced",
     .severity = CHECK_ERROR,
     .title = "Conditions refer to objectives of their own activity",
     .why = "The condition never holds, so that learners get stuck, or past what they should do.",
     .remedy = "Let referencedObjective name an objectiveID of the same <sequencing>.",
     .source = SN,
     CHECK_ELEMENTS("ruleCondition", referenced_fault)},
    {.id = "S14-nameless",
     .severity = CHECK_ERROR,
     .title = "An objective that is mapped has an id",
     .why = "The LMS cannot carry its state to other activities.",
     .remedy = "Add objectiveID to <primaryObjective>.",
     .source = CAM,
     CHECK_ELEMENTS("primaryObjective", nameless_fault)},
    {.id = "S14-unwritten",
     .severity = CHECK_WARNING,
     .title = "A global objective that is read is written somewhere",
     .why = "Its state is never known, so that what waits for it never happens.",
     .remedy = "Write to it from the activity that decides, or mend the targetObjectiveID.",
     .source = SN,
     CHECK_ELEMENTS("mapInfo", unwritten_fault)},
    {.id = "S15",
     .severity = CHECK_WARNING,
     .title = "An objective is satisfied by a measure that is named, or by the SCO's own word",
     .why = "Learners fail who should pass, or pass who should fail.",
     .remedy = "Write satisfiedByMeasure=\"true\" and a minNormalizedMeasure together, or neither.",
     .source = SN,
     .look = look_at_measures},
    {.id = "S16-text",
     .severity = CHECK_WARNING,
     .title = "The completion threshold is an attribute",
     .why = "LMSs of the 4th edition do not read the number in the element, and complete by "
            "another.",
     .remedy = "Write <adlcp:completionThreshold completedByMeasure=\"true\" "
               "minProgressMeasure=\"...\"/>.",
     .source = "adlcp_v1p3.xsd of the 4th edition",
     CHECK_ELEMENTS("completionThreshold", threshold_fault)},
    {.id = "S16-unused",
     .severity = CHECK_WARNING,
     .title = "A measure of progress that is named decides",
     .why = "Whoever reads the manifest believes in a threshold that no LMS applies.",
     .remedy = "Add completedByMeasure=\"true\", or remove minProgressMeasure.",
     .source = CAM,
     CHECK_ELEMENTS("completionThreshold", unused_threshold_fault)},
    {.id = "S17",
     .severity = CHECK_ERROR,
     .title = "Learners get to what is in a group",
     .why = "The LMS shows nothing, or says that there is nothing to deliver.",
     .remedy = "Set choice or flow of its controlMode to true.",
     .source = SN,
     .look = look_for_closed},
    {.id = "S18",
     .severity = CHECK_WARNING,
     .title = "Activities are tracked",
     .why = "The LMS keeps nothing of what learners do in it.",
     .remedy = "Leave tracked out, or set it to true.",
     .source = SN,
     CHECK_ELEMENTS("deliveryControls", untracked_fault)},
    {.id = "S19",
     .severity = CHECK_WARNING,
     .title = "A package has no rules of sequencing or rollup",
     .why = "Moodle follows them in part, Totara not at all: learners get different courses.",
     .remedy = "Let the course itself say what comes first, in one SCO.",
     .source = "help.totaralearning.com; Moodle 4.5 mod/scorm",
     CHECK_ELEMENTS("sequencing", rules_fault)},
    {.id = "S20",
     .severity = CHECK_NOTE,
     .title = "The SCO's own completion and success count",
     .why = "Where a SCO reports nothing, because it was closed too early say, LMSs take it for "
            "completed and passed.",
     .remedy = "Add <imsss:deliveryControls completionSetByContent=\"true\" "
               "objectiveSetByContent=\"true\"/> to its sequencing.",
     .source = SN,
     .look = look_for_silence},
    {0},
};

extern const struct check_family CHECK_SEQUENCING_FAMILY;
const struct check_family CHECK_SEQUENCING_FAMILY = {
    .name = "sequencing",
    .title = "SCORM 2004: sequencing and objectives",
    .formats = (const char *const[]){"scorm2004", NULL},
    .prepare = prepare,
    .rules = RULES,
};
