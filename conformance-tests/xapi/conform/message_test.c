/* SPDX-License-Identifier: Apache-2.0 */

/* What a request becomes: placeholders, URL, headers, the kinds of bodies, and the curl line. */
#include "conform/message.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct endpoint endpoint = {"http://lrs.example/xapi",
                                         "Basic a2V5OnNlY3JldA==", "1.0.3"};

static enum status make(struct arena *arena, const char *lines, struct message *out,
                        struct error *error)
{
    struct rule *rule = NULL;
    char *text = arena_print(arena, "clause c\n%s\nexpect status 200\n", lines);
    enum status status = rule_read(text_of(text), "rule", arena, &rule, error);
    struct values *values = values_create(arena);
    if (status != STATUS_OK) {
        return status;
    }
    values_define(values, rule->defines);
    values_set(values, "literal", text_of("{{x}} &"));
    return message_make(rule->requests, values, &endpoint, arena, out, error);
}

static struct message made(struct arena *arena, const char *lines)
{
    struct error error = {0};
    struct message message = {0};
    if (make(arena, lines, &message, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return message;
}

/* Rules with the URL and the body they must become; NULL for none. */
static const char *const cases[][3] = {
    {"GET /about", "http://lrs.example/xapi/about", NULL},
    {"GET origin:/more?x=1", "http://lrs.example/more?x=1", NULL},
    {"GET /a\nquery b c d\nquery e {\"f\":\"é&=\"}",
     "http://lrs.example/xapi/a?b=c%20d&e=%7B%22f%22%3A%22%C3%A9%26%3D%22%7D", NULL},
    {"GET /a?raw=%zz\nquery b c", "http://lrs.example/xapi/a?raw=%zz&b=c", NULL},
    {"POST /a\nbody [1, 2]", NULL, "[1, 2]"},
    {"POST /a\nbody {{literal}}", NULL, "{{x}} &"},
    {"define x {{y}}!\ndefine y 1\nPOST /a\nbody {{x}}", NULL, "1!"},
    {"define x {{x}}\nPOST /a\nbody {{base64:literal}}{{base64url:literal}}", NULL,
     "e3t4fX0gJg==e3t4fX0gJg"},
    {"POST /a\nbody {{json:literal}} {{length:literal}} {{repeat:3:ab}}", NULL,
     "\"{{x}} &\" 7 ababab"},
    {"POST /a\nbody {{sha256:literal}}", NULL,
     "659697cf98c2644e06181d0aaeeffac1441402fd08ad2a8e0a7de4c5def4da27"},
    {"POST /a\nbody {\"a\":{\"b\":[1]}}\nset /a/b/0 2\nset /a/c \"x\"\nset /a/b/- 3", NULL,
     "{\"a\":{\"b\":[2,3],\"c\":\"x\"}}"},
    {"POST /a\nbody {\"a\":1,\"b/c\":2}\nremove /b~1c", NULL, "{\"a\":1}"},
    {"define x b\nPOST /a\nbody {\"a\":1}\nset /{{x}} 2\nremove /a", NULL, "{\"b\":2}"},
    {"POST /a\nbytes a\\r\\n\\x41\n  \\\\\\t.", NULL, "a\r\nA\\\t."},
    {"POST /a\nform content {\"a\":1}\nform b c d", NULL, "content=%7B%22a%22%3A1%7D&b=c%20d"},
    {"POST /a\npart {}\npart text\npart-header Content-Type text/plain", NULL,
     "--conform-9f2c1b7a\r\nContent-Type: application/json\r\n\r\n{}\r\n--conform-9f2c1b7a\r\n"
     "Content-Type: text/plain\r\n\r\ntext\r\n--conform-9f2c1b7a--\r\n"},
};

static void a_request_becomes_url_and_body(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct message message = made(arena, cases[i][0]);
        if (cases[i][1] != NULL) {
            assert_string_equal(message.url, cases[i][1]);
        }
        assert_int_equal(message.has_body, cases[i][2] != NULL);
        if (cases[i][2] != NULL) {
            assert_string_equal(message.body.data, cases[i][2]);
        }
    }
}

static void a_uuid_is_made_once_a_name(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct message message = made(arena, "POST /a\nbody {{uuid:a}}{{uuid:b}}{{uuid:a}}");
    assert_int_equal(message.body.length, 3 * 36);
    assert_memory_equal(message.body.data, message.body.data + 72, 36);
    assert_memory_not_equal(message.body.data, message.body.data + 36, 36);
}

static const char *header_of(const struct message *message, const char *name)
{
    const struct header *header = message->headers;
    while (header != NULL && strcmp(header->name, name) != 0) {
        header = header->next;
    }
    return header == NULL ? NULL : header->value;
}

static void headers_have_defaults_that_a_rule_takes_away(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct message plain = made(arena, "POST /a\nbody {}");
    assert_string_equal(header_of(&plain, "Authorization"), endpoint.authorization);
    assert_string_equal(header_of(&plain, "X-Experience-API-Version"), "1.0.3");
    assert_string_equal(header_of(&plain, "Content-Type"), "application/json");
    struct message changed =
        made(arena, "POST /a\nwithout authorization\nheader Content-Type text/plain"
                    "\nbody x");
    assert_null(header_of(&changed, "Authorization"));
    assert_string_equal(header_of(&changed, "Content-Type"), "text/plain");
    struct message empty = made(arena, "GET /a");
    assert_null(header_of(&empty, "Content-Type"));
}

/* Rules that can be read and not be sent, with a part of the reason. */
static const char *const broken[][2] = {
    {"GET /a\nquery x {{nothing}}", "{{nothing}} is neither defined"},
    {"define x {{y}}\ndefine y {{x}}\nPOST /a\nbody {{x}}", "placeholders lead to each other"},
    {"POST /a\nbody {{repeat:0:x}}", "{{repeat:COUNT:TEXT}}"},
    {"POST /a\nbody {{repeat:900000:123456789}}", "larger than the limit of"},
    {"POST /a\nbody x\nset /a 1", "the body to change is no JSON"},
    {"POST /a\nbody {}\nset /a/b 1", "nothing can be set at '/a/b'"},
    {"POST /a\nbody {}\nset /a x", "'x' is no JSON"},
    {"POST /a\nbody {}\nremove /a", "nothing at '/a' to remove"},
    {"POST /a\nbytes \\q", "'\\q' is no escape"},
};

static void what_cannot_be_made_is_told(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof broken / sizeof broken[0]; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct error error = {0};
        struct message message = {0};
        assert_int_not_equal(make(arena, broken[i][0], &message, &error), STATUS_OK);
        if (strstr(error.message, broken[i][1]) == NULL) {
            fail_msg("'%s' lacks '%s'", error.message, broken[i][1]);
        }
    }
}

