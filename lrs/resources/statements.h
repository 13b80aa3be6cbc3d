/* SPDX-License-Identifier: Apache-2.0 */

/* The Statement resource (Communication 2.1). */
#ifndef RESOURCES_STATEMENTS_H
#define RESOURCES_STATEMENTS_H

#include "resources/call.h"

MUST_CHECK enum status statements_post(struct call *call, struct error *error);
MUST_CHECK enum status statements_put(struct call *call, struct error *error);
/* Where the multipart body of a POST or PUT goes; `handler` is what is called once it is there. */
MUST_CHECK enum status statements_sink(struct call *call, resource_handler handler,
                                       struct http_sink **out, struct error *error);
MUST_CHECK enum status statements_get(struct call *call, struct error *error);

/* Sets X-Experience-API-Consistent-Through (Communication 2.1.3). */
void statements_set_consistent_through(struct call *call, int64_t us);

#endif
