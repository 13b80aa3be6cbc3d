/* SPDX-License-Identifier: Apache-2.0 */

/* Finding a report, checking its parameters, running it. */
#include "reports/reports.h"

#include "base/clock.h"
#include "base/embed.h"
#include "base/london.h"
#include "reports/chosen.h"
#include "reports/output.h"
#include "reports/previous.h"
#include "reports/pseudonyms.h"
#include "reports/rows.h"
#include "reports/segment_fields.h"
#include "reports/writer.h"

#include <assert.h>
#include <string.h>

extern const struct embedded_file report_queries[];

enum { PARAMETERS_MAX = 16, VALUE_LENGTH_MAX = 2048, SQL_LIMIT = 64 * 1024 };

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

static const char *default_of(const struct report_field *field, struct arena *arena)
{
    if (!field->is_day || field->default_value == NULL) {
        return field->default_value;
    }
    char *today = ARENA_ARRAY(arena, char, DAY_TEXT_SIZE);
    day_format(london_day(clock_now_us()), today);
    return today;
}

/* All parameters of the report with their values or defaults, as the store wants them. */
static enum status fill_parameters(const struct report_request *request, struct arena *arena,
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
        out[count].value =
            values[count] != NULL ? values[count] : default_of(&fields[count], arena);
    }
    *out_count = count;
    return STATUS_OK;
}

/* The request without `compare`, where the report takes it. */
static enum status take_comparison(const struct report_request *request, struct arena *arena,
                                   struct report_request *out, bool *out_compares,
                                   struct error *error)
{
    struct report_parameter *parameters =
        ARENA_ARRAY(arena, struct report_parameter, request->parameter_count + 1);
    out->parameters = parameters;
    out->parameter_count = 0;
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct report_parameter *given = &request->parameters[i];
        if (strcmp(given->name, previous_parameter.name) != 0 ||
            !previous_is_offered(request->report)) {
            parameters[out->parameter_count++] = *given;
        } else if (*out_compares) {
            return FAIL(error, STATUS_INVALID, "compare: given twice; give it once");
        } else if (given->value == NULL ||
                   !is_allowed(&previous_parameter, text_of(given->value))) {
            return FAIL(error, STATUS_INVALID, "compare: may only be 'previous'");
        } else {
            *out_compares = true;
        }
    }
    return STATUS_OK;
}

/* One question to the store, and whether the span before is asked, too. */
struct question {
    const char *sql;
    bool by_segment;
    const char *organisation;
    struct report_parameter parameters[PARAMETERS_MAX];
    size_t count;
    struct previous previous;
    const struct report_field *columns; /* of the answer */
};

