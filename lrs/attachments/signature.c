/* SPDX-License-Identifier: Apache-2.0 */

/* The payload of a signature against the statement that it comes with. Properties are compared one
 * by one, so that the message can tell which differs. The payload is digested once, as a batch may
 * have many statements with one signature, and whoever sends it can make it large. */
#include "attachments/signature.h"

#include "attachments/jws.h"
#include "base/json.h"
#include "xapi/comparison.h"
#include "xapi/value.h"

#include <stdlib.h>
#include <string.h>

bool is_signature(const json_t *attachment)
{
    return member_is(attachment, "usageType", USAGE_SIGNATURE);
}

/* The attachments that are no signatures; NULL for none. Owned by the caller. */
static json_t *without_signatures(json_t *attachments)
{
    if (!json_is_array(attachments)) {
        return json_incref(attachments);
    }
    AUTO(json_release) json_t *kept = json_array();
    for (size_t i = 0; i < json_array_size(attachments); i++) {
        json_t *attachment = json_array_get(attachments, i);
        if (!is_signature(attachment) && json_array_append(kept, attachment) != 0) {
            abort(); /* out of memory */
        }
    }
    return json_array_size(kept) > 0 ? TAKE(kept) : NULL;
}

/* A statement with nothing but the property `name` of `statement`: what comparison.h can digest. */
static struct digest property_digest(const json_t *statement, const char *name, struct arena *arena)
{
    json_t *value = json_object_get(statement, name);
    AUTO(json_release)
    json_t *counted =
        strcmp(name, "attachments") == 0 ? without_signatures(value) : json_incref(value);
    AUTO(json_release) json_t *alone = json_object();
    if (counted != NULL && json_object_set(alone, name, counted) != 0) {
        abort(); /* out of memory */
    }
    return statement_digest(alone, arena);
}

/* Properties that count, and those that an LRS may set. */
static const char *const counted[] = {"actor",  "verb",    "object",
                                      "result", "context", "attachments"};
static const char *const settable[] = {"id", "timestamp", "stored", "authority", "version"};
#define COUNT(names) (sizeof(names) / sizeof *(names))

struct signature {
    const json_t *payload;
    struct digest digests[COUNT(counted)];
};

static bool is_in(const char *name, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static enum status payload_check(json_t *payload, const struct place *place, struct error *error)
{
    if (!json_is_object(payload)) {
        return BROKEN(place, error, "the JWS payload is %s, not a statement", type_name(payload));
    }
    const char *name;
    json_t *value;
    json_object_foreach (payload, name, value) {
        if (!is_in(name, counted, COUNT(counted)) && !is_in(name, settable, COUNT(settable))) {
            return BROKEN(place, error, "the JWS payload is no statement: it has '%s'",
                          show(text_of(name)).text);
        }
    }
    return STATUS_OK;
}

static void release_json(void *json)
{
    json_decref(json);
}

static enum status payload_read(struct text text, const struct place *place, struct arena *arena,
                                const struct signature **out, struct error *error)
{
    json_t *payload = NULL;
    struct error reason = {.message = ""};
    if (json_read(text, NULL, &payload, &reason) != STATUS_OK) {
        return BROKEN(place, error, "the JWS payload is not JSON: %s",
                      show(text_of(reason.message)).text);
    }
    arena_defer(arena, release_json, payload);
    enum status status = payload_check(payload, place, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct signature *signature = ARENA_NEW(arena, struct signature);
    signature->payload = payload;
    for (size_t i = 0; i < COUNT(counted); i++) {
        signature->digests[i] = property_digest(payload, counted[i], arena);
    }
    *out = signature;
    return STATUS_OK;
}

static struct place in_clause(const struct place *place)
{
    struct place here = *place;
    here.clause = "Data 2.6";
    return here;
}

enum status signature_read(struct text jws, const struct place *place, struct arena *arena,
                           const struct signature **out, struct error *error)
{
    struct place here = in_clause(place);
    struct jws parts;
    enum status status = jws_read(jws, &here, arena, &parts, error);
    if (status == STATUS_OK) {
        status = jws_verify(&parts, &here, arena, error);
    }
    return status == STATUS_OK ? payload_read(parts.payload, &here, arena, out, error) : status;
}

/* A statement sent without id gets one, which cannot be the signed one. */
static bool is_same_id(const struct statement *statement, const json_t *id)
{
    struct uuid uuid;
    return uuid_read(json_text(id), &uuid) && json_object_get(statement->json, "id") != NULL &&
           memcmp(uuid.bytes, statement->id.bytes, UUID_SIZE) == 0;
}

enum { MILLISECOND_US = 1000 };

/* Data 2.4.7: an LRS may write the same point in time otherwise, and no finer than milliseconds. */
static bool is_same_time(const struct statement *statement, const json_t *timestamp)
{
    int64_t us = 0;
    return timestamp_read(json_text(timestamp), XAPI_VERSION_1_0_3, &us) &&
           statement->timestamp.data != NULL && us - statement->timestamp_us < MILLISECOND_US &&
           statement->timestamp_us - us < MILLISECOND_US;
}

enum status signature_compare(const struct signature *signature, const struct statement *statement,
                              const struct place *place, struct arena *arena, struct error *error)
{
    struct place here = in_clause(place);
    for (size_t i = 0; i < COUNT(counted); i++) {
        struct digest sent = property_digest(statement->json, counted[i], arena);
        if (memcmp(&sent, &signature->digests[i], sizeof sent) != 0) {
            return BROKEN(&here, error, "signs another statement: its '%s' differs", counted[i]);
        }
    }
    const json_t *id = json_object_get(signature->payload, "id");
    if (id != NULL && !is_same_id(statement, id)) {
        return BROKEN(&here, error, "signs a statement with the id '%s', which this one has not",
                      show(json_text(id)).text);
    }
    const json_t *timestamp = json_object_get(signature->payload, "timestamp");
    if (timestamp != NULL && !is_same_time(statement, timestamp)) {
        return BROKEN(&here, error,
                      "signs a statement with the timestamp '%s', which this one has not",
                      show(json_text(timestamp)).text);
    }
    return STATUS_OK;
}

enum status signature_check(const struct statement *statement, struct text jws,
                            const struct place *place, struct arena *arena, struct error *error)
{
    const struct signature *signature = NULL;
    enum status status = signature_read(jws, place, arena, &signature, error);
    return status == STATUS_OK ? signature_compare(signature, statement, place, arena, error)
                               : status;
}
