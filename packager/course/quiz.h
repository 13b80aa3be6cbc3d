/* SPDX-License-Identifier: Apache-2.0 */

/* Quizzes: questions that are marked. A question is a tagged union: `type` says which member holds
 * its answers. So nothing can be read that its type does not have, and a switch over the types,
 * which the compiler holds to be complete, is all that a new type asks of whoever reads them. */
#ifndef COURSE_QUIZ_H
#define COURSE_QUIZ_H

#include <stdbool.h>
#include <stddef.h>

enum {
    COURSE_QUESTIONS_MAX = 50,       /* that one quiz asks */
    COURSE_BANK_QUESTIONS_MAX = 200, /* that it may draw from */
    COURSE_CHOICES_MAX = 10,
    COURSE_PAIRS_MAX = 10,
    COURSE_DISTRACTORS_MAX = 5,
    COURSE_ITEMS_MAX = 10,
    COURSE_ANSWERS_MAX = 20,
};

struct choice {
    const char *id; /* one letter */
    const char *html;
    const char *feedback_html; /* NULL for none */
    bool is_correct;
};

/* Of QUESTION_SINGLE, QUESTION_MULTIPLE and QUESTION_TRUE_FALSE, whose ids are "t" and "f". */
struct choices {
    struct choice *list;
    size_t count;
};

struct pair {
    const char *id; /* one letter */
    const char *html;
    const char *match_html;
};

struct matching {
    struct pair *pairs;
    size_t pair_count;
    const char **distractors; /* HTML of matches that belong to no pair */
    size_t distractor_count;
};

struct item {
    const char *id; /* one letter */
    const char *html;
};

struct ordering {
    struct item *items; /* in the right order */
    size_t count;
};

struct numeric {
    double answer;
    double tolerance;                /* what an answer may be off and still be right */
    const char *unit;                /* NULL for none */
    const char *feedback_wrong_html; /* NULL for none */
};

/* Compared without case, runs of white space as one space. */
struct short_text {
    const char **answers; /* each of them is right; at least one */
    size_t count;
    const char *feedback_wrong_html; /* NULL for none */
};

enum question_type {
    QUESTION_SINGLE,
    QUESTION_MULTIPLE,
    QUESTION_TRUE_FALSE,
    QUESTION_MATCHING,
    QUESTION_ORDERING,
    QUESTION_NUMERIC,
    QUESTION_TEXT,
};

struct question {
    const char *id;
    enum question_type type;
    const char *html;
    const char *feedback_html; /* after any answer; NULL for none */
    union {
        struct choices choices;
        struct matching matching;
        struct ordering ordering;
        struct numeric numeric;
        struct short_text text;
    };
};

/* What a quiz is for. Only a check is passed or failed; what is asked before and after the training
 * is reported as a score, and done once answered. */
enum quiz_purpose { QUIZ_CHECK, QUIZ_BEFORE, QUIZ_AFTER };

struct quiz {
    enum quiz_purpose purpose;
    double pass_mark;                /* per cent; only of a QUIZ_CHECK */
    size_t draw;                     /* so many questions, by chance, in each attempt; 0 for all */
    int attempts;                    /* at most; 0 for any number */
    const char *after_attempts_html; /* for who has used them up; NULL for none */
    const char *bank_id;             /* NULL if the questions are the quiz's own */
    struct question *questions;
    size_t question_count;
};

/* The name of the type in course sources and in packages. */
const char *question_type_name(enum question_type type);

#endif
