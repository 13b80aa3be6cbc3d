/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of launch/ share: a session with its course, and saying something in it. Nobody
 * else includes this. */
#ifndef LAUNCH_SCENE_H
#define LAUNCH_SCENE_H

#include "cmi5/messages.h"
#include "store/launches.h"

/* A session on its stage. */
struct scene {
    struct transaction *transaction;
    struct arena *arena;
    const char *public_url;
    struct stored_session session;
    struct cmi5_course course;
    struct cmi5_launch launch;
};

/* Fills `scene`, whose session (and transaction, arena, public_url) is set, with its course. */
MUST_CHECK enum status scene_load_course(struct scene *scene, struct error *error);

/* Puts a statement of the LMS's own. */
MUST_CHECK enum status scene_say(const struct scene *scene, struct text statement,
                                 struct error *error);

/* Says satisfied of each block and course that is so now and was not before. */
MUST_CHECK enum status scene_judge(const struct scene *scene, struct error *error);

#endif
