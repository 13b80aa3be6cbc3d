/* SPDX-License-Identifier: Apache-2.0 */

/* The modules and pages of a course that ibest-pack built. */
#ifndef DIFF_COURSE_PAGES_H
#define DIFF_COURSE_PAGES_H

#include "base/json.h"
#include "diff/difference_parts.h"

struct course_module {
    const char *id;
    const char *title;
    size_t page_count; /* its pages stand one behind the other */
    size_t first_page;
};

struct course_page {
    size_t module; /* its place */
    const char *id;
    const char *title;
    const json_t *json;
};

/* All borrowed from the work's arena. */
struct course_pages {
    const char *build; /* stands for the structure that learners move through */
    struct course_module *modules;
    size_t module_count;
    struct course_page *pages;
    size_t count;
};

/* False for a package that has no such script, or one that cannot be read. */
bool course_pages_read(struct difference_work *work, const struct difference_side *side,
                       struct course_pages *out);

#endif
