/* SPDX-License-Identifier: Apache-2.0 */

/* The address is taken apart by libcurl, so that it means the same to both kinds of wire. */
#include "load/origin.h"

#include "base/mem.h"
#include "client/curl_auto.h"

#include <netdb.h>
#include <stdlib.h>
#include <sys/socket.h>

enum { HEAD_MAX = 1 << 20 };

/* The variables that libcurl looks for; HTTP_PROXY is not among them, since CGI sets that from a
 * header. */
static bool names_proxy(void)
{
    static const char *const variables[] = {"http_proxy", "all_proxy", "ALL_PROXY"};
    for (size_t i = 0; i < sizeof variables / sizeof *variables; i++) {
        const char *value = getenv(variables[i]); // NOLINT(concurrency-mt-unsafe): no setenv
        if (value != NULL && *value != '\0') {
            return true;
        }
    }
    return false;
}

bool origin_is_plain(const struct client *client)
{
    const char *url = client_statements_url(client);
    if (!text_starts_with(text_of(url), "http://") || names_proxy()) {
        return false;
    }
    const char *authority = url + strlen("http://");
    size_t length = strcspn(authority, "/?#");
    return strcspn(authority, "@%") >= length;
}

/* "::1" of "[::1]"; owned by the caller. */
static char *without_brackets(const char *host)
{
    size_t length = strlen(host);
    return host[0] == '[' ? mem_copy(host + 1, length - 2) : mem_copy(host, length);
}

static enum status look_up(struct origin *origin, const char *host, const char *port,
                           struct error *error)
{
    const struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV};
    AUTO(free) char *name = without_brackets(host);
    int result = getaddrinfo(name, port, &hints, &origin->addresses);
    if (result != 0) {
        return FAIL(error, STATUS_UNAVAILABLE, "the LRS's host '%s' cannot be found: %s", name,
                    gai_strerror(result));
    }
    return STATUS_OK;
}

/* RFC 9110, 7.2: the port is left out where it goes without saying. */
static char *name_of(const char *host, const char *port)
{
    AUTO(buffer_finish) struct buffer name = BUFFER_INIT(HEAD_MAX);
    bool is_usual = strcmp(port, "80") == 0;
    buffer_print(&name, "%s%s%s", host, is_usual ? "" : ":", is_usual ? "" : port);
    return TAKE(name.data);
}

static void write_heads(struct origin *origin, const struct client *client, struct text target)
{
    AUTO(buffer_finish) struct buffer common = BUFFER_INIT(HEAD_MAX);
    buffer_print(&common, " HTTP/1.1\r\nHost: %s\r\n", origin->name);
    client_write_headers(client, &common);
    buffer_print(&origin->get, "GET %.*s", TEXT_ARGUMENTS(target));
    buffer_add_text(&origin->get_end, buffer_text(&common));
    buffer_add_string(&origin->get_end, "\r\n");
    buffer_print(&origin->post, "POST %.*s", TEXT_ARGUMENTS(target));
    buffer_add_text(&origin->post, buffer_text(&common));
    buffer_add_string(&origin->post, "Content-Length: ");
}

static enum status describe(struct origin *origin, const struct client *client, CURLU *url,
                            struct error *error)
{
    AUTO(curl_release_part) char *host = NULL;
    AUTO(curl_release_part) char *port = NULL;
    AUTO(curl_release_part) char *path = NULL;
    AUTO(curl_release_part) char *query = NULL;
    AUTO(buffer_finish) struct buffer target = BUFFER_INIT(HEAD_MAX);
    const char *address = client_statements_url(client);
    origin->url_length = strlen(address);
    if (curl_url_set(url, CURLUPART_URL, address, 0) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_HOST, &host, CURLU_PUNYCODE) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) != CURLUE_OK ||
        curl_url_get(url, CURLUPART_PATH, &path, 0) != CURLUE_OK) {
        return FAIL(error, STATUS_UNAVAILABLE, "'%s' is no address", address);
    }
    bool has_query = curl_url_get(url, CURLUPART_QUERY, &query, 0) == CURLUE_OK;
    buffer_print(&target, "%s%s%s", path, has_query ? "?" : "", has_query ? query : "");
    origin->name = name_of(host, port);
    write_heads(origin, client, buffer_text(&target));
    enum status status = buffer_check(&origin->get_end, "the head of a request", error);
    return status == STATUS_OK ? look_up(origin, host, port, error) : status;
}

enum status origin_create(const struct client *client, struct origin **out, struct error *error)
{
    AUTO(curl_release_url) CURLU *url = curl_url();
    AUTO(origin_destroy) struct origin *origin = MEM_NEW(struct origin);
    origin->post = (struct buffer)BUFFER_INIT(HEAD_MAX);
    origin->get = (struct buffer)BUFFER_INIT(HEAD_MAX);
    origin->get_end = (struct buffer)BUFFER_INIT(HEAD_MAX);
    enum status status = describe(origin, client, url, error);
    if (status == STATUS_OK) {
        *out = TAKE(origin);
    }
    return status;
}

void origin_destroy(struct origin *origin)
{
    if (origin == NULL) {
        return;
    }
    if (origin->addresses != NULL) {
        freeaddrinfo(origin->addresses);
    }
    free(origin->name);
    buffer_finish(&origin->post);
    buffer_finish(&origin->get);
    buffer_finish(&origin->get_end);
    free(origin);
}

void origin_write_head(const struct origin *origin, const struct wire_request *request,
                       struct buffer *out)
{
    if (request->url == NULL) {
        buffer_add_text(out, buffer_text(&origin->post));
        buffer_add_number(out, request->body.length, 1);
        buffer_add_string(out, "\r\n\r\n");
        return;
    }
    buffer_add_text(out, buffer_text(&origin->get));
    buffer_add_string(out, request->url + origin->url_length);
    buffer_add_text(out, buffer_text(&origin->get_end));
}
