/* SPDX-License-Identifier: Apache-2.0 */

/* How the report of an LMS is to be read: which column holds what, and what its words mean. A
 * mapping is a file that administrators may adjust (profiles/lms-exports/README.md). */
#ifndef LMS_MAPPING_H
#define LMS_MAPPING_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* What a column may hold. */
enum lms_field {
    LMS_ACCOUNT,
    LMS_MBOX,
    LMS_ACTIVITY,
    LMS_ATTEMPT,
    LMS_LAUNCHES,
    LMS_STATUS,
    LMS_REGISTERED_AT,
    LMS_STARTED_AT,
    LMS_COMPLETED_AT,
    LMS_LAST_AT,
    LMS_SCORE,
    LMS_DURATION,
    LMS_ORGANISATION,
    LMS_FIELDS,
};
extern const char *const lms_field_names[LMS_FIELDS];

/* LMS_FIELDS if none is called so. */
enum lms_field lms_field_find(struct text name);

/* What a status says has happened, the later the further. */
enum lms_verb {
    LMS_REGISTERED,
    LMS_INITIALIZED,
    LMS_COMPLETED,
    LMS_PASSED,
    LMS_FAILED,
    LMS_VERBS,
    LMS_NOTHING = LMS_VERBS,
};
extern const char *const lms_verb_names[LMS_VERBS + 1];

/* Forms in which durations are written. */
enum lms_duration_form {
    LMS_CLOCK = 1,    /* 1:30 and 1:30:00 */
    LMS_WORDS = 2,    /* 1 hour 30 mins */
    LMS_ISO = 4,      /* PT1H30M */
    LMS_MINUTES = 8,  /* 90 */
    LMS_SECONDS = 16, /* 5400 */
};

struct lms_list {
    struct text *items;
    size_t count;
};

/* A course, or a module if `course` is not empty. */
struct lms_activity {
    struct text id;
    struct text course;
    struct text name; /* empty: reports call it as statements do */
};

struct lms_named_activity {
    struct text name; /* as the report calls it */
    struct lms_activity activity;
};

struct lms_status {
    struct text word;
    enum lms_verb verb;
};

enum {
    LMS_MAPPING_MAX = 4 << 20, /* bytes of a file */
    LMS_HEADINGS_MAX = 32,
    LMS_STATUSES_MAX = 200,
    LMS_DATES_MAX = 16,
    LMS_ACTIVITIES_MAX = 10000,
    LMS_ID_MAX = 64, /* bytes */
    LMS_NAMES_SIZE = 200,
};

/* All is borrowed from the arena that it was read into. */
struct lms_mapping {
    struct text id;
    struct text name;                    /* of the LMS */
    struct text home_page;               /* empty: not told */
    struct lms_list columns[LMS_FIELDS]; /* headings, the best first */
    struct lms_list ignored;
    struct lms_list empty; /* values that stand for nothing */
    bool has_activity_columns;
    struct lms_status *statuses;
    size_t status_count;
    struct lms_list dates; /* formats, as dates.h reads them */
    int64_t score_max;     /* 0: not told */
    int64_t score_pass;    /* -1: nothing tells passed from failed */
    unsigned durations;    /* enum lms_duration_form */
    struct lms_named_activity *activities;
    size_t activity_count;
};

/* Reads a mapping. INVALID: "NAME: columns.colour: is not known here". `json` is borrowed as long
 * as the arena. */
MUST_CHECK enum status lms_mapping_read(struct text json, const char *name, struct arena *arena,
                                        struct lms_mapping *out, struct error *error);

/* The names of those that are part of the program, with ", " between them. `out` is cut at `size`.
 */
void lms_mapping_names(char *out, size_t size);

/* The text of a mapping that is part of the program; INVALID names those there are. */
MUST_CHECK enum status lms_mapping_find(const char *id, struct text *out, struct error *error);

#endif
