/* SPDX-License-Identifier: Apache-2.0 */

/* A request as the handlers see it: whole, decoded, and independent of the HTTP library. */
#ifndef HTTP_REQUEST_H
#define HTTP_REQUEST_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"

enum http_method {
    HTTP_GET = 1,
    HTTP_HEAD = 2,
    HTTP_POST = 4,
    HTTP_PUT = 8,
    HTTP_DELETE = 16,
    HTTP_OPTIONS = 32,
    HTTP_OTHER = 64
};

enum { HTTP_REQUEST_ID_SIZE = 24 };

struct http_field {
    const char *name;
    const char *value;
};

/* A query parameter: percent signs and '+' decoded, well-formed UTF-8 without NUL. */
struct http_parameter {
    const char *name;
    struct text value;
};

struct http_sink;

/* All of it is borrowed from `arena` (the body from the server) until the answer has been sent. */
struct http_request {
    enum http_method method;
    const char *method_name;
    const char *path; /* as sent, without the query */
    const struct http_parameter *parameters;
    size_t parameter_count;
    size_t parameter_max; /* more are refused */
    const struct http_field *headers;
    size_t header_count;
    struct text body;
    struct http_sink *sink; /* where the body went instead (http/sink.h); NULL: nowhere else */
    const char *asker; /* set by the handler: who asks, harmless to log; NULL or "": not known */
    struct arena *arena;
    struct error refusal;          /* why the request is not to be served; STATUS_OK: it is */
    char id[HTTP_REQUEST_ID_SIZE]; /* stands in the log lines and in X-Request-Id */
};

/* The first header of that name in any case, borrowed; NULL if there is none. */
const char *http_request_header(const struct http_request *request, const char *name);

/* The value of that parameter; data is NULL if it was not given. */
struct text http_request_parameter(const struct http_request *request, const char *name);

/* INVALID if a parameter was given that `known` (ended by NULL) does not name, or one was given
 * twice; the message names it and those that may be given. */
MUST_CHECK enum status http_request_check_parameters(const struct http_request *request,
                                                     const char *const *known, struct error *error);

/* Cuts the request target "/path?a=b&c=d" into request->path and request->parameters. INVALID: a
 * broken escape, a NUL, bytes that are not UTF-8, or more than request->parameter_max parameters;
 * then there are none. */
MUST_CHECK enum status http_request_set_target(struct http_request *request, const char *target,
                                               struct error *error);

/* Makes the fields of the body, as application/x-www-form-urlencoded, the parameters. INVALID as
 * above; then the parameters stay. */
MUST_CHECK enum status http_request_read_form(struct http_request *request, struct error *error);

enum http_method http_method_of(const char *name);

#endif
