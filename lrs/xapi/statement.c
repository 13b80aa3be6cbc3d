/* SPDX-License-Identifier: Apache-2.0 */

/* From a request's text to statements: parsed once, checked, and completed with what the LRS
 * gives. */
#include "xapi/statement.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "xapi/members.h"
#include "xapi/statement_rules.h"
#include "xapi/terms.h"
#include "xapi/verb.h"

#include <stdlib.h>
#include <string.h>

static const struct place root = {.clause = "Data 2.2"};

/* Reads JSON that lives as long as the arena. */
static enum status read_json(struct text text, const char *name, struct arena *arena, json_t **out,
                             struct error *error)
{
    enum status status = json_read_in(text, NULL, arena, out, error);
    if (status != STATUS_OK) {
        error_locate(error, "%s", name);
    }
    return status;
}

static void read_reference(struct statement *statement, const json_t *json)
{
    const json_t *object = json_object_get(json, "object");
    if (member_is(object, "objectType", "StatementRef")) {
        statement->refers =
            uuid_read(json_text(json_object_get(object, "id")), &statement->reference);
    }
    statement->voids =
        statement->refers && member_is(json_object_get(json, "verb"), "id", VERB_ID_VOIDED);
}

/* IEEE 9274.1.1 wants timestamps in UTC; 1.0.3 keeps them, but one without a zone has to get the
 * one it was taken to have. */
static void read_timestamp(struct statement *statement, const json_t *json,
                           enum xapi_version version, struct arena *arena)
{
    struct text text = json_text(json_object_get(json, "timestamp"));
    if (text.data == NULL || !timestamp_read(text, version, &statement->timestamp_us)) {
        return;
    }
    int64_t us;
    bool is_utc = text_ends_with(text, "Z") || text_ends_with(text, "z");
    bool is_kept = is_utc || (version == XAPI_VERSION_1_0_3 && timestamp_parse(text, &us));
    if (is_kept) {
        statement->timestamp = text;
        return;
    }
    char *utc = arena_allocate(arena, 1, TIMESTAMP_SIZE);
    timestamp_format(statement->timestamp_us, utc);
    statement->timestamp = text_of(utc);
}

static struct uuid read_id(const json_t *json)
{
    struct uuid id;
    return uuid_read(json_text(json_object_get(json, "id")), &id) ? id : uuid_make();
}

/* What all statements of one request share. */
struct reading {
    const struct statement_context *context;
    const json_t *authority; /* parsed; NULL if there is none */
    struct arena *arena;
};

static void fill(const struct reading *reading, json_t *json, struct text raw,
                 struct statement *statement)
{
    enum xapi_version version = reading->context->version;
    struct text sent_version = json_text(json_object_get(json, "version"));
    *statement = (struct statement){
        .id = read_id(json),
        .members = members_of(raw, reading->arena),
        .authority = reading->context->authority,
        .version =
            sent_version.data != NULL ? sent_version : text_of(xapi_version_of_statements(version)),
        .json = json,
    };
    read_timestamp(statement, json, version, reading->arena);
    read_reference(statement, json);
    terms_collect(statement, json, reading->authority, reading->arena);
}

static enum status read_batch(const struct reading *reading, const json_t *array, struct text body,
                              struct statement *items, struct error *error)
{
    struct json_walk walk = json_walk_begin(body);
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *json = json_array_get(array, i);
        struct place place = {.above = &root, .index = i, .clause = root.clause};
        enum status status = statement_check(json, &place, reading->context->version, error);
        if (status != STATUS_OK) {
            return status;
        }
        if (!json_walk_next(&walk)) {
            return FAIL(error, STATUS_INTERNAL, "statement %zu is parsed, but not found again", i);
        }
        fill(reading, json, walk.value, &items[i]);
    }
    return STATUS_OK;
}

/* A statement's id and where it stands, to be sorted by id. */
struct numbered_id {
    struct uuid id;
    size_t index;
};

