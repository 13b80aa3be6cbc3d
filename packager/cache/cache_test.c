/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of the cache, each in a folder that begins empty. */
#include "cache/cache.h"

#include "base/file.h"

#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum { LIMIT = 1000, DAY_S = 24 * 3600 };

static const char FOLDER[] = "cache_test-folder/cache";

static int remove_one(const char *path, const struct stat *state, int kind, struct FTW *place)
{
    (void)state;
    (void)kind;
    (void)place;
    return remove(path);
}

static int begin_test(void **state)
{
    (void)state;
    // NOLINTNEXTLINE(concurrency-mt-unsafe): one thread
    (void)nftw("cache_test-folder", remove_one, 16, FTW_DEPTH | FTW_PHYS);
    return file_exists("cache_test-folder") ? -1 : 0;
}

static struct cache *open_cache(void)
{
    struct cache *cache = NULL;
    assert_int_equal(cache_open(FOLDER, LIMIT, &cache, NULL), STATUS_OK);
    return cache;
}

static struct digest key_of(const char *name)
{
    return cache_key("test", text_of(name));
}

static char *path_of(const char *name)
{
    struct digest key = key_of(name);
    char hex[DIGEST_HEX_SIZE];
    digest_to_hex(&key, hex);
    AUTO(buffer_finish) struct buffer path = BUFFER_INIT(1000);
    buffer_print(&path, "%s/%.2s/%s", FOLDER, hex, hex + 2);
    return TAKE(path.data);
}

static void put(struct cache *cache, const char *name, const char *piece)
{
    struct digest key = key_of(name);
    cache_put(cache, &key, text_of(piece));
}

static bool holds(const struct cache *cache, const char *name, const char *piece)
{
    struct digest key = key_of(name);
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(10000);
    return cache_get(cache, &key, &found) && text_is(buffer_text(&found), piece);
}

static void what_was_put_is_found_by_its_key_alone(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = open_cache();
    assert_false(holds(cache, "a", "one"));
    put(cache, "a", "one");
    put(cache, "nothing", "");
    AUTO(cache_close) struct cache *again = open_cache();
    assert_true(holds(again, "a", "one"));
    assert_true(holds(again, "nothing", ""));
    assert_false(holds(again, "b", "one"));
    struct digest other = cache_key("other", text_of("a"));
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(100);
    assert_false(cache_get(again, &other, &found));
}

static void kind_and_content_cannot_be_mistaken_for_each_other(void **state)
{
    (void)state;
    struct digest one = cache_key("ab", text_of("c"));
    struct digest other = cache_key("a", text_of("bc"));
    assert_memory_not_equal(one.bytes, other.bytes, DIGEST_SIZE);
}

static void flip_bit(struct buffer *buffer, size_t bit)
{
    buffer->data[bit / 8] = (char)((unsigned char)buffer->data[bit / 8] ^ 1U << bit % 8);
}

/* Each single bit that flips, and each length that a file may be cut to. */
static void a_damaged_piece_is_none_and_can_be_put_again(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = open_cache();
    AUTO(free) char *path = path_of("a");
    put(cache, "a", "one");
    AUTO(buffer_finish) struct buffer good = BUFFER_INIT(100);
    assert_int_equal(file_read(path, 100, &good, NULL), STATUS_OK);
    for (size_t i = 0; i < 8 * good.length; i++) {
        flip_bit(&good, i);
        assert_int_equal(file_write_atomically(path, buffer_text(&good), NULL), STATUS_OK);
        assert_false(holds(cache, "a", "one"));
        flip_bit(&good, i);
    }
    for (size_t i = 0; i < good.length; i++) {
        struct text part = {good.data, i};
        assert_int_equal(file_write_atomically(path, part, NULL), STATUS_OK);
        assert_false(holds(cache, "a", "one"));
    }
    put(cache, "a", "one");
    assert_true(holds(cache, "a", "one"));
}

static void a_piece_under_the_name_of_another_is_none(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = open_cache();
    put(cache, "a", "one");
    put(cache, "b", "two");
    AUTO(free) char *one = path_of("a");
    AUTO(free) char *other = path_of("b");
    assert_int_equal(rename(one, other), 0);
    assert_false(holds(cache, "b", "one"));
}

static void set_age(const char *path, time_t age_s)
{
    const struct timespec times[2] = {{.tv_sec = time(NULL) - age_s},
                                      {.tv_sec = time(NULL) - age_s}};
    assert_int_equal(utimensat(AT_FDCWD, path, times, 0), 0);
}

