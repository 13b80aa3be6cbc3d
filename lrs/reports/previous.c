/* SPDX-License-Identifier: Apache-2.0 */

/* Moving spans back, labels on, and rows together. */
#include "reports/previous.h"

#include "reports/disclosure_lines.h"

#include <stdio.h>
#include <string.h>

enum { YEAR_MONTHS = 12, LONGEST_MONTH = 31, MONTH_LENGTH = 7 };

/* 0001-01-01 and 9999-12-30: what lies before and behind them can be written, too. */
enum { FIRST_DAY = -719162, LAST_DAY = 2932895 };

const struct report_field previous_parameter = {
    .name = "compare",
    .help = "each count also as NAME_before, of the span of the same length just before from=, "
            "which it needs with to=; whole months are followed back by months",
    .values = "previous",
};

static bool has_parameter(const struct report *report, const char *name)
{
    const struct report_field *field = report->parameters;
    while (field->name != NULL && strcmp(field->name, name) != 0) {
        field++;
    }
    return field->name != NULL;
}

bool previous_is_told_of(const struct report_field *column)
{
    return column->kind == COLUMN_PEOPLE || column->kind == COLUMN_EVENTS ||
           column->kind == COLUMN_THINGS;
}

const char *previous_name(const char *column, struct arena *arena)
{
    return arena_print(arena, "%s_before", column);
}

bool previous_is_offered(const struct report *report)
{
    const struct report_field *column = report->columns;
    while (column->name != NULL && !previous_is_told_of(column)) {
        column++;
    }
    return column->name != NULL && has_parameter(report, "from") && has_parameter(report, "to");
}

/* ---- days ---- */

static const char *value_of(const struct report_parameter *parameters, size_t count,
                            const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(parameters[i].name, name) == 0) {
            return parameters[i].value;
        }
    }
    return NULL;
}

