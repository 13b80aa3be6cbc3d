/* SPDX-License-Identifier: Apache-2.0 */

/* Lines of a word and an identifier, so that version control merges and shows them well. */
#include "source/ids_lock.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/file.h"
#include "course/course.h"
#include "source/files.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#define LOCK_NAME "ids.lock"
#define REMEDY \
    "Put it back, or, if nobody has learnt with it yet, build once with --allow-id-change"

enum { LOCK_MAX = 64 * 1024 };

static const char HEAD[] =
    "# Learners' records stand under these identifiers. Written by 'ibest-pack build'; keep this "
    "file with the course.\n";

struct locked_id {
    const char *id; /* NULL: not in the file */
    size_t line;
};

struct ids_lock {
    const char *path;
    struct locked_id course;
    struct locked_id iri;
    struct locked_id modules[COURSE_MODULES_MAX];
    size_t module_count;
};

const char *ids_lock_path(const char *folder, struct arena *arena)
{
    const struct source source = {.folder = folder, .arena = arena};
    return source_name(&source, LOCK_NAME);
}

static enum status fail_at(const struct ids_lock *lock, size_t line, struct error *error)
{
    return FAIL(
        error, STATUS_INVALID,
        "%s:%zu: this is no line of such a file; take the file back from where it was kept, "
        "or delete it to lock the ids that the course has now",
        lock->path, line);
}

/* Where an identifier of this kind goes, or NULL if there can be no more of them. */
static struct locked_id *find_slot(struct ids_lock *lock, struct text kind)
{
    if (text_is(kind, "course")) {
        return lock->course.id == NULL ? &lock->course : NULL;
    }
    if (text_is(kind, "iri")) {
        return lock->iri.id == NULL ? &lock->iri : NULL;
    }
    if (text_is(kind, "module") && lock->module_count < COURSE_MODULES_MAX) {
        return &lock->modules[lock->module_count++];
    }
    return NULL;
}

static enum status read_line(struct ids_lock *lock, struct text line, size_t number,
                             struct arena *arena, struct error *error)
{
    line = text_trim(line);
    if (line.length == 0 || line.data[0] == '#') {
        return STATUS_OK;
    }
    struct text rest = line;
    struct text kind;
    (void)text_split(&rest, ' ', &kind);
    struct text id = text_trim(rest);
    struct locked_id *slot = id.length > 0 ? find_slot(lock, kind) : NULL;
    if (slot == NULL || memchr(id.data, ' ', id.length) != NULL) {
        return fail_at(lock, number, error);
    }
    *slot = (struct locked_id){.id = arena_copy(arena, id), .line = number};
    return STATUS_OK;
}

enum status ids_lock_parse(const char *path, struct text text, struct arena *arena,
                           const struct ids_lock **out, struct error *error)
{
    struct ids_lock *lock = ARENA_NEW(arena, struct ids_lock);
    lock->path = path;
    enum status status = STATUS_OK;
    size_t number = 1;
    struct text line;
    for (; status == STATUS_OK && text_split(&text, '\n', &line); number++) {
        status = read_line(lock, line, number, arena, error);
    }
    if (status == STATUS_OK && (lock->course.id == NULL || lock->iri.id == NULL)) {
        status = fail_at(lock, number - 1, error);
    }
    if (status == STATUS_OK) {
        *out = lock;
    }
    return status;
}

enum status ids_lock_read(const char *folder, struct arena *arena, const struct ids_lock **out,
                          struct error *error)
{
    const struct source source = {.folder = folder, .arena = arena};
    struct text text;
    enum status status = source_read_text(&source, LOCK_NAME, &text, error);
    if (status == STATUS_NOT_FOUND) {
        *out = NULL;
        return STATUS_OK;
    }
    return status == STATUS_OK
               ? ids_lock_parse(ids_lock_path(folder, arena), text, arena, out, error)
               : status;
}

static bool locks_module(const struct ids_lock *lock, const char *id)
{
    for (size_t i = 0; i < lock->module_count; i++) {
        if (strcmp(lock->modules[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* The new module that stands where the locked one did is most likely the same one. */
static enum status check_module(const struct ids_lock *lock, size_t index,
                                const struct course *course, struct error *error)
{
    const struct locked_id *locked = &lock->modules[index];
    if (course_find_module(course, locked->id) != NULL) {
        return STATUS_OK;
    }
    if (index < course->module_count && !locks_module(lock, course->modules[index].id)) {
        return FAIL(
            error, STATUS_CONFLICT,
            "%s:%zu: the id of module '%.100s' has become '%s'; LMSs would delete what learners "
            "have done in it. " REMEDY,
            lock->path, locked->line, locked->id, course->modules[index].id);
    }
    return FAIL(
        error, STATUS_CONFLICT,
        "%s:%zu: module '%.100s' is no longer in the course; LMSs would delete what learners "
        "have done in it. " REMEDY,
        lock->path, locked->line, locked->id);
}

enum status ids_lock_check(const struct ids_lock *lock, const struct course *course,
                           struct error *error)
{
    if (strcmp(lock->course.id, course->id) != 0) {
        return FAIL(
            error, STATUS_CONFLICT,
            "%s:%zu: the id of the course has become '%s', it was '%.100s'; LMSs would delete "
            "what learners have done. " REMEDY
            "; if this is another course, made from a copy, delete that file",
            lock->path, lock->course.line, course->id, lock->course.id);
    }
    if (strcmp(lock->iri.id, course->iri) != 0) {
        return FAIL(error, STATUS_CONFLICT,
                    "%s:%zu: the IRI of the course has become '%.100s', it was '%.100s', under "
                    "which its learning records stand. " REMEDY,
                    lock->path, lock->iri.line, course->iri, lock->iri.id);
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < lock->module_count; i++) {
        status = check_module(lock, i, course, error);
    }
    return status;
}

const char *ids_lock_list_new(const struct ids_lock *lock, const struct course *course,
                              struct arena *arena)
{
    const char *list = NULL;
    for (size_t i = 0; i < course->module_count; i++) {
        const char *id = course->modules[i].id;
        if (!locks_module(lock, id)) {
            list = list == NULL ? arena_print(arena, "'%s'", id)
                                : arena_print(arena, "%s, '%s'", list, id);
        }
    }
    return list;
}

enum status ids_lock_write(const char *folder, const struct course *course, struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(LOCK_MAX);
    buffer_add_string(&buffer, HEAD);
    buffer_print(&buffer, "course %s\niri %s\n", course->id, course->iri);
    for (size_t i = 0; i < course->module_count; i++) {
        buffer_print(&buffer, "module %s\n", course->modules[i].id);
    }
    enum status status = buffer_check(&buffer, LOCK_NAME, error);
    AUTO(free) char *path = path_join(folder, LOCK_NAME);
    return status == STATUS_OK ? file_write_atomically(path, buffer_text(&buffer), error) : status;
}
