/* SPDX-License-Identifier: Apache-2.0 */

/* Finds files in the tables that embed_files() makes. */
#include "base/embed.h"

#include <string.h>

struct text embedded_file_find(const struct embedded_file *table, const char *name)
{
    for (; table->name != NULL; table++) {
        if (strcmp(table->name, name) == 0) {
            return (struct text){(const char *)table->begin, (size_t)(table->end - table->begin)};
        }
    }
    return (struct text){NULL, 0};
}
