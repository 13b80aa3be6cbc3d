/* SPDX-License-Identifier: Apache-2.0 */

#include "base/media_type.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void a_file_is_what_its_ending_says(void **state)
{
    (void)state;
    assert_string_equal(media_type_by_name("index.html"), "text/html");
    assert_string_equal(media_type_by_name("player.0a1b.js"), "text/javascript");
    assert_string_equal(media_type_by_name("media/a.b/talk.mp4"), "video/mp4");
    assert_string_equal(media_type_by_name(".svg"), "image/svg+xml");
}

static void other_endings_say_nothing(void **state)
{
    (void)state;
    static const char *const NAMES[] = {"", "html", "page.htm", "page.HTML", "page.html.gz", "a/b"};
    for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
        assert_null(media_type_by_name(NAMES[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_what_its_ending_says),
        cmocka_unit_test(other_endings_say_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
