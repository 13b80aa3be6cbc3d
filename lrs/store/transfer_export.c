/* SPDX-License-Identifier: Apache-2.0 */

/* Writing lines, all from one read transaction. */
#include "base/buffer.h"
#include "base/timestamp.h"
#include "store/internal.h"
#include "store/kept.h"
#include "store/transfer.h"
#include "store/transfer_documents.h"

struct exporting {
    const struct export_options *options;
    struct connection *connection;
    struct buffer line;
    struct export_summary *summary;
    int64_t total;
};

static enum status write_line(struct exporting *exporting, struct error *error)
{
    enum status status = buffer_check(&exporting->line, "a line", error);
    if (status == STATUS_OK) {
        status = exporting->options->write(exporting->options->context,
                                           buffer_text(&exporting->line), error);
    }
    buffer_clear(&exporting->line);
    return status;
}

/* As resources/ answers it: what was sent, between what the LRS has added. */
static void put_statement(struct buffer *line, const struct stored_statement *stored)
{
    char id[UUID_TEXT_SIZE];
    char time[TIMESTAMP_SIZE];
    uuid_format(&stored->id, id);
    timestamp_format(stored->stored_us, time);
    buffer_print(line, "{\"id\":\"%s\",", id);
    buffer_add_text(line, stored->members);
    buffer_add_string(line, ",\"timestamp\":\"");
    buffer_add_text(line, stored->timestamp.data != NULL ? stored->timestamp : text_of(time));
    buffer_print(line, "\",\"stored\":\"%s\",\"authority\":", time);
    buffer_add_text(line, stored->authority);
    buffer_add_string(line, ",\"version\":\"");
    buffer_add_text(line, stored->version);
    buffer_add_string(line, "\"}");
}

/* A line has no line breaks: outside of strings they are white space, inside they are escaped. */
static void flatten(struct buffer *line)
{
    for (size_t i = 0; i < line->length; i++) {
        if (line->data[i] == '\n' || line->data[i] == '\r') {
            line->data[i] = ' ';
        }
    }
}

static enum status add_statement(void *context, const struct kept_statement *kept,
                                 struct error *error)
{
    struct exporting *exporting = context;
    enum status status = STATUS_OK;
    if (kept->defines) {
        char id[UUID_TEXT_SIZE];
        uuid_format(&kept->stored.id, id);
        buffer_print(&exporting->line, "{\"ibest-lrs\":{\"defines\":\"%s\"}}", id);
        status = write_line(exporting, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    put_statement(&exporting->line, &kept->stored);
    flatten(&exporting->line);
    exporting->summary->statements++;
    exporting->summary->last_us = kept->stored.stored_us;
    if (exporting->options->watch != NULL) {
        exporting->options->watch(exporting->options->context, exporting->summary->statements,
                                  exporting->total);
    }
    return write_line(exporting, error);
}

static enum status add_document(void *context, const struct document_key *key,
                                const struct document *document, struct error *error)
{
    struct exporting *exporting = context;
    enum status status = document_to_line(key, document, &exporting->line, error);
    exporting->summary->documents++;
    if (document->updated_us > exporting->summary->last_us) {
        exporting->summary->last_us = document->updated_us;
    }
    return status == STATUS_OK ? write_line(exporting, error) : status;
}

static enum status begin(struct exporting *exporting, struct error *error)
{
    struct connection *connection = exporting->connection;
    enum status status =
        connection_run(connection, connection->backend->begin_snapshot, NO_VALUES, error);
    if (status == STATUS_OK) {
        status = connection_integer(
            connection, "SELECT count(*) FROM statement WHERE stored_us > $1",
            VALUES(value_integer(exporting->options->since_us)), &exporting->total, error);
    }
    if (status == STATUS_OK) {
        status = connection_integer(connection, "SELECT count(*) FROM attachment", NO_VALUES,
                                    &exporting->summary->attachments, error);
    }
    buffer_print(&exporting->line,
                 "{\"ibest-lrs\":{\"export\":%d,\"program\":\"%s\",\"statements\":%lld}}",
                 TRANSFER_FORMAT, IBEST_VERSION, (long long)exporting->total);
    return status == STATUS_OK ? write_line(exporting, error) : status;
}

static enum status end(struct exporting *exporting, struct error *error)
{
    char since[TIMESTAMP_SIZE] = "";
    if (exporting->summary->last_us != INT64_MIN) {
        timestamp_format(exporting->summary->last_us, since);
    }
    buffer_print(
        &exporting->line,
        "{\"ibest-lrs\":{\"end\":{\"statements\":%lld,\"documents\":%lld,\"since\":\"%s\"}}}",
        (long long)exporting->summary->statements, (long long)exporting->summary->documents, since);
    return write_line(exporting, error);
}

static enum status write_all(struct exporting *exporting, struct error *error)
{
    int64_t since_us = exporting->options->since_us;
    enum status status = begin(exporting, error);
    if (status == STATUS_OK) {
        status = kept_walk(exporting->connection, since_us, add_statement, exporting, error);
    }
    if (status == STATUS_OK) {
        status = documents_walk(exporting->connection, since_us, add_document, exporting, error);
    }
    return status == STATUS_OK ? end(exporting, error) : status;
}

enum status store_export(struct store *store, const struct export_options *options,
                         struct export_summary *out, struct error *error)
{
    *out = (struct export_summary){.last_us = options->since_us};
    struct exporting exporting = {.options = options,
                                  .connection = store_borrow_reader(store),
                                  .line = BUFFER_INIT(TRANSFER_LINE_MAX),
                                  .summary = out};
    enum status status = write_all(&exporting, error);
    struct error ignored;
    (void)!connection_run(exporting.connection, "ROLLBACK", NO_VALUES, &ignored);
    store_return_reader(store, exporting.connection);
    buffer_finish(&exporting.line);
    return status;
}
