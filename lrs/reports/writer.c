/* SPDX-License-Identifier: Apache-2.0 */

/* One buffer for a row at a time. */
#include "reports/writer.h"

enum { ROW_LIMIT = 1024 * 1024 };

void report_writer_init(struct report_writer *writer, const struct report_field *columns,
                        enum report_format format, const struct disclosure_profile *profile)
{
    *writer = (struct report_writer){.columns = columns,
                                     .notes.profile = profile->bound == 0 ? NULL : profile->name,
                                     .output = &report_outputs[format],
                                     .piece = BUFFER_INIT(ROW_LIMIT)};
}

void report_writer_finish(struct report_writer *writer)
{
    pseudonyms_finish(&writer->pseudonyms);
    buffer_finish(&writer->piece);
}

static enum status flush(struct report_writer *writer, struct error *error)
{
    enum status status = buffer_check(&writer->piece, "a row of the report", error);
    if (status == STATUS_OK && writer->piece.length > 0) {
        status = writer->sink(writer->context, buffer_text(&writer->piece), error);
    }
    buffer_clear(&writer->piece);
    return status;
}

enum status report_writer_begin(struct report_writer *writer, struct error *error)
{
    writer->output->begin(&writer->piece, writer->columns, &writer->notes);
    return flush(writer, error);
}

static const char *hide_person(const struct report_writer *writer, enum column_kind kind,
                               const char *value, struct arena *arena)
{
    if (value == NULL || value[0] == '\0') {
        return value;
    }
    switch (kind) {
    case COLUMN_PERSON:
        return pseudonym_of(&writer->pseudonyms, text_of(value), arena);
    case COLUMN_STATEMENT:
        return pseudonym_of_id(&writer->pseudonyms, text_of(value), arena);
    default:
        return value;
    }
}

enum status report_writer_row(struct report_writer *writer, const struct output_row *row,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct output_row shown = *row;
    shown.notes = &writer->notes;
    if (writer->pseudonyms.are_used) {
        const char **values = ARENA_ARRAY(arena, const char *, row->count);
        for (size_t i = 0; i < row->count; i++) {
            values[i] = hide_person(writer, writer->columns[i].kind, row->values[i], arena);
        }
        shown.values = values;
    }
    writer->output->row(&writer->piece, &shown, !writer->has_rows);
    writer->has_rows = true;
    return flush(writer, error);
}

enum status report_writer_end(struct report_writer *writer, struct error *error)
{
    writer->output->end(&writer->piece);
    return flush(writer, error);
}

enum status report_writer_table(struct report_writer *writer, const struct disclosure_table *table,
                                struct error *error)
{
    enum status status = report_writer_begin(writer, error);
    for (size_t i = 0; i < table->count && status == STATUS_OK; i++) {
        const struct disclosure_row *row = &table->rows[i];
        status = report_writer_row(writer,
                                   &(struct output_row){.columns = writer->columns,
                                                        .count = table->column_count,
                                                        .values = row->values,
                                                        .is_number = row->is_number,
                                                        .is_hidden = row->is_hidden},
                                   error);
    }
    return status == STATUS_OK ? report_writer_end(writer, error) : status;
}
