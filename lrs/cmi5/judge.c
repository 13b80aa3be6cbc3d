/* SPDX-License-Identifier: Apache-2.0 */

/* From the AUs up: a node stands behind its parent, so one walk from the last to the first will do.
 */
#include "cmi5/judge.h"

static bool meets_move_on(const struct cmi5_node *unit, const struct cmi5_standing *standing)
{
    switch (unit->move_on) {
    case CMI5_NOT_APPLICABLE:
        return true;
    case CMI5_PASSED:
        return standing->is_passed;
    case CMI5_COMPLETED:
        return standing->is_completed;
    case CMI5_COMPLETED_AND_PASSED:
        return standing->is_completed && standing->is_passed;
    case CMI5_COMPLETED_OR_PASSED:
        return standing->is_completed || standing->is_passed;
    }
    return false;
}

void cmi5_judge(const struct cmi5_course *course, struct cmi5_standing *standings, bool *fresh)
{
    /* Until a child says otherwise, a block or course may be satisfied. */
    for (size_t i = 0; i < course->count; i++) {
        fresh[i] = !standings[i].is_satisfied;
    }
    for (size_t i = course->count; i-- > 0;) {
        const struct cmi5_node *node = &course->nodes[i];
        if (node->kind == CMI5_UNIT && !standings[i].is_waived &&
            !meets_move_on(node, &standings[i])) {
            fresh[i] = false;
        }
        standings[i].is_satisfied = standings[i].is_satisfied || fresh[i];
        if (!standings[i].is_satisfied) {
            fresh[node->parent] = false;
        }
    }
}
