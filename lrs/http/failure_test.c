/* SPDX-License-Identifier: Apache-2.0 */

/* A failure becomes a code and JSON; a fault of ours tells the client nothing of the inside. */
#include "http/failure.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>

static void expect(enum status status, const char *message, unsigned code, const char *body)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct http_response response = HTTP_RESPONSE_INIT(arena);
    struct error error;
    error_describe(&error, status, "%s", message);
    http_fail(&response, &error);
    assert_int_equal(response.status, code);
    assert_string_equal(response.body.data, body);
    assert_string_equal(http_response_get(&response, "content-type"), "application/json");
    assert_int_equal(code == 503, http_response_get(&response, "Retry-After") != NULL);
    buffer_finish(&response.body);
}

static void each_status_has_its_code(void **state)
{
    (void)state;
    const unsigned codes[] = {200, 400, 404, 409, 403, 413, 412, 503, 500};
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
        assert_int_equal(http_code_of((enum status)i), codes[i]);
    }
}

static void a_leading_place_is_told_apart(void **state)
{
    (void)state;
    expect(STATUS_INVALID, "[3].context.registration: 'abc' is not a UUID", 400,
           "{\"error\":{\"message\":\"[3].context.registration: 'abc' is not a UUID\","
           "\"place\":\"[3].context.registration\"}}");
}

static void a_sentence_has_no_place(void **state)
{
    (void)state;
    expect(STATUS_CONFLICT, "the document exists: fetch it", 409,
           "{\"error\":{\"message\":\"the document exists: fetch it\"}}");
}

static void quotes_in_messages_are_escaped(void **state)
{
    (void)state;
    expect(STATUS_UNAVAILABLE, "a \"b\"", 503, "{\"error\":{\"message\":\"a \\\"b\\\"\"}}");
}

static void our_faults_stay_inside(void **state)
{
    (void)state;
    expect(STATUS_INTERNAL, "SELECT secret", 500,
           "{\"error\":{\"message\":\"the server has a fault; its log tells more\"}}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_status_has_its_code),
        cmocka_unit_test(a_leading_place_is_told_apart),
        cmocka_unit_test(a_sentence_has_no_place),
        cmocka_unit_test(quotes_in_messages_are_escaped),
        cmocka_unit_test(our_faults_stay_inside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
