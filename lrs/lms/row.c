/* SPDX-License-Identifier: Apache-2.0 */

/* Cells -> what they say. */
#include "lms/row.h"

#include "base/ascii.h"
#include "base/iri.h"

#include <stdio.h>
#include <string.h>

enum { ACCOUNT_MAX = 500, MBOX_MAX = 320, ODS_MIN = 3, ODS_MAX = 8 };
static const int64_t day_us = INT64_C(86400) * 1000000;

/* Adds to what is wrong with the row. */
static void refuse(struct lms_row_reader *reader, size_t line, enum lms_field field,
                   struct text value, const char *remedy)
{
    bool is_personal = field == LMS_ACCOUNT || field == LMS_MBOX;
    const struct problem_place place = {line, field == LMS_FIELDS ? "" : lms_field_names[field],
                                        is_personal ? text_of("") : value};
    problems_add(reader->problems, &reader->problems->errors, &place, "%s", remedy);
}

static bool is_among(const struct lms_list *list, struct text value)
{
    for (size_t i = 0; i < list->count; i++) {
        if (text_equals(list->items[i], value)) {
            return true;
        }
    }
    return false;
}

/* The value in a column, trimmed; empty if it stands for nothing. */
static struct text cell(const struct lms_row_reader *reader, const struct csv_row *values,
                        size_t index)
{
    static const struct text nothing = {"", 0};
    if (index >= values->count) {
        return nothing;
    }
    struct text value = text_trim(csv_undefused(values->values[index]));
    return is_among(&reader->mapping->empty, value) ? nothing : value;
}

static struct text field(const struct lms_row_reader *reader, const struct csv_row *values,
                         enum lms_field which)
{
    size_t column = reader->sheet->fields[which];
    return column == 0 ? text_of("") : cell(reader, values, column - 1);
}

/* ---- who ---- */

static bool mbox_is_valid(struct text mbox)
{
    char iri[MBOX_MAX + sizeof "mailto:"];
    (void)snprintf(iri, sizeof iri, "mailto:%.*s", TEXT_ARGUMENTS(mbox));
    return mbox.length <= MBOX_MAX && iri_is_mailto(text_of(iri));
}

static void read_who(struct lms_row_reader *reader, const struct csv_row *values,
                     struct lms_row *out)
{
    out->account = field(reader, values, LMS_ACCOUNT);
    out->mbox = out->account.length > 0 ? text_of("") : field(reader, values, LMS_MBOX);
    if (out->account.length > ACCOUNT_MAX) {
        refuse(reader, values->line, LMS_ACCOUNT, text_of(""), "is longer than 500 bytes");
    }
    if (out->account.length == 0 && out->mbox.length == 0) {
        refuse(reader, values->line, LMS_FIELDS, text_of(""),
               "has neither an account nor an e-mail address; give one of them, or remove the row");
    } else if (out->mbox.length > 0 && !mbox_is_valid(out->mbox)) {
        refuse(reader, values->line, LMS_MBOX, text_of(""),
               "is no e-mail address such as name@example.org");
    }
}

static void read_organisation(struct lms_row_reader *reader, const struct csv_row *values,
                              struct lms_row *out)
{
    struct text code = field(reader, values, LMS_ORGANISATION);
    bool is_code = code.length == 0 || (code.length >= ODS_MIN && code.length <= ODS_MAX);
    for (size_t i = 0; i < code.length && is_code; i++) {
        is_code =
            ascii_is_letter_or_digit(code.data[i]) && ascii_to_upper(code.data[i]) == code.data[i];
    }
    out->organisation = code;
    if (!is_code) {
        refuse(reader, values->line, LMS_ORGANISATION, code,
               "is no ODS code of 3 to 8 capital letters and digits, such as RTH");
    }
}

/* ---- when ---- */

static void read_date(struct lms_row_reader *reader, const struct csv_row *values,
                      enum lms_field which, struct lms_row *out)
{
    size_t index = (size_t)(which - LMS_REGISTERED_AT);
    struct text value = field(reader, values, which);
    if (value.length == 0) {
        return;
    }
    out->has_date[index] = lms_date_read(value, &reader->mapping->dates, &out->dates[index]);
    if (!out->has_date[index]) {
        refuse(reader, values->line, which, value,
               "is in none of the forms that the mapping has in 'dates'; add its form there");
        return;
    }
    reader->ambiguous_hours += out->dates[index].clock != LONDON_ONCE;
    if (out->dates[index].us > reader->now_us + day_us && which != LMS_STARTED_AT) {
        refuse(reader, values->line, which, value, "lies in the future");
    }
}

