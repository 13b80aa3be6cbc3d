/* SPDX-License-Identifier: Apache-2.0 */

/* From a request to its resource: route, who asks, permission, version. */
#include "resources/routes.h"

#include "http/failure.h"
#include "resources/alternate.h"
#include "resources/sessions.h"
#include "resources/statements.h"

#include <string.h>

static const char version_header[] = "X-Experience-API-Version";

/* Content served from here never becomes a page: a document that says it is HTML stays data. Any
 * origin may ask, since courses are played on LMSs everywhere; a browser adds no credentials of its
 * own, as Allow-Credentials is never sent. */
static void set_common_headers(struct http_response *response)
{
    http_response_set(response, "X-Content-Type-Options", "nosniff");
    http_response_set(response, "Content-Security-Policy",
                      "default-src 'none'; frame-ancestors 'none'; sandbox");
    http_response_set(response, "Cache-Control", "no-store");
    http_response_set(response, "Referrer-Policy", "no-referrer");
    http_response_set(response, "Access-Control-Allow-Origin", "*");
    http_response_set(response, "Access-Control-Expose-Headers",
                      "Allow, ETag, Last-Modified, Retry-After, WWW-Authenticate, X-Request-Id, "
                      "X-Experience-API-Version, X-Experience-API-Consistent-Through, "
                      "X-Conformance-Percent, X-Disclosure-Profile, X-Last-Statement-Stored");
}

static bool is_xapi(const struct http_request *request)
{
    return strncmp(request->path, "/xapi/", 6) == 0;
}

/* What the request asks for, so that its refusal can say so too, or what --default-version says. */
static void assume_version(struct call *call)
{
    const char *named = http_request_header(call->request, version_header);
    struct error ignored; /* check_version() refuses in its turn */
    call->version = call->service->default_version;
    if (named != NULL) {
        (void)!xapi_version_negotiate(text_of(named), &call->version, &ignored);
    }
}

/* Every answer below /xapi/ carries these, failures too (Communication 3.3, 2.1.3). */
static void set_xapi_headers(struct call *call)
{
    if (is_xapi(call->request)) {
        http_response_set(call->response, version_header, xapi_version_name(call->version));
    }
    if (strcmp(call->request->path, "/xapi/statements") == 0) {
        statements_set_consistent_through(call, store_consistent_through_us(call->service->store));
    }
}

static bool route_fits(const struct route *route, const char *path)
{
    size_t length = strlen(route->path);
    bool is_folder = length > 1 && route->path[length - 1] == '/';
    if (strcmp(route->path, "/") == 0) {
        return strcmp(path, "/") == 0 || strncmp(path, "/assets/", 8) == 0;
    }
    return is_folder ? strncmp(path, route->path, length) == 0 : strcmp(path, route->path) == 0;
}

/* The route for path and method, or NULL; *methods gets what the path knows (0: unknown path). */
static const struct route *find_route(const struct http_request *request, unsigned *methods)
{
    const struct route *found = NULL;
    *methods = 0;
    for (const struct route *route = route_table; route->path != NULL; route++) {
        if (route_fits(route, request->path)) {
            *methods |= route->methods;
            if ((route->methods & request->method) != 0) {
                found = route;
            }
        }
    }
    return found;
}

static const char *list_methods(struct arena *arena, unsigned methods)
{
    static const struct {
        enum http_method method;
        const char *name;
    } names[] = {{HTTP_GET, "GET"},
                 {HTTP_HEAD, "HEAD"},
                 {HTTP_POST, "POST"},
                 {HTTP_PUT, "PUT"},
                 {HTTP_DELETE, "DELETE"}};
    const char *list = "OPTIONS";
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if ((methods & names[i].method) != 0) {
            list = arena_print(arena, "%s, %s", list, names[i].name);
        }
    }
    return list;
}

/* A browser asks before a script of another origin may send; it sends no credentials with it. */
static enum status answer_options(struct http_response *response, const char *methods)
{
    response->status = 204;
    http_response_set(response, "Access-Control-Allow-Methods", methods);
    http_response_set(response, "Access-Control-Allow-Headers",
                      "Authorization, Content-Type, Content-Length, If-Match, If-None-Match, "
                      "Accept, Accept-Language, X-Requested-With, X-Experience-API-Version");
    http_response_set(response, "Access-Control-Max-Age", "7200");
    return STATUS_OK;
}

/* There is no resource for this method here: OPTIONS, 405 or 404. */
static enum status answer_without_route(struct call *call, unsigned methods, struct error *error)
{
    if (methods == 0) {
        return FAIL(error, STATUS_NOT_FOUND, "there is nothing at this path");
    }
    const char *list = list_methods(call->request->arena, methods);
    http_response_set(call->response, "Allow", list);
    if (call->request->method == HTTP_OPTIONS) {
        return answer_options(call->response, list);
    }
    http_fail_with(
        call->response, 405,
        arena_print(call->request->arena, "this method is not served here; there are %s", list));
    return STATUS_OK;
}

