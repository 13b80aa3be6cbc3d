/* SPDX-License-Identifier: Apache-2.0 */

/* What each check lets through, and how it tells the difference. */
#include "conform/checks.h"

#include "base/json.h"
#include "conform/place.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A place in a document and what must be said there; `differs` is "" if the check holds. */
struct expectation {
    const char *document;
    const char *place;
    const char *check;
    const char *value;
    const char *differs;
};

static const struct expectation expectations[] = {
    {"{\"a\":1}", "/a", "is", "1.0", ""},
    {"{\"a\":1}", "/a", "is", "2", "came 1, expected 2"},
    {"{\"a\":1}", "/", "is", "{\"a\":1}", ""},
    {"{\"a\":[1,{\"b\":2}]}", "/", "is", "{\"a\":[1,{\"b\":3}]}", "at /a/1/b came 2, expected 3"},
    {"{\"a\":1,\"b\":2}", "/", "is", "{\"a\":1}", "came"},
    {"{\"a\":1}", "/", "is", "{\"a\":1,\"b\":2}", "at /b came nothing, expected 2"},
    {"{\"a\":1,\"b\":{\"c\":[]}}", "/", "includes", "{\"b\":{\"c\":[]}}", ""},
    {"{\"a\":1}", "/", "includes", "{\"a\":true}", "at /a came 1, expected true"},
    {"{\"a\":1}", "/a", "is-not", "1", "it is just that"},
    {"{\"a\":1}", "/b", "is-not", "1", ""},
    {"{\"a\":null}", "/a", "present", "", ""},
    {"{\"a\":1}", "/b", "present", "", "there is nothing"},
    {"{\"a\":1}", "/b", "absent", "", ""},
    {"{\"a\":\"\"}", "/a", "absent", "", "there is \"\""},
    {"{\"a\":\"\"}", "/a", "nothing", "", ""},
    {"{\"a\":0}", "/a", "nothing", "", "there is 0"},
    {"[{\"i\":1},{\"i\":2}]", "/*/i", "is", "[1,2]", ""},
    {"[{\"i\":1},{\"i\":2}]", "/*/i", "members", "[2,1]", ""},
    {"[{\"i\":1},{\"i\":2}]", "/*/i", "members", "[2]", "2 came, 1 expected"},
    {"[{\"i\":1}]", "/*/j", "nothing", "", ""},
    {"{\"a\":{\"x\":1,\"y\":2}}", "/a/*", "members", "[1,2]", ""},
    {"[1,2,3]", "/", "contains", "[3,1]", ""},
    {"[1,2,3]", "/", "contains", "4", "4 is not in [1,2,3]"},
    {"[1,2,3]", "/", "lacks", "4", ""},
    {"[1,2,3]", "/", "lacks", "[4,3]", "3 is in [1,2,3]"},
    {"[1,2,3]", "/", "count", "3", ""},
    {"{\"a\":1}", "/", "count", "2", "1 came"},
    {"\"abc\"", "/", "count", "0", "0 came"},
    {"{\"a\":\"abc\"}", "/a", "matches", "^a.c$", ""},
    {"{\"a\":\"abc\"}", "/a", "matches", "^b", "came \"abc\""},
    {"{\"a\":1}", "/a", "matches", ".", "came 1"},
    {"{\"a/b\":{\"~\":1}}", "/a~1b/~0", "is", "1", ""},
    {"\"2020-01-01T01:00:00+01:00\"", "/", "same-time", "2020-01-01T00:00:00Z", ""},
    {"\"2020-01-01T00:00:00.001Z\"", "/", "same-time", "2020-01-01T00:00:00Z", "came"},
    {"\"Wed, 01 Jan 2020 00:00:00 GMT\"", "/", "same-time", "2020-01-01T00:00:00.9Z", ""},
    {"\"2020-01-01T00:00:01Z\"", "/", "not-before", "2020-01-01T00:00:00Z", ""},
    {"\"2020-01-01T00:00:01Z\"", "/", "not-after", "2020-01-01T00:00:00Z", "came"},
    {"\"soon\"", "/", "not-before", "2020-01-01T00:00:00Z", "one of the two is no time"},
    {"{\"a\":1}", "/a", "is", "nonsense", "the rule's own value is no JSON"},
    {"\"a\"", "/", "matches", "(", "the rule's pattern cannot be read"},
};

static void each_check_holds_or_tells_why_not(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof expectations / sizeof expectations[0]; i++) {
        const struct expectation *row = &expectations[i];
        AUTO(buffer_finish) struct buffer difference = BUFFER_INIT(4096);
        AUTO(json_release) json_t *root = json_loads(row->document, JSON_DECODE_ANY, NULL);
        AUTO(json_release) json_t *found = place_find(root, row->place);
        const struct check *check = check_find(text_of(row->check), false);
        bool holds = check_holds(check, found, text_of(row->value), true, &difference);
        const char *told = holds || difference.length == 0 ? "" : difference.data;
        if (holds != (row->differs[0] == '\0') || strstr(told, row->differs) == NULL) {
            fail_msg("%s %s %s %s: '%s'", row->document, row->place, row->check, row->value, told);
        }
    }
}

static void a_header_is_compared_as_text(void **state)
{
    (void)state;
    AUTO(buffer_finish) struct buffer difference = BUFFER_INIT(4096);
    AUTO(json_release) json_t *found = json_string("\"e\"");
    const struct check *check = check_find(text_of("is"), false);
    assert_true(check_holds(check, found, text_of("\"e\""), false, &difference));
    assert_false(check_holds(check, found, text_of("e"), false, &difference));
    assert_true(check_holds(check_find(text_of("contains"), false), found, text_of("e"), false,
                            &difference));
    assert_false(check_holds(check, NULL, text_of("e"), false, &difference));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_check_holds_or_tells_why_not),
        cmocka_unit_test(a_header_is_compared_as_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
