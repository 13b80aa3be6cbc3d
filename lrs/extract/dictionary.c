/* SPDX-License-Identifier: Apache-2.0 */

/* Markdown of one shape, line by line: a heading, a sentence, "Key:" and "Index:", a table. */
#include "extract/dictionary.h"

#include "base/buffer.h"
#include "store/views.h"

#include <assert.h>
#include <string.h>

extern const struct embedded_file extract_tables[];

enum { CELLS = 5, LINE_MAX = 4096 };

static const struct dictionary_type types[] = {
    {.name = "person", .sql = "TEXT", .is_person = true},
    {.name = "id", .sql = "TEXT", .is_id = true},
    {.name = "iri", .sql = "TEXT"},
    {.name = "text", .sql = "TEXT"},
    {.name = "time", .sql = "TEXT"},
    {.name = "day", .sql = "TEXT"},
    {.name = "integer", .sql = "INTEGER"},
    {.name = "number", .sql = "REAL"},
    {.name = "flag", .sql = "INTEGER"},
};

static const char *const header[CELLS] = {"column", "type", "unit", "clause", "meaning"};

struct reading {
    struct arena *arena;
    struct dictionary *dictionary;
    struct dictionary_table *table; /* the last; NULL: none yet */
    size_t line;
    bool is_told;     /* the sentence about its rows has ended */
    bool is_in_table; /* behind the header */
};

static const struct dictionary_type *find_type(const char *name)
{
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (strcmp(types[i].name, name) == 0) {
            return &types[i];
        }
    }
    return NULL;
}

static bool has_column(const struct dictionary_table *table, struct text name)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (text_is(name, table->columns[i].name)) {
            return true;
        }
    }
    return false;
}

/* For people who read it in a table: without the marks of Markdown. */
static const char *plain(struct reading *reading, struct text text)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(LINE_MAX);
    for (size_t i = 0; i < text.length; i++) {
        bool is_mark = text.data[i] == '`' ||
                       (text.data[i] == '\\' && i + 1 < text.length && text.data[i + 1] == '|');
        if (!is_mark) {
            buffer_add_character(&out, text.data[i]);
        }
    }
    return arena_copy(reading->arena, buffer_text(&out));
}

static enum status begin_table(struct reading *reading, struct text name, struct error *error)
{
    if (reading->dictionary->count == DICTIONARY_TABLES_MAX) {
        return FAIL(error, STATUS_INVALID, "more than %d tables", DICTIONARY_TABLES_MAX);
    }
    struct dictionary_table *table = ARENA_NEW(reading->arena, struct dictionary_table);
    table->name = arena_copy(reading->arena, name);
    table->meaning = "";
    table->key = "";
    reading->dictionary->tables[reading->dictionary->count++] = table;
    reading->table = table;
    reading->is_told = false;
    reading->is_in_table = false;
    return STATUS_OK;
}

/* "| a | b |" as cells; a '|' behind a backslash is no border. Tells how many there are. */
static size_t split_cells(struct text line, struct text cells[CELLS])
{
    size_t count = 0;
    size_t begin = 1;
    for (size_t i = 1; i < line.length; i++) {
        if (line.data[i] == '|' && line.data[i - 1] != '\\') {
            if (count < CELLS) {
                cells[count] = text_trim((struct text){line.data + begin, i - begin});
            }
            count++;
            begin = i + 1;
        }
    }
    return count;
}

static enum status add_column(struct reading *reading, const struct text cells[CELLS],
                              struct error *error)
{
    struct dictionary_table *table = reading->table;
    const char *type = arena_copy(reading->arena, cells[1]);
    struct dictionary_column column = {.name = arena_copy(reading->arena, cells[0]),
                                       .type = find_type(type),
                                       .unit = plain(reading, cells[2]),
                                       .clause = plain(reading, cells[3]),
                                       .meaning = plain(reading, cells[4])};
    if (column.type == NULL) {
        return FAIL(error, STATUS_INVALID, "'%s' is no type of columns", type);
    }
    if (column.meaning[0] == '\0' || has_column(table, cells[0])) {
        return FAIL(error, STATUS_INVALID, "the column '%s' has no meaning or is there twice",
                    column.name);
    }
    if (table->column_count == DICTIONARY_COLUMNS_MAX) {
        return FAIL(error, STATUS_INVALID, "more than %d columns", DICTIONARY_COLUMNS_MAX);
    }
    table->columns[table->column_count++] = column;
    return STATUS_OK;
}

