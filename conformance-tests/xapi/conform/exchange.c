/* SPDX-License-Identifier: Apache-2.0 */

/* HTTP by libcurl's multi interface, so that one thread can send several requests at once. */
#include "conform/exchange.h"

#include "base/buffer.h"
#include "base/mem.h"

#include <curl/curl.h>
#include <string.h>
#include <strings.h>

enum { CONNECT_TIMEOUT_MS = 10000, POLL_MS = 1000 };

struct exchange {
    CURLM *multi;
    long timeout_ms;
};

/* One request under way. */
struct transfer {
    CURL *curl;
    struct curl_slist *lines;
    struct buffer headers;
    struct buffer body;
    struct answer *answer;
};

struct exchange *exchange_open(long timeout_ms)
{
    AUTO(exchange_close) struct exchange *exchange = MEM_NEW(struct exchange);
    exchange->timeout_ms = timeout_ms;
    exchange->multi = curl_multi_init();
    return exchange->multi == NULL ? NULL : TAKE(exchange);
}

void exchange_close(struct exchange *exchange)
{
    if (exchange == NULL) {
        return;
    }
    (void)curl_multi_cleanup(exchange->multi);
    free(exchange);
}

/* libcurl's fwrite-like callback; taking less than it gives ends the transfer. */
static size_t keep(char *bytes, size_t size, size_t count, void *context)
{
    struct buffer *buffer = context;
    buffer_add(buffer, bytes, size * count);
    return buffer->overflowed ? 0 : size * count;
}

/* A header without value is written with ';', or libcurl would leave it out. */
static bool add_line(struct transfer *transfer, const char *name, const char *value)
{
    AUTO(buffer_finish) struct buffer line = BUFFER_INIT(VALUES_TEXT_MAX);
    buffer_print(&line, *value == '\0' ? "%s;" : "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(transfer->lines, line.data);
    transfer->lines = longer != NULL ? longer : transfer->lines;
    return longer != NULL;
}

/* A header that libcurl would add by itself is left out when its line ends in ':'. */
static bool add_lines(struct transfer *transfer, const struct message *message)
{
    bool has_type = false;
    for (const struct header *header = message->headers; header != NULL; header = header->next) {
        has_type = has_type || strcasecmp(header->name, "Content-Type") == 0;
        if (!add_line(transfer, header->name, header->value)) {
            return false;
        }
    }
    struct curl_slist *longer = curl_slist_append(transfer->lines, "Expect:");
    if (longer != NULL && !has_type) {
        longer = curl_slist_append(longer, "Content-Type:");
    }
    transfer->lines = longer != NULL ? longer : transfer->lines;
    return longer != NULL;
}

static bool set_body(CURL *curl, const struct message *message)
{
    bool wants_length = strcmp(message->method, "PUT") == 0 || strcmp(message->method, "POST") == 0;
    if (!message->has_body && !wants_length) {
        return strcmp(message->method, "HEAD") != 0 ||
               curl_easy_setopt(curl, CURLOPT_NOBODY, 1L) == CURLE_OK;
    }
    const char *body = message->body.length > 0 ? message->body.data : "";
    return curl_easy_setopt(curl, CURLOPT_POST, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)message->body.length) ==
               CURLE_OK;
}

static bool set_up(struct transfer *transfer, const struct message *message, long timeout_ms)
{
    CURL *curl = transfer->curl;
    return add_lines(transfer, message) && set_body(curl, message) &&
           curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, message->method) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_URL, message->url) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PATH_AS_IS, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, transfer->lines) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PRIVATE, transfer) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, keep) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer->headers) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer->body) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, (long)CONNECT_TIMEOUT_MS) ==
               CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, timeout_ms) == CURLE_OK;
}

/* Cuts "Name: value" lines; those of an interim answer (100 Continue) are dropped by its end. */
static struct header *read_headers(struct text rest, struct arena *arena)
{
    struct header *first = NULL;
    struct header **slot = &first;
    struct text line = {NULL, 0};
    while (text_split(&rest, '\n', &line)) {
        struct text value = text_trim(line);
        struct text name = {NULL, 0};
        if (text_starts_with(value, "HTTP/")) {
            first = NULL;
            slot = &first;
            continue;
        }
        if (memchr(line.data, ':', line.length) == NULL || !text_split(&value, ':', &name)) {
            continue;
        }
        struct header *header = ARENA_NEW(arena, struct header);
        *header =
            (struct header){arena_copy(arena, name), arena_copy(arena, text_trim(value)), NULL};
        *slot = header;
        slot = &header->next;
    }
    return first;
}

