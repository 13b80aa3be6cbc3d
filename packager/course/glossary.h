/* SPDX-License-Identifier: Apache-2.0 */

/* Terms that a course explains, for pages to link to. */
#ifndef COURSE_GLOSSARY_H
#define COURSE_GLOSSARY_H

#include <stddef.h>

enum { COURSE_TERMS_MAX = 500 };

struct term {
    const char *id; /* unique; made of the term */
    const char *term;
    const char *html;
};

struct glossary {
    struct term *terms; /* sorted by term, without case */
    size_t term_count;
};

/* The term with that id, or NULL. Borrowed from `glossary`. */
const struct term *glossary_find(const struct glossary *glossary, const char *id);

#endif
