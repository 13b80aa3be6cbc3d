/* SPDX-License-Identifier: Apache-2.0 */

/* A roster's file, row by row: columns found, values checked, accounts made. */
#ifndef PEOPLE_ROSTER_FILE_H
#define PEOPLE_ROSTER_FILE_H

#include "base/buffer.h"
#include "people/columns.h"
#include "people/people.h"

struct roster_rows {
    struct roster_row *items; /* borrowed from the arena and the file's content */
    size_t count;
};

/* Reads all rows; `home_page` (NULL: none) is for files without that column. INVALID as
 * roster_import(). Rows that break a rule are told in `problems` and are among *out, too. */
MUST_CHECK enum status roster_file_read(struct buffer *content, const char *home_page,
                                        struct problems *problems, struct roster_rows *out,
                                        struct error *error);

#endif
