/* SPDX-License-Identifier: Apache-2.0 */

/* Scenarios: a case in steps, where each choice leads to another step. */
#ifndef COURSE_SCENARIO_H
#define COURSE_SCENARIO_H

#include <stddef.h>

enum { COURSE_STEPS_MAX = 50, COURSE_STEP_CHOICES_MAX = 6 };

struct step_choice {
    const char *id; /* one letter */
    const char *html;
    const char *feedback_html; /* NULL for none */
    const char *to;            /* the id of a step */
};

struct step {
    const char *id;
    const char *html;
    struct step_choice *choices;
    size_t choice_count; /* none: the step is an end */
};

/* The first step is the start; every other is reached from it, and from every one an end is. */
struct scenario {
    struct step *steps;
    size_t step_count;
};

/* The step with that id, or NULL. Borrowed from `scenario`. */
const struct step *scenario_find_step(const struct scenario *scenario, const char *id);

#endif
