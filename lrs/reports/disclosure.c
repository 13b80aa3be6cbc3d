/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of profiles, and hiding by it: first what is small by itself, then what would tell it
 * (disclosure_lines.h), then whatever is computed from both. */
#include "reports/disclosure.h"

#include "reports/disclosure_lines.h"

#include <stdlib.h>
#include <string.h>

enum { DECIMAL = 10 };

/* Sources: nhs-digital-2018 is "Disclosure control methodology for Hospital Episode Statistics
 * (HES) and Emergency Care Data Set (ECDS)", NHS Digital, September 2018, for levels below the
 * national one: 1 to 7 become '*', zeros stay, all other counts are rounded to the nearest 5,
 * totals each by itself; percentages come from rounded counts; means and medians of 1 to 7 humans
 * are not shown. It replaced the rule of hiding 1 to 5 with second cells chosen by hand. lt5 hides
 * what is below 5 and lt10 what is below 10, the two bounds most often asked for by owners of data
 * in the NHS, with second cells as that older rule had them. */
const struct disclosure_profile disclosure_profiles[] = {
    {"none", "every count is shown", 0, 1, false},
    {"lt5", "1 to 4 are hidden, and what would tell them", 5, 1, true},
    {"nhs-digital-2018", "1 to 7 are hidden, other counts rounded to the nearest 5", 8, 5, false},
    {"lt10", "1 to 9 are hidden, and what would tell them", 10, 1, true},
    {0},
};

enum status disclosure_find(struct text name, const struct disclosure_profile **out,
                            struct error *error)
{
    for (const struct disclosure_profile *at = disclosure_profiles; at->name != NULL; at++) {
        if (text_is(name, at->name)) {
            *out = at;
            return STATUS_OK;
        }
    }
    return FAIL(error, STATUS_INVALID,
                "disclosure: '%.*s' is no profile; there are none, lt5, nhs-digital-2018 and lt10",
                TEXT_ARGUMENTS(name));
}

/* ---- what columns are ---- */

