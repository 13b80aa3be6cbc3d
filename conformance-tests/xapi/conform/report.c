/* SPDX-License-Identifier: Apache-2.0 */

/* The table of reports and what they share. */
#include "conform/report.h"

#include <string.h>

/* Keep alphabetized. */
static const struct report *const table[] = {&report_json, &report_junit, &report_text};
enum { REPORT_COUNT = sizeof table / sizeof table[0] };

const struct report *report_find(const char *name)
{
    for (size_t i = 0; i < REPORT_COUNT; i++) {
        if (strcmp(table[i]->name, name) == 0) {
            return table[i];
        }
    }
    return NULL;
}

size_t results_broken(const struct results *results)
{
    size_t broken = 0;
    for (size_t i = 0; i < results->count; i++) {
        broken += results->outcomes[i].held ? 0 : 1;
    }
    return broken;
}

const char *versions_show(unsigned versions)
{
    static const char *const shown[] = {"", "1.0.3", "2.0.0", "1.0.3 2.0.0"};
    return shown[versions & VERSION_BOTH];
}
