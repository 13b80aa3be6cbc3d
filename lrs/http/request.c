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

/* Pairs on their way from text to parameters; `what` says in messages where they stand. */
struct decoding {
    struct arena *arena;
    const char *what;
    size_t maximum;
};

static enum status decode(const struct decoding *decoding, struct text raw, struct text *out,
                          struct error *error)
{
    char *decoded = arena_allocate(decoding->arena, raw.length + 1, 1);
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
                            "%s: '%%' at offset %zu is not followed by two hexadecimal digits "
                            "other than 00",
                            decoding->what, at);
            }
            character = (char)value;
            at += 2;
        }
        decoded[length++] = character;
    }
    *out = (struct text){decoded, length};
    if (!text_is_utf8(*out) || memchr(decoded, '\0', length) != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s: a parameter is not well-formed UTF-8, or holds a NUL", decoding->what);
    }
    return STATUS_OK;
}

static enum status decode_parameter(const struct decoding *decoding, struct text pair,
                                    struct http_parameter *out, struct error *error)
{
    struct text value = pair;
    struct text name = {NULL, 0};
    (void)text_split(&value, '=', &name);
    if (value.data == NULL) {
        value = (struct text){"", 0};
    }
    struct text decoded;
    enum status status = decode(decoding, name, &decoded, error);
    if (status != STATUS_OK) {
        return status;
    }
    out->name = decoded.data;
    return decode(decoding, value, &out->value, error);
}

/* *out counts pairs that are not empty: "a=b&&c=d" has two. */
static enum status count_pairs(const struct decoding *decoding, struct text text, size_t *out,
                               struct error *error)
{
    struct text pair;
    while (text_split(&text, '&', &pair)) {
        *out += pair.length > 0;
    }
    if (*out > decoding->maximum) {
        return FAIL(error, STATUS_INVALID, "%s: has %zu parameters; the limit is %zu",
                    decoding->what, *out, decoding->maximum);
    }
    return STATUS_OK;
}

static enum status decode_pairs(const struct decoding *decoding, struct text text,
                                struct http_parameter *parameters, struct error *error)
{
    enum status status = STATUS_OK;
    struct text pair;
    while (status == STATUS_OK && text_split(&text, '&', &pair)) {
        if (pair.length > 0) {
            status = decode_parameter(decoding, pair, parameters++, error);
        }
    }
    return status;
}

static enum status read_parameters(struct http_request *request, const char *what, struct text text,
                                   struct error *error)
{
    const struct decoding decoding = {request->arena, what, request->parameter_max};
    size_t count = 0;
    enum status status = count_pairs(&decoding, text, &count, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct http_parameter *parameters =
        ARENA_ARRAY(request->arena, struct http_parameter, count + 1);
    status = decode_pairs(&decoding, text, parameters, error);
    if (status == STATUS_OK) {
        request->parameters = parameters;
        request->parameter_count = count;
    }
    return status;
}

enum status http_request_set_target(struct http_request *request, const char *target,
                                    struct error *error)
{
    const char *mark = strchr(target, '?');
    size_t length = mark == NULL ? strlen(target) : (size_t)(mark - target);
    request->path = arena_copy(request->arena, (struct text){target, length});
    return mark == NULL ? STATUS_OK
                        : read_parameters(request, "query string", text_of(mark + 1), error);
}

enum status http_request_read_form(struct http_request *request, struct error *error)
{
    return read_parameters(request, "form", request->body, error);
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
