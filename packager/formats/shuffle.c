/* SPDX-License-Identifier: Apache-2.0 */

/* Sorts by digests. Should that leave everything where it was, the first goes last. */
#include "formats/shuffle.h"

#include "base/digest.h"
#include "base/text.h"

#include <assert.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

struct card {
    struct digest digest;
    size_t place;
};

static struct card card_of(const char *seed, const char *name, size_t place)
{
    struct digest_stream *stream = digest_begin();
    digest_add(stream, text_of(seed));
    digest_add(stream, text_of("\n"));
    digest_add(stream, text_of(name));
    return (struct card){.digest = digest_end(stream), .place = place};
}

static int compare_cards(const void *left, const void *right)
{
    const struct card *a = left;
    const struct card *b = right;
    return memcmp(&a->digest, &b->digest, sizeof a->digest);
}

static bool is_sorted(const size_t *places, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (places[i] != i) {
            return false;
        }
    }
    return true;
}

void shuffle(const char *seed, const char *const *names, size_t count, size_t *out)
{
    assert(count <= SHUFFLE_MAX);
    struct card cards[SHUFFLE_MAX];
    for (size_t i = 0; i < count; i++) {
        cards[i] = card_of(seed, names[i], i);
    }
    qsort(cards, count, sizeof *cards, compare_cards);
    for (size_t i = 0; i < count; i++) {
        out[i] = cards[i].place;
    }
    if (count > 1 && is_sorted(out, count)) {
        memmove(out, out + 1, (count - 1) * sizeof *out);
        out[count - 1] = 0;
    }
}
