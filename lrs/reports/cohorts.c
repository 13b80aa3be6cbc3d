/* SPDX-License-Identifier: Apache-2.0 */

/* The same question by month and of all time has each row's months, one behind the other. */
#include "reports/cohorts.h"

#include "reports/disclosure_lines.h"

#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10, MONTH_LENGTH = 7 };

/* The months of rows that have the same labels but for the month. */
struct course_of_months {
    struct disclosure_row *rows;
    size_t count;
    bool *is_edge; /* before each month, and behind the last one; of all that share counts */
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

/* Which labels are left out: that of the month, and those of which rows share counts, too. */
enum leaving { WITHOUT_MONTH, WITHOUT_SHARING };

static struct disclosure_row without(const struct disclosure_table *table, size_t row,
                                     enum leaving leaving, struct arena *arena)
{
    struct disclosure_row copy = table->rows[row];
    copy.values = ARENA_ARRAY(arena, const char *, table->column_count);
    for (size_t i = 0; i < table->column_count; i++) {
        const struct report_field *column = &table->columns[i];
        bool is_left_out = column->is_day || (leaving == WITHOUT_SHARING && column->shares);
        copy.values[i] = is_left_out ? NULL : table->rows[row].values[i];
    }
    return copy;
}

static struct disclosure_table all_without(const struct disclosure_table *table,
                                           enum leaving leaving, struct arena *arena)
{
    struct disclosure_table copy = *table;
    copy.rows = ARENA_ARRAY(arena, struct disclosure_row, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        copy.rows[i] = without(table, i, leaving, arena);
    }
    return copy;
}

static size_t month_column(const struct report_field *columns)
{
    size_t place = 0;
    while (columns[place].name != NULL && !columns[place].is_day) {
        place++;
    }
    return place;
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

/* Courses that share counts, which have the same months. */
struct sharing {
    const struct disclosure_table *table;
    struct course_of_months *courses;
    size_t count;
    int64_t bound;
};

static bool would_part(const struct sharing *sharing, size_t begin, size_t end)
{
    for (size_t i = 0; i < sharing->count; i++) {
        const struct course_of_months *course = &sharing->courses[i];
        if (course->count != sharing->courses[0].count ||
            is_small_group(sharing->table, course->rows, begin, end, sharing->bound)) {
            return true;
        }
    }
    return false;
}

/* What is left behind the last edge may be small: then it belongs to what lies before it. */
static void find_edges(const struct sharing *sharing, struct arena *arena)
{
    const size_t count = sharing->courses[0].count;
    bool *is_edge = ARENA_ARRAY(arena, bool, count + 1);
    size_t last = 0;
    is_edge[0] = true;
    for (size_t i = 1; i <= count; i++) {
        is_edge[i] = !would_part(sharing, last, i);
        last = is_edge[i] ? i : last;
    }
    while (last > 0 && would_part(sharing, last, count)) {
        is_edge[last] = false;
        while (!is_edge[last]) {
            last--;
        }
    }
    is_edge[count] = true;
    for (size_t i = 0; i < sharing->count; i++) {
        sharing->courses[i].is_edge = is_edge;
    }
}

/* ---- months ---- */

/* A row of the answer by month: what it shares counts with, its labels, each the first row of its
 * like, and its month. */
struct placed_row {
    const struct disclosure_row *sharing;
    const struct disclosure_row *labels;
    const char *month;
    struct disclosure_row row;
};

static int compare_rows(const void *a, const void *b)
{
    const struct placed_row *left = a;
    const struct placed_row *right = b;
    if (left->sharing != right->sharing) {
        return left->sharing < right->sharing ? -1 : 1;
    }
    if (left->labels != right->labels) {
        return left->labels < right->labels ? -1 : 1;
    }
    return strcmp(left->month, right->month);
}

static struct placed_row *place_rows(const struct disclosure_table *table,
                                     const struct disclosure_table *labels, size_t month,
                                     struct arena *arena)
{
    struct placed_row *placed = ARENA_ARRAY(arena, struct placed_row, table->count + 1);
    const struct disclosure_table wide = all_without(table, WITHOUT_SHARING, arena);
    const struct disclosure_row **same = lines_match(labels, labels, arena);
    const struct disclosure_row **near = lines_match(&wide, &wide, arena);
    for (size_t i = 0; i < table->count; i++) {
        const char *value = table->rows[i].values[month];
        placed[i] =
            (struct placed_row){near[i], same[i], value == NULL ? "" : value, table->rows[i]};
    }
    qsort(placed, table->count, sizeof *placed, compare_rows);
    return placed;
}

static size_t take_course(const struct placed_row *placed, size_t begin, size_t count,
                          struct course_of_months *out, struct arena *arena)
{
    size_t end = begin;
    while (end < count && placed[end].labels == placed[begin].labels) {
        end++;
    }
    out->count = end - begin;
    out->rows = ARENA_ARRAY(arena, struct disclosure_row, out->count);
    for (size_t i = 0; i < out->count; i++) {
        out->rows[i] = placed[begin + i].row;
    }
    return end;
}

static struct months months_of(const struct disclosure_table *table, int64_t bound,
                               struct arena *arena)
{
    const size_t month = month_column(table->columns);
    const struct disclosure_table labels = all_without(table, WITHOUT_MONTH, arena);
    struct months months = {.labels = labels, .month = month};
    months.labels.rows = ARENA_ARRAY(arena, struct disclosure_row, table->count + 1);
    months.labels.count = 0;
    months.courses = ARENA_ARRAY(arena, struct course_of_months, table->count + 1);
    const struct placed_row *placed = place_rows(table, &labels, month, arena);
    for (size_t begin = 0; begin < table->count;) {
        struct sharing sharing = {table, &months.courses[months.labels.count], 0, bound};
        const struct disclosure_row *near = placed[begin].sharing;
        while (begin < table->count && placed[begin].sharing == near) {
            months.labels.rows[months.labels.count++] = *placed[begin].labels;
            begin =
                take_course(placed, begin, table->count, &sharing.courses[sharing.count++], arena);
        }
        find_edges(&sharing, arena);
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
    const struct disclosure_table bare = all_without(table, WITHOUT_MONTH, arena);
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
