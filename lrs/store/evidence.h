/* SPDX-License-Identifier: Apache-2.0 */

/* What one statement tells about progress: pure, from its JSON alone. */
#ifndef STORE_EVIDENCE_H
#define STORE_EVIDENCE_H

#include "base/arena.h"
#include "base/uuid.h"
#include "store/answer.h"
#include "store/names.h"
#include "store/quality_reading.h"
#include "xapi/people.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* The statement that justifies what it tells. */
struct evidence {
    struct uuid id;
    int64_t timestamp_us; /* `stored` where the sender gave none */
};

/* Whether `left` is earlier, or has the smaller id at the same time: an order of all statements. */
bool evidence_precedes(const struct evidence *left, const struct evidence *right);

/* First times, and last in the last: each keeps the statement that justifies it. */
enum moment_kind {
    MOMENT_ENROLLED,
    MOMENT_STARTED,
    MOMENT_COMPLETED,
    MOMENT_PASSED,
    MOMENT_FAILED,
    MOMENT_SATISFIED,
    MOMENT_LAST,
    MOMENT_COUNT
};

/* An activity that the statement says something about. */
struct activity_finding {
    struct text activity;
    bool sets[MOMENT_COUNT];
    bool is_attempt;
    bool is_assessment;
    bool has_progress;
    int64_t progress; /* 0..100 */
    bool has_score;
    double score; /* scaled, -1..1 */
};

/* What kind of thing an activity is, whose course it is part of and what it is called (data is
 * NULL: not said). */
struct placement {
    struct text activity;
    struct text course;
    const char *kind; /* of said_place() */
    struct activity_name name;
};

/* When something was asked, where it is asked both before a course and after it (the profile's
 * extension `moment`). Stored: keep the numbers. */
enum asked { ASKED_ONCE = 0, ASKED_BEFORE = 1, ASKED_AFTER = 2 };

enum { FINDINGS_MAX = 16 };

/* What became of a course, told some months after its completion. Stored: keep the numbers. */
enum implementing { IMPLEMENTING_UNTOLD, IMPLEMENTING_NO, IMPLEMENTING_YES };
struct follow_up {
    struct text course; /* data is NULL: the statement is none */
    int64_t months;     /* one of follow_up_months */
    enum implementing implementing;
};
enum { FOLLOW_UPS = 2 };
extern const int64_t follow_up_months[FOLLOW_UPS];

/* All that one statement tells. Texts are borrowed from the JSON or the arena. */
struct reading {
    const struct named_agent *names; /* people it names */
    size_t name_count;
    struct text actor;        /* agent_key(); data is NULL: nobody it could count for */
    struct text organisation; /* data is NULL: not said */
    struct activity_finding findings[FINDINGS_MAX];
    size_t finding_count;
    struct placement places[FINDINGS_MAX];
    size_t place_count;
    struct text course;      /* in which it took place; data is NULL: not said */
    struct text page;        /* that was seen, a quiz or scenario too; data is NULL: none was */
    struct text page_module; /* the module that it is part of */
    struct answer answer;
    enum asked asked; /* of the answer, and of scores */
    struct quality quality;
    struct follow_up follow_up;
    bool is_site_report;
    struct text site;        /* its ODS code */
    struct text site_course; /* data is NULL: not said */
    int64_t patients;        /* since the site's report before */
};

enum { SITE_LENGTH_MAX = 32 };   /* of an ODS code, which has up to 10 characters */
enum { PATIENTS_MAX = 1000000 }; /* more in one report is taken for an error and not counted */

/* Reads the statement `json`, of which it needs actor, verb, object, result and context. One that
 * is outside the profile's vocabulary tells nothing but names; at most FINDINGS_MAX activities of
 * one are looked at. */
void evidence_read(const json_t *json, struct arena *arena, struct reading *out);

#endif
