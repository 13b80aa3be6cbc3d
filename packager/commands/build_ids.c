/* SPDX-License-Identifier: Apache-2.0 */

/* When ids.lock is read, held against the course, and written. */
#include "commands/build_ids.h"

#include "base/arena.h"
#include "commands/build_options.h"
#include "course/course.h"
#include "source/ids_lock.h"

#include <stdio.h>

static enum status check_frozen(const struct build *build, const struct ids_lock *lock,
                                const struct course *course, struct arena *arena,
                                struct error *error)
{
    const char *path = ids_lock_path(build->folder, arena);
    if (lock == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "there is no '%s'; build once without --frozen, and keep that file with the "
                    "course",
                    path);
    }
    const char *modules = ids_lock_list_new(lock, course, arena);
    return modules == NULL ? STATUS_OK
                           : FAIL(error, STATUS_INVALID,
                                  "%s:1: it does not hold the modules %.200s; build once without "
                                  "--frozen, and keep what that adds with the course",
                                  path, modules);
}

enum status build_ids_check(const struct build *build, const struct course *course,
                            struct arena *arena, const struct ids_lock **out, struct error *error)
{
    enum status status = ids_lock_read(build->folder, arena, out, error);
    if (status == STATUS_OK && *out != NULL && !build->allows_id_change) {
        status = ids_lock_check(*out, course, error);
    }
    return status == STATUS_OK && build->is_frozen ? check_frozen(build, *out, course, arena, error)
                                                   : status;
}

/* What a lock is written anew for; NULL if it holds just the course's identifiers. */
static const char *describe_change(const struct course *course, const struct ids_lock *lock,
                                   struct arena *arena)
{
    if (lock == NULL) {
        return "locked the ids of the course and its modules";
    }
    if (ids_lock_check(lock, course, NULL) != STATUS_OK) {
        return "locked the changed ids";
    }
    const char *modules = ids_lock_list_new(lock, course, arena);
    return modules != NULL ? arena_print(arena, "locked the new modules %s", modules) : NULL;
}

void build_ids_keep(const struct build *build, const struct course *course,
                    const struct ids_lock *lock, struct arena *arena)
{
    const char *change =
        build->is_frozen || build->verifies ? NULL : describe_change(course, lock, arena);
    if (change == NULL) {
        return;
    }
    struct error error = {0};
    if (ids_lock_write(build->folder, course, &error) == STATUS_OK) {
        (void)fprintf(stderr, "ibest-pack: %s in '%s'; keep that file with the course\n", change,
                      ids_lock_path(build->folder, arena));
        return;
    }
    (void)fprintf(stderr, "ibest-pack: the ids of the course are not locked: %s\n", error.message);
}
