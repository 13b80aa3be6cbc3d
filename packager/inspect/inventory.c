/* SPDX-License-Identifier: Apache-2.0 */

/* Goes through the files of a package. Only files that share their size are read to compare them.
 */
#include "inspect/inventory.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

/* A file whose content is known. */
struct print {
    const struct opened_file *file;
    struct digest digest;
};

static int compare_sizes(const void *left, const void *right)
{
    const struct opened_file *const *one = left;
    const struct opened_file *const *other = right;
    if ((*one)->size != (*other)->size) {
        return (*one)->size < (*other)->size ? 1 : -1;
    }
    return strcmp((*one)->path, (*other)->path);
}

struct opened_list inventory_by_size(const struct opened *opened)
{
    struct opened_list list = {.count = opened->file_count};
    list.files = ARENA_ARRAY(opened->arena, const struct opened_file *, list.count);
    for (size_t i = 0; i < list.count; i++) {
        list.files[i] = &opened->files[i];
    }
    if (list.count > 0) {
        qsort(list.files, list.count, sizeof(const struct opened_file *), compare_sizes);
    }
    return list;
}

/* Prints of all files that share their size with another one. */
static enum status take_prints(const struct opened *opened, struct print *prints, size_t *count,
                               struct error *error)
{
    struct opened_list list = inventory_by_size(opened);
    for (size_t i = 0; i < list.count && list.files[i]->size > 0; i++) {
        uint64_t size = list.files[i]->size;
        bool is_shared = (i > 0 && list.files[i - 1]->size == size) ||
                         (i + 1 < list.count && list.files[i + 1]->size == size);
        if (!is_shared) {
            continue;
        }
        struct print *print = &prints[*count];
        print->file = list.files[i];
        enum status status = opened_digest(opened, print->file, &print->digest, error);
        if (status == STATUS_UNAVAILABLE) {
            return status;
        }
        *count += status == STATUS_OK ? 1 : 0;
    }
    return STATUS_OK;
}

static int compare_prints(const void *left, const void *right)
{
    const struct print *one = left;
    const struct print *other = right;
    int order = memcmp(&one->digest, &other->digest, sizeof one->digest);
    return order != 0 ? order : strcmp(one->file->path, other->file->path);
}

static int compare_twins(const void *left, const void *right)
{
    const struct inventory_twins *one = left;
    const struct inventory_twins *other = right;
    uint64_t mine = one->size * (one->count - 1);
    uint64_t others = other->size * (other->count - 1);
    if (mine != others) {
        return mine < others ? 1 : -1;
    }
    return strcmp(one->files[0]->path, other->files[0]->path);
}

static struct inventory_twins make_twins(const struct opened *opened, const struct print *prints,
                                         size_t count)
{
    struct inventory_twins twins = {.count = count, .size = prints[0].file->size};
    twins.files = ARENA_ARRAY(opened->arena, const struct opened_file *, count);
    for (size_t i = 0; i < count; i++) {
        twins.files[i] = prints[i].file;
    }
    digest_to_hex(&prints[0].digest, twins.sha256);
    return twins;
}

enum status inventory_find_twins(const struct opened *opened, const struct inventory_twins **out,
                                 size_t *out_count, struct error *error)
{
    struct print *prints = ARENA_ARRAY(opened->arena, struct print, opened->file_count);
    size_t count = 0;
    enum status status = take_prints(opened, prints, &count, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (count > 0) {
        qsort(prints, count, sizeof *prints, compare_prints);
    }
    struct inventory_twins *groups = ARENA_ARRAY(opened->arena, struct inventory_twins, count / 2);
    size_t group_count = 0;
    for (size_t i = 0, same; i < count; i += same) {
        same = 1;
        while (i + same < count &&
               memcmp(&prints[i].digest, &prints[i + same].digest, sizeof prints[i].digest) == 0) {
            same++;
        }
        if (same > 1) {
            groups[group_count++] = make_twins(opened, &prints[i], same);
        }
    }
    if (group_count > 0) {
        qsort(groups, group_count, sizeof *groups, compare_twins);
    }
    *out = groups;
    *out_count = group_count;
    return STATUS_OK;
}
