/* SPDX-License-Identifier: Apache-2.0 */

/* One thread, libcurl's multi interface. A slot is one connection: it takes the next request as
 * soon as its last one is answered, so `connections` of them are always under way or waiting for
 * their time. */
#include "load/sender.h"

#include "base/clock.h"
#include "base/mem.h"

#include <stdlib.h>

enum {
    ANSWER_MAX = 64 << 20,
    BODY_MAX = 8 << 20,
    URL_MAX = 8192,
    WAIT_MAX_S = 30,
    POLL_MS = 1000,
    SECOND_US = 1000000
};

struct slot {
    CURL *curl;
    struct buffer url;
    struct buffer body;
    struct buffer answer;
    uint32_t number; /* of the request */
    int tries;
    int64_t begin_us; /* when its time began to count */
    int64_t due_us;   /* when it is to be sent (again); 0 while it is under way, or idle */
};

struct sender {
    const struct sender_options *options;
    CURLM *multi;
    struct slot *slots;
    int64_t *spent_us; /* one a good answer */
    int64_t begin_us;
    uint32_t next;  /* request to send next */
    uint32_t taken; /* slots that have a request */
    uint32_t answered;
    struct figures figures;
};

static void finish(struct sender *sender)
{
    for (uint32_t i = 0; i < sender->options->connections; i++) {
        struct slot *slot = &sender->slots[i];
        if (slot->curl != NULL) {
            (void)curl_multi_remove_handle(sender->multi, slot->curl);
            curl_easy_cleanup(slot->curl);
        }
        buffer_finish(&slot->url);
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
        slot->url = (struct buffer)BUFFER_INIT(URL_MAX);
        slot->body = (struct buffer)BUFFER_INIT(BODY_MAX);
        slot->answer = (struct buffer)BUFFER_INIT(ANSWER_MAX);
        slot->curl = client_handle(options->client, &slot->answer);
        good =
            slot->curl != NULL && curl_easy_setopt(slot->curl, CURLOPT_PRIVATE, slot) == CURLE_OK;
    }
    return good ? STATUS_OK : FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
}

static bool describe(const struct slot *slot)
{
    if (slot->body.length == 0) {
        return curl_easy_setopt(slot->curl, CURLOPT_HTTPGET, 1L) == CURLE_OK &&
               curl_easy_setopt(slot->curl, CURLOPT_URL, slot->url.data) == CURLE_OK;
    }
    return curl_easy_setopt(slot->curl, CURLOPT_POSTFIELDSIZE, (long)slot->body.length) ==
               CURLE_OK &&
           curl_easy_setopt(slot->curl, CURLOPT_POSTFIELDS, slot->body.data) == CURLE_OK;
}

static enum status submit(struct sender *sender, struct slot *slot, struct error *error)
{
    slot->tries++;
    slot->due_us = 0;
    buffer_clear(&slot->answer);
    if (!describe(slot) || curl_multi_add_handle(sender->multi, slot->curl) != CURLM_OK) {
        return FAIL(error, STATUS_INTERNAL, "a request could not be handed to libcurl");
    }
    return STATUS_OK;
}

static enum status write_request(const struct sender *sender, struct slot *slot,
                                 struct error *error)
{
    const struct sender_source *source = &sender->options->source;
    buffer_clear(&slot->url);
    buffer_clear(&slot->body);
    source->write(source->context, slot->number, &slot->url, &slot->body);
    enum status status = buffer_check(&slot->url, "the address of a request", error);
    return status != STATUS_OK ? status : buffer_check(&slot->body, "a batch", error);
}

static bool is_over(const struct sender *sender, int64_t now_us)
{
    const struct sender_options *options = sender->options;
    return sender->next == options->requests ||
           (options->limit_us > 0 && now_us - sender->begin_us >= options->limit_us);
}

/* Gives the slot its next request, or leaves it idle when there is none. */
static enum status take_next(struct sender *sender, struct slot *slot, struct error *error)
{
    double rate = sender->options->rate;
    int64_t now_us = clock_monotonic_us();
    int64_t due_us =
        rate > 0 ? sender->begin_us + (int64_t)(sender->next * (double)SECOND_US / rate) : now_us;
    if (is_over(sender, due_us > now_us ? due_us : now_us)) {
        return STATUS_OK;
    }
    sender->taken++;
    slot->number = sender->next++;
    slot->tries = 0;
    enum status status = write_request(sender, slot, error);
    if (status != STATUS_OK) {
        return status;
    }
    slot->begin_us = rate > 0 ? due_us : clock_monotonic_us();
    slot->due_us = due_us;
    return due_us > now_us ? STATUS_OK : submit(sender, slot, error);
}