static int compare_ids(const void *left, const void *right)
{
    const struct numbered_id *a = left;
    const struct numbered_id *b = right;
    int order = memcmp(a->id.bytes, b->id.bytes, sizeof a->id.bytes);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

/* Communication 2.1.2: two statements of a batch may not have one id. */
static enum status distinct_ids_check(const struct statement_list *list, struct arena *arena,
                                      struct error *error)
{
    if (list->count < 2) {
        return STATUS_OK;
    }
    struct numbered_id *ids = ARENA_ARRAY(arena, struct numbered_id, list->count);
    for (size_t i = 0; i < list->count; i++) {
        ids[i] = (struct numbered_id){list->items[i].id, i};
    }
    qsort(ids, list->count, sizeof *ids, compare_ids);
    for (size_t i = 1; i < list->count; i++) {
        if (memcmp(ids[i].id.bytes, ids[i - 1].id.bytes, UUID_SIZE) == 0) {
            char id[UUID_TEXT_SIZE];
            uuid_format(&ids[i].id, id);
            struct place element = {.above = &root, .index = ids[i].index};
            struct place place = place_member(&element, "id", "Communication 2.1.2");
            return BROKEN(&place, error, "'%s' is also the id of statement [%zu]", id,
                          ids[i - 1].index);
        }
    }
    return STATUS_OK;
}

static enum status read_list(const struct reading *reading, const json_t *array, struct text body,
                             struct statement_list *out, struct error *error)
{
    size_t count = json_array_size(array);
    if (count > reading->context->batch_max) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "%zu statements in one request, but at most %zu are taken: send them in parts",
                    count, reading->context->batch_max);
    }
    struct statement_list list = {ARENA_ARRAY(reading->arena, struct statement, count), count};
    enum status status = read_batch(reading, array, body, list.items, error);
    if (status == STATUS_OK) {
        status = distinct_ids_check(&list, reading->arena, error);
    }
    if (status == STATUS_OK) {
        *out = list;
    }
    return status;
}

static enum status read_one(const struct reading *reading, json_t *json, struct text body,
                            struct statement_list *out, struct error *error)
{
    enum status status = statement_check(json, &root, reading->context->version, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement *statement = ARENA_NEW(reading->arena, struct statement);
    fill(reading, json, body, statement);
    *out = (struct statement_list){statement, 1};
    return STATUS_OK;
}

static enum status read_authority(struct text authority, struct arena *arena, json_t **out,
                                  struct error *error)
{
    if (authority.length == 0) {
        *out = NULL;
        return STATUS_OK;
    }
    return read_json(authority, "authority", arena, out, error);
}

enum status statements_read(struct text body, const struct statement_context *context,
                            struct arena *arena, struct statement_list *out, struct error *error)
{
    json_t *authority = NULL;
    enum status status = read_authority(context->authority, arena, &authority, error);
    if (status != STATUS_OK) {
        return status;
    }
    json_t *json = NULL;
    status = read_json(body, "statements", arena, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct reading reading = {context, authority, arena};
    if (json_is_array(json)) {
        return read_list(&reading, json, body, out, error);
    }
    return read_one(&reading, json, body, out, error);
}

static struct text in_braces(struct text members, struct arena *arena)
{
    char *text = arena_allocate(arena, 1, members.length + 3);
    text[0] = '{';
    if (members.length > 0) {
        memcpy(text + 1, members.data, members.length);
    }
    text[members.length + 1] = '}';
    return (struct text){text, members.length + 2};
}

enum status statement_read_stored(struct text members, struct text authority, struct arena *arena,
                                  struct statement *out, struct error *error)
{
    json_t *authority_json = NULL;
    enum status status = read_authority(authority, arena, &authority_json, error);
    if (status != STATUS_OK) {
        return status;
    }
    json_t *json = NULL;
    status = read_json(in_braces(members, arena), "stored statement", arena, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct statement statement = {.members = members, .authority = authority, .json = json};
    read_reference(&statement, json);
    terms_collect(&statement, json, authority_json, arena);
    *out = statement;
    return STATUS_OK;
}
