/* SPDX-License-Identifier: Apache-2.0 */

/* Taking lines: a batch is read and checked, then stored in one transaction.
 *
 * With IMPORT_KEEPING each new statement must be later than all that are stored: `stored` grows
 * with seq, on which pages, exports and Consistent-Through rely, and a client that has read up to
 * some time would never see what is put before it. So an export goes into an empty store, behind
 * all of another, or on where it was interrupted; anything else is refused. */
#include "store/transfer.h"

#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/timestamp.h"
#include "store/ids.h"
#include "store/internal.h"
#include "store/transfer_documents.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

enum { BATCH_BYTES = 8 << 20 };

enum outcome { OUTCOME_NEW, OUTCOME_SKIPPED, OUTCOME_REFUSED };

/* A statement, or a document if `key.kind` is set, that waits for its transaction. */
struct item {
    int64_t line;
    struct statement statement;
    struct document_key key;
    struct document document;
    enum outcome outcome;
    char message[ERROR_MESSAGE_SIZE]; /* of one that is refused */
};

struct import {
    struct store_write write; /* first */
    struct store *store;
    const struct import_options *options;
    struct import_summary summary;
    struct arena *arena; /* of the batch */
    struct item *items;
    size_t count;
    size_t bytes;
    bool has_header;
    bool has_definer;
    struct uuid definer; /* the next statement with this id defines */
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error);

struct import *import_create(struct store *store, const struct import_options *options)
{
    struct import *import = MEM_NEW(struct import);
    import->write.apply = apply;
    import->store = store;
    import->options = options;
    import->summary.is_complete = true;
    import->arena = arena_create();
    import->items = mem_zeroed(TRANSFER_BATCH, sizeof *import->items);
    return import;
}

void import_destroy(struct import *import)
{
    if (import != NULL) {
        arena_destroy(import->arena);
        free(import->items);
        free(import);
    }
}

const struct import_summary *import_summary(const struct import *import)
{
    return &import->summary;
}

static void refuse(struct import *import, int64_t line, const char *message)
{
    import->summary.refused++;
    import->options->refuse(import->options->context, line, message);
}

/* ---- storing a batch ---- */

enum { FORESEEN_AT_ONCE = 100 }; /* items */

static enum status check_growth(struct transaction *transaction, const struct item *item,
                                int64_t last_us, struct error *error)
{
    int64_t known = 0;
    enum status status = ids_find(transaction->connection, &item->statement.id, &known, error);
    if (status != STATUS_OK || known != 0 || item->statement.stored_us > last_us) {
        return status;
    }
    char last[TIMESTAMP_SIZE];
    timestamp_format(last_us, last);
    return FAIL(error, STATUS_CONFLICT,
                "line %" PRId64 ": 'stored' is not later than %s, the latest in this store; "
                "--keep-stored goes into an empty store, or behind all that is there; import "
                "without it, which stores statements as of now",
                item->line, last);
}

static enum status put_statement(struct transaction *transaction, struct item *item,
                                 struct error *error)
{
    struct error refusal = {.status = STATUS_OK};
    bool is_new = false;
    enum status status =
        transaction_add_statement(transaction, &item->statement, &is_new, &refusal);
    if (status == STATUS_CONFLICT) {
        item->outcome = OUTCOME_REFUSED;
        memcpy(item->message, refusal.message, sizeof item->message);
        return STATUS_OK;
    }
    if (status != STATUS_OK) {
        return FAIL(error, status, "%s", refusal.message);
    }
    item->outcome = is_new ? OUTCOME_NEW : OUTCOME_SKIPPED;
    return STATUS_OK;
}

/* What is there stays. */
static enum status take_document(void *context, const struct document *stored, struct document *out,
                                 struct error *error)
{
    struct item *item = context;
    if (stored == NULL) {
        *out = item->document;
        return STATUS_OK;
    }
    bool is_equal = text_equals(stored->content, item->document.content) &&
                    text_equals(stored->content_type, item->document.content_type);
    item->outcome = is_equal ? OUTCOME_SKIPPED : OUTCOME_REFUSED;
    (void)snprintf(item->message, sizeof item->message,
                   "another document '%.*s' is stored in its place; it stays",
                   TEXT_ARGUMENTS(item->key.id));
    return FAIL(error, STATUS_PRECONDITION, "it is there");
}

