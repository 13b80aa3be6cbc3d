/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of reports: the outcomes for a person, for a program, and for a CI server. */
#ifndef CONFORM_REPORT_H
#define CONFORM_REPORT_H

#include "conform/suite.h"

#include <stdbool.h>
#include <stdio.h>

/* What there is to report; borrowed. */
struct results {
    const char *url;
    const char *version;
    const struct outcome *outcomes;
    size_t count;
};

struct report {
    const char *name;
    /* Writes to `stream`, whose errors the caller looks for with ferror(). */
    void (*write)(const struct results *results, FILE *stream);
    /* The same for --list; NULL where that is not foreseen. */
    void (*list)(const struct suite *suite, FILE *stream);
};

extern const struct report report_text;
extern const struct report report_json;
extern const struct report report_junit;

/* NULL if there is none of that name. */
const struct report *report_find(const char *name);

/* How many outcomes do not hold. */
size_t results_broken(const struct results *results);

/* "1.0.3", "2.0.0" or "1.0.3 2.0.0" */
const char *versions_show(unsigned versions);

#endif
