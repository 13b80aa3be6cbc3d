/* SPDX-License-Identifier: Apache-2.0 */

/* What counts as a change of a folder, and that waiting for one can be ended. */
#include "preview/watch.h"

#include "base/file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FOLDER "watch_test-folder"

static int set_up(void **state)
{
    (void)state;
    (void)mkdir(FOLDER, 0700);
    (void)mkdir(FOLDER "/module", 0700);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    static const char *const FILES[] = {FOLDER "/module/new/page.md", FOLDER "/module/page.md",
                                        FOLDER "/page.md"};
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        (void)unlink(FILES[i]);
    }
    (void)rmdir(FOLDER "/module/new");
    (void)rmdir(FOLDER "/module");
    (void)rmdir(FOLDER);
    return 0;
}

static void write_file(const char *path)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs("text", file) >= 0);
    assert_int_equal(fclose(file), 0);
}

/* A descriptor that can be read only if `is_ready`. */
static int interrupter(int ends[2], bool is_ready)
{
    assert_int_equal(pipe(ends), 0);
    if (is_ready) {
        assert_int_equal(write(ends[1], "x", 1), 1);
    }
    return ends[0];
}

static void close_both(const int ends[2])
{
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static bool waits_for_change(struct watch *watch, bool is_interrupted)
{
    int ends[2];
    bool has_changed = false;
    struct error error = {0};
    enum status status = watch_wait(watch, interrupter(ends, is_interrupted), &has_changed, &error);
    close_both(ends);
    if (status != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return has_changed;
}

static void a_file_written_anywhere_below_is_a_change(void **state)
{
    (void)state;
    AUTO(watch_end) struct watch *watch = NULL;
    assert_int_equal(watch_begin(FOLDER, &watch, NULL), STATUS_OK);
    write_file(FOLDER "/page.md");
    assert_true(waits_for_change(watch, false));
    write_file(FOLDER "/module/page.md");
    assert_true(waits_for_change(watch, false));
    assert_int_equal(unlink(FOLDER "/module/page.md"), 0);
    assert_true(waits_for_change(watch, false));
}

static void a_folder_that_is_new_is_watched(void **state)
{
    (void)state;
    AUTO(watch_end) struct watch *watch = NULL;
    assert_int_equal(watch_begin(FOLDER, &watch, NULL), STATUS_OK);
    assert_int_equal(mkdir(FOLDER "/module/new", 0700), 0);
    assert_true(waits_for_change(watch, false));
    write_file(FOLDER "/module/new/page.md");
    assert_true(waits_for_change(watch, false));
}

static void waiting_ends_when_it_is_interrupted(void **state)
{
    (void)state;
    AUTO(watch_end) struct watch *watch = NULL;
    assert_int_equal(watch_begin(FOLDER, &watch, NULL), STATUS_OK);
    assert_false(waits_for_change(watch, true));
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    (void)state;
    struct watch *watch = NULL;
    struct error error = {0};
    assert_int_equal(watch_begin("watch_test-nowhere", &watch, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "watch_test-nowhere"));
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(a_file_written_anywhere_below_is_a_change),
        RULE(a_folder_that_is_new_is_watched),
        RULE(waiting_ends_when_it_is_interrupted),
        RULE(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
