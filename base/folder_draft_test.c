/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of folders in the making, below a folder that each test makes anew. */
#include "base/folder_draft.h"

#include "base/buffer.h"
#include "base/file.h"

#include <dirent.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define ABOVE "folder_draft_test-folder"
#define PATH ABOVE "/made"

static size_t count_entries(const char *path)
{
    DIR *folder = opendir(path);
    assert_non_null(folder);
    size_t count = 0;
    while (readdir(folder) != NULL) { // NOLINT(concurrency-mt-unsafe): one thread
        count++;
    }
    assert_int_equal(closedir(folder), 0);
    return count - 2; /* "." and ".." */
}

static int begin_test(void **state)
{
    static const char *const LEFT[] = {PATH "/a/b/c", PATH "/a/b", PATH "/a/d", PATH "/a",
                                       PATH "/e",     PATH,        ABOVE};
    (void)state;
    for (size_t i = 0; i < sizeof LEFT / sizeof *LEFT; i++) {
        (void)remove(LEFT[i]);
    }
    return mkdir(ABOVE, 0777);
}

static struct folder_draft *write_draft(void)
{
    struct folder_draft *draft = NULL;
    assert_int_equal(folder_draft_open(PATH "/", &draft, NULL), STATUS_OK);
    assert_int_equal(folder_draft_write(draft, "a/b/c", text_of("deep"), NULL), STATUS_OK);
    assert_int_equal(folder_draft_write(draft, "a/d", text_of("less"), NULL), STATUS_OK);
    assert_int_equal(folder_draft_write(draft, "e", text_of("top"), NULL), STATUS_OK);
    return draft;
}

static void a_folder_is_not_there_until_it_is_published(void **state)
{
    (void)state;
    struct folder_draft *draft = write_draft();
    assert_false(file_exists(PATH));
    assert_int_equal(folder_draft_publish(draft, NULL), STATUS_OK);
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(100);
    assert_int_equal(file_read(PATH "/a/b/c", 100, &content, NULL), STATUS_OK);
    assert_string_equal(content.data, "deep");
    assert_int_equal(count_entries(PATH), 2);
    assert_int_equal(count_entries(ABOVE), 1);
}

static void a_discarded_folder_leaves_nothing(void **state)
{
    (void)state;
    folder_draft_discard(write_draft());
    folder_draft_discard(NULL);
    assert_int_equal(count_entries(ABOVE), 0);
}

static void an_empty_folder_is_filled(void **state)
{
    (void)state;
    assert_int_equal(mkdir(PATH, 0777), 0);
    assert_int_equal(folder_draft_publish(write_draft(), NULL), STATUS_OK);
    assert_int_equal(count_entries(PATH), 2);
}

static void a_folder_with_files_is_left_alone_from_the_beginning(void **state)
{
    (void)state;
    assert_int_equal(folder_draft_publish(write_draft(), NULL), STATUS_OK);
    struct folder_draft *draft = NULL;
    struct error error = {0};
    assert_int_equal(folder_draft_open(PATH, &draft, &error), STATUS_PRECONDITION);
    assert_string_equal(error.message, "the folder '" PATH
                                       "' is not empty; name one that is empty or not there yet");
    assert_null(draft);
    assert_int_equal(count_entries(ABOVE), 1);
}

static void files_that_come_meanwhile_are_left_alone_too(void **state)
{
    (void)state;
    struct folder_draft *draft = write_draft();
    assert_int_equal(mkdir(PATH, 0777), 0);
    assert_int_equal(file_write_atomically(PATH "/e", text_of("mine"), NULL), STATUS_OK);
    assert_int_equal(folder_draft_publish(draft, NULL), STATUS_PRECONDITION);
    assert_int_equal(count_entries(PATH), 1);
    assert_int_equal(count_entries(ABOVE), 1);
}

static void a_file_in_the_place_is_told(void **state)
{
    (void)state;
    struct folder_draft *draft = NULL;
    struct error error = {0};
    assert_int_equal(file_write_atomically(PATH, text_of("mine"), NULL), STATUS_OK);
    assert_int_equal(folder_draft_open(PATH, &draft, &error), STATUS_PRECONDITION);
    assert_string_equal(error.message,
                        "'" PATH "' is no folder; name one that is empty or not there yet");
}

static void the_folder_above_must_be_there(void **state)
{
    (void)state;
    struct folder_draft *draft = NULL;
    struct error error = {0};
    assert_int_equal(folder_draft_open(ABOVE "/none/made", &draft, &error), STATUS_NOT_FOUND);
    assert_int_equal(count_entries(ABOVE), 0);
}

static void what_cannot_be_written_leaves_the_rest_to_be_discarded(void **state)
{
    (void)state;
    struct folder_draft *draft = write_draft();
    char too_long[500];
    (void)snprintf(too_long, sizeof too_long, "new/%0*d", NAME_MAX + 1, 0);
    assert_int_equal(folder_draft_write(draft, too_long, text_of("x"), NULL), STATUS_UNAVAILABLE);
    folder_draft_discard(draft);
    assert_int_equal(count_entries(ABOVE), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_folder_is_not_there_until_it_is_published, begin_test),
        cmocka_unit_test_setup(a_discarded_folder_leaves_nothing, begin_test),
        cmocka_unit_test_setup(an_empty_folder_is_filled, begin_test),
        cmocka_unit_test_setup(a_folder_with_files_is_left_alone_from_the_beginning, begin_test),
        cmocka_unit_test_setup(files_that_come_meanwhile_are_left_alone_too, begin_test),
        cmocka_unit_test_setup(a_file_in_the_place_is_told, begin_test),
        cmocka_unit_test_setup(the_folder_above_must_be_there, begin_test),
        cmocka_unit_test_setup(what_cannot_be_written_leaves_the_rest_to_be_discarded, begin_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
