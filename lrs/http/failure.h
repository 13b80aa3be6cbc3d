/* SPDX-License-Identifier: Apache-2.0 */

/* Failures as HTTP tells them: the one place where a status becomes a code. */
#ifndef HTTP_FAILURE_H
#define HTTP_FAILURE_H

#include "base/error.h"
#include "http/response.h"

/* 400, 404, 409, 403, 413, 412, 503 or 500. */
unsigned http_code_of(enum status status);

/* Turns `response` into the failure: the code, and the body {"error":{"message":...}} as JSON, with
 * "place" when the message begins with one ("context.registration: ..."). Headers set before stay;
 * 503 gets Retry-After: 1. The reason for a fault of ours goes to the log, not to the client. */
void http_fail(struct http_response *response, const struct error *error);

/* The same with a code that no status stands for (401, 405, 406). */
void http_fail_with(struct http_response *response, unsigned code, const char *message);

#endif
