/* SPDX-License-Identifier: Apache-2.0 */

/* Content is given whole or said to be damaged, and never beyond its size. */
#include "base/arena.h"
#include "zip/reader_fixture.h"

#include <stdint.h>
#include <stdlib.h>

/* Says in both headers that the only item has `size` bytes. */
static void claim_size(struct forge *forge, uint64_t size)
{
    forge_apply(forge, &(struct forge_change){FORGE_LOCAL, 0, 22, 4, size});
    forge_apply(forge, &(struct forge_change){FORGE_CENTRAL, 0, 24, 4, size});
}

static void forge_one(struct forge *forge, const char *content, bool is_deflated)
{
    const struct forge_item item = {
        .name = text_of("a"), .content = text_of(content), .is_deflated = is_deflated};
    forge_add_item(forge, &item);
    forge_close(forge);
}

static void a_bomb_is_seen_by_its_claim_and_not_unpacked(void **state)
{
    (void)state;
    static const uint64_t CLAIMS[] = {UINT32_MAX - 1, ZIP_RATIO_FREE_BYTES, 1 << 20};
    for (size_t i = 0; i < sizeof CLAIMS / sizeof *CLAIMS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        forge_one(&forge, LONG_TEXT, true);
        claim_size(&forge, CLAIMS[i]);
        struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
        assert_fault(reader, ZIP_FAULT_BOMB, "are to unpack to");
        assert_not_read(reader, 0, "was not read");
    }
}

static void content_is_given_up_to_its_size_only(void **state)
{
    (void)state;
    for (int is_deflated = 0; is_deflated < 2; is_deflated++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        forge_one(&forge, LONG_TEXT, is_deflated != 0);
        claim_size(&forge, 10);
        struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
        assert_not_read(reader, 0, "holds more bytes");
        claim_size(&forge, 200);
        reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
        assert_not_read(reader, 0, "holds fewer bytes");
    }
}

static void damaged_content_is_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge stored = FORGE_INIT;
    forge_one(&stored, LONG_TEXT, false);
    stored.zip.data[40] = 'b';
    struct text bytes = buffer_text(&stored.zip);
    assert_not_read(zip_reader_open_bytes(bytes, arena), 0, "its checksum (CRC-32) is wrong");

    AUTO(forge_finish) struct forge deflated = FORGE_INIT;
    forge_one(&deflated, LONG_TEXT, true);
    deflated.zip.data[31] = '\xFF';
    bytes = buffer_text(&deflated.zip);
    assert_not_read(zip_reader_open_bytes(bytes, arena), 0, "deflated bytes are damaged");
}

static void deflated_data_must_end_with_its_bytes(void **state)
{
    (void)state;
    static const struct {
        int change;
        const char *message;
    } CASES[] = {{-1, "end too early"}, {1, "bytes behind the end"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        const struct forge_item item = {
            .name = text_of("a"), .content = text_of(LONG_TEXT), .is_deflated = true};
        forge_add_item(&forge, &item);
        size_t packed_size = forge.zip.length - 31;
        buffer_add_string(&forge.zip, "x");
        forge_close(&forge);
        uint64_t claimed = packed_size + (size_t)CASES[i].change;
        forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, 18, 4, claimed});
        forge_apply(&forge, &(struct forge_change){FORGE_CENTRAL, 0, 20, 4, claimed});
        assert_not_read(zip_reader_open_bytes(buffer_text(&forge.zip), arena), 0, CASES[i].message);
    }
}

static void what_cannot_be_unpacked_is_told_why(void **state)
{
    (void)state;
    static const struct {
        size_t local_offset;
        uint64_t value;
        const char *message;
    } CASES[] = {{6, ZIP_FLAG_ENCRYPTED, "it is encrypted"}, {8, 12, "method that few readers"}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        forge_one(&forge, LONG_TEXT, false);
        size_t offset = CASES[i].local_offset;
        forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, offset, 2, CASES[i].value});
        forge_apply(&forge,
                    &(struct forge_change){FORGE_CENTRAL, 0, offset + 2, 2, CASES[i].value});
        struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
        assert_no_fault(reader);
        assert_not_read(reader, 0, CASES[i].message);
    }
}

static bool want_no_more(void *context, struct text piece)
{
    *(size_t *)context += piece.length;
    return false;
}

static void a_sink_may_stop_early(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    const size_t size = 1 << 20;
    AUTO(free) char *content = mem_zeroed(1, size);
    const struct forge_item item = {
        .name = text_of("a"), .content = {content, size}, .is_deflated = true};
    forge_add_item(&forge, &item);
    forge_close(&forge);
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    size_t taken = 0;
    const struct zip_sink sink = {want_no_more, &taken};
    assert_int_equal(zip_reader_read(reader, &reader->items[0], &sink, NULL), STATUS_OK);
    assert_true(taken > 0 && taken < size);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bomb_is_seen_by_its_claim_and_not_unpacked),
        cmocka_unit_test(content_is_given_up_to_its_size_only),
        cmocka_unit_test(damaged_content_is_seen),
        cmocka_unit_test(deflated_data_must_end_with_its_bytes),
        cmocka_unit_test(what_cannot_be_unpacked_is_told_why),
        cmocka_unit_test(a_sink_may_stop_early),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
