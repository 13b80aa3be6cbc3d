/* SPDX-License-Identifier: Apache-2.0 */

/* Runs the rules over the folders valid/ and invalid/: each file is one test, named after its rule.
 * {"version": "2.0.0", "statement": …} must be read, {"expect": "place: message", …} refused with a
 * message that begins so; without "version", in both versions. */
#include "base/file.h"
#include "base/json.h"
#include "base/mem.h"
#include "xapi/statement.h"

#include <dirent.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CASES_MAX = 1000, CASE_SIZE_MAX = 1 << 20, BATCH_MAX = 4 };

static const struct text authority = {
    "{\"account\":{\"homePage\":\"http://lrs.example\",\"name\":\"test\"}}", 59};

static enum status read_as(enum xapi_version version, struct text statement, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement_context context = {version, authority, BATCH_MAX};
    struct statement_list list = {NULL, 0};
    return statements_read(statement, &context, arena, &list, error);
}

struct rule_case {
    char *path;
    bool is_valid;
};

static void assert_begins(const char *message, const char *expected)
{
    if (strncmp(message, expected, strlen(expected)) != 0) {
        fail_msg("\"%s\" does not begin with \"%s\"", message, expected);
    }
}

static void check_case(const struct rule_case *rule, enum xapi_version version,
                       const json_t *description, struct text statement)
{
    struct error error = {.message = ""};
    enum status status = read_as(version, statement, &error);
    if (rule->is_valid) {
        assert_string_equal(error.message, "");
        assert_int_equal(status, STATUS_OK);
        return;
    }
    const char *expect = json_string_value(json_object_get(description, "expect"));
    assert_non_null(expect);
    assert_int_equal(status, STATUS_INVALID);
    assert_begins(error.message, expect);
}

static void run_case(void **state)
{
    const struct rule_case *rule = *state;
    struct error error = {.message = ""};
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CASE_SIZE_MAX);
    assert_int_equal(file_read(rule->path, CASE_SIZE_MAX, &buffer, &error), STATUS_OK);
    AUTO(json_release) json_t *description = NULL;
    if (json_read(buffer_text(&buffer), rule->path, &description, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    struct text statement = json_member(buffer_text(&buffer), "statement");
    assert_non_null(statement.data);
    const char *version = json_string_value(json_object_get(description, "version"));
    if (version == NULL || strcmp(version, "1.0.3") == 0) {
        check_case(rule, XAPI_VERSION_1_0_3, description, statement);
    }
    if (version == NULL || strcmp(version, "2.0.0") == 0) {
        check_case(rule, XAPI_VERSION_2_0_0, description, statement);
    }
}

static size_t add_cases(const char *folder, bool is_valid, struct CMUnitTest *tests, size_t count)
{
    char *path = path_join(SOURCE_FOLDER, folder);
    DIR *directory = opendir(path);
    assert_non_null(directory);
    /* One thread, so readdir() is safe. */
    for (struct dirent *entry = readdir(directory); // NOLINT(concurrency-mt-unsafe)
         entry != NULL && count < CASES_MAX;
         entry = readdir(directory)) { // NOLINT(concurrency-mt-unsafe)
        if (entry->d_name[0] == '.') {
            continue;
        }
        struct rule_case *rule = MEM_NEW(struct rule_case);
        *rule = (struct rule_case){path_join(path, entry->d_name), is_valid};
        tests[count++] = (struct CMUnitTest){.name = rule->path + strlen(SOURCE_FOLDER) + 1,
                                             .test_func = run_case,
                                             .initial_state = rule};
    }
    (void)closedir(directory);
    free(path);
    return count;
}

static int compare_names(const void *left, const void *right)
{
    const struct CMUnitTest *a = left;
    const struct CMUnitTest *b = right;
    return strcmp(a->name, b->name);
}

static void release_cases(struct CMUnitTest *tests, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        struct rule_case *rule = tests[i].initial_state;
        free(rule->path);
        free(rule);
    }
}

int main(void)
{
    static struct CMUnitTest tests[CASES_MAX];
    size_t valid = add_cases("valid", true, tests, 0);
    size_t count = add_cases("invalid", false, tests, valid);
    qsort(tests, count, sizeof *tests, compare_names);
    int failures = _cmocka_run_group_tests("statements", tests, count, NULL, NULL);
    release_cases(tests, count);
    return failures == 0 && valid > 0 && count > valid ? EXIT_SUCCESS : EXIT_FAILURE;
}
