/* SPDX-License-Identifier: Apache-2.0 */

/* Each part of the run - a fill, a use case that posts - has a payload of its own, so that each can
 * be counted back alone. Queries ask for what the last fill has put there. */
#include "load/cases.h"

#include "base/mem.h"
#include "load/question.h"

#include <errno.h>
#include <stdlib.h>

enum { BATCH_SMALL = 10, BATCH_LARGE = 100, BATCH_FILL = 100 };

/* TRAX draws from sets of "100 or 10000 potential actors", names a contextual agent in each
 * statement and three contextual activities. */
static const struct payload_shape low = {.learners = 100, .activities = 100, .instructors = 10};
static const struct payload_shape high = {
    .learners = 10000, .activities = 10000, .instructors = 1000};
static const struct payload_shape groups = {
    .learners = 1000, .activities = 100, .instructors = 100, .members = 10};
static const struct payload_shape fill = {.learners = 1000, .activities = 100, .instructors = 100};

/* A use case posts batches of a shape, or gets by filters. */
static const struct use_case {
    const char *name;
    uint32_t batch;
    const struct payload_shape *shape;
    unsigned filters;
} use_cases[CASES_COUNT] = {
    {.name = "post one by one, low variability", .batch = 1, .shape = &low},
    {.name = "post one by one, high variability", .batch = 1, .shape = &high},
    {.name = "post small batches, low variability", .batch = BATCH_SMALL, .shape = &low},
    {.name = "post small batches, high variability", .batch = BATCH_SMALL, .shape = &high},
    {.name = "post large batches, low variability", .batch = BATCH_LARGE, .shape = &low},
    {.name = "post large batches, high variability", .batch = BATCH_LARGE, .shape = &high},
    {.name = "post groups", .batch = BATCH_SMALL, .shape = &groups},
    {.name = "get by agent", .filters = QUESTION_AGENT},
    {.name = "get by activity", .filters = QUESTION_ACTIVITY},
    {.name = "get by agent, activity", .filters = QUESTION_AGENT | QUESTION_ACTIVITY},
    {.name = "get by agent, verb, activity",
     .filters = QUESTION_AGENT | QUESTION_VERB | QUESTION_ACTIVITY},
    {.name = "get by related agent", .filters = QUESTION_RELATED_AGENT},
    {.name = "get by related activity", .filters = QUESTION_RELATED_ACTIVITY},
};

struct run {
    const struct cases_options *options;
    struct payload filled;
    uint32_t filled_count;
    uint32_t parts; /* payloads made */
    uint64_t sent;  /* statements acknowledged by now */
};

static struct burst_options burst_of(struct run *run, const struct payload *payload)
{
    const struct cases_options *options = run->options;
    run->parts++;
    return (struct burst_options){
        .client = options->client,
        .payload = payload,
        .connections = options->connections,
        .failures_max = options->failures_max,
        .progress = options->progress,
    };
}

static enum status fill_to(struct run *run, uint32_t size, struct cases_row *row,
                           struct error *error)
{
    uint32_t count = size - (uint32_t)run->sent;
    run->filled = payload_make(run->options->seed, run->parts, &fill);
    run->filled_count = count;
    struct burst_options burst = burst_of(run, &run->filled);
    burst.statements = count;
    burst.batch = count < BATCH_FILL ? count : BATCH_FILL;
    row->name = "fill";
    return burst_run(&burst, &row->result, error);
}

static enum status post(struct run *run, const struct use_case *use_case, struct cases_row *row,
                        struct error *error)
{
    struct payload payload = payload_make(run->options->seed, run->parts, use_case->shape);
    struct burst_options burst = burst_of(run, &payload);
    uint64_t statements = (uint64_t)run->options->requests * use_case->batch;
    burst.statements =
        statements < BURST_STATEMENTS_MAX ? (uint32_t)statements : BURST_STATEMENTS_MAX;
    burst.batch = use_case->batch;
    burst.limit_us = run->options->limit_us;
    return burst_run(&burst, &row->result, error);
}

struct questions {
    const struct run *run;
    unsigned filters;
};

static void write_question(const void *context, uint32_t number, struct buffer *url,
                           struct buffer *body)
{
    const struct questions *questions = context;
    const struct run *run = questions->run;
    /* A prime stride visits all, in an order that no cache of neighbours helps. */
    uint32_t statement = (uint32_t)((uint64_t)number * 7919 % run->filled_count);
    (void)body;
    question_write(client_statements_url(run->options->client), &run->filled, statement,
                   questions->filters, url);
}

static enum status get(struct run *run, const struct use_case *use_case, struct cases_row *row,
                       struct error *error)
{
    const struct cases_options *options = run->options;
    const struct questions questions = {run, use_case->filters};
    AUTO(free) uint8_t *acknowledged = mem_zeroed(options->requests, 1);
    row->is_get = true;
    progress_begin(options->progress, use_case->name, options->requests);
    enum status status = sender_run(
        &(struct sender_options){
            .client = options->client,
            .source = {&questions, write_question, question_found},
            .requests = options->requests,
            .connections = options->connections,
            .limit_us = options->limit_us,
            .failures_max = options->failures_max,
            .acknowledged = acknowledged,
            .progress = options->progress,
        },
        &row->result.figures, error);
    progress_end(options->progress);
    return status;
}

static enum status run_case(struct run *run, const struct use_case *use_case, struct cases_row *row,
                            struct error *error)
{
    row->name = use_case->name;
    return (use_case->shape != NULL ? post : get)(run, use_case, row, error);
}

/* One row; without a use case it is the fill. */
static enum status measure(struct run *run, uint32_t size, const struct use_case *use_case,
                           struct error *error)
{
    struct cases_row row = {.size = (uint32_t)run->sent};
    enum status status =
        use_case != NULL ? run_case(run, use_case, &row, error) : fill_to(run, size, &row, error);
    if (status != STATUS_OK) {
        error_locate(error, "%s", row.name);
        return status;
    }
    run->sent += row.result.back.expected;
    run->options->tell(run->options->context, &row);
    return STATUS_OK;
}

enum status cases_run(const struct cases_options *options, struct error *error)
{
    struct run run = {.options = options};
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < options->size_count; i++) {
        if (run.sent < options->sizes[i]) {
            status = measure(&run, options->sizes[i], NULL, error);
        }
        for (size_t j = 0; status == STATUS_OK && j < CASES_COUNT; j++) {
            status = measure(&run, options->sizes[i], &use_cases[j], error);
        }
    }
    return status;
}

enum status cases_read_sizes(const char *text, struct cases_options *out, struct error *error)
{
    const char *rest = text;
    size_t count = 0;
    for (bool goes_on = true; goes_on; count++) {
        char *end = NULL;
        errno = 0;
        unsigned long size = strtoul(rest, &end, 10);
        bool is_number = *rest >= '0' && *rest <= '9' && errno == 0;
        unsigned long before = count > 0 ? out->sizes[count - 1] : 0;
        if (!is_number || (*end != ',' && *end != '\0') || count == CASES_SIZES_MAX ||
            size <= before || size > BURST_STATEMENTS_MAX) {
            return FAIL(error, STATUS_INVALID,
                        "--cases is '%s', but must be up to %d ascending numbers from 1 to %d, "
                        "such as 10000,100000",
                        text, (int)CASES_SIZES_MAX, (int)BURST_STATEMENTS_MAX);
        }
        out->sizes[count] = (uint32_t)size;
        goes_on = *end == ',';
        rest = end + 1;
    }
    out->size_count = count;
    return STATUS_OK;
}
