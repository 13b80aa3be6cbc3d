/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a Content-Type header, a NUL, the lengths of pieces, a NUL, and a body. What is told
 * of the body must not depend on the pieces. Without the second NUL all is body with boundary b. */
#include "base/fuzz.h"
#include "multipart/fixture.h"

static size_t whole_piece(const struct cutting *cutting, size_t done)
{
    (void)cutting;
    (void)done;
    return SIZE_MAX;
}

/* At least one byte, so that the body comes to its end. */
static size_t random_piece(const struct cutting *cutting, size_t done)
{
    return 1 + (cutting->count > 0 ? cutting->lengths[done % cutting->count] % 16U : 0U);
}

/* A message must be text that JSON can hold, and have been written. */
static void check_message(enum status status, const struct error *error)
{
    if (status != STATUS_OK) {
        fuzz_require(status == STATUS_INVALID || status == STATUS_TOO_LARGE);
        fuzz_require(status == error->status && error->message[0] != '\0');
        fuzz_require(text_is_utf8(text_of(error->message)));
    }
}

static void compare(const struct boundary *boundary, struct text body, struct text lengths)
{
    AUTO(buffer_finish) struct buffer at_once = BUFFER_INIT(TRANSCRIPT_MAX);
    AUTO(buffer_finish) struct buffer in_pieces = BUFFER_INIT(TRANSCRIPT_MAX);
    struct error error = {.message = ""};
    struct error other = {.message = ""};
    struct cutting whole = {.next = whole_piece};
    struct cutting pieces = {
        .next = random_piece, .lengths = (const uint8_t *)lengths.data, .count = lengths.length};
    enum status status = parse_cut(boundary, body, &whole, &at_once, &error);
    check_message(status, &error);
    fuzz_require(parse_cut(boundary, body, &pieces, &in_pieces, &other) == status);
    fuzz_require(strcmp(error.message, other.message) == 0);
    fuzz_require(text_equals(buffer_text(&at_once), buffer_text(&in_pieces)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text body = {copy, size};
    struct text header = {NULL, 0};
    struct text lengths = {NULL, 0};
    struct boundary boundary = {"b"};
    if (!text_split(&body, '\0', &header) || !text_split(&body, '\0', &lengths) ||
        body.data == NULL) {
        compare(&boundary, (struct text){copy, size}, (struct text){NULL, 0});
        return 0;
    }
    struct error error = {.message = ""};
    enum status status = boundary_read(header, &boundary, &error);
    check_message(status, &error);
    if (status == STATUS_OK) {
        compare(&boundary, body, lengths);
    }
    return 0;
}
