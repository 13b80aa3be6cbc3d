/* SPDX-License-Identifier: Apache-2.0 */

/* Tells of limits that are broken. */
#include "check/limits.h"

#include "targets/target.h"

#include <inttypes.h>

void check_limit(const struct check *check, const struct check_rule *rule, struct check_place place,
                 uint64_t value, const char *what)
{
    const enum target_limit_id *id = rule->about;
    const struct target_limit *limit = &check->lms->limits[*id];
    if (limit->fact.mark != TARGET_UNKNOWN && value > limit->max) {
        check_found(check, rule, place,
                    "%s: %" PRIu64 ", and %s takes at most %" PRIu64 " (%s: %s)", what, value,
                    check->lms->name, limit->max, target_mark_name(limit->fact.mark),
                    limit->fact.source);
    }
}
