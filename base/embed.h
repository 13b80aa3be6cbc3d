/* SPDX-License-Identifier: Apache-2.0 */

/* Files that are part of the program, put there by embed_files() in CMake. */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include "base/text.h"

/* One row of a table that ends with a row whose name is NULL. A NUL byte stands behind the content,
 * so that text files may be used as C strings. */
struct embedded_file {
    const char *name;
    const unsigned char *begin;
    const unsigned char *end;
};

/* The content of `name` in `table`, borrowed for the program's life; data is NULL when there is no
 * such file. */
struct text embedded_file_find(const struct embedded_file *table, const char *name);

#endif
