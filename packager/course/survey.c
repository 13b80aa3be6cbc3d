/* SPDX-License-Identifier: Apache-2.0 */

/* Names the types of survey questions. */
#include "course/survey.h"

const char *survey_type_name(enum survey_type type)
{
    switch (type) {
    case SURVEY_SCALE:
        return "scale";
    case SURVEY_SINGLE:
        return "single";
    case SURVEY_MULTIPLE:
        return "multiple";
    case SURVEY_TEXT:
        return "text";
    }
    return "";
}
