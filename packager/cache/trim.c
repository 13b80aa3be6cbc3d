/* SPDX-License-Identifier: Apache-2.0 */

/* Lists all pieces with their times, and removes from the oldest on. */
#include "cache/trim.h"

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { FOLDER_DIGITS = 2, NAME_DIGITS = DIGEST_HEX_SIZE - 1 - FOLDER_DIGITS, ABANDONED_S = 3600 };

static const char DIGITS[] = "0123456789abcdef";

struct piece {
    char *path;
    uint64_t size;
    time_t used;
};

struct listing {
    struct piece *pieces;
    size_t count;
    size_t capacity;
    uint64_t bytes;
    time_t now;
};

static void add_piece(struct listing *listing, const char *path, const struct stat *state)
{
    if (listing->count == listing->capacity) {
        listing->capacity = listing->capacity == 0 ? 256 : 2 * listing->capacity;
        listing->pieces = mem_resize(listing->pieces, listing->capacity, sizeof *listing->pieces);
    }
    listing->pieces[listing->count++] = (struct piece){
        .path = mem_copy_string(path), .size = (uint64_t)state->st_size, .used = state->st_mtime};
    listing->bytes += (uint64_t)state->st_size;
}

/* A file that is being written has its name's digits, then '.' and more. */
static void list_file(struct listing *listing, const char *folder, const char *name)
{
    size_t digits = strspn(name, DIGITS);
    if (digits != NAME_DIGITS || (name[digits] != '\0' && name[digits] != '.')) {
        return;
    }
    AUTO(free) char *path = path_join(folder, name);
    struct stat state;
    if (lstat(path, &state) != 0 || !S_ISREG(state.st_mode)) {
        return;
    }
    if (name[digits] == '\0') {
        add_piece(listing, path, &state);
    } else if (state.st_mtime < listing->now - ABANDONED_S) {
        (void)unlink(path);
    }
}

static void list_files(struct listing *listing, const char *path)
{
    DIR *folder = opendir(path);
    if (folder == NULL) {
        return;
    }
    struct dirent *entry;
    while ((entry = readdir(folder)) != NULL) { // NOLINT(concurrency-mt-unsafe): own folder stream
        list_file(listing, path, entry->d_name);
    }
    (void)closedir(folder);
}

static void list_all(struct listing *listing, const char *folder)
{
    for (size_t i = 0; i < 256; i++) {
        const char name[] = {DIGITS[i / 16], DIGITS[i % 16], '\0'};
        AUTO(free) char *path = path_join(folder, name);
        list_files(listing, path);
    }
}

static int compare_uses(const void *left, const void *right)
{
    const struct piece *first = left;
    const struct piece *second = right;
    return first->used < second->used ? -1 : first->used > second->used ? 1 : 0;
}

void cache_trim(const char *folder, uint64_t limit_bytes)
{
    struct listing listing = {.now = time(NULL)};
    list_all(&listing, folder);
    if (listing.bytes > limit_bytes) {
        qsort(listing.pieces, listing.count, sizeof *listing.pieces, compare_uses);
        for (size_t i = 0; i < listing.count && listing.bytes > limit_bytes / 4 * 3; i++) {
            (void)unlink(listing.pieces[i].path);
            listing.bytes -= listing.pieces[i].size;
        }
    }
    for (size_t i = 0; i < listing.count; i++) {
        free(listing.pieces[i].path);
    }
    free(listing.pieces);
}
