/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a JWS, or, where there is a NUL, as the header before and the payload behind it,
 * which are encoded here so that the fuzzer gets behind base64. A payload that is a statement signs
 * that statement. */
#include "attachments/jws.h"
#include "attachments/signature.h"
#include "base/fuzz.h"

#include <sodium.h>

enum { SIGNATURE_BYTES = 256, FUZZ_BATCH_MAX = 4 };

static const char plain[] = "{\"actor\":{\"mbox\":\"mailto:a@b.c\"},\"verb\":{\"id\":\"a:b\"},"
                            "\"object\":{\"id\":\"a:b\"}}";

static bool read_statement(struct text text, struct arena *arena, struct statement *out)
{
    struct statement_context context = {XAPI_VERSION_1_0_3, {NULL, 0}, FUZZ_BATCH_MAX};
    struct statement_list list = {NULL, 0};
    bool is_read = statements_read(text, &context, arena, &list, NULL) == STATUS_OK;
    if (!is_read || list.count != 1 || text_starts_with(text_trim(text), "[")) {
        return false;
    }
    *out = list.items[0];
    return true;
}

static enum status check(const struct statement *statement, struct text jws, struct arena *arena)
{
    struct error error = {.message = ""};
    struct place place = {.key = "attachments", .clause = "Data 2.4.11"};
    enum status status = signature_check(statement, jws, &place, arena, &error);
    if (status != STATUS_OK) {
        fuzz_require(status == STATUS_INVALID || status == STATUS_TOO_LARGE);
        fuzz_require(text_starts_with(text_of(error.message), "attachments: "));
        fuzz_require(text_is_utf8(text_of(error.message)));
    }
    return status;
}

static const char *encode(struct text bytes, struct arena *arena)
{
    const int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    size_t room = sodium_base64_encoded_len(bytes.length, variant);
    return sodium_bin2base64(arena_allocate(arena, room, 1), room,
                             (const unsigned char *)bytes.data, bytes.length, variant);
}

static struct text encode_jws(struct text header, struct text payload, struct arena *arena)
{
    struct text signature = {arena_allocate(arena, SIGNATURE_BYTES, 1), SIGNATURE_BYTES};
    return text_of(arena_print(arena, "%s.%s.%s", encode(header, arena), encode(payload, arena),
                               encode(signature, arena)));
}

/* What is signed without a certificate is refused only for its header, if it signs itself. */
static void check_signs_itself(struct text payload, struct arena *arena)
{
    struct statement statement;
    if (read_statement(payload, arena, &statement)) {
        struct text jws = encode_jws(text_of("{\"alg\":\"RS256\"}"), payload, arena);
        fuzz_require(check(&statement, jws, arena) == STATUS_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text rest = {copy, size};
    struct text header = {NULL, 0};
    struct statement statement;
    fuzz_require(read_statement(text_of(plain), arena, &statement));
    (void)text_split(&rest, '\0', &header);
    if (rest.data == NULL) {
        (void)check(&statement, (struct text){copy, size}, arena);
        return 0;
    }
    (void)check(&statement, encode_jws(header, rest, arena), arena);
    check_signs_itself(rest, arena);
    return 0;
}
