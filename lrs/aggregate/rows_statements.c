/* SPDX-License-Identifier: Apache-2.0 */

/* Statements as rows: found by the rarest of the terms that conditions name, unpacked and parsed. A
 * term also finds statements that refer to such ones; the conditions are looked at again. */
#include "aggregate/rows.h"

#include "store/estimates.h"

#include <string.h>

enum { PAGE = 500 };

struct statements_walk {
    const struct aggregate_walk *walk;
    struct statement_query query;
    struct term terms[AGGREGATE_CONDITIONS_MAX];
    size_t count;
};

static int64_t larger(int64_t one, int64_t other)
{
    return one > other ? one : other;
}

static int64_t smaller(int64_t one, int64_t other)
{
    return one < other ? one : other;
}

/* `since_us` is exclusive, `until_us` inclusive. */
static void add_time(struct statement_query *query, const struct aggregate_condition *condition)
{
    int64_t us = condition->values[0].us;
    switch (condition->comparison) {
    case IS_EQUAL:
    case IS_OTHER:
        break;
    case IS_LESS:
    case IS_AT_MOST:
        query->until_us = smaller(query->until_us, us);
        break;
    case IS_MORE:
    case IS_AT_LEAST:
        query->since_us = larger(query->since_us, us - 1);
        break;
    }
}

static void add_bounds(struct statements_walk *own)
{
    const struct aggregate_plan *plan = own->walk->plan;
    for (size_t i = 0; i < plan->query->condition_count; i++) {
        const struct aggregate_condition *condition = &plan->query->conditions[i];
        bool counts = !plan->omits || plan->omitted != i;
        if (counts && condition->field->term != 0 && condition->comparison == IS_EQUAL &&
            condition->count == 1) {
            own->terms[own->query.term_count++] =
                (struct term){condition->field->term, condition->values[0].text};
        } else if (counts && strcmp(condition->field->name, "stored") == 0 &&
                   condition->count == 1) {
            add_time(&own->query, condition);
        }
    }
    own->query.terms = own->terms;
}

static enum status check_bounds(const struct statements_walk *own, struct error *error)
{
    const struct statement_query *query = &own->query;
    int64_t least = INT64_MAX;
    if (query->term_count == 0 && query->since_us == INT64_MIN) {
        return FAIL(error, STATUS_INVALID,
                    "where: this question would read every statement; add verb = ..., activity = "
                    "... or stored >= ... with a day, or ask from=progress, enrolment or modules");
    }
    for (size_t i = 0; i < query->term_count; i++) {
        int64_t uses = 0;
        enum status status = store_estimate_term(own->walk->store, &query->terms[i], &uses, error);
        if (status != STATUS_OK) {
            return status;
        }
        least = smaller(least, uses);
    }
    if (query->term_count > 0 && query->since_us == INT64_MIN && least > AGGREGATE_STATEMENTS_MAX) {
        return FAIL(
            error, STATUS_TOO_LARGE,
            "where: some %lld statements meet the rarest of verb, activity and learner, and "
            "%d are read at most; add another of them, or stored >= ... with a day",
            (long long)least, AGGREGATE_STATEMENTS_MAX);
    }
    return STATUS_OK;
}

static void read_field(const char *name, const struct aggregate_source *source,
                       const struct statement_facts *facts, struct aggregate_value *out)
{
    *out = (struct aggregate_value){.is_known = false};
    aggregate_field_find(source, text_of(name))->read(facts, out);
}

static enum status take_statement(void *context, const struct stored_statement *statement,
                                  struct error *error)
{
    struct statements_walk *own = context;
    const struct aggregate_plan *plan = own->walk->plan;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement_facts facts;
    struct aggregate_value values[AGGREGATE_FIELDS_MAX] = {{0}};
    if (++own->count > AGGREGATE_STATEMENTS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "where: more than %d statements would be read; add verb = ..., activity = ... "
                    "or a later day to stored >= ...",
                    AGGREGATE_STATEMENTS_MAX);
    }
    enum status status = statement_facts_read(statement, arena, &facts, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->fields[i]->read != NULL) {
            plan->fields[i]->read(&facts, &values[i]);
        }
    }
    struct aggregate_value learner;
    struct aggregate_value said;
    read_field("learner", plan->query->source, &facts, &learner);
    read_field(plan->query->source->said, plan->query->source, &facts, &said);
    return book_allows(own->walk->book, learner.text)
               ? rows_take(own->walk, learner.text, said.text, values, error)
               : STATUS_OK;
}

enum status rows_walk_statements(const struct aggregate_walk *walk, struct error *error)
{
    struct statements_walk own = {
        .walk = walk,
        .query = {.since_us = INT64_MIN, .until_us = INT64_MAX, .ascending = true, .limit = PAGE}};
    add_bounds(&own);
    enum status status = check_bounds(&own, error);
    do {
        if (status == STATUS_OK) {
            status = store_query_statements(walk->store, &own.query, take_statement, &own,
                                            &own.query.after_seq, error);
        }
    } while (status == STATUS_OK && own.query.after_seq != 0);
    return status;
}
