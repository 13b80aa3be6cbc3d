/* SPDX-License-Identifier: Apache-2.0 */

/* What each record tells by itself: THE list of measures, part by part. */
#include "base/london.h"
#include "base/text.h"
#include "store/answer.h"
#include "store/learner_facts.h"

#include <string.h>

/* The record that is told. */
struct telling {
    const struct fact_record *record;
    int times;
    struct tallies *out;
    bool has_days;
};

static void tell(const struct telling *telling, struct tally tally)
{
    tally.segment = telling->record->segment;
    tally.subject = telling->record->subject;
    tally.total = 1;
    tallies_add(telling->out, &tally, telling->times);
}

static const struct fact_row *find(const struct telling *telling, enum fact_kind kind,
                                   enum asked asked, int64_t context)
{
    for (size_t i = 0; i < telling->record->count; i++) {
        const struct fact_row *row = &telling->record->rows[i];
        if (row->kind == kind && row->asked == asked && row->context == context) {
            return row;
        }
    }
    return NULL;
}

static int64_t day_of(const struct fact_row *row)
{
    return london_day(row->early.by.timestamp_us);
}

/* The first day of the month, or of the financial year (April to March), that the day is in. */
static int64_t first_of_month(int64_t day)
{
    char text[DAY_TEXT_SIZE];
    day_format(day, text);
    return day - ((text[8] - '0') * 10 + text[9] - '0') + 1;
}

static int64_t first_of_year(int64_t day)
{
    int64_t first = first_of_month(day);
    char text[DAY_TEXT_SIZE];
    for (day_format(first, text); strncmp(text + 5, "04", 2) != 0; day_format(first, text)) {
        first = first_of_month(first - 1);
    }
    return first;
}

/* ---- enrolled, started, done ---- */

static void tell_stage(const struct telling *telling, const struct fact_row *row,
                       enum measure measure)
{
    if (row != NULL) {
        tell(telling, (struct tally){.measure = measure, .context = day_of(row)});
    }
}

/* Whoever was seen is enrolled from then on, if nothing enrolled him before. */
static const struct fact_row *find_enrolment(const struct fact_row *const *stages, size_t count)
{
    const struct fact_row *first = NULL;
    for (size_t i = 0; i < count; i++) {
        if (stages[i] != NULL &&
            (first == NULL || evidence_precedes(&stages[i]->early.by, &first->early.by))) {
            first = stages[i];
        }
    }
    return first;
}

/* By day, and how long it took: only of courses, as of modules there are many. */
static void tell_stage_days(const struct telling *telling, const struct fact_row *first,
                            const struct fact_row *started, const struct fact_row *done)
{
    tell_stage(telling, first, MEASURE_ENROLLED);
    tell_stage(telling, started, MEASURE_STARTED);
    tell_stage(telling, done, MEASURE_DONE);
    tell(telling, (struct tally){.measure = MEASURE_COMPLETION,
                                 .context = day_of(first),
                                 .value = done == NULL ? -1 : day_of(done) - day_of(first)});
}

/* Courses are what has active days. */
static void tell_stages(const struct telling *telling)
{
    const struct fact_row *const stages[] = {
        find(telling, FACT_ENROLLED, ASKED_ONCE, 0),
        find(telling, FACT_STARTED, ASKED_ONCE, 0),
        find(telling, FACT_DONE, ASKED_ONCE, 0),
    };
    const struct fact_row *first = find_enrolment(stages, sizeof stages / sizeof stages[0]);
    const struct fact_row *started = stages[1];
    const struct fact_row *done = stages[2];
    if (first == NULL) {
        return;
    }
    tell(telling, (struct tally){.measure = MEASURE_COHORT,
                                 .context = telling->has_days ? first_of_month(day_of(first)) : 0,
                                 .amount = started != NULL,
                                 .square = done != NULL});
    if (telling->has_days) {
        tell_stage_days(telling, first, started, done);
    }
}

/* Of those who have done the course, who has said what became of it, and when they did it last. */
static void tell_afterwards(const struct telling *telling)
{
    const struct fact_row *done = find(telling, FACT_DONE, ASKED_ONCE, 0);
    if (done == NULL || !telling->has_days) {
        return;
    }
    tell(telling, (struct tally){.measure = MEASURE_DONE_LAST,
                                 .context = london_day(done->late.by.timestamp_us)});
    for (size_t i = 0; i < FOLLOW_UPS; i++) {
        const struct fact_row *said =
            find(telling, FACT_FOLLOW_UP, ASKED_ONCE, follow_up_months[i]);
        tell(telling, (struct tally){.measure = MEASURE_FOLLOW_UP,
                                     .context = day_of(done),
                                     .value = follow_up_months[i],
                                     .late_value = said == NULL ? -1 : said->early.value});
    }
}

/* ---- active days ---- */

/* Days come in order. */
static void tell_days(const struct telling *telling)
{
    int64_t month = INT64_MIN;
    int64_t year = INT64_MIN;
    for (size_t i = 0; i < telling->record->count; i++) {
        const struct fact_row *row = &telling->record->rows[i];
        if (row->kind != FACT_DAY) {
            continue;
        }
        tell(telling, (struct tally){.measure = MEASURE_ACTIVE_DAY, .context = row->context});
        if (first_of_month(row->context) != month) {
            month = first_of_month(row->context);
            tell(telling, (struct tally){.measure = MEASURE_ACTIVE_MONTH, .context = month});
        }
        if (first_of_year(month) != year) {
            year = first_of_year(month);
            tell(telling, (struct tally){.measure = MEASURE_ACTIVE_YEAR, .context = year});
        }
    }
}

