/* SPDX-License-Identifier: Apache-2.0 */

/* A failed status as code and JSON. */
#include "http/failure.h"

#include "base/ascii.h"
#include "base/json.h"
#include "base/log.h"

#include <string.h>

unsigned http_code_of(enum status status)
{
    switch (status) {
    case STATUS_OK:
        return 200;
    case STATUS_INVALID:
        return 400;
    case STATUS_NOT_FOUND:
        return 404;
    case STATUS_CONFLICT:
        return 409;
    case STATUS_FORBIDDEN:
        return 403;
    case STATUS_TOO_LARGE:
        return 413;
    case STATUS_PRECONDITION:
        return 412;
    case STATUS_UNAVAILABLE:
        return 503;
    case STATUS_INTERNAL:
        return 500;
    }
    return 500;
}

/* The length of a leading place such as "[3].context.registration" or "agent"; 0 if the message
 * begins otherwise, as a sentence does. */
static size_t place_length(const char *message)
{
    size_t length = 0;
    while (ascii_is_letter_or_digit(message[length]) ||
           (message[length] != '\0' && strchr("[]._-\"/:", message[length]) != NULL &&
            !(message[length] == ':' && message[length + 1] == ' '))) {
        length++;
    }
    return message[length] == ':' && message[length + 1] == ' ' ? length : 0;
}

static void write_body(struct http_response *response, const char *message)
{
    size_t place = place_length(message);
    AUTO(json_release) json_t *body = json_pack("{s:{s:s}}", "error", "message", message);
    if (place > 0) {
        (void)json_object_set_new(json_object_get(body, "error"), "place",
                                  json_stringn(message, place));
    }
    AUTO(free) char *text = body == NULL ? NULL : json_dumps(body, JSON_COMPACT);
    http_response_drop_body(response);
    buffer_add_string(&response->body,
                      text == NULL ? "{\"error\":{\"message\":\"the request failed\"}}" : text);
    http_response_set(response, "Content-Type", "application/json");
}

void http_fail_with(struct http_response *response, unsigned code, const char *message)
{
    response->status = code;
    write_body(response, message);
}

void http_fail(struct http_response *response, const struct error *error)
{
    unsigned code = http_code_of(error->status);
    if (code == 503) {
        http_response_set(response, "Retry-After", "1");
    }
    if (code == 500) {
        LOG_ERROR("event=fault reason=\"%s\"", error->message);
        http_fail_with(response, code, "the server has a fault; its log tells more");
        return;
    }
    http_fail_with(response, code, error->message);
}
