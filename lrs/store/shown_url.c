/* SPDX-License-Identifier: Apache-2.0 */

/* Passwords in URLs of databases (libpq's): user:password@, and the parameters password and
 * sslpassword. What cannot be read by libpq is shown too, as it is a mistake that is told. */
#include "store/shown_url.h"

#include "base/buffer.h"
#include "base/mem.h"
#include "store/backend.h"

#include <string.h>

#define HIDDEN "..."

/* Where the user's name begins, or the whole if that is not clear. */
static const char *user_of(const char *url)
{
    const char *slashes = strstr(url, "://");
    return slashes == NULL ? url : slashes + strlen("://");
}

/* Adds what stands before the host. A password may have any character in it that should have been
 * encoded, so it ends at the last @. The rest, from there on. */
static const char *add_user(const char *url, struct buffer *out)
{
    const char *end = strrchr(url, '@');
    const char *user = user_of(url);
    const char *colon = strchr(user, ':');
    if (end == NULL || colon == NULL || colon > end) {
        return url;
    }
    buffer_add(out, url, (size_t)(colon + 1 - url));
    buffer_add_string(out, HIDDEN);
    return end;
}

static void add_parameters(const char *rest, struct buffer *out)
{
    static const char name[] = "password=";
    const char *found = strstr(rest, name);
    while (found != NULL) {
        found += strlen(name);
        buffer_add(out, rest, (size_t)(found - rest));
        buffer_add_string(out, HIDDEN);
        rest = found + strcspn(found, "& ");
        found = strstr(rest, name);
    }
    buffer_add_string(out, rest);
}

char *shown_url(const char *url)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    if (backend != NULL && backend->files != NULL) {
        return mem_copy_string(url);
    }
    AUTO(buffer_finish) struct buffer shown = BUFFER_INIT(2 * strlen(url) + sizeof HIDDEN);
    add_parameters(add_user(url, &shown), &shown);
    return mem_copy_string(shown.data == NULL ? "" : shown.data);
}
