/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the zip writer, which read back with libzip what was written. */
#include "zip/zip_writer.h"

#include "base/buffer.h"
#include "base/file.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>
#include <zip.h>

#include <cmocka.h>

#define TEXT(literal)                \
    {                                \
        literal, sizeof(literal) - 1 \
    }

enum { MIXED_COUNT = 60, MANY = 70000, LARGE_SIZE = 3 << 20 };

static const char ZIP_PATH[] = "zip_writer_test.zip";
static const char FILE_PATH[] = "zip_writer_test-file";

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

/* Numbers that look random, so that nothing deflates them. */
static void fill_with_noise(char *bytes, size_t length)
{
    uint32_t number = 1;
    for (size_t i = 0; i < length; i++) {
        number = number * 1664525 + 1013904223;
        bytes[i] = (char)(number >> 24);
    }
}

static void write_file(const char *bytes, size_t length)
{
    struct text content = {bytes, length};
    assert_int_equal(file_write_atomically(FILE_PATH, content, NULL), STATUS_OK);
}

/* The first `length` bytes of the entry are `expected`, and there are no more. */
static void assert_entry(const char *name, int method, const char *expected, size_t length)
{
    zip_t *archive = zip_open(ZIP_PATH, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    zip_stat_t facts;
    assert_int_equal(zip_stat(archive, name, 0, &facts), 0);
    assert_int_equal(facts.comp_method, method);
    assert_int_equal(facts.size, length);
    AUTO(free) char *content = malloc(length + 1);
    zip_file_t *file = zip_fopen(archive, name, 0);
    assert_int_equal(zip_fread(file, content, length + 1), length); /* checks the CRC at the end */
    assert_memory_equal(content, expected, length);
    (void)zip_fclose(file);
    zip_discard(archive);
}

/* Texts of all sizes, some of which grow when they are deflated, from memory and from a file. */
static void make_mixed(struct zip_entry entries[static MIXED_COUNT], char *noise)
{
    static char names[MIXED_COUNT][16];
    fill_with_noise(noise, (size_t)MIXED_COUNT * 100);
    for (size_t i = 0; i < MIXED_COUNT; i++) {
        (void)snprintf(names[i], sizeof names[i], "%zu", i);
        entries[i] = (struct zip_entry){.name = names[i], .content = {noise, i * 100}};
        if (i % 3 == 0) {
            entries[i].content = (struct text)TEXT("la la la la la la la la la la la la la la la");
        }
    }
    entries[MIXED_COUNT - 1].file = FILE_PATH;
}

static void the_number_of_threads_changes_nothing(void **state)
{
    (void)state;
    AUTO(free) char *noise = malloc((size_t)MIXED_COUNT * 100);
    struct zip_entry entries[MIXED_COUNT];
    make_mixed(entries, noise);
    write_file("a file", 6);
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(1 << 20);
    assert_int_equal(zip_write(ZIP_PATH, entries, MIXED_COUNT, NULL), STATUS_OK);
    assert_int_equal(file_read(ZIP_PATH, 1 << 20, &first, NULL), STATUS_OK);
    for (unsigned threads = 1; threads < 5; threads++) {
        const struct zip_options options = {.threads = threads};
        assert_int_equal(zip_write_with(ZIP_PATH, entries, MIXED_COUNT, &options, NULL), STATUS_OK);
        AUTO(buffer_finish) struct buffer again = BUFFER_INIT(1 << 20);
        assert_int_equal(file_read(ZIP_PATH, 1 << 20, &again, NULL), STATUS_OK);
        assert_int_equal(first.length, again.length);
        assert_memory_equal(first.data, again.data, first.length);
    }
}

static void what_deflates_no_smaller_is_stored(void **state)
{
    (void)state;
    AUTO(free) char *noise = malloc(LARGE_SIZE);
    fill_with_noise(noise, LARGE_SIZE);
    write_file(noise, LARGE_SIZE);
    const struct zip_entry entries[] = {{.name = "small", .content = {noise, 1000}},
                                        {.name = "large", .file = FILE_PATH},
                                        {.name = "empty", .content = TEXT("")},
                                        {.name = "last", .content = TEXT("aaaaaaaaaaaaaaaaaaaaa")}};
    assert_int_equal(zip_write(ZIP_PATH, entries, 4, NULL), STATUS_OK);
    assert_entry("small", ZIP_CM_STORE, noise, 1000);
    assert_entry("large", ZIP_CM_STORE, noise, LARGE_SIZE);
    assert_entry("empty", ZIP_CM_STORE, "", 0);
    assert_entry("last", ZIP_CM_DEFLATE, "aaaaaaaaaaaaaaaaaaaaa", 21);
}

static void large_text_files_are_deflated_and_large_media_stored(void **state)
{
    (void)state;
    AUTO(free) char *text = malloc(LARGE_SIZE);
    memset(text, 'a', LARGE_SIZE);
    write_file(text, LARGE_SIZE);
    const struct zip_entry entries[] = {
        {.name = "a.txt", .file = FILE_PATH},
        {.name = "b.mp4", .file = FILE_PATH, .packing = ZIP_STORED}};
    assert_int_equal(zip_write(ZIP_PATH, entries, 2, NULL), STATUS_OK);
    assert_entry("a.txt", ZIP_CM_DEFLATE, text, LARGE_SIZE);
    assert_entry("b.mp4", ZIP_CM_STORE, text, LARGE_SIZE);
}

static void more_entries_than_16_bits_count_can_be_read(void **state)
{
    (void)state;
    AUTO(free) struct zip_entry *entries = calloc(MANY, sizeof *entries);
    AUTO(free) char *names = malloc((size_t)MANY * 8);
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(names + 8 * i, 8, "%zu", i);
        entries[i] = (struct zip_entry){.name = names + 8 * i, .content = TEXT("x")};
    }
    assert_int_equal(zip_write(ZIP_PATH, entries, MANY, NULL), STATUS_OK);
    zip_t *archive = zip_open(ZIP_PATH, ZIP_RDONLY | ZIP_CHECKCONS, NULL);
    assert_non_null(archive);
    assert_int_equal(zip_get_num_entries(archive, 0), MANY);
    zip_discard(archive);
}