static void read_dates(struct lms_row_reader *reader, const struct csv_row *values,
                       struct lms_row *out)
{
    for (int which = LMS_REGISTERED_AT; which <= LMS_LAST_AT; which++) {
        read_date(reader, values, (enum lms_field)which, out);
    }
    /* Classes are booked before they take place. */
    size_t started = LMS_STARTED_AT - LMS_REGISTERED_AT;
    if (out->dates[started].us > reader->now_us + day_us) {
        out->has_date[started] = false;
    }
}

/* ---- how often, how long ---- */

static int64_t read_count(struct lms_row_reader *reader, const struct csv_row *values,
                          enum lms_field which)
{
    int64_t number = 0;
    struct text value = field(reader, values, which);
    if (value.length > 0 && !lms_number_read(value, &number)) {
        refuse(reader, values->line, which, value, "is no whole number");
    }
    return number;
}

static void read_duration(struct lms_row_reader *reader, const struct csv_row *values,
                          struct lms_row *out)
{
    struct text value = field(reader, values, LMS_DURATION);
    if (value.length == 0) {
        return;
    }
    out->has_duration = lms_duration_read(value, reader->mapping->durations, &out->duration_s);
    if (!out->has_duration) {
        refuse(reader, values->line, LMS_DURATION, value,
               "is a duration of none of the forms that the mapping has in 'durations', or longer "
               "than 1000 hours");
    }
}

/* ---- what ---- */

static bool find_status(const struct lms_mapping *mapping, struct text word, enum lms_verb *out)
{
    for (size_t i = 0; i < mapping->status_count; i++) {
        if (csv_header_is(word, mapping->statuses[i].word)) {
            *out = mapping->statuses[i].verb;
            return true;
        }
    }
    return false;
}

/* What dates tell where no status does. */
static enum lms_verb verb_of_dates(const struct lms_row *row)
{
    if (row->has_date[LMS_COMPLETED_AT - LMS_REGISTERED_AT]) {
        return LMS_COMPLETED;
    }
    return row->is_launched || row->has_date[LMS_STARTED_AT - LMS_REGISTERED_AT] ? LMS_INITIALIZED
                                                                                 : LMS_REGISTERED;
}

static enum lms_verb verb_of_score(const struct lms_mapping *mapping, const struct lms_score *score)
{
    double pass = (double)mapping->score_pass / (double)mapping->score_max;
    return lms_score_scaled(score) >= pass ? LMS_PASSED : LMS_FAILED;
}

static void read_score(struct lms_row_reader *reader, const struct csv_row *values,
                       struct lms_told *told)
{
    struct text value = field(reader, values, LMS_SCORE);
    if (value.length == 0) {
        return;
    }
    told->has_score = lms_score_read(value, reader->mapping->score_max, &told->score);
    if (!told->has_score) {
        refuse(reader, values->line, LMS_SCORE, value,
               "is no score from 0 to the 'score.max' of the mapping");
    }
}

/* Adds what is told, unless the activity has been told of: the further one counts. */
static void add_told(struct lms_row *row, const struct lms_told *told)
{
    for (size_t i = 0; i < row->told_count; i++) {
        if (text_equals(row->told[i].activity->id, told->activity->id)) {
            row->told[i] = told->verb > row->told[i].verb ? *told : row->told[i];
            return;
        }
    }
    row->told[row->told_count++] = *told;
}

/* A status, or a score in its place (as Moodle has it). */
static void read_activity_cell(struct lms_row_reader *reader, const struct csv_row *values,
                               const struct lms_sheet_column *column, struct lms_row *out)
{
    struct lms_told told = {.activity = column->activity};
    struct text value = cell(reader, values, column->index);
    if (value.length == 0 || column->activity == NULL) {
        return;
    }
    if (!find_status(reader->mapping, value, &told.verb)) {
        told.has_score = lms_score_read(value, reader->mapping->score_max, &told.score);
        if (!told.has_score) {
            refuse(reader, values->line, LMS_STATUS, value,
                   "is neither a score nor one of the mapping's 'statuses'; add it there");
            return;
        }
        bool is_judged = reader->mapping->score_pass >= 0;
        told.verb = is_judged ? verb_of_score(reader->mapping, &told.score) : LMS_INITIALIZED;
        reader->bare_scores += !is_judged;
    }
    if (told.verb != LMS_NOTHING) {
        add_told(out, &told);
    }
}

