/* SPDX-License-Identifier: Apache-2.0 */

/* Runs a report's SQL: named parameters in, rows of text out. */
#include "store/report_query.h"

#include "base/arena.h"
#include "base/buffer.h"
#include "base/clock.h"
#include "base/timestamp.h"
#include "store/internal.h"
#include "store/narrowing.h"

#include <string.h>

enum { REPORT_SQL_LIMIT = 64 * 1024, REPORT_PARAMETERS_MAX = 20 };

/* A report's SQL on its way to the engine's: `:name` becomes `$n`, numbered by first appearance. */
struct rewriting {
    const struct report_parameter *parameters;
    size_t parameter_count;
    struct buffer sql;
    struct text names[REPORT_PARAMETERS_MAX];
    struct value values[REPORT_PARAMETERS_MAX];
    size_t count;
};

static bool is_name_character(char character)
{
    return character == '_' || (character >= 'a' && character <= 'z');
}

static struct text name_at(const char *sql)
{
    size_t length = 0;
    while (is_name_character(sql[length])) {
        length++;
    }
    return (struct text){sql, length};
}

static enum status number_of(struct rewriting *rewriting, struct text name, size_t *out,
                             struct error *error)
{
    for (size_t i = 0; i < rewriting->count; i++) {
        if (text_equals(rewriting->names[i], name)) {
            *out = i + 1;
            return STATUS_OK;
        }
    }
    for (size_t i = 0; i < rewriting->parameter_count; i++) {
        if (text_is(name, rewriting->parameters[i].name) &&
            rewriting->count < REPORT_PARAMETERS_MAX) {
            rewriting->names[rewriting->count] = name;
            rewriting->values[rewriting->count++] = value_string(rewriting->parameters[i].value);
            *out = rewriting->count;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INTERNAL, "the report has no parameter ':%.*s'",
                TEXT_ARGUMENTS(name));
}

/* Comments and quoted text are copied as they are. */
static const char *skip_verbatim(const char *sql)
{
    if (sql[0] == '-' && sql[1] == '-') {
        return sql + strcspn(sql, "\n");
    }
    if (sql[0] == '\'' || sql[0] == '"') {
        const char *end = strchr(sql + 1, sql[0]);
        return end == NULL ? sql + strlen(sql) : end + 1;
    }
    return sql;
}

static enum status rewrite(struct rewriting *rewriting, const char *sql, struct error *error)
{
    while (*sql != '\0') {
        const char *end = skip_verbatim(sql);
        if (end > sql) {
            buffer_add(&rewriting->sql, sql, (size_t)(end - sql));
            sql = end;
            continue;
        }
        struct text name = name_at(sql + 1);
        if (*sql != ':' || name.length == 0) {
            buffer_add_character(&rewriting->sql, *sql++);
            continue;
        }
        size_t number = 0;
        enum status status = number_of(rewriting, name, &number, error);
        if (status != STATUS_OK) {
            return status;
        }
        /* An engine that types parameters must be told: NULL may be given. */
        buffer_print(&rewriting->sql, "CAST($%zu AS TEXT)", number);
        sql += 1 + name.length;
    }
    return buffer_check(&rewriting->sql, "the report's SQL", error);
}

static const char *hexadecimal(struct text bytes, struct arena *arena)
{
    static const char digits[] = "0123456789abcdef";
    char *text = ARENA_ARRAY(arena, char, 2 * bytes.length + 1);
    for (size_t i = 0; i < bytes.length; i++) {
        unsigned char byte = (unsigned char)bytes.data[i];
        text[2 * i] = digits[byte >> 4];
        text[2 * i + 1] = digits[byte & 0xf];
    }
    return text;
}

const char *value_as_text(struct value value, struct arena *arena)
{
    switch (value.kind) {
    case VALUE_NULL:
        return NULL;
    case VALUE_INTEGER:
        return arena_print(arena, "%lld", (long long)value.integer);
    case VALUE_REAL:
        return arena_print(arena, "%.15g", value.real);
    case VALUE_TEXT:
        return arena_copy(arena, value.bytes);
    case VALUE_BLOB:
        return hexadecimal(value.bytes, arena);
    }
    return NULL;
}

static enum status visit_row(struct cursor *cursor, const char *const *names, size_t count,
                             report_visitor visit, void *context, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char **values = ARENA_ARRAY(arena, const char *, count);
    bool *is_number = ARENA_ARRAY(arena, bool, count);
    for (size_t i = 0; i < count; i++) {
        struct value value = cursor_column(cursor, i);
        values[i] = value_as_text(value, arena);
        is_number[i] = value.kind == VALUE_INTEGER || value.kind == VALUE_REAL;
    }
    const struct report_row row = {
        .count = count, .names = names, .values = values, .is_number = is_number};
    return visit(context, &row, error);
}

/* Who takes the rows that a cursor finds. */
struct taking {
    enum status (*take)(const struct taking *taking, struct cursor *cursor, struct error *error);
    report_visitor visit;
    number_visitor visit_numbers;
    void *context;
};

static enum status take_texts(const struct taking *taking, struct cursor *cursor,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t count = cursor->connection->backend->column_count(cursor);
    const char **names = ARENA_ARRAY(arena, const char *, count);
    for (size_t i = 0; i < count; i++) {
        names[i] = arena_copy_string(arena, cursor->connection->backend->column_name(cursor, i));
    }
    for (;;) {
        bool row = false;
        enum status status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            return status;
        }
        status = visit_row(cursor, names, count, taking->visit, taking->context, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
}

static enum status take_numbers(const struct taking *taking, struct cursor *cursor,
                                struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const size_t count = cursor->connection->backend->column_count(cursor);
    int64_t *values = ARENA_ARRAY(arena, int64_t, count);
    for (;;) {
        bool row = false;
        enum status status = cursor_step(cursor, &row, error);
        if (status != STATUS_OK || !row) {
            return status;
        }
        for (size_t i = 0; i < count; i++) {
            values[i] = cursor_integer(cursor, i);
        }
        status = taking->visit_numbers(taking->context, values, count, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
}

static enum status run(struct connection *reader, const struct rewriting *rewriting,
                       const struct taking *taking, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin_walk(reader, rewriting->sql.data, rewriting->values,
                                           rewriting->count, &cursor, error);
    return status == STATUS_OK ? taking->take(taking, cursor, error) : status;
}

static enum status run_rewritten(struct connection *reader, const struct report_query *query,
                                 const struct taking *taking, struct error *error)
{
    struct rewriting rewriting = {.parameters = query->parameters,
                                  .parameter_count = query->parameter_count,
                                  .sql = BUFFER_INIT(REPORT_SQL_LIMIT)};
    enum status status = rewrite(&rewriting, query->sql, error);
    status = status == STATUS_OK ? run(reader, &rewriting, taking, error) : status;
    buffer_finish(&rewriting.sql);
    return status;
}

static enum status run_narrowed(struct connection *reader, const struct report_query *query,
                                const struct taking *taking, struct error *error)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(REPORT_SQL_LIMIT);
    struct report_parameter parameters[REPORT_PARAMETERS_MAX];
    char now[TIMESTAMP_SIZE];
    struct report_query narrowed = {.parameters = parameters, .parameter_count = 2};
    if (query->parameter_count + 2 > REPORT_PARAMETERS_MAX) {
        return FAIL(error, STATUS_INTERNAL, "the report has more than %d parameters",
                    REPORT_PARAMETERS_MAX - 2);
    }
    timestamp_format(clock_now_us(), now);
    parameters[0] = (struct report_parameter){NARROWING_ORGANISATION, query->organisation};
    parameters[1] = (struct report_parameter){NARROWING_NOW, now};
    for (size_t i = 0; i < query->parameter_count; i++) {
        parameters[narrowed.parameter_count++] = query->parameters[i];
    }
    enum status status = narrowing_write(reader->backend, query->sql, &sql, error);
    narrowed.sql = sql.data;
    return status == STATUS_OK ? run_rewritten(reader, &narrowed, taking, error) : status;
}

static enum status ask(struct connection *reader, const struct report_query *query,
                       const struct taking *taking, struct error *error)
{
    return query->organisation == NULL ? run_rewritten(reader, query, taking, error)
                                       : run_narrowed(reader, query, taking, error);
}

enum status report_query_ask(struct connection *reader, const struct report_query *query,
                             report_visitor visit, void *context, struct error *error)
{
    const struct taking taking = {.take = take_texts, .visit = visit, .context = context};
    return ask(reader, query, &taking, error);
}

enum status report_query_ask_numbers(struct connection *reader, const struct report_query *query,
                                     number_visitor visit, void *context, struct error *error)
{
    const struct taking taking = {.take = take_numbers, .visit_numbers = visit, .context = context};
    return ask(reader, query, &taking, error);
}

enum status store_ask_report(struct store *store, const struct report_query *query,
                             report_visitor visit, void *context, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = report_query_ask(reader, query, visit, context, error);
    store_return_reader(store, reader);
    return status;
}

const char *store_sums(const struct store *store)
{
    return store->connection->backend->sums;
}

/* Seven parameters, as the published interface has them. */
enum status store_run_report(struct store *store, // NOLINT(readability-function-size)
                             const char *sql, const struct report_parameter *parameters,
                             size_t parameter_count, report_visitor visit, void *context,
                             struct error *error)
{
    const struct report_query query = {
        .sql = sql, .parameters = parameters, .parameter_count = parameter_count};
    return store_ask_report(store, &query, visit, context, error);
}
