/* SPDX-License-Identifier: Apache-2.0 */

/* Good zips are read without a fault; each way of lying is seen; nothing is read beyond limits. */
#include "zip/zip_reader.h"

#include "base/arena.h"
#include "base/file.h"
#include "zip/reader_fixture.h"
#include "zip/zip_writer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

enum { MANY = 64 };

/* Stored "a.html", deflated "b.js". */
static void forge_good(struct forge *forge)
{
    forge_add(forge, "a.html", "<p>a</p>");
    const struct forge_item second = {
        .name = text_of("b.js"), .content = text_of(LONG_TEXT), .is_deflated = true};
    forge_add_item(forge, &second);
    forge_close(forge);
}

static void a_good_zip_has_no_fault_and_all_its_content(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_no_fault(reader);
    assert_int_equal(reader->item_count, 2);
    assert_true(text_is(reader->items[0].name, "a.html"));
    assert_int_equal(reader->items[1].size, strlen(LONG_TEXT));
    assert_true(reader->items[1].packed_size < reader->items[1].size);
    assert_int_equal(reader->items[0].mode, 0100644);
    assert_content(reader, 0, "<p>a</p>");
    assert_content(reader, 1, LONG_TEXT);
}

static void what_the_writer_makes_has_no_fault(void **state)
{
    (void)state;
    const char *path = "zip_reader_test.zip";
    const struct zip_entry entries[] = {
        {.name = "index.html", .content = {LONG_TEXT, sizeof LONG_TEXT - 1}},
        {.name = "media/a.mp4", .content = {"bytes", 5}, .packing = ZIP_STORED},
        {.name = "media/empty.txt", .content = {"", 0}},
    };
    assert_int_equal(zip_write(path, entries, 3, NULL), STATUS_OK);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct zip_reader *reader = NULL;
    assert_int_equal(zip_reader_open(path, arena, &reader, NULL), STATUS_OK);
    assert_no_fault(reader);
    assert_int_equal(reader->item_count, 3);
    assert_content(reader, 0, LONG_TEXT);
    assert_content(reader, 1, "bytes");
    assert_content(reader, 2, "");
    (void)unlink(path);
}

static void a_file_that_cannot_be_read_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct zip_reader *reader = NULL;
    struct error error = {0};
    assert_int_equal(zip_reader_open("no-such.zip", arena, &reader, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "'no-such.zip'"));
    assert_int_equal(zip_reader_open(".", arena, &reader, &error), STATUS_INVALID);
    assert_null(reader);
}

static void what_has_no_end_record_is_no_zip(void **state)
{
    (void)state;
    static const char *const TEXTS[] = {"", "PK", "<html>this is no zip at all</html>"};
    for (size_t i = 0; i < sizeof TEXTS / sizeof *TEXTS; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct zip_reader *reader = zip_reader_open_bytes(text_of(TEXTS[i]), arena);
        assert_fault(reader, ZIP_FAULT_NO_END, "no end record");
        assert_int_equal(reader->item_count, 0);
    }
}

static void a_zip_cut_off_anywhere_is_seen_and_harmless(void **state)
{
    (void)state;
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    for (size_t length = 0; length < forge.zip.length; length++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct text bytes = {forge.zip.data, length};
        assert_fault(zip_reader_open_bytes(bytes, arena), ZIP_FAULT_NO_END, "");
    }
}

/* One number changed, the fault that must be seen, and a part of what is said. */
struct lie {
    struct forge_change change;
    enum zip_fault_kind kind;
    const char *part;
};

