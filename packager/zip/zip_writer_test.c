/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the zip writer, which read back with libzip what was written. */
#include "zip/zip_writer.h"

#include "base/buffer.h"
#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <zip.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

static const char ZIP_PATH[] = "zip_writer_test.zip";

static void write_good(const char *path)
{
    const struct zip_entry entries[] = {
        {.name = "index.html", .content = TEXT("<p>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</p>")},
        {.name = "media/a.mp4", .content = TEXT("bytes"), .packing = ZIP_STORED},
    };
    struct error error = {0};
    assert_int_equal(zip_write(path, entries, 2, &error), STATUS_OK);
}

static void assert_refused(const struct zip_entry *entries, size_t count, enum status expected,
                           const char *part)
{
    struct error error = {0};
    assert_int_equal(zip_write("zip_writer_test-no.zip", entries, count, &error), expected);
    assert_non_null(strstr(error.message, part));
    assert_false(file_exists("zip_writer_test-no.zip"));
}

static void entries_are_sorted_behind_the_first(void **state)
{
    (void)state;
    struct zip_entry entries[] = {
        {.name = "b.js"}, {.name = "imsmanifest.xml"}, {.name = "a.js"}, {.name = "z"}};
    zip_sort(entries, 4, "imsmanifest.xml");
    const char *expected[] = {"imsmanifest.xml", "a.js", "b.js", "z"};
    for (size_t i = 0; i < 4; i++) {
        assert_string_equal(entries[i].name, expected[i]);
    }
    zip_sort(entries, 4, NULL);
    assert_string_equal(entries[0].name, "a.js");
}

static void what_is_written_can_be_read(void **state)
{
    (void)state;
    write_good(ZIP_PATH);
    zip_t *archive = zip_open(ZIP_PATH, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    assert_int_equal(zip_get_num_entries(archive, 0), 2);
    zip_stat_t first;
    zip_stat_t second;
    assert_int_equal(zip_stat_index(archive, 0, 0, &first), 0);
    assert_int_equal(zip_stat_index(archive, 1, 0, &second), 0);
    assert_string_equal(first.name, "index.html");
    assert_int_equal(first.comp_method, ZIP_CM_DEFLATE);
    assert_int_equal(second.comp_method, ZIP_CM_STORE);
    zip_file_t *file = zip_fopen(archive, "media/a.mp4", 0);
    char content[16] = {0};
    assert_int_equal(zip_fread(file, content, sizeof content), 5);
    assert_string_equal(content, "bytes");
    (void)zip_fclose(file);
    zip_discard(archive);
}

static void time_zones_change_nothing(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer here = BUFFER_INIT(1 << 20);
    AUTO(buffer_finish) struct buffer there = BUFFER_INIT(1 << 20);
    assert_int_equal(setenv("TZ", "UTC", 1), 0); // NOLINT(concurrency-mt-unsafe): one thread
    tzset();
    write_good(ZIP_PATH);
    assert_int_equal(file_read(ZIP_PATH, 1 << 20, &here, NULL), STATUS_OK);
    assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0); // NOLINT(concurrency-mt-unsafe): one thread
    tzset();
    write_good(ZIP_PATH);
    assert_int_equal(file_read(ZIP_PATH, 1 << 20, &there, NULL), STATUS_OK);
    assert_int_equal(here.length, there.length);
    assert_memory_equal(here.data, there.data, here.length);
}

static void unsafe_names_are_refused(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"",     "/a",          "a/", "../a", "a//b",  "a b",
                                        "a\\b", "caf\xC3\xA9", "a~", "a?b",  "a/../b"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        const struct zip_entry entry = {.name = NAMES[i], .content = TEXT("x")};
        assert_refused(&entry, 1, STATUS_INVALID, "cannot be the name");
    }
}

static void a_name_may_stand_only_once(void **state)
{
    (void)state;
    const struct zip_entry entries[] = {{.name = "a", .content = TEXT("1")},
                                        {.name = "a", .content = TEXT("2")}};
    assert_refused(entries, 2, STATUS_INVALID, "'a'");
}

static void a_missing_file_leaves_the_old_zip(void **state)
{
    (void)state;
    write_good(ZIP_PATH);
    const struct zip_entry entry = {.name = "a.mp4", .file = "does-not-exist.mp4"};
    struct error error = {0};
    assert_int_equal(zip_write(ZIP_PATH, &entry, 1, &error), STATUS_UNAVAILABLE);
    zip_t *archive = zip_open(ZIP_PATH, ZIP_RDONLY, NULL);
    assert_non_null(archive);
    assert_true(zip_name_locate(archive, "index.html", 0) >= 0);
    zip_discard(archive);
}

static void a_folder_that_is_not_there_is_reported(void **state)
{
    (void)state;
    const struct zip_entry entry = {.name = "a", .content = TEXT("1")};
    struct error error = {0};
    assert_int_equal(zip_write("no/such/folder/a.zip", &entry, 1, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "'no/such/folder/a.zip'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(entries_are_sorted_behind_the_first),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(time_zones_change_nothing),
        cmocka_unit_test(unsafe_names_are_refused),
        cmocka_unit_test(a_name_may_stand_only_once),
        cmocka_unit_test(a_missing_file_leaves_the_old_zip),
        cmocka_unit_test(a_folder_that_is_not_there_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
