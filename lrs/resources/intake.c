/* SPDX-License-Identifier: Apache-2.0 */

/* JSON and multipart bodies of POST and PUT of statements. */
#include "resources/intake.h"
#include "resources/sessions.h"

#include "attachments/attachments.h"
#include "attachments/jws.h"
#include "base/json.h"
#include "multipart/parser.h"
#include "store/erasure.h"
#include "xapi/agent.h"

#include <assert.h>
#include <string.h>

/* An upload that is whole. */
struct taken {
    struct upload *upload;
    struct text sha2; /* its name */
    struct taken *next;
};

struct intake {
    struct call_sink sink; /* first */
    struct call *call;
    struct query query;
    struct statement_list list;
    struct attachments *attachments; /* NULL: the statements have not been read */
    struct multipart_parser *parser; /* NULL: the body is JSON */
    bool is_behind_statements;       /* a part behind the first is at hand */
    struct buffer statements;        /* the first part */
    struct buffer signature;         /* the part at hand, if it is one */
    struct upload *upload;           /* of the part at hand; NULL: it is kept already */
    struct taken *taken;
};

/* ---- statements ---- */

static bool is_put(const struct intake *intake)
{
    return intake->call->request->method == HTTP_PUT;
}

/* The id in the query string holds; one in the statement must be the same (Communication 2.1.1). */
static enum status set_id(struct statement *statement, const struct uuid *id, struct error *error)
{
    bool has_own = json_object_get(statement->json, "id") != NULL;
    if (has_own && memcmp(&statement->id, id, sizeof *id) != 0) {
        return FAIL(error, STATUS_INVALID, "id: differs from the parameter statementId");
    }
    statement->id = *id;
    return STATUS_OK;
}

