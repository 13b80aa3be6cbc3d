/* SPDX-License-Identifier: Apache-2.0 */

/* Definitions of Activities and displays of verbs, a row each.
 *
 * A definition that changed nothing when it came last changes nothing now, as long as no other has
 * changed the row: the memory keeps tags of such ones, and drops an entry's tags when its row
 * changes. So a course's usual definition costs a lookup, and its hash on another thread.
 *
 * Only statements that changed a row are noted (definition_change). The others changed nothing in
 * the state that they met, so merging the noted ones in the same order gives the same rows; and a
 * statement whose sender may not define is never noted, so that rebuilding need not know what its
 * sender's scopes were. */
#include "store/definitions.h"

#include "base/json.h"
#include "base/mem.h"
#include "store/internal.h"
#include "store/parts.h"
#include "store/postings.h"
#include "store/terms.h"
#include "xapi/definition.h"
#include "xapi/raw.h"
#include "xapi/rewrite.h"

#include <string.h>

enum { SLOT_COUNT = 1 << 13, TAGS_MAX = 4 };

struct slot {
    int64_t term;
    uint64_t generation; /* older than the memory's: empty */
    size_t count;        /* tags ever put; the last TAGS_MAX are there */
    struct term_hash tags[TAGS_MAX];
};

struct definitions {
    uint64_t generation;
    struct slot slots[SLOT_COUNT];
};

struct definitions *definitions_create(void)
{
    struct definitions *definitions = mem_sparse(sizeof(struct definitions));
    definitions->generation = 1;
    return definitions;
}

void definitions_destroy(struct definitions *definitions)
{
    mem_sparse_release(definitions, sizeof *definitions);
}

void definitions_forget(struct definitions *definitions)
{
    definitions->generation++;
}

/* The term's slot, emptied if it was another's. */
static struct slot *find_slot(struct definitions *definitions, int64_t term)
{
    struct slot *slot = &definitions->slots[(size_t)term % SLOT_COUNT];
    if (slot->term != term || slot->generation != definitions->generation) {
        slot->term = term;
        slot->generation = definitions->generation;
        slot->count = 0;
    }
    return slot;
}

static bool slot_has(const struct slot *slot, const struct term_hash *tag)
{
    for (size_t i = 0; i < slot->count && i < TAGS_MAX; i++) {
        if (memcmp(&slot->tags[i], tag, sizeof *tag) == 0) {
            return true;
        }
    }
    return false;
}

/* The only column of the only row, borrowed from `arena`; data is NULL if there is no row. */
static enum status take_json(struct cursor *cursor, struct arena *arena, struct text *out,
                             struct error *error)
{
    bool row = false;
    enum status status = cursor_step(cursor, &row, error);
    *out = (struct text){NULL, 0};
    if (status == STATUS_OK && row) {
        struct text json = cursor_text(cursor, 0);
        *out = (struct text){arena_copy(arena, json), json.length};
    }
    return status;
}

static enum status load(struct connection *connection, int64_t term, struct arena *arena,
                        struct text *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(connection, "SELECT json FROM definition WHERE term = $1",
                                      VALUES(value_integer(term)), &cursor, error);
    return status == STATUS_OK ? take_json(cursor, arena, out, error) : status;
}

static enum status save(struct connection *connection, int64_t term, struct text json,
                        struct error *error)
{
    return connection_run(connection,
                          "INSERT INTO definition (term, json) VALUES ($1, $2) "
                          "ON CONFLICT (term) DO UPDATE SET json = excluded.json",
                          VALUES(value_integer(term), value_text(json)), error);
}

/* ---- what statements say ---- */

struct collector {
    struct arena *arena;
    const struct saying *first;
    const struct saying **tail;
};

