/* SPDX-License-Identifier: Apache-2.0 */

/* Each rule about SCORM 2004's sequencing is broken once. */
#include "check/cases_fixture.h"

#include <stdint.h>

extern const struct check_family CHECK_SEQUENCING_FAMILY;

#define MANIFEST .file = "imsmanifest.xml"
#define RULE(objective)                                                                       \
    "<imsss:sequencing><imsss:sequencingRules><imsss:preConditionRule><imsss:ruleConditions>" \
    "<imsss:ruleCondition referencedObjective=\"" objective "\" condition=\"satisfied\"/>"    \
    "</imsss:ruleConditions><imsss:ruleAction action=\"disabled\"/></imsss:preConditionRule>" \
    "</imsss:sequencingRules>"

static const struct check_case CASES[] = {
    {.rule = "S13",
     MANIFEST,
     .old = "<imsss:sequencing><imsss:controlMode",
     .new = "<imsss:sequencing IDRef=\"NONE\"><imsss:controlMode"},
    {.rule = "S14-referenced",
     .also = "S14-referenced S19",
     MANIFEST,
     .old = "<imsss:sequencing>",
     .new = RULE("NONE")},
    {.rule = "S14-nameless", MANIFEST, .old = " objectiveID=\"OBJ\"", .new = ""},
    {.rule = "S14-unwritten", MANIFEST, .old = " writeSatisfiedStatus=\"true\"", .new = ""},
    {.rule = "S15", MANIFEST, .old = " satisfiedByMeasure=\"true\"", .new = ""},
    {.rule = "S15",
     MANIFEST,
     .old = "<imsss:minNormalizedMeasure>0.8</imsss:minNormalizedMeasure>",
     .new = ""},
    {.rule = "S16-text",
     MANIFEST,
     .old = "<adlcp:completionThreshold completedByMeasure=\"false\"/>",
     .new = "<adlcp:completionThreshold>0.5</adlcp:completionThreshold>"},
    {.rule = "S16-unused",
     MANIFEST,
     .old = "completedByMeasure=\"false\"",
     .new = "minProgressMeasure=\"0.5\""},
    {.rule = "S17",
     MANIFEST,
     .old = "choice=\"true\" flow=\"true\"",
     .new = "choice=\"false\" flow=\"false\""},
    {.rule = "S18",
     MANIFEST,
     .old = "<imsss:deliveryControls",
     .new = "<imsss:deliveryControls tracked=\"false\""},
    {.rule = "S19", MANIFEST, .old = "<imsss:sequencing>", .new = RULE("OBJ")},
    {.rule = "S20", MANIFEST, .old = " objectiveSetByContent=\"true\"", .new = ""},
};

static void each_rule_about_sequencing_can_be_broken(void **state)
{
    (void)state;
    CASES_ASSERT(&CHECK_SEQUENCING_FAMILY, CASES, CASE_SCORM2004);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_rule_about_sequencing_can_be_broken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
