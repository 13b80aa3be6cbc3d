/* SPDX-License-Identifier: Apache-2.0 */

/* Request n holds statements n * batch and those after it, so that an acknowledged request says
 * which statements must come back. */
#include "load/burst.h"

#include "base/mem.h"
#include "load/recount.h"

#include <stdlib.h>

static uint32_t first_of(const struct burst_options *options, uint32_t request)
{
    return request * options->batch;
}

static uint32_t count_of(const struct burst_options *options, uint32_t request)
{
    uint32_t left = options->statements - first_of(options, request);
    return left < options->batch ? left : options->batch;
}

static void write_batch(const void *context, uint32_t request, struct buffer *url,
                        struct buffer *body)
{
    const struct burst_options *options = context;
    (void)url;
    payload_write_batch(options->payload, first_of(options, request), count_of(options, request),
                        body);
}

static enum status count_back(const struct burst_options *options, uint32_t requests,
                              const uint8_t *acknowledged, struct tally_result *out,
                              struct error *error)
{
    AUTO(tally_destroy)
    struct tally *tally = tally_create(options->payload, options->statements);
    for (uint32_t i = 0; i < requests; i++) {
        if (acknowledged[i] != 0) {
            tally_expect(tally, first_of(options, i), count_of(options, i));
        }
    }
    enum status status = recount(options->client, options->payload, options->statements, tally,
                                 options->progress, error);
    progress_end(options->progress);
    *out = tally_result(tally);
    return status;
}

enum status burst_run(const struct burst_options *options, struct burst_result *out,
                      struct error *error)
{
    uint32_t requests = (options->statements - 1) / options->batch + 1;
    AUTO(free) uint8_t *acknowledged = mem_zeroed(requests, 1);
    struct burst_result result = {0};
    progress_begin(options->progress, "posted requests", requests);
    enum status status = sender_run(
        &(struct sender_options){
            .client = options->client,
            .source = {.context = options, .write = write_batch},
            .requests = requests,
            .connections = options->connections,
            .rate = options->rate / options->batch,
            .limit_us = options->limit_us,
            .failures_max = options->failures_max,
            .acknowledged = acknowledged,
            .progress = options->progress,
        },
        &result.figures, error);
    progress_end(options->progress);
    if (status == STATUS_OK) {
        status = count_back(options, requests, acknowledged, &result.back, error);
    }
    if (status == STATUS_OK) {
        *out = result;
    }
    return status;
}

enum status burst_check(const struct burst_result *result, struct error *error)
{
    const struct tally_result *back = &result->back;
    if (back->lost > 0 || back->doubled > 0 || back->foreign > 0) {
        return FAIL(error, STATUS_INVALID,
                    "of %u acknowledged statements %u are lost and %u came back more than once; "
                    "%u came back that were not sent",
                    back->expected, back->lost, back->doubled, back->foreign);
    }
    if (result->figures.failed > 0) {
        return FAIL(error, STATUS_INVALID,
                    "nothing acknowledged is lost, but %u requests failed; the last: %s",
                    result->figures.failed, result->figures.last_failure.message);
    }
    return STATUS_OK;
}
