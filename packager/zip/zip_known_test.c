/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of writing with a cache: that it saves work shows in files that keep their inode, that it
 * never makes a wrong zip in all that may be done to the files and the cache between two builds. */
#include "zip/zip_known.h"

#include "base/buffer.h"
#include "base/clock.h"
#include "base/file.h"
#include "cache/cache.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { ZIP_MAX = 10 << 20, TEXT_SIZE = 100000, DAY_S = 24 * 3600 };

static const char CACHE_PATH[] = "zip_known_test-cache";
static const char ZIP_PATH[] = "zip_known_test.zip";
static const char PLAIN_PATH[] = "zip_known_test-plain.zip";
static const char MEDIA_PATH[] = "zip_known_test.mp4";
static const char CAPTIONS_PATH[] = "zip_known_test.vtt";

/* Files that the tests write have settled a day later. */
static int64_t tomorrow(void)
{
    struct timespec now;
    (void)clock_gettime(CLOCK_REALTIME, &now);
    return ((int64_t)now.tv_sec + DAY_S) * 1000000;
}

static void write_text(const char *path, const char *content)
{
    assert_int_equal(file_write_atomically(path, text_of(content), NULL), STATUS_OK);
}

static char page[TEXT_SIZE];

static int begin_test(void **state)
{
    (void)state;
    clock_replace(tomorrow);
    (void)unlink(ZIP_PATH);
    write_text(MEDIA_PATH, "a film");
    write_text(CAPTIONS_PATH, "captions captions captions captions");
    for (size_t i = 0; i < TEXT_SIZE; i++) {
        page[i] = (char)('a' + i * i % 7);
    }
    AUTO(buffer_finish) struct buffer command = BUFFER_INIT(100);
    buffer_print(&command, "rm -rf %s", CACHE_PATH);
    return system(command.data); // NOLINT(concurrency-mt-unsafe,cert-env33-c): fixed text
}

static int end_test(void **state)
{
    (void)state;
    clock_replace(NULL);
    return 0;
}

static void make_entries(struct zip_entry out[static 3])
{
    out[0] = (struct zip_entry){.name = "page.html", .content = {page, TEXT_SIZE}};
    out[1] = (struct zip_entry){.name = "a.mp4", .file = MEDIA_PATH, .packing = ZIP_STORED};
    out[2] = (struct zip_entry){.name = "a.vtt", .file = CAPTIONS_PATH};
}

