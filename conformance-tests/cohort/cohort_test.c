/* SPDX-License-Identifier: Apache-2.0 */

/* What must hold in any cohort: order in time, the end before the last day, errors passed on. That
 * totals and statements are right is tested on the program's output, in cohort.test.mjs. */
#include "cohort/cohort.h"

#include "profiles/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { PAGES = 2, MODULES_MAX = 20 };

/* A course with `count` modules of two pages, the second a quiz, in memory of the caller. */
static struct outline course_of(struct outline_module *modules, size_t count)
{
    static char iri[] = "https://synthetic.invalid/courses/test";
    static char part[] = "https://synthetic.invalid/courses/test/part";
    static char title[] = "Test";
    static struct outline_page pages[PAGES] = {
        {.iri = part}, {.iri = part, .kind = OUTLINE_QUIZ, .is_judged = true}};
    for (size_t i = 0; i < count; i++) {
        modules[i] = (struct outline_module){part, title, pages, PAGES};
    }
    return (struct outline){.iri = iri,
                            .title = title,
                            .site_evaluation = part,
                            .follow_up = part,
                            .modules = modules,
                            .module_count = count,
                            .page_count = count * PAGES};
}

struct observation {
    char registration[40];
    char timestamp[40];
    char last_learner[40]; /* by account */
    size_t statements;
    size_t completed;
    size_t stop_after;
};

static enum status observe(void *context, json_t *statement, struct error *error)
{
    struct observation *seen = context;
    const char *timestamp = json_string_value(json_object_get(statement, "timestamp"));
    const char *registration = NULL;
    const char *verb = NULL;
    const char *account = NULL;
    assert_int_equal(json_unpack(statement, "{s:{s:s}, s:{s:s}, s:{s:{s:s}}}", "context",
                                 "registration", &registration, "verb", "id", &verb, "actor",
                                 "account", "name", &account),
                     0);
    if (strcmp(account, seen->last_learner) > 0) {
        (void)snprintf(seen->last_learner, sizeof seen->last_learner, "%s", account);
    }
    if (strcmp(registration, seen->registration) == 0) {
        assert_true(strcmp(timestamp, seen->timestamp) > 0);
    }
    assert_true(strcmp(timestamp, "2016-03-01") > 0 && strcmp(timestamp, "2018-04-20") < 0);
    (void)snprintf(seen->registration, sizeof seen->registration, "%s", registration);
    (void)snprintf(seen->timestamp, sizeof seen->timestamp, "%s", timestamp);
    seen->completed += strcmp(verb, VERB_COMPLETED) == 0;
    if (++seen->statements == seen->stop_after) {
        return FAIL(error, STATUS_FORBIDDEN, "enough");
    }
    return STATUS_OK;
}

static void any_number_of_modules_fits_the_time(void **state)
{
    (void)state;
    static const size_t counts[] = {1, MODULES_MAX};
    struct outline_module modules[MODULES_MAX];
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        struct outline course = course_of(modules, counts[i]);
        const struct cohort cohort = {&course, i, 1};
        struct observation seen = {0};
        assert_int_equal(cohort_tell(&cohort, observe, &seen, NULL), STATUS_OK);
        assert_true(seen.completed >= COHORT_COMPLETED * (counts[i] + 1));
    }
}

static void each_copy_is_of_other_learners_by_the_seed_that_follows(void **state)
{
    (void)state;
    struct outline_module modules[1];
    struct outline course = course_of(modules, 1);
    struct observation once[2] = {{.statements = 0}};
    for (size_t i = 0; i < 2; i++) {
        const struct cohort cohort = {&course, 7 + i, 1};
        assert_int_equal(cohort_tell(&cohort, observe, &once[i], NULL), STATUS_OK);
        assert_string_equal(once[i].last_learner, "synthetic-1270");
    }
    const struct cohort both = {&course, 7, 2};
    struct observation twice = {0};
    assert_int_equal(cohort_tell(&both, observe, &twice, NULL), STATUS_OK);
    assert_string_equal(twice.last_learner, "synthetic-2540");
    assert_int_equal(twice.statements, once[0].statements + once[1].statements);
    assert_int_equal(twice.completed, once[0].completed + once[1].completed);
}

static void a_visitor_that_fails_ends_the_cohort(void **state)
{
    (void)state;
    struct outline_module modules[1];
    struct outline course = course_of(modules, 1);
    const struct cohort cohort = {&course, 1, 1};
    for (size_t stop_after = 1; stop_after < 200; stop_after++) {
        struct observation seen = {.stop_after = stop_after};
        struct error error = {0};
        assert_int_equal(cohort_tell(&cohort, observe, &seen, &error), STATUS_FORBIDDEN);
        assert_int_equal(seen.statements, stop_after);
        assert_string_equal(error.message, "enough");
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_modules_fits_the_time),
        cmocka_unit_test(each_copy_is_of_other_learners_by_the_seed_that_follows),
        cmocka_unit_test(a_visitor_that_fails_ends_the_cohort),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
