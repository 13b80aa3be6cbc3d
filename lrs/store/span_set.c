/* SPDX-License-Identifier: Apache-2.0 */

/* A set is kept as the distances from each of its seqs to the next, beginning at the one before the
 * span, in one or two bytes each; or, where that would be no shorter, as its words. */
#include "store/span_set.h"

enum { NEAR = 128 };

static uint64_t bit_of(int place)
{
    return UINT64_C(1) << place % 64;
}

void span_set_add(struct span_set *set, int64_t seq)
{
    int place = (int)(seq % SPAN_SIZE);
    set->words[place / 64] |= bit_of(place);
}

void span_set_take_away(struct span_set *set, int64_t seq)
{
    int place = (int)(seq % SPAN_SIZE);
    set->words[place / 64] &= ~bit_of(place);
}

static size_t write_words(const struct span_set *set, unsigned char *out)
{
    for (size_t i = 0; i < SPAN_SET_BYTES; i++) {
        out[i] = (unsigned char)(set->words[i / 8] >> 8 * (i % 8));
    }
    return SPAN_SET_BYTES;
}

static void read_words(const char *bytes, struct span_set *out)
{
    for (size_t i = 0; i < SPAN_SET_BYTES; i++) {
        out->words[i / 8] |= (uint64_t)(unsigned char)bytes[i] << 8 * (i % 8);
    }
}

/* A distance below NEAR is one byte; of another the upper bits come first, with the mark NEAR. */
size_t span_set_pack(const struct span_set *set, unsigned char out[SPAN_SET_BYTES])
{
    size_t length = 0;
    int previous = -1;
    for (int place = 0; place < SPAN_SIZE; place++) {
        if ((set->words[place / 64] & bit_of(place)) == 0) {
            continue;
        }
        if (length + 2 >= SPAN_SET_BYTES) {
            return write_words(set, out);
        }
        int distance = place - previous;
        if (distance >= NEAR) {
            out[length++] = (unsigned char)(NEAR | distance / NEAR);
        }
        out[length++] = (unsigned char)(distance % NEAR);
        previous = place;
    }
    return length;
}

enum status span_set_unpack(struct text packed, struct span_set *out, struct error *error)
{
    *out = (struct span_set){{0}};
    if (packed.length == SPAN_SET_BYTES) {
        read_words(packed.data, out);
        return STATUS_OK;
    }
    int place = -1;
    for (size_t i = 0; i < packed.length; i++) {
        int distance = (unsigned char)packed.data[i];
        if (distance >= NEAR) { /* cut off: a distance that no span has */
            int rest = i + 1 < packed.length ? (unsigned char)packed.data[++i] : SPAN_SIZE;
            distance = (distance - NEAR) * NEAR + rest;
        }
        place += distance;
        if (distance == 0 || place >= SPAN_SIZE) {
            return FAIL(error, STATUS_UNAVAILABLE,
                        "a set of postings is damaged; run 'ibest-lrs verify', then 'ibest-lrs "
                        "rebuild'");
        }
        span_set_add(out, place);
    }
    return STATUS_OK;
}

size_t span_set_size(const struct span_set *set)
{
    size_t count = 0;
    for (int place = 0; place < SPAN_SIZE; place++) {
        count += (set->words[place / 64] & bit_of(place)) != 0;
    }
    return count;
}
