/* SPDX-License-Identifier: Apache-2.0 */

/* Whether AUs, blocks and a course are satisfied (cmi5 9.3.9, 13.1.4 moveOn). */
#ifndef CMI5_JUDGE_H
#define CMI5_JUDGE_H

#include "cmi5/structure.h"

/* What one registration has reached at one node of the structure. */
struct cmi5_standing {
    bool is_completed; /* of AUs only */
    bool is_passed;
    bool is_waived;
    bool is_satisfied; /* once and for all */
};

/* Sets is_satisfied where it holds now, and in `fresh` for each node whether it did not before.
 * Both arrays have a place for each node of `course`. */
void cmi5_judge(const struct cmi5_course *course, struct cmi5_standing *standings, bool *fresh);

#endif
