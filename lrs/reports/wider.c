/* SPDX-License-Identifier: Apache-2.0 */

/* A parameter that narrows is a row of something: of the same answer without it, of the breakdown
 * by it, of the rows that `by` gives of it. */
#include "reports/wider.h"

#include "reports/chosen.h"
#include "reports/cohorts.h"
#include "reports/segment_fields.h"

#include <string.h>

#define BY "by"

enum { SEEN_OF_A_PARAMETER = 3, SEEN_MAX = SEEN_OF_A_PARAMETER * QUESTION_PARAMETERS_MAX };

/* What an answer is held against, as it is gathered. */
struct gathering {
    const struct disclosure_profile *profile;
    const struct disclosure_table *answer;
    struct arena *arena;
    struct disclosure_table seen[SEEN_MAX];
    size_t seen_count;
};

static bool is_narrowed(const struct question *question, size_t parameter)
{
    return question->report->parameters[parameter].narrows &&
           question->parameters[parameter].value != NULL;
}

/* The same question with each narrowing parameter left out in turn, as the store answers. */
static enum status collect_unhidden(const struct question *question, struct arena *arena,
                                    struct disclosure_wider *out, struct error *error)
{
    struct disclosure_table *tables =
        ARENA_ARRAY(arena, struct disclosure_table, QUESTION_PARAMETERS_MAX);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < question->count && status == STATUS_OK; i++) {
        if (is_narrowed(question, i)) {
            struct question wider = *question;
            wider.parameters[i].value = NULL;
            status = question_collect(&wider, arena, &tables[out->count++], error);
        }
    }
    out->tables = tables;
    return status;
}

/* With what is hidden from somebody who asks for that. */
static enum status collect_seen(const struct gathering *gathering, const struct question *question,
                                struct disclosure_table *out, struct error *error)
{
    struct disclosure_wider wider = {.count = 0};
    enum status status = question_collect(question, gathering->arena, out, error);
    if (status == STATUS_OK) {
        status = collect_unhidden(question, gathering->arena, &wider, error);
    }
    if (status == STATUS_OK) {
        status =
            cohorts_part(question, gathering->profile, out, gathering->arena, &wider.parted, error);
    }
    return status == STATUS_OK
               ? disclosure_judge(gathering->profile, out, &wider, gathering->arena, error)
               : status;
}

static bool is_told(const struct disclosure_table *table, size_t column)
{
    size_t row = 0;
    while (row < table->count && table->rows[row].values[column] == NULL) {
        row++;
    }
    return row < table->count;
}

/* Leaves the rows with that value, and only the divisions that the answer has. */
static void keep_rows(struct disclosure_table *table, size_t column, const char *value,
                      const struct disclosure_table *answer)
{
    size_t kept = 0;
    for (size_t i = 0; i < table->count; i++) {
        const char *here = table->rows[i].values[column];
        if (here != NULL && strcmp(here, value) == 0) {
            table->rows[kept++] = table->rows[i];
        }
    }
    table->count = kept;
    for (size_t at = 0; at < table->column_count; at++) {
        bool is_left = table->columns[at].kind != COLUMN_DIVISION || is_told(answer, at);
        for (size_t i = 0; i < kept && !is_left; i++) {
            table->rows[i].values[at] = NULL;
        }
    }
}

static enum status add_without(struct gathering *gathering, const struct question *question,
                               size_t parameter, struct error *error)
{
    struct question whole = *question;
    whole.parameters[parameter].value = NULL;
    return collect_seen(gathering, &whole, &gathering->seen[gathering->seen_count++], error);
}

/* What gives a row to each value of a parameter: another one, with its value and column. */
struct division {
    const char *name;
    const char *value;
    const char *column;
};

/* Whether the question could have it, and has not. */
static bool is_possible(const struct question *question, const struct division *division)
{
    size_t place = question_place_of(question->report->parameters, division->name);
    const struct report_field *parameter = &question->report->parameters[place];
    const char *now = question->parameters[place].value;
    return division->value != NULL && parameter->name != NULL &&
           question_allows(parameter, text_of(division->value)) &&
           (now == NULL || strcmp(now, division->value) != 0);
}

static enum status add_row_of(struct gathering *gathering, const struct question *question,
                              size_t parameter, const struct division *division,
                              struct error *error)
{
    if (!is_possible(question, division)) {
        return STATUS_OK;
    }
    struct question whole = *question;
    struct disclosure_table *table = &gathering->seen[gathering->seen_count++];
    size_t other = question_place_of(question->report->parameters, division->name);
    whole.parameters[parameter].value = NULL;
    whole.parameters[other].value = division->value;
    enum status status = collect_seen(gathering, &whole, table, error);
    if (status == STATUS_OK) {
        keep_rows(table, question_place_of(question->columns, division->column),
                  question->parameters[parameter].value, gathering->answer);
    }
    return status;
}

static bool is_broken_down(const struct question *question)
{
    size_t place = question_place_of(question->report->parameters, BREAKDOWN);
    return place < question->count && question->parameters[place].value != NULL;
}

static enum status add_all_of(struct gathering *gathering, const struct question *question,
                              size_t parameter, struct error *error)
{
    const char *name = question->parameters[parameter].name;
    const struct division by = {BY, name, name};
    const struct division breakdown = {BREAKDOWN, chosen_breakdown(name), DIVISION};
    enum status status = add_without(gathering, question, parameter, error);
    if (status == STATUS_OK) {
        status = add_row_of(gathering, question, parameter, &by, error);
    }
    /* An answer that is broken down already would have two divisions then; see README.md. */
    return status == STATUS_OK && !is_broken_down(question)
               ? add_row_of(gathering, question, parameter, &breakdown, error)
               : status;
}

enum status wider_collect(const struct question *question, const struct disclosure_profile *profile,
                          const struct disclosure_table *answer, struct arena *arena,
                          struct disclosure_wider *out, struct error *error)
{
    *out = (struct disclosure_wider){.count = 0};
    if (!profile->hides_seconds) {
        return STATUS_OK;
    }
    struct gathering *gathering = ARENA_NEW(arena, struct gathering);
    gathering->profile = profile;
    gathering->answer = answer;
    gathering->arena = arena;
    enum status status = collect_unhidden(question, arena, out, error);
    if (status == STATUS_OK) {
        status = cohorts_part(question, profile, answer, arena, &out->parted, error);
    }
    for (size_t i = 0; i < question->count && status == STATUS_OK; i++) {
        if (is_narrowed(question, i)) {
            status = add_all_of(gathering, question, i, error);
        }
    }
    out->seen = gathering->seen;
    out->seen_count = gathering->seen_count;
    return status;
}
