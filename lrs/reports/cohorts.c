/* SPDX-License-Identifier: Apache-2.0 */

/* The same question by month and of all time has each row's months, one behind the other. */
#include "reports/cohorts.h"

#include "reports/disclosure_lines.h"

#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10, MONTH_LENGTH = 7 };

/* The months of rows that have the same labels but for the month. */
struct course_of_months {
    const struct disclosure_row *rows;
    size_t count;
    bool *is_edge; /* before each month, and behind the last one */
};

/* All of them, with a row each that has their labels and no month. */
struct months {
    struct disclosure_table labels;
    struct course_of_months *courses;
    size_t month; /* the column */
};

/* A span of months, "YYYY-MM-DD" or "YYYY-MM" each; NULL: open. */
struct span {
    const char *from;
    const char *to;
};

static struct disclosure_row without_month(const struct disclosure_row *row, size_t month,
                                           size_t columns, struct arena *arena)
{
    struct disclosure_row copy = *row;
    copy.values = ARENA_ARRAY(arena, const char *, columns);
    memcpy(copy.values, row->values, columns * sizeof *copy.values);
    copy.values[month] = NULL;
    return copy;
}

static struct disclosure_table without_months(const struct disclosure_table *table, size_t month,
                                              struct arena *arena)
{
    struct disclosure_table copy = *table;
    copy.rows = ARENA_ARRAY(arena, struct disclosure_row, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        copy.rows[i] = without_month(&table->rows[i], month, table->column_count, arena);
    }
    return copy;
}

/* ---- edges ---- */

static int64_t count_at(const struct disclosure_row *row, size_t column)
{
    return row->values[column] == NULL ? 0 : strtoll(row->values[column], NULL, DECIMAL);
}

static bool is_small(int64_t count, int64_t bound)
{
    return count > 0 && count < bound;
}

/* Whether some count of the months from `begin` to before `end`, or what it leaves, is small. */
static bool is_small_group(const struct disclosure_table *table, const struct disclosure_row *rows,
                           size_t begin, size_t end, int64_t bound)
{
    for (size_t column = 0; column < table->column_count; column++) {
        const struct report_field *field = &table->columns[column];
        const size_t whole =
            field->of == NULL ? column : question_place_of(table->columns, field->of);
        int64_t count = 0;
        int64_t left = 0;
        for (size_t i = begin; field->kind == COLUMN_PEOPLE && i < end; i++) {
            count += count_at(&rows[i], column);
            left += count_at(&rows[i], whole) - count_at(&rows[i], column);
        }
        if (is_small(count, bound) || is_small(left, bound)) {
            return true;
        }
    }
    return false;
}

/* What is left behind the last edge may be small: then it belongs to what lies before it. */
static void find_edges(const struct disclosure_table *table, struct course_of_months *course,
                       int64_t bound)
{
    size_t last = 0;
    course->is_edge[0] = true;
    for (size_t i = 1; i <= course->count; i++) {
        course->is_edge[i] = !is_small_group(table, course->rows, last, i, bound);
        last = course->is_edge[i] ? i : last;
    }
    while (last > 0 && is_small_group(table, course->rows, last, course->count, bound)) {
        course->is_edge[last] = false;
        while (!course->is_edge[last]) {
            last--;
        }
    }
    course->is_edge[course->count] = true;
}

/* ---- months ---- */

static struct months months_of(const struct disclosure_table *table, int64_t bound,
                               struct arena *arena)
{
    const size_t month = question_place_of(table->columns, COHORT_MONTH);
    const struct disclosure_table labels = without_months(table, month, arena);
    struct months months = {.labels = labels, .month = month};
    const struct disclosure_row **first = lines_match(&labels, &labels, arena);
    months.labels.count = 0;
    months.courses = ARENA_ARRAY(arena, struct course_of_months, table->count + 1);
    for (size_t begin = 0, end = 0; begin < table->count; begin = end) {
        struct course_of_months *course = &months.courses[months.labels.count];
        while (end < table->count && first[end] == first[begin]) {
            end++;
        }
        *course = (struct course_of_months){.rows = &table->rows[begin], .count = end - begin};
        course->is_edge = ARENA_ARRAY(arena, bool, course->count + 1);
        find_edges(table, course, bound);
        months.labels.rows[months.labels.count++] = labels.rows[begin];
    }
    return months;
}