static void what_was_used_longest_ago_goes_first(void **state)
{
    (void)state;
    char piece[200] = {0};
    memset(piece, 'x', sizeof piece - 1);
    struct cache *cache = open_cache();
    static const char *const NAMES[] = {"old", "used", "new", "newer"};
    for (size_t i = 0; i < 4; i++) {
        put(cache, NAMES[i], piece);
        AUTO(free) char *path = path_of(NAMES[i]);
        set_age(path, (time_t)(10 - i) * DAY_S);
    }
    assert_true(holds(cache, "used", piece));
    cache_close(cache);
    cache = open_cache();
    for (size_t i = 0; i < 4; i++) {
        assert_true(holds(cache, NAMES[i], piece)); /* within the limit */
        AUTO(free) char *path = path_of(NAMES[i]);
        set_age(path, (i == 1 ? 1 : (time_t)(10 - i)) * DAY_S);
    }
    put(cache, "newest", piece);
    cache_close(cache);
    cache = open_cache();
    assert_false(holds(cache, "old", piece));
    assert_false(holds(cache, "new", piece));
    assert_true(holds(cache, "used", piece));
    assert_true(holds(cache, "newer", piece));
    assert_true(holds(cache, "newest", piece));
    cache_close(cache);
}

static void use_makes_a_piece_young(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = open_cache();
    put(cache, "a", "one");
    AUTO(free) char *path = path_of("a");
    set_age(path, DAY_S);
    assert_true(holds(cache, "a", "one"));
    struct stat facts;
    assert_int_equal(stat(path, &facts), 0);
    assert_true(facts.st_mtime > time(NULL) - DAY_S / 2);
}

/* As a process leaves it that is killed while it writes. */
static void what_was_never_ended_is_removed_and_foreign_files_are_not(void **state)
{
    (void)state;
    struct cache *cache = open_cache();
    put(cache, "a", "one");
    AUTO(free) char *path = path_of("a");
    AUTO(buffer_finish) struct buffer half = BUFFER_INIT(1000);
    buffer_print(&half, "%s.half", path);
    AUTO(buffer_finish) struct buffer fresh = BUFFER_INIT(1000);
    buffer_print(&fresh, "%s.fresh", path);
    AUTO(free) char *folder = path_folder(path);
    AUTO(free) char *foreign = path_join(folder, "letter.txt");
    const char *const paths[] = {half.data, fresh.data, foreign};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(file_write_atomically(paths[i], text_of("x"), NULL), STATUS_OK);
    }
    set_age(half.data, DAY_S);
    set_age(foreign, DAY_S);
    cache_close(cache);
    assert_false(file_exists(half.data));
    assert_true(file_exists(fresh.data));
    assert_true(file_exists(foreign));
}

static void a_cache_is_for_its_user_alone(void **state)
{
    (void)state;
    AUTO(cache_close) struct cache *cache = open_cache();
    struct stat facts;
    assert_int_equal(stat(FOLDER, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0700);
}

static void a_folder_that_cannot_be_had_is_told(void **state)
{
    (void)state;
    assert_int_equal(folder_make("cache_test-folder", NULL), STATUS_OK);
    assert_int_equal(file_write_atomically(FOLDER, text_of("x"), NULL), STATUS_OK);
    struct cache *cache = NULL;
    struct error error = {0};
    assert_int_equal(cache_open(FOLDER, LIMIT, &cache, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "'cache_test-folder/cache'"));
    assert_null(cache);
}

static void the_default_folder_is_where_the_specification_says(void **state)
{
    (void)state;
    static const struct {
        const char *caches;
        const char *home;
        const char *folder;
    } CASES[] = {{"/c", "/h", "/c/name"},
                 {"c", "/h", "/h/.cache/name"},
                 {"", "/h", "/h/.cache/name"},
                 {"", "", NULL}};
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        (void)setenv("XDG_CACHE_HOME", CASES[i].caches, 1); // NOLINT(concurrency-mt-unsafe)
        (void)setenv("HOME", CASES[i].home, 1);             // NOLINT(concurrency-mt-unsafe)
        AUTO(free) char *folder = cache_default_folder("name");
        if (CASES[i].folder == NULL) {
            assert_null(folder);
        } else {
            assert_string_equal(folder, CASES[i].folder);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(what_was_put_is_found_by_its_key_alone, begin_test),
        cmocka_unit_test(kind_and_content_cannot_be_mistaken_for_each_other),
        cmocka_unit_test_setup(a_damaged_piece_is_none_and_can_be_put_again, begin_test),
        cmocka_unit_test_setup(a_piece_under_the_name_of_another_is_none, begin_test),
        cmocka_unit_test_setup(what_was_used_longest_ago_goes_first, begin_test),
        cmocka_unit_test_setup(use_makes_a_piece_young, begin_test),
        cmocka_unit_test_setup(what_was_never_ended_is_removed_and_foreign_files_are_not,
                               begin_test),
        cmocka_unit_test_setup(a_cache_is_for_its_user_alone, begin_test),
        cmocka_unit_test_setup(a_folder_that_cannot_be_had_is_told, begin_test),
        cmocka_unit_test(the_default_folder_is_where_the_specification_says),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
