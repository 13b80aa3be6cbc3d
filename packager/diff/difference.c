/* SPDX-License-Identifier: Apache-2.0 */

/* Asks the parts, and puts their changes in order; the names of changes. */
#include "diff/difference.h"

#include "base/arena.h"
#include "diff/difference_parts.h"
#include "opened/opened.h"

#include <string.h>

static const struct kind {
    const char *name;
    enum difference_topic topic;
    const char *word;
} KINDS[] = {
    [DIFFERENCE_FORMAT_ADDED] = {"format-added", DIFFERENCE_COURSE, "format added"},
    [DIFFERENCE_FORMAT_REMOVED] = {"format-removed", DIFFERENCE_COURSE, "format removed"},
    [DIFFERENCE_COURSE_ID] = {"course-identifier", DIFFERENCE_COURSE, "identifier changed"},
    [DIFFERENCE_COURSE_TITLE] = {"course-title", DIFFERENCE_COURSE, "title changed"},
    [DIFFERENCE_COURSE_DESCRIPTION] = {"course-description", DIFFERENCE_COURSE,
                                       "description changed"},
    [DIFFERENCE_COURSE_VERSION] = {"course-version", DIFFERENCE_COURSE, "version changed"},
    [DIFFERENCE_COURSE_STRUCTURE] = {"course-structure", DIFFERENCE_COURSE, "structure changed"},
    [DIFFERENCE_UNIT_ADDED] = {"unit-added", DIFFERENCE_UNITS, "added"},
    [DIFFERENCE_UNIT_REMOVED] = {"unit-removed", DIFFERENCE_UNITS, "removed"},
    [DIFFERENCE_UNIT_ID] = {"unit-identifier", DIFFERENCE_UNITS, "identifier changed"},
    [DIFFERENCE_UNIT_RENAMED] = {"unit-renamed", DIFFERENCE_UNITS, "renamed"},
    [DIFFERENCE_UNIT_MOVED] = {"unit-moved", DIFFERENCE_UNITS, "moved"},
    [DIFFERENCE_UNIT_LAUNCH] = {"unit-launch", DIFFERENCE_UNITS, "launch changed"},
    [DIFFERENCE_UNIT_PARAMETERS] = {"unit-parameters", DIFFERENCE_UNITS, "parameters changed"},
    [DIFFERENCE_UNIT_KIND] = {"unit-kind", DIFFERENCE_UNITS, "tracking changed"},
    [DIFFERENCE_UNIT_MASTERY] = {"unit-mastery-score", DIFFERENCE_UNITS, "mastery score changed"},
    [DIFFERENCE_UNIT_MOVE_ON] = {"unit-move-on", DIFFERENCE_UNITS, "moveOn changed"},
    [DIFFERENCE_MODULE_ID] = {"module-identifier", DIFFERENCE_PAGES, "module's identifier changed"},
    [DIFFERENCE_PAGE_ADDED] = {"page-added", DIFFERENCE_PAGES, "added"},
    [DIFFERENCE_PAGE_REMOVED] = {"page-removed", DIFFERENCE_PAGES, "removed"},
    [DIFFERENCE_PAGE_RENAMED] = {"page-renamed", DIFFERENCE_PAGES, "renamed"},
    [DIFFERENCE_PAGE_MOVED] = {"page-moved", DIFFERENCE_PAGES, "moved"},
    [DIFFERENCE_PAGE_CHANGED] = {"page-changed", DIFFERENCE_PAGES, "changed"},
    [DIFFERENCE_PAGE_PASS_MARK] = {"page-pass-mark", DIFFERENCE_PAGES, "pass mark changed"},
    [DIFFERENCE_CAPTIONS_ADDED] = {"captions-added", DIFFERENCE_CAPTIONS, "added"},
    [DIFFERENCE_CAPTIONS_REMOVED] = {"captions-removed", DIFFERENCE_CAPTIONS, "removed"},
    [DIFFERENCE_CAPTIONS_CHANGED] = {"captions-changed", DIFFERENCE_CAPTIONS, "changed"},
    [DIFFERENCE_FILE_ADDED] = {"file-added", DIFFERENCE_FILES, "added"},
    [DIFFERENCE_FILE_REMOVED] = {"file-removed", DIFFERENCE_FILES, "removed"},
    [DIFFERENCE_FILE_RENAMED] = {"file-renamed", DIFFERENCE_FILES, "renamed"},
    [DIFFERENCE_FILE_CHANGED] = {"file-changed", DIFFERENCE_FILES, "changed"},
    [DIFFERENCE_FILE_DAMAGED] = {"file-damaged", DIFFERENCE_FILES, "damaged"},
};
_Static_assert(sizeof KINDS / sizeof *KINDS == DIFFERENCE_KINDS, "a name for each kind");

