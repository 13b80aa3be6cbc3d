/* SPDX-License-Identifier: Apache-2.0 */

/* Keys for the cache from the states of files. */
#include "zip/zip_known.h"

#include "base/buffer.h"
#include "cache/cache.h"
#include "zip/deflater.h"

#include <inttypes.h>
#include <string.h>

enum { FACTS_MAX = 200, MICROSECONDS = 1000000 };

/* Raise it with each change of the bytes that zip_writer.c makes of the same entries; the test
 * the_same_bytes_as_ever says when. */
#define EDITION "1"

static void add_state(struct buffer *buffer, const struct stat *state)
{
    buffer_print(buffer, "%ju %ju %jd %jd.%09ld %jd.%09ld\n", (uintmax_t)state->st_dev,
                 (uintmax_t)state->st_ino, (intmax_t)state->st_size,
                 (intmax_t)state->st_mtim.tv_sec, state->st_mtim.tv_nsec,
                 (intmax_t)state->st_ctim.tv_sec, state->st_ctim.tv_nsec);
}

static bool is_settled(const struct stat *state, int64_t now_us)
{
    int64_t limit_s = now_us / MICROSECONDS - ZIP_SETTLED_S;
    return state->st_mtim.tv_sec < limit_s && state->st_ctim.tv_sec < limit_s;
}

static struct digest crc_key(const struct stat *state)
{
    AUTO(buffer_finish) struct buffer facts = BUFFER_INIT(FACTS_MAX);
    add_state(&facts, state);
    return cache_key("crc32", buffer_text(&facts));
}

bool zip_crc_find(const struct cache *cache, const struct stat *state, uint32_t *out)
{
    struct digest key = crc_key(state);
    AUTO(buffer_finish) struct buffer piece = BUFFER_INIT(sizeof *out);
    if (!cache_get(cache, &key, &piece) || piece.length != sizeof *out) {
        return false;
    }
    memcpy(out, piece.data, sizeof *out);
    return true;
}

void zip_crc_keep(struct cache *cache, const struct stat *state, int64_t read_us, uint32_t crc)
{
    if (is_settled(state, read_us)) {
        struct digest key = crc_key(state);
        cache_put(cache, &key, (struct text){(const char *)&crc, sizeof crc});
    }
}

static bool add_entry(struct digest_stream *stream, const struct zip_entry *entry, int64_t now_us)
{
    AUTO(buffer_finish) struct buffer facts = BUFFER_INIT(FACTS_MAX + strlen(entry->name));
    buffer_print(&facts, "%s\n%d\n", entry->name, (int)entry->packing);
    if (entry->file == NULL) {
        buffer_print(&facts, "%zu\n", entry->content.length);
        digest_add(stream, buffer_text(&facts));
        digest_add(stream, entry->content);
        return true;
    }
    struct stat state;
    if (stat(entry->file, &state) != 0 || !is_settled(&state, now_us)) {
        return false;
    }
    add_state(&facts, &state);
    digest_add(stream, buffer_text(&facts));
    return true;
}

bool zip_recipe(const struct zip_entry *entries, size_t count, int64_t now_us, struct digest *out)
{
    struct digest_stream *stream = digest_begin();
    digest_add(stream, text_of("zip " EDITION " zlib "));
    digest_add(stream, text_of(deflater_version()));
    bool is_known = true;
    for (size_t i = 0; is_known && i < count; i++) {
        digest_add(stream, text_of("\n"));
        is_known = add_entry(stream, &entries[i], now_us);
    }
    struct digest recipe = digest_end(stream);
    if (is_known) {
        *out = recipe;
    }
    return is_known;
}

static bool made_key(const struct digest *recipe, const char *path, struct digest *out)
{
    struct stat state;
    if (lstat(path, &state) != 0 || !S_ISREG(state.st_mode)) {
        return false;
    }
    AUTO(buffer_finish) struct buffer facts = BUFFER_INIT(FACTS_MAX + DIGEST_SIZE);
    buffer_add(&facts, recipe->bytes, DIGEST_SIZE);
    add_state(&facts, &state);
    *out = cache_key("made", buffer_text(&facts));
    return true;
}

bool zip_is_made(const struct cache *cache, const struct digest *recipe, const char *path)
{
    struct digest key;
    AUTO(buffer_finish) struct buffer nothing = BUFFER_INIT(1);
    return made_key(recipe, path, &key) && cache_get(cache, &key, &nothing);
}

void zip_note_made(struct cache *cache, const struct digest *recipe, const char *path)
{
    struct digest key;
    if (made_key(recipe, path, &key)) {
        cache_put(cache, &key, (struct text){"", 0});
    }
}

static struct digest digest_key(const struct digest *recipe)
{
    return cache_key("sha256", (struct text){(const char *)recipe->bytes, DIGEST_SIZE});
}

bool zip_digest_find(const struct cache *cache, const struct digest *recipe, struct digest *out)
{
    struct digest key = digest_key(recipe);
    AUTO(buffer_finish) struct buffer piece = BUFFER_INIT(DIGEST_SIZE);
    if (!cache_get(cache, &key, &piece) || piece.length != DIGEST_SIZE) {
        return false;
    }
    memcpy(out->bytes, piece.data, DIGEST_SIZE);
    return true;
}

void zip_digest_keep(struct cache *cache, const struct digest *recipe, const struct digest *digest)
{
    struct digest key = digest_key(recipe);
    cache_put(cache, &key, (struct text){(const char *)digest->bytes, DIGEST_SIZE});
}