static enum status read_statements(struct intake *intake, struct text body, struct error *error)
{
    const struct call *call = intake->call;
    struct text trimmed = text_trim(body);
    if (is_put(intake) && trimmed.length > 0 && trimmed.data[0] == '[') {
        return FAIL(error, STATUS_INVALID, "PUT takes one statement, not an array; use POST");
    }
    const struct statement_context context = {
        .version = call->version,
        /* The credential as an agent (Data 2.4.9): its name stays when its key is renewed. */
        .authority =
            agent_of_account(call->service->public_url, call->identity.name, call->request->arena),
        .batch_max = call->service->batch_max,
    };
    struct statement_list *list = &intake->list;
    enum status status = statements_read(body, &context, call->request->arena, list, error);
    if (status == STATUS_OK && is_put(intake)) {
        status = set_id(&list->items[0], &intake->query.statement_id, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < list->count; i++) {
        list->items[i].defines = (call->identity.permissions & PERMISSION_DEFINE) != 0;
        list->items[i].is_strict = call->identity.strict_profiles;
    }
    if (status == STATUS_OK) {
        intake->attachments = attachments_of(list, call->request->arena);
        store_prepare_statements(call->service->store, list, call->request->arena);
    }
    return status;
}

/* ---- parts ---- */

static enum status begin_attachment(struct intake *intake, const struct header_list *headers,
                                    struct error *error)
{
    enum status status = attachments_begin_part(intake->attachments, headers, error);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_clear(&intake->signature);
    const struct attachment_part *part = attachments_part(intake->attachments);
    if (part->is_repeated) {
        return STATUS_OK;
    }
    struct store *store = intake->call->service->store;
    struct stored_attachment known;
    status = store_find_attachment(store, part->sha2, &known, error);
    bool is_missing =
        status == STATUS_NOT_FOUND || (status == STATUS_OK && !attachment_is_there(store, &known));
    return is_missing ? upload_begin(store, &intake->upload, error) : status;
}

static enum status part_begin(void *context, const struct header_list *headers, struct error *error)
{
    struct intake *intake = context;
    if (intake->attachments != NULL) {
        intake->is_behind_statements = true;
        return begin_attachment(intake, headers, error);
    }
    return attachments_check_first_part(headers, error);
}

static enum status add_attachment(struct intake *intake, struct text bytes, struct error *error)
{
    const struct attachment_part *part = attachments_part(intake->attachments);
    attachments_add(intake->attachments, bytes);
    uint64_t limit = intake->call->service->attachment_max;
    if (part->length > limit) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "part %zu: the attachment has more than %llu bytes, the limit of this server",
                    part->number, (unsigned long long)limit);
    }
    if (part->is_signature) {
        buffer_add_text(&intake->signature, bytes);
        enum status status = buffer_check(&intake->signature, "a signature", error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return intake->upload == NULL ? STATUS_OK : upload_add(intake->upload, bytes, error);
}

static enum status part_data(void *context, struct text bytes, struct error *error)
{
    struct intake *intake = context;
    if (intake->is_behind_statements) {
        return add_attachment(intake, bytes, error);
    }
    buffer_add_text(&intake->statements, bytes);
    return buffer_check(&intake->statements, "the part with the statements", error);
}

static enum status end_attachment(struct intake *intake, struct error *error)
{
    struct arena *arena = intake->call->request->arena;
    const struct attachment_part *part = attachments_part(intake->attachments);
    enum status status = attachments_end_part(intake->attachments, error);
    if (status == STATUS_OK && part->is_signature) {
        struct text jws = buffer_text(&intake->signature);
        status = attachments_check_signatures(intake->attachments, jws, arena, error);
    }
    if (status != STATUS_OK || intake->upload == NULL) {
        return status;
    }
    struct taken *taken = ARENA_NEW(arena, struct taken);
    taken->upload = TAKE(intake->upload);
    taken->sha2 = part->sha2;
    taken->next = intake->taken;
    intake->taken = taken;
    return upload_end(taken->upload, part->sha2, error);
}

static enum status part_end(void *context, struct error *error)
{
    struct intake *intake = context;
    if (intake->is_behind_statements) {
        return end_attachment(intake, error);
    }
    return read_statements(intake, buffer_text(&intake->statements), error);
}

static const struct multipart_events events = {part_begin, part_data, part_end};

/* ---- the whole ---- */

static enum status begin_parts(struct intake *intake, const char *type, struct error *error)
{
    const struct multipart_options options = {&events, intake, intake->call->service->part_max + 1};
    struct boundary boundary;
    enum status status = boundary_read(text_of(type), &boundary, error);
    if (status == STATUS_OK) {
        intake->parser = multipart_create(&boundary, &options);
    }
    return status;
}

enum status intake_create(struct call *call, struct intake **out, struct error *error)
{
    struct intake *intake = ARENA_NEW(call->request->arena, struct intake);
    *intake = (struct intake){.call = call,
                              .statements = BUFFER_INIT(call->service->body_max),
                              .signature = BUFFER_INIT(JWS_SIZE_MAX)};
    enum status status = call_read_query(
        call, is_put(intake) ? QUERY_STATEMENTS_PUT : QUERY_STATEMENTS_POST, &intake->query, error);
    if (status != STATUS_OK) {
        return status;
    }
    const char *type = http_request_header(call->request, "Content-Type");
    if (call_content_is(call, "multipart/mixed")) {
        status = begin_parts(intake, type, error);
    } else if (!call_content_is(call, "application/json")) {
        status = FAIL(error, STATUS_INVALID,
                      "Content-Type: statements are sent as application/json or multipart/mixed "
                      "(Communication 1.5)");
    }
    if (status == STATUS_OK) {
        *out = intake;
    }
    return status;
}

void intake_destroy(struct intake *intake)
{
    multipart_destroy(TAKE(intake->parser));
    buffer_finish(&intake->statements);
    buffer_finish(&intake->signature);
    upload_destroy(TAKE(intake->upload));
    for (; intake->taken != NULL; intake->taken = intake->taken->next) {
        upload_destroy(intake->taken->upload);
    }
}

static enum status add_piece(struct http_sink *sink, struct text bytes, struct error *error)
{
    return intake_add((struct intake *)sink, bytes, error);
}

static void destroy_sink(struct http_sink *sink)
{
    intake_destroy((struct intake *)sink);
}

struct http_sink *intake_sink(struct intake *intake, resource_handler handler)
{
    intake->sink = (struct call_sink){
        .base = {.add = add_piece,
                 .destroy = destroy_sink,
                 .limit = intake->call->service->upload_max},
        .call = intake->call,
        .handler = handler,
    };
    return &intake->sink.base;
}

struct intake *intake_of(const struct call *call)
{
    return (struct intake *)call->request->sink;
}

enum status intake_add(struct intake *intake, struct text bytes, struct error *error)
{
    if (intake->parser == NULL) {
        return read_statements(intake, bytes, error);
    }
    return multipart_feed(intake->parser, bytes, error);
}

enum status intake_end(struct intake *intake, struct error *error)
{
    if (intake->parser != NULL) {
        enum status status = multipart_complete(intake->parser, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return attachments_complete(intake->attachments, error);
}

const struct statement_list *intake_statements(const struct intake *intake)
{
    return &intake->list;
}

struct upload *intake_unready(const struct intake *intake)
{
    const struct taken *taken = intake->taken;
    while (taken != NULL && upload_is_ready(taken->upload)) {
        taken = taken->next;
    }
    return taken == NULL ? NULL : taken->upload;
}

/* Whether a statement names it that is stored: what only erased ones name does not come back with
 * them. */
static enum status is_wanted(struct transaction *transaction, const struct intake *intake,
                             struct text sha2, bool *out, struct error *error)
{
    enum status status = STATUS_OK;
    *out = false;
    for (size_t i = 0; i < attachments_count(intake->attachments) && !*out && status == STATUS_OK;
         i++) {
        const struct attachment *attachment = attachments_at(intake->attachments, i);
        bool is_erased = true;
        if (text_equals(attachment->sha2, sha2)) {
            status =
                transaction_is_erased(transaction, &attachment->statement->id, &is_erased, error);
        }
        *out = !is_erased;
    }
    return status;
}

/* Statements first: what is refused for them leaves no file behind. */
enum status transaction_put_intake(struct transaction *transaction, const struct intake *intake,
                                   struct error *error)
{
    enum status status = sessions_put_statements(intake->call, transaction, &intake->list, error);
    for (struct taken *taken = intake->taken; taken != NULL && status == STATUS_OK;
         taken = taken->next) {
        bool wanted = false;
        status = is_wanted(transaction, intake, taken->sha2, &wanted, error);
        if (status == STATUS_OK && wanted) {
            status = transaction_keep_upload(transaction, taken->upload, error);
        }
    }
    return status;
}