static void collect(struct collector *collector, enum definition_kind kind, struct text raw,
                    const char *member)
{
    struct text id = {NULL, 0};
    struct text sent = {NULL, 0};
    struct json_walk walk = json_walk_begin(raw);
    while (json_walk_next(&walk)) {
        if (raw_key_is(walk.key, "id")) {
            id = walk.value;
        } else if (raw_key_is(walk.key, member)) {
            sent = walk.value;
        }
    }
    const char *iri = sent.data == NULL ? NULL : raw_string(id, collector->arena);
    if (iri == NULL) {
        return;
    }
    struct saying *saying = ARENA_NEW(collector->arena, struct saying);
    *saying = (struct saying){.kind = kind,
                              .iri = text_of(iri),
                              .sent = sent,
                              .term = term_hash_of((int)kind, text_of(iri)),
                              .tag = term_hash_of((int)kind, sent)};
    *collector->tail = saying;
    collector->tail = &saying->next;
}

static void collect_activity(void *context, struct text raw, struct buffer *out)
{
    (void)out;
    collect(context, DEFINITION_OF_ACTIVITY, raw, "definition");
}

static void collect_verb(void *context, struct text raw, struct buffer *out)
{
    (void)out;
    collect(context, DEFINITION_OF_VERB, raw, "display");
}

const struct saying *definitions_collect(struct text members, struct arena *arena)
{
    struct collector collector = {.arena = arena};
    collector.tail = &collector.first;
    const struct rewriter visitor = {
        .verb = collect_verb, .activity = collect_activity, .context = &collector};
    rewrite_visit(members, &visitor);
    return collector.first;
}

/* ---- merging ---- */

