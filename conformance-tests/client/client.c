/* SPDX-License-Identifier: Apache-2.0 */

/* libcurl, set up for xAPI. */
#include "client/client.h"

#include "base/mem.h"
#include "client/curl_auto.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 200, CREDENTIAL_MAX = 1 << 19 };

/* What each request has beside its credential. */
static const char *const usual_headers[] = {
    "Accept: */*",
    "Content-Type: application/json",
    "X-Experience-API-Version: 1.0.3",
};
enum { USUAL_HEADERS = sizeof usual_headers / sizeof *usual_headers };

struct client {
    struct client_options options;
    struct curl_slist *headers;
    char *url;
};

static int shown_length(struct text said)
{
    return said.length < SHOWN_MAX ? (int)said.length : SHOWN_MAX;
}

/* libcurl's fwrite-like callback; taking less than it gives makes the transfer fail. */
static size_t keep_answer(char *bytes, size_t size, size_t count, void *context)
{
    struct buffer *answer = context;
    buffer_add(answer, bytes, size * count);
    return answer->overflowed ? 0 : size * count;
}

static bool add_header(struct client *client, const char *header)
{
    struct curl_slist *longer = curl_slist_append(client->headers, header);
    if (longer == NULL) {
        return false;
    }
    client->headers = longer;
    return true;
}

/* "endpoint/statements", whether or not the endpoint ends in '/'; owned by the caller. */
static char *statements_url(const char *endpoint)
{
    size_t size = strlen(endpoint) + sizeof "/statements";
    char *url = mem_zeroed(size, 1);
    bool has_slash = text_ends_with(text_of(endpoint), "/");
    (void)snprintf(url, size, "%s%sstatements", endpoint, has_slash ? "" : "/");
    return url;
}

enum status client_open(const struct client_options *options, struct client **out,
                        struct error *error)
{
    struct text endpoint = text_of(options->endpoint);
    if (!text_starts_with(endpoint, "http://") && !text_starts_with(endpoint, "https://")) {
        return FAIL(error, STATUS_INVALID,
                    "'%s' is no endpoint: it must start with http:// or https://",
                    options->endpoint);
    }
    AUTO(client_close) struct client *client = MEM_NEW(struct client);
    client->options = *options;
    client->url = statements_url(options->endpoint);
    bool good = add_header(client, "Expect:");
    for (size_t i = 0; good && i < USUAL_HEADERS; i++) {
        good = add_header(client, usual_headers[i]);
    }
    if (!good) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    *out = TAKE(client);
    return STATUS_OK;
}

void client_close(struct client *client)
{
    if (client == NULL) {
        return;
    }
    curl_slist_free_all(client->headers);
    free(client->url);
    free(client);
}

static bool set_up(CURL *curl, const struct client *client, struct buffer *answer)
{
    return curl_easy_setopt(curl, CURLOPT_URL, client->url) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPAUTH, CURLAUTH_BASIC) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_USERNAME, client->options.key) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_PASSWORD, client->options.secret) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_HTTPHEADER, client->headers) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, keep_answer) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_WRITEDATA, answer) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)CLIENT_TIMEOUT_S) == CURLE_OK;
}

CURL *client_handle(const struct client *client, struct buffer *answer)
{
    CURL *curl = curl_easy_init();
    if (curl != NULL && !set_up(curl, client, answer)) {
        curl_easy_cleanup(curl);
        return NULL;
    }
    return curl;
}

enum status client_perform(CURL *curl, long *out_code, struct error *error)
{
    CURLcode result = curl_easy_perform(curl);
    if (result != CURLE_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "the LRS did not answer: %s",
                    curl_easy_strerror(result));
    }
    if (curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, out_code) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl does not tell what the LRS answered");
    }
    return STATUS_OK;
}

/* RFC 7617, 2: the base64 of "key:secret". */
static void add_credential(const struct client_options *options, struct buffer *out)
{
    AUTO(buffer_finish) struct buffer pair = BUFFER_INIT(CREDENTIAL_MAX);
    buffer_print(&pair, "%s:%s", options->key, options->secret);
    size_t size = sodium_base64_encoded_len(pair.length, sodium_base64_VARIANT_ORIGINAL);
    AUTO(free) char *encoded = mem_zeroed(size, 1);
    buffer_print(out, "Authorization: Basic %s\r\n",
                 sodium_bin2base64(encoded, size, (const unsigned char *)pair.data, pair.length,
                                   sodium_base64_VARIANT_ORIGINAL));
}

void client_write_headers(const struct client *client, struct buffer *out)
{
    add_credential(&client->options, out);
    for (size_t i = 0; i < USUAL_HEADERS; i++) {
        buffer_print(out, "%s\r\n", usual_headers[i]);
    }
}

const char *client_statements_url(const struct client *client)
{
    return client->url;
}

static bool has_same(CURLU *left, CURLU *right, CURLUPart part)
{
    AUTO(curl_release_part) char *of_left = NULL;
    AUTO(curl_release_part) char *of_right = NULL;
    return curl_url_get(left, part, &of_left, CURLU_DEFAULT_PORT) == CURLUE_OK &&
           curl_url_get(right, part, &of_right, CURLU_DEFAULT_PORT) == CURLUE_OK &&
           curl_strequal(of_left, of_right) != 0;
}

static bool has_same_origin(CURLU *left, CURLU *right)
{
    return has_same(left, right, CURLUPART_SCHEME) && has_same(left, right, CURLUPART_HOST) &&
           has_same(left, right, CURLUPART_PORT);
}

/* A user in the address would replace the credential. */
static bool names_user(CURLU *url)
{
    AUTO(curl_release_part) char *user = NULL;
    return curl_url_get(url, CURLUPART_USER, &user, 0) == CURLUE_OK;
}

enum status client_resolve(const struct client *client, struct text reference, struct buffer *out,
                           struct error *error)
{
    AUTO(curl_release_url) CURLU *base = curl_url();
    AUTO(curl_release_url) CURLU *url = curl_url();
    AUTO(free) char *terminated = mem_copy(reference.data, reference.length);
    AUTO(curl_release_part) char *full = NULL;
    if (curl_url_set(base, CURLUPART_URL, client->url, 0) != CURLUE_OK ||
        curl_url_set(url, CURLUPART_URL, client->url, 0) != CURLUE_OK ||
        curl_url_set(url, CURLUPART_URL, terminated, 0) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_URL, &full, 0) != CURLUE_OK) {
        return FAIL(error, STATUS_INVALID, "the LRS gives '%.*s' as 'more', which is no address",
                    shown_length(reference), reference.data);
    }
    if (!has_same_origin(base, url) || names_user(url)) {
        return FAIL(error, STATUS_INVALID,
                    "the LRS gives '%.*s' as 'more'; the credential is only for where the endpoint "
                    "'%s' is",
                    shown_length(reference), reference.data, client->options.endpoint);
    }
    buffer_clear(out);
    buffer_add_string(out, full);
    return buffer_check(out, "the address of a page", error);
}

enum status client_judge(const struct client *client, long code, struct text said,
                         struct error *error)
{
    if (code == 200) {
        return STATUS_OK;
    }
    if (code == 503) {
        return FAIL(error, STATUS_UNAVAILABLE, "the LRS goes on answering 503; try again later");
    }
    if (code == 401 || code == 403) {
        return FAIL(error, STATUS_FORBIDDEN, "the LRS answers %ld: the key needs %s", code,
                    client->options.needs);
    }
    return FAIL(error, STATUS_INVALID, "the LRS answers %ld: '%.*s'", code, shown_length(said),
                said.data != NULL ? said.data : "");
}