static const struct lie LIES[] = {
    {{FORGE_END, 0, 10, 2, 3}, ZIP_FAULT_DISKS, "part 1"},
    {{FORGE_END, 0, 4, 4, 0x00010001}, ZIP_FAULT_DISKS, "part 2"},
    {{FORGE_END, 0, 8, 4, 0x00030003}, ZIP_FAULT_COUNT, "tells 3 entries, there are 2"},
    {{FORGE_END, 0, 8, 4, 0x00010001}, ZIP_FAULT_COUNT, "tells 1 entries, there are 2"},
    {{FORGE_END, 0, 16, 4, 0x7FFFFFFF}, ZIP_FAULT_DIRECTORY, "there is none at 2147483647"},
    {{FORGE_END, 0, 16, 4, 0xFFFFFFFF}, ZIP_FAULT_ZIP64, "missing"},
    {{FORGE_END, 0, 12, 4, 0x7FFFFFFF}, ZIP_FAULT_DIRECTORY, "it has 2147483647 bytes"},
    {{FORGE_CENTRAL, 1, 0, 4, 0}, ZIP_FAULT_DIRECTORY, "behind its first 1 entries"},
    {{FORGE_CENTRAL, 1, 28, 2, 0xFFFF}, ZIP_FAULT_DIRECTORY, "behind its first 1 entries"},
    {{FORGE_CENTRAL, 0, 42, 4, 0x7FFFFFFF}, ZIP_FAULT_LOCAL_HEADER, "none at 2147483647"},
    {{FORGE_LOCAL, 0, 0, 4, 0}, ZIP_FAULT_LOCAL_HEADER, "it has none at 0"},
    {{FORGE_LOCAL, 0, 30, 1, 'x'}, ZIP_FAULT_LOCAL_HEADER, "names 'x.html'"},
    {{FORGE_LOCAL, 0, 8, 2, 8}, ZIP_FAULT_LOCAL_HEADER, "method 8, the directory 0"},
    {{FORGE_LOCAL, 0, 14, 4, 1}, ZIP_FAULT_LOCAL_HEADER, "other sizes or checksum"},
    {{FORGE_LOCAL, 0, 22, 4, 1}, ZIP_FAULT_LOCAL_HEADER, "other sizes or checksum"},
    {{FORGE_LOCAL, 0, 6, 2, 1}, ZIP_FAULT_LOCAL_HEADER, "encrypted"},
};

static void each_lie_of_a_header_is_seen(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof LIES / sizeof *LIES; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(forge_finish) struct forge forge = FORGE_INIT;
        forge_good(&forge);
        forge_apply(&forge, &LIES[i].change);
        const struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
        if (reader->fault_counts[LIES[i].kind] == 0) {
            fail_msg("row %zu: '%s' was not seen", i, LIES[i].part);
        }
        bool is_said = false;
        for (const struct zip_fault *fault = reader->faults; fault != NULL; fault = fault->next) {
            is_said |= fault->kind == LIES[i].kind && strstr(fault->detail, LIES[i].part) != NULL;
        }
        if (!is_said) {
            fail_msg("row %zu: '%s' is not said", i, LIES[i].part);
        }
    }
}

static void an_entry_that_contradicts_its_local_header_is_not_read(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, 30, 1, 'x'});
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_not_read(reader, 0, "its headers contradict each other");
    assert_content(reader, 1, LONG_TEXT);
}

static void bytes_before_between_and_behind_are_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    buffer_add_string(&forge.zip, "#!/bin/sh\n");
    forge_good(&forge);
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_fault(reader, ZIP_FAULT_BEFORE_FIRST, "10 bytes");
    assert_content(reader, 0, "<p>a</p>");

    /* The same, but with offsets that do not know of it. */
    struct text unaware = {forge.zip.data + 4, forge.zip.length - 4};
    reader = zip_reader_open_bytes(unaware, arena);
    assert_int_equal(reader->fault_counts[ZIP_FAULT_DIRECTORY], 1);

    AUTO(forge_finish) struct forge hidden = FORGE_INIT;
    forge_add(&hidden, "a.html", "<p>a</p>");
    buffer_add_string(&hidden.zip, "hidden");
    forge_add(&hidden, "b.html", "<p>b</p>");
    forge_close(&hidden);
    reader = zip_reader_open_bytes(buffer_text(&hidden.zip), arena);
    assert_fault(reader, ZIP_FAULT_UNCLAIMED, "6 bytes behind 'a.html'");

    buffer_clear(&hidden.zip);
    buffer_clear(&hidden.directory);
    hidden.count = 0;
    forge_good(&hidden);
    buffer_add_string(&hidden.zip, "more");
    reader = zip_reader_open_bytes(buffer_text(&hidden.zip), arena);
    assert_fault(reader, ZIP_FAULT_BEHIND_END, "4 bytes");
    assert_content(reader, 1, LONG_TEXT);
}

static void offsets_may_count_from_behind_what_was_put_before(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    AUTO(buffer_finish) struct buffer whole = BUFFER_INIT(FORGE_BYTES_MAX);
    buffer_add_string(&whole, "MZ program");
    buffer_add_text(&whole, buffer_text(&forge.zip));
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&whole), arena);
    assert_fault(reader, ZIP_FAULT_BEFORE_FIRST, "10 bytes");
    assert_content(reader, 0, "<p>a</p>");
    assert_content(reader, 1, LONG_TEXT);
}

