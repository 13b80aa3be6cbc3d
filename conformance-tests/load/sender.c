/* SPDX-License-Identifier: Apache-2.0 */

/* One thread, libcurl's multi interface. A slot is one connection: it takes the next batch as soon
 * as its last one is acknowledged, so `connections` requests are always under way. */
#include "load/sender.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    ANSWER_MAX = 1 << 20,
    BODY_MAX = 8 << 20,
    WAIT_MAX_S = 30,
    POLL_MS = 1000,
    SECOND_US = 1000000
};

struct slot {
    CURL *curl;
    struct buffer body;
    struct buffer answer;
    uint32_t count; /* statements under way; 0 when idle */
    int tries;
    int64_t begin_us;    /* of the first try */
    int64_t retry_at_us; /* 0 unless it waits after a 503 */
};

struct sender {
    const struct sender_options *options;
    CURLM *multi;
    struct slot *slots;
    int64_t *spent_us; /* one a request */
    uint32_t next;     /* statement to send next */
    uint32_t acknowledged;
    uint32_t requests;
    uint32_t repeated;
};

static void finish(struct sender *sender)
{
    for (uint32_t i = 0; i < sender->options->connections; i++) {
        struct slot *slot = &sender->slots[i];
        if (slot->curl != NULL) {
            (void)curl_multi_remove_handle(sender->multi, slot->curl);
            curl_easy_cleanup(slot->curl);
        }
        buffer_finish(&slot->body);
        buffer_finish(&slot->answer);
    }
    (void)curl_multi_cleanup(sender->multi);
    free(sender->slots);
    free(sender->spent_us);
}
DEFINE_AUTO_VALUE(struct sender, finish);

static enum status set_up(struct sender *sender, struct error *error)
{
    const struct sender_options *options = sender->options;
    bool good = sender->multi != NULL && curl_multi_setopt(sender->multi, CURLMOPT_MAXCONNECTS,
                                                           (long)options->connections) == CURLM_OK;
    for (uint32_t i = 0; good && i < options->connections; i++) {
        struct slot *slot = &sender->slots[i];
        slot->body = (struct buffer)BUFFER_INIT(BODY_MAX);
        slot->answer = (struct buffer)BUFFER_INIT(ANSWER_MAX);
        slot->curl = client_handle(options->client, &slot->answer);
        good =
            slot->curl != NULL && curl_easy_setopt(slot->curl, CURLOPT_PRIVATE, slot) == CURLE_OK;
    }
    return good ? STATUS_OK : FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
}

static enum status post(struct sender *sender, struct slot *slot, struct error *error)
{
    slot->tries++;
    slot->retry_at_us = 0;
    buffer_clear(&slot->answer);
    if (curl_easy_setopt(slot->curl, CURLOPT_POSTFIELDSIZE, (long)slot->body.length) != CURLE_OK ||
        curl_easy_setopt(slot->curl, CURLOPT_POSTFIELDS, slot->body.data) != CURLE_OK ||
        curl_multi_add_handle(sender->multi, slot->curl) != CURLM_OK) {
        return FAIL(error, STATUS_INTERNAL, "a batch could not be handed to libcurl");
    }
    return STATUS_OK;
}

static enum status post_next(struct sender *sender, struct slot *slot, struct error *error)
{
    uint32_t left = sender->options->statements - sender->next;
    slot->count = left < sender->options->batch ? left : sender->options->batch;
    if (slot->count == 0) {
        return STATUS_OK;
    }
    buffer_clear(&slot->body);
    payload_write_batch(sender->options->payload, sender->next, slot->count, &slot->body);
    enum status status = buffer_check(&slot->body, "a batch", error);
    if (status != STATUS_OK) {
        return status;
    }
    sender->next += slot->count;
    slot->tries = 0;
    slot->begin_us = clock_monotonic_us();
    return post(sender, slot, error);
}