static void read_activity_cells(struct lms_row_reader *reader, const struct csv_row *values,
                                struct lms_row *out)
{
    for (size_t i = 0; i < reader->sheet->activity_count; i++) {
        read_activity_cell(reader, values, &reader->sheet->activities[i], out);
    }
}

static void read_status(struct lms_row_reader *reader, const struct csv_row *values,
                        const struct lms_activity *activity, struct lms_row *out)
{
    struct lms_told told = {.activity = activity, .verb = verb_of_dates(out)};
    struct text status = field(reader, values, LMS_STATUS);
    if (status.length > 0 && !find_status(reader->mapping, status, &told.verb)) {
        refuse(reader, values->line, LMS_STATUS, status,
               "is none of the mapping's 'statuses'; add it there, with what it says");
        return;
    }
    read_score(reader, values, &told);
    if (told.verb == LMS_COMPLETED && told.has_score) {
        reader->bare_scores += reader->mapping->score_pass < 0;
    }
    if (told.verb != LMS_NOTHING) {
        add_told(out, &told);
    }
}

/* A completion with a score that a mark judges is told twice: completed, and passed or failed. */
static void judge(struct lms_row_reader *reader, struct lms_row *row)
{
    struct lms_told *told = &row->told[0];
    if (reader->sheet->activity_count == 0 && row->told_count == 1 && told->has_score &&
        told->verb == LMS_COMPLETED && reader->mapping->score_pass >= 0) {
        row->told[row->told_count++] = (struct lms_told){
            told->activity, verb_of_score(reader->mapping, &told->score), true, told->score};
    }
}

/* What the row is about, by the first of its names that is known; else NULL, and out->unmatched. */
static const struct lms_activity *find_activity(const struct lms_row_reader *reader,
                                                const struct csv_row *values, struct lms_row *out)
{
    const struct lms_sheet *sheet = reader->sheet;
    const struct lms_activity *found = sheet->name_count == 0 ? reader->activity : NULL;
    bool ambiguous = false;
    struct text name = text_of("(no name)");
    for (size_t i = 0; i < sheet->name_count && found == NULL; i++) {
        struct text value = cell(reader, values, sheet->names[i] - 1);
        name = value.length > 0 ? value : name;
        found = lms_activities_find(reader->activities, value, &ambiguous);
    }
    out->unmatched = found == NULL ? name : text_of("");
    return found;
}

static void begin(const struct csv_row *values, struct lms_row *out)
{
    out->line = values->line;
    out->told_count = 0;
    out->has_duration = false;
    memset(out->has_date, 0, sizeof out->has_date);
    memset(out->dates, 0, sizeof out->dates);
}

static void read_values(struct lms_row_reader *reader, const struct csv_row *values,
                        const struct lms_activity *activity, struct lms_row *out)
{
    read_who(reader, values, out);
    read_organisation(reader, values, out);
    read_dates(reader, values, out);
    out->attempt = read_count(reader, values, LMS_ATTEMPT);
    out->is_launched = read_count(reader, values, LMS_LAUNCHES) > 0;
    read_duration(reader, values, out);
    if (reader->sheet->activity_count > 0) {
        read_activity_cells(reader, values, out);
    } else {
        read_status(reader, values, activity, out);
        judge(reader, out);
    }
    out->says_nothing = out->told_count == 0;
}

bool lms_row_read(struct lms_row_reader *reader, const struct csv_row *values, struct lms_row *out)
{
    size_t errors = reader->problems->errors.total;
    bool has_cells = reader->sheet->activity_count > 0;
    begin(values, out);
    if (values->count > reader->sheet->count) {
        refuse(reader, values->line, LMS_FIELDS, text_of(""),
               "has more values than the first line has columns; are quotes missing around a "
               "value with a separator in it?");
    }
    const struct lms_activity *activity = find_activity(reader, values, out);
    if (activity == NULL && has_cells) {
        out->unmatched = text_of("");
    }
    if (activity != NULL || has_cells) {
        read_values(reader, values, activity, out);
    }
    return reader->problems->errors.total == errors;
}
