/* SPDX-License-Identifier: Apache-2.0 */

/* Finding a report, and running it. */
#include "reports/reports.h"

#include "reports/conformance_share.h"
#include "reports/output.h"
#include "reports/pseudonyms.h"
#include "reports/question.h"
#include "reports/wider.h"
#include "reports/writer.h"

const struct report *report_find(struct text name)
{
    for (const struct report *report = report_table; report->name != NULL; report++) {
        if (text_is(name, report->name)) {
            return report;
        }
    }
    return NULL;
}

enum status report_format_read(struct text name, enum report_format *out, struct error *error)
{
    for (int i = 0; i < REPORT_FORMAT_COUNT; i++) {
        if (text_is(name, report_outputs[i].name)) {
            *out = (enum report_format)i;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID, "format: '%.*s' is none of csv, csv-bom, json, ndjson",
                TEXT_ARGUMENTS(name));
}

const char *report_content_type(enum report_format format)
{
    return report_outputs[format].content_type;
}

static enum status write_row(void *context, const struct report_row *row, struct error *error)
{
    struct report_writer *writer = context;
    return report_writer_row(writer,
                             &(struct output_row){.columns = writer->columns,
                                                  .count = row->count,
                                                  .values = row->values,
                                                  .is_number = row->is_number},
                             error);
}

static enum status run_plain(const struct question *question, struct report_writer *writer,
                             struct error *error)
{
    enum status status = report_writer_begin(writer, error);
    status = status == STATUS_OK ? question_ask(question, write_row, writer, error) : status;
    return status == STATUS_OK ? report_writer_end(writer, error) : status;
}

static enum status run_collecting(const struct report_request *request,
                                  const struct question *question, struct report_writer *writer,
                                  struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct disclosure_table table;
    struct disclosure_wider wider;
    enum status status = question_collect(question, arena, &table, error);
    if (status == STATUS_OK) {
        status = wider_collect(question, request->disclosure, &table, arena, &wider, error);
    }
    if (status == STATUS_OK) {
        status = disclosure_apply(request->disclosure, &table, &wider, arena, error);
    }
    return status == STATUS_OK ? report_writer_table(writer, &table, error) : status;
}

static enum status write_report(const struct report_request *request,
                                const struct question *question, struct report_writer *writer,
                                struct error *error)
{
    enum status status = STATUS_OK;
    if (!request->names_people) {
        status = pseudonyms_use(question->store, question->columns, &writer->pseudonyms, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool is_plain = request->disclosure->bound == 0 && !question->previous.is_asked &&
                    request->report->complete == NULL;
    return is_plain ? run_plain(question, writer, error)
                    : run_collecting(request, question, writer, error);
}

enum status report_run(struct store *store, const struct report_request *request, report_sink sink,
                       void *context, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct report_field *columns = request->report->columns;
    struct question question = {.count = 0};
    enum status status = disclosure_check_columns(columns, error);
    if (status == STATUS_OK) {
        status =
            disclosure_check_persons(request->disclosure, columns, request->report->name, error);
    }
    status = status == STATUS_OK ? question_make(store, request, arena, &question, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    char conformance[CONFORMANCE_SHARE_SIZE] = "";
    if (conformance_share_belongs_to(request->report)) {
        status = conformance_share_read(store, request->organisation, conformance, error);
    }
    struct report_writer writer;
    report_writer_init(&writer, question.columns, request->format, request->disclosure);
    writer.notes.conformance = conformance;
    writer.sink = sink;
    writer.context = context;
    status = status == STATUS_OK ? write_report(request, &question, &writer, error) : status;
    report_writer_finish(&writer);
    return status;
}