static enum status merge_row(struct connection *connection, int64_t term,
                             const struct saying *saying, bool *out_has_changed,
                             struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text known;
    *out_has_changed = false;
    enum status status = load(connection, term, arena, &known, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text merged = saying->kind == DEFINITION_OF_VERB
                             ? display_merge(known, saying->sent, arena)
                             : definition_merge(known, saying->sent, arena);
    if (text_equals(merged, known)) {
        return STATUS_OK;
    }
    *out_has_changed = true;
    return save(connection, term, merged, error);
}

static enum status merge(struct transaction *transaction, const struct saying *saying,
                         bool *has_changed, struct error *error)
{
    int64_t term = 0;
    const struct term iri = {(enum term_kind)saying->kind, saying->iri};
    enum status status = terms_intern_hashed(transaction->terms, transaction->connection, &iri,
                                             &saying->term, &term, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct slot *slot = find_slot(transaction->definitions, term);
    if (slot_has(slot, &saying->tag)) {
        return STATUS_OK;
    }
    bool has_changed_row = false;
    status = merge_row(transaction->connection, term, saying, &has_changed_row, error);
    if (has_changed_row) {
        slot->count = 0;
        *has_changed = true;
    }
    slot->tags[slot->count++ % TAGS_MAX] = saying->tag;
    return status;
}

static enum status merge_all(struct transaction *transaction, const struct saying *sayings,
                             bool *has_changed, struct error *error)
{
    enum status status = STATUS_OK;
    for (; sayings != NULL && status == STATUS_OK; sayings = sayings->next) {
        status = merge(transaction, sayings, has_changed, error);
    }
    return status;
}

enum status definitions_add(struct transaction *transaction, int64_t seq,
                            const struct saying *sayings, struct error *error)
{
    bool has_changed = false;
    enum status status = merge_all(transaction, sayings, &has_changed, error);
    if (status != STATUS_OK || !has_changed) {
        return status;
    }
    transaction->defined_seq = seq;
    return connection_run(transaction->connection,
                          "INSERT INTO definition_change (seq) VALUES ($1)",
                          VALUES(value_integer(seq)), error);
}

/* ---- what a statement that goes has said ---- */

/* How many later statements are looked at: packages and LMSs define the same with each. */
#define HEIRS_MAX "32"

struct inheriting {
    struct transaction *transaction;
    const struct saying *saying;
};

static bool says_so(const struct inheriting *inheriting, const struct saying *sayings)
{
    for (; sayings != NULL; sayings = sayings->next) {
        if (sayings->kind == inheriting->saying->kind &&
            text_equals(sayings->iri, inheriting->saying->iri)) {
            return true;
        }
    }
    return false;
}

static enum status consider_heir(void *context, int64_t seq, struct statement *statement,
                                 struct error *error)
{
    const struct inheriting *inheriting = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    if (!says_so(inheriting, definitions_collect(statement->members, arena))) {
        return STATUS_OK;
    }
    return connection_run(inheriting->transaction->connection,
                          "INSERT INTO definition_change (seq) VALUES ($1)",
                          VALUES(value_integer(seq)), error);
}

/* Those that have the posting. */
static enum status note_heirs(struct inheriting *inheriting, int64_t posting,
                              const struct testator *testator, struct error *error)
{
    const struct value values[] = {value_integer(posting), value_integer(testator->seq),
                                   value_integer(testator->authority)};
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM "
               "(SELECT p.seq FROM posting p JOIN statement t ON t.seq = p.seq "
               "WHERE p.term = $1 AND p.seq > $2 AND t.authority = $3 "
               "ORDER BY p.seq LIMIT " HEIRS_MAX ") h "
               "JOIN statement s ON s.seq = h.seq JOIN authority a ON a.id = s.authority "
               "WHERE NOT EXISTS (SELECT 1 FROM definition_change c WHERE c.seq = s.seq)",
        .values = values,
        .value_count = 3,
        .visit = consider_heir,
        .context = inheriting};
    return statements_walk(inheriting->transaction->connection, &walk, error);
}

/* Voided statements define too (store/store.h), and have their own postings only. */
static enum status find_heirs(struct transaction *transaction, const struct testator *testator,
                              const struct saying *saying, struct error *error)
{
    int64_t term = 0;
    struct inheriting inheriting = {transaction, saying};
    enum status status = terms_intern(transaction->terms, transaction->connection,
                                      (int)saying->kind, saying->iri, &term, error);
    status = status == STATUS_OK ? note_heirs(&inheriting, term, testator, error) : status;
    return status == STATUS_OK ? note_heirs(&inheriting, posting_own(term), testator, error)
                               : status;
}

enum status definitions_bequeath(struct transaction *transaction, const struct testator *testator,
                                 struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    enum status status = STATUS_OK;
    for (const struct saying *saying = definitions_collect(testator->members, arena);
         saying != NULL && status == STATUS_OK; saying = saying->next) {
        status = find_heirs(transaction, testator, saying, error);
    }
    return status == STATUS_OK ? connection_run(transaction->connection,
                                                "DELETE FROM definition_change WHERE seq = $1",
                                                VALUES(value_integer(testator->seq)), error)
                               : status;
}

/* ---- anew ---- */

static enum status merge_stored(void *context, int64_t seq, struct statement *statement,
                                struct error *error)
{
    (void)seq;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    bool has_changed = false;
    return merge_all(context, definitions_collect(statement->members, arena), &has_changed, error);
}

enum status definitions_rebuild(struct transaction *transaction, struct error *error)
{
    definitions_forget(transaction->definitions);
    enum status status =
        connection_run(transaction->connection, "DELETE FROM definition", NO_VALUES, error);
    const struct statement_walk walk = {
        .sql = "SELECT " STATEMENT_WALK_COLUMNS " FROM definition_change c "
               "JOIN statement s ON s.seq = c.seq JOIN authority a ON a.id = s.authority "
               "ORDER BY c.seq",
        .is_long = true,
        .visit = merge_stored,
        .context = transaction};
    return status == STATUS_OK ? statements_walk(transaction->connection, &walk, error) : status;
}

/* ---- reading ---- */

static enum status read_definition(struct connection *reader, enum definition_kind kind,
                                   struct text iri, struct arena *arena, struct text *out,
                                   struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status =
        cursor_begin(reader,
                     "SELECT d.json FROM term t JOIN definition d ON d.term = t.id "
                     "WHERE t.kind = $1 AND t.value = $2",
                     VALUES(value_integer((int64_t)kind), value_text(iri)), &cursor, error);
    return status == STATUS_OK ? take_json(cursor, arena, out, error) : status;
}

enum status store_get_definition(struct store *store, enum definition_kind kind, struct text iri,
                                 struct arena *arena, struct text *out, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = read_definition(reader, kind, iri, arena, out, error);
    store_return_reader(store, reader);
    return status;
}

enum status stored_statement_definition(const struct stored_statement *statement,
                                        enum definition_kind kind, struct text iri,
                                        struct arena *arena, struct text *out, struct error *error)
{
    return read_definition(statement->reader, kind, iri, arena, out, error);
}
