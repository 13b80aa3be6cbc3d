/* SPDX-License-Identifier: Apache-2.0 */

/* What the parser of rule files reads, and how it refuses what it cannot. */
#include "conform/rule.h"

#include "base/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct rule *read_good(struct arena *arena, const char *text)
{
    struct error error = {0};
    struct rule *rule = NULL;
    if (rule_read(text_of(text), "a/rule", arena, &rule, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return rule;
}

static void a_rule_has_a_heading_and_requests(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct rule *rule = read_good(arena, "clause Data 1: words\n"
                                               "corner 7\nlevel should\nversions 2.0.0\n"
                                               "faults one two\ndefine x  a b \n\n# comment\n"
                                               "GET /about\nexpect status 200\n"
                                               "PUT /statements\nexpect status 204\n");
    assert_string_equal(rule->id, "a/rule");
    assert_string_equal(rule->clause, "Data 1: words");
    assert_string_equal(rule->corner, "7");
    assert_string_equal(rule->level, "should");
    assert_string_equal(rule->faults, "one two");
    assert_int_equal(rule->versions, VERSION_2_0_0);
    assert_string_equal(rule->defines->value, "a b");
    assert_string_equal(rule->requests->target, "/about");
    assert_string_equal(rule->requests->next->method, "PUT");
    assert_int_equal(rule->requests->next->line, 11);
}

static void an_indented_line_continues_the_one_above(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct rule *rule =
        read_good(arena, "clause c\nPOST /statements\nbody {\n  \"a\": 1\n  }\nexpect status 200");
    assert_string_equal(request_item(rule->requests, ITEM_BODY)->value, "{\n  \"a\": 1\n  }");
    assert_int_equal(request_item(rule->requests, ITEM_EXPECT)->line, 6);
}

static void an_expectation_has_subject_place_check_and_value(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct rule *rule =
        read_good(arena, "clause c\nGET /about\nexpect json /version contains [\"1.0.3\"]\n"
                         "expect status 200");
    const struct item *item = request_item(rule->requests, ITEM_EXPECT);
    assert_int_equal(item->subject, SUBJECT_JSON);
    assert_string_equal(item->place, "/version");
    assert_string_equal(item->value, "[\"1.0.3\"]");
    assert_non_null(item->check);
}

#define REQUEST "clause c\nGET /about\n"

/* Each text with how its error begins. */
static const char *const invalid[][2] = {
    {"", "a/rule:1: the first line must be 'clause"},
    {"GET /about\n", "a/rule:1: the first line must be 'clause"},
    {"clause c\n", "a/rule:2: there is no request"},
    {"clause c\ncolour red\n", "a/rule:2: 'colour' is no keyword"},
    {"clause c\nlevel high\n", "a/rule:2: 'high' is none of must"},
    {"clause c\nversions 1.0\n", "a/rule:2: '1.0' is no version"},
    {"clause c\nversions\n", "a/rule:2: lacks a version"},
    {"clause c\ndefine\n", "a/rule:2: lacks a name"},
    {"clause c\nbody x\n", "a/rule:2: 'body' needs a request above it"},
    {"clause c\n\n  x\n", "a/rule:3: an indented line continues"},
    {"clause c\nGET about\n", "a/rule:2: 'about' must begin with '/'"},
    {REQUEST "query\nexpect status 200", "a/rule:3: lacks a name"},
    {REQUEST "without A b\nexpect status 200", "a/rule:3: 'b' is too many"},
    {REQUEST "\nGET /about\nexpect status 200", "a/rule:2: the request has no 'expect status'"},
    {REQUEST "expect header A present\n", "a/rule:2: the request has no 'expect status'"},
    {REQUEST "expect colour red\n", "a/rule:3: 'colour' is none of status"},
    {REQUEST "expect status\n", "a/rule:3: lacks the value expected"},
    {REQUEST "expect json a is 1\n", "a/rule:3: the place 'a' does not begin with '/'"},
    {REQUEST "expect json /a equals 1\n", "a/rule:3: 'equals' is no check for this"},
    {REQUEST "expect json /a same-as x\n", "a/rule:3: 'same-as' is no check for this"},
    {REQUEST "expect body count 1\n", "a/rule:3: 'count' is no check for this"},
    {REQUEST "expect json /a present 1\n", "a/rule:3: has a value too many"},
    {REQUEST "expect json /a is\n", "a/rule:3: lacks the value expected"},
    {REQUEST "at-once 1\n", "a/rule:3: at-once is '1', but must be 2 to 32"},
    {REQUEST "at-once many\n", "a/rule:3: at-once is 'many'"},
    {REQUEST "each x\nexpect status 200", "a/rule:3: each x has no values"},
    {REQUEST "capture x json /a b\n", "a/rule:3: 'b' is too many"},
};

static void what_cannot_be_read_is_refused_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof invalid / sizeof invalid[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct error error = {0};
        struct rule *rule = NULL;
        enum status status = rule_read(text_of(invalid[i][0]), "a/rule", arena, &rule, &error);
        assert_int_equal(status, STATUS_INVALID);
        if (strncmp(error.message, invalid[i][1], strlen(invalid[i][1])) != 0) {
            fail_msg("'%s'\nis not\n'%s'", error.message, invalid[i][1]);
        }
    }
}

/* `text` repeated behind REQUEST, and the status that reading it gives. */
static enum status read_repeated(const char *text, size_t count, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer rule = BUFFER_INIT(1 << 20);
    struct rule *read = NULL;
    buffer_add_string(&rule, REQUEST "expect status 200\n");
    for (size_t i = 0; i < count; i++) {
        buffer_add_string(&rule, text);
    }
    return rule_read(buffer_text(&rule), "a/rule", arena, &read, error);
}

static void limits_are_kept(void **state)
{
    (void)state;
    struct error error = {0};
    assert_int_equal(read_repeated("GET /about\nexpect status 200\n", RULE_REQUESTS_MAX, &error),
                     STATUS_INVALID);
    assert_non_null(strstr(error.message, "more than 64 requests"));
    assert_int_equal(read_repeated("query a b\n", RULE_ITEMS_MAX, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "more than 512 lines"));
    assert_int_equal(read_repeated("# x\n", RULE_SIZE_MAX, &error), STATUS_INVALID);
    assert_non_null(strstr(error.message, "more than 65536 bytes"));
}

static void a_file_of_defines_has_no_requests(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    struct define *defines = NULL;
    assert_int_equal(rule_read_defines(text_of("define a 1\ndefine b {{a}}\n"), "common", arena,
                                       &defines, &error),
                     STATUS_OK);
    assert_string_equal(defines->next->value, "{{a}}");
    assert_int_equal(rule_read_defines(text_of("GET /about\nexpect status 200"), "common", arena,
                                       &defines, &error),
                     STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_rule_has_a_heading_and_requests),
        cmocka_unit_test(an_indented_line_continues_the_one_above),
        cmocka_unit_test(an_expectation_has_subject_place_check_and_value),
        cmocka_unit_test(what_cannot_be_read_is_refused_with_its_line),
        cmocka_unit_test(limits_are_kept),
        cmocka_unit_test(a_file_of_defines_has_no_requests),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
