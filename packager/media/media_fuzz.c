/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a film, a sound or a picture: facts hold together, and are the same however the
 * bytes come. The first byte says in how large pieces. */
#include "base/arena.h"
#include "base/fuzz.h"
#include "media/media.h"

static const struct media_facts *read_in_pieces(struct text bytes, size_t size, struct arena *arena)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    struct media_reader *reader = media_reader_begin(bytes.length, arena, scratch);
    bool is_wanted = true;
    for (size_t at = 0; is_wanted && at < bytes.length; at += size) {
        size_t left = bytes.length - at;
        /* A copy, so that reads beyond the piece are seen. */
        size_t length = left < size ? left : size;
        AUTO(free) char *piece = fuzz_copy((const uint8_t *)bytes.data + at, length);
        is_wanted = media_reader_take(reader, (struct text){piece, length});
    }
    return media_reader_end(reader);
}

static void look_at(const struct media_facts *facts)
{
    fuzz_require(media_kind_find(facts->kind)->title != NULL);
    fuzz_require(facts->track_count <= MEDIA_TRACKS_MAX);
    fuzz_require(strlen(facts->damage) <= MEDIA_DAMAGE_MAX);
    for (size_t i = 0; i < facts->track_count; i++) {
        for (const char *c = facts->tracks[i].codec; *c != '\0'; c++) {
            fuzz_require(*c >= ' ' && *c < 0x7F);
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0) {
        return 0;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text bytes = {(const char *)data + 1, size - 1};
    const struct media_facts *whole = read_in_pieces(bytes, size, arena);
    const struct media_facts *parts = read_in_pieces(bytes, data[0] + 1U, arena);
    look_at(whole);
    fuzz_require(whole->kind == parts->kind && whole->duration_ms == parts->duration_ms);
    fuzz_require(whole->is_cut == parts->is_cut && whole->track_count == parts->track_count);
    fuzz_require(strcmp(whole->damage, parts->damage) == 0);
    return 0;
}