static enum status read_row(struct reading *reading, struct text line, struct error *error)
{
    struct text cells[CELLS] = {{0}};
    if (split_cells(line, cells) != CELLS) {
        return FAIL(error, STATUS_INVALID, "a row must have %d cells", CELLS);
    }
    if (reading->is_in_table) {
        return text_starts_with(cells[0], "---") ? STATUS_OK : add_column(reading, cells, error);
    }
    for (size_t i = 0; i < CELLS; i++) {
        if (!text_is(cells[i], header[i])) {
            return FAIL(error, STATUS_INVALID, "the header's cell must be '%s'", header[i]);
        }
    }
    reading->is_in_table = true;
    return STATUS_OK;
}

static enum status add_index(struct reading *reading, struct text columns, struct error *error)
{
    for (size_t i = 0; i < DICTIONARY_INDEXES_MAX; i++) {
        if (reading->table->indexes[i] == NULL) {
            reading->table->indexes[i] = arena_copy(reading->arena, columns);
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID, "more than %d indexes", DICTIONARY_INDEXES_MAX);
}

static struct text behind(struct text line, const char *prefix)
{
    size_t length = strlen(prefix);
    return (struct text){line.data + length, line.length - length};
}

/* Until a blank line; what stands behind is for people alone. */
static void add_meaning(struct reading *reading, struct text line)
{
    struct dictionary_table *table = reading->table;
    bool ends = line.length == 0;
    if (!ends && !reading->is_told) {
        table->meaning = arena_print(reading->arena, "%s%s%s", table->meaning,
                                     table->meaning[0] == '\0' ? "" : " ", plain(reading, line));
    }
    reading->is_told = reading->is_told || (ends && table->meaning[0] != '\0');
}

static enum status read_line(struct reading *reading, struct text line, struct error *error)
{
    if (text_starts_with(line, "## ")) {
        return begin_table(reading, behind(line, "## "), error);
    }
    if (reading->table == NULL) {
        return STATUS_OK;
    }
    if (text_starts_with(line, "Key: ")) {
        reading->table->key = arena_copy(reading->arena, behind(line, "Key: "));
        return STATUS_OK;
    }
    if (text_starts_with(line, "Index: ")) {
        return add_index(reading, behind(line, "Index: "), error);
    }
    if (text_starts_with(line, "|")) {
        return read_row(reading, line, error);
    }
    add_meaning(reading, line);
    return STATUS_OK;
}

static enum status check_columns(const struct dictionary_table *table, const char *names,
                                 struct error *error)
{
    struct text rest = text_of(names);
    struct text name;
    while (names[0] != '\0' && text_split(&rest, ',', &name)) {
        name = text_trim(name);
        if (!has_column(table, name)) {
            return FAIL(error, STATUS_INVALID,
                        "%s: its key or an index names '%.*s', which is no "
                        "column of it",
                        table->name, TEXT_ARGUMENTS(name));
        }
    }
    return STATUS_OK;
}

static enum status check_table(const struct dictionary_table *table, struct error *error)
{
    if (table->column_count == 0 || table->meaning[0] == '\0') {
        return FAIL(error, STATUS_INVALID, "%s: it has no columns, or its rows no meaning",
                    table->name);
    }
    enum status status = check_columns(table, table->key, error);
    for (size_t i = 0; i < DICTIONARY_INDEXES_MAX && table->indexes[i] != NULL; i++) {
        status = status == STATUS_OK ? check_columns(table, table->indexes[i], error) : status;
    }
    return status;
}

enum status dictionary_read(struct text markdown, struct arena *arena,
                            struct dictionary *dictionary, struct error *error)
{
    struct reading reading = {.arena = arena, .dictionary = dictionary};
    size_t first = dictionary->count;
    struct text rest = markdown;
    struct text line;
    enum status status = STATUS_OK;
    while (status == STATUS_OK && text_split(&rest, '\n', &line)) {
        reading.line++;
        status = read_line(&reading, text_trim(line), error);
        if (status != STATUS_OK) {
            error_locate(error, "line %zu", reading.line);
        }
    }
    for (size_t i = first; i < dictionary->count && status == STATUS_OK; i++) {
        status = check_table(dictionary->tables[i], error);
    }
    return status;
}

enum status dictionary_load(struct arena *arena, struct dictionary *out, struct error *error)
{
    struct text views = embedded_file_find(store_views, "views.md");
    struct text tables = embedded_file_find(extract_tables, "tables.md");
    assert(views.data != NULL && tables.data != NULL);
    *out = (struct dictionary){.count = 0};
    enum status status = dictionary_read(views, arena, out, error);
    return status == STATUS_OK ? dictionary_read(tables, arena, out, error) : status;
}

const struct dictionary_table *dictionary_find(const struct dictionary *dictionary,
                                               const char *name)
{
    for (size_t i = 0; i < dictionary->count; i++) {
        if (strcmp(dictionary->tables[i]->name, name) == 0) {
            return dictionary->tables[i];
        }
    }
    return NULL;
}
