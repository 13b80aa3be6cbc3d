/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of a kind of quiz question: what question_file.c leaves to it. */
#ifndef SOURCE_QUESTION_KIND_H
#define SOURCE_QUESTION_KIND_H

#include "course/quiz.h"
#include "source/json_page.h"

struct question_kind {
    enum question_type type;
    const struct key *keys; /* all that such a question may have: QUESTION_KEYS, and its own */
    size_t key_count;

    /* Fills the member of `question` that its type has; id, type, text and feedback are there, and
     * `place` was checked against `keys`. INVALID at the line of a fault that a table cannot tell.
     */
    enum status (*read)(const struct json_page *page, const struct place *place,
                        struct question *question, struct error *error);
};

/* The rows that stand in every kind's table. */
#define QUESTION_KEYS                                           \
    {"id", KEY_ID, true, 0, 0}, {"type", KEY_LINE, true, 0, 0}, \
        {"text", KEY_TEXT, true, 1, JSON_PAGE_MARKDOWN_MAX},    \
    {                                                           \
        "feedback", KEY_TEXT, false, 1, JSON_PAGE_MARKDOWN_MAX  \
    }

/* The kinds, each at the end of its file. */
extern const struct question_kind QUESTION_KIND_MATCHING;
extern const struct question_kind QUESTION_KIND_MULTIPLE;
extern const struct question_kind QUESTION_KIND_NUMERIC;
extern const struct question_kind QUESTION_KIND_ORDERING;
extern const struct question_kind QUESTION_KIND_SINGLE;
extern const struct question_kind QUESTION_KIND_TEXT;
extern const struct question_kind QUESTION_KIND_TRUE_FALSE;

#endif