/* ---- pages ---- */

/* Of those that the learner saw, the one whose first time is the latest; NULL: he saw none. */
static const struct fact_row *find_last_page(const struct fact_record *record)
{
    const struct fact_row *last = NULL;
    for (size_t i = 0; i < record->count; i++) {
        const struct fact_row *row = &record->rows[i];
        if (row->kind == FACT_PAGE &&
            (last == NULL || evidence_precedes(&last->early.by, &row->early.by))) {
            last = row;
        }
    }
    return last;
}

/* Who has not done the module has stopped at the page that he came to last. */
static void tell_pages(const struct telling *telling)
{
    const struct fact_row *last = find_last_page(telling->record);
    if (last == NULL) {
        return;
    }
    const bool is_done = find(telling, FACT_DONE, ASKED_ONCE, 0) != NULL;
    for (size_t i = 0; i < telling->record->count; i++) {
        const struct fact_row *row = &telling->record->rows[i];
        if (row->kind == FACT_PAGE) {
            tell(telling, (struct tally){.measure = MEASURE_PAGE,
                                         .context = row->context,
                                         .amount = row == last && !is_done});
        }
    }
}

/* ---- scores ---- */

static void tell_score(const struct telling *telling, const struct fact_row *row)
{
    const struct {
        enum measure measure;
        int64_t value;
        int64_t amount;
    } scores[] = {
        {MEASURE_SCORE_FIRST, row->early.value, row->times},
        {MEASURE_SCORE_LAST, row->late.value, 0},
        {MEASURE_SCORE_BEST, row->best, 0},
    };
    for (size_t i = 0; i < sizeof scores / sizeof scores[0]; i++) {
        tell(telling, (struct tally){.measure = scores[i].measure,
                                     .asked = row->asked,
                                     .value = scores[i].value,
                                     .amount = scores[i].amount});
    }
}

/* ---- answers ---- */

const int64_t fact_answer_times[FACT_ANSWER_TIMES] = {0,  5,   10,  20,  30,  45,  60,
                                                      90, 120, 180, 300, 600, 1800};

static int64_t bucket_of(int64_t ms)
{
    size_t i = FACT_ANSWER_TIMES - 1;
    while (i > 0 && ms < fact_answer_times[i] * 1000) {
        i--;
    }
    return fact_answer_times[i];
}

/* Right and wrong first answers with the first score of the quiz that they were given in. */
static void tell_item(const struct telling *telling, const struct fact_row *row)
{
    const struct fact_row *score = find(telling, FACT_SCORE, row->asked, 0);
    if (score != NULL && row->early.value != OUTCOME_NEUTRAL) {
        tell(telling, (struct tally){.measure = MEASURE_ITEM,
                                     .context = row->context,
                                     .asked = row->asked,
                                     .value = row->early.value,
                                     .amount = score->early.value,
                                     .square = score->early.value * score->early.value});
    }
}

static void tell_answer(const struct telling *telling, const struct fact_row *row)
{
    tell(telling, (struct tally){.measure = MEASURE_ANSWER_FIRST,
                                 .context = row->context,
                                 .asked = row->asked,
                                 .value = row->early.value,
                                 .text = text_of(row->early.text)});
    if (row->ms >= 0) {
        tell(telling, (struct tally){.measure = MEASURE_ANSWER_TIME,
                                     .context = row->context,
                                     .asked = row->asked,
                                     .value = bucket_of(row->ms),
                                     .amount = row->ms});
    }
    tell_item(telling, row);
}

/* ---- before and after ---- */

static void tell_change(const struct telling *telling, const struct fact_row *before,
                        const struct fact_row *after)
{
    struct tally tally = {.measure = MEASURE_CHANGE_NUMBER,
                          .context = before->context,
                          .value = before->early.value,
                          .late_value = after->early.value};
    if (before->kind == FACT_ANSWER) {
        tally.text = text_of(before->early.text);
        tally.late_text = text_of(after->early.text);
        bool are_numbers = answer_number(tally.text, &tally.value) &&
                           answer_number(tally.late_text, &tally.late_value);
        if (!are_numbers) {
            tally.measure = MEASURE_CHANGE_WORD;
            tally.value = 0;
            tally.late_value = 0;
        }
    }
    tell(telling, tally);
}

static void tell_row(const struct telling *telling, const struct fact_row *row)
{
    if (row->kind == FACT_SCORE) {
        tell_score(telling, row);
    }
    if (row->kind == FACT_ANSWER) {
        tell_answer(telling, row);
    }
    if ((row->kind == FACT_ANSWER || row->kind == FACT_LEVEL) && row->asked == ASKED_BEFORE) {
        const struct fact_row *after = find(telling, row->kind, ASKED_AFTER, row->context);
        if (after != NULL) {
            tell_change(telling, row, after);
        }
    }
}

void facts_tell(const struct fact_record *record, int times, struct tallies *out)
{
    struct telling telling = {record, times, out, false};
    for (size_t i = 0; i < record->count; i++) {
        telling.has_days = telling.has_days || record->rows[i].kind == FACT_DAY;
    }
    tell_stages(&telling);
    tell_afterwards(&telling);
    tell_days(&telling);
    tell_pages(&telling);
    for (size_t i = 0; i < record->count; i++) {
        tell_row(&telling, &record->rows[i]);
    }
}
