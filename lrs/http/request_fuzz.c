/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as a request's target, and any bytes as its form: what comes out is UTF-8 and within the
 * limit, or there are no parameters and the fault is told. */
#include "http/request.h"

#include "base/fuzz.h"

enum { PARAMETERS = 8 };

static void check(const struct http_request *request, enum status status, const struct error *error)
{
    fuzz_require(request->parameter_count <= PARAMETERS);
    for (size_t i = 0; i < request->parameter_count; i++) {
        fuzz_require(text_is_utf8(text_of(request->parameters[i].name)));
        fuzz_require(text_is_utf8(request->parameters[i].value));
    }
    fuzz_require(status == STATUS_OK ||
                 (request->parameter_count == 0 && error->message[0] != '\0' &&
                  text_is_utf8(text_of(error->message))));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(free) char *target = (char *)calloc(1, size + 1);
    AUTO(free) char *form = fuzz_copy(data, size);
    fuzz_require(target != NULL);
    memcpy(target, data, size);
    struct http_request request = {.arena = arena, .parameter_max = PARAMETERS};
    struct error error = {.message = ""};
    enum status status = http_request_set_target(&request, target, &error);
    check(&request, status, &error);
    request =
        (struct http_request){.arena = arena, .parameter_max = PARAMETERS, .body = {form, size}};
    error.message[0] = '\0';
    status = http_request_read_form(&request, &error);
    check(&request, status, &error);
    return 0;
}
