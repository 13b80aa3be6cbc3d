/* SPDX-License-Identifier: Apache-2.0 */

/* Which activity a report means by a name: what a mapping and the command line say goes before what
 * statements have called activities. */
#ifndef LMS_ACTIVITIES_H
#define LMS_ACTIVITIES_H

#include "lms/mapping.h"

struct lms_activities;

/* Empty; borrowed from the arena, as is all that is added. */
struct lms_activities *lms_activities_create(struct arena *arena);

enum lms_activity_source { LMS_BY_HAND, LMS_BY_STATEMENTS };

/* Adds a name for an activity, which is found by its id too. An id that is added first decides what
 * kind of activity it is. */
void lms_activities_add(struct lms_activities *activities, struct text name,
                        const struct lms_activity *activity, enum lms_activity_source source);

/* After the last was added. */
void lms_activities_sort(struct lms_activities *activities);

/* What is called so, letter case and runs of white space aside, or has that id. NULL if nothing is;
 * *out_ambiguous tells whether several activities are, of which none was told by hand. */
const struct lms_activity *lms_activities_find(const struct lms_activities *activities,
                                               struct text name, bool *out_ambiguous);

/* The known name that is most like this one; empty if none is. */
struct text lms_activities_nearest(const struct lms_activities *activities, struct text name);

#endif
