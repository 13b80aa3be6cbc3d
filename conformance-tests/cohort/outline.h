/* SPDX-License-Identifier: Apache-2.0 */

/* What a cohort needs to know of a course: its modules and pages, from its files. The packager has
 * the real reader of course sources; this one takes the ids and leaves the checking to it. */
#ifndef COHORT_OUTLINE_H
#define COHORT_OUTLINE_H

#include "base/auto.h"
#include "base/error.h"
#include "cohort/outline_page.h"

#include <stddef.h>

enum { OUTLINE_MODULES_MAX = 100, OUTLINE_PAGES_MAX = 200 };

struct outline_module {
    char *iri;
    char *title;
    struct outline_page *pages;
    size_t page_count; /* 1 or more */
};

struct outline {
    char *iri;
    char *title;
    char *version;         /* NULL: it says none */
    char *site_evaluation; /* IRI of the activity that hospitals report on */
    char *follow_up;       /* IRI of what learners are asked months later */
    struct outline_module *modules;
    size_t module_count; /* 1 or more */
    size_t page_count;   /* in all modules */
};

/* Reads course.json, and beside it the files of the pages that it names. The caller owns *out, to
 * outline_destroy(). The errors of file_read() and json_read(); INVALID with the JSON place when a
 * part that is needed is missing; TOO_LARGE above the limits. */
MUST_CHECK enum status outline_read(const char *path, struct outline **out, struct error *error);
void outline_destroy(struct outline *outline);
DEFINE_AUTO(struct outline, outline_destroy);

#endif
