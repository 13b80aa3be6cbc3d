/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of a published view. The SQL is made of the table of fields alone; what the user wrote goes
 * into it as parameters. */
#include "aggregate/rows.h"

#include "base/buffer.h"
#include "base/timestamp.h"

#include <stdlib.h>

enum { SQL_MAX = 8192, LEARNER = 0, SAID = 1, OWN = 2 };

struct view_walk {
    const struct aggregate_walk *walk;
    size_t count;
    struct arena *arena;
    struct report_parameter parameters[AGGREGATE_CONDITIONS_MAX + 1];
    size_t parameter_count;
    struct buffer sql;
};

/* An equality of texts lets the database look at fewer rows; rows_take() looks at it again. */
static void add_condition(struct view_walk *own, const struct aggregate_condition *condition)
{
    bool is_plain = condition->field->type == FIELD_TEXT && condition->field->column != NULL &&
                    condition->comparison == IS_EQUAL && condition->count == 1;
    if (!is_plain) {
        return;
    }
    struct report_parameter *parameter = &own->parameters[own->parameter_count];
    parameter->name = arena_print(own->arena, "value_%c", (char)('a' + own->parameter_count));
    parameter->value = arena_copy(own->arena, condition->values[0].text);
    buffer_print(&own->sql, " AND %s = :%s", condition->field->column, parameter->name);
    own->parameter_count++;
}

static void make_sql(struct view_walk *own)
{
    const struct aggregate_plan *plan = own->walk->plan;
    const struct aggregate_source *source = plan->query->source;
    buffer_print(&own->sql, "SELECT learner, %s", source->said == NULL ? "NULL" : source->said);
    for (size_t i = 0; i < plan->count; i++) {
        const char *column = plan->fields[i]->column;
        buffer_print(&own->sql, ", %s", column == NULL ? "NULL" : column);
    }
    buffer_print(&own->sql, " FROM %s WHERE 1 = 1", source->view);
    for (size_t i = 0; i < plan->query->condition_count; i++) {
        if (!plan->omits || plan->omitted != i) {
            add_condition(own, &plan->query->conditions[i]);
        }
    }
    if (source->is_of_now) {
        char now[TIMESTAMP_SIZE];
        timestamp_format(own->walk->now_us, now);
        own->parameters[own->parameter_count++] =
            (struct report_parameter){"now", arena_copy_string(own->arena, now)};
        buffer_add_string(&own->sql, " AND from_at <= :now AND to_at > :now");
    }
}

static void read_value(const struct aggregate_field *field, const char *text,
                       struct aggregate_value *out)
{
    *out = (struct aggregate_value){.is_known = text != NULL};
    if (text == NULL || field->column == NULL) {
        out->is_known = false;
        return;
    }
    switch (field->type) {
    case FIELD_TEXT:
        out->text = text_of(text);
        break;
    case FIELD_NUMBER:
    case FIELD_FLAG:
        out->number = strtod(text, NULL);
        break;
    case FIELD_TIME:
        out->is_known = timestamp_parse(text_of(text), &out->us);
        break;
    }
}

static struct text text_or_none(const char *text)
{
    return text == NULL ? (struct text){NULL, 0} : text_of(text);
}

static enum status take_row(void *context, const struct report_row *row, struct error *error)
{
    struct view_walk *own = context;
    const struct aggregate_plan *plan = own->walk->plan;
    struct aggregate_value values[AGGREGATE_FIELDS_MAX];
    if (++own->count > AGGREGATE_ROWS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "where: %s has more than %d rows that this question would look at; add a "
                    "condition that is an equality, such as where=%s = '...'",
                    plan->query->source->name, AGGREGATE_ROWS_MAX,
                    plan->query->source->is_of_now ? "learner" : "course");
    }
    for (size_t i = 0; i < plan->count; i++) {
        read_value(plan->fields[i], row->values[OWN + i], &values[i]);
    }
    return rows_take(own->walk, text_or_none(row->values[LEARNER]), text_or_none(row->values[SAID]),
                     values, error);
}

enum status rows_walk_view(const struct aggregate_walk *walk, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct view_walk own = {.walk = walk, .arena = arena, .sql = BUFFER_INIT(SQL_MAX)};
    make_sql(&own);
    enum status status = buffer_check(&own.sql, "the question's SQL", error);
    if (status == STATUS_OK) {
        const struct report_query query = {.sql = own.sql.data,
                                           .parameters = own.parameters,
                                           .parameter_count = own.parameter_count,
                                           .organisation = walk->organisation};
        status = store_ask_report(walk->store, &query, take_row, &own, error);
    }
    buffer_finish(&own.sql);
    return status;
}
