/* SPDX-License-Identifier: Apache-2.0 */

/* Tables with row numbers, indexed behind their rows. Types are told but not enforced
 * (STRICT), which SQLite of before 2021, as tools on older PCs have it, could not open. */
#include "extract/tables.h"

#include "base/buffer.h"

#include <string.h>

enum { SQL_MAX = 8192 };

/* A single whole number that tells rows apart is the row's number itself. */
static bool is_number_of_row(const struct dictionary_table *table,
                             const struct dictionary_column *column)
{
    return strcmp(table->key, column->name) == 0 && strcmp(column->type->sql, "INTEGER") == 0;
}

static bool is_numbered(const struct dictionary_table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_number_of_row(table, &table->columns[i])) {
            return true;
        }
    }
    return false;
}

static const char *definition(const struct dictionary_table *table, const char *name,
                              struct arena *arena)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_MAX);
    buffer_print(&sql, "CREATE TABLE %s (", name);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct dictionary_column *column = &table->columns[i];
        buffer_print(&sql, "%s\"%s\" %s%s", i == 0 ? "" : ", ", column->name, column->type->sql,
                     is_number_of_row(table, column) ? " PRIMARY KEY" : "");
    }
    buffer_add_string(&sql, ")");
    return arena_copy(arena, buffer_text(&sql));
}

enum status table_is_there(struct connection *connection, const struct dictionary_table *table,
                           bool *out, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    int64_t found = 0;
    enum status status = connection_integer(
        connection, "SELECT 1 FROM sqlite_master WHERE sql = $1",
        VALUES(value_string(definition(table, table->name, arena))), &found, error);
    *out = found != 0;
    return status;
}

enum status table_make(struct connection *connection, const struct dictionary_table *table,
                       struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    enum status status = connection_run(
        connection, arena_print(arena, "DROP TABLE IF EXISTS %s", table->name), NO_VALUES, error);
    return status == STATUS_OK
               ? connection_run(connection, definition(table, table->name, arena), NO_VALUES, error)
               : status;
}

/* The columns' names with quotes, and without blanks to make the index's name. */
static enum status make_index(struct connection *connection, const struct dictionary_table *table,
                              const char *columns, bool is_key, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    char *name = arena_copy_string(arena, columns);
    for (char *at = name; *at != '\0'; at++) {
        if (*at == ',' || *at == ' ') {
            *at = '_';
        }
    }
    const char *sql = arena_print(arena, "CREATE %sINDEX IF NOT EXISTS %s_by_%s ON %s (%s)",
                                  is_key ? "UNIQUE " : "", table->name, name, table->name, columns);
    return connection_run(connection, sql, NO_VALUES, error);
}

enum status table_index(struct connection *connection, const struct dictionary_table *table,
                        struct error *error)
{
    bool needs_key = table->key[0] != '\0' && !is_numbered(table);
    enum status status =
        needs_key ? make_index(connection, table, table->key, true, error) : STATUS_OK;
    for (size_t i = 0; i < DICTIONARY_INDEXES_MAX && table->indexes[i] != NULL; i++) {
        status = status == STATUS_OK
                     ? make_index(connection, table, table->indexes[i], false, error)
                     : status;
    }
    return status;
}

enum status table_set_aside(struct connection *connection, const struct dictionary_table *table,
                            struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    enum status status =
        connection_run(connection, "DROP TABLE IF EXISTS " TABLE_ASIDE, NO_VALUES, error);
    return status == STATUS_OK
               ? connection_run(connection, definition(table, TABLE_ASIDE, arena), NO_VALUES, error)
               : status;
}

enum status table_make_sorted(struct connection *connection, const struct dictionary_table *table,
                              struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *columns = table_columns(table, arena);
    enum status status = table_make(connection, table, error);
    if (status == STATUS_OK) {
        status = connection_run(
            connection,
            arena_print(arena, "INSERT INTO %s (%s) SELECT %s FROM " TABLE_ASIDE " ORDER BY %s",
                        table->name, columns, columns, columns),
            NO_VALUES, error);
    }
    if (status == STATUS_OK) {
        status = connection_run(connection, "DROP TABLE " TABLE_ASIDE, NO_VALUES, error);
    }
    return status == STATUS_OK ? table_index(connection, table, error) : status;
}

const char *table_columns(const struct dictionary_table *table, struct arena *arena)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_MAX);
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_print(&sql, "%s\"%s\"", i == 0 ? "" : ", ", table->columns[i].name);
    }
    return arena_copy(arena, buffer_text(&sql));
}

const char *table_insertion(const struct dictionary_table *table, const char *into,
                            struct arena *arena)
{
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(SQL_MAX);
    buffer_print(&sql, "INSERT INTO %s (%s) VALUES (", into, table_columns(table, arena));
    for (size_t i = 0; i < table->column_count; i++) {
        buffer_print(&sql, "%s$%zu", i == 0 ? "" : ", ", i + 1);
    }
    buffer_add_string(&sql, ")");
    return arena_copy(arena, buffer_text(&sql));
}
