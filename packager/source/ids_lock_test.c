/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of ids.lock, in a folder that holds nothing else. */
#include "source/ids_lock.h"

#include "base/arena.h"
#include "base/file.h"
#include "course/course.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static const char FOLDER[] = "ids_lock_test-folder";
static const char PATH[] = "ids_lock_test-folder/ids.lock";

static int begin_test(void **state)
{
    (void)unlink(PATH);
    *state = arena_create();
    return folder_make(FOLDER, NULL) == STATUS_OK ? 0 : -1;
}

static int end_test(void **state)
{
    arena_destroy(*state);
    return 0;
}

/* A course with the modules whose ids are `ids`, a NULL behind the last. */
static struct course *make_course(struct arena *arena, const char *const *ids)
{
    struct course *course = ARENA_NEW(arena, struct course);
    *course = (struct course){.id = "tiny", .iri = "https://example.org/tiny"};
    course->modules = ARENA_ARRAY(arena, struct module, 5);
    for (; ids[course->module_count] != NULL; course->module_count++) {
        course->modules[course->module_count].id = ids[course->module_count];
    }
    return course;
}

static const char *const TWO[] = {"one", "two", NULL};

static const struct ids_lock *lock_two(struct arena *arena)
{
    assert_int_equal(ids_lock_write(FOLDER, make_course(arena, TWO), NULL), STATUS_OK);
    const struct ids_lock *lock = NULL;
    assert_int_equal(ids_lock_read(FOLDER, arena, &lock, NULL), STATUS_OK);
    assert_non_null(lock);
    return lock;
}

static void a_course_without_a_lock_has_none(void **state)
{
    const struct ids_lock *lock = lock_two(*state);
    assert_int_equal(unlink(PATH), 0);
    assert_int_equal(ids_lock_read(FOLDER, *state, &lock, NULL), STATUS_OK);
    assert_null(lock);
}

static void a_course_passes_its_own_lock(void **state)
{
    const struct ids_lock *lock = lock_two(*state);
    const struct course *course = make_course(*state, TWO);
    assert_int_equal(ids_lock_check(lock, course, NULL), STATUS_OK);
    assert_null(ids_lock_list_new(lock, course, *state));
}

static void modules_may_be_added_and_take_another_order(void **state)
{
    const struct ids_lock *lock = lock_two(*state);
    const char *const ids[] = {"zero", "two", "one", "more", NULL};
    const struct course *course = make_course(*state, ids);
    assert_int_equal(ids_lock_check(lock, course, NULL), STATUS_OK);
    assert_string_equal(ids_lock_list_new(lock, course, *state), "'zero', 'more'");
}

static void assert_conflict(const struct ids_lock *lock, const struct course *course,
                            const char *expected)
{
    struct error error = {0};
    assert_int_equal(ids_lock_check(lock, course, &error), STATUS_CONFLICT);
    if (strncmp(error.message, expected, strlen(expected)) != 0) {
        fail_msg("'%s' does not begin with '%s'", error.message, expected);
    }
    assert_non_null(strstr(error.message, "--allow-id-change"));
}

static void what_was_locked_may_not_change_or_go(void **state)
{
    const struct ids_lock *lock = lock_two(*state);
    const char *const renamed[] = {"one", "second", NULL};
    const char *const gone[] = {"one", NULL};
    const char *const first_gone[] = {"two", NULL};
    assert_conflict(lock, make_course(*state, renamed),
                    "ids_lock_test-folder/ids.lock:5: the id of module 'two' has become 'second'");
    assert_conflict(lock, make_course(*state, gone),
                    "ids_lock_test-folder/ids.lock:5: module 'two' is no longer in the course");
    assert_conflict(lock, make_course(*state, first_gone),
                    "ids_lock_test-folder/ids.lock:4: module 'one' is no longer in the course");
    struct course *course = make_course(*state, TWO);
    course->id = "small";
    assert_conflict(lock, course,
                    "ids_lock_test-folder/ids.lock:2: the id of the course has become 'small', it "
                    "was 'tiny'");
    course = make_course(*state, TWO);
    course->iri = "https://example.org/small";
    assert_conflict(lock, course,
                    "ids_lock_test-folder/ids.lock:3: the IRI of the course has become "
                    "'https://example.org/small', it was 'https://example.org/tiny'");
}

static enum status read_text(struct arena *arena, const char *text, struct error *error)
{
    assert_int_equal(file_write_atomically(PATH, text_of(text), NULL), STATUS_OK);
    const struct ids_lock *lock = NULL;
    return ids_lock_read(FOLDER, arena, &lock, error);
}

static void comments_blank_lines_and_windows_line_ends_are_read(void **state)
{
    assert_int_equal(
        read_text(*state, "# a\r\n\r\ncourse a\r\niri https://example.org/a\r\nmodule b", NULL),
        STATUS_OK);
}

static void what_is_no_lock_is_refused_with_its_line(void **state)
{
    static const struct {
        const char *text;
        const char *place;
    } CASES[] = {
        {"", "ids.lock:1:"},
        {"course a\n", "ids.lock:2:"}, /* no IRI */
        {"course a\ncourse b\n", "ids.lock:2:"},
        {"course a\niri i\nmodule\n", "ids.lock:3:"},
        {"course a\niri i\nmodule b c\n", "ids.lock:3:"},
        {"course a\n<<<<<<< mine\nmodule b\n", "ids.lock:2:"},
        {"course a\niri i\nmodule \xFF\n", "ids.lock:3:"},
    };
    for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
        struct error error = {0};
        assert_int_equal(read_text(*state, CASES[i].text, &error), STATUS_INVALID);
        assert_non_null(strstr(error.message, CASES[i].place));
    }
}

static void more_modules_than_a_course_has_are_refused(void **state)
{
    AUTO(buffer_finish) struct buffer text = BUFFER_INIT(10000);
    buffer_add_string(&text, "course a\niri i\n");
    for (size_t i = 0; i < COURSE_MODULES_MAX; i++) {
        buffer_print(&text, "module m%zu\n", i);
    }
    assert_int_equal(read_text(*state, text.data, NULL), STATUS_OK);
    buffer_add_string(&text, "module more\n");
    assert_int_equal(read_text(*state, text.data, NULL), STATUS_INVALID);
}

static void a_folder_that_is_not_there_is_told(void **state)
{
    struct error error = {0};
    const struct course *course = make_course(*state, TWO);
    assert_int_equal(ids_lock_write("ids_lock_test-none", course, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, "'ids_lock_test-none/ids.lock'"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin_test, end_test)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_course_without_a_lock_has_none),
        TEST(a_course_passes_its_own_lock),
        TEST(modules_may_be_added_and_take_another_order),
        TEST(what_was_locked_may_not_change_or_go),
        TEST(comments_blank_lines_and_windows_line_ends_are_read),
        TEST(what_is_no_lock_is_refused_with_its_line),
        TEST(more_modules_than_a_course_has_are_refused),
        TEST(a_folder_that_is_not_there_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
