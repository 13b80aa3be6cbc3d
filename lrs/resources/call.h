/* SPDX-License-Identifier: Apache-2.0 */

/* What a resource gets to answer one request, and how it waits for the store's writer. */
#ifndef RESOURCES_CALL_H
#define RESOURCES_CALL_H

#include "access/access.h"
#include "base/error.h"
#include "http/request.h"
#include "http/response.h"
#include "http/sink.h"
#include "store/store.h"
#include "xapi/query.h"
#include "xapi/version.h"

/* What all requests share; lives as long as the server. */
struct service {
    struct store *store;
    struct access *access;
    const char *public_url;                      /* where clients reach us, without a final '/' */
    size_t batch_max;                            /* statements in one request */
    const char *notice;                          /* shown on every page; "" for none */
    const struct disclosure_profile *disclosure; /* of credentials that do not say */
    size_t page_max;                             /* statements in one answer */
    size_t document_max;                         /* bytes of one document */
    size_t body_max;                             /* bytes of the statements in a multipart body */
    size_t upload_max;                           /* bytes of a multipart body, and in it: */
    size_t attachment_max;                       /* bytes of one attachment */
    size_t part_max;                             /* attachments */
    enum xapi_version default_version;           /* answered when the request names none */
    int64_t session_max_us; /* how long the credential of a cmi5 launch is good */
};

struct stored_session;
struct disclosure_profile;

/* One request on its way; lives in the request's arena. */
struct call {
    const struct service *service;
    struct http_request *request;
    struct http_response *response;
    struct identity identity;
    const struct stored_session *session; /* of a cmi5 launch, if identity.is_session */
    enum xapi_version version;
    void *outcome; /* the resource's own: what its `then` will answer with */
};

/* A resource's answer to one method: fills call->response, or fails. */
typedef enum status (*resource_handler)(struct call *call, struct error *error);

/* The first member of a resource's sink for bodies: who asks, and may, is settled with it. */
struct call_sink {
    struct http_sink base;
    struct call *call;
    resource_handler handler;
};

/* A write that a call waits for: make it the first member of your own struct, in the arena. */
struct pending {
    struct store_write write;
    struct call *call;
    resource_handler then;
};

/* Submits `pending` (with write.apply set) and leaves the answer to `then`, which is called when
 * the write is durable; if the write failed, its failure is the answer instead. Return what this
 * returns. No thread is held meanwhile. */
MUST_CHECK enum status call_wait_for(struct call *call, struct pending *pending,
                                     resource_handler then, struct error *error);

/* The request's parameters as those of `kind`; *out lives as long as the request. INVALID as
 * query_read() tells. */
MUST_CHECK enum status call_read_query(const struct call *call, enum query_kind kind,
                                       struct query *out, struct error *error);

/* The response's Last-Modified, from microseconds since 1970. */
void call_set_last_modified(struct call *call, int64_t us);

/* True if the media type `sent` is `type`, whatever its parameters and its case. */
bool content_type_is(struct text sent, const char *type);

/* True if the request's Content-Type is `type`, whatever its parameters. */
bool call_content_is(const struct call *call, const char *type);

#endif
