/* SPDX-License-Identifier: Apache-2.0 */

/* The table of reports. */
#include "check/report.h"

#include <stddef.h>
#include <string.h>

extern const struct check_report CHECK_JSON_REPORT;
extern const struct check_report CHECK_JUNIT_REPORT;
extern const struct check_report CHECK_SARIF_REPORT;
extern const struct check_report CHECK_TEXT_REPORT;

const struct check_report *const CHECK_REPORTS[] = {
    &CHECK_TEXT_REPORT, &CHECK_JSON_REPORT, &CHECK_SARIF_REPORT, &CHECK_JUNIT_REPORT, NULL,
};

const struct check_report *check_report_find(const char *name)
{
    for (const struct check_report *const *report = CHECK_REPORTS; *report != NULL; report++) {
        if (strcmp((*report)->name, name) == 0) {
            return *report;
        }
    }
    return NULL;
}
