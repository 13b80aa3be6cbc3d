/* SPDX-License-Identifier: Apache-2.0 */

/* The files that tell an AICC course: NAME.crs in groups of "NAME=value", and beside it NAME.au,
 * NAME.des and NAME.cst of comma-separated values. Who writes them agrees on no capitals, so none
 * count. */
#ifndef OPENED_AICC_FILES_H
#define OPENED_AICC_FILES_H

#include "opened/opened.h"

/* The NAME.crs that is nearest to the root; NULL if there is none. */
struct opened_file *aicc_find_course(const struct opened *opened);

/* The file beside `course` with another ending, ".au" say; NULL if there is none. */
struct opened_file *aicc_file_beside(const struct opened *opened, const struct opened_file *course,
                                     const char *ending);

/* A file's text, in the package's arena; nothing if it is NULL or cannot be had. */
struct text aicc_text(const struct opened *opened, const struct opened_file *file);

/* A line "name=value" of a course file. */
struct aicc_setting {
    const char *value; /* without white space around; NULL if there is no such line */
    size_t line;
};

/* The first one of that name in [group]; its value lives in `arena`. */
struct aicc_setting aicc_find_setting(struct text course, const char *group, const char *name,
                                      struct arena *arena);

#endif
