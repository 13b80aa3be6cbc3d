/* SPDX-License-Identifier: Apache-2.0 */

/* The published views, row by row. They are read anew each time: one statement may change rows of
 * every view, and which ones no view tells. */
#include "extract/flat.h"
#include "extract/parts.h"
#include "extract/tables.h"

#include <assert.h>
#include <string.h>

struct filling {
    struct extracting *extracting;
    const struct dictionary_table *table;
    const char *insertion;
    int64_t rows;
};

static bool is_view(const struct dictionary_table *table)
{
    return strncmp(table->name, "report_", strlen("report_")) == 0;
}

static enum status add_row(void *context, const struct report_row *row, struct error *error)
{
    struct filling *filling = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct value values[DICTIONARY_COLUMNS_MAX];
    assert(row->count == filling->table->column_count);
    for (size_t i = 0; i < row->count; i++) {
        values[i] = flat_hide(&filling->table->columns[i], value_string(row->values[i]),
                              &filling->extracting->pseudonyms, arena);
    }
    filling->rows++;
    return connection_run(filling->extracting->to, filling->insertion, values, row->count, error);
}

static enum status note_table(struct extracting *extracting, const struct dictionary_table *table,
                              const int64_t *rows, struct error *error)
{
    enum status status = connection_run(
        extracting->to, "INSERT INTO contents (table_name, rows, meaning) VALUES ($1, $2, $3)",
        VALUES(value_string(table->name), rows == NULL ? value_null() : value_integer(*rows),
               value_string(table->meaning)),
        error);
    for (size_t i = 0; i < table->column_count && status == STATUS_OK; i++) {
        const struct dictionary_column *column = &table->columns[i];
        status = connection_run(
            extracting->to,
            "INSERT INTO dictionary (table_name, column_name, type, unit, clause, meaning) "
            "VALUES ($1, $2, $3, nullif($4, ''), nullif($5, ''), $6)",
            VALUES(value_string(table->name), value_string(column->name),
                   value_string(column->type->name), value_string(column->unit),
                   value_string(column->clause), value_string(column->meaning)),
            error);
    }
    return status;
}

static enum status fill(struct filling *filling, struct error *error)
{
    struct extracting *extracting = filling->extracting;
    const struct dictionary_table *table = filling->table;
    struct arena *arena = extracting->arena;
    const struct report_query query = {
        .sql = arena_print(arena, "SELECT %s FROM %s", table_columns(table, arena), table->name),
        .organisation = extracting->about.organisation};
    filling->insertion = table_insertion(table, TABLE_ASIDE, arena);
    enum status status = table_set_aside(extracting->to, table, error);
    status = status == STATUS_OK ? snapshot_ask(extracting->from, &query, add_row, filling, error)
                                 : status;
    return status == STATUS_OK ? table_make_sorted(extracting->to, table, error) : status;
}

static enum status extract_view(struct extracting *extracting, const struct dictionary_table *table,
                                struct error *error)
{
    struct filling filling = {.extracting = extracting, .table = table};
    enum status status = fill(&filling, error);
    if (status != STATUS_OK) {
        return status;
    }
    extracting->summary->tables++;
    extracting->summary->rows += filling.rows;
    return note_table(extracting, table, &filling.rows, error);
}

enum status views_extract(struct extracting *extracting, struct error *error)
{
    const struct dictionary *dictionary = &extracting->dictionary;
    enum status status = table_make(extracting->to, dictionary_find(dictionary, "contents"), error);
    if (status == STATUS_OK) {
        status = table_make(extracting->to, dictionary_find(dictionary, "dictionary"), error);
    }
    for (size_t i = 0; i < dictionary->count && status == STATUS_OK; i++) {
        const struct dictionary_table *table = dictionary->tables[i];
        status = is_view(table) ? extract_view(extracting, table, error)
                                : note_table(extracting, table, NULL, error);
    }
    return status;
}