const char *difference_kind_name(enum difference_kind kind)
{
    return KINDS[kind].name;
}

enum difference_topic difference_kind_topic(enum difference_kind kind)
{
    return KINDS[kind].topic;
}

const char *difference_kind_word(enum difference_kind kind)
{
    return KINDS[kind].word;
}

const char *difference_weight_name(enum difference_weight weight)
{
    static const char *const NAMES[] = {"note", "warning", "error"};
    return NAMES[weight];
}

void difference_add(struct difference_work *work, const struct difference_change *change)
{
    work->changes = arena_grow(work->arena, work->changes, work->change_count,
                               &work->change_capacity, sizeof *work->changes);
    work->changes[work->change_count++] = *change;
}

const struct digest *difference_digest(struct difference_work *work, struct difference_side *side,
                                       const struct opened_file *file)
{
    struct difference_print *print = &side->prints[file - side->opened->files];
    if (print->state == PRINT_UNKNOWN) {
        struct error error = {0};
        enum status status = opened_digest(side->opened, file, &print->digest, &error);
        print->state = status == STATUS_OK ? PRINT_TAKEN : PRINT_DAMAGED;
        if (status == STATUS_UNAVAILABLE || status == STATUS_INTERNAL) {
            work->failure = error;
        }
    }
    return print->state == PRINT_TAKEN ? &print->digest : NULL;
}

bool difference_is_same(const char *before, const char *after)
{
    return before == after || (before != NULL && after != NULL && strcmp(before, after) == 0);
}

static struct difference_side side_of(const struct opened *opened, struct arena *arena)
{
    return (struct difference_side){
        .opened = opened,
        .prints = ARENA_ARRAY(arena, struct difference_print, opened->file_count),
    };
}

/* Sorts by topic, and keeps the order within each. */
static const struct difference *finish(const struct difference_work *work)
{
    struct difference *difference = ARENA_NEW(work->arena, struct difference);
    struct difference_change *sorted =
        ARENA_ARRAY(work->arena, struct difference_change, work->change_count);
    *difference = (struct difference){
        .arena = work->arena,
        .before = work->before.opened,
        .after = work->after.opened,
        .changes = sorted,
    };
    for (enum difference_topic topic = 0; topic < DIFFERENCE_TOPICS; topic++) {
        for (size_t i = 0; i < work->change_count; i++) {
            const struct difference_change *change = &work->changes[i];
            if (difference_kind_topic(change->kind) == topic) {
                sorted[difference->change_count++] = *change;
                difference->counts[change->kind]++;
                difference->weights[change->weight]++;
            }
        }
    }
    return difference;
}

enum status difference_make(const struct opened *before, const struct opened *after,
                            struct arena *arena, const struct difference **out, struct error *error)
{
    struct difference_work work = {
        .arena = arena,
        .before = side_of(before, arena),
        .after = side_of(after, arena),
    };
    difference_look_at_formats(&work);
    difference_look_at_pages(&work);
    difference_look_at_files(&work);
    if (work.failure.status != STATUS_OK) {
        return FAIL(error, work.failure.status, "%s", work.failure.message);
    }
    *out = finish(&work);
    return STATUS_OK;
}
