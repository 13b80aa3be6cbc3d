/* SPDX-License-Identifier: Apache-2.0 */

/* Of several columns that a mapping takes for one field it is the one whose name stands first
 * there; the others count as known. */
#include "lms/sheet.h"

#include "base/printable.h"

struct reading {
    const struct csv_row *first;
    const struct lms_sheet_options *options;
    struct arena *arena;
    bool is_known[CSV_COLUMNS_MAX];
    struct lms_sheet sheet;
};

/* The column of that heading, from 1; 0 if there is none. */
static size_t find(const struct reading *reading, struct text heading)
{
    for (size_t i = 0; i < reading->first->count; i++) {
        if (csv_header_is(reading->first->values[i], heading)) {
            return i + 1;
        }
    }
    return 0;
}

static void note_known(struct reading *reading, const struct lms_list *headings)
{
    for (size_t i = 0; i < headings->count; i++) {
        size_t column = find(reading, headings->items[i]);
        if (column > 0) {
            reading->is_known[column - 1] = true;
        }
    }
}

static void find_fields(struct reading *reading)
{
    const struct lms_mapping *mapping = reading->options->mapping;
    for (size_t field = 0; field < LMS_FIELDS; field++) {
        const struct lms_list *headings = &mapping->columns[field];
        size_t *column = &reading->sheet.fields[field];
        for (size_t i = 0; i < headings->count && *column == 0; i++) {
            *column = find(reading, headings->items[i]);
        }
        note_known(reading, headings);
    }
    note_known(reading, &mapping->ignored);
}

/* A row is about what the first of these columns says that is known. */
static void find_names(struct reading *reading)
{
    struct lms_sheet *sheet = &reading->sheet;
    const struct lms_list *headings = &reading->options->mapping->columns[LMS_ACTIVITY];
    for (size_t i = 0; i < headings->count; i++) {
        size_t column = find(reading, headings->items[i]);
        if (column > 0) {
            sheet->names[sheet->name_count++] = column;
        }
    }
}

/* A column that is chosen by hand is the only one. */
static void choose_name(struct lms_sheet *sheet, size_t column)
{
    sheet->names[0] = column;
    sheet->name_count = column > 0;
}

static enum status choose(struct reading *reading, struct error *error)
{
    const struct lms_sheet_options *options = reading->options;
    for (size_t i = 0; i < options->chosen_count; i++) {
        const struct lms_heading *chosen = &options->chosen[i];
        size_t column = chosen->heading.length == 0 ? 0 : find(reading, chosen->heading);
        if (column == 0 && chosen->heading.length > 0) {
            return FAIL(error, STATUS_INVALID,
                        "no column is called '%s', which --column takes for '%s'",
                        printable(reading->arena, chosen->heading), lms_field_names[chosen->field]);
        }
        reading->sheet.fields[chosen->field] = column;
        if (column > 0) {
            reading->is_known[column - 1] = true;
        }
        if (chosen->field == LMS_ACTIVITY) {
            choose_name(&reading->sheet, column);
        }
    }
    return STATUS_OK;
}

static void take_rest(struct reading *reading)
{
    struct lms_sheet *sheet = &reading->sheet;
    bool ambiguous = false;
    for (size_t i = 0; i < reading->first->count; i++) {
        struct text heading = text_trim(reading->first->values[i]);
        if (reading->is_known[i] || heading.length == 0) {
            continue;
        }
        heading.data = arena_copy(reading->arena, heading);
        if (!reading->options->mapping->has_activity_columns) {
            sheet->unknown[sheet->unknown_count++] = heading;
            continue;
        }
        sheet->activities[sheet->activity_count++] = (struct lms_sheet_column){
            heading, lms_activities_find(reading->options->activities, heading, &ambiguous), i};
    }
    /* The column of the one unit in a package needs no name that is known. */
    if (sheet->activity_count == 1 && sheet->activities[0].activity == NULL) {
        sheet->activities[0].activity = reading->options->activity;
    }
}

static enum status check(const struct reading *reading, struct error *error)
{
    const struct lms_sheet *sheet = &reading->sheet;
    const struct lms_activity *activity = reading->options->activity;
    if (sheet->fields[LMS_ACCOUNT] == 0 && sheet->fields[LMS_MBOX] == 0) {
        return FAIL(error, STATUS_INVALID,
                    "no column tells who a row is about; say which one it is, --column "
                    "account=HEADING or --column mbox=HEADING, or have the LMS add one");
    }
    if (sheet->fields[LMS_ACTIVITY] != 0 && activity != NULL) {
        return FAIL(
            error, STATUS_INVALID,
            "the column '%s' tells what a row is about; give each name that counts its "
            "address: --course 'NAME=IRI'",
            printable(reading->arena, reading->first->values[sheet->fields[LMS_ACTIVITY] - 1]));
    }
    return sheet->fields[LMS_ACTIVITY] != 0 || sheet->activity_count > 0 || activity != NULL
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID,
                      "no column tells which course a row is about; give it: --course IRI");
}

enum status lms_sheet_read(const struct csv_row *first, const struct lms_sheet_options *options,
                           struct arena *arena, struct lms_sheet *out, struct error *error)
{
    struct reading reading = {.first = first, .options = options, .arena = arena};
    reading.sheet.count = first->count;
    find_fields(&reading);
    find_names(&reading);
    enum status status = choose(&reading, error);
    if (status != STATUS_OK) {
        return status;
    }
    take_rest(&reading);
    status = check(&reading, error);
    *out = status == STATUS_OK ? reading.sheet : *out;
    return status;
}
