/* SPDX-License-Identifier: Apache-2.0 */

/* A cmi5 course structure (cmi5.xml) as data. */
#ifndef CMI5_STRUCTURE_H
#define CMI5_STRUCTURE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

/* More AUs than the 1000 that an LMS must take (cmi5 6.1). */
enum { CMI5_STRUCTURE_MAX = 8 << 20, CMI5_NODES_MAX = 20000, CMI5_DEPTH_MAX = 32 };

enum cmi5_kind { CMI5_COURSE, CMI5_BLOCK, CMI5_UNIT };

/* What satisfies an AU (cmi5 13.1.4). */
enum cmi5_move_on {
    CMI5_NOT_APPLICABLE,
    CMI5_PASSED,
    CMI5_COMPLETED,
    CMI5_COMPLETED_AND_PASSED,
    CMI5_COMPLETED_OR_PASSED,
};

struct cmi5_title {
    struct text language; /* empty if the structure does not say */
    struct text text;
};

/* The course, a block or an AU. What only AUs have is empty in the others. */
struct cmi5_node {
    enum cmi5_kind kind;
    enum cmi5_move_on move_on;
    size_t parent;  /* index of the block or course around it; the course's own is 0 */
    struct text id; /* the publisher's */
    const struct cmi5_title *titles;
    size_t title_count;
    struct text mastery_score; /* as written: 0 to 1 with at most four decimals; empty: none */
    struct text activity_type;
    struct text url;               /* relative to where the content is, or absolute */
    struct text launch_parameters; /* data is NULL if there are none */
    struct text entitlement_key;   /* data is NULL if there is none */
    bool needs_own_window;
};

/* Nodes in the document's order: the first is the course, and each stands behind its parent. */
struct cmi5_course {
    const struct cmi5_node *nodes;
    size_t count;
};

/* Reads a course structure; texts without white space around them (cmi5 13.1.0.0-1), elements of
 * other namespaces passed over. *out lives in `arena`. INVALID, with the line and the requirement's
 * id: no XML, a document type (nothing is ever expanded or fetched), not what the standard's schema
 * asks for, ids that are no IRIs or stand twice, launch addresses that are broken or have a
 * parameter of the launch. TOO_LARGE: over one of the limits above. */
MUST_CHECK enum status cmi5_course_read(struct text xml, struct arena *arena,
                                        struct cmi5_course *out, struct error *error);

/* The index of the AU with the publisher's id `id`; 0 if there is none. */
size_t cmi5_course_find_unit(const struct cmi5_course *course, struct text id);

/* "Passed", "NotApplicable" ... */
const char *cmi5_move_on_name(enum cmi5_move_on move_on);

/* True if `url` says by itself where the content is. */
bool cmi5_url_is_absolute(struct text url);

#endif
