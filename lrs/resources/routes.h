/* SPDX-License-Identifier: Apache-2.0 */

/* What is served at which path, and the handler that the HTTP server calls. */
#ifndef RESOURCES_ROUTES_H
#define RESOURCES_ROUTES_H

#include "resources/call.h"

/* Which headers and checks go with a route. */
enum route_kind {
    ROUTE_PLAIN,      /* health, reports, pages */
    ROUTE_XAPI,       /* X-Experience-API-Version is checked */
    ROUTE_XAPI_ABOUT, /* ... is answered but not asked for (Communication 2.8) */
    ROUTE_STATEMENTS, /* as ROUTE_XAPI, and X-Experience-API-Consistent-Through is answered */
};

struct route {
    unsigned methods; /* of enum http_method */
    const char *path; /* one that ends in '/' stands for all below it */
    enum permission permission;
    enum route_kind kind;
    resource_handler handler;
};

/* THE table; ends with a row whose path is NULL. */
extern const struct route route_table[];

/* The http_handler of the server; `context` is the struct service. Finds the route, checks who
 * asks, what they may do and which version they speak, and calls the resource. */
MUST_CHECK enum status resources_answer(void *context, struct http_request *request,
                                        struct http_response *response, struct error *error);

/* The http_chooser of the server. For statements with attachments it checks all this before
 * they are taken. */
MUST_CHECK enum status resources_choose(void *context, struct http_request *request,
                                        struct http_response *response, struct http_sink **out,
                                        struct error *error);

#endif
