/* SPDX-License-Identifier: Apache-2.0 */

/* What all scripts of a SCORM package say to an LMS, taken together, because one file finds the API
 * and another uses it. Names that are put together at run time are not seen; so a rule is told only
 * where scripts speak to an LMS at all, or where none could. */
#include "check/tracking.h"

#include "base/arena.h"
#include "check/nodes.h"
#include "check/reach.h"
#include "opened/opened.h"
#include "opened/structure.h"

static bool has(const struct check_tracking *tracking, enum script_fact fact)
{
    return tracking->firsts[fact].file != NULL;
}

static void found_at(const struct check *check, const struct check_rule *rule,
                     enum script_fact fact, const char *message)
{
    const struct check_tracking *tracking = check->prepared;
    const struct check_first *first = &tracking->firsts[fact];
    const struct check_place place = {.file = first->file->path, .line = first->line};
    check_found(check, rule, place, "%s", message);
}

static bool knows_12(const struct check_tracking *tracking)
{
    return has(tracking, SCRIPT_INITIALIZE_12) || has(tracking, SCRIPT_FINISH_12);
}

static void look_for_finish(const struct check *check, const struct check_rule *rule)
{
    const struct check_tracking *tracking = check->prepared;
    if (tracking->is_12 && has(tracking, SCRIPT_INITIALIZE_12) &&
        !has(tracking, SCRIPT_FINISH_12)) {
        found_at(check, rule, SCRIPT_INITIALIZE_12,
                 "LMSInitialize is called here, and LMSFinish nowhere");
    }
}

static void look_for_status(const struct check *check, const struct check_rule *rule)
{
    const struct check_tracking *tracking = check->prepared;
    bool knows_model = has(tracking, SCRIPT_STATUS_12) || has(tracking, SCRIPT_STATUS_2004);
    if (tracking->is_12 && has(tracking, SCRIPT_INITIALIZE_12) && !knows_model) {
        found_at(check, rule, SCRIPT_INITIALIZE_12,
                 "it speaks to the LMS here, and sets 'cmi.core.lesson_status' nowhere");
    }
}

static void look_for_other_api(const struct check *check, const struct check_rule *rule)
{
    const struct check_tracking *tracking = check->prepared;
    if (tracking->is_12 && has(tracking, SCRIPT_API_2004) && !knows_12(tracking)) {
        found_at(check, rule, SCRIPT_API_2004,
                 "it looks for the API of SCORM 2004, and none for that of 1.2, which the "
                 "manifest says");
    }
    if (!tracking->is_12 && knows_12(tracking) && !has(tracking, SCRIPT_API_2004)) {
        found_at(check, rule,
                 has(tracking, SCRIPT_INITIALIZE_12) ? SCRIPT_INITIALIZE_12 : SCRIPT_FINISH_12,
                 "it uses the API of SCORM 1.2, and nothing that of 2004, which the manifest says");
    }
}

static void look_for_other_model(const struct check *check, const struct check_rule *rule)
{
    const struct check_tracking *tracking = check->prepared;
    bool is_old = has(tracking, SCRIPT_ELEMENT_12) || has(tracking, SCRIPT_STATUS_12);
    if (tracking->is_12 && has(tracking, SCRIPT_STATUS_2004) && !is_old) {
        found_at(check, rule, SCRIPT_STATUS_2004,
                 "it sets a status of SCORM 2004, and nothing one of 1.2");
    }
    if (!tracking->is_12 && has(tracking, SCRIPT_ELEMENT_12) &&
        !has(tracking, SCRIPT_STATUS_2004)) {
        found_at(check, rule, SCRIPT_ELEMENT_12,
                 "it uses elements of SCORM 1.2, and nothing a status of 2004");
    }
}

/* Told once a page, as many items may launch the same. */
static void look_for_api(const struct check *check, const struct check_rule *rule)
{
    const struct check_tracking *tracking = check->prepared;
    const struct opened *opened = check->opened;
    bool *told = ARENA_ARRAY(check->scratch, bool, opened->file_count);
    for (size_t i = 0; i < check->structure->unit_count && tracking->reach != NULL; i++) {
        const struct opened_unit *unit = &check->structure->units[i];
        const struct opened_file *page = unit->launch.file;
        if (unit->kind != OPENED_TRACKED || page == NULL || !check_is_html(page)) {
            continue;
        }
        size_t place = (size_t)(page - opened->files);
        if (!tracking->reach->is_reaching[place] && !told[place]) {
            check_found(check, rule, (struct check_place){.file = page->path},
                        "it is launched as a SCO, and no script that it loads looks for an LMS");
        }
        told[place] = true;
    }
}

static const struct check_rule RULES[] = {
    {.id = "J-no-api",
     .severity = CHECK_WARNING,
     .title = "A SCO looks for the LMS's API",
     .why =
         "A SCO has to call the LMS at least at its beginning and at its end; one that never does "
         "stays 'not attempted', whatever the learner did.",
     .remedy =
         "Publish the course anew for SCORM with its authoring tool; or have the manifest call "
         "the resource an asset, which is not tracked.",
     .source = "SCORM 1.2 Run-Time Environment, 3.2.2; SCORM 2004 4th Edition RTE, 3.1.3",
     .look = look_for_api},
    {.id = "J-finish",
     .severity = CHECK_WARNING,
     .title = "What calls LMSInitialize calls LMSFinish",
     .why = "Time and often the status are kept at LMSFinish only, and the next start fails in "
            "the same window.",
     .remedy = "Call LMSFinish(\"\") when the learner ends, and at 'pagehide'.",
     .source = "SCORM 1.2 Run-Time Environment, 3.2.2",
     .look = look_for_finish},
    {.id = "J-status",
     .severity = CHECK_WARNING,
     .title = "The content sets its status",
     .why = "Moodle then takes it for completed as soon as it is opened; the NHS Learning Hub "
            "keeps it incomplete for ever.",
     .remedy = "Set 'cmi.core.lesson_status': 'incomplete' at the start, 'completed' or 'passed' "
               "at the end.",
     .source = "SCORM 1.2 Run-Time Environment, 3.4.4 (cmi.core.lesson_status)",
     .look = look_for_status},
    {.id = "J-other-api",
     .severity = CHECK_WARNING,
     .title = "Scripts look for the API that the manifest promises",
     .why = "The LMS offers that one only, so nothing is tracked.",
     .remedy = "Publish the course anew for the version that the LMS takes.",
     .source = "SCORM 2004 4th Edition RTE, 3.3; SCORM 1.2 Run-Time Environment, 3.3",
     .look = look_for_other_api},
    {.id = "J-other-model",
     .severity = CHECK_WARNING,
     .title = "Scripts use the elements of the version that the manifest promises",
     .why = "The LMS answers with error 401, and nothing is kept.",
     .remedy = "Publish the course anew for the version that the LMS takes.",
     .source = "SCORM 2004 4th Edition RTE, 4.2; SCORM 1.2 Run-Time Environment, 3.4",
     .look = look_for_other_model},
    {0},
};

extern const struct check_family CHECK_TRACKING_FAMILY;
const struct check_family CHECK_TRACKING_FAMILY = {
    .name = "tracking",
    .title = "What scripts say to the LMS",
    .formats = (const char *const[]){"scorm12", "scorm2004", NULL},
    .prepare = check_prepare_tracking,
    .rules = RULES,
};
