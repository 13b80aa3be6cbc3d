/* SPDX-License-Identifier: Apache-2.0 */

/* The parameters of each filter. */
#include "load/question.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { BYTES_MAX = 1 << 12 };

static const struct payload_shape shape = {.learners = 7, .activities = 3, .instructors = 2};

static void each_filter_asks_for_what_the_statement_names(void **state)
{
    (void)state;
    static const struct {
        unsigned filters;
        const char *parts[3];
    } rows[] = {
        {QUESTION_AGENT, {"&agent=%7B%22", "synthetic-0003", ""}},
        {QUESTION_ACTIVITY, {"&activity=https%3A%2F%2Fsynthetic.invalid%2F", "pages%2F0", ""}},
        {QUESTION_AGENT | QUESTION_ACTIVITY, {"&agent=", "&activity=", ""}},
        {QUESTION_AGENT | QUESTION_VERB | QUESTION_ACTIVITY, {"&agent=", "&verb=", "&activity="}},
        {QUESTION_RELATED_AGENT, {"&agent=", "instructor-0001", "&related_agents=true"}},
        {QUESTION_RELATED_ACTIVITY, {"&activity=", "modules%2F0", "&related_activities=true"}},
    };
    struct payload payload = payload_make(7, 0, &shape);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        AUTO(buffer_finish) struct buffer url = BUFFER_INIT(BYTES_MAX);
        question_write("http://lrs.invalid/xapi/statements", &payload, 3, rows[i].filters, &url);
        assert_ptr_equal(strstr(url.data, "http://lrs.invalid/xapi/statements?limit=100&"),
                         url.data);
        for (size_t j = 0; j < 3; j++) {
            assert_non_null(strstr(url.data, rows[i].parts[j]));
        }
        assert_null(strpbrk(url.data, "{}\" "));
    }
}

static void only_a_page_with_a_statement_has_found_something(void **state)
{
    (void)state;
    static const struct {
        const char *page;
        bool found;
    } rows[] = {
        {"{\"statements\":[{\"id\":\"1\"}],\"more\":\"\"}", true},
        {"{\"statements\":[],\"more\":\"\"}", false},
        {"{\"statements\":{\"id\":\"1\"}}", false},
        {"{}", false},
        {"", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(question_found(text_of(rows[i].page)), rows[i].found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_filter_asks_for_what_the_statement_names),
        cmocka_unit_test(only_a_page_with_a_statement_has_found_something),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
