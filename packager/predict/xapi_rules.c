/* SPDX-License-Identifier: Apache-2.0 */

/* tincan.xml and plain web pages: what no standard says, an LMS may show as it likes. */
#include "predict/rules.h"

#include <string.h>

static struct predict_answer answer(const struct predict_case *one,
                                    enum predict_situation situation,
                                    enum predict_question question)
{
    (void)situation;
    if (strcmp(one->format, "web") == 0) {
        return predict_say(one, one->conduct->mark,
                           question == PREDICT_RESUME ? "starts anew" : "none",
                           "plain web pages track nothing in an LMS");
    }
    if (question == PREDICT_RESUME && one->conduct->is_ours) {
        return predict_say(one, TARGET_INFERRED, "where the learner left",
                           "the player keeps progress in the State of the LRS that launches it");
    }
    return predict_say(one, TARGET_UNKNOWN, "",
                       "statements go to the LRS that launches it; no standard says what an LMS "
                       "makes of them");
}

extern const struct predict_rules XAPI_PREDICT_RULES;
const struct predict_rules XAPI_PREDICT_RULES = {.formats = "xapi web", .answer = answer};
