/* SPDX-License-Identifier: Apache-2.0 */

/* Which versions of xAPI are spoken here. */
#include "resources/about.h"

enum status about_get(struct call *call, struct error *error)
{
    static const char *const known[] = {NULL};
    enum status status = http_request_check_parameters(call->request, known, error);
    if (status != STATUS_OK) {
        return status;
    }
    http_response_set(call->response, "Content-Type", "application/json");
    buffer_print(&call->response->body, "{\"version\":[\"%s\",\"%s\"]}",
                 xapi_version_name(XAPI_VERSION_1_0_3), xapi_version_name(XAPI_VERSION_2_0_0));
    return STATUS_OK;
}