/* Writes with the cache; the result must be the same as without. Gives the zip's inode. */
static ino_t write_and_compare(void)
{
    struct zip_entry entries[3];
    make_entries(entries);
    AUTO(cache_close) struct cache *cache = NULL;
    assert_int_equal(cache_open(CACHE_PATH, 100 << 20, &cache, NULL), STATUS_OK);
    const struct zip_options options = {.cache = cache, .threads = 1};
    struct zip_draft *zip = NULL;
    struct digest digest = {0};
    assert_int_equal(zip_draft_make(ZIP_PATH, entries, 3, &options, &zip, NULL), STATUS_OK);
    assert_int_equal(zip_draft_digest(zip, &digest, NULL), STATUS_OK);
    uint64_t size = zip_draft_size(zip);
    assert_int_equal(zip_draft_publish(zip, NULL, 0, NULL), STATUS_OK);
    assert_int_equal(zip_write(PLAIN_PATH, entries, 3, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer with = BUFFER_INIT(ZIP_MAX);
    AUTO(buffer_finish) struct buffer without = BUFFER_INIT(ZIP_MAX);
    assert_int_equal(file_read(ZIP_PATH, ZIP_MAX, &with, NULL), STATUS_OK);
    assert_int_equal(file_read(PLAIN_PATH, ZIP_MAX, &without, NULL), STATUS_OK);
    assert_int_equal(with.length, without.length);
    assert_memory_equal(with.data, without.data, with.length);
    assert_int_equal(size, with.length);
    const struct digest expected = digest_of(buffer_text(&with));
    assert_memory_equal(digest.bytes, expected.bytes, DIGEST_SIZE);
    struct stat state;
    assert_int_equal(stat(ZIP_PATH, &state), 0);
    return state.st_ino;
}

/* What is at `path` when a file takes its place has another inode as long as it is held open. */
static ino_t write_again(void)
{
    int old = open(ZIP_PATH, O_RDONLY);
    assert_true(old >= 0);
    ino_t inode = write_and_compare();
    assert_int_equal(close(old), 0);
    return inode;
}

static void an_unchanged_zip_is_left_as_it_is(void **state)
{
    (void)state;
    ino_t first = write_and_compare();
    assert_int_equal(write_again(), first);
}

/* Wherever the zip stands, or whether it stands anywhere. */
static void a_digest_is_remembered_by_what_the_zip_is_made_of(void **state)
{
    (void)state;
    (void)write_and_compare();
    AUTO(cache_close) struct cache *cache = NULL;
    assert_int_equal(cache_open(CACHE_PATH, 100 << 20, &cache, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer zip = BUFFER_INIT(ZIP_MAX);
    assert_int_equal(file_read(ZIP_PATH, ZIP_MAX, &zip, NULL), STATUS_OK);
    const struct digest expected = digest_of(buffer_text(&zip));
    assert_int_equal(unlink(ZIP_PATH), 0);
    struct zip_entry entries[3];
    make_entries(entries);
    struct digest recipe = {0};
    struct digest found = {0};
    assert_true(zip_recipe(entries, 3, tomorrow(), &recipe));
    assert_true(zip_digest_find(cache, &recipe, &found));
    assert_memory_equal(found.bytes, expected.bytes, DIGEST_SIZE);
    recipe.bytes[0] ^= 1;
    assert_false(zip_digest_find(cache, &recipe, &found));
}

static void a_zip_that_was_changed_is_written_again(void **state)
{
    (void)state;
    ino_t first = write_and_compare();
    int zip = open(ZIP_PATH, O_WRONLY);
    assert_int_equal(pwrite(zip, "x", 1, 100), 1);
    assert_int_equal(close(zip), 0);
    assert_int_not_equal(write_again(), first);
    assert_int_equal(unlink(ZIP_PATH), 0);
    (void)write_and_compare();
}

static void changed_text_and_files_are_noticed(void **state)
{
    (void)state;
    ino_t inode = write_and_compare();
    page[TEXT_SIZE / 2] = '!';
    ino_t next = write_again();
    assert_int_not_equal(next, inode);
    write_text(MEDIA_PATH, "a mlif");
    inode = write_again();
    assert_int_not_equal(inode, next);
    write_text(CAPTIONS_PATH, "captions captions CAPTIONS captions");
    assert_int_not_equal(write_again(), inode);
}

/* As who restores a backup or plays a trick does: content of the same length, with the old time. */
static void a_modification_time_that_was_set_back_deceives_nobody(void **state)
{
    (void)state;
    ino_t first = write_and_compare();
    struct stat before;
    assert_int_equal(stat(MEDIA_PATH, &before), 0);
    int media = open(MEDIA_PATH, O_WRONLY);
    assert_int_equal(pwrite(media, "A FILM", 6, 0), 6);
    const struct timespec times[2] = {before.st_atim, before.st_mtim};
    assert_int_equal(futimens(media, times), 0);
    assert_int_equal(close(media), 0);
    assert_int_not_equal(write_again(), first);
}

/* Within a tick of the clock a file can change twice and look the same. */
static void nothing_is_learnt_of_files_that_were_changed_just_now(void **state)
{
    (void)state;
    clock_replace(NULL);
    ino_t first = write_and_compare();
    assert_int_not_equal(write_again(), first);
    struct stat media;
    assert_int_equal(stat(MEDIA_PATH, &media), 0);
    AUTO(cache_close) struct cache *cache = NULL;
    assert_int_equal(cache_open(CACHE_PATH, 100 << 20, &cache, NULL), STATUS_OK);
    uint32_t crc = 0;
    assert_false(zip_crc_find(cache, &media, &crc));
    clock_replace(tomorrow);
    (void)write_and_compare();
    assert_true(zip_crc_find(cache, &media, &crc));
}

/* The cache must be believed for this to show, so it is told a lie. */
static void a_known_crc_is_not_computed_again(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = NULL;
    assert_int_equal(cache_open(CACHE_PATH, 100 << 20, &cache, NULL), STATUS_OK);
    struct stat media;
    assert_int_equal(stat(MEDIA_PATH, &media), 0);
    zip_crc_keep(cache, &media, tomorrow(), 0x44434241);
    const struct zip_options options = {.cache = cache};
    const struct zip_entry entry = {.name = "a", .file = MEDIA_PATH, .packing = ZIP_STORED};
    assert_int_equal(zip_write_with(ZIP_PATH, &entry, 1, &options, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer zip = BUFFER_INIT(ZIP_MAX);
    assert_int_equal(file_read(ZIP_PATH, ZIP_MAX, &zip, NULL), STATUS_OK);
    assert_memory_equal(zip.data + 14, "ABCD", 4);
    assert_memory_equal(zip.data + 31, "a film", 6);
}

/* zlib has no part in these bytes, so that they are the same on every machine. If this test fails
 * on purpose, raise EDITION in zip_known.c, lest old packages pass for new ones. */
static void the_same_bytes_as_ever(void **state)
{
    (void)state;
    const struct zip_entry entries[] = {
        {.name = "index.html", .content = {"a", 1}},
        {.name = "media/a.mp4", .content = {"film", 4}, .packing = ZIP_STORED}};
    assert_int_equal(zip_write(PLAIN_PATH, entries, 2, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer zip = BUFFER_INIT(ZIP_MAX);
    assert_int_equal(file_read(PLAIN_PATH, ZIP_MAX, &zip, NULL), STATUS_OK);
    struct digest digest = digest_of(buffer_text(&zip));
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&digest, hex);
    assert_string_equal(hex, "4eedac831b8f5a006e7afa6a90dc4b4d4409731644b5bf4955865cfb611514ec");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_unchanged_zip_is_left_as_it_is, begin_test, end_test),
        cmocka_unit_test_setup_teardown(a_digest_is_remembered_by_what_the_zip_is_made_of,
                                        begin_test, end_test),
        cmocka_unit_test_setup_teardown(a_zip_that_was_changed_is_written_again, begin_test,
                                        end_test),
        cmocka_unit_test_setup_teardown(changed_text_and_files_are_noticed, begin_test, end_test),
        cmocka_unit_test_setup_teardown(a_modification_time_that_was_set_back_deceives_nobody,
                                        begin_test, end_test),
        cmocka_unit_test_setup_teardown(nothing_is_learnt_of_files_that_were_changed_just_now,
                                        begin_test, end_test),
        cmocka_unit_test_setup_teardown(a_known_crc_is_not_computed_again, begin_test, end_test),
        cmocka_unit_test(the_same_bytes_as_ever),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
