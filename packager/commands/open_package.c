/* SPDX-License-Identifier: Apache-2.0 */

/* Reads lines about packages, opens them, and finds the LMS that they are held against. */
#include "commands/open_package.h"

#include "base/arena.h"
#include "opened/opened.h"
#include "targets/target.h"
#include "zip/zip_reader.h"

enum status open_package(const char *path, struct arena *arena, struct opened **out,
                         struct error *error)
{
    struct opened *opened = NULL;
    if (opened_open(path, arena, &opened, error) != STATUS_OK) {
        return STATUS_UNAVAILABLE; /* whatever is there: nothing can be said of it */
    }
    if (opened->zip != NULL && opened->zip->fault_counts[ZIP_FAULT_NO_END] > 0) {
        return FAIL(error, STATUS_INVALID, "%s: is no zip, or one that was cut off", path);
    }
    *out = opened;
    return STATUS_OK;
}

enum status read_package_line(const struct option_table *table, int count, char **arguments,
                              const char **path, struct options_result *result, struct error *error)
{
    enum status status = options_read(table, count, arguments, result, error);
    if (status != STATUS_OK || result->is_help) {
        return status;
    }
    if (result->positional_count == 0) {
        return FAIL(error, STATUS_INVALID, "PACKAGE is missing: a zip, or a folder");
    }
    *path = result->positional[0];
    return STATUS_OK;
}

struct option_row lms_row(const char **value, struct arena *arena)
{
    return (struct option_row){
        .name = "lms",
        .value_name = "NAME",
        .value = value,
        .help = arena_print(arena, "the LMS it is for: %s", target_list(arena, ", "))};
}

enum status find_lms(const char *name, struct arena *arena, const struct target **out,
                     struct error *error)
{
    if (name == NULL) {
        return FAIL(error, STATUS_INVALID, "--lms is missing; give one of %s",
                    target_list(arena, ", "));
    }
    return target_find(name, arena, out, error);
}
