/* SPDX-License-Identifier: Apache-2.0 */

/* What the scripts of a whole package say to an LMS, and which pages may find one. */
#ifndef CHECK_TRACKING_H
#define CHECK_TRACKING_H

#include "check/rule.h"
#include "script/script_facts.h"

struct check_reach;

/* The first place in the package where something is done. */
struct check_first {
    const struct opened_file *file; /* NULL: it is done nowhere */
    size_t line;
};

struct check_tracking {
    struct check_first firsts[SCRIPT_FACTS];
    bool is_12;                /* by its manifest; else SCORM 2004 */
    struct check_reach *reach; /* the files that name an LMS's API, or may, and what leads to them;
                                  NULL if there are too many leads */
};

/* For `prepare` of a family for SCORM; NULL if scripts and pages have more than 128 MiB, as what
 * was not looked at may do anything. */
const void *check_prepare_tracking(const struct check *check);

#endif