static enum status wait_after_503(struct sender *sender, struct slot *slot, struct error *error)
{
    curl_off_t wait_s = 0;
    if (curl_easy_getinfo(slot->curl, CURLINFO_RETRY_AFTER, &wait_s) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    wait_s = wait_s < 1 ? 1 : wait_s;
    wait_s = wait_s > WAIT_MAX_S ? WAIT_MAX_S : wait_s;
    slot->retry_at_us = clock_monotonic_us() + (int64_t)wait_s * SECOND_US;
    sender->repeated++;
    return STATUS_OK;
}

static void acknowledge(struct sender *sender, const struct slot *slot)
{
    sender->spent_us[sender->requests++] = clock_monotonic_us() - slot->begin_us;
    sender->acknowledged += slot->count;
    if (sender->options->progress != NULL) {
        sender->options->progress(sender->acknowledged, sender->options->statements);
    }
}

/* A transfer of `slot` has ended with `result`. */
static enum status answered(struct sender *sender, struct slot *slot, CURLcode result,
                            struct error *error)
{
    long code = 0;
    if (result != CURLE_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "the LRS did not answer: %s",
                    curl_easy_strerror(result));
    }
    if (curl_multi_remove_handle(sender->multi, slot->curl) != CURLM_OK ||
        curl_easy_getinfo(slot->curl, CURLINFO_RESPONSE_CODE, &code) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    if (code == 503 && slot->tries < SENDER_TRIES) {
        return wait_after_503(sender, slot, error);
    }
    enum status status =
        client_judge(sender->options->client, code, buffer_text(&slot->answer), error);
    if (status != STATUS_OK) {
        return status;
    }
    acknowledge(sender, slot);
    return post_next(sender, slot, error);
}

static enum status handle_answers(struct sender *sender, struct error *error)
{
    int left = 0;
    const CURLMsg *message = NULL;
    while ((message = curl_multi_info_read(sender->multi, &left)) != NULL) {
        char *private = NULL;
        CURLcode result = message->data.result;
        if (curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private) != CURLE_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl does not tell which request ended");
        }
        enum status status = answered(sender, (struct slot *)(void *)private, result, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Posts again what has waited long enough; *out_wait_ms is how long nothing of this will be due. */
static enum status post_waiting(struct sender *sender, int *out_wait_ms, struct error *error)
{
    int64_t now_us = clock_monotonic_us();
    int wait_ms = POLL_MS;
    for (uint32_t i = 0; i < sender->options->connections; i++) {
        struct slot *slot = &sender->slots[i];
        int64_t left_us = slot->retry_at_us - now_us;
        if (slot->retry_at_us != 0 && left_us > 0) {
            wait_ms = left_us / 1000 < wait_ms ? (int)(left_us / 1000) + 1 : wait_ms;
        }
        if (slot->retry_at_us != 0 && left_us <= 0) {
            enum status status = post(sender, slot, error);
            wait_ms = 0;
            if (status != STATUS_OK) {
                return status;
            }
        }
    }
    *out_wait_ms = wait_ms;
    return STATUS_OK;
}

static enum status send_all(struct sender *sender, struct error *error)
{
    enum status status = STATUS_OK;
    for (uint32_t i = 0; status == STATUS_OK && i < sender->options->connections; i++) {
        status = post_next(sender, &sender->slots[i], error);
    }
    while (status == STATUS_OK && sender->acknowledged < sender->options->statements) {
        int running = 0;
        int wait_ms = 0;
        if (curl_multi_perform(sender->multi, &running) != CURLM_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl could not go on");
        }
        status = handle_answers(sender, error);
        status = status != STATUS_OK ? status : post_waiting(sender, &wait_ms, error);
        if (status == STATUS_OK && sender->acknowledged < sender->options->statements &&
            curl_multi_poll(sender->multi, NULL, 0, wait_ms, NULL) != CURLM_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl could not wait");
        }
    }
    return status;
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

int64_t sender_percentile(const int64_t *sorted, size_t count, unsigned percent)
{
    size_t rank = (count * percent + 99) / 100;
    return sorted[rank - 1];
}

enum status sender_run(const struct sender_options *options, struct sender_result *out,
                       struct error *error)
{
    uint32_t requests = (options->statements - 1) / options->batch + 1;
    AUTO(finish)
    struct sender sender = {.options = options,
                            .multi = curl_multi_init(),
                            .slots = mem_zeroed(options->connections, sizeof(struct slot)),
                            .spent_us = mem_zeroed(requests, sizeof(int64_t))};
    enum status status = set_up(&sender, error);
    int64_t begin_us = clock_monotonic_us();
    status = status != STATUS_OK ? status : send_all(&sender, error);
    if (status != STATUS_OK) {
        return status;
    }
    int64_t total_us = clock_monotonic_us() - begin_us;
    qsort(sender.spent_us, sender.requests, sizeof sender.spent_us[0], compare);
    *out = (struct sender_result){
        .requests = sender.requests,
        .repeated = sender.repeated,
        .total_us = total_us,
        .p50_us = sender_percentile(sender.spent_us, sender.requests, 50),
        .p99_us = sender_percentile(sender.spent_us, sender.requests, 99),
    };
    return STATUS_OK;
}
