/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of the rules by which is predicted; and THE table of them, one row a family of
 * formats. For this module only. */
#ifndef PREDICT_RULES_H
#define PREDICT_RULES_H

#include "base/attributes.h"
#include "predict/conduct.h"
#include "predict/prediction.h"

/* What a prediction is made of. All of it is borrowed. */
struct predict_case {
    const struct conduct *conduct;
    const struct target *lms;
    const char *format;
    const struct opened_unit *unit;
    struct conduct_quizzes quizzes;
    struct arena *arena;
};

struct predict_rules {
    const char *formats; /* their names, parted by ' ' */

    /* One answer; the situation applies to the unit. */
    struct predict_answer (*answer)(const struct predict_case *one,
                                    enum predict_situation situation,
                                    enum predict_question question);
};

/* The row behind the last is NULL. */
extern const struct predict_rules *const PREDICT_RULES[];

/* An answer whose reason is printed. An unknown one says "unknown", whatever `text`. */
PRINTF_LIKE(4, 5)
struct predict_answer predict_say(const struct predict_case *one, enum target_mark mark,
                                  const char *text, const char *format, ...);

#endif