/* What watched, and what it does to the file that is being read. */
struct watcher {
    int64_t done;
    int64_t total;
    bool appends;
};

static void watch(void *context, int64_t done, int64_t total)
{
    struct watcher *watcher = context;
    assert_true(done >= watcher->done && done <= total);
    if (watcher->appends && done > 0) {
        FILE *file = fopen(FILE_PATH, "ab");
        assert_true(fputs("more", file) >= 0);
        assert_int_equal(fclose(file), 0);
        watcher->appends = false;
    }
    *watcher = (struct watcher){.done = done, .total = total};
}

static void a_file_that_changes_meanwhile_leaves_the_old_zip(void **state)
{
    (void)state;
    write_good(ZIP_PATH);
    AUTO(free) char *noise = malloc(LARGE_SIZE);
    fill_with_noise(noise, LARGE_SIZE);
    write_file(noise, LARGE_SIZE);
    struct watcher watcher = {.appends = true};
    const struct zip_options options = {.watch = watch, .context = &watcher};
    const struct zip_entry entry = {.name = "a.mp4", .file = FILE_PATH, .packing = ZIP_STORED};
    struct error error = {0};
    assert_int_equal(zip_write_with(ZIP_PATH, &entry, 1, &options, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "changed while it was read"));
    assert_entry("media/a.mp4", ZIP_CM_STORE, "bytes", 5);
}

static void who_watches_is_told_up_to_the_last_byte(void **state)
{
    (void)state;
    AUTO(free) char *noise = malloc(LARGE_SIZE);
    fill_with_noise(noise, LARGE_SIZE);
    write_file(noise, LARGE_SIZE);
    struct watcher watcher = {0};
    const struct zip_options options = {.watch = watch, .context = &watcher};
    const struct zip_entry entries[] = {{.name = "a", .content = TEXT("12345")},
                                        {.name = "a.mp4", .file = FILE_PATH, .packing = ZIP_STORED},
                                        {.name = "b.txt", .content = {noise, 1000}}};
    assert_int_equal(zip_write_with(ZIP_PATH, entries, 3, &options, NULL), STATUS_OK);
    assert_int_equal(watcher.total, 5 + LARGE_SIZE + 1000);
    assert_int_equal(watcher.done, watcher.total);
}

/* A limit for files stands for a disk that is full. */
static void a_full_disk_leaves_the_old_zip_and_nothing_else(void **state)
{
    (void)state;
    write_good(ZIP_PATH);
    AUTO(free) char *noise = malloc(LARGE_SIZE);
    fill_with_noise(noise, LARGE_SIZE);
    const struct zip_entry entry = {.name = "a.mp4", .content = {noise, LARGE_SIZE}};
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &(struct rlimit){1 << 20, limit.rlim_max}), 0);
    struct error error = {0};
    enum status status = zip_write(ZIP_PATH, &entry, 1, &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(status, STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "'zip_writer_test.zip'"));
    assert_entry("media/a.mp4", ZIP_CM_STORE, "bytes", 5);
}

static long peak_kilobytes(void)
{
    struct rusage usage;
    assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
    return usage.ru_maxrss;
}

/* Comes first, as a peak never falls. The file takes no room on the disk, the zip does. */
static void memory_does_not_grow_with_files(void **state)
{
    (void)state;
    write_file("", 0);
    assert_int_equal(truncate(FILE_PATH, (off_t)100 << 20), 0);
    long before = peak_kilobytes();
    const struct zip_entry entries[] = {
        {.name = "a.txt", .file = FILE_PATH},
        {.name = "b.mp4", .file = FILE_PATH, .packing = ZIP_STORED}};
    assert_int_equal(zip_write(ZIP_PATH, entries, 2, NULL), STATUS_OK);
    assert_true(peak_kilobytes() - before < 8 << 10);
    assert_int_equal(unlink(ZIP_PATH), 0);
}

