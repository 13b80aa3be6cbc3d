/* SPDX-License-Identifier: Apache-2.0 */

#include "preview/answer.h"

#include "base/embed.h"
#include "formats/page.h"
#include "http/failure.h"
#include "preview/file_stream.h"
#include "preview/site.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

extern const struct embedded_file preview_files[];

/* Addresses that no file of a package has. */
#define VERSION_PATH "/-/version"
#define RELOAD_PATH "/-/reload.js"
#define RELOAD_TAG "<script src=\"" RELOAD_PATH "\"></script>\n"

static bool is_page(const char *name)
{
    return text_ends_with(text_of(name), ".html");
}

static void set_headers(struct http_response *response, const char *name)
{
    http_response_set_type(response, name);
    http_response_set(response, "Cache-Control", "no-store");
    http_response_set(response, "X-Content-Type-Options", "nosniff");
}

/* A page, behind which a NUL stands, with the script that watches for changes. */
static void add_page(struct http_response *response, struct text page)
{
    const char *end = strstr(page.data, "</body>");
    size_t before = end != NULL ? (size_t)(end - page.data) : page.length;
    buffer_add_text(&response->body, (struct text){page.data, before});
    buffer_add_string(&response->body, RELOAD_TAG);
    buffer_add_text(&response->body, (struct text){page.data + before, page.length - before});
}

static enum status answer_fault(const struct error *fault, struct http_request *request,
                                struct http_response *response, struct error *error)
{
    const struct page_value values[] = {{"fault", fault->message}, {NULL, NULL}};
    struct text page;
    enum status status = page_fill(embedded_file_find(preview_files, "fault.html"), values,
                                   request->arena, &page, error);
    if (status == STATUS_OK) {
        set_headers(response, "fault.html");
        add_page(response, page);
    }
    return status;
}

static enum status answer_file(struct site *site, const char *name, struct http_request *request,
                               struct http_response *response, struct error *error)
{
    struct site_file file;
    struct error fault = {0};
    enum status status = site_find(site, name, request->arena, &file, &fault);
    if (status == STATUS_INVALID && is_page(name)) {
        return answer_fault(&fault, request, response, error);
    }
    if (status != STATUS_OK) {
        *error = fault;
        return status;
    }
    set_headers(response, name);
    if (file.path != NULL) {
        return file_stream_answer(file.path, request, response, error);
    }
    if (is_page(name)) {
        add_page(response, file.content);
    } else {
        buffer_add_text(&response->body, file.content);
    }
    return STATUS_OK;
}

static void answer_version(struct site *site, struct http_response *response)
{
    set_headers(response, "version.txt");
    buffer_print(&response->body, "%" PRIu64 "\n", site_version(site));
}

enum status preview_answer(void *context, struct http_request *request,
                           struct http_response *response, struct error *error)
{
    struct site *site = context;
    if (request->refusal.status != STATUS_OK) {
        *error = request->refusal;
        return request->refusal.status;
    }
    if ((request->method & (HTTP_GET | HTTP_HEAD)) == 0) {
        http_fail_with(response, 405, "a preview can only be looked at");
        return STATUS_OK;
    }
    if (strcmp(request->path, VERSION_PATH) == 0) {
        answer_version(site, response);
        return STATUS_OK;
    }
    if (strcmp(request->path, RELOAD_PATH) == 0) {
        set_headers(response, RELOAD_PATH);
        response->static_body = embedded_file_find(preview_files, "reload.js");
        return STATUS_OK;
    }
    const char *name = request->path[0] == '/' ? request->path + 1 : request->path;
    return answer_file(site, name[0] == '\0' ? "index.html" : name, request, response, error);
}
