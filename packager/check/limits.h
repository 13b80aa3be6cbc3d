/* SPDX-License-Identifier: Apache-2.0 */

/* For families: values held against what an LMS takes. */
#ifndef CHECK_LIMITS_H
#define CHECK_LIMITS_H

#include "check/rule.h"

#include <stdint.h>

/* Tells that `value` is more than the limit of check->lms, which must be there, that rule->about
 * names (an enum target_limit_id), with how that is known. `what` has the value. What the profile
 * does not know limits nothing. */
void check_limit(const struct check *check, const struct check_rule *rule, struct check_place place,
                 uint64_t value, const char *what);

#endif
