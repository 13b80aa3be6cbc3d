/* SPDX-License-Identifier: Apache-2.0 */

/* Files embedded in the program, served. They hold no data: what they show they fetch from the
 * reports with the visitor's credential. */
#include "resources/pages.h"

#include "base/markup.h"
#include "web/web.h"

#include <assert.h>
#include <string.h>

static const char content_security_policy[] =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'";

/* The page with the operator's notice where its marker stands: there before the visitor signs in,
 * and without scripts. */
static void add_page_with_notice(struct buffer *out, struct text page, const char *notice)
{
    static const char marker[] = "<!-- notice -->";
    const char *place = strstr(page.data, marker); /* embedded files end with a NUL */
    assert(place != NULL);
    buffer_add_text(out, (struct text){page.data, (size_t)(place - page.data)});
    buffer_add_string(out, "<section class=\"notice\" aria-label=\"Notice\">"
                           "<p class=\"nhsuk-width-container\">");
    markup_add(out, notice);
    buffer_add_string(out, "</p></section>");
    buffer_add_string(out, place + strlen(marker));
}

enum status pages_get(struct call *call, struct error *error)
{
    const char *path = call->request->path;
    const char *name = strcmp(path, "/") == 0 ? "index.html" : path + strlen("/assets/");
    struct text content = embedded_file_find(web_files, name);
    if (content.data == NULL) {
        return FAIL(error, STATUS_NOT_FOUND, "there is nothing at this path");
    }
    struct http_response *response = call->response;
    http_response_set_type(response, name);
    http_response_set(response, "Content-Security-Policy", content_security_policy);
    http_response_set(response, "Cache-Control", "no-cache");
    const char *notice = call->service->notice;
    if (notice[0] != '\0' && strcmp(name, "index.html") == 0) {
        add_page_with_notice(&response->body, content, notice);
        return STATUS_OK;
    }
    response->static_body = content;
    return STATUS_OK;
}
