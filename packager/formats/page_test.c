/* SPDX-License-Identifier: Apache-2.0 */

/* Tests of filling the page template. */
#include "formats/page.h"

#include "base/arena.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct page_value VALUES[] = {{"title", "<A> & \"B\""}, {"module", ""}, {0}};

static void values_are_escaped_where_they_are_named(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text out = {0};
    struct text template = text_of("<h1>{{title}}</h1>{ {{module}} }{{title}}");
    assert_int_equal(page_fill(template, VALUES, arena, &out, NULL), STATUS_OK);
    assert_string_equal(out.data, "<h1>&lt;A&gt; &amp; &quot;B&quot;</h1>{  }"
                                  "&lt;A&gt; &amp; &quot;B&quot;");
}

static void a_template_that_asks_for_more_is_our_fault(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static const char *const TEMPLATES[] = {"{{colour}}", "{{title", "{{title}", "a{{"};
    for (size_t i = 0; i < sizeof TEMPLATES / sizeof *TEMPLATES; i++) {
        struct text out = {0};
        struct error error = {0};
        assert_int_equal(page_fill(text_of(TEMPLATES[i]), VALUES, arena, &out, &error),
                         STATUS_INTERNAL);
        assert_null(out.data);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_escaped_where_they_are_named),
        cmocka_unit_test(a_template_that_asks_for_more_is_our_fault),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
