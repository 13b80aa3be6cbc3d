/* SPDX-License-Identifier: Apache-2.0 */

/* One thread. A slot is one connection: it takes the next request as soon as its last one is
 * answered, so `connections` of them are always under way or waiting for their time. */
#include "load/sender.h"

#include "base/clock.h"
#include "base/mem.h"
#include "load/wire.h"

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
    struct buffer url;
    struct buffer body;
    uint32_t number; /* of the request */
    int tries;
    int64_t begin_us; /* when its time began to count */
    int64_t due_us;   /* when it is to be sent (again); 0 while it is under way, or idle */
};

struct sender {
    const struct sender_options *options;
    const struct wire *wire;
    struct wire_slots *wire_slots;
    struct slot *slots;          /* each has the number of its wire slot */
    struct wire_answer *answers; /* room for one a slot */
    int64_t *spent_us;           /* one a good answer */
    int64_t begin_us;
    uint32_t next;  /* request to send next */
    uint32_t taken; /* slots that have a request */
    uint32_t answered;
    struct figures figures;
};

/* The wire goes first: it has borrowed the bodies. */
static void finish(struct sender *sender)
{
    wire_close(sender->wire_slots);
    for (uint32_t i = 0; i < sender->options->connections; i++) {
        buffer_finish(&sender->slots[i].url);
        buffer_finish(&sender->slots[i].body);
    }
    free(sender->slots);
    free(sender->answers);
    free(sender->spent_us);
}
DEFINE_AUTO_VALUE(struct sender, finish);

static enum status set_up(struct sender *sender, struct error *error)
{
    const struct sender_options *options = sender->options;
    for (uint32_t i = 0; i < options->connections; i++) {
        sender->slots[i].url = (struct buffer)BUFFER_INIT(URL_MAX);
        sender->slots[i].body = (struct buffer)BUFFER_INIT(BODY_MAX);
    }
    return sender->wire->open(
        &(struct wire_options){
            .client = options->client,
            .slots = options->connections,
            .timeout_ms = CLIENT_TIMEOUT_S * 1000,
            .answer_max = ANSWER_MAX,
        },
        &sender->wire_slots, error);
}

static enum status submit(struct sender *sender, struct slot *slot, struct error *error)
{
    slot->tries++;
    slot->due_us = 0;
    const struct wire_request request = {
        .url = slot->body.length == 0 ? slot->url.data : NULL,
        .body = buffer_text(&slot->body),
    };
    return sender->wire->send(sender->wire_slots, (uint32_t)(slot - sender->slots), &request,
                              error);
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

static void wait_after_503(struct sender *sender, struct slot *slot, uint32_t wait_s)
{
    wait_s = wait_s < 1 ? 1 : wait_s;
    wait_s = wait_s > WAIT_MAX_S ? WAIT_MAX_S : wait_s;
    slot->due_us = clock_monotonic_us() + (int64_t)wait_s * SECOND_US;
    sender->figures.repeated++;
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

static enum status judge(const struct sender *sender, const struct slot *slot,
                         const struct wire_answer *answer, struct error *why)
{
    bool (*accepts)(struct text answer) = sender->options->source.accepts;
    if (answer->reason != NULL) {
        return FAIL(why, STATUS_UNAVAILABLE, "the LRS did not answer: %s", answer->reason);
    }
    enum status status = client_judge(sender->options->client, answer->code, answer->body, why);
    if (status == STATUS_OK && accepts != NULL && !accepts(answer->body)) {
        return FAIL(why, STATUS_INVALID, "the LRS did not answer '%s' with what it holds",
                    slot->url.data);
    }
    return status;
}

static enum status handle(struct sender *sender, const struct wire_answer *answer,
                          struct error *error)
{
    struct slot *slot = &sender->slots[answer->slot];
    struct error why = {0};
    if (answer->code == 503 && slot->tries < SENDER_TRIES) {
        wait_after_503(sender, slot, answer->retry_after_s);
        return STATUS_OK;
    }
    enum status status = judge(sender, slot, answer, &why);
    if (status == STATUS_OK) {
        acknowledge(sender, slot);
    } else {
        status = give_up(sender, answer->code, &why, error);
    }
    sender->taken--;
    return status == STATUS_OK ? take_next(sender, slot, error) : status;
}

static enum status handle_answers(struct sender *sender, int wait_ms, struct error *error)
{
    uint32_t count = 0;
    enum status status =
        sender->wire->wait(sender->wire_slots, wait_ms, sender->answers, &count, error);
    for (uint32_t i = 0; status == STATUS_OK && i < count; i++) {
        status = handle(sender, &sender->answers[i], error);
    }
    return status;
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
        int wait_ms = 0;
        status = send_due(sender, &wait_ms, error);
        status = status != STATUS_OK ? status : handle_answers(sender, wait_ms, error);
    }
    return status;
}

enum status sender_run(const struct sender_options *options, struct figures *out,
                       struct error *error)
{
    AUTO(finish)
    struct sender sender = {.options = options,
                            .wire = wire_choose(options->client),
                            .slots = mem_zeroed(options->connections, sizeof(struct slot)),
                            .answers = mem_zeroed(options->connections, sizeof(struct wire_answer)),
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
