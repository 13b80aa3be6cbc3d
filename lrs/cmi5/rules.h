/* SPDX-License-Identifier: Apache-2.0 */

/* What an AU may say in its session (cmi5 sections 7 to 11). Pure. */
#ifndef CMI5_RULES_H
#define CMI5_RULES_H

#include "base/arena.h"
#include "base/error.h"
#include "xapi/statement.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum cmi5_mode { CMI5_NORMAL, CMI5_BROWSE, CMI5_REVIEW };

/* "Normal" ... */
const char *cmi5_mode_name(enum cmi5_mode mode);

/* False if `name` is none of them. */
bool cmi5_mode_read(struct text name, enum cmi5_mode *out);

/* The verbs that cmi5 defines for AUs. Sets of them are stored: never change a number. */
enum cmi5_said {
    CMI5_SAID_INITIALIZED = 1,
    CMI5_SAID_COMPLETED = 2,
    CMI5_SAID_PASSED = 4,
    CMI5_SAID_FAILED = 8,
    CMI5_SAID_TERMINATED = 16,
};

/* A session as the rules must know it. Texts are borrowed. */
struct cmi5_session {
    struct text id;
    struct text actor;        /* agent_key() */
    struct text registration; /* in lower case */
    struct text activity;     /* the LMS's id of the AU */
    struct text publisher;    /* the publisher's id of it */
    enum cmi5_mode mode;
    struct text mastery_score; /* empty: none */
    bool has_preferences;      /* the AU has asked for the learner's preferences */
    unsigned said;             /* set of enum cmi5_said, in this session */
    unsigned said_ever;        /* ... about this AU in any session of the registration */
    int64_t terminated_us;     /* timestamp of terminated, if that was said */
};

/* Checks a statement that the AU sends, `has_id` telling whether it named an id, and notes what it
 * says in `session`, so that the next one can be checked. FORBIDDEN: "result.duration: ... (cmi5
 * 9.5.4.1-2)", with the id that npm's @cmi5/requirements gives the rule. */
MUST_CHECK enum status cmi5_session_take(struct cmi5_session *session,
                                         const struct statement *statement, bool has_id,
                                         struct arena *arena, struct error *error);

/* The verb if it is one that cmi5 defines for AUs and the statement has cmi5's category, else 0. */
unsigned cmi5_defined_verb(const json_t *statement);

/* The ids of all rules, for tests; ends with NULL. */
const char *cmi5_rule_id(size_t index);

#endif