/* *may_go_on is false when the answer is 401 already. */
static enum status check_access(struct call *call, const struct route *route, bool *may_go_on,
                                struct error *error)
{
    *may_go_on = true;
    if (route->permission == PERMISSION_NONE) {
        return STATUS_OK;
    }
    enum status status =
        access_identify(call->service->access, http_request_header(call->request, "Authorization"),
                        may_go_on, &call->identity, error);
    if (status != STATUS_OK) {
        return status;
    }
    call->request->asker = call->identity.key;
    if (!*may_go_on) {
        http_response_set(call->response, "WWW-Authenticate",
                          "Basic realm=\"iBeST LRS\", charset=\"UTF-8\"");
        http_fail_with(call->response, 401,
                       "send a key and secret of this server by Basic authorization");
        return STATUS_OK;
    }
    if ((call->identity.permissions & (unsigned)route->permission) == 0) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "the credential's scopes do not allow %s on this path; ask for one that has "
                    "the scope",
                    call->request->method_name);
    }
    return call->identity.is_session ? sessions_guard(call, error) : STATUS_OK;
}

static enum status check_version(struct call *call, const struct route *route, struct error *error)
{
    const char *version = http_request_header(call->request, version_header);
    if (route->kind == ROUTE_PLAIN || route->kind == ROUTE_XAPI_ABOUT) {
        return STATUS_OK;
    }
    if (version == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s: this header is required; send 1.0.3 or 2.0.0 (Communication 3.3)",
                    version_header);
    }
    return xapi_version_negotiate(text_of(version), &call->version, error);
}

/* A request in the alternate syntax becomes the one that it stands for, before anybody looks at who
 * asks for what. 2.0 has no such syntax, and there `method` is a parameter that nobody knows. */
static enum status unwrap(struct call *call, struct error *error)
{
    struct http_request *request = call->request;
    if (!is_xapi(request) || !alternate_is(request)) {
        return STATUS_OK;
    }
    if (request->refusal.status != STATUS_OK) {
        return FAIL(error, request->refusal.status, "%s", request->refusal.message);
    }
    enum status status = alternate_read(request, error);
    if (status != STATUS_OK) {
        return status;
    }
    assume_version(call);
    set_xapi_headers(call);
    if (call->version != XAPI_VERSION_1_0_3) {
        return FAIL(error, STATUS_INVALID,
                    "method: the alternate request syntax is of 1.0.3; 2.0 has it no longer");
    }
    return STATUS_OK;
}

/* May this call be served by `route`? *may_go_on is false when the answer is there already. */
static enum status admit(struct call *call, const struct route *route, bool *may_go_on,
                         struct error *error)
{
    enum status status = check_access(call, route, may_go_on, error);
    if (status != STATUS_OK || !*may_go_on) {
        return status;
    }
    const struct error *refusal = &call->request->refusal;
    if (refusal->status != STATUS_OK) {
        return FAIL(error, refusal->status, "%s", refusal->message);
    }
    return check_version(call, route, error);
}

static enum status answer(struct call *call, struct error *error)
{
    unsigned methods = 0;
    const struct route *route = find_route(call->request, &methods);
    if (route == NULL) {
        return answer_without_route(call, methods, error);
    }
    bool may_go_on = false;
    enum status status = admit(call, route, &may_go_on, error);
    return status != STATUS_OK || !may_go_on ? status : route->handler(call, error);
}

static struct call *begin_call(const struct service *service, struct http_request *request,
                               struct http_response *response)
{
    struct call *call = ARENA_NEW(request->arena, struct call);
    call->service = service;
    call->request = request;
    call->response = response;
    assume_version(call);
    set_common_headers(response);
    set_xapi_headers(call);
    return call;
}

/* The rest of a call whose body went to a sink. */
static enum status answer_behind_sink(const struct http_request *request, struct error *error)
{
    const struct call_sink *sink = (const struct call_sink *)request->sink;
    if (request->refusal.status != STATUS_OK) {
        return FAIL(error, request->refusal.status, "%s", request->refusal.message);
    }
    return sink->handler(sink->call, error);
}

enum status resources_answer(void *context, struct http_request *request,
                             struct http_response *response, struct error *error)
{
    if (request->sink != NULL) {
        return answer_behind_sink(request, error);
    }
    struct call *call = begin_call(context, request, response);
    enum status status = unwrap(call, error);
    return status != STATUS_OK ? status : answer(call, error);
}

/* Statements in multipart/mixed, which may bring attachments. */
static bool wants_sink(const struct http_request *request, const struct route *route)
{
    const char *type = http_request_header(request, "Content-Type");
    return route != NULL && route->kind == ROUTE_STATEMENTS &&
           (request->method & (HTTP_POST | HTTP_PUT)) != 0 && !alternate_is(request) &&
           type != NULL && content_type_is(text_of(type), "multipart/mixed");
}

enum status resources_choose(void *context, struct http_request *request,
                             struct http_response *response, struct http_sink **out,
                             struct error *error)
{
    unsigned methods = 0;
    const struct route *route = find_route(request, &methods);
    if (!wants_sink(request, route)) {
        return STATUS_OK;
    }
    struct call *call = begin_call(context, request, response);
    bool may_go_on = false;
    enum status status = admit(call, route, &may_go_on, error);
    return status != STATUS_OK || !may_go_on ? status
                                             : statements_sink(call, route->handler, out, error);
}
