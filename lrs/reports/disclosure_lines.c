/* SPDX-License-Identifier: Apache-2.0 */

/* A line is the rows that differ in one division only, and in those that it is a part of: all
 * organisations, and those of one ICB. Whoever knows its total knows the sum of
 * what is hidden in it, hence bounds for each hidden count: the sum less the least, and less the
 * most, that the others can be. These bounds must be far enough apart. */
#include "reports/disclosure_lines.h"

#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10 };

struct cell {
    const char *line; /* the labels that its line has in common */
    int64_t count;
    int64_t most; /* what anybody can see it is at most */
    struct disclosure_row *row;
};

static bool is_label(const struct report_field *column)
{
    return column->kind == COLUMN_LABEL || column->kind == COLUMN_DIVISION;
}

/* All labels but those that vary (NULL: none does), told apart from each other and from NULL. */
static const char *labels_of(const struct disclosure_table *table, const struct disclosure_row *row,
                             const bool *varies, struct arena *arena)
{
    const char *key = "";
    for (size_t i = 0; i < table->column_count; i++) {
        if (is_label(&table->columns[i]) && (varies == NULL || !varies[i])) {
            const char *value = row->values[i];
            key = value == NULL ? arena_print(arena, "%s-", key)
                                : arena_print(arena, "%s%zu:%s", key, strlen(value), value);
        }
    }
    return key;
}

/* By line; in it the smallest first, zeros last. */
static int compare_cells(const void *left, const void *right)
{
    const struct cell *one = left;
    const struct cell *other = right;
    int by_line = strcmp(one->line, other->line);
    if (by_line != 0) {
        return by_line;
    }
    if ((one->count == 0) != (other->count == 0)) {
        return one->count == 0 ? 1 : -1;
    }
    if (one->count != other->count) {
        return one->count < other->count ? -1 : 1;
    }
    return one->row < other->row ? -1 : one->row > other->row;
}

static int64_t number_at(const struct disclosure_row *row, size_t place)
{
    return row->values[place] == NULL ? 0 : strtoll(row->values[place], NULL, DECIMAL);
}

/* What is hidden of a line, as somebody sees it who knows the total. */
struct view {
    int64_t sum;
    int64_t least; /* of one hidden count */
    int64_t hidden;
    int64_t most; /* of all of them together */
};

