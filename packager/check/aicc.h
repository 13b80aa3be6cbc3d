/* SPDX-License-Identifier: Apache-2.0 */

/* What the families about AICC share: the course's files, read once. */
#ifndef CHECK_AICC_H
#define CHECK_AICC_H

#include "check/elements.h"
#include "opened/aicc_files.h"
#include "opened/comma_file.h"

enum aicc_file { AICC_COURSE, AICC_UNITS, AICC_DESCRIPTIONS, AICC_STRUCTURE, AICC_FILES };

struct aicc {
    const struct opened_file *files[AICC_FILES]; /* NULL for one that is not there */
    struct text texts[AICC_FILES];               /* empty for one that is not there */
    const char *endings[AICC_FILES];
    struct check_names unit_ids; /* the System_IDs of its units */
    size_t unit_count;
};

/* For families. Lives in check->scratch. */
const void *aicc_prepare(const struct check *check);

/* A line of a file that is there. */
struct check_place aicc_place(const struct aicc *aicc, enum aicc_file file, size_t line);

#endif
