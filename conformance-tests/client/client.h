/* SPDX-License-Identifier: Apache-2.0 */

/* What every request to the LRS has in common: address, credential, headers. */
#ifndef CLIENT_CLIENT_H
#define CLIENT_CLIENT_H

#include "base/auto.h"
#include "base/buffer.h"
#include "base/error.h"

#include <curl/curl.h>

/* A request takes no longer than this. */
enum { CLIENT_TIMEOUT_S = 120 };

struct client_options {
    const char *endpoint; /* "http://127.0.0.1:8080/xapi/" */
    const char *key;
    const char *secret;
    const char *needs; /* what the key must allow, for messages: "the scope statements/write" */
};

struct client;

/* The options' texts are borrowed for the client's life. INVALID if the endpoint is no http or
 * https URL; *out is owned by the caller. */
MUST_CHECK enum status client_open(const struct client_options *options, struct client **out,
                                   struct error *error);
void client_close(struct client *client);
DEFINE_AUTO(struct client, client_close);

/* A handle for requests to "endpoint/statements" that adds each answer to `answer` (borrowed as
 * long as the handle lives); the caller owns it, to curl_easy_cleanup() before client_close(). NULL
 * if libcurl could not be set up. */
CURL *client_handle(const struct client *client, struct buffer *answer);

/* Sends the handle's request; *out_code is the HTTP status. UNAVAILABLE if the LRS cannot be
 * reached. */
MUST_CHECK enum status client_perform(CURL *curl, long *out_code, struct error *error);

/* For who writes requests without libcurl: adds the header lines that a handle sends, with their
 * line ends, but for Host and Content-Length. */
void client_write_headers(const struct client *client, struct buffer *out);

/* "endpoint/statements"; borrowed from the client. */
const char *client_statements_url(const struct client *client);

/* Writes to *out (cleared before) where `reference`, a `more` of the LRS, leads: relative to
 * "endpoint/statements" by RFC 3986, 5. INVALID if that is no address, or is not of the endpoint's
 * scheme, host and port, where the credential does not belong. */
MUST_CHECK enum status client_resolve(const struct client *client, struct text reference,
                                      struct buffer *out, struct error *error);

/* What a status other than 200 means to the user: FORBIDDEN (401, 403), UNAVAILABLE (503) or
 * INVALID, with the beginning of what the LRS said. */
MUST_CHECK enum status client_judge(const struct client *client, long code, struct text said,
                                    struct error *error);

#endif
