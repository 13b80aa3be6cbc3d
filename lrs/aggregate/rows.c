/* SPDX-License-Identifier: Apache-2.0 */

/* What all rows have in common: their time, their human, the conditions. All conditions are looked
 * at here, so that every source and every engine means the same by them. */
#include "aggregate/rows.h"

#include <assert.h>

static void plan_add(struct aggregate_plan *plan, const struct aggregate_field *field)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->fields[i] == field) {
            return;
        }
    }
    assert(plan->count < AGGREGATE_FIELDS_MAX);
    plan->fields[plan->count++] = field;
}

void plan_make(const struct aggregate_query *query, struct aggregate_plan *out)
{
    *out = (struct aggregate_plan){.query = query};
    for (size_t i = 0; i < query->measure_count; i++) {
        if (query->measures[i].field != NULL) {
            plan_add(out, query->measures[i].field);
        }
    }
    for (size_t i = 0; i < query->group_count; i++) {
        plan_add(out, query->groups[i]);
    }
    for (size_t i = 0; i < query->condition_count; i++) {
        plan_add(out, query->conditions[i].field);
    }
    if (query->time != NULL) {
        plan_add(out, query->time);
    }
}

size_t plan_place(const struct aggregate_plan *plan, const struct aggregate_field *field)
{
    size_t place = 0;
    while (plan->fields[place] != field) {
        place++;
    }
    return place;
}

static bool meets_conditions(const struct aggregate_plan *plan,
                             const struct aggregate_value *values)
{
    for (size_t i = 0; i < plan->query->condition_count; i++) {
        const struct aggregate_condition *condition = &plan->query->conditions[i];
        bool counts = !plan->omits || plan->omitted != i;
        if (counts && !aggregate_holds(condition, &values[plan_place(plan, condition->field)])) {
            return false;
        }
    }
    return true;
}

enum status rows_take(const struct aggregate_walk *walk, struct text learner, struct text said,
                      struct aggregate_value *values, struct error *error)
{
    const struct aggregate_plan *plan = walk->plan;
    struct aggregate_row row = {.learner = learner, .us = walk->now_us, .values = values};
    if (plan->query->time != NULL && values[plan_place(plan, plan->query->time)].is_known) {
        row.us = values[plan_place(plan, plan->query->time)].us;
        row.has_time = true;
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->fields[i]->attribute != PERSON_NOTHING) {
            book_look_up(walk->book, learner, row.us, said, plan->fields[i]->attribute, &values[i]);
        }
    }
    if (!meets_conditions(plan, values)) {
        return STATUS_OK;
    }
    book_look_up(walk->book, learner, row.us, said, PERSON_HUMAN, &row.person);
    return walk->visit(walk->context, &row, error);
}

enum status rows_walk(const struct aggregate_walk *walk, struct error *error)
{
    return walk->plan->query->source->view == NULL ? rows_walk_statements(walk, error)
                                                   : rows_walk_view(walk, error);
}