static void a_second_end_record_in_the_comment_is_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    forge_apply(&forge, &(struct forge_change){FORGE_END, 0, 20, 2, 22});
    char second[22];
    memcpy(second, forge.zip.data + forge.end, sizeof second);
    memset(second + 20, 0, 2);
    buffer_add(&forge.zip, second, sizeof second);
    const struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_int_equal(reader->fault_counts[ZIP_FAULT_TWO_ENDS], 1);
}

static void another_name_in_an_extra_field_is_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    AUTO(buffer_finish) struct buffer extra = BUFFER_INIT(64);
    forge_number(&extra, 2, 0x7075);
    forge_number(&extra, 2, 5 + 6);
    forge_number(&extra, 1, 1);
    forge_number(&extra, 4, 0);
    buffer_add_string(&extra, "b.html");
    const struct forge_item item = {.name = text_of("a.html"), .extra = buffer_text(&extra)};
    forge_add_item(&forge, &item);
    forge_close(&forge);
    assert_fault(zip_reader_open_bytes(buffer_text(&forge.zip), arena), ZIP_FAULT_TWO_NAMES,
                 "says 'b.html'");
}

static void entries_that_share_bytes_are_seen_and_not_read(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_good(&forge);
    /* The first entry, stored, swallows the second one's header. */
    for (size_t offset = 18; offset <= 22; offset += 4) {
        forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, offset, 4, 20});
        forge_apply(&forge, &(struct forge_change){FORGE_CENTRAL, 0, offset + 2, 4, 20});
    }
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_fault(reader, ZIP_FAULT_OVERLAP, "shares bytes with 'a.html'");
    assert_not_read(reader, 0, "shares its bytes");
    assert_not_read(reader, 1, "shares its bytes");
}

static void an_entry_that_reaches_into_the_directory_is_seen(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    forge_add(&forge, "a.html", "<p>a</p>");
    forge_close(&forge);
    for (size_t offset = 18; offset <= 22; offset += 4) {
        forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, offset, 4, 30});
        forge_apply(&forge, &(struct forge_change){FORGE_CENTRAL, 0, offset + 2, 4, 30});
    }
    assert_fault(zip_reader_open_bytes(buffer_text(&forge.zip), arena), ZIP_FAULT_OVERLAP,
                 "the central directory");
}

static void hundreds_of_faults_are_counted_and_few_are_kept(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    for (size_t i = 0; i < MANY; i++) {
        forge_add(&forge, "a", "a");
        forge.zip.data[forge.local[i]] = 'x';
    }
    forge_close(&forge);
    const struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_int_equal(reader->fault_counts[ZIP_FAULT_LOCAL_HEADER], MANY);
    size_t kept = 0;
    for (const struct zip_fault *fault = reader->faults; fault != NULL; fault = fault->next) {
        kept += fault->kind == ZIP_FAULT_LOCAL_HEADER ? 1 : 0;
    }
    assert_int_equal(kept, ZIP_FAULTS_KEPT);
}

/* The directory of `count` entries that all point to the first one's place. */
static void forge_directory(struct buffer *zip, size_t count)
{
    AUTO(forge_finish) struct forge one = FORGE_INIT;
    forge_add(&one, "a", "a");
    size_t directory = one.zip.length;
    buffer_add_text(zip, buffer_text(&one.zip));
    for (size_t i = 0; i < count; i++) {
        buffer_add_text(zip, buffer_text(&one.directory));
    }
    forge_number(zip, 4, 0x06054b50);
    forge_number(zip, 4, 0);
    forge_number(zip, 4, UINT32_MAX); /* both counts */
    forge_number(zip, 4, count * one.directory.length);
    forge_number(zip, 4, directory);
    forge_number(zip, 2, 0);
}

static void entries_beyond_the_limit_are_not_read(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer zip = BUFFER_INIT(FORGE_BYTES_MAX);
    forge_directory(&zip, ZIP_ITEMS_MAX + 1);
    const struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&zip), arena);
    assert_int_equal(reader->item_count, ZIP_ITEMS_MAX);
    assert_int_equal(reader->fault_counts[ZIP_FAULT_TOO_MANY], 1);
    assert_true(arena_size(arena) < 32 << 20);
}

/* Ends the zip as large ones end: a wide record, its locator, and a narrow one that refers to it.
 */