static void the_curl_line_repeats_the_message_without_the_secret(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(1 << 16);
    struct message message = made(arena, "PUT /a\nquery b c\nheader If-Match \"x\"\nbody it's");
    message_curl(&message, &endpoint, &line);
    assert_string_equal(line.data,
                        "curl -i -X PUT -u \"$KEY:$SECRET\" -H 'X-Experience-API-Version: 1.0.3' "
                        "-H 'Content-Type: application/json' -H 'If-Match: \"x\"' --data-binary "
                        "'it'\\''s' 'http://lrs.example/xapi/a?b=c'");
    assert_null(strstr(line.data, endpoint.authorization));
}

static void bytes_are_shown_and_repeated_as_escapes(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(1 << 16);
    struct message message = made(arena, "PUT /a\nbytes \\xff\\0a");
    message_show(&message, &endpoint, &out);
    assert_non_null(strstr(out.data, "\n\\xff\\x00a"));
    assert_non_null(strstr(out.data, "Authorization: Basic KEY:SECRET\n"));
    buffer_clear(&out);
    message_curl(&message, &endpoint, &out);
    assert_non_null(strstr(out.data, "printf '\\377\\000\\141' | curl -i -X PUT"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_request_becomes_url_and_body),
        cmocka_unit_test(a_uuid_is_made_once_a_name),
        cmocka_unit_test(headers_have_defaults_that_a_rule_takes_away),
        cmocka_unit_test(what_cannot_be_made_is_told),
        cmocka_unit_test(the_curl_line_repeats_the_message_without_the_secret),
        cmocka_unit_test(bytes_are_shown_and_repeated_as_escapes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
