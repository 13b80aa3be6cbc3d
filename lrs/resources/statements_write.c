/* SPDX-License-Identifier: Apache-2.0 */

/* POST and PUT of statements. */
#include "resources/statements.h"

#include "base/timestamp.h"
#include "resources/intake.h"

struct statements_write {
    struct pending pending; /* first: apply() and the answer get back from it */
    struct intake *intake;
    struct upload *upload; /* that is being copied */
    resource_handler answer;
};

void statements_set_consistent_through(struct call *call, int64_t us)
{
    char text[TIMESTAMP_SIZE];
    timestamp_format(us, text);
    http_response_set(call->response, "X-Experience-API-Consistent-Through", text);
}

/* 200 and the ids, in the order sent. */
static enum status answer_ids(struct call *call, struct error *error)
{
    (void)error;
    struct http_response *response = call->response;
    const struct statements_write *self = call->outcome;
    const struct statement_list *list = intake_statements(self->intake);
    buffer_add_character(&response->body, '[');
    for (size_t i = 0; i < list->count; i++) {
        char id[UUID_TEXT_SIZE];
        uuid_format(&list->items[i].id, id);
        buffer_print(&response->body, "%s\"%s\"", i == 0 ? "" : ",", id);
    }
    buffer_add_character(&response->body, ']');
    http_response_set(response, "Content-Type", "application/json");
    statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    return STATUS_OK;
}

static enum status answer_nothing(struct call *call, struct error *error)
{
    (void)error;
    call->response->status = 204;
    statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    return STATUS_OK;
}

/* ---- storing: attachments a step at a time, then the statements ---- */

static void foresee_all(struct transaction *transaction, struct store_write *write)
{
    const struct statements_write *self = (const struct statements_write *)write;
    transaction_foresee_statements(transaction, intake_statements(self->intake));
}

static enum status put_all(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    const struct statements_write *self = (const struct statements_write *)write;
    return transaction_put_intake(transaction, self->intake, error);
}

static enum status copy(struct transaction *transaction, struct store_write *write,
                        struct error *error)
{
    const struct statements_write *self = (const struct statements_write *)write;
    return transaction_copy_upload(transaction, self->upload, error);
}

static enum status go_on(struct call *call, struct error *error);

static enum status advance(struct call *call, struct error *error)
{
    const struct statements_write *self = call->outcome;
    upload_advance(self->upload);
    return go_on(call, error);
}

static enum status go_on(struct call *call, struct error *error)
{
    struct statements_write *self = call->outcome;
    self->upload = intake_unready(self->intake);
    bool is_ready = self->upload == NULL;
    self->pending.write.foresee = is_ready ? foresee_all : NULL;
    self->pending.write.apply = is_ready ? put_all : copy;
    self->pending.write.statements = is_ready ? intake_statements(self->intake)->count : 0;
    return call_wait_for(call, &self->pending, is_ready ? self->answer : advance, error);
}

/* ---- taking ---- */

static void release(void *object)
{
    intake_destroy(object);
}

/* A body that was collected is taken at once: JSON, and what the alternate syntax has brought. */
static enum status take_body(struct call *call, struct intake **out, struct error *error)
{
    enum status status = intake_create(call, out, error);
    if (status != STATUS_OK) {
        return status;
    }
    arena_defer(call->request->arena, release, *out);
    return intake_add(*out, call->request->body, error);
}

static enum status take(struct call *call, struct intake **out, struct error *error)
{
    *out = intake_of(call);
    enum status status = *out == NULL ? take_body(call, out, error) : STATUS_OK;
    return status == STATUS_OK ? intake_end(*out, error) : status;
}

static enum status store(struct call *call, resource_handler answer, struct error *error)
{
    struct statements_write *self = ARENA_NEW(call->request->arena, struct statements_write);
    enum status status = take(call, &self->intake, error);
    if (status != STATUS_OK) {
        return status;
    }
    self->answer = answer;
    call->outcome = self;
    return intake_statements(self->intake)->count == 0 ? answer(call, error) : go_on(call, error);
}

enum status statements_post(struct call *call, struct error *error)
{
    return store(call, answer_ids, error);
}

enum status statements_put(struct call *call, struct error *error)
{
    return store(call, answer_nothing, error);
}

enum status statements_sink(struct call *call, resource_handler handler, struct http_sink **out,
                            struct error *error)
{
    struct intake *intake = NULL;
    enum status status = intake_create(call, &intake, error);
    if (status == STATUS_OK) {
        *out = intake_sink(intake, handler);
    }
    return status;
}