static void forge_close_wide(struct forge *forge, uint64_t count)
{
    size_t directory = forge->zip.length;
    buffer_add_text(&forge->zip, buffer_text(&forge->directory));
    size_t record = forge->zip.length;
    forge_number(&forge->zip, 4, 0x06064b50);
    forge_number(&forge->zip, 8, 44);
    forge_number(&forge->zip, 4, 0x002D002D);
    forge_number(&forge->zip, 8, 0); /* disks */
    forge_number(&forge->zip, 8, count);
    forge_number(&forge->zip, 8, count);
    forge_number(&forge->zip, 8, forge->directory.length);
    forge_number(&forge->zip, 8, directory);
    forge_number(&forge->zip, 4, 0x07064b50);
    forge_number(&forge->zip, 4, 0);
    forge_number(&forge->zip, 8, record);
    forge_number(&forge->zip, 4, 1);
    forge_number(&forge->zip, 4, 0x06054b50);
    forge_number(&forge->zip, 4, 0);
    forge_number(&forge->zip, 2, 1);
    forge_number(&forge->zip, 2, 1);
    forge_number(&forge->zip, 8, UINT64_MAX); /* size and offset of the directory */
    forge_number(&forge->zip, 2, 0);
}

static void the_end_record_of_large_zips_is_read(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge good = FORGE_INIT;
    forge_add(&good, "a.html", "<p>a</p>");
    forge_close_wide(&good, 1);
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&good.zip), arena);
    assert_no_fault(reader);
    assert_content(reader, 0, "<p>a</p>");

    AUTO(forge_finish) struct forge bad = FORGE_INIT;
    forge_add(&bad, "a.html", "<p>a</p>");
    forge_close_wide(&bad, 2);
    reader = zip_reader_open_bytes(buffer_text(&bad.zip), arena);
    assert_int_equal(reader->fault_counts[ZIP_FAULT_ZIP64], 1);
    assert_non_null(strstr(reader->faults->detail, "1 and 2 entries"));
}

static void sizes_too_wide_for_a_header_come_from_its_extra_field(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(forge_finish) struct forge forge = FORGE_INIT;
    AUTO(buffer_finish) struct buffer extra = BUFFER_INIT(64);
    forge_number(&extra, 2, 0x0001);
    forge_number(&extra, 2, 16);
    forge_number(&extra, 8, 3);
    forge_number(&extra, 8, 3);
    const struct forge_item item = {
        .name = text_of("a"), .content = text_of("abc"), .extra = buffer_text(&extra)};
    forge_add_item(&forge, &item);
    forge_close(&forge);
    forge_apply(&forge, &(struct forge_change){FORGE_LOCAL, 0, 18, 8, UINT64_MAX});
    forge_apply(&forge, &(struct forge_change){FORGE_CENTRAL, 0, 20, 8, UINT64_MAX});
    struct zip_reader *reader = zip_reader_open_bytes(buffer_text(&forge.zip), arena);
    assert_no_fault(reader);
    assert_content(reader, 0, "abc");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_zip_has_no_fault_and_all_its_content),
        cmocka_unit_test(what_the_writer_makes_has_no_fault),
        cmocka_unit_test(a_file_that_cannot_be_read_is_told),
        cmocka_unit_test(what_has_no_end_record_is_no_zip),
        cmocka_unit_test(a_zip_cut_off_anywhere_is_seen_and_harmless),
        cmocka_unit_test(each_lie_of_a_header_is_seen),
        cmocka_unit_test(an_entry_that_contradicts_its_local_header_is_not_read),
        cmocka_unit_test(bytes_before_between_and_behind_are_seen),
        cmocka_unit_test(offsets_may_count_from_behind_what_was_put_before),
        cmocka_unit_test(a_second_end_record_in_the_comment_is_seen),
        cmocka_unit_test(the_end_record_of_large_zips_is_read),
        cmocka_unit_test(sizes_too_wide_for_a_header_come_from_its_extra_field),
        cmocka_unit_test(another_name_in_an_extra_field_is_seen),
        cmocka_unit_test(entries_that_share_bytes_are_seen_and_not_read),
        cmocka_unit_test(an_entry_that_reaches_into_the_directory_is_seen),
        cmocka_unit_test(hundreds_of_faults_are_counted_and_few_are_kept),
        cmocka_unit_test(entries_beyond_the_limit_are_not_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
