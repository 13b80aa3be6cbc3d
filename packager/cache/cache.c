/* SPDX-License-Identifier: Apache-2.0 */

/* FOLDER/ab/cdef…: a file a piece, named after its key's digits. It begins with the digest of the
 * piece and its key, so that neither half a file nor one of another name passes for it. */
#include "cache/cache.h"

#include "base/draft.h"
#include "base/file.h"
#include "base/mem.h"
#include "cache/trim.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { USED_AGAIN_S = 3600 }; /* a time of use is noted this often at most */

struct cache {
    char *folder;
    uint64_t limit_bytes;
    atomic_bool has_grown;
};

/* XDG Base Directory Specification: such folders are made with 0700. */
enum status cache_open(const char *folder, uint64_t limit_bytes, struct cache **out,
                       struct error *error)
{
    AUTO(free) char *upper = path_folder(folder);
    enum status status = folder_make(upper, error);
    if (status == STATUS_OK) {
        (void)mkdir(folder, 0700); /* if it cannot, the next line says why */
        status = folder_make(folder, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    struct cache *cache = MEM_NEW(struct cache);
    cache->folder = mem_copy_string(folder);
    cache->limit_bytes = limit_bytes;
    *out = cache;
    return STATUS_OK;
}

void cache_close(struct cache *cache)
{
    if (cache == NULL) {
        return;
    }
    if (atomic_load(&cache->has_grown)) {
        cache_trim(cache->folder, cache->limit_bytes);
    }
    free(cache->folder);
    free(cache);
}

struct digest cache_key(const char *kind, struct text content)
{
    struct digest_stream *stream = digest_begin();
    digest_add(stream, (struct text){kind, strlen(kind) + 1});
    digest_add(stream, content);
    return digest_end(stream);
}

/* The file of a key; that of its folder is what stands before the last '/'. */
static char *path_of(const struct cache *cache, const struct digest *key)
{
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(key, hex);
    struct buffer path = BUFFER_INIT(strlen(cache->folder) + DIGEST_HEX_SIZE + 2);
    buffer_print(&path, "%s/%.2s/%s", cache->folder, hex, hex + 2);
    return path.data;
}

static struct digest seal_of(const struct digest *key, struct text piece)
{
    struct digest_stream *stream = digest_begin();
    digest_add(stream, (struct text){(const char *)key->bytes, DIGEST_SIZE});
    digest_add(stream, piece);
    return digest_end(stream);
}

/* What was used is kept longer. */
static void note_use(const char *path)
{
    struct stat state;
    if (stat(path, &state) == 0 && state.st_mtime < time(NULL) - USED_AGAIN_S) {
        (void)utimensat(AT_FDCWD, path, NULL, 0);
    }
}

bool cache_get(const struct cache *cache, const struct digest *key, struct buffer *out)
{
    AUTO(free) char *path = path_of(cache, key);
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(CACHE_PIECE_MAX + DIGEST_SIZE);
    if (file_read(path, file.limit, &file, NULL) != STATUS_OK || file.length < DIGEST_SIZE) {
        return false;
    }
    struct text piece = {file.data + DIGEST_SIZE, file.length - DIGEST_SIZE};
    struct digest seal = seal_of(key, piece);
    if (memcmp(seal.bytes, file.data, DIGEST_SIZE) != 0) {
        return false;
    }
    note_use(path);
    buffer_add_text(out, piece);
    return true;
}

/* Not synced: a piece that the power took is not whole, and is made again. */
static enum status write_piece(const char *path, const struct digest *seal, struct text piece)
{
    AUTO(draft_discard) struct draft *draft = NULL;
    enum status status = draft_open(path, &draft, NULL);
    if (status == STATUS_OK) {
        status = draft_write(draft, (struct text){(const char *)seal->bytes, DIGEST_SIZE}, NULL);
    }
    if (status == STATUS_OK) {
        status = draft_write(draft, piece, NULL);
    }
    return status == STATUS_OK ? draft_publish(TAKE(draft), NULL) : status;
}

void cache_put(struct cache *cache, const struct digest *key, struct text piece)
{
    if (piece.length > CACHE_PIECE_MAX) {
        return;
    }
    AUTO(free) char *path = path_of(cache, key);
    AUTO(free) char *folder = path_folder(path);
    struct digest seal = seal_of(key, piece);
    if (folder_make(folder, NULL) == STATUS_OK && write_piece(path, &seal, piece) == STATUS_OK) {
        atomic_store(&cache->has_grown, true);
    }
}

char *cache_default_folder(const char *name)
{
    const char *caches = getenv("XDG_CACHE_HOME"); // NOLINT(concurrency-mt-unsafe): nobody sets it
    const char *home = getenv("HOME");             // NOLINT(concurrency-mt-unsafe): nobody sets it
    /* The specification has relative paths ignored. */
    if (caches != NULL && caches[0] == '/') {
        return path_join(caches, name);
    }
    if (home == NULL || home[0] != '/') {
        return NULL;
    }
    AUTO(free) char *folder = path_join(home, ".cache");
    return path_join(folder, name);
}
