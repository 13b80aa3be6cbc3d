/* SPDX-License-Identifier: Apache-2.0 */

/* Files: by their paths; then those of the same content under another path; then those whose names
 * differ in nothing but a hash, as build tools give them. */
#include "diff/difference_parts.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "diff/pairs.h"
#include "opened/opened.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { HASH_DIGITS_MIN = 8 };

/* Files being compared; their places are those of opened->by_path. */
struct files {
    struct difference_work *work;
    struct pairs pairs;
};

static const struct opened_file *before_at(const struct files *files, size_t index)
{
    return files->work->before.opened->by_path[index];
}

static const struct opened_file *after_at(const struct files *files, size_t index)
{
    return files->work->after.opened->by_path[index];
}

static bool is_captions(const char *path)
{
    const char *ending = strrchr(path, '.');
    return ending != NULL && (strcasecmp(ending, ".vtt") == 0 || strcasecmp(ending, ".srt") == 0);
}

static int compare_sizes(const void *left, const void *right)
{
    const uint64_t *one = left;
    const uint64_t *other = right;
    return (*one > *other) - (*one < *other);
}

/* Content is read only where the other package has a file of that size. */
static bool has_size(const struct opened *opened, const uint64_t *sizes, uint64_t size)
{
    return opened->file_count > 0 &&
           bsearch(&size, sizes, opened->file_count, sizeof *sizes, compare_sizes) != NULL;
}

static uint64_t *sizes_of(struct arena *arena, const struct opened *opened)
{
    uint64_t *sizes = ARENA_ARRAY(arena, uint64_t, opened->file_count);
    for (size_t i = 0; i < opened->file_count; i++) {
        sizes[i] = opened->files[i].size;
    }
    if (opened->file_count > 0) {
        qsort(sizes, opened->file_count, sizeof *sizes, compare_sizes);
    }
    return sizes;
}

static const char *content_key(struct difference_work *work, struct difference_side *side,
                               const struct opened_file *file)
{
    const struct digest *digest = file->size > 0 ? difference_digest(work, side, file) : NULL;
    if (digest == NULL) {
        return NULL;
    }
    char *hex = arena_reserve(work->arena, DIGEST_HEX_SIZE);
    digest_to_hex(digest, hex);
    return hex;
}

static bool is_hash(struct text part)
{
    size_t digits = 0;
    while (digits < part.length && ascii_is_hexadecimal(part.data[digits])) {
        digits++;
    }
    return digits >= HASH_DIGITS_MIN && digits == part.length;
}

/* "media/film.1a2b3c4d.mp4" as ".media/film..mp4": without the parts between dots that are
 * hexadecimal digits and nothing else. NULL if there are none. */
static const char *hashless_key(struct arena *arena, const char *path)
{
    char *key = arena_reserve(arena, strlen(path) + 2);
    char *end = key;
    bool had_hash = false;
    struct text rest = text_of(path);
    struct text part;
    while (text_split(&rest, '.', &part)) {
        size_t kept = is_hash(part) ? 0 : part.length;
        had_hash = had_hash || kept < part.length;
        *end++ = '.';
        memcpy(end, part.data, kept);
        end += kept;
    }
    *end = '\0';
    return had_hash ? key : NULL;
}

static void match_paths(struct files *files)
{
    struct arena *arena = files->work->arena;
    struct pairs_keys before = pairs_keys_begin(arena, files->pairs.before_count);
    struct pairs_keys after = pairs_keys_begin(arena, files->pairs.after_count);
    for (size_t i = 0; i < files->pairs.before_count; i++) {
        pairs_keys_add(&before, before_at(files, i)->path, i);
    }
    for (size_t i = 0; i < files->pairs.after_count; i++) {
        pairs_keys_add(&after, after_at(files, i)->path, i);
    }
    pairs_match(&files->pairs, &before, &after, PAIRS_TAKE_FIRST);
}

/* Keys of what has no pair yet, of one package. */
static struct pairs_keys content_keys(struct difference_work *work, struct difference_side *side,
                                      const struct opened *other, const size_t *partners)
{
    struct pairs_keys keys = pairs_keys_begin(work->arena, side->opened->file_count);
    const uint64_t *sizes = sizes_of(work->arena, other);
    for (size_t i = 0; i < side->opened->file_count; i++) {
        const struct opened_file *file = side->opened->by_path[i];
        if (partners[i] == PAIRS_NONE && has_size(other, sizes, file->size)) {
            pairs_keys_add(&keys, content_key(work, side, file), i);
        }
    }
    return keys;
}

