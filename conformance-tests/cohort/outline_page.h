/* SPDX-License-Identifier: Apache-2.0 */

/* What a cohort needs to know of a page: what a learner does on it, from its file. */
#ifndef COHORT_OUTLINE_PAGE_H
#define COHORT_OUTLINE_PAGE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

enum { OUTLINE_FILE_MAX = 1 << 20, OUTLINE_QUESTIONS_MAX = 100, OUTLINE_ANSWERS_MAX = 50 };

enum outline_page_kind { OUTLINE_TEXT, OUTLINE_QUIZ, OUTLINE_SURVEY, OUTLINE_SCENARIO };

struct outline_list {
    char **items;
    size_t count;
};

/* Of a survey. */
struct outline_question {
    char *iri;
    bool is_scale;
    struct outline_list answers; /* ids of choices, or the numbers of a scale from its low end on */
};

struct outline_page {
    char *iri;
    enum outline_page_kind kind;
    bool is_judged; /* a quiz that is passed or not */
    char *moment;   /* of a quiz or survey, "before" or "after" the course; NULL for none */
    char *survey;   /* IRI of a survey, which is not that of its page */
    struct outline_question *questions; /* those to choose an answer to; not what is to be typed */
    size_t question_count;
    struct outline_list ends; /* ids of the steps of a scenario that lead no further; 1 or more */
};

/* Where a page is. All of it is borrowed. */
struct outline_place {
    const char *folder; /* of the course */
    const char *path;   /* in that folder */
    const char *course_iri;
    const char *module_iri;
};

/* Reads the page's file, but no text page's. The caller releases *out with outline_page_finish(),
 * also after a failure, and may have it zeroed before. The errors of file_read() and json_read();
 * INVALID or TOO_LARGE with file and JSON place as outline_read(). */
MUST_CHECK enum status outline_page_read(const struct outline_place *place,
                                         struct outline_page *out, struct error *error);
void outline_page_finish(struct outline_page *page);

/* "iri/middle/name" with `length` bytes of name; owned by the caller. */
char *outline_iri_below(const char *iri, const char *middle, const char *name, size_t length);

#endif
