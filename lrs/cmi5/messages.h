/* SPDX-License-Identifier: Apache-2.0 */

/* What an LMS says in cmi5: the launch address, LMS.LaunchData, and its own statements. Pure; all
 * texts returned are borrowed from the arena. */
#ifndef CMI5_MESSAGES_H
#define CMI5_MESSAGES_H

#include "base/arena.h"
#include "base/uuid.h"
#include "cmi5/rules.h"
#include "cmi5/structure.h"

#include <stdint.h>

/* One launch of one AU. */
struct cmi5_launch {
    struct uuid session;
    struct uuid registration;
    struct text actor; /* JSON of an Agent with an account */
    const struct cmi5_course *course;
    size_t unit; /* its index in the course */
    enum cmi5_mode mode;
    struct text return_url;  /* empty: none */
    struct text content_url; /* where relative addresses of the course begin */
};

enum { CMI5_LMS_ID_SIZE = 46 };

/* The LMS's own id of a node, "urn:uuid:…": always the same for the same publisher's ids, and never
 * one of those (cmi5 8.1.5, 9.4). */
void cmi5_lms_id(const struct cmi5_course *course, size_t node, char out[CMI5_LMS_ID_SIZE]);

/* The AU's address with the launch's parameters (cmi5 8.1); its own stay in front of them. */
struct text cmi5_launch_url(const struct cmi5_launch *launch, const char *endpoint,
                            const char *fetch, struct arena *arena);

/* The State document LMS.LaunchData (cmi5 10). */
struct text cmi5_launch_data(const struct cmi5_launch *launch, struct arena *arena);

/* Statements with id and timestamp, as JSON. */
struct text cmi5_say_registered(const struct cmi5_launch *launch, int64_t now_us,
                                struct arena *arena);
struct text cmi5_say_launched(const struct cmi5_launch *launch, int64_t now_us,
                              struct arena *arena);
struct text cmi5_say_abandoned(const struct cmi5_launch *launch, int64_t now_us,
                               int64_t duration_us, struct arena *arena);
/* `node` is the course or a block. */
struct text cmi5_say_satisfied(const struct cmi5_launch *launch, size_t node, int64_t now_us,
                               struct arena *arena);

#endif