static int digits_of(const char *text, size_t count)
{
    int number = 0;
    for (size_t i = 0; i < count; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* Months since year 0 of "YYYY-MM…". */
static int64_t month_of(const char *text)
{
    return (int64_t)digits_of(text, 4) * YEAR_MONTHS + digits_of(text + 5, 2) - 1;
}

static bool is_first_of_month(const char *day)
{
    return strcmp(day + MONTH_LENGTH, "-01") == 0;
}

static bool is_last_of_month(int64_t day)
{
    char next[DAY_TEXT_SIZE];
    day_format(day + 1, next);
    return is_first_of_month(next);
}

/* The same day of another month, or its last one. */
static const char *move_months(const char *day, int64_t months, struct arena *arena)
{
    int64_t month = month_of(day) + months;
    for (int number = digits_of(day + MONTH_LENGTH + 1, 2); number > 0; number--) {
        int64_t ignored = 0;
        const char *text = arena_print(arena, "%04d-%02d-%02d", (int)(month / YEAR_MONTHS),
                                       (int)(month % YEAR_MONTHS) + 1, number);
        if (day_parse(text_of(text), &ignored)) {
            return text;
        }
    }
    return day;
}

enum status previous_begin(const struct report_parameter *parameters, size_t count,
                           struct previous *out, struct error *error)
{
    const char *from = value_of(parameters, count, "from");
    const char *to = value_of(parameters, count, "to");
    int64_t first = 0;
    int64_t last = 0;
    if (from == NULL || to == NULL || !day_parse(text_of(from), &first) ||
        !day_parse(text_of(to), &last)) {
        return FAIL(error, STATUS_INVALID,
                    "compare: the span before is that before from=; give from= and to=");
    }
    if (first > last) {
        return FAIL(error, STATUS_INVALID, "compare: from='%s' is later than to='%s'", from, to);
    }
    if (last > LAST_DAY || first - (last - first) - LONGEST_MONTH < FIRST_DAY) {
        return FAIL(error, STATUS_INVALID, "compare: the span before '%s' has no days", from);
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    *out = (struct previous){.is_asked = true};
    if (is_first_of_month(from) && is_last_of_month(last)) {
        out->months = month_of(to) - month_of(from) + 1;
        memcpy(out->from, move_months(from, -out->months, arena), DAY_TEXT_SIZE);
    } else {
        out->days = last - first + 1;
        day_format(first - out->days, out->from);
    }
    day_format(first - 1, out->to);
    return STATUS_OK;
}

const char *previous_value(const struct previous *previous,
                           const struct report_parameter *parameter)
{
    if (parameter->value != NULL && strcmp(parameter->name, "from") == 0) {
        return previous->from;
    }
    if (parameter->value != NULL && strcmp(parameter->name, "to") == 0) {
        return previous->to;
    }
    return parameter->value;
}

/* A day, or a month "YYYY-MM", of one span as that of the other: later (`times` 1) or earlier (-1).
 */
static const char *move_label(const struct previous *previous, const char *label, int times,
                              struct arena *arena)
{
    bool is_month = strlen(label) == MONTH_LENGTH;
    const char *day = is_month ? arena_print(arena, "%s-01", label) : label;
    int64_t number = 0;
    if (!day_parse(text_of(day), &number)) {
        return label;
    }
    char moved[DAY_TEXT_SIZE];
    day_format(number + times * previous->days, moved);
    const char *text =
        previous->months > 0 ? move_months(day, times * previous->months, arena) : moved;
    return arena_print(arena, "%.*s", is_month ? MONTH_LENGTH : DAY_TEXT_SIZE - 1, text);
}

const char *previous_label(const struct previous *previous, const char *label, struct arena *arena)
{
    return move_label(previous, label, -1, arena);
}

/* ---- columns and rows ---- */

const struct report_field *previous_columns(const struct report_field *columns, struct arena *arena)
{
    size_t count = 0;
    while (columns[count].name != NULL) {
        count++;
    }
    struct report_field *all = ARENA_ARRAY(arena, struct report_field, 2 * count + 1);
    memcpy(all, columns, count * sizeof *all);
    struct report_field *next = &all[count];
    for (size_t i = 0; i < count; i++) {
        if (previous_is_told_of(&columns[i])) {
            *next = columns[i];
            next->name = previous_name(columns[i].name, arena);
            next->of = columns[i].of == NULL ? NULL : previous_name(columns[i].of, arena);
            next++;
        }
    }
    return all;
}

static struct disclosure_table move_rows_on(const struct previous *previous,
                                            const struct disclosure_table *before,
                                            struct arena *arena)
{
    struct disclosure_table moved = *before;
    for (size_t column = 0; column < before->column_count; column++) {
        for (size_t i = 0; i < before->count && before->columns[column].is_day; i++) {
            const char **value = &moved.rows[i].values[column];
            *value = *value == NULL ? NULL : move_label(previous, *value, 1, arena);
        }
    }
    return moved;
}

static void put_value(struct disclosure_row *row, size_t place, const struct disclosure_row *from,
                      size_t column, bool is_count)
{
    row->values[place] = from != NULL ? from->values[column] : is_count ? "0" : NULL;
    row->is_number[place] = from != NULL ? from->is_number[column] : is_count;
}

/* `now` or `before` may be NULL; labels are those of the one that is there. */
static struct disclosure_row join_row(const struct disclosure_row *now,
                                      const struct disclosure_row *before,
                                      const struct disclosure_table *table, size_t own,
                                      struct arena *arena)
{
    struct disclosure_row row = {
        .values = ARENA_ARRAY(arena, const char *, table->column_count),
        .is_number = ARENA_ARRAY(arena, bool, table->column_count),
        .is_hidden = ARENA_ARRAY(arena, bool, table->column_count),
    };
    size_t sibling = own;
    for (size_t i = 0; i < own; i++) {
        const struct report_field *column = &table->columns[i];
        bool is_label = column->kind == COLUMN_LABEL || column->kind == COLUMN_DIVISION ||
                        column->kind == COLUMN_NAME;
        bool is_count = previous_is_told_of(column);
        put_value(&row, i, now == NULL && is_label ? before : now, i, is_count);
        if (is_count) {
            put_value(&row, sibling++, before, i, true);
        }
    }
    return row;
}

struct disclosure_table previous_join(const struct previous *previous,
                                      const struct disclosure_table *now,
                                      const struct disclosure_table *before,
                                      const struct report_field *columns, struct arena *arena)
{
    const struct disclosure_table moved = move_rows_on(previous, before, arena);
    const struct disclosure_row **partners = lines_match(now, &moved, arena);
    const struct disclosure_row **others = lines_match(&moved, now, arena);
    struct disclosure_table all = {.columns = columns};
    size_t own = now->count > 0 ? now->column_count : before->column_count;
    while (columns[all.column_count].name != NULL) {
        all.column_count++;
    }
    all.rows = ARENA_ARRAY(arena, struct disclosure_row, now->count + moved.count + 1);
    for (size_t i = 0; i < now->count; i++) {
        all.rows[all.count++] = join_row(&now->rows[i], partners[i], &all, own, arena);
    }
    for (size_t i = 0; i < moved.count; i++) {
        if (others[i] == NULL) {
            all.rows[all.count++] = join_row(NULL, &moved.rows[i], &all, own, arena);
        }
    }
    return all;
}
