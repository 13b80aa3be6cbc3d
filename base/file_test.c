/* SPDX-License-Identifier: Apache-2.0 */

/* Whole files, folders, and paths that must not leave their root. */
#include "base/file.h"

#include "base/mem.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

/* A folder of its own for each test, gone afterwards. */
static int enter_folder(void **state)
{
    static char folder[64];
    strcpy(folder, "file_test.XXXXXX");
    *state = mkdtemp(folder);
    return *state != NULL && chdir(folder) == 0 ? 0 : -1;
}

static int leave_folder(void **state)
{
    char command[128];
    (void)snprintf(command, sizeof command, "rm -rf '%s'", (char *)*state);
    int result =
        chdir("..") == 0 ? system(command) : -1; // NOLINT(concurrency-mt-unsafe): one thread
    return result;
}

static void write_or_fail(const char *path, const char *content)
{
    struct error error = {.message = ""};
    if (file_write_atomically(path, text_of(content), &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void what_was_written_is_read_behind_what_the_buffer_holds(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    write_or_fail("a", "old and long");
    write_or_fail("a", "new");
    buffer_add_string(&buffer, "the ");
    assert_int_equal(file_read("a", 3, &buffer, NULL), STATUS_OK);
    assert_string_equal(buffer.data, "the new");
}

static void a_file_of_several_chunks_is_read_whole(void **state)
{
    (void)state;
    enum { SIZE = 200001 };
    AUTO(free) char *content = mem_zeroed(SIZE + 1, 1);
    memset(content, 'x', SIZE);
    write_or_fail("a", content);
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(SIZE);
    assert_int_equal(file_read("a", SIZE, &buffer, NULL), STATUS_OK);
    assert_string_equal(buffer.data, content);
}

static void writing_leaves_no_other_file_behind(void **state)
{
    (void)state;
    struct error error;
    write_or_fail("a", "1");
    assert_int_equal(file_write_atomically("missing/b", text_of("2"), &error), STATUS_NOT_FOUND);
    assert_string_equal(error.message, "cannot write 'missing/b': No such file or directory");
    assert_int_equal(mkdir("folder", 0777), 0);
    assert_int_equal(file_write_atomically("folder", text_of("2"), &error), STATUS_UNAVAILABLE);
    int result = system("test \"$(ls -A)\" = \"a\nfolder\""); // NOLINT(concurrency-mt-unsafe)
    assert_int_equal(result, 0);
}

/* A limit on the size of files stands for a full disk. */
static void a_write_that_fails_leaves_the_old_file_as_it_was(void **state)
{
    (void)state;
    struct error error;
    struct rlimit old;
    write_or_fail("a", "old");
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct rlimit small = {.rlim_cur = 4, .rlim_max = old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    enum status status = file_write_atomically("a", text_of("new and long"), &error);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(status, STATUS_UNAVAILABLE);
    assert_string_equal(error.message, "cannot write 'a': File too large");
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(10);
    assert_int_equal(file_read("a", 10, &buffer, NULL), STATUS_OK);
    assert_string_equal(buffer.data, "old");
    int result = system("test \"$(ls -A)\" = a"); // NOLINT(concurrency-mt-unsafe): one thread
    assert_int_equal(result, 0);
}

static void reading_tells_what_is_wrong_with_the_path(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    struct error error;
    write_or_fail("four", "1234");
    assert_int_equal(file_read("none", 10, &buffer, &error), STATUS_NOT_FOUND);
    assert_string_equal(error.message, "cannot read 'none': No such file or directory");
    assert_int_equal(file_read("four/x", 10, &buffer, &error), STATUS_NOT_FOUND);
    assert_int_equal(file_read(".", 10, &buffer, &error), STATUS_INVALID);
    assert_string_equal(error.message, "'.' is not a file");
    assert_int_equal(mkfifo("pipe", 0600), 0);
    assert_int_equal(file_read("pipe", 10, &buffer, &error), STATUS_INVALID);
    assert_int_equal(file_read("four", 3, &buffer, &error), STATUS_TOO_LARGE);
    assert_string_equal(error.message, "'four' is larger than the limit of 3 bytes");
    assert_int_equal(buffer.length, 0);
}

static void a_buffer_that_is_too_small_is_told(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(3);
    struct error error;
    write_or_fail("four", "1234");
    assert_int_equal(file_read("four", 4, &buffer, &error), STATUS_TOO_LARGE);
    assert_string_equal(error.message, "'four' is larger than the limit of 3 bytes");
}

/* The size of files under /proc is told as 0, so only reading finds out. */
static void the_limit_holds_for_files_that_lie_about_their_size(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(1000);
    if (!file_exists("/proc/self/status")) {
        skip();
    }
    assert_int_equal(file_read("/proc/self/status", 10, &buffer, NULL), STATUS_TOO_LARGE);
}

static void folders_are_made_with_those_above_them(void **state)
{
    (void)state;
    struct error error;
    assert_int_equal(folder_make("a/b/c", &error), STATUS_OK);
    assert_int_equal(folder_make("a/b/c/", &error), STATUS_OK);
    assert_true(file_exists("a/b/c/."));
    write_or_fail("a/file", "1");
    assert_int_equal(folder_make("a/file", &error), STATUS_INVALID);
    assert_string_equal(error.message, "cannot make the folder 'a/file': a file has that name");
    assert_int_equal(folder_make("a/file/b", &error), STATUS_INVALID);
    assert_int_equal(folder_make("/", &error), STATUS_OK);
}

static void folders_that_cannot_be_made_are_told(void **state)
{
    (void)state;
    struct error error;
    char name[301];
    memset(name, 'n', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    assert_int_equal(folder_make(name, &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "': File name too long"));
    assert_int_equal(symlink("nowhere", "link"), 0);
    assert_int_equal(folder_make("link", &error), STATUS_NOT_FOUND);
    assert_string_equal(error.message, "cannot make the folder 'link': No such file or directory");
}

/* Takes `path`. */
static void assert_path(char *path, const char *expected)
{
    assert_string_equal(path, expected);
    free(path);
}

static void paths_are_joined_and_taken_apart(void **state)
{
    (void)state;
    assert_path(path_join("a", "b"), "a/b");
    assert_path(path_join("a/", "b/c"), "a/b/c");
    assert_path(path_join("", "b"), "b");
    assert_path(path_join("a", "/b"), "/b");
    assert_path(path_folder("a/b/c"), "a/b");
    assert_path(path_folder("a//b"), "a");
    assert_path(path_folder("a"), ".");
    assert_path(path_folder("/a"), "/");
    assert_path(path_folder("/"), "/");
    assert_string_equal(path_name("a/b"), "b");
    assert_string_equal(path_name("b"), "b");
    assert_string_equal(path_name("a/"), "");
}

static void a_relative_path_is_resolved_against_the_folder_of_its_file(void **state)
{
    (void)state;
    assert_path(path_resolve("a/b.md", "c.md"), "a/c.md");
    assert_path(path_resolve("a/b.md", "../media/x.mp4"), "media/x.mp4");
    assert_path(path_resolve("course.json", "a/./b//c.md"), "a/b/c.md");
    assert_path(path_resolve("a/b/c.md", "../../d"), "d");
    assert_path(path_resolve("a/b.md", "c/../../d/e"), "d/e");
    assert_path(path_resolve("./a/b.md", "..c"), "a/..c");
}

static void a_relative_path_that_leaves_the_root_is_none(void **state)
{
    (void)state;
    static const char *const paths[] = {"",      "/etc/passwd", "../../x",
                                        "..",    "../a/../..",  "a\\b",
                                        "../..", ".././../x",   "../a/../../a"};
    for (size_t i = 0; i < sizeof paths / sizeof paths[0]; i++) {
        char *path = path_resolve("a/b.md", paths[i]);
        if (path != NULL) {
            fail_msg("'%s' gave '%s'", paths[i], path);
        }
    }
    assert_null(path_resolve("b.md", "../a"));
}

static void a_digest_is_that_of_the_whole_file(void **state)
{
    (void)state;
    enum { SIZE = 200001 };
    AUTO(free) char *content = mem_zeroed(SIZE + 1, 1);
    memset(content, 'x', SIZE);
    write_or_fail("a", content);
    struct digest digest;
    assert_int_equal(file_digest("a", &digest, NULL), STATUS_OK);
    struct digest expected = digest_of(text_of(content));
    assert_memory_equal(digest.bytes, expected.bytes, DIGEST_SIZE);
    assert_int_equal(file_digest("b", &digest, NULL), STATUS_NOT_FOUND);
    assert_int_equal(file_digest(".", &digest, NULL), STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_written_is_read_behind_what_the_buffer_holds,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_file_of_several_chunks_is_read_whole, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(writing_leaves_no_other_file_behind, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(a_write_that_fails_leaves_the_old_file_as_it_was,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(folders_that_cannot_be_made_are_told, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(reading_tells_what_is_wrong_with_the_path, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(a_digest_is_that_of_the_whole_file, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(a_buffer_that_is_too_small_is_told, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(the_limit_holds_for_files_that_lie_about_their_size,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(folders_are_made_with_those_above_them, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(paths_are_joined_and_taken_apart, enter_folder,
                                        leave_folder),
        cmocka_unit_test_setup_teardown(a_relative_path_is_resolved_against_the_folder_of_its_file,
                                        enter_folder, leave_folder),
        cmocka_unit_test_setup_teardown(a_relative_path_that_leaves_the_root_is_none, enter_folder,
                                        leave_folder),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