static enum status ask_store(struct store *store, const struct question *question,
                             report_visitor visit, void *context, struct error *error)
{
    AUTO(buffer_finish) struct buffer chosen = BUFFER_INIT(SQL_LIMIT);
    struct report_query query = {.sql = question->sql,
                                 .parameters = question->parameters,
                                 .parameter_count = question->count,
                                 .organisation = question->organisation};
    if (question->by_segment) {
        enum status status = chosen_write(question->sql, &query, &chosen, error);
        if (status != STATUS_OK) {
            return status;
        }
        query.sql = chosen.data;
    }
    return store_ask_report(store, &query, visit, context, error);
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

static enum status run_plain(struct store *store, const struct question *question,
                             struct report_writer *writer, struct error *error)
{
    enum status status = report_writer_begin(writer, error);
    status = status == STATUS_OK ? ask_store(store, question, write_row, writer, error) : status;
    return status == STATUS_OK ? report_writer_end(writer, error) : status;
}

static enum status collect_span(struct store *store, const struct report *report,
                                const struct question *question, struct arena *arena,
                                struct disclosure_table *out, struct error *error)
{
    struct report_rows rows = {.arena = arena, .table.columns = report->columns};
    enum status status = ask_store(store, question, report_rows_add, &rows, error);
    *out = rows.table;
    for (size_t i = 0; i < out->count && i < REPORT_COMPLETED_MAX && status == STATUS_OK; i++) {
        if (report->complete != NULL) {
            status = report->complete(store, &out->rows[i], arena, error);
        }
    }
    return status;
}

static enum status collect(struct store *store, const struct report *report,
                           const struct question *question, struct arena *arena,
                           struct disclosure_table *out, struct error *error)
{
    enum status status = collect_span(store, report, question, arena, out, error);
    if (status != STATUS_OK || !question->previous.is_asked) {
        return status;
    }
    struct question earlier = *question;
    for (size_t i = 0; i < earlier.count; i++) {
        earlier.parameters[i].value = previous_value(&question->previous, &question->parameters[i]);
    }
    struct disclosure_table before;
    status = collect_span(store, report, &earlier, arena, &before, error);
    if (status == STATUS_OK) {
        *out = previous_join(&question->previous, out, &before, question->columns, arena);
    }
    return status;
}

/* The same question with each narrowing parameter left out in turn. */
static enum status collect_wider(struct store *store, const struct report *report,
                                 const struct question *question, struct arena *arena,
                                 struct disclosure_wider *out, struct error *error)
{
    struct disclosure_table *tables = ARENA_ARRAY(arena, struct disclosure_table, PARAMETERS_MAX);
    for (size_t i = 0; i < question->count; i++) {
        if (!report->parameters[i].narrows || question->parameters[i].value == NULL) {
            continue;
        }
        struct question wider = *question;
        wider.parameters[i].value = NULL;
        enum status status = collect(store, report, &wider, arena, &tables[out->count++], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    out->tables = tables;
    return STATUS_OK;
}

/* Leaves the rows of the division, and takes its name off them. */
static void keep_division(struct disclosure_table *table, const char *division)
{
    const size_t place = position_of(table->columns, DIVISION);
    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        const char *value = table->rows[i].values[place];
        if (value != NULL && strcmp(value, division) == 0) {
            table->rows[i].values[place] = NULL;
            table->rows[kept++] = table->rows[i];
        }
    }
    table->count = kept;
}

/* A report of which something is to be hidden. */
struct hiding {
    struct store *store;
    const struct report_request *request;
    struct arena *arena;
};

/* As somebody sees it who asks for the breakdown by the parameter instead of one value of it. */
static enum status collect_broken_down(const struct hiding *hiding, const struct question *question,
                                       size_t parameter, struct disclosure_table *out,
                                       struct error *error)
{
    const struct report *report = hiding->request->report;
    const struct report_parameter *asked = &question->parameters[parameter];
    struct question whole = *question;
    struct disclosure_wider wider = {.count = 0};
    whole.parameters[parameter].value = NULL;
    whole.parameters[position_of(report->parameters, BREAKDOWN)].value =
        chosen_breakdown(asked->name);
    enum status status = collect(hiding->store, report, &whole, hiding->arena, out, error);
    if (status == STATUS_OK) {
        status = collect_wider(hiding->store, report, &whole, hiding->arena, &wider, error);
    }
    if (status == STATUS_OK) {
        status = disclosure_apply(hiding->request->disclosure, out, &wider, hiding->arena, error);
    }
    if (status == STATUS_OK) {
        keep_division(out, asked->value);
    }
    return status;
}

/* An answer that is broken down already would have two divisions then; see README.md. */
static enum status collect_all_broken_down(const struct hiding *hiding,
                                           const struct question *question,
                                           struct disclosure_wider *out, struct error *error)
{
    const struct report_field *parameters = hiding->request->report->parameters;
    const size_t breakdown = position_of(parameters, BREAKDOWN);
    if (parameters[breakdown].name == NULL || question->parameters[breakdown].value != NULL) {
        return STATUS_OK;
    }
    struct disclosure_table *tables =
        ARENA_ARRAY(hiding->arena, struct disclosure_table, PARAMETERS_MAX);
    for (size_t i = 0; i < question->count; i++) {
        const struct report_parameter *parameter = &question->parameters[i];
        if (parameter->value == NULL || chosen_breakdown(parameter->name) == NULL) {
            continue;
        }
        enum status status =
            collect_broken_down(hiding, question, i, &tables[out->broken_down_count++], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    out->broken_down = tables;
    return STATUS_OK;
}

static enum status run_collecting(struct store *store, const struct report_request *request,
                                  const struct question *question, struct report_writer *writer,
                                  struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct report *report = request->report;
    struct disclosure_table table;
    struct disclosure_wider wider = {.count = 0};
    enum status status = collect(store, report, question, arena, &table, error);
    if (status == STATUS_OK && request->disclosure->hides_seconds) {
        status = collect_wider(store, report, question, arena, &wider, error);
    }
    if (status == STATUS_OK && request->disclosure->hides_seconds) {
        const struct hiding hiding = {store, request, arena};
        status = collect_all_broken_down(&hiding, question, &wider, error);
    }
    if (status == STATUS_OK) {
        status = disclosure_apply(request->disclosure, &table, &wider, arena, error);
    }
    return status == STATUS_OK ? report_writer_table(writer, &table, error) : status;
}

/* The question as the store and disclosure control want it. Borrows from the request and the
 * arena. */
static enum status make_question(const struct report_request *request, struct arena *arena,
                                 struct question *out, struct error *error)
{
    const struct report *report = request->report;
    struct report_request own = *request;
    bool compares = false;
    enum status status = take_comparison(request, arena, &own, &compares, error);
    status = status == STATUS_OK ? fill_parameters(&own, arena, out->parameters, &out->count, error)
                                 : status;
    if (status == STATUS_OK && compares) {
        status = previous_begin(out->parameters, out->count, &out->previous, error);
    }
    struct text sql = embedded_file_find(report_queries, report->sql_file);
    assert(sql.data != NULL);
    out->sql = sql.data;
    out->by_segment = report->by_segment;
    out->organisation = request->organisation;
    out->columns = compares ? previous_columns(report->columns, arena) : report->columns;
    return status;
}

static enum status write_report(struct store *store, const struct report_request *request,
                                const struct question *question, struct report_writer *writer,
                                struct error *error)
{
    enum status status = STATUS_OK;
    if (!request->names_people) {
        status = pseudonyms_use(store, question->columns, &writer->pseudonyms, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    bool is_plain = request->disclosure->bound == 0 && !question->previous.is_asked &&
                    request->report->complete == NULL;
    return is_plain ? run_plain(store, question, writer, error)
                    : run_collecting(store, request, question, writer, error);
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
    status = status == STATUS_OK ? make_question(request, arena, &question, error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    struct report_writer writer;
    report_writer_init(&writer, question.columns, request->format, request->disclosure);
    writer.sink = sink;
    writer.context = context;
    status = write_report(store, request, &question, &writer, error);
    report_writer_finish(&writer);
    return status;
}