static struct pairs_keys hashless_keys(struct arena *arena, const struct opened *opened,
                                       const size_t *partners)
{
    struct pairs_keys keys = pairs_keys_begin(arena, opened->file_count);
    for (size_t i = 0; i < opened->file_count; i++) {
        if (partners[i] == PAIRS_NONE) {
            pairs_keys_add(&keys, hashless_key(arena, opened->by_path[i]->path), i);
        }
    }
    return keys;
}

static void match(struct files *files)
{
    struct difference_work *work = files->work;
    struct pairs *pairs = &files->pairs;
    const struct opened *old = work->before.opened;
    const struct opened *new = work->after.opened;
    match_paths(files);
    struct pairs_keys before = content_keys(work, &work->before, new, pairs->of_before);
    struct pairs_keys after = content_keys(work, &work->after, old, pairs->of_after);
    pairs_match(pairs, &before, &after, PAIRS_TAKE_NONE);
    before = hashless_keys(work->arena, old, pairs->of_before);
    after = hashless_keys(work->arena, new, pairs->of_after);
    pairs_match(pairs, &before, &after, PAIRS_TAKE_NONE);
}

static void tell_removed(const struct files *files, const struct opened_file *file)
{
    bool loses_captions = is_captions(file->path);
    difference_add(
        files->work,
        &(const struct difference_change){
            .kind = loses_captions ? DIFFERENCE_CAPTIONS_REMOVED : DIFFERENCE_FILE_REMOVED,
            .weight = loses_captions ? DIFFERENCE_WARNING : DIFFERENCE_NOTE,
            .subject = file->path,
            .effect = loses_captions ? "Who needs captions cannot follow the film." : NULL,
            .has_sizes = true,
            .old_size = file->size});
}

static void tell_added(const struct files *files, const struct opened_file *file)
{
    difference_add(files->work, &(const struct difference_change){
                                    .kind = is_captions(file->path) ? DIFFERENCE_CAPTIONS_ADDED
                                                                    : DIFFERENCE_FILE_ADDED,
                                    .subject = file->path,
                                    .has_sizes = true,
                                    .new_size = file->size});
}

static void tell_pair(const struct files *files, enum difference_kind kind,
                      const struct opened_file *before, const struct opened_file *after)
{
    bool is_renamed = !difference_is_same(before->path, after->path);
    bool is_damaged = kind == DIFFERENCE_FILE_DAMAGED;
    difference_add(files->work, &(const struct difference_change){
                                    .kind = kind,
                                    .weight = is_damaged ? DIFFERENCE_WARNING : DIFFERENCE_NOTE,
                                    .subject = after->path,
                                    .before = is_renamed ? before->path : NULL,
                                    .after = is_renamed ? after->path : NULL,
                                    .effect = is_damaged ? "It cannot be unpacked whole, and was "
                                                           "not compared."
                                                         : NULL,
                                    .has_sizes = true,
                                    .old_size = before->size,
                                    .new_size = after->size});
}

static void compare_pair(const struct files *files, const struct opened_file *before,
                         const struct opened_file *after)
{
    struct difference_work *work = files->work;
    enum difference_kind changed =
        is_captions(after->path) ? DIFFERENCE_CAPTIONS_CHANGED : DIFFERENCE_FILE_CHANGED;
    if (before->size != after->size) {
        tell_pair(files, changed, before, after);
        return;
    }
    const struct digest *old = difference_digest(work, &work->before, before);
    const struct digest *new = difference_digest(work, &work->after, after);
    if (old == NULL || new == NULL) {
        tell_pair(files, DIFFERENCE_FILE_DAMAGED, before, after);
    } else if (memcmp(old, new, sizeof *old) != 0) {
        tell_pair(files, changed, before, after);
    } else if (!difference_is_same(before->path, after->path)) {
        tell_pair(files, DIFFERENCE_FILE_RENAMED, before, after);
    }
}

void difference_look_at_files(struct difference_work *work)
{
    struct files files = {
        .work = work,
        .pairs = pairs_begin(work->arena, work->before.opened->file_count,
                             work->after.opened->file_count),
    };
    match(&files);
    for (size_t i = 0; i < files.pairs.before_count; i++) {
        if (files.pairs.of_before[i] == PAIRS_NONE) {
            tell_removed(&files, before_at(&files, i));
        }
    }
    for (size_t i = 0; i < files.pairs.after_count; i++) {
        if (files.pairs.of_after[i] == PAIRS_NONE) {
            tell_added(&files, after_at(&files, i));
        } else {
            compare_pair(&files, before_at(&files, files.pairs.of_after[i]), after_at(&files, i));
        }
    }
}
