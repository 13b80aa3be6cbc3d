/* SPDX-License-Identifier: Apache-2.0 */

/* Checks the names of entries. */
#include "zip/zip_names.h"

#include "base/auto.h"
#include "base/mem.h"
#include "zip/zip_records.h"
#include "zip/zip_writer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* LMSs unpack on every kind of file system and put names into URLs and scripts: only what is safe
 * everywhere goes in. */
static bool name_is_safe(const char *name)
{
    const char *allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/";
    return name[0] != '\0' && name[0] != '/' && name[strspn(name, allowed)] == '\0' &&
           strstr(name, "..") == NULL && strstr(name, "//") == NULL &&
           name[strlen(name) - 1] != '/' && strlen(name) <= ZIP_NAME_MAX;
}

static int compare_texts(const void *left, const void *right)
{
    const char *const *first = left;
    const char *const *second = right;
    return strcmp(*first, *second);
}

enum status zip_names_check(const struct zip_entry *entries, size_t count, struct error *error)
{
    AUTO(free) const char **names = mem_zeroed(count + 1, sizeof *names);
    for (size_t i = 0; i < count; i++) {
        names[i] = entries[i].name;
        if (!name_is_safe(names[i])) {
            return FAIL(error, STATUS_INVALID,
                        "'%s' cannot be the name of a file in a package; use letters, digits, '.', "
                        "'_' and '-'",
                        names[i]);
        }
    }
    qsort(names, count, sizeof *names, compare_texts);
    for (size_t i = 0; i + 1 < count; i++) {
        if (strcmp(names[i], names[i + 1]) == 0) {
            return FAIL(error, STATUS_INVALID, "'%s' would stand twice in the package", names[i]);
        }
    }
    return STATUS_OK;
}
