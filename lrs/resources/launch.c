/* SPDX-License-Identifier: Apache-2.0 */

/* POST /launch and the fetch URL. */
#include "resources/launch.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "launch/launch.h"

struct launch_write {
    struct pending pending; /* first */
    struct launch_request request;
    struct launch launch;
    struct text token; /* of a fetch */
    struct text body;  /* of its answer */
};

static enum status prepare_and_begin(struct transaction *transaction, struct store_write *write,
                                     struct error *error)
{
    struct launch_write *self = (struct launch_write *)write;
    const struct call *call = self->pending.call;
    enum status status = launch_prepare(transaction, &self->request, call->service->public_url,
                                        call->request->arena, &self->launch, error);
    return status == STATUS_OK
               ? launch_begin(transaction, &self->launch.session, call->service->public_url,
                              call->request->arena, error)
               : status;
}

static enum status answer_launch(struct call *call, struct error *error)
{
    const struct launch *launch = &((const struct launch_write *)call->outcome)->launch;
    char session[UUID_TEXT_SIZE];
    char registration[UUID_TEXT_SIZE];
    char expires[TIMESTAMP_SIZE];
    uuid_format(&launch->session, session);
    uuid_format(&launch->registration, registration);
    timestamp_format(launch->expires_us, expires);
    AUTO(json_release)
    json_t *json = json_pack(
        "{s:s%, s:s, s:s, s:s, s:s, s:s}", "url", launch->url.data, launch->url.length,
        "launchMethod", launch->needs_own_window ? "OwnWindow" : "AnyWindow", "session", session,
        "registration", registration, "activityId", launch->activity, "expires", expires);
    AUTO(free) char *text = json_dumps(json, JSON_COMPACT);
    if (text == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the launch can't be told");
    }
    buffer_add_string(&call->response->body, text);
    http_response_set(call->response, "Content-Type", "application/json");
    return STATUS_OK;
}

enum status launch_post(struct call *call, struct error *error)
{
    static const char *const no_parameters[] = {NULL};
    struct launch_write *write = ARENA_NEW(call->request->arena, struct launch_write);
    enum status status = http_request_check_parameters(call->request, no_parameters, error);
    if (status == STATUS_OK && !call_content_is(call, "application/json")) {
        return FAIL(error, STATUS_INVALID, "Content-Type: a launch is sent as application/json");
    }
    status = status != STATUS_OK ? status
                                 : launch_request_read(call->request->body, call->request->arena,
                                                       &write->request, error);
    if (status != STATUS_OK) {
        return status;
    }
    write->request.launched_by = text_of(call->identity.name);
    write->pending.write.apply = prepare_and_begin;
    call->outcome = write;
    return call_wait_for(call, &write->pending, answer_launch, error);
}

static enum status fetch(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct launch_write *self = (struct launch_write *)write;
    const struct call *call = self->pending.call;
    const struct launch_fetch_request request = {
        .token = self->token,
        .lifetime_us = call->service->session_max_us,
        .public_url = call->service->public_url,
    };
    return launch_fetch(transaction, &request, call->request->arena, &self->body, error);
}

/* Always 200, errors too (cmi5 8.2.2.0-3). */
static enum status answer_fetch(struct call *call, struct error *error)
{
    (void)error;
    buffer_add_text(&call->response->body, ((const struct launch_write *)call->outcome)->body);
    http_response_set(call->response, "Content-Type", "application/json");
    return STATUS_OK;
}

enum status launch_fetch_post(struct call *call, struct error *error)
{
    struct launch_write *write = ARENA_NEW(call->request->arena, struct launch_write);
    write->token = http_request_parameter(call->request, "token");
    if (write->token.data == NULL) {
        return FAIL(error, STATUS_INVALID, "token: is missing from the fetch URL");
    }
    write->pending.write.apply = fetch;
    call->outcome = write;
    bool is_known = false;
    enum status status = launch_check_token(call->service->store, write->token,
                                            call->request->arena, &is_known, &write->body, error);
    if (status != STATUS_OK || !is_known) {
        return status == STATUS_OK ? answer_fetch(call, error) : status;
    }
    return call_wait_for(call, &write->pending, answer_fetch, error);
}
