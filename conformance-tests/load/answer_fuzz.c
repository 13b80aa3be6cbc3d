/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: the lengths of pieces, a NUL, and an answer; without the NUL all is answer. What is
 * read of it must not depend on the pieces, and keep to the limit. */
#include "load/answer_fixture.h"

#include "base/fuzz.h"

enum { PIECES_MAX = 64 };

static struct buffer read_whole_or_not(struct answer *answer, struct text bytes,
                                       const struct pieces *pieces)
{
    struct buffer out = BUFFER_INIT(FIXTURE_OUTCOME_MAX);
    read_answer(answer, bytes, pieces, &out);
    fuzz_require(out.length > 0 && !out.overflowed);
    fuzz_require(answer->body.length <= FIXTURE_BODY_MAX);
    return out;
}

static void compare(struct answer *answer, struct text bytes, const struct pieces *pieces)
{
    const struct pieces whole = {(const size_t[]){SIZE_MAX}, 1};
    AUTO(buffer_finish) struct buffer at_once = read_whole_or_not(answer, bytes, &whole);
    AUTO(buffer_finish) struct buffer in_pieces = read_whole_or_not(answer, bytes, pieces);
    fuzz_require(text_equals(buffer_text(&at_once), buffer_text(&in_pieces)));
}

/* The last is the length of all that follow, so it is not 0. */
static size_t read_lengths(struct text bytes, size_t lengths[PIECES_MAX])
{
    size_t count = 0;
    while (count < PIECES_MAX - 1 && count < bytes.length) {
        lengths[count] = (uint8_t)bytes.data[count] % 32U;
        count++;
    }
    lengths[count++] = 1;
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text rest = {copy, size};
    struct text before = {NULL, 0};
    size_t lengths[PIECES_MAX];
    struct answer answer;
    answer_init(&answer, FIXTURE_BODY_MAX);
    if (!text_split(&rest, '\0', &before) || rest.data == NULL) {
        rest = (struct text){copy, size};
        before = (struct text){NULL, 0};
    }
    const struct pieces pieces = {lengths, read_lengths(before, lengths)};
    compare(&answer, rest, &pieces);
    answer_finish(&answer);
    return 0;
}
