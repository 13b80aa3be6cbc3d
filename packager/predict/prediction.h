/* SPDX-License-Identifier: Apache-2.0 */

/* What an LMS will show for a package: by unit, situation and question one answer, with its reason
 * and how far it is known. */
#ifndef PREDICT_PREDICTION_H
#define PREDICT_PREDICTION_H

#include "base/error.h"
#include "base/text.h"
#include "targets/target.h"

#include <stdbool.h>
#include <stddef.h>

struct conduct;
struct opened;
struct opened_structure;
struct opened_unit;

/* In the order in which a learner meets them. */
enum predict_situation {
    PREDICT_OPENED,      /* and closed at once */
    PREDICT_HALF_WAY,    /* left, and opened again */
    PREDICT_ALL_SEEN,    /* every page, no quiz */
    PREDICT_QUIZ_PASSED, /* and every page seen */
    PREDICT_QUIZ_FAILED, /* and every page seen */
    PREDICT_COME_BACK,   /* after completion */
    PREDICT_UPDATED,     /* a new version of the package was put in its place */
    PREDICT_SITUATIONS
};

enum predict_question { PREDICT_STATUS, PREDICT_SCORE, PREDICT_RESUME, PREDICT_QUESTIONS };

struct predict_answer {
    const char *text;   /* what is shown, in a few words; "unknown" just if the mark says so */
    const char *reason; /* a sentence without full stop */
    enum target_mark mark;
    const char *source; /* of what is known of the LMS; NULL for none */
};

struct predicted_unit {
    const struct opened_unit *unit;
    bool applies[PREDICT_SITUATIONS]; /* without a quiz nobody passes or fails one */
    struct predict_answer answers[PREDICT_SITUATIONS][PREDICT_QUESTIONS];
};

/* One format that the package is of. */
struct prediction {
    const struct opened_structure *structure;
    bool is_taken;         /* false: the LMS is known not to take it, and there are no units */
    enum target_mark mark; /* of that */
    struct predicted_unit *units; /* those that can be launched */
    size_t unit_count;
    const struct prediction *next;
};

/* Predicts for each format that the package is of; NULL for none. Lives in the package's arena. */
const struct prediction *predict(const struct opened *opened, const struct conduct *conduct,
                                 const struct target *lms);

/* "opened and closed at once"; "status". */
const char *predict_situation_title(enum predict_situation situation);
const char *predict_question_name(enum predict_question question);

/* The prediction for people, and for programs: an object whose keys packager/README.md lists. Live
 * in the package's arena. TOO_LARGE beyond some megabytes. */
MUST_CHECK enum status prediction_text(const struct opened *opened, const struct conduct *conduct,
                                       const struct target *lms, struct text *out,
                                       struct error *error);
MUST_CHECK enum status prediction_json(const struct opened *opened, const struct conduct *conduct,
                                       const struct target *lms, struct text *out,
                                       struct error *error);

#endif
