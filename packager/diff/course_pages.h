/* SPDX-License-Identifier: Apache-2.0 */

/* The pages of a course that ibest-pack built. */
#ifndef DIFF_COURSE_PAGES_H
#define DIFF_COURSE_PAGES_H

#include "base/json.h"
#include "diff/difference_parts.h"

struct course_page {
    const char *key;    /* module and page, by their ids */
    const char *module; /* its title */
    const char *title;
    const json_t *json;
};

/* All borrowed from the work's arena. */
struct course_pages {
    const char *build; /* stands for the structure that learners move through */
    struct course_page *pages;
    size_t count;
};

/* False for a package that has no such script, or one that cannot be read. */
bool course_pages_read(struct difference_work *work, const struct difference_side *side,
                       struct course_pages *out);

#endif
