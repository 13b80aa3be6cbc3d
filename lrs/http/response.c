/* SPDX-License-Identifier: Apache-2.0 */

/* Headers of an answer. */
#include "http/response.h"

#include "base/media_type.h"

#include <assert.h>
#include <strings.h>

void http_response_set(struct http_response *response, const char *name, const char *value)
{
    size_t at = 0;
    while (at < response->header_count && strcasecmp(response->headers[at].name, name) != 0) {
        at++;
    }
    assert(at < HTTP_RESPONSE_HEADERS_MAX);
    response->headers[at] = (struct http_field){
        .name = name,
        .value = arena_copy_string(response->arena, value),
    };
    if (at == response->header_count) {
        response->header_count++;
    }
}

void http_response_set_type(struct http_response *response, const char *file_name)
{
    const char *type = media_type_by_name(file_name);
    bool is_text = type != NULL && text_starts_with(text_of(type), "text/");
    http_response_set(response, "Content-Type",
                      type == NULL ? "application/octet-stream"
                                   : arena_print(response->arena, "%s%s", type,
                                                 is_text ? "; charset=utf-8" : ""));
}

void http_response_drop_body(struct http_response *response)
{
    if (response->stream.close != NULL) {
        response->stream.close(response->stream.context);
    }
    response->stream = (struct http_stream){0};
    response->static_body = (struct text){NULL, 0};
    buffer_clear(&response->body);
}

const char *http_response_get(const struct http_response *response, const char *name)
{
    for (size_t i = 0; i < response->header_count; i++) {
        if (strcasecmp(response->headers[i].name, name) == 0) {
            return response->headers[i].value;
        }
    }
    return NULL;
}
