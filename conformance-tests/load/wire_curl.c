/* SPDX-License-Identifier: Apache-2.0 */

/* A slot is an easy handle; libcurl keeps the connections, as many as there are slots. */
#include "load/wire_curl.h"

#include "base/mem.h"

#include <stdlib.h>

struct curl_slot {
    CURL *curl;
    struct buffer answer;
};

struct curl_slots {
    struct wire_slots base;
    const struct client *client;
    CURLM *multi;
    struct curl_slot *slots;
    uint32_t count;
};

static bool takes(const struct client *client)
{
    (void)client;
    return true;
}

static void close_slots(struct wire_slots *slots)
{
    struct curl_slots *self = (struct curl_slots *)slots;
    for (uint32_t i = 0; i < self->count; i++) {
        if (self->slots[i].curl != NULL) {
            (void)curl_multi_remove_handle(self->multi, self->slots[i].curl);
            curl_easy_cleanup(self->slots[i].curl);
        }
        buffer_finish(&self->slots[i].answer);
    }
    (void)curl_multi_cleanup(self->multi);
    free(self->slots);
    free(self);
}

static bool set_up_slot(struct curl_slot *slot, const struct wire_options *options)
{
    slot->answer = (struct buffer)BUFFER_INIT(options->answer_max);
    slot->curl = client_handle(options->client, &slot->answer);
    return slot->curl != NULL && curl_easy_setopt(slot->curl, CURLOPT_PRIVATE, slot) == CURLE_OK &&
           curl_easy_setopt(slot->curl, CURLOPT_TIMEOUT_MS, (long)options->timeout_ms) == CURLE_OK;
}

static enum status open_slots(const struct wire_options *options, struct wire_slots **out,
                              struct error *error)
{
    struct curl_slots *self = MEM_NEW(struct curl_slots);
    AUTO(wire_close) struct wire_slots *slots = &self->base;
    self->base.wire = &wire_curl;
    self->client = options->client;
    self->count = options->slots;
    self->slots = mem_zeroed(options->slots, sizeof(struct curl_slot));
    self->multi = curl_multi_init();
    bool good = self->multi != NULL && curl_multi_setopt(self->multi, CURLMOPT_MAXCONNECTS,
                                                         (long)options->slots) == CURLM_OK;
    for (uint32_t i = 0; good && i < options->slots; i++) {
        good = set_up_slot(&self->slots[i], options);
    }
    if (!good) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    *out = TAKE(slots);
    return STATUS_OK;
}

static bool describe(const struct curl_slots *self, CURL *curl, const struct wire_request *request)
{
    if (request->url != NULL) {
        return curl_easy_setopt(curl, CURLOPT_HTTPGET, 1L) == CURLE_OK &&
               curl_easy_setopt(curl, CURLOPT_URL, request->url) == CURLE_OK;
    }
    return curl_easy_setopt(curl, CURLOPT_URL, client_statements_url(self->client)) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, (long)request->body.length) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_POSTFIELDS, request->body.data) == CURLE_OK;
}

static enum status send_request(struct wire_slots *slots, uint32_t slot,
                                const struct wire_request *request, struct error *error)
{
    struct curl_slots *self = (struct curl_slots *)slots;
    struct curl_slot *at = &self->slots[slot];
    buffer_clear(&at->answer);
    if (!describe(self, at->curl, request) ||
        curl_multi_add_handle(self->multi, at->curl) != CURLM_OK) {
        return FAIL(error, STATUS_INTERNAL, "a request could not be handed to libcurl");
    }
    return STATUS_OK;
}

/* The transfer of `curl` has ended with `result`; false if libcurl does not tell how. */
static bool take_answer(const struct curl_slots *self, CURL *curl, CURLcode result,
                        struct wire_answer *out)
{
    char *private = NULL;
    if (curl_easy_getinfo(curl, CURLINFO_PRIVATE, &private) != CURLE_OK ||
        curl_multi_remove_handle(self->multi, curl) != CURLM_OK) {
        return false;
    }
    const struct curl_slot *slot = (const struct curl_slot *)(void *)private;
    *out = (struct wire_answer){.slot = (uint32_t)(slot - self->slots)};
    if (result != CURLE_OK) {
        out->reason = curl_easy_strerror(result);
        return true;
    }
    curl_off_t retry_after_s = 0;
    bool is_told = curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &out->code) == CURLE_OK &&
                   curl_easy_getinfo(curl, CURLINFO_RETRY_AFTER, &retry_after_s) == CURLE_OK;
    out->retry_after_s =
        retry_after_s > 0 && retry_after_s < UINT32_MAX ? (uint32_t)retry_after_s : 0;
    out->body = buffer_text(&slot->answer);
    return is_told;
}

static enum status wait_for_answers(struct wire_slots *slots, int wait_ms, struct wire_answer *out,
                                    uint32_t *out_count, struct error *error)
{
    struct curl_slots *self = (struct curl_slots *)slots;
    int running = 0;
    int left = 0;
    uint32_t count = 0;
    const CURLMsg *message = NULL;
    if (curl_multi_poll(self->multi, NULL, 0, wait_ms, NULL) != CURLM_OK ||
        curl_multi_perform(self->multi, &running) != CURLM_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not wait");
    }
    while ((message = curl_multi_info_read(self->multi, &left)) != NULL) {
        if (!take_answer(self, message->easy_handle, message->data.result, &out[count++])) {
            return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
        }
    }
    *out_count = count;
    return STATUS_OK;
}

const struct wire wire_curl = {
    .name = "libcurl",
    .takes = takes,
    .open = open_slots,
    .send = send_request,
    .wait = wait_for_answers,
    .close = close_slots,
};
