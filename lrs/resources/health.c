/* SPDX-License-Identifier: Apache-2.0 */

/* For process managers and proxies. */
#include "resources/health.h"

static enum status answer(struct call *call, const char *status)
{
    http_response_set(call->response, "Content-Type", "application/json");
    buffer_print(&call->response->body, "{\"status\":\"%s\",\"version\":\"%s\"}", status,
                 IBEST_VERSION);
    return STATUS_OK;
}

enum status health_live(struct call *call, struct error *error)
{
    (void)error;
    return answer(call, "live");
}

static enum status ignore_row(void *context, const struct report_row *row, struct error *error)
{
    (void)context;
    (void)row;
    (void)error;
    return STATUS_OK;
}

enum status health_ready(struct call *call, struct error *error)
{
    enum status status = store_run_report(call->service->store, "SELECT 1 AS answer", NULL, 0,
                                          ignore_row, NULL, error);
    if (status != STATUS_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "the store does not answer");
    }
    return answer(call, "ready");
}
