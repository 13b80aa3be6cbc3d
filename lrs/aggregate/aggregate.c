/* SPDX-License-Identifier: Apache-2.0 */

/* From parameters to rows of an answer; once more without each condition where what that answer is
 * larger by would tell of few. */
#include "aggregate/aggregate.h"

#include "aggregate/grammar.h"
#include "aggregate/tally.h"
#include "base/clock.h"
#include "reports/writer.h"

#include <string.h>

const struct report_field aggregate_parameters[] = {
    {.name = "from",
     .help = "what is looked at",
     .values = "statements|progress|enrolment|modules|people",
     .default_value = "statements"},
    {.name = "measure", .help = "count, mean(score), ... with commas between; see the manual"},
    {.name = "group", .help = "fields, with commas between"},
    {.name = "where", .help = "conditions on fields, with 'and' between"},
    {.name = "bucket",
     .help = "spans of time: day, week, month, quarter or financial-year; month(started_at)"},
    {.name = "tz",
     .help = "whose days",
     .values = "Europe/London|UTC",
     .default_value = "Europe/London"},
    {0},
};

/* One question. */
struct asking {
    struct store *store;
    const struct aggregate_request *request;
    struct arena *arena;
    struct aggregate_query query;
    struct book *book;
    struct pseudonyms pseudonyms;
    int64_t now_us;
};

static struct text *word_of(struct aggregate_words *words, const char *name)
{
    struct text *const all[] = {&words->from,  &words->measure, &words->group,
                                &words->where, &words->bucket,  &words->tz};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        if (strcmp(aggregate_parameters[i].name, name) == 0) {
            return all[i];
        }
    }
    return NULL;
}

static enum status read_words(const struct aggregate_request *request, struct aggregate_words *out,
                              struct error *error)
{
    for (size_t i = 0; i < request->parameter_count; i++) {
        const struct report_parameter *given = &request->parameters[i];
        struct text *word = word_of(out, given->name);
        if (word == NULL) {
            return FAIL(error, STATUS_INVALID,
                        "%.100s: there is no such parameter; there are from, measure, group, "
                        "where, bucket and tz",
                        given->name);
        }
        if (word->data != NULL) {
            return FAIL(error, STATUS_INVALID, "%s: given twice; give it once", given->name);
        }
        *word = text_of(given->value == NULL ? "" : given->value);
    }
    return STATUS_OK;
}

/* Who may not see whom rows are about may not find it out by conditions either. */
static enum status check_people(const struct asking *asking, struct error *error)
{
    const struct aggregate_query *query = &asking->query;
    const struct aggregate_field *field = NULL;
    for (size_t i = 0; i < query->condition_count; i++) {
        field = query->conditions[i].field->is_of_one_human ? query->conditions[i].field : field;
    }
    for (size_t i = 0; i < query->measure_count; i++) {
        bool asks = query->measures[i].kind == AGGREGATE_RATIO;
        field =
            asks && query->measures[i].field->is_of_one_human ? query->measures[i].field : field;
    }
    if (field != NULL && !asking->request->names_people) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "where: conditions on %s are for credentials that may know who learners are; "
                    "ask for one with the scope reports/persons",
                    field->name);
    }
    return STATUS_OK;
}

static enum status answer(struct asking *asking, const struct aggregate_plan *plan,
                          struct disclosure_table *out, struct error *error)
{
    struct tally *tally = tally_create(plan, asking->arena);
    const struct aggregate_walk walk = {.store = asking->store,
                                        .plan = plan,
                                        .book = asking->book,
                                        .organisation = asking->request->organisation,
                                        .now_us = asking->now_us,
                                        .visit = tally_add,
                                        .context = tally};
    enum status status = disclosure_check_persons(asking->request->disclosure, tally_columns(tally),
                                                  AGGREGATE_NAME, error);
    if (status == STATUS_OK && !asking->request->names_people) {
        status = pseudonyms_use(asking->store, tally_columns(tally), &asking->pseudonyms, error);
        tally_use_pseudonyms(tally, &asking->pseudonyms);
    }
    status = status == STATUS_OK ? rows_walk(&walk, error) : status;
    if (status == STATUS_OK) {
        *out = tally_finish(tally);
    }
    return status;
}

/* A question that would be refused without one of its conditions is not answered without it to
 * anybody, so nothing can be subtracted from that. */
static enum status answer_wider(struct asking *asking, const struct aggregate_plan *plan,
                                struct disclosure_wider *out, struct error *error)
{
    struct disclosure_table *tables =
        ARENA_ARRAY(asking->arena, struct disclosure_table, AGGREGATE_CONDITIONS_MAX);
    out->tables = tables;
    for (size_t i = 0; i < asking->query.condition_count; i++) {
        struct aggregate_plan *wider = ARENA_NEW(asking->arena, struct aggregate_plan);
        *wider = *plan;
        wider->omits = true;
        wider->omitted = i;
        enum status status = answer(asking, wider, &tables[out->count], error);
        if (status == STATUS_OK) {
            out->count++;
        } else if (status != STATUS_INVALID && status != STATUS_TOO_LARGE) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status write_answer(const struct asking *asking, struct disclosure_table *table,
                                report_sink sink, void *context, struct error *error)
{
    struct report_writer writer;
    report_writer_init(&writer, table->columns, asking->request->format,
                       asking->request->disclosure);
    writer.sink = sink;
    writer.context = context;
    enum status status = report_writer_table(&writer, table, error);
    report_writer_finish(&writer);
    return status;
}

static enum status ask(struct asking *asking, report_sink sink, void *context, struct error *error)
{
    struct aggregate_words words = {.from = {NULL, 0}};
    struct aggregate_plan *plan = ARENA_NEW(asking->arena, struct aggregate_plan);
    struct disclosure_table table = {.count = 0};
    struct disclosure_wider wider = {.count = 0};
    enum status status = read_words(asking->request, &words, error);
    if (status == STATUS_OK) {
        status = aggregate_read(&words, asking->arena, &asking->query, error);
    }
    status = status == STATUS_OK ? check_people(asking, error) : status;
    if (status == STATUS_OK) {
        plan_make(&asking->query, plan);
        status = book_read(asking->store, asking->request->organisation, asking->arena,
                           &asking->book, error);
    }
    status = status == STATUS_OK ? answer(asking, plan, &table, error) : status;
    if (status == STATUS_OK && asking->request->disclosure->hides_seconds) {
        status = answer_wider(asking, plan, &wider, error);
    }
    if (status == STATUS_OK) {
        status =
            disclosure_apply(asking->request->disclosure, &table, &wider, asking->arena, error);
    }
    return status == STATUS_OK ? write_answer(asking, &table, sink, context, error) : status;
}

enum status aggregate_run(struct store *store, const struct aggregate_request *request,
                          report_sink sink, void *context, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct asking *asking = ARENA_NEW(arena, struct asking); /* it is large */
    *asking = (struct asking){
        .store = store, .request = request, .arena = arena, .now_us = clock_now_us()};
    enum status status = ask(asking, sink, context, error);
    pseudonyms_finish(&asking->pseudonyms);
    return status;
}
