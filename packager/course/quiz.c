/* SPDX-License-Identifier: Apache-2.0 */

/* Names the types of questions. */
#include "course/quiz.h"

const char *question_type_name(enum question_type type)
{
    switch (type) {
    case QUESTION_SINGLE:
        return "single";
    case QUESTION_MULTIPLE:
        return "multiple";
    case QUESTION_TRUE_FALSE:
        return "true-false";
    case QUESTION_MATCHING:
        return "matching";
    case QUESTION_ORDERING:
        return "ordering";
    case QUESTION_NUMERIC:
        return "numeric";
    case QUESTION_TEXT:
        return "text";
    }
    return "";
}
