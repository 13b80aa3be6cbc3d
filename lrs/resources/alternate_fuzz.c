/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as the form of the alternate request syntax; the first line is the method. */
#include "resources/alternate.h"

#include "base/ascii.h"
#include "base/fuzz.h"

/* What comes out may be used as headers and content without another look. */
static void check(const struct http_request *request)
{
    for (size_t i = 0; i < request->header_count; i++) {
        for (const char *at = request->headers[i].value; *at != '\0'; at++) {
            fuzz_require(!ascii_is_control(*at));
        }
    }
    fuzz_require(text_is_utf8(request->body));
    fuzz_require(request->parameter_count <= request->parameter_max);
    for (size_t i = 0; i < request->parameter_count; i++) {
        fuzz_require(text_is_utf8(text_of(request->parameters[i].name)));
        fuzz_require(text_is_utf8(request->parameters[i].value));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text form = {copy, size};
    struct text method = {"", 0};
    (void)text_split(&form, '\n', &method);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct http_field headers[] = {{"Authorization", "Basic YTpi"}};
    const struct http_parameter parameters[] = {
        {"method", {arena_copy(arena, method), method.length}}};
    struct http_request request = {.arena = arena,
                                   .parameter_max = 16,
                                   .method = HTTP_POST,
                                   .path = "/xapi/statements",
                                   .headers = headers,
                                   .header_count = 1,
                                   .parameters = parameters,
                                   .parameter_count = 1,
                                   .body = form};
    struct error error = {.message = ""};
    if (alternate_read(&request, &error) == STATUS_OK) {
        check(&request);
    } else {
        fuzz_require(error.message[0] != '\0' && text_is_utf8(text_of(error.message)));
    }
    return 0;
}
