/* SPDX-License-Identifier: Apache-2.0 */

#include "schema/uri.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

static void references_are_relative_to_their_base(void **state)
{
    static const struct {
        const char *base;
        const char *reference;
        const char *uri;
    } ROWS[] = {
        {"", "#/a", "#/a"},
        {"", "a.json", "a.json"},
        {"", "https://a.org/b", "https://a.org/b"},
        {"https://a.org/b/c.json", "", "https://a.org/b/c.json"},
        {"https://a.org/b/c.json", "#x", "https://a.org/b/c.json#x"},
        {"https://a.org/b/c.json?q", "#x", "https://a.org/b/c.json?q#x"},
        {"https://a.org/b/c.json", "?q", "https://a.org/b/c.json?q"},
        {"https://a.org/b/c.json?q", "d.json", "https://a.org/b/d.json"},
        {"https://a.org/b/c.json", "../d.json", "https://a.org/d.json"},
        {"https://a.org/b/c/d", "./../e/./f", "https://a.org/b/e/f"},
        {"https://a.org/b", "../../../c", "https://a.org/c"},
        {"https://a.org/b/c", "..", "https://a.org/"},
        {"https://a.org/b/c", ".", "https://a.org/b/"},
        {"https://a.org/b/c", "/d/../e", "https://a.org/e"},
        {"https://a.org", "b", "https://a.org/b"},
        {"https://a.org/b", "//c.org/d", "https://c.org/d"},
        {"https://a.org/b", "urn:x:y", "urn:x:y"},
        {"urn:x:y", "#z", "urn:x:y#z"},
        {"https://a.org/b#old", "c", "https://a.org/c"},
    };
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; i < sizeof ROWS / sizeof *ROWS; i++) {
        assert_string_equal(uri_resolve(ROWS[i].base, ROWS[i].reference, arena), ROWS[i].uri);
    }
}

static void a_fragment_stands_behind_the_first_hash_sign(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    assert_string_equal(uri_document("https://a.org/b?c#/d", arena), "https://a.org/b?c");
    assert_string_equal(uri_document("a", arena), "a");
    assert_string_equal(uri_fragment("a", arena), "");
    assert_string_equal(uri_fragment("a#/b%25%2Fc%7e%e4", arena), "/b%/c~\xE4");
    assert_string_equal(uri_fragment("a#%2%zz%", arena), "%2%zz%");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_are_relative_to_their_base),
        cmocka_unit_test(a_fragment_stands_behind_the_first_hash_sign),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
