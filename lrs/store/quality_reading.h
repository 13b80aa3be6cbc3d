/* SPDX-License-Identifier: Apache-2.0 */

/* What is odd about one statement, for whoever looks after its source: pure, from its JSON alone.
 * Nothing of it is wrong by the specification; it keeps the statement out of reports. */
#ifndef STORE_QUALITY_READING_H
#define STORE_QUALITY_READING_H

#include "base/arena.h"
#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>

/* Texts are those of name_shorten(), borrowed from the JSON or the arena. */
struct quality {
    struct text platform; /* data is NULL: not said */
    struct text odd_verb; /* that no known vocabulary has; data is NULL: it has */
    struct text odd_type; /* the same of the object's type; "": the object has none */
    bool lacks_course;    /* its object is an Activity, and no course is named around it */
    bool is_imported;     /* from an LMS's report, which comes later than what it tells */
};

/* What is known without any profile; both end with NULL. */
extern const char *const quality_known_verbs[];
extern const char *const quality_known_types[];

void quality_read(const json_t *statement, struct arena *arena, struct quality *out);

#endif
