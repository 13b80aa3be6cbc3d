/* SPDX-License-Identifier: Apache-2.0 */

/* Course sources. Their reader knows each fault, with its place and remedy, and stops at the first;
 * this is the rule that it is told under. */
#include "check/rule.h"

static const struct check_rule RULES[] = {
    {.id = "S-source",
     .severity = CHECK_ERROR,
     .title = "A course source is as content/README.md says",
     .why = "No package can be built of it until this is mended.",
     .remedy = "Mend the place that is named; others may then be told.",
     .source = "content/README.md"},
    {0},
};

extern const struct check_family CHECK_SOURCE_FAMILY;
const struct check_family CHECK_SOURCE_FAMILY = {
    .name = "source",
    .title = "Course sources",
    .rules = RULES,
};
