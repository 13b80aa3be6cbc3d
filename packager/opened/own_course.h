/* SPDX-License-Identifier: Apache-2.0 */

/* The course in a package that ibest-pack built, as its own course script holds it: in no other
 * package is it known what a learner sees, and what the player keeps of it. */
#ifndef OPENED_OWN_COURSE_H
#define OPENED_OWN_COURSE_H

#include "base/json.h"
#include "opened/opened.h"

/* The script's object, whose members formats/course_script.c writes; NULL for a package that has
 * none, or one that cannot be read. In the package's arena; nothing of it is to be believed, as
 * anybody may have changed it. */
const json_t *own_course_read(const struct opened *opened);

/* The text of a member; "" if it is none. */
const char *own_course_text(const json_t *object, const char *key);

#endif
