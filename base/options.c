/* SPDX-License-Identifier: Apache-2.0 */

/* Reads a command line against a table of options, and prints the table as help. */
#include "base/options.h"

#include "base/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_MAX_LENGTH = TEXT_DISTANCE_MAX };

/* What is being read, and how far. */
struct reader {
    const struct option_table *table;
    char **arguments;
    int count;
    int next;
    struct options_result result;
    bool is_given[OPTIONS_ROW_MAX]; /* for each row, whether the line has it */
};

static const struct option_row *find_row(const struct option_table *table, struct text name)
{
    for (const struct option_row *row = table->rows; row->name != NULL; row++) {
        if (text_is(name, row->name)) {
            return row;
        }
    }
    return NULL;
}

/* The known option that `name` may have been meant to be; NULL if all are too different. */
static const char *nearest_name(const struct option_table *table, struct text name)
{
    const char *nearest = NULL;
    size_t smallest = name.length / 2 + 1;
    if (name.length > NAME_MAX_LENGTH) {
        return NULL;
    }
    for (const struct option_row *row = table->rows; row->name != NULL; row++) {
        size_t changes = text_distance(text_of(row->name), name);
        if (changes < smallest) {
            smallest = changes;
            nearest = row->name;
        }
    }
    return nearest;
}

static enum status fail_unknown(const struct option_table *table, struct text name,
                                struct error *error)
{
    const char *nearest = nearest_name(table, name);
    if (nearest != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "unknown option '--%.*s': did you mean '--%s'? See '%s --help'",
                    TEXT_ARGUMENTS(name), nearest, table->command);
    }
    return FAIL(error, STATUS_INVALID, "unknown option '--%.*s': see '%s --help'",
                TEXT_ARGUMENTS(name), table->command);
}

static void give(const struct option_row *row, const char *value)
{
    if (row->add != NULL) {
        row->add(row->context, value);
    } else {
        *row->value = value;
    }
}

static enum status read_option(struct reader *reader, const char *argument, struct error *error)
{
    const char *equals = strchr(argument, '=');
    struct text name = text_of(argument);
    if (equals != NULL) {
        name.length = (size_t)(equals - argument);
    }
    const struct option_row *row = find_row(reader->table, name);
    if (row == NULL) {
        return fail_unknown(reader->table, name, error);
    }
    if (row->value_name == NULL && equals != NULL) {
        return FAIL(error, STATUS_INVALID, "'--%s' takes no value, got '%s': see '%s --help'",
                    row->name, equals + 1, reader->table->command);
    }
    if (row->value_name != NULL && equals == NULL && reader->next == reader->count) {
        return FAIL(error, STATUS_INVALID, "'--%s' needs a value, '--%s %s': see '%s --help'",
                    row->name, row->name, row->value_name, reader->table->command);
    }
    reader->is_given[row - reader->table->rows] = true;
    if (row->value_name == NULL) {
        give(row, "");
    } else {
        give(row, equals != NULL ? equals + 1 : reader->arguments[reader->next++]);
    }
    return STATUS_OK;
}

static enum status read_positional(struct reader *reader, const char *argument, struct error *error)
{
    if (reader->result.positional_count == reader->table->positional_limit) {
        return FAIL(error, STATUS_INVALID, "'%s' is one argument too many: see '%s --help'",
                    argument, reader->table->command);
    }
    reader->result.positional[reader->result.positional_count++] = argument;
    return STATUS_OK;
}

/* "-" alone is a name that programs give to the standard input or output. */
static enum status read_argument(struct reader *reader, const char *argument, bool options_ended,
                                 struct error *error)
{
    if (options_ended || argument[0] != '-' || argument[1] == '\0') {
        return read_positional(reader, argument, error);
    }
    if (argument[1] != '-') {
        return FAIL(error, STATUS_INVALID,
                    "unknown option '%s': options begin with two dashes, see '%s --help'", argument,
                    reader->table->command);
    }
    return read_option(reader, argument + 2, error);
}

static void read_environment(const struct reader *reader)
{
    const struct option_row *rows = reader->table->rows;
    for (size_t i = 0; rows[i].name != NULL; i++) {
        if (rows[i].environment == NULL || reader->is_given[i]) {
            continue;
        }
        const char *value = getenv(rows[i].environment); // NOLINT(concurrency-mt-unsafe): no setenv
        if (value != NULL) {
            give(&rows[i], value);
        }
    }
}

static void check_table(const struct option_table *table)
{
    size_t rows = 0;
    for (; table->rows[rows].name != NULL; rows++) {
        assert(strlen(table->rows[rows].name) <= NAME_MAX_LENGTH);
    }
    assert(rows <= OPTIONS_ROW_MAX);
    assert(table->positional_limit <= OPTIONS_POSITIONAL_MAX);
}

/* Before the first "--", wherever: who asks for help may have the rest wrong. */
static bool asks_for_help(int count, char **arguments)
{
    for (int i = 0; i < count && strcmp(arguments[i], "--") != 0; i++) {
        if (strcmp(arguments[i], "--help") == 0 || strcmp(arguments[i], "-h") == 0) {
            return true;
        }
    }
    return false;
}

enum status options_read(const struct option_table *table, int count, char **arguments,
                         struct options_result *out, struct error *error)
{
    check_table(table);
    if (asks_for_help(count, arguments)) {
        options_print_help(table, stdout);
        *out = (struct options_result){.is_help = true};
        return STATUS_OK;
    }
    struct reader reader = {.table = table, .arguments = arguments, .count = count};
    bool options_ended = false;
    while (reader.next < count) {
        const char *argument = arguments[reader.next++];
        if (!options_ended && strcmp(argument, "--") == 0) {
            options_ended = true;
            continue;
        }
        enum status status = read_argument(&reader, argument, options_ended, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    read_environment(&reader);
    *out = reader.result;
    return STATUS_OK;
}

/* Columns of "--name VALUE", the indentation not counted. */
static int row_width(const struct option_row *row)
{
    size_t value = row->value_name != NULL ? strlen(row->value_name) + 1 : 0;
    return (int)(strlen("--") + strlen(row->name) + value);
}

static void print_row(const struct option_row *row, int width, FILE *stream)
{
    const char *value = row->value_name != NULL ? row->value_name : "";
    int padding = width - row_width(row);
    (void)fprintf(stream, "  --%s%s%s%*s  %s\n", row->name, *value != '\0' ? " " : "", value,
                  padding, "", row->help);
    if (row->environment != NULL) {
        (void)fprintf(stream, "  %*s  (or in the environment: %s)\n", width, "", row->environment);
    }
}

void options_print_help(const struct option_table *table, FILE *stream)
{
    static const struct option_row help = {.name = "help", .help = "Show this text and end."};
    int width = row_width(&help);
    for (const struct option_row *row = table->rows; row->name != NULL; row++) {
        width = row_width(row) > width ? row_width(row) : width;
    }
    (void)fprintf(stream, "Usage: %s %s\n\n%s\n\nOptions:\n", table->command, table->usage,
                  table->summary);
    for (const struct option_row *row = table->rows; row->name != NULL; row++) {
        print_row(row, width, stream);
    }
    print_row(&help, width, stream);
}
