/* SPDX-License-Identifier: Apache-2.0 */

/* The table of families, and their rules as one list. */
#include "check/rule.h"

#include <assert.h>
#include <string.h>

extern const struct check_family CHECK_ACCESSIBILITY_FAMILY;
extern const struct check_family CHECK_ADDRESS_FAMILY;
extern const struct check_family CHECK_AICC_COURSE_FAMILY;
extern const struct check_family CHECK_AICC_FAMILY;
extern const struct check_family CHECK_CAPTIONED_FAMILY;
extern const struct check_family CHECK_CAPTIONS_FAMILY;
extern const struct check_family CHECK_CHAPTERS_FAMILY;
extern const struct check_family CHECK_CMI5_FAMILY;
extern const struct check_family CHECK_HTML_FAMILY;
extern const struct check_family CHECK_LMS_FAMILY;
extern const struct check_family CHECK_LOM_FAMILY;
extern const struct check_family CHECK_LOM_TEXT_FAMILY;
extern const struct check_family CHECK_MEDIA_FAMILY;
extern const struct check_family CHECK_NAME_FAMILY;
extern const struct check_family CHECK_OWN_FAMILY;
extern const struct check_family CHECK_PACKAGE_FAMILY;
extern const struct check_family CHECK_PDF_FAMILY;
extern const struct check_family CHECK_PICTURE_FAMILY;
extern const struct check_family CHECK_PLAYER_FAMILY;
extern const struct check_family CHECK_SCORM12_FAMILY;
extern const struct check_family CHECK_SCORM2004_FAMILY;
extern const struct check_family CHECK_SCORM_ITEM_FAMILY;
extern const struct check_family CHECK_SCORM_RESOURCE_FAMILY;
extern const struct check_family CHECK_SCRIPT_FAMILY;
extern const struct check_family CHECK_SEQUENCING_FAMILY;
extern const struct check_family CHECK_SOURCE_FAMILY;
extern const struct check_family CHECK_STRUCTURE_FAMILY;
extern const struct check_family CHECK_SVG_FAMILY;
extern const struct check_family CHECK_TEXT_FAMILY;
extern const struct check_family CHECK_TRACKING_FAMILY;
extern const struct check_family CHECK_XAPI_FAMILY;
extern const struct check_family CHECK_XML_FAMILY;
extern const struct check_family CHECK_ZIP_FAMILY;

/* From the outside to the inside: what is wrong with a zip explains what is wrong within it. */
/* clang-format off */
const struct check_family *const CHECK_FAMILIES[] = {
    &CHECK_SOURCE_FAMILY,
    &CHECK_ZIP_FAMILY,
    &CHECK_NAME_FAMILY,
    &CHECK_PACKAGE_FAMILY,
    &CHECK_XML_FAMILY,
    &CHECK_SCORM12_FAMILY,
    &CHECK_SCORM2004_FAMILY,
    &CHECK_SEQUENCING_FAMILY,
    &CHECK_SCORM_ITEM_FAMILY,
    &CHECK_SCORM_RESOURCE_FAMILY,
    &CHECK_LOM_FAMILY,
    &CHECK_LOM_TEXT_FAMILY,
    &CHECK_AICC_FAMILY,
    &CHECK_AICC_COURSE_FAMILY,
    &CHECK_CMI5_FAMILY,
    &CHECK_XAPI_FAMILY,
    &CHECK_OWN_FAMILY,
    &CHECK_MEDIA_FAMILY,
    &CHECK_PICTURE_FAMILY,
    &CHECK_PDF_FAMILY,
    &CHECK_CAPTIONS_FAMILY,
    &CHECK_CHAPTERS_FAMILY,
    &CHECK_CAPTIONED_FAMILY,
    &CHECK_LMS_FAMILY,
    &CHECK_TRACKING_FAMILY,
    &CHECK_TEXT_FAMILY,
    &CHECK_HTML_FAMILY,
    &CHECK_SVG_FAMILY,
    &CHECK_ADDRESS_FAMILY,
    &CHECK_SCRIPT_FAMILY,
    &CHECK_STRUCTURE_FAMILY,
    &CHECK_ACCESSIBILITY_FAMILY,
    &CHECK_PLAYER_FAMILY,
    NULL,
};
/* clang-format on */

const struct check_rule *check_rule_at(size_t order)
{
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        for (const struct check_rule *rule = (*family)->rules; rule->id != NULL; rule++) {
            if (order-- == 0) {
                return rule;
            }
        }
    }
    return NULL;
}

size_t check_rule_order(const struct check_rule *rule)
{
    size_t order = 0;
    for (const struct check_family *const *family = CHECK_FAMILIES; *family != NULL; family++) {
        for (const struct check_rule *one = (*family)->rules; one->id != NULL; one++) {
            if (one == rule) {
                return order;
            }
            order++;
        }
    }
    assert(false && "a rule that stands in no family");
    return order;
}

const struct check_rule *check_rule_find(const char *id)
{
    const struct check_rule *rule = NULL;
    size_t order = 0;
    do {
        rule = check_rule_at(order++);
    } while (rule != NULL && strcmp(rule->id, id) != 0);
    return rule;
}

const char *check_severity_name(enum check_severity severity)
{
    static const char *const NAMES[] = {"note", "warning", "error"};
    return NAMES[severity];
}