static enum status keep_updated(struct transaction *transaction, const struct item *item,
                                struct error *error)
{
    store_keep_stamp_us(transaction->store, item->document.updated_us);
    return connection_run(
        transaction->connection,
        "UPDATE document SET updated_us = $1 WHERE kind = $2 AND activity = $3 AND agent = $4 AND "
        "id = $5 AND registration = $6",
        VALUES(
            value_integer(item->document.updated_us), value_integer((int64_t)item->key.kind),
            value_text(item->key.activity), value_text(item->key.agent), value_text(item->key.id),
            item->key.has_registration ? value_uuid(&item->key.registration) : value_blob(NULL, 0)),
        error);
}

static enum status put_document(struct import *import, struct transaction *transaction,
                                struct item *item, struct error *error)
{
    item->outcome = OUTCOME_NEW;
    enum status status =
        transaction_put_document(transaction, &item->key, take_document, item, error);
    if (status == STATUS_PRECONDITION) {
        return STATUS_OK;
    }
    return status == STATUS_OK && import->options->mode == IMPORT_KEEPING
               ? keep_updated(transaction, item, error)
               : status;
}

/* Says what the statements from `first` on will ask. */
static void foresee(const struct import *import, struct transaction *transaction, size_t first)
{
    for (size_t i = first; i < import->count && i < first + FORESEEN_AT_ONCE; i++) {
        struct item *item = &import->items[i];
        if (item->key.kind == 0) {
            transaction_foresee_statements(transaction,
                                           &(struct statement_list){&item->statement, 1});
        }
    }
}

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct import *import = (struct import *)write;
    int64_t last_us = INT64_MIN;
    enum status status = connection_integer(
        transaction->connection, "SELECT stored_us FROM statement ORDER BY seq DESC LIMIT 1",
        NO_VALUES, &last_us, error);
    for (size_t i = 0; i < import->count && status == STATUS_OK; i++) {
        struct item *item = &import->items[i];
        if (i % FORESEEN_AT_ONCE == 0) {
            foresee(import, transaction, i);
        }
        if (item->key.kind != 0) {
            status = put_document(import, transaction, item, error);
            continue;
        }
        if (import->options->mode == IMPORT_KEEPING) {
            status = check_growth(transaction, item, last_us, error);
        }
        status = status == STATUS_OK ? put_statement(transaction, item, error) : status;
        if (item->outcome == OUTCOME_NEW && item->statement.stored_us > last_us) {
            last_us = item->statement.stored_us;
        }
    }
    return status;
}

static void tally(struct import *import, const struct item *item)
{
    struct import_summary *summary = &import->summary;
    switch (item->outcome) {
    case OUTCOME_NEW:
        summary->documents += item->key.kind != 0;
        summary->statements += item->key.kind == 0;
        summary->with_attachments +=
            item->key.kind == 0 && json_object_get(item->statement.json, "attachments") != NULL;
        return;
    case OUTCOME_SKIPPED:
        summary->skipped++;
        return;
    case OUTCOME_REFUSED:
        refuse(import, item->line, item->message);
        return;
    }
}