static const char FIRST_TEXT[] = "a text that can be deflated, deflated, deflated, deflated";

/* A text, a film, noise that no deflating helps, and a text that is too large for memory. */
static void make_verified(struct zip_entry out[static 4], char *noise)
{
    fill_with_noise(noise, LARGE_SIZE);
    write_file(noise, LARGE_SIZE);
    out[0] = (struct zip_entry){.name = "a", .content = {FIRST_TEXT, sizeof FIRST_TEXT - 1}};
    out[1] = (struct zip_entry){.name = "b.mp4", .file = FILE_PATH, .packing = ZIP_STORED};
    out[2] = (struct zip_entry){.name = "c.txt", .file = FILE_PATH};
    out[3] = (struct zip_entry){.name = "d", .content = {noise, 3000}};
}

static void assert_differs(const struct zip_entry *entries, size_t count, const char *part)
{
    const struct zip_options options = {0};
    struct error error = {0};
    assert_int_equal(zip_verify(ZIP_PATH, entries, count, &options, &error), STATUS_CONFLICT);
    assert_non_null(strstr(error.message, part));
}

static void a_zip_that_is_made_of_the_entries_is_verified(void **state)
{
    (void)state;
    AUTO(free) char *noise = malloc(LARGE_SIZE);
    struct zip_entry entries[4];
    make_verified(entries, noise);
    assert_int_equal(zip_write(ZIP_PATH, entries, 4, NULL), STATUS_OK);
    for (unsigned threads = 0; threads < 3; threads++) {
        const struct zip_options options = {.threads = threads};
        assert_int_equal(zip_verify(ZIP_PATH, entries, 4, &options, NULL), STATUS_OK);
    }
    assert_differs(entries, 3, "what stands behind its files differs");
    noise[2999] ^= 1;
    assert_differs(entries, 4, "'d' in it differs");
    write_file(noise, LARGE_SIZE);
    assert_differs(entries, 4, "'b.mp4' in it differs");
    entries[0].content.length--;
    assert_differs(entries, 4, "'a' in it differs");
}

/* Each byte that is there counts, and each that is not. */
static void no_byte_of_a_zip_can_differ_and_be_verified(void **state)
{
    (void)state;
    const struct zip_entry entry = {.name = "a", .content = TEXT("text text text text text")};
    const struct zip_options options = {0};
    AUTO(buffer_finish) struct buffer zip = BUFFER_INIT(1000);
    assert_int_equal(zip_write(ZIP_PATH, &entry, 1, NULL), STATUS_OK);
    assert_int_equal(file_read(ZIP_PATH, 1000, &zip, NULL), STATUS_OK);
    for (size_t i = 0; i < zip.length; i++) {
        zip.data[i] ^= 1;
        assert_int_equal(file_write_atomically(ZIP_PATH, buffer_text(&zip), NULL), STATUS_OK);
        zip.data[i] ^= 1;
        assert_int_equal(zip_verify(ZIP_PATH, &entry, 1, &options, NULL), STATUS_CONFLICT);
        struct text cut = {zip.data, i};
        assert_int_equal(file_write_atomically(ZIP_PATH, cut, NULL), STATUS_OK);
        assert_int_equal(zip_verify(ZIP_PATH, &entry, 1, &options, NULL), STATUS_CONFLICT);
    }
    buffer_add_string(&zip, "x");
    assert_int_equal(file_write_atomically(ZIP_PATH, buffer_text(&zip), NULL), STATUS_OK);
    assert_int_equal(zip_verify(ZIP_PATH, &entry, 1, &options, NULL), STATUS_CONFLICT);
    assert_int_equal(unlink(ZIP_PATH), 0);
    assert_int_equal(zip_verify(ZIP_PATH, &entry, 1, &options, NULL), STATUS_UNAVAILABLE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(memory_does_not_grow_with_files),
        cmocka_unit_test(entries_are_sorted_behind_the_first),
        cmocka_unit_test(what_is_written_can_be_read),
        cmocka_unit_test(time_zones_change_nothing),
        cmocka_unit_test(unsafe_names_are_refused),
        cmocka_unit_test(a_name_may_stand_only_once),
        cmocka_unit_test(a_missing_file_leaves_the_old_zip),
        cmocka_unit_test(a_folder_that_is_not_there_is_reported),
        cmocka_unit_test(the_number_of_threads_changes_nothing),
        cmocka_unit_test(what_deflates_no_smaller_is_stored),
        cmocka_unit_test(large_text_files_are_deflated_and_large_media_stored),
        cmocka_unit_test(more_entries_than_16_bits_count_can_be_read),
        cmocka_unit_test(a_file_that_changes_meanwhile_leaves_the_old_zip),
        cmocka_unit_test(who_watches_is_told_up_to_the_last_byte),
        cmocka_unit_test(a_zip_that_is_made_of_the_entries_is_verified),
        cmocka_unit_test(no_byte_of_a_zip_can_differ_and_be_verified),
        cmocka_unit_test(a_full_disk_leaves_the_old_zip_and_nothing_else),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
