/* SPDX-License-Identifier: Apache-2.0 */

/* For tests: reads a file that is given in pieces of every size, and asserts that the pieces do not
 * matter. */
#ifndef MEDIA_READING_FIXTURE_H
#define MEDIA_READING_FIXTURE_H

#include "base/arena.h"
#include "media/media.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static inline const struct media_facts *read_in_pieces(struct text bytes, size_t size,
                                                       struct arena *arena)
{
    AUTO(arena_destroy) struct arena *scratch = arena_create();
    struct media_reader *reader = media_reader_begin(bytes.length, arena, scratch);
    bool is_wanted = true;
    for (size_t at = 0; is_wanted && at < bytes.length; at += size) {
        size_t left = bytes.length - at;
        is_wanted =
            media_reader_take(reader, (struct text){bytes.data + at, left < size ? left : size});
    }
    return media_reader_end(reader);
}

static inline const struct media_facts *read_media(struct text bytes, struct arena *arena)
{
    const struct media_facts *facts = read_in_pieces(bytes, bytes.length, arena);
    static const size_t SIZES[] = {1, 7, 4096, 5000};
    for (size_t i = 0; i < sizeof SIZES / sizeof *SIZES; i++) {
        const struct media_facts *again = read_in_pieces(bytes, SIZES[i], arena);
        struct media_facts same = *again;
        same.tracks = facts->tracks;
        assert_int_equal(facts->track_count, again->track_count);
        assert_string_equal(facts->damage, again->damage);
        assert_int_equal(facts->duration_ms, same.duration_ms);
        assert_int_equal(facts->is_cut, same.is_cut);
        assert_int_equal(facts->index, same.index);
        for (size_t k = 0; k < facts->track_count; k++) {
            assert_string_equal(facts->tracks[k].codec, again->tracks[k].codec);
        }
    }
    return facts;
}

#endif