static bool is_people_before(const struct report_field *columns, const struct report_field *column,
                             const char *name)
{
    for (; name != NULL && columns < column; columns++) {
        if (columns->kind == COLUMN_PEOPLE && strcmp(columns->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_division_before(const struct report_field *columns,
                               const struct report_field *column, const char *name)
{
    for (; columns < column; columns++) {
        if (columns->kind == COLUMN_DIVISION && strcmp(columns->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_told(const struct report_field *columns, const struct report_field *column)
{
    switch (column->kind) {
    case COLUMN_UNTOLD:
        return false;
    case COLUMN_PEOPLE:
        return column->of == NULL || is_people_before(columns, column, column->of);
    case COLUMN_PERCENT:
        return is_people_before(columns, column, column->of) &&
               is_people_before(columns, column, column->part);
    case COLUMN_MEASURE:
    case COLUMN_EVENTS:
        return is_people_before(columns, column, column->of);
    case COLUMN_DIVISION:
        return column->of == NULL || is_division_before(columns, column, column->of);
    case COLUMN_LABEL:
    case COLUMN_NAME:
    case COLUMN_THINGS:
    case COLUMN_SHARE:
    case COLUMN_TIME:
    case COLUMN_PERSON:
    case COLUMN_OF_PERSON:
    case COLUMN_STATEMENT:
        return true;
    }
    return false;
}

enum status disclosure_check_columns(const struct report_field *columns, struct error *error)
{
    for (const struct report_field *column = columns; column->name != NULL; column++) {
        if (!is_told(columns, column)) {
            return FAIL(error, STATUS_INTERNAL,
                        "the column '%s' does not tell what it discloses, so the report is not "
                        "shown; give it a kind, and the columns that this kind needs (field.h)",
                        column->name);
        }
    }
    return STATUS_OK;
}

enum status disclosure_check_persons(const struct disclosure_profile *profile,
                                     const struct report_field *columns, const char *name,
                                     struct error *error)
{
    for (; columns->name != NULL && profile->bound > 0; columns++) {
        if (columns->kind == COLUMN_PERSON) {
            return FAIL(
                error, STATUS_FORBIDDEN,
                "'%s' has a row for each human, from which counts could be made that the "
                "disclosure profile '%s' hides; ask for a credential with --disclosure none",
                name, profile->name);
        }
    }
    return STATUS_OK;
}

/* ---- hiding ---- */

static size_t place_of(const struct disclosure_table *table, const char *name)
{
    size_t place = 0;
    while (strcmp(table->columns[place].name, name) != 0) {
        place++; /* it is there: disclosure_check_columns() */
    }
    return place;
}

static int64_t count_at(const struct disclosure_row *row, size_t place)
{
    return row->values[place] == NULL ? 0 : strtoll(row->values[place], NULL, DECIMAL);
}

static bool is_small(const struct disclosure_profile *profile, int64_t count)
{
    return count > 0 && count < profile->bound;
}

static bool is_primary(const struct disclosure_profile *profile, const struct disclosure_row *row,
                       size_t place, size_t whole)
{
    if (is_small(profile, count_at(row, place))) {
        return true;
    }
    return whole != place && profile->hides_seconds &&
           (row->is_hidden[whole] ||
            is_small(profile, count_at(row, whole) - count_at(row, place)));
}

static void hide_differences(const struct disclosure_profile *profile,
                             struct disclosure_table *table, const struct disclosure_wider *wider,
                             size_t place, struct arena *arena)
{
    for (size_t i = 0; profile->hides_seconds && i < wider->count; i++) {
        const struct disclosure_table *other = &wider->tables[i];
        const struct disclosure_row **partners = lines_match(table, other, arena);
        for (size_t at = 0; at < table->count; at++) {
            struct disclosure_row *row = &table->rows[at];
            int64_t more =
                partners[at] == NULL ? 0 : count_at(partners[at], place) - count_at(row, place);
            row->is_hidden[place] |= is_small(profile, more);
        }
    }
}

static bool is_hidden_as(const struct disclosure_row *row, const struct disclosure_row *seen,
                         size_t place)
{
    return seen != NULL && seen->is_hidden[place] && count_at(seen, place) == count_at(row, place);
}

/* A second cell would tell the first one. Where the counts differ it is another cell. */
static void hide_as_seen(struct disclosure_table *table, const struct disclosure_wider *wider,
                         size_t place, struct arena *arena)
{
    for (size_t i = 0; i < wider->seen_count; i++) {
        const struct disclosure_row **partners = lines_match(table, &wider->seen[i], arena);
        for (size_t at = 0; at < table->count; at++) {
            struct disclosure_row *row = &table->rows[at];
            row->is_hidden[place] |= is_hidden_as(row, partners[at], place);
        }
    }
}

static void hide_people(const struct disclosure_profile *profile, struct disclosure_table *table,
                        const struct disclosure_wider *wider, size_t place, struct arena *arena)
{
    const char *of = table->columns[place].of;
    size_t whole = of == NULL ? place : place_of(table, of);
    for (size_t i = 0; i < table->count; i++) {
        table->rows[i].is_hidden[place] = (wider->parted != NULL && wider->parted[i]) ||
                                          is_primary(profile, &table->rows[i], place, whole);
    }
    hide_differences(profile, table, wider, place, arena);
    hide_as_seen(table, wider, place, arena);
    if (profile->hides_seconds) {
        lines_protect(table, place, whole, profile->bound, arena);
    }
}

static void round_people(const struct disclosure_profile *profile, struct disclosure_table *table,
                         size_t place, struct arena *arena)
{
    for (size_t i = 0; i < table->count && profile->step > 1; i++) {
        struct disclosure_row *row = &table->rows[i];
        int64_t count = count_at(row, place);
        if (row->values[place] != NULL) {
            row->values[place] = arena_print(
                arena, "%lld",
                (long long)((count + profile->step / 2) / profile->step * profile->step));
        }
    }
}

/* Tenths of a percent, rounded as reports round them. */
static const char *percent_text(int64_t part, int64_t whole, struct arena *arena)
{
    int64_t tenths = whole == 0 ? 0 : (2000 * part + whole) / (2 * whole);
    return arena_print(arena, "%.15g", (double)tenths / DECIMAL);
}

static void follow_percent(const struct disclosure_profile *profile, struct disclosure_table *table,
                           size_t place, struct arena *arena)
{
    size_t whole = place_of(table, table->columns[place].of);
    size_t part = place_of(table, table->columns[place].part);
    for (size_t i = 0; i < table->count; i++) {
        struct disclosure_row *row = &table->rows[i];
        row->is_hidden[place] = row->is_hidden[whole] || row->is_hidden[part];
        if (profile->step > 1 && row->values[place] != NULL) {
            row->values[place] = percent_text(count_at(row, part), count_at(row, whole), arena);
        }
    }
}

static void follow_measure(struct disclosure_table *table, size_t place)
{
    size_t base = place_of(table, table->columns[place].of);
    for (size_t i = 0; i < table->count; i++) {
        table->rows[i].is_hidden[place] = table->rows[i].is_hidden[base];
    }
}

static void take_hidden_away(struct disclosure_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        for (size_t place = 0; place < table->column_count; place++) {
            if (table->rows[i].is_hidden[place]) {
                table->rows[i].values[place] = NULL;
            }
        }
    }
}

enum status disclosure_judge(const struct disclosure_profile *profile,
                             struct disclosure_table *table, const struct disclosure_wider *wider,
                             struct arena *arena, struct error *error)
{
    enum status status = disclosure_check_columns(table->columns, error);
    if (status != STATUS_OK || profile->bound == 0) {
        return status;
    }
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind == COLUMN_PEOPLE) {
            hide_people(profile, table, wider, i, arena);
        }
    }
    return STATUS_OK;
}

enum status disclosure_apply(const struct disclosure_profile *profile,
                             struct disclosure_table *table, const struct disclosure_wider *wider,
                             struct arena *arena, struct error *error)
{
    enum status status = disclosure_judge(profile, table, wider, arena, error);
    if (status != STATUS_OK || profile->bound == 0) {
        return status;
    }
    /* Hidden or not is settled by true counts, before any of them is rounded. */
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].kind == COLUMN_PEOPLE) {
            round_people(profile, table, i, arena);
        } else if (table->columns[i].kind == COLUMN_EVENTS) {
            follow_measure(table, i);
            round_people(profile, table, i, arena);
        } else if (table->columns[i].kind == COLUMN_PERCENT) {
            follow_percent(profile, table, i, arena);
        } else if (table->columns[i].kind == COLUMN_MEASURE) {
            follow_measure(table, i);
        }
    }
    take_hidden_away(table);
    return STATUS_OK;
}
