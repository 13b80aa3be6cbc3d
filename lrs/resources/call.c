/* SPDX-License-Identifier: Apache-2.0 */

/* What resources share: waiting for the writer without holding a thread, reading parameters. */
#include "resources/call.h"

#include "http/server.h"

#include <string.h>
#include <strings.h>
#include <time.h>

enum { HTTP_DATE_SIZE = 32, MICROSECONDS = 1000000 };

static void wake(struct store_write *write)
{
    http_resume(((struct pending *)write)->call->request);
}

static enum status go_on(void *context, struct http_request *request,
                         struct http_response *response, struct error *error)
{
    (void)request;
    (void)response;
    struct pending *pending = context;
    if (pending->write.status != STATUS_OK) {
        return FAIL(error, pending->write.status, "%s", pending->write.error.message);
    }
    return pending->then(pending->call, error);
}

enum status call_wait_for(struct call *call, struct pending *pending, resource_handler then,
                          struct error *error)
{
    pending->call = call;
    pending->then = then;
    pending->write.done = wake;
    http_suspend(call->request, go_on, pending);
    /* From here on the writer may already have woken the request: nothing of it is touched. */
    return store_submit(call->service->store, &pending->write, error);
}

enum status call_read_query(const struct call *call, enum query_kind kind, struct query *out,
                            struct error *error)
{
    const struct http_request *request = call->request;
    struct query_parameter *parameters =
        ARENA_ARRAY(request->arena, struct query_parameter, request->parameter_count + 1);
    for (size_t i = 0; i < request->parameter_count; i++) {
        parameters[i] = (struct query_parameter){
            .name = text_of(request->parameters[i].name),
            .value = request->parameters[i].value,
        };
    }
    return query_read(kind, parameters, request->parameter_count, request->arena, out, error);
}

void call_set_last_modified(struct call *call, int64_t us)
{
    time_t seconds = (time_t)(us / MICROSECONDS);
    struct tm parts;
    char text[HTTP_DATE_SIZE];
    if (gmtime_r(&seconds, &parts) != NULL &&
        strftime(text, sizeof text, "%a, %d %b %Y %H:%M:%S GMT", &parts) > 0) {
        http_response_set(call->response, "Last-Modified", text);
    }
}

bool content_type_is(struct text sent, const char *type)
{
    struct text first = {NULL, 0};
    (void)text_split(&sent, ';', &first);
    first = text_trim(first);
    return first.length == strlen(type) && strncasecmp(first.data, type, first.length) == 0;
}

bool call_content_is(const struct call *call, const char *type)
{
    const char *sent = http_request_header(call->request, "Content-Type");
    return sent != NULL && content_type_is(text_of(sent), type);
}