enum status import_end(struct import *import, struct error *error)
{
    enum status status = STATUS_OK;
    if (import->count > 0) {
        status = store_write_and_wait(import->store, &import->write, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < import->count; i++) {
        tally(import, &import->items[i]);
    }
    import->summary.durable_line = import->summary.lines;
    import->count = 0;
    import->bytes = 0;
    arena_destroy(import->arena);
    import->arena = arena_create();
    return STATUS_OK;
}

/* ---- reading a line ---- */

static bool read_stored(const json_t *json, int64_t *out_us)
{
    const json_t *stored = json_object_get(json, "stored");
    struct text text = {json_string_value(stored), json_string_length(stored)};
    return text.data != NULL && timestamp_parse(text, out_us);
}

/* Where no timestamp was sent, an LRS answers `stored` for it: then there is none again. */
static enum status keep(struct statement *statement, struct error *error)
{
    if (!read_stored(statement->json, &statement->stored_us)) {
        return FAIL(error, STATUS_INVALID, "stored: is missing, and --keep-stored needs it");
    }
    if (statement->stored_us > clock_now_us()) {
        return FAIL(error, STATUS_INVALID,
                    "stored: lies in the future; set the clock of this machine, or import without "
                    "--keep-stored");
    }
    if (statement->timestamp.data != NULL && statement->timestamp_us == statement->stored_us) {
        statement->timestamp = (struct text){NULL, 0};
    }
    return STATUS_OK;
}

static enum status read_statement(struct import *import, struct text line, struct item *item,
                                  struct error *error)
{
    bool is_keeping = import->options->mode == IMPORT_KEEPING;
    struct text version = json_member(line, "version");
    struct text authority = json_member(line, "authority");
    if (is_keeping && authority.data == NULL) {
        return FAIL(error, STATUS_INVALID, "authority: is missing, and --keep-stored needs it");
    }
    const struct statement_context context = {
        .version = text_starts_with(version, "\"2.") ? XAPI_VERSION_2_0_0 : XAPI_VERSION_1_0_3,
        .authority = is_keeping ? authority : import->options->authority,
        .batch_max = 1,
    };
    struct statement_list list;
    enum status status = statements_read(line, &context, import->arena, &list, error);
    if (status != STATUS_OK) {
        return status;
    }
    item->statement = list.items[0];
    bool is_marked = import->has_definer &&
                     memcmp(&import->definer, &item->statement.id, sizeof import->definer) == 0;
    item->statement.defines = import->options->defines || is_marked;
    return is_keeping ? keep(&item->statement, error) : STATUS_OK;
}

/* `text` is borrowed from the batch's arena. */
static void take_statement(struct import *import, struct text text)
{
    struct error refusal = {.status = STATUS_OK};
    AUTO(json_release) json_t *json = NULL;
    struct item *item = &import->items[import->count];
    *item = (struct item){.line = import->summary.lines};
    enum status status = json_read(text, NULL, &json, &refusal);
    if (status == STATUS_OK && !json_is_object(json)) {
        status = FAIL(&refusal, STATUS_INVALID, "is no JSON object");
    }
    if (status == STATUS_OK) {
        status = read_statement(import, text, item, &refusal);
    }
    if (status != STATUS_OK) {
        refuse(import, item->line, refusal.message);
        return;
    }
    import->count++;
}

static void release_json(void *json)
{
    json_decref(json);
}

static void take_document_line(struct import *import, const json_t *json)
{
    struct error refusal = {.status = STATUS_OK};
    struct item *item = &import->items[import->count];
    *item = (struct item){.line = import->summary.lines};
    if (document_of_line(json, import->arena, &item->key, &item->document, &refusal) != STATUS_OK) {
        refuse(import, item->line, refusal.message);
        return;
    }
    import->count++;
}

static enum status take_header(struct import *import, const json_t *format, struct error *error)
{
    if (json_integer_value(format) != TRANSFER_FORMAT) {
        return FAIL(error, STATUS_CONFLICT,
                    "line %lld: the format of this export is not %d, the one that is known here; "
                    "use the ibest-lrs that made it, or a later one",
                    (long long)import->summary.lines, TRANSFER_FORMAT);
    }
    import->has_header = true;
    import->summary.is_complete = false;
    return STATUS_OK;
}

/* One of our own lines, not a statement. */
static enum status take_control(struct import *import, struct text text, struct error *error)
{
    struct error refusal = {.status = STATUS_OK};
    json_t *json = NULL;
    if (json_read(text, NULL, &json, &refusal) != STATUS_OK) {
        refuse(import, import->summary.lines, refusal.message);
        return STATUS_OK;
    }
    arena_defer(import->arena, release_json, json);
    const json_t *control = json_object_get(json, "ibest-lrs");
    const json_t *format = json_object_get(control, "export");
    const json_t *document = json_object_get(control, "document");
    const char *definer = json_string_value(json_object_get(control, "defines"));
    if (format != NULL) {
        return take_header(import, format, error);
    }
    if (document != NULL) {
        take_document_line(import, document);
    }
    if (definer != NULL) {
        import->has_definer = uuid_read(text_of(definer), &import->definer);
    }
    import->summary.is_complete =
        import->summary.is_complete || json_object_get(control, "end") != NULL;
    return STATUS_OK;
}

enum status import_add(struct import *import, struct text line, struct error *error)
{
    struct text trimmed = text_trim(line);
    import->summary.lines++;
    if (trimmed.length == 0) {
        return STATUS_OK;
    }
    struct text text = {arena_copy(import->arena, trimmed), trimmed.length};
    bool is_control = text_starts_with(text, "{\"ibest-lrs\":");
    enum status status = is_control ? take_control(import, text, error) : STATUS_OK;
    if (!is_control) {
        take_statement(import, text);
    }
    import->bytes += text.length;
    bool is_full = import->count == TRANSFER_BATCH || import->bytes > BATCH_BYTES;
    return status == STATUS_OK && is_full ? import_end(import, error) : status;
}
