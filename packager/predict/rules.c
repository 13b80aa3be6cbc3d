/* SPDX-License-Identifier: Apache-2.0 */

/* The table of rules, and how an answer is put. */
#include "predict/rules.h"

#include "base/arena.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

enum { REASON_MAX = 1200 }; /* bytes; sources and sentences of profiles are shorter */

extern const struct predict_rules CMI5_PREDICT_RULES;
extern const struct predict_rules SCORM_PREDICT_RULES;
extern const struct predict_rules XAPI_PREDICT_RULES;

const struct predict_rules *const PREDICT_RULES[] = {&CMI5_PREDICT_RULES, &SCORM_PREDICT_RULES,
                                                     &XAPI_PREDICT_RULES, NULL};

struct predict_answer predict_say(const struct predict_case *one, enum target_mark mark,
                                  const char *text, const char *format, ...)
{
    char reason[REASON_MAX];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    return (struct predict_answer){
        .text = mark == TARGET_UNKNOWN ? "unknown" : text,
        .reason = arena_copy_string(one->arena, reason),
        .mark = mark,
    };
}
