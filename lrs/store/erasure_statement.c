/* SPDX-License-Identifier: Apache-2.0 */

/* One statement that names the person: gone, or changed. */
#include "store/erasure_parts.h"

#include "attachments/signature.h"
#include "store/conformance_rows.h"
#include "store/definitions.h"
#include "store/erased.h"
#include "store/ids.h"
#include "store/packing.h"
#include "store/parts.h"
#include "store/projections.h"
#include "xapi/agent.h"

/* What its row tells that struct statement does not. */
struct erased_row {
    int64_t seq;
    bool is_voided;
    bool defines;
    int64_t authority;
};

static void add_actor(struct erasing *erasing, struct text actor)
{
    const struct text *last =
        erasing->actor_count == 0 ? NULL : &erasing->actors[erasing->actor_count - 1];
    if (actor.data == NULL || (last != NULL && text_equals(*last, actor)) ||
        identifiers_have(&erasing->request->who, actor)) {
        return;
    }
    erasing->actors = arena_grow(erasing->arena, erasing->actors, erasing->actor_count,
                                 &erasing->actor_capacity, sizeof *erasing->actors);
    erasing->actors[erasing->actor_count++] =
        (struct text){arena_copy(erasing->arena, actor), actor.length};
}

/* Counts it once more or once less, and has its actor's rows folded anew. */
static enum status recount(struct erasing *erasing, const struct erased_row *row,
                           const struct statement *statement, int change, struct error *error)
{
    if (row->is_voided) {
        return projections_count_voided(erasing->transaction, statement, change, error);
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    add_actor(erasing, agent_key(json_object_get(statement->json, "actor"), arena));
    enum status status =
        conformance_count(erasing->transaction, row->seq, statement, change, error);
    return status == STATUS_OK ? projections_count(erasing->transaction, statement, change, error)
                               : status;
}

/* What it has defined is looked after when all are gone, so that none of them inherits it. */
static void add_testator(struct erasing *erasing, const struct erased_row *row,
                         const struct statement *statement)
{
    if (!row->defines) {
        return;
    }
    struct text members = statement->members;
    erasing->testators = arena_grow(erasing->arena, erasing->testators, erasing->testator_count,
                                    &erasing->testator_capacity, sizeof *erasing->testators);
    erasing->testators[erasing->testator_count++] =
        (struct testator){.seq = row->seq,
                          .authority = row->authority,
                          .members = {arena_copy(erasing->arena, members), members.length}};
}

static enum status delete_row(struct connection *connection, const struct erased_row *row,
                              const struct statement *statement, struct error *error)
{
    enum status status = connection_run(connection, "DELETE FROM statement WHERE seq = $1",
                                        VALUES(value_integer(row->seq)), error);
    return status == STATUS_OK ? ids_remove(connection, &statement->id, error) : status;
}

static enum status erase(struct erasing *erasing, const struct erased_row *row,
                         const struct statement *statement, struct error *error)
{
    struct transaction *transaction = erasing->transaction;
    const struct replaced_statement replaced = {
        .seq = row->seq, .is_voided = row->is_voided, .before = statement};
    enum status status = recount(erasing, row, statement, -1, error);
    status = status == STATUS_OK ? erasing_add_terms(erasing, statement, error) : status;
    erasing_add_attachments(erasing, statement);
    add_testator(erasing, row, statement);
    if (status == STATUS_OK) {
        status = delete_row(transaction->connection, row, statement, error);
    }
    status = status == STATUS_OK ? references_replace(transaction, &replaced, error) : status;
    erasing->summary.statements++;
    return status == STATUS_OK
               ? erased_note(transaction->connection, &statement->id, ERASED_GONE, error)
               : status;
}

static bool has_signature(const struct statement *statement)
{
    const json_t *attachments = json_object_get(statement->json, "attachments");
    for (size_t i = 0; i < json_array_size(attachments); i++) {
        if (is_signature(json_array_get(attachments, i))) {
            return true;
        }
    }
    return false;
}

/* The same statement, with nobody in the person's place. */
static enum status read_changed(const struct erasing *erasing, const struct statement *statement,
                                struct arena *arena, struct statement *out, struct error *error)
{
    struct text members = mention_remove(statement->members, &erasing->request->who, arena);
    if (has_signature(statement)) {
        members = mention_remove_attachments(members, arena);
    }
    enum status status = statement_read_stored(members, statement->authority, arena, out, error);
    out->id = statement->id;
    out->timestamp_us = statement->timestamp_us;
    out->stored_us = statement->stored_us;
    out->timestamp = statement->timestamp;
    out->version = statement->version;
    return status;
}

static enum status update_row(struct transaction *transaction, int64_t seq, struct text members,
                              struct arena *arena, struct error *error)
{
    struct packing *packing = transaction->store->packing;
    struct text packed =
        packing == NULL ? (struct text){NULL, 0} : packing_pack(packing, members, arena);
    return connection_run(
        transaction->connection, "UPDATE statement SET members = $1 WHERE seq = $2",
        VALUES(packing == NULL ? value_text(members) : value_blob(packed.data, packed.length),
               value_integer(seq)),
        error);
}

static enum status change(struct erasing *erasing, const struct erased_row *row,
                          const struct statement *statement, struct error *error)
{
    struct transaction *transaction = erasing->transaction;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement changed = {0};
    const struct replaced_statement replaced = {
        .seq = row->seq, .is_voided = row->is_voided, .before = statement, .after = &changed};
    enum status status = read_changed(erasing, statement, arena, &changed, error);
    status = status == STATUS_OK ? recount(erasing, row, statement, -1, error) : status;
    status = status == STATUS_OK ? recount(erasing, row, &changed, 1, error) : status;
    status = status == STATUS_OK ? erasing_add_terms(erasing, statement, error) : status;
    erasing_add_attachments(erasing, statement); /* those that it still names are spared */
    if (status == STATUS_OK) {
        status = update_row(transaction, row->seq, changed.members, arena, error);
    }
    status = status == STATUS_OK ? references_replace(transaction, &replaced, error) : status;
    erasing->summary.changed++;
    return status == STATUS_OK
               ? erased_note(transaction->connection, &statement->id, ERASED_CHANGED, error)
               : status;
}

/* ---- which of both ---- */

struct target {
    const struct identifiers *who;
    bool is_free; /* it goes too, or cannot be voided anyway, as it voids itself */
};

static enum status look_at_target(void *context, int64_t seq, struct statement *statement,
                                  struct error *error)
{
    (void)seq;
    (void)error;
    struct target *target = context;
    target->is_free = statement->voids || mention_find(statement->json, statement->members,
                                                       target->who) == MENTION_ABOUT;
    return STATUS_OK;
}

/* Whether it voids a statement of others, or one that has not come: that must last. */
static enum status must_last(const struct erasing *erasing, const struct statement *statement,
                             bool *out, struct error *error)
{
    struct connection *connection = erasing->transaction->connection;
    enum erased erased = ERASED_NOT;
    struct target target = {.who = &erasing->request->who};
    *out = false;
    if (!statement->voids) {
        return STATUS_OK;
    }
    enum status status = erased_find(connection, &statement->reference, &erased, error);
    if (status == STATUS_OK && erased != ERASED_GONE) {
        status =
            statements_visit(connection, &statement->reference, look_at_target, &target, error);
    }
    *out = erased != ERASED_GONE && !target.is_free;
    return status;
}

static bool has_own(const struct erasing *erasing, const struct statement *statement)
{
    for (size_t i = 0; i < statement->term_count; i++) {
        if (statement->terms[i].kind == TERM_RELATED_AGENT &&
            identifiers_have(&erasing->request->who, statement->terms[i].value)) {
            return true;
        }
    }
    return false;
}

static enum status treat(struct erasing *erasing, const struct erased_row *row,
                         const struct statement *statement, struct error *error)
{
    enum mention mention =
        mention_find(statement->json, statement->members, &erasing->request->who);
    if (mention == MENTION_NONE) {
        /* Else it has only inherited the identifier, and loses it with its target. */
        erasing->summary.vouched += has_own(erasing, statement);
        return STATUS_OK;
    }
    bool lasts = false;
    enum status status = must_last(erasing, statement, &lasts, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool goes = mention == MENTION_ABOUT || has_signature(statement);
    return goes && !lasts ? erase(erasing, row, statement, error)
                          : change(erasing, row, statement, error);
}

/* ---- by its seq ---- */

struct treating {
    struct erasing *erasing;
    struct erased_row row;
};

static enum status treat_found(void *context, int64_t seq, struct statement *statement,
                               struct error *error)
{
    (void)seq;
    const struct treating *treating = context;
    return treat(treating->erasing, &treating->row, statement, error);
}

static enum status read_row(struct connection *connection, int64_t seq, struct erased_row *out,
                            struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool row = false;
    enum status status = cursor_begin(
        connection,
        "SELECT s.voided, s.authority, (SELECT count(*) FROM definition_change c WHERE "
        "c.seq = s.seq) FROM statement s WHERE s.seq = $1",
        VALUES(value_integer(seq)), &cursor, error);
    status = status == STATUS_OK ? cursor_step(cursor, &row, error) : status;
    if (status == STATUS_OK && row) {
        *out = (struct erased_row){.seq = seq,
                                   .is_voided = cursor_integer(cursor, 0) != 0,
                                   .authority = cursor_integer(cursor, 1),
                                   .defines = cursor_integer(cursor, 2) != 0};
    }
    return status;
}

enum status erasing_treat(struct erasing *erasing, int64_t seq, struct error *error)
{
    struct connection *connection = erasing->transaction->connection;
    struct treating treating = {.erasing = erasing};
    enum status status = read_row(connection, seq, &treating.row, error);
    return status == STATUS_OK ? statements_visit_at(connection, seq, treat_found, &treating, error)
                               : status;
}
