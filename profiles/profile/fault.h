/* SPDX-License-Identifier: Apache-2.0 */

/* What can be wrong with a profile: THE table of faults, and the list of those that were found. A
 * fault is one name of the enum, one row of fault.c and at least one file in invalid/. */
#ifndef PROFILE_FAULT_H
#define PROFILE_FAULT_H

#include "base/arena.h"
#include "base/attributes.h"
#include "base/json_place.h"

#include <stddef.h>

enum fault_severity {
    FAULT_WARNING, /* published profiles have it, and what is meant is clear: it is read as meant */
    FAULT_ERROR,   /* the profile does not conform; the part that has the fault may be left out */
};

enum fault_kind {
    FAULT_CONTEXT,
    FAULT_CONFORMS_TO,
    FAULT_MEMBER_MISSING,
    FAULT_MEMBER_UNKNOWN,
    FAULT_MEMBER_MISPLACED,
    FAULT_MEMBER_DRAFT,
    FAULT_MEMBERS_EXCLUSIVE,
    FAULT_VALUE_KIND,
    FAULT_VALUE_EMPTY,
    FAULT_VALUE_UNKNOWN,
    FAULT_IRI_RELATIVE,
    FAULT_LANGUAGE_TAG,
    FAULT_TIME,
    FAULT_MEDIA_TYPE,
    FAULT_LIMIT,
    FAULT_ID_REPEATED,
    FAULT_VERSION_ID,
    FAULT_VERSION_REVISION,
    FAULT_IN_SCHEME,
    FAULT_RELATED_CURRENT,
    FAULT_RELATION_OUTSIDE,
    FAULT_RELATION_KIND,
    FAULT_MATCH_INSIDE,
    FAULT_ACTIVITY,
    FAULT_SCHEMA_FORM,
    FAULT_SCHEMA_IGNORED,
    FAULT_SCHEMA_OBJECT,
    FAULT_RULE_IDLE,
    FAULT_PATH_FORM,
    FAULT_PATH_ROOT,
    FAULT_PATH_EXTENSIONS,
    FAULT_PATH_KIND,
    FAULT_REFERENCE_UNRESOLVED,
    FAULT_REFERENCE_NEAR,
    FAULT_REFERENCE_KIND,
    FAULT_PATTERN_OPERATOR,
    FAULT_PATTERN_SINGLE,
    FAULT_PATTERN_OPTIONAL,
    FAULT_PATTERN_CYCLE,
    FAULT_PATTERN_DEPTH,
    FAULT_KINDS
};

struct fault {
    const char *id; /* never changed or used again for something else */
    enum fault_severity severity;
    const char *title;  /* what must be so, as a sentence without full stop */
    const char *why;    /* what comes of it if it is not so, as a sentence */
    const char *remedy; /* what to do, as a sentence */
    const char *clause; /* of the xAPI Profiles specification 1.0, part two */
};

/* The row of `kind`. */
const struct fault *fault_of(enum fault_kind kind);

/* "error", "warning". */
const char *fault_severity_name(enum fault_severity severity);

/* One breach. */
struct finding {
    const struct fault *fault;
    const char *place; /* JSON pointer (RFC 6901); "" is the whole profile */
    size_t line;       /* where the value there, or the deepest one above it, begins; from 1 */
    const char *message;
};

/* As many are kept, so that a profile of nothing but faults costs no more than it must; all are
 * counted. */
enum { FINDINGS_KEPT_MAX = 200 };

struct findings {
    struct finding items[FINDINGS_KEPT_MAX];
    size_t count; /* of those kept */
    size_t errors;
    size_t warnings;
};

/* Adds a finding whose line is not known yet; what it keeps is copied into the arena. Values from
 * the profile must have gone through printable(). */
PRINTF_LIKE(5, 6)
void findings_add(struct findings *findings, struct arena *arena, enum fault_kind kind,
                  const struct json_place *place, const char *format, ...);

/* By line; what stands in one line stays in its order. */
void findings_sort(struct findings *findings);

#endif
