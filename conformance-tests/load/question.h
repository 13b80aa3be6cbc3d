/* SPDX-License-Identifier: Apache-2.0 */

/* The addresses that ask an LRS for statements like a given one. */
#ifndef LOAD_QUESTION_H
#define LOAD_QUESTION_H

#include "load/payload.h"

enum { QUESTION_LIMIT = 100 };

/* By what is asked; several may be joined with |. */
enum question_filter {
    QUESTION_AGENT = 1, /* its actor */
    QUESTION_VERB = 2,
    QUESTION_ACTIVITY = 4,         /* its object */
    QUESTION_RELATED_AGENT = 8,    /* its instructor; needs a shape with instructors */
    QUESTION_RELATED_ACTIVITY = 16 /* the module that is its context's parent */
};

/* Adds `statements_url` with the parameters that ask for the newest QUESTION_LIMIT statements that
 * are like statement `number` in all of `filters`. */
void question_write(const char *statements_url, const struct payload *payload, uint32_t number,
                    unsigned filters, struct buffer *out);

/* Whether a page has at least one statement. */
bool question_found(struct text page);

#endif