static enum status wait_after_503(struct sender *sender, struct slot *slot, struct error *error)
{
    curl_off_t wait_s = 0;
    if (curl_easy_getinfo(slot->curl, CURLINFO_RETRY_AFTER, &wait_s) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    wait_s = wait_s < 1 ? 1 : wait_s;
    wait_s = wait_s > WAIT_MAX_S ? WAIT_MAX_S : wait_s;
    slot->due_us = clock_monotonic_us() + (int64_t)wait_s * SECOND_US;
    sender->figures.repeated++;
    return STATUS_OK;
}

static void acknowledge(struct sender *sender, const struct slot *slot)
{
    const struct sender_options *options = sender->options;
    int64_t now_us = clock_monotonic_us();
    sender->spent_us[sender->answered++] = now_us - slot->begin_us;
    sender->figures.total_us = now_us - sender->begin_us;
    options->acknowledged[slot->number] = 1;
    progress_show(options->progress, sender->answered);
}

/* OK if the run can go on. `why` is what the failure means. */
static enum status give_up(struct sender *sender, long code, const struct error *why,
                           struct error *error)
{
    bool is_final = code == 401 || code == 403 ||
                    (code == FIGURES_NO_ANSWER && sender->answered == 0) ||
                    sender->figures.failed >= sender->options->failures_max;
    figures_add_failure(&sender->figures, code, why);
    return is_final ? FAIL(error, why->status, "%s", why->message) : STATUS_OK;
}

static enum status judge(const struct sender *sender, const struct slot *slot, CURLcode result,
                         long code, struct error *why)
{
    bool (*accepts)(struct text answer) = sender->options->source.accepts;
    if (result != CURLE_OK) {
        return FAIL(why, STATUS_UNAVAILABLE, "the LRS did not answer: %s",
                    curl_easy_strerror(result));
    }
    enum status status =
        client_judge(sender->options->client, code, buffer_text(&slot->answer), why);
    if (status == STATUS_OK && accepts != NULL && !accepts(buffer_text(&slot->answer))) {
        return FAIL(why, STATUS_INVALID, "the LRS did not answer '%s' with what it holds",
                    slot->url.data);
    }
    return status;
}

/* A transfer of `slot` has ended with `result`. */
static enum status answered(struct sender *sender, struct slot *slot, CURLcode result,
                            struct error *error)
{
    long code = 0;
    struct error why = {0};
    if (curl_multi_remove_handle(sender->multi, slot->curl) != CURLM_OK ||
        (result == CURLE_OK &&
         curl_easy_getinfo(slot->curl, CURLINFO_RESPONSE_CODE, &code) != CURLE_OK)) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    if (code == 503 && slot->tries < SENDER_TRIES) {
        return wait_after_503(sender, slot, error);
    }
    enum status status = judge(sender, slot, result, code, &why);
    if (status == STATUS_OK) {
        acknowledge(sender, slot);
    } else {
        status = give_up(sender, code, &why, error);
    }
    sender->taken--;
    return status == STATUS_OK ? take_next(sender, slot, error) : status;
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

/* Sends what is due; *out_wait_ms is how long nothing of this will be. */
static enum status send_due(struct sender *sender, int *out_wait_ms, struct error *error)
{
    int64_t now_us = clock_monotonic_us();
    int wait_ms = POLL_MS;
    for (uint32_t i = 0; i < sender->options->connections; i++) {
        struct slot *slot = &sender->slots[i];
        int64_t left_us = slot->due_us - now_us;
        if (slot->due_us != 0 && left_us > 0) {
            wait_ms = left_us / 1000 < wait_ms ? (int)(left_us / 1000) + 1 : wait_ms;
        }
        if (slot->due_us != 0 && left_us <= 0) {
            enum status status = submit(sender, slot, error);
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
        status = take_next(sender, &sender->slots[i], error);
    }
    while (status == STATUS_OK && sender->taken > 0) {
        int running = 0;
        int wait_ms = 0;
        if (curl_multi_perform(sender->multi, &running) != CURLM_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl could not go on");
        }
        status = handle_answers(sender, error);
        status = status != STATUS_OK ? status : send_due(sender, &wait_ms, error);
        if (status == STATUS_OK && sender->taken > 0 &&
            curl_multi_poll(sender->multi, NULL, 0, wait_ms, NULL) != CURLM_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl could not wait");
        }
    }
    return status;
}

enum status sender_run(const struct sender_options *options, struct figures *out,
                       struct error *error)
{
    AUTO(finish)
    struct sender sender = {.options = options,
                            .multi = curl_multi_init(),
                            .slots = mem_zeroed(options->connections, sizeof(struct slot)),
                            .spent_us = mem_zeroed(options->requests, sizeof(int64_t))};
    enum status status = set_up(&sender, error);
    sender.begin_us = clock_monotonic_us();
    status = status != STATUS_OK ? status : send_all(&sender, error);
    if (status != STATUS_OK) {
        return status;
    }
    figures_set_times(&sender.figures, sender.spent_us, sender.answered);
    *out = sender.figures;
    return STATUS_OK;
}
