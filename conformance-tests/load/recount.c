/* SPDX-License-Identifier: Apache-2.0 */

/* GET statements, by xAPI 1.0.3 Communication 2.1.3. */
#include "load/recount.h"

enum {
    PAGE_MAX = 64 << 20,
    URL_MAX = 8192,
    LIMIT = 500,
    /* A server may give fewer statements a page than was asked for, but hardly fewer than this. */
    LIMIT_LEAST = 10,
};

static void release_handle(CURL *curl)
{
    curl_easy_cleanup(curl);
}
DEFINE_AUTO(CURL, release_handle);

static enum status get(const struct client *client, CURL *curl, const char *url,
                       struct buffer *answer, struct error *error)
{
    long code = 0;
    buffer_clear(answer);
    if (curl_easy_setopt(curl, CURLOPT_URL, url) != CURLE_OK) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    enum status status = client_perform(curl, &code, error);
    return status == STATUS_OK ? client_judge(client, code, buffer_text(answer), error) : status;
}

/* The run's activity has no character that a query would have to escape but ':' and '/', which may
 * stand there (RFC 3986, 3.4). */
static void begin_at(const struct client *client, const struct payload *payload, struct buffer *url)
{
    char activity[PAYLOAD_URL_SIZE];
    payload_run_activity(payload, activity);
    buffer_print(url, "%s?activity=%s&related_activities=true&ascending=true&limit=%d",
                 client_statements_url(client), activity, (int)LIMIT);
}

enum status recount(const struct client *client, const struct payload *payload, uint32_t count,
                    struct tally *tally, struct progress *progress, struct error *error)
{
    AUTO(buffer_finish) struct buffer url = BUFFER_INIT(URL_MAX);
    AUTO(buffer_finish) struct buffer answer = BUFFER_INIT(PAGE_MAX);
    AUTO(buffer_finish) struct buffer more = BUFFER_INIT(URL_MAX);
    AUTO(release_handle) CURL *curl = client_handle(client, &answer);
    if (curl == NULL) {
        return FAIL(error, STATUS_INTERNAL, "libcurl could not be set up");
    }
    begin_at(client, payload, &url);
    progress_begin(progress, "counted pages", count / LIMIT + 1);
    for (uint32_t page = 0; page <= count / LIMIT_LEAST + 1; page++) {
        buffer_clear(&more);
        enum status status = buffer_check(&url, "the address of a page", error);
        status = status != STATUS_OK ? status : get(client, curl, url.data, &answer, error);
        status = status != STATUS_OK ? status
                                     : tally_add_page(tally, buffer_text(&answer), &more, error);
        if (status != STATUS_OK || more.length == 0) {
            return status;
        }
        progress_show(progress, page + 1);
        status = client_resolve(client, buffer_text(&more), &url, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return FAIL(error, STATUS_INVALID, "the LRS gives more pages than %u statements can fill",
                count);
}
