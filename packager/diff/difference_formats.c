/* SPDX-License-Identifier: Apache-2.0 */

/* What a package is as a whole, format by format; and THE table of how LMSs know it again. */
#include "diff/difference_parts.h"

#include "base/arena.h"
#include "opened/structure.h"

#include <string.h>

#define OTHER_COURSE "LMSs that go by it take this for another course."
#define ITEM_CHANGED                                                                              \
    "Moodle and its kin keep records by the item's identifier: those of learners who have begun " \
    "are deleted when the new package is uploaded."
#define MODULE_CHANGED                                                                             \
    "What learners did in it does not count any more: LRSs keep it under the old identifier, and " \
    "Moodle and its kin delete the tracks of the module's own package when the new one is "        \
    "uploaded."
#define DELETED "Moodle and its kin delete what they keep of it when the new package is uploaded."

static const struct difference_identity IDENTITIES[] = {
    {.format = "scorm12",
     .changed = ITEM_CHANGED,
     .removed = DELETED,
     .removed_weight = DIFFERENCE_ERROR,
     .course_changed = OTHER_COURSE,
     .course_weight = DIFFERENCE_WARNING,
     .module_changed = MODULE_CHANGED},
    {.format = "scorm2004",
     .changed = ITEM_CHANGED,
     .removed = DELETED,
     .removed_weight = DIFFERENCE_ERROR,
     .course_changed = OTHER_COURSE,
     .course_weight = DIFFERENCE_WARNING,
     .module_changed = MODULE_CHANGED},
    {.format = "aicc",
     .changed = "LMSs keep records by the System_ID: Moodle deletes those of learners who have "
                "begun when the new package is uploaded.",
     .removed = DELETED,
     .removed_weight = DIFFERENCE_ERROR,
     .course_changed = OTHER_COURSE,
     .course_weight = DIFFERENCE_WARNING,
     .module_changed = MODULE_CHANGED},
    {.format = "cmi5",
     .changed = "LMS and LRS keep statements under the id: what learners completed before no "
                "longer counts.",
     .removed = "What learners completed in it stays in the LRS, and no longer counts.",
     .removed_weight = DIFFERENCE_WARNING,
     .keeps_groups = true, /* whether a block is satisfied */
     .course_changed = "It is another course for every LMS: enrolments and satisfaction stay with "
                       "the old one.",
     .course_weight = DIFFERENCE_ERROR,
     .module_changed = MODULE_CHANGED},
    {.format = "xapi",
     .changed = "The LRS keeps statements under the activity's id: what learners did before no "
                "longer counts.",
     .removed = "What learners did in it stays in the LRS, and no longer counts.",
     .removed_weight = DIFFERENCE_WARNING,
     .module_changed = MODULE_CHANGED},
};

const struct difference_identity *difference_identity_of(const char *format)
{
    for (size_t i = 0; i < sizeof IDENTITIES / sizeof *IDENTITIES; i++) {
        if (strcmp(IDENTITIES[i].format, format) == 0) {
            return &IDENTITIES[i];
        }
    }
    return NULL;
}

static void compare_texts(struct difference_work *work, enum difference_kind kind,
                          const struct opened_structure *structure, const char *before,
                          const char *after)
{
    if (!difference_is_same(before, after)) {
        difference_add(work, &(const struct difference_change){.kind = kind,
                                                               .format = structure->format->name,
                                                               .before = before,
                                                               .after = after});
    }
}

static void compare_course_ids(struct difference_work *work, const struct opened_structure *before,
                               const struct opened_structure *after)
{
    const struct difference_identity *identity = difference_identity_of(before->format->name);
    if (identity == NULL || identity->course_changed == NULL ||
        difference_is_same(before->id, after->id)) {
        return;
    }
    difference_add(work, &(const struct difference_change){.kind = DIFFERENCE_COURSE_ID,
                                                           .weight = identity->course_weight,
                                                           .format = before->format->name,
                                                           .before = before->id,
                                                           .after = after->id,
                                                           .effect = identity->course_changed});
}

static void compare_structures(struct difference_work *work, const struct opened_structure *before,
                               const struct opened_structure *after)
{
    compare_course_ids(work, before, after);
    compare_texts(work, DIFFERENCE_COURSE_TITLE, before, before->title, after->title);
    compare_texts(work, DIFFERENCE_COURSE_DESCRIPTION, before, before->description,
                  after->description);
    compare_texts(work, DIFFERENCE_COURSE_VERSION, before, before->version, after->version);
    difference_look_at_units(work, before, after);
}

static bool has_common_format(const struct opened *before, const struct opened *after)
{
    const struct opened_structure *one = before->structures;
    while (one != NULL && opened_structure_of(after, one->format->name) == NULL) {
        one = one->next;
    }
    return one != NULL;
}

static void tell_formats(struct difference_work *work, enum difference_kind kind,
                         const struct opened *of, const struct opened *other)
{
    bool is_lost = kind == DIFFERENCE_FORMAT_REMOVED && !has_common_format(of, other);
    for (const struct opened_structure *one = of->structures; one != NULL; one = one->next) {
        if (opened_structure_of(other, one->format->name) == NULL) {
            difference_add(work, &(const struct difference_change){
                                     .kind = kind,
                                     .weight = is_lost ? DIFFERENCE_ERROR : DIFFERENCE_NOTE,
                                     .format = one->format->name,
                                     .subject = one->format->title,
                                     .effect = is_lost ? "The two have no format in common: LMSs "
                                                         "take the new package for another course."
                                                       : NULL});
        }
    }
}

void difference_look_at_formats(struct difference_work *work)
{
    const struct opened *before = work->before.opened;
    const struct opened *after = work->after.opened;
    tell_formats(work, DIFFERENCE_FORMAT_REMOVED, before, after);
    tell_formats(work, DIFFERENCE_FORMAT_ADDED, after, before);
    for (const struct opened_structure *one = before->structures; one != NULL; one = one->next) {
        const struct opened_structure *other = opened_structure_of(after, one->format->name);
        if (other != NULL) {
            compare_structures(work, one, other);
        }
    }
}
