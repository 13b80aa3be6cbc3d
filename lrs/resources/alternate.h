/* SPDX-License-Identifier: Apache-2.0 */

/* The alternate request syntax of 1.0.3 (Communication 1.3): a POST whose form carries the headers,
 * parameters and content of the request that it stands for, for browsers that can send no more. */
#ifndef RESOURCES_ALTERNATE_H
#define RESOURCES_ALTERNATE_H

#include "http/request.h"

#include <stdbool.h>

/* True for a POST with the parameter `method`. */
bool alternate_is(const struct http_request *request);

/* Turns the request into the one that it stands for: method, headers, parameters and body. A header
 * in the form takes the place of the same one of HTTP; two Authorizations that differ are refused,
 * since something before us may have looked at one only. Content for statements is JSON unless the
 * form says otherwise; its Content-Length counts for nothing, as clients count characters or bytes.
 * INVALID, with the request half changed: parameters beside `method`, another method than GET, PUT,
 * POST and DELETE, a broken form, a header or the content given twice, no content for PUT or POST.
 */
MUST_CHECK enum status alternate_read(struct http_request *request, struct error *error);

#endif