static struct view view_of(const struct cell *cells, size_t count, size_t place)
{
    struct view view = {.least = 1};
    for (size_t i = 0; i < count; i++) {
        if (cells[i].row->is_hidden[place]) {
            view.sum += cells[i].count;
            view.hidden++;
            view.least = cells[i].count == 0 ? 0 : view.least;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (cells[i].row->is_hidden[place]) {
            view.most += cells[i].most < view.sum ? cells[i].most : view.sum;
        }
    }
    return view;
}

static bool is_protected(const struct cell *cell, const struct view *view, int64_t bound)
{
    int64_t most = cell->most < view->sum ? cell->most : view->sum;
    int64_t upper = view->sum - (view->hidden - 1) * view->least;
    int64_t lower = view->sum - (view->most - most);
    upper = upper < most ? upper : most;
    lower = lower > view->least ? lower : view->least;
    return upper - lower >= bound - 1;
}

static bool line_is_protected(const struct cell *cells, size_t count, size_t place, int64_t bound)
{
    struct view view = view_of(cells, count, place);
    for (size_t i = 0; i < count; i++) {
        if (cells[i].row->is_hidden[place] && !is_protected(&cells[i], &view, bound)) {
            return false;
        }
    }
    return true;
}

/* Hides up to `wanted` more, and returns how many it could. */
static size_t hide_more(const struct cell *cells, size_t count, size_t place, size_t wanted)
{
    size_t done = 0;
    for (size_t i = 0; i < count && done < wanted; i++) {
        if (!cells[i].row->is_hidden[place]) {
            cells[i].row->is_hidden[place] = true;
            done++;
        }
    }
    return done;
}

/* A total below the bound is hidden where it is shown, so nobody knows it. */
static bool total_is_hidden(const struct cell *cells, size_t count, int64_t bound)
{
    int64_t total = 0;
    for (size_t i = 0; i < count; i++) {
        total += cells[i].count;
    }
    return total < bound;
}

/* Twice as many each time: long lines take few rounds. */
static bool protect_line(const struct cell *cells, size_t count, size_t place, int64_t bound)
{
    bool has_changed = false;
    size_t wanted = 1;
    while (!total_is_hidden(cells, count, bound) &&
           !line_is_protected(cells, count, place, bound) &&
           hide_more(cells, count, place, wanted) > 0) {
        has_changed = true;
        wanted *= 2;
    }
    return has_changed;
}

static struct cell *sort_cells(const struct disclosure_table *table, size_t place, size_t whole,
                               const bool *varies, struct arena *arena)
{
    struct cell *cells = ARENA_ARRAY(arena, struct cell, table->count + 1);
    for (size_t i = 0; i < table->count; i++) {
        struct disclosure_row *row = &table->rows[i];
        bool is_part = whole != place && !row->is_hidden[whole];
        cells[i] = (struct cell){.line = labels_of(table, row, varies, arena),
                                 .count = number_at(row, place),
                                 .most = is_part ? number_at(row, whole) : INT64_MAX,
                                 .row = row};
    }
    qsort(cells, table->count, sizeof *cells, compare_cells);
    return cells;
}

static bool protect_division(struct disclosure_table *table, const struct cell *cells, size_t place,
                             int64_t bound)
{
    bool has_changed = false;
    for (size_t begin = 0, end = 0; begin < table->count; begin = end) {
        while (end < table->count && strcmp(cells[end].line, cells[begin].line) == 0) {
            end++;
        }
        has_changed |= protect_line(&cells[begin], end - begin, place, bound);
    }
    return has_changed;
}

/* The column that the division `at` is a part of, which stands before it; itself if none. */
static size_t above(const struct disclosure_table *table, size_t at)
{
    const char *of = table->columns[at].of;
    for (size_t i = 0; of != NULL && i < at; i++) {
        if (strcmp(table->columns[i].name, of) == 0) {
            return i;
        }
    }
    return at;
}

/* The lines of the division `at`, first those within what it is a part of, last those of all. */
static size_t sort_division(const struct disclosure_table *table, size_t place, size_t whole,
                            size_t at, struct cell **out, struct arena *arena)
{
    bool *varies = ARENA_ARRAY(arena, bool, table->column_count);
    size_t count = 0;
    while (!varies[at]) {
        varies[at] = true;
        out[count++] = sort_cells(table, place, whole, varies, arena);
        at = above(table, at);
    }
    return count;
}

/* What one division's lines need may leave another's short: until all have what they need. */
void lines_protect(struct disclosure_table *table, size_t place, size_t whole, int64_t bound,
                   struct arena *arena)
{
    size_t columns = table->column_count;
    struct cell **sorted = ARENA_ARRAY(arena, struct cell *, columns * columns + 1);
    size_t count = 0;
    bool has_changed = true;
    for (size_t i = 0; i < columns; i++) {
        if (table->columns[i].kind == COLUMN_DIVISION) {
            count += sort_division(table, place, whole, i, &sorted[count], arena);
        }
    }
    while (has_changed) {
        has_changed = false;
        for (size_t i = 0; i < count; i++) {
            has_changed |= protect_division(table, sorted[i], place, bound);
        }
    }
}

const struct disclosure_row **lines_match(const struct disclosure_table *table,
                                          const struct disclosure_table *other, struct arena *arena)
{
    const struct disclosure_row **partners =
        ARENA_ARRAY(arena, const struct disclosure_row *, table->count + 1);
    struct cell *cells = ARENA_ARRAY(arena, struct cell, other->count + 1);
    for (size_t i = 0; i < other->count; i++) {
        cells[i] = (struct cell){.line = labels_of(other, &other->rows[i], NULL, arena),
                                 .row = &other->rows[i]};
    }
    qsort(cells, other->count, sizeof *cells, compare_cells);
    for (size_t i = 0; i < table->count; i++) {
        const struct cell wanted = {.line = labels_of(table, &table->rows[i], NULL, arena)};
        size_t low = 0;
        for (size_t high = other->count; low < high;) {
            size_t middle = low + (high - low) / 2;
            if (strcmp(cells[middle].line, wanted.line) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        bool is_there = low < other->count && strcmp(cells[low].line, wanted.line) == 0;
        partners[i] = is_there ? cells[low].row : NULL;
    }
    return partners;
}
