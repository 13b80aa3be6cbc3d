/* SPDX-License-Identifier: Apache-2.0 */

/* Sorts the fields of the form into headers, content and parameters. */
#include "resources/alternate.h"

#include "base/ascii.h"

#include <string.h>
#include <strings.h>

/* Communication 1.3: the form parameters that are headers. */
static const char *const header_names[] = {"Authorization", "X-Experience-API-Version",
                                           "Content-Type",  "Content-Length",
                                           "If-Match",      "If-None-Match"};
enum { HEADER_COUNT = sizeof header_names / sizeof header_names[0] };

/* What the form has, beside parameters. */
struct form {
    const char *headers[HEADER_COUNT]; /* NULL: not given */
    struct text content;               /* data is NULL: not given */
};

bool alternate_is(const struct http_request *request)
{
    return request->method == HTTP_POST && http_request_parameter(request, "method").data != NULL;
}

/* The place of `name` in header_names; HEADER_COUNT if it is no header. */
static size_t find_header(const char *name)
{
    size_t at = 0;
    while (at < HEADER_COUNT && strcasecmp(header_names[at], name) != 0) {
        at++;
    }
    return at;
}

static enum status set_header(struct form *form, size_t header, struct text value,
                              struct error *error)
{
    if (form->headers[header] != NULL) {
        return FAIL(error, STATUS_INVALID, "%s: stands twice in the form", header_names[header]);
    }
    for (size_t i = 0; i < value.length; i++) {
        if (ascii_is_control(value.data[i])) {
            return FAIL(error, STATUS_INVALID, "%s: holds a control character",
                        header_names[header]);
        }
    }
    form->headers[header] = value.data; /* decoded text has a NUL behind it */
    return STATUS_OK;
}

static enum status set_content(struct form *form, struct text value, struct error *error)
{
    if (form->content.data != NULL) {
        return FAIL(error, STATUS_INVALID, "content: stands twice in the form");
    }
    form->content = value;
    return STATUS_OK;
}

/* Leaves in request->parameters those that are neither headers nor content. */
static enum status sort_fields(struct http_request *request, struct form *form, struct error *error)
{
    struct http_parameter *kept =
        ARENA_ARRAY(request->arena, struct http_parameter, request->parameter_count + 1);
    size_t count = 0;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < request->parameter_count && status == STATUS_OK; i++) {
        const struct http_parameter *field = &request->parameters[i];
        size_t header = find_header(field->name);
        if (header < HEADER_COUNT) {
            status = set_header(form, header, field->value, error);
        } else if (strcmp(field->name, "content") == 0) {
            status = set_content(form, field->value, error);
        } else {
            kept[count++] = *field;
        }
    }
    request->parameters = kept;
    request->parameter_count = count;
    return status;
}

static bool is_replaced(const struct form *form, const char *name)
{
    /* Those of HTTP describe the form. */
    if (strcasecmp(name, "Content-Type") == 0 || strcasecmp(name, "Content-Length") == 0) {
        return true;
    }
    size_t header = find_header(name);
    return header < HEADER_COUNT && form->headers[header] != NULL;
}

static void merge_headers(struct http_request *request, const struct form *form)
{
    struct http_field *merged =
        ARENA_ARRAY(request->arena, struct http_field, request->header_count + HEADER_COUNT + 1);
    size_t count = 0;
    for (size_t i = 0; i < request->header_count; i++) {
        if (!is_replaced(form, request->headers[i].name)) {
            merged[count++] = request->headers[i];
        }
    }
    for (size_t i = 0; i < HEADER_COUNT; i++) {
        if (form->headers[i] != NULL) {
            merged[count++] = (struct http_field){header_names[i], form->headers[i]};
        }
    }
    request->headers = merged;
    request->header_count = count;
    if (strcmp(request->path, "/xapi/statements") == 0 &&
        http_request_header(request, "Content-Type") == NULL) {
        merged[request->header_count++] = (struct http_field){"Content-Type", "application/json"};
    }
}

static enum status read_method(struct http_request *request, struct error *error)
{
    static const char *const names[] = {"GET", "PUT", "POST", "DELETE"};
    struct text method = http_request_parameter(request, "method");
    if (request->parameter_count != 1) {
        return FAIL(error, STATUS_INVALID,
                    "method: stands alone in the query string; put other parameters into the form "
                    "(xAPI Communication 1.3)");
    }
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (text_is(method, names[i])) {
            request->method_name = names[i];
            request->method = http_method_of(names[i]);
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID, "method: must be GET, PUT, POST or DELETE");
}

/* Content of GET and DELETE is dropped: TinCanJS sends "undefined" there. */
static enum status take_content(struct http_request *request, const struct form *form,
                                struct error *error)
{
    bool needs_content = (request->method & (HTTP_PUT | HTTP_POST)) != 0;
    if (needs_content && form->content.data == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "content: the form must have it, with the body of the request (xAPI "
                    "Communication 1.3)");
    }
    request->body = needs_content ? form->content : (struct text){"", 0};
    return STATUS_OK;
}

static enum status check_authorization(const struct http_request *request, const struct form *form,
                                       struct error *error)
{
    const char *sent = http_request_header(request, header_names[0]);
    const char *given = form->headers[0];
    if (sent != NULL && given != NULL && strcmp(sent, given) != 0) {
        return FAIL(error, STATUS_INVALID,
                    "Authorization: differs between the form and the header; send one of them");
    }
    return STATUS_OK;
}

enum status alternate_read(struct http_request *request, struct error *error)
{
    struct form form = {.content = {NULL, 0}};
    enum status status = read_method(request, error);
    if (status == STATUS_OK) {
        status = http_request_read_form(request, error);
    }
    if (status == STATUS_OK) {
        status = sort_fields(request, &form, error);
    }
    if (status == STATUS_OK) {
        status = check_authorization(request, &form, error);
    }
    if (status == STATUS_OK) {
        status = take_content(request, &form, error);
    }
    if (status == STATUS_OK) {
        merge_headers(request, &form);
    }
    return status;
}
