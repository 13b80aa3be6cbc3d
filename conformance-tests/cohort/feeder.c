/* SPDX-License-Identifier: Apache-2.0 */

/* POST statements, by xAPI 1.0.3 Communication 2.1.2, with libcurl. */
#include "cohort/feeder.h"

#include "base/buffer.h"
#include "base/json.h"
#include "base/mem.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ANSWER_MAX = 1 << 20, WAIT_MAX_S = 30 };

struct feeder {
    struct client *client;
    CURL *curl;
    struct buffer answer;
    json_t *batch;
    size_t batch_size;
    size_t acknowledged;
};

enum status feeder_open(const struct feeder_options *options, struct feeder **out,
                        struct error *error)
{
    AUTO(feeder_close) struct feeder *feeder = MEM_NEW(struct feeder);
    enum status status = client_open(&options->lrs, &feeder->client, error);
    if (status != STATUS_OK) {
        return status;
    }
    feeder->answer = (struct buffer)BUFFER_INIT(ANSWER_MAX);
    feeder->batch = json_array();
    feeder->batch_size = options->batch;
    feeder->curl = client_handle(feeder->client, &feeder->answer);
    if (feeder->curl == NULL) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    *out = TAKE(feeder);
    return STATUS_OK;
}

void feeder_close(struct feeder *feeder)
{
    if (feeder == NULL) {
        return;
    }
    curl_easy_cleanup(feeder->curl);
    client_close(feeder->client);
    buffer_finish(&feeder->answer);
    json_decref(feeder->batch);
    free(feeder);
}

static void wait_seconds(curl_off_t seconds)
{
    struct timespec left = {.tv_sec = seconds < WAIT_MAX_S ? (time_t)seconds : WAIT_MAX_S};
    while (nanosleep(&left, &left) != 0) {
    }
}

/* One request; *out_code is the HTTP status, *out_wait_s what Retry-After asks for (0 if absent).
 */
static enum status post_once(struct feeder *feeder, long *out_code, curl_off_t *out_wait_s,
                             struct error *error)
{
    buffer_clear(&feeder->answer);
    enum status status = client_perform(feeder->curl, out_code, error);
    if (status == STATUS_OK &&
        curl_easy_getinfo(feeder->curl, CURLINFO_RETRY_AFTER, out_wait_s) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    return status;
}

static enum status post(struct feeder *feeder, struct error *error)
{
    long code = 0;
    for (int try = 0; try < FEEDER_TRIES; try++) {
        curl_off_t wait_s = 0;
        enum status status = post_once(feeder, &code, &wait_s, error);
        if (status != STATUS_OK) {
            return status;
        }
        if (code != 503) {
            break;
        }
        wait_seconds(wait_s > 0 ? wait_s : 1);
    }
    return client_judge(feeder->client, code, buffer_text(&feeder->answer), error);
}

/* The answer must be the list of the ids that were sent, in their order (Communication 2.1.2). */
static enum status check_ids(const struct feeder *feeder, struct error *error)
{
    AUTO(json_release) json_t *ids = NULL;
    enum status status =
        json_read(buffer_text(&feeder->answer), "the answer of the LRS", &ids, error);
    if (status != STATUS_OK) {
        return status;
    }
    size_t sent = json_array_size(feeder->batch);
    if (json_array_size(ids) != sent) {
        return FAIL(error, STATUS_INVALID, "%zu statements were sent, but %zu ids came back", sent,
                    json_array_size(ids));
    }
    for (size_t i = 0; i < sent; i++) {
        const json_t *id = json_object_get(json_array_get(feeder->batch, i), "id");
        if (!json_equal(id, json_array_get(ids, i))) {
            return FAIL(error, STATUS_INVALID, "the id '%s' did not come back",
                        json_string_value(id));
        }
    }
    return STATUS_OK;
}

enum status feeder_flush(struct feeder *feeder, struct error *error)
{
    size_t count = json_array_size(feeder->batch);
    if (count == 0) {
        return STATUS_OK;
    }
    AUTO(free) char *body = json_dumps(feeder->batch, JSON_COMPACT);
    if (body == NULL ||
        curl_easy_setopt(feeder->curl, CURLOPT_POSTFIELDSIZE, (long)strlen(body)) != CURLE_OK ||
        curl_easy_setopt(feeder->curl, CURLOPT_POSTFIELDS, body) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "a batch could not be written");
    }
    enum status status = post(feeder, error);
    if (status == STATUS_OK) {
        status = check_ids(feeder, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    feeder->acknowledged += count;
    return json_array_clear(feeder->batch) == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INTERNAL, "a batch could not be emptied");
}

enum status feeder_add(struct feeder *feeder, json_t *statement, struct error *error)
{
    if (json_array_append(feeder->batch, statement) != 0) {
        return FAIL(error, STATUS_INTERNAL, "a statement could not be added to its batch");
    }
    return json_array_size(feeder->batch) == feeder->batch_size ? feeder_flush(feeder, error)
                                                                : STATUS_OK;
}

size_t feeder_acknowledged(const struct feeder *feeder)
{
    return feeder->acknowledged;
}
