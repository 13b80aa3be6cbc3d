/* SPDX-License-Identifier: Apache-2.0 */

/* What one statement tells about an answer to a question of a quiz, survey or scenario: pure. */
#ifndef STORE_ANSWER_H
#define STORE_ANSWER_H

#include "base/arena.h"
#include "base/text.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* Stored: keep the numbers. */
enum answer_outcome { OUTCOME_NEUTRAL = 0, OUTCOME_WRONG = 1, OUTCOME_RIGHT = 2 };

struct answer {
    struct text question; /* data is NULL: nothing was answered */
    struct text asked_in; /* the first parent of the question, else itself */

    /* As sent, at most NAME_LENGTH_MAX bytes; empty where people type their own words, which may
     * say who they are. */
    struct text response;
    enum answer_outcome outcome;
    int64_t ms; /* that it took; -1 if that is not said, or is more than a day */
};

/* Reads the statement, whose verb is `answered`. Borrowed from the JSON or the arena. */
struct answer answer_read(const json_t *statement, struct arena *arena);

/* A whole or decimal number of at most six digits before the point, as a number of millionths;
 * false for any other text. Digits behind the sixth decimal are dropped. */
bool answer_number(struct text response, int64_t *out_millionths);

#endif
