/* SPDX-License-Identifier: Apache-2.0 */

/* Which versions of xAPI are spoken here. */
#include "resources/about.h"

enum status about_get(struct call *call, struct error *error)
{
    struct query query;
    enum status status = call_read_query(call, QUERY_ABOUT_GET, &query, error);
    if (status != STATUS_OK) {
        return status;
    }
    http_response_set(call->response, "Content-Type", "application/json");
    buffer_print(&call->response->body, "{\"version\":[\"%s\",\"%s\"],\"extensions\":{}}",
                 xapi_version_name(XAPI_VERSION_1_0_3), xapi_version_name(XAPI_VERSION_2_0_0));
    return STATUS_OK;
}
