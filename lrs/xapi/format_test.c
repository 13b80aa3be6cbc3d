/* SPDX-License-Identifier: Apache-2.0 */

/* formats/: {"format", "languages" (Accept-Language), "definitions" and "displays" (what the LRS
 * knows, by id), "statement", "expected"}. */
#include "xapi/format.h"

#include "xapi/cases.h"
#include "xapi/raw.h"

struct known {
    struct text definitions;
    struct text displays;
};

static enum status find_definition(void *context, struct text activity, struct text *out,
                                   struct error *error)
{
    (void)error;
    *out = raw_member(((struct known *)context)->definitions, activity.data);
    return STATUS_OK;
}

static enum status find_display(void *context, struct text verb, struct text *out,
                                struct error *error)
{
    (void)error;
    *out = raw_member(((struct known *)context)->displays, verb.data);
    return STATUS_OK;
}

static void write_canonical(struct text description, struct text statement, struct buffer *out)
{
    struct known known = {json_member(description, "definitions"),
                          json_member(description, "displays")};
    const struct format_source source = {find_definition, find_display, &known};
    struct text header = json_member(description, "languages");
    if (header.data != NULL) {
        header = (struct text){header.data + 1, header.length - 2};
    }
    struct accept_language wishes;
    accept_language_read(header, &wishes);
    assert_int_equal(format_canonical(statement, &source, &wishes, out, NULL), STATUS_OK);
}

static void check_case(const char *name, struct text description)
{
    struct text statement = json_member(description, "statement");
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CASE_MAX);
    if (raw_string_is(json_member(description, "format"), "ids")) {
        format_ids(statement, &out);
    } else {
        write_canonical(description, statement, &out);
    }
    assert_same(name, buffer_text(&out), json_member(description, "expected"));
}

static void statements_are_formatted_as_the_cases_say(void **state)
{
    (void)state;
    assert_true(run_cases(SOURCE_FOLDER "/formats", check_case) > 0);
}

static enum status fail_always(void *context, struct text iri, struct text *out,
                               struct error *error)
{
    (void)out;
    ++*(int *)context;
    return FAIL(error, STATUS_UNAVAILABLE, "'%s' cannot be looked up", iri.data);
}

#define STATEMENT                                                                              \
    "{\"actor\":{\"mbox\":\"mailto:a@example.org\"},\"verb\":{\"id\":\"urn:did\"},\"object\":" \
    "{\"id\":\"urn:it\"}}"

static void failing_source_fails_the_format_and_is_asked_no_more(void **state)
{
    (void)state;
    int asked = 0;
    const struct format_source source = {fail_always, fail_always, &asked};
    struct accept_language wishes = {.count = 0};
    struct error error = {.message = ""};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(CASE_MAX);
    assert_int_equal(format_canonical(text_of(STATEMENT), &source, &wishes, &out, &error),
                     STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "urn:did"));
    assert_int_equal(asked, 1);
}

static void overflow_asks_the_source_no_more(void **state)
{
    (void)state;
    int asked = 0;
    const struct format_source source = {fail_always, fail_always, &asked};
    struct accept_language wishes = {.count = 0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(10);
    assert_int_equal(format_canonical(text_of(STATEMENT), &source, &wishes, &out, NULL), STATUS_OK);
    assert_true(out.overflowed);
    assert_int_equal(asked, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(statements_are_formatted_as_the_cases_say),
        cmocka_unit_test(failing_source_fails_the_format_and_is_asked_no_more),
        cmocka_unit_test(overflow_asks_the_source_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
