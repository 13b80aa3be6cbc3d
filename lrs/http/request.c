/* SPDX-License-Identifier: Apache-2.0 */

/* Query strings decoded strictly, and lookups in what was sent. */
#include "http/request.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NAMES_SIZE = 256 };

const char *http_request_header(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->header_count; i++) {
        if (strcasecmp(request->headers[i].name, name) == 0) {
            return request->headers[i].value;
        }
    }
    return NULL;
}

struct text http_request_parameter(const struct http_request *request, const char *name)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        if (strcmp(request->parameters[i].name, name) == 0) {
            return request->parameters[i].value;
        }
    }
    return (struct text){NULL, 0};
}

static bool is_known(const char *name, const char *const *known)
{
    for (; *known != NULL; known++) {
        if (strcmp(name, *known) == 0) {
            return true;
        }
    }
    return false;
}

static void join_names(const char *const *names, char out[NAMES_SIZE])
{
    size_t length = 0;
    out[0] = '\0';
    for (; *names != NULL && length < NAMES_SIZE; names++) {
        int added =
            snprintf(out + length, NAMES_SIZE - length, "%s%s", length == 0 ? "" : ", ", *names);
        length += added < 0 ? 0 : (size_t)added;
    }
}

enum status http_request_check_parameters(const struct http_request *request,
                                          const char *const *known, struct error *error)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        const char *name = request->parameters[i].name;
        if (!is_known(name, known)) {
            char names[NAMES_SIZE];
            join_names(known, names);
            return FAIL(error, STATUS_INVALID, "%s: unknown parameter; here may stand: %s", name,
                        names[0] == '\0' ? "none" : names);
        }
        for (size_t before = 0; before < i; before++) {
            if (strcmp(request->parameters[before].name, name) == 0) {
                return FAIL(error, STATUS_INVALID, "%s: given twice; give it once", name);
            }
        }
    }
    return STATUS_OK;
}

static int hex_value(char digit)
{
    if (digit >= '0' && digit <= '9') {
        return digit - '0';
    }
    char lower = (char)(digit | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* Decodes the escape at `at`, which begins with '%'; -1 if it is broken or a NUL. */
static int decode_escape(struct text raw, size_t at)
{
    if (raw.length - at < 3) {
        return -1;
    }
    int high = hex_value(raw.data[at + 1]);
    int low = hex_value(raw.data[at + 2]);
    int value = high < 0 || low < 0 ? -1 : high * 16 + low;
    return value == 0 ? -1 : value;
}

static enum status decode(struct arena *arena, struct text raw, struct text *out,
                          struct error *error)
{
    char *decoded = arena_allocate(arena, raw.length + 1, 1);
    size_t length = 0;
    for (size_t at = 0; at < raw.length; at++) {
        char character = raw.data[at];
        if (character == '+') {
            character = ' ';
        }
        if (character == '%') {
            int value = decode_escape(raw, at);
            if (value < 0) {
                return FAIL(error, STATUS_INVALID,
                            "query string: '%%' at offset %zu is not followed by two hexadecimal "
                            "digits other than 00",
                            at);
            }
            character = (char)value;
            at += 2;
        }
        decoded[length++] = character;
    }
    *out = (struct text){decoded, length};
    if (!text_is_utf8(*out)) {
        return FAIL(error, STATUS_INVALID, "query string: a parameter is not well-formed UTF-8");
    }
    return STATUS_OK;
}

static enum status decode_parameter(struct arena *arena, struct text pair,
                                    struct http_parameter *out, struct error *error)
{
    struct text value = pair;
    struct text name = {NULL, 0};
    (void)text_split(&value, '=', &name);
    if (value.data == NULL) {
        value = (struct text){"", 0};
    }
    struct text decoded;
    enum status status = decode(arena, name, &decoded, error);
    if (status != STATUS_OK) {
        return status;
    }
    out->name = decoded.data;
    return decode(arena, value, &out->value, error);
}

static enum status decode_query(struct http_request *request, struct text query,
                                struct error *error)
{
    struct http_parameter *parameters =
        ARENA_ARRAY(request->arena, struct http_parameter, HTTP_PARAMETERS_MAX);
    request->parameters = parameters;
    struct text pair;
    while (text_split(&query, '&', &pair)) {
        if (pair.length == 0) {
            continue;
        }
        if (request->parameter_count == HTTP_PARAMETERS_MAX) {
            return FAIL(error, STATUS_INVALID, "query string: more than %d parameters",
                        HTTP_PARAMETERS_MAX);
        }
        enum status status =
            decode_parameter(request->arena, pair, &parameters[request->parameter_count], error);
        if (status != STATUS_OK) {
            return status;
        }
        request->parameter_count++;
    }
    return STATUS_OK;
}

enum status http_request_set_target(struct http_request *request, const char *target,
                                    struct error *error)
{
    const char *mark = strchr(target, '?');
    size_t length = mark == NULL ? strlen(target) : (size_t)(mark - target);
    request->path = arena_copy(request->arena, (struct text){target, length});
    if (mark == NULL || mark[1] == '\0') {
        return STATUS_OK;
    }
    return decode_query(request, text_of(mark + 1), error);
}

enum http_method http_method_of(const char *name)
{
    static const struct {
        const char *name;
        enum http_method method;
    } methods[] = {
        {"GET", HTTP_GET}, {"HEAD", HTTP_HEAD},     {"POST", HTTP_POST},
        {"PUT", HTTP_PUT}, {"DELETE", HTTP_DELETE}, {"OPTIONS", HTTP_OPTIONS},
    };
    for (size_t i = 0; i < sizeof methods / sizeof methods[0]; i++) {
        if (strcmp(methods[i].name, name) == 0) {
            return methods[i].method;
        }
    }
    return HTTP_OTHER;
}