static void keep_answer(struct transfer *transfer, CURLcode code, struct arena *arena)
{
    struct answer *answer = transfer->answer;
    struct text body = buffer_text(&transfer->body);
    *answer = (struct answer){.status = 0};
    if (code != CURLE_OK) {
        (void)snprintf(answer->problem, sizeof answer->problem, "%s",
                       transfer->body.overflowed ? "the answer is longer than 16 MiB"
                                                 : curl_easy_strerror(code));
        return;
    }
    (void)curl_easy_getinfo(transfer->curl, CURLINFO_RESPONSE_CODE, &answer->status);
    answer->headers = read_headers(buffer_text(&transfer->headers), arena);
    answer->body = (struct text){arena_copy(arena, body), body.length};
}

static void read_done(struct exchange *exchange, struct arena *arena)
{
    int left = 0;
    CURLMsg *done = NULL;
    while ((done = curl_multi_info_read(exchange->multi, &left)) != NULL) {
        struct transfer *transfer = NULL;
        if (done->msg == CURLMSG_DONE && curl_easy_getinfo(done->easy_handle, CURLINFO_PRIVATE,
                                                           (char **)&transfer) == CURLE_OK) {
            keep_answer(transfer, done->data.result, arena);
        }
    }
}

static enum status run_all(struct exchange *exchange, struct arena *arena, struct error *error)
{
    int running = 1;
    while (running > 0) {
        CURLMcode code = curl_multi_perform(exchange->multi, &running);
        read_done(exchange, arena);
        if (code == CURLM_OK && running > 0) {
            code = curl_multi_poll(exchange->multi, NULL, 0, POLL_MS, NULL);
        }
        if (code != CURLM_OK) {
            return FAIL(error, STATUS_INTERNAL, "libcurl: %s", curl_multi_strerror(code));
        }
    }
    return STATUS_OK;
}

static bool begin(struct exchange *exchange, struct transfer *transfer,
                  const struct message *message)
{
    transfer->curl = curl_easy_init();
    return transfer->curl != NULL && set_up(transfer, message, exchange->timeout_ms) &&
           curl_multi_add_handle(exchange->multi, transfer->curl) == CURLM_OK;
}

static void end(struct exchange *exchange, struct transfer *transfer)
{
    if (transfer->curl != NULL) {
        (void)curl_multi_remove_handle(exchange->multi, transfer->curl);
        curl_easy_cleanup(transfer->curl);
    }
    curl_slist_free_all(transfer->lines);
    buffer_finish(&transfer->headers);
    buffer_finish(&transfer->body);
}

enum status exchange_send(struct exchange *exchange, const struct message *messages, size_t count,
                          struct arena *arena, struct answer *answers, struct error *error)
{
    struct transfer *transfers = ARENA_ARRAY(arena, struct transfer, count);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        transfers[i].headers.limit = ANSWER_HEADERS_MAX;
        transfers[i].body.limit = ANSWER_BODY_MAX;
        transfers[i].answer = &answers[i];
        (void)snprintf(answers[i].problem, sizeof answers[i].problem, "no answer");
        if (status == STATUS_OK && !begin(exchange, &transfers[i], &messages[i])) {
            status = FAIL(error, STATUS_INTERNAL, "libcurl could not be set up for '%s'",
                          messages[i].url);
        }
    }
    status = status != STATUS_OK ? status : run_all(exchange, arena, error);
    for (size_t i = 0; i < count; i++) {
        end(exchange, &transfers[i]);
    }
    return status;
}

const char *answer_header(const struct answer *answer, const char *name)
{
    for (const struct header *header = answer->headers; header != NULL; header = header->next) {
        if (strcasecmp(header->name, name) == 0) {
            return header->value;
        }
    }
    return NULL;
}

/* What stands between the first empty line and the next boundary. */
static struct text first_part(struct text body)
{
    const char *begin = body.length == 0 ? NULL : strstr(body.data, "\r\n\r\n");
    if (begin == NULL) {
        return (struct text){NULL, 0};
    }
    begin += strlen("\r\n\r\n");
    const char *end = strstr(begin, "\r\n--");
    return (struct text){begin, end == NULL ? 0 : (size_t)(end - begin)};
}

json_t *answer_json(const struct answer *answer)
{
    const char *type = answer_header(answer, "Content-Type");
    bool is_multipart = type != NULL && strncasecmp(type, "multipart/", strlen("multipart/")) == 0;
    struct text body = is_multipart ? first_part(answer->body) : answer->body;
    return body.length == 0
               ? NULL
               : json_loadb(body.data, body.length, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
}
