/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of files in the making, in a folder that each test makes anew. */
#include "base/draft.h"

#include "base/buffer.h"
#include "base/file.h"

#include <dirent.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static const char FOLDER[] = "draft_test-folder";
static const char PATH[] = "draft_test-folder/file";

static size_t count_files(void)
{
    DIR *folder = opendir(FOLDER);
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
    (void)state;
    (void)unlink(PATH);
    return folder_make(FOLDER, NULL) == STATUS_OK && count_files() == 0 ? 0 : -1;
}

static void assert_content(const char *expected)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(100);
    assert_int_equal(file_read(PATH, 100, &buffer, NULL), STATUS_OK);
    assert_string_equal(buffer.data, expected);
}

static struct draft *write_draft(const char *content)
{
    struct draft *draft = NULL;
    assert_int_equal(draft_open(PATH, &draft, NULL), STATUS_OK);
    assert_int_equal(draft_write(draft, text_of(content), NULL), STATUS_OK);
    return draft;
}

static void a_draft_is_not_there_until_it_is_published(void **state)
{
    (void)state;
    struct draft *draft = write_draft("new");
    assert_false(file_exists(PATH));
    assert_int_equal(draft_sync(draft, NULL), STATUS_OK);
    assert_int_equal(draft_publish(draft, NULL), STATUS_OK);
    assert_content("new");
    assert_int_equal(count_files(), 1);
}

static void a_discarded_draft_leaves_the_old_file_alone(void **state)
{
    (void)state;
    assert_int_equal(draft_publish(write_draft("old"), NULL), STATUS_OK);
    draft_discard(write_draft("new"));
    draft_discard(NULL);
    assert_content("old");
    assert_int_equal(count_files(), 1);
}

static void a_published_draft_replaces_the_old_file(void **state)
{
    (void)state;
    assert_int_equal(draft_publish(write_draft("old"), NULL), STATUS_OK);
    assert_int_equal(draft_publish(write_draft("new"), NULL), STATUS_OK);
    assert_content("new");
    assert_int_equal(count_files(), 1);
}

static void what_cannot_be_published_leaves_nothing(void **state)
{
    (void)state;
    struct draft *draft = write_draft("new");
    assert_int_equal(folder_make(PATH, NULL), STATUS_OK);
    struct error error = {0};
    assert_int_equal(draft_publish(draft, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "'draft_test-folder/file'"));
    assert_int_equal(count_files(), 1);
    assert_int_equal(rmdir(PATH), 0);
}

static bool can_be_nameless(void)
{
    int descriptor = open(FOLDER, O_RDWR | O_TMPFILE, 0600);
    return descriptor >= 0 && close(descriptor) == 0;
}

static void who_is_killed_leaves_nothing(void **state)
{
    (void)state;
    if (!can_be_nameless()) {
        skip(); /* the file system has only files with names */
    }
    pid_t child = fork();
    if (child == 0) {
        (void)write_draft("new");
        (void)raise(SIGKILL);
    }
    int result = 0;
    assert_int_equal(waitpid(child, &result, 0), child);
    assert_true(WIFSIGNALED(result));
    assert_int_equal(count_files(), 0);
}

static void a_draft_has_the_rights_that_any_new_file_has(void **state)
{
    (void)state;
    mode_t old = umask(027);
    assert_int_equal(draft_publish(write_draft("new"), NULL), STATUS_OK);
    (void)umask(old);
    struct stat facts;
    assert_int_equal(stat(PATH, &facts), 0);
    assert_int_equal(facts.st_mode & 0777, 0640);
}

static const char SECOND[] = "draft_test-folder/second";

static struct draft *write_second(void)
{
    struct draft *draft = NULL;
    assert_int_equal(draft_open(SECOND, &draft, NULL), STATUS_OK);
    assert_int_equal(draft_write(draft, text_of("second"), NULL), STATUS_OK);
    return draft;
}

static void several_drafts_are_published_together(void **state)
{
    (void)state;
    assert_int_equal(draft_publish(write_draft("old"), NULL), STATUS_OK);
    struct draft *drafts[] = {NULL, write_draft("new"), write_second()};
    assert_int_equal(draft_publish_all(drafts, 3, NULL), STATUS_OK);
    assert_null(drafts[1]);
    assert_content("new");
    assert_true(file_exists(SECOND));
    assert_int_equal(count_files(), 2);
    assert_int_equal(unlink(SECOND), 0);
}

/* A folder stands where the second is to be. */
static void assert_none_is_published(void)
{
    struct draft *drafts[] = {write_draft("new"), write_second()};
    assert_int_equal(folder_make(SECOND, NULL), STATUS_OK);
    struct error error = {0};
    assert_int_equal(draft_publish_all(drafts, 2, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, SECOND));
    assert_int_equal(rmdir(SECOND), 0);
}

static void of_several_drafts_none_is_published_if_one_cannot_be(void **state)
{
    (void)state;
    assert_none_is_published();
    assert_int_equal(count_files(), 0);
    assert_int_equal(draft_publish(write_draft("old"), NULL), STATUS_OK);
    assert_none_is_published();
    assert_content("old");
    assert_int_equal(count_files(), 1);
}

static void a_digest_is_that_of_the_whole_draft(void **state)
{
    (void)state;
    static char large[200000];
    memset(large, 'x', sizeof large - 1);
    AUTO(draft_discard) struct draft *draft = write_draft(large);
    const struct digest expected = digest_of(text_of(large));
    struct digest digest = {0};
    assert_int_equal(draft_digest(draft, &digest, NULL), STATUS_OK);
    assert_memory_equal(digest.bytes, expected.bytes, DIGEST_SIZE);
    assert_int_equal(draft_write(draft, text_of("more"), NULL), STATUS_OK);
    assert_int_equal(draft_digest(draft, &digest, NULL), STATUS_OK);
    assert_memory_not_equal(digest.bytes, expected.bytes, DIGEST_SIZE);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct draft *draft = NULL;
    struct error error = {0};
    assert_int_equal(draft_open("draft_test-none/file", &draft, &error), STATUS_NOT_FOUND);
    assert_null(draft);
    assert_non_null(strstr(error.message, "'draft_test-none/file'"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup(a_draft_is_not_there_until_it_is_published, begin_test),
        cmocka_unit_test_setup(a_discarded_draft_leaves_the_old_file_alone, begin_test),
        cmocka_unit_test_setup(a_published_draft_replaces_the_old_file, begin_test),
        cmocka_unit_test_setup(what_cannot_be_published_leaves_nothing, begin_test),
        cmocka_unit_test_setup(who_is_killed_leaves_nothing, begin_test),
        cmocka_unit_test_setup(a_draft_has_the_rights_that_any_new_file_has, begin_test),
        cmocka_unit_test_setup(several_drafts_are_published_together, begin_test),
        cmocka_unit_test_setup(of_several_drafts_none_is_published_if_one_cannot_be, begin_test),
        cmocka_unit_test_setup(a_digest_is_that_of_the_whole_draft, begin_test),
        cmocka_unit_test_setup(a_folder_that_is_not_there_is_told, begin_test),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
