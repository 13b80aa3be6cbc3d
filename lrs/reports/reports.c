/* SPDX-License-Identifier: Apache-2.0 */

/* Finding a report, checking its parameters, running it. */
#include "reports/reports.h"

#include "base/embed.h"
#include "base/london.h"
#include "reports/output.h"

#include <assert.h>

extern const struct embedded_file report_queries[];

enum { PARAMETERS_MAX = 16, VALUE_LENGTH_MAX = 2048, ROW_LIMIT = 1024 * 1024 };

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
    return FAIL(error, STATUS_INVALID, "format: '%.*s' is none of csv, json, ndjson",
                TEXT_ARGUMENTS(name));
}

const char *report_content_type(enum report_format format)
{
    return report_outputs[format].content_type;
}

static size_t position_of(const struct report_field *fields, const char *name)
{
    size_t position = 0;
    while (fields[position].name != NULL && !text_is(text_of(name), fields[position].name)) {
        position++;
    }
    return position;
}

static bool is_allowed(const struct report_field *field, struct text value)
{
    int64_t day = 0;
    if (field->is_day) {
        return value.length == DAY_TEXT_SIZE - 1 && day_parse(value, &day);
    }
    if (field->values == NULL) {
        return value.length <= VALUE_LENGTH_MAX;
    }
    struct text rest = text_of(field->values);
    struct text allowed;
    while (text_split(&rest, '|', &allowed)) {
        if (text_equals(allowed, value)) {
            return true;
        }
    }
    return false;
}

static const char *allowed_values(const struct report_field *field)
{
    if (field->is_day) {
        return "the days YYYY-MM-DD";
    }
    return field->values != NULL ? field->values : "the texts of up to 2048 bytes";
}

static enum status take_parameter(const struct report *report,
                                  const struct report_parameter *parameter, const char **values,
                                  struct error *error)
{
    size_t position = position_of(report->parameters, parameter->name);
    const struct report_field *field = &report->parameters[position];
    if (field->name == NULL) {
        return FAIL(error, STATUS_INVALID, "%.100s: the report '%s' has no such parameter",
                    parameter->name, report->name);
    }
    if (values[position] != NULL) {
        return FAIL(error, STATUS_INVALID, "%s: given twice; give it once", field->name);
    }
    if (parameter->value == NULL) {
        return FAIL(error, STATUS_INVALID, "%s: has no value", field->name);
    }
    if (!is_allowed(field, text_of(parameter->value))) {
        return FAIL(error, STATUS_INVALID, "%s: '%.100s' is none of %s", field->name,
                    parameter->value, allowed_values(field));
    }
    values[position] = parameter->value;
    return STATUS_OK;
}

/* All parameters of the report with their values or defaults, as the store wants them. */
static enum status fill_parameters(const struct report_request *request,
                                   struct report_parameter *out, size_t *out_count,
                                   struct error *error)
{
    const struct report_field *fields = request->report->parameters;
    const char *values[PARAMETERS_MAX] = {0};
    for (size_t i = 0; i < request->parameter_count; i++) {
        enum status status =
            take_parameter(request->report, &request->parameters[i], values, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    size_t count = 0;
    for (; fields[count].name != NULL; count++) {
        assert(count < PARAMETERS_MAX);
        out[count].name = fields[count].name;
        out[count].value = values[count] != NULL ? values[count] : fields[count].default_value;
    }
    *out_count = count;
    return STATUS_OK;
}

/* A report on its way out. */
struct run {
    const struct report_output *output;
    struct buffer piece;
    bool has_rows;
    report_sink sink;
    void *context;
};

static enum status flush(struct run *run, struct error *error)
{
    enum status status = buffer_check(&run->piece, "a row of the report", error);
    if (status == STATUS_OK && run->piece.length > 0) {
        status = run->sink(run->context, buffer_text(&run->piece), error);
    }
    buffer_clear(&run->piece);
    return status;
}

static enum status write_row(void *context, const struct report_row *row, struct error *error)
{
    struct run *run = context;
    run->output->row(&run->piece, row, !run->has_rows);
    run->has_rows = true;
    return flush(run, error);
}

static enum status write_report(struct store *store, const struct report_request *request,
                                struct run *run, struct error *error)
{
    struct report_parameter parameters[PARAMETERS_MAX];
    size_t count = 0;
    enum status status = fill_parameters(request, parameters, &count, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text sql = embedded_file_find(report_queries, request->report->sql_file);
    assert(sql.data != NULL);
    run->output->begin(&run->piece, request->report);
    status = store_run_report(store, sql.data, parameters, count, write_row, run, error);
    if (status != STATUS_OK) {
        return status;
    }
    run->output->end(&run->piece);
    return flush(run, error);
}

enum status report_run(struct store *store, const struct report_request *request, report_sink sink,
                       void *context, struct error *error)
{
    struct run run = {.output = &report_outputs[request->format],
                      .piece = BUFFER_INIT(ROW_LIMIT),
                      .sink = sink,
                      .context = context};
    enum status status = write_report(store, request, &run, error);
    buffer_finish(&run.piece);
    return status;
}