static enum status ask_for_months(const struct question *question, int64_t bound,
                                  struct arena *arena, struct months *out, struct error *error)
{
    struct question all = *question;
    struct disclosure_table table;
    const struct report_field *parameters = question->report->parameters;
    all.previous = (struct previous){.is_asked = false};
    all.columns = question->report->columns;
    all.parameters[question_place_of(parameters, "from")].value = NULL;
    all.parameters[question_place_of(parameters, "to")].value = NULL;
    all.parameters[question_place_of(parameters, COHORT_PERIOD)].value = "month";
    enum status status = question_collect(&all, arena, &table, error);
    if (status == STATUS_OK) {
        *out = months_of(&table, bound, arena);
    }
    return status;
}

/* ---- spans ---- */

/* A month is in a span if its first day is. */
static bool is_before(const char *month, const char *day)
{
    int order = strncmp(month, day, MONTH_LENGTH);
    return order != 0 ? order < 0 : strcmp(day + MONTH_LENGTH, "-01") > 0;
}

static bool is_behind(const char *month, const char *day)
{
    return strncmp(month, day, MONTH_LENGTH) > 0;
}

static bool is_at_edges(const struct course_of_months *course, size_t month,
                        const struct span *span)
{
    size_t begin = 0;
    size_t end = course->count;
    while (begin < end && span->from != NULL &&
           is_before(course->rows[begin].values[month], span->from)) {
        begin++;
    }
    while (end > begin && span->to != NULL &&
           is_behind(course->rows[end - 1].values[month], span->to)) {
        end--;
    }
    return course->is_edge[begin] && course->is_edge[end];
}

static const char *value_of(const struct question *question, const char *name)
{
    return question->parameters[question_place_of(question->report->parameters, name)].value;
}

/* What the row counts: its month, or all that is asked for. */
static struct span span_of(const struct question *question, const char *label, struct arena *arena)
{
    if (label == NULL) {
        return (struct span){value_of(question, "from"), value_of(question, "to")};
    }
    const char *day = arena_print(arena, "%s-01", label);
    return (struct span){day, day};
}

static struct span span_before(const struct previous *previous, const char *label,
                               struct arena *arena)
{
    if (label == NULL) {
        return (struct span){previous->from, previous->to};
    }
    const char *day = arena_print(arena, "%s-01", previous_label(previous, label, arena));
    return (struct span){day, day};
}

static bool is_parted(const struct question *question, const struct course_of_months *course,
                      const struct months *months, const char *label, struct arena *arena)
{
    const struct span span = span_of(question, label, arena);
    if (!is_at_edges(course, months->month, &span)) {
        return true;
    }
    if (!question->previous.is_asked) {
        return false;
    }
    const struct span before = span_before(&question->previous, label, arena);
    return !is_at_edges(course, months->month, &before);
}

static bool counts_all(const struct question *question)
{
    return value_of(question, "from") == NULL && value_of(question, "to") == NULL &&
           strcmp(value_of(question, COHORT_PERIOD), "month") != 0;
}

enum status cohorts_part(const struct question *question, const struct disclosure_profile *profile,
                         const struct disclosure_table *table, struct arena *arena,
                         const bool **out, struct error *error)
{
    struct months months;
    *out = NULL;
    if (!question->report->by_cohort || !profile->hides_seconds || counts_all(question)) {
        return STATUS_OK;
    }
    enum status status = ask_for_months(question, profile->bound, arena, &months, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct disclosure_table bare = without_months(table, months.month, arena);
    const struct disclosure_row **partners = lines_match(&bare, &months.labels, arena);
    bool *parted = ARENA_ARRAY(arena, bool, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        parted[i] = partners[i] != NULL &&
                    is_parted(question, &months.courses[partners[i] - months.labels.rows], &months,
                              table->rows[i].values[months.month], arena);
    }
    *out = parted;
    return STATUS_OK;
}
