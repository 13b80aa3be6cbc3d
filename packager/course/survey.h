/* SPDX-License-Identifier: Apache-2.0 */

/* Surveys: questions without right answers. One instrument may stand before and after the training,
 * so that answers can be compared. */
#ifndef COURSE_SURVEY_H
#define COURSE_SURVEY_H

#include <stdbool.h>
#include <stddef.h>

enum {
    COURSE_SURVEY_QUESTIONS_MAX = 50,
    COURSE_SURVEY_CHOICES_MAX = 10,
    COURSE_SCALE_MAX = 10,
    COURSE_SURVEY_TEXT_MAX = 1000, /* characters in an answer */
};

struct survey_choice {
    const char *id; /* one letter */
    const char *html;
};

struct survey_choices {
    struct survey_choice *list;
    size_t count;
};

struct survey_scale {
    int min;
    int max;
    const char *from; /* what the ends mean */
    const char *to;
};

enum survey_type { SURVEY_SCALE, SURVEY_SINGLE, SURVEY_MULTIPLE, SURVEY_TEXT };

/* `type` says which member holds what may be answered. */
struct survey_question {
    const char *id;
    enum survey_type type;
    const char *html;
    bool is_optional;
    union {
        struct survey_scale scale;
        struct survey_choices choices; /* of SURVEY_SINGLE and SURVEY_MULTIPLE */
        int text_max;                  /* characters */
    };
};

enum survey_moment { SURVEY_ANY_TIME, SURVEY_BEFORE, SURVEY_AFTER };

struct survey {
    const char *instrument; /* an id */
    enum survey_moment moment;
    struct survey_question *questions;
    size_t question_count;
};

/* The name of the type in course sources and in packages. */
const char *survey_type_name(enum survey_type type);

#endif
