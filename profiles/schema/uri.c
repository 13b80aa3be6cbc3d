/* SPDX-License-Identifier: Apache-2.0 */

/* RFC 3986: taking apart (appendix B), and putting together (5.2 and 5.3). */
#include "schema/uri.h"

#include "base/ascii.h"

#include <string.h>

/* Each with its delimiter, so that a part that is missing is told from one that is empty. */
struct parts {
    struct text scheme;    /* "http:" */
    struct text authority; /* "//example.org" */
    struct text path;
    struct text query;    /* "?…" */
    struct text fragment; /* "#…" */
};

/* Cuts as much off the front as has none of `ends`. */
static struct text cut(const char **rest, const char *ends)
{
    struct text part = {*rest, strcspn(*rest, ends)};
    *rest += part.length;
    return part;
}

static struct text cut_scheme(const char **rest)
{
    const char *at = *rest;
    while (ascii_is_letter_or_digit(*at) || (at > *rest && strchr("+-.", *at) != NULL && *at)) {
        at++;
    }
    struct text scheme = {*rest, 0};
    if (*at == ':' && ascii_is_letter(**rest)) {
        scheme.length = (size_t)(at + 1 - *rest);
        *rest = at + 1;
    }
    return scheme;
}

static struct parts take_apart(const char *uri)
{
    struct parts parts = {.scheme = cut_scheme(&uri)};
    if (strncmp(uri, "//", 2) == 0) {
        const char *begin = uri;
        uri += 2;
        (void)cut(&uri, "/?#");
        parts.authority = (struct text){begin, (size_t)(uri - begin)};
    }
    parts.path = cut(&uri, "?#");
    parts.query = cut(&uri, "#");
    parts.fragment = text_of(uri);
    return parts;
}

/* 5.2.3: the base's path up to its last '/', and the reference's. */
static const char *merge(const struct parts *base, struct text path, struct arena *arena)
{
    size_t length = base->path.length;
    while (length > 0 && base->path.data[length - 1] != '/') {
        length--;
    }
    const char *between = base->authority.length > 0 && base->path.length == 0 ? "/" : "";
    return arena_print(arena, "%.*s%s%.*s", (int)length, base->path.data, between,
                       TEXT_ARGUMENTS(path));
}

/* 5.2.4: without "." and "..". */
static const char *remove_dots(const char *path, struct arena *arena)
{
    char *out = arena_reserve(arena, strlen(path) + 1);
    size_t length = 0;
    while (*path != '\0') {
        const char *end = path + 1 + strcspn(path + 1, "/");
        const struct text segment = {path, (size_t)(end - path)};
        if (text_is(segment, "/..") || text_is(segment, "/.")) {
            while (segment.length == 3 && length > 0 && out[--length] != '/') {
            }
            if (*end == '\0') {
                out[length++] = '/';
            }
        } else {
            memcpy(out + length, segment.data, segment.length);
            length += segment.length;
        }
        path = end;
    }
    out[length] = '\0';
    return out;
}

static struct text target_path(const struct parts *base, const struct parts *reference,
                               struct arena *arena)
{
    if (reference->path.length == 0) {
        return base->path;
    }
    bool is_absolute = reference->path.data[0] == '/';
    const char *path =
        is_absolute ? arena_copy(arena, reference->path) : merge(base, reference->path, arena);
    return text_of(remove_dots(path, arena));
}

const char *uri_resolve(const char *base, const char *reference, struct arena *arena)
{
    const struct parts from = take_apart(base);
    struct parts to = take_apart(reference);
    if (to.scheme.length > 0) {
        return reference;
    }
    to.scheme = from.scheme;
    if (to.authority.length == 0) {
        to.query = to.path.length == 0 && to.query.length == 0 ? from.query : to.query;
        to.path = target_path(&from, &to, arena);
        to.authority = from.authority;
    }
    return arena_print(arena, "%.*s%.*s%.*s%.*s%.*s", TEXT_ARGUMENTS(to.scheme),
                       TEXT_ARGUMENTS(to.authority), TEXT_ARGUMENTS(to.path),
                       TEXT_ARGUMENTS(to.query), TEXT_ARGUMENTS(to.fragment));
}

const char *uri_document(const char *uri, struct arena *arena)
{
    return arena_copy(arena, (struct text){uri, strcspn(uri, "#")});
}

static unsigned digit_value(char digit)
{
    return ascii_is_digit(digit) ? (unsigned)(digit - '0')
                                 : (unsigned)(ascii_to_lower(digit) - 'a') + 10;
}

const char *uri_fragment(const char *uri, struct arena *arena)
{
    const char *mark = strchr(uri, '#');
    char *fragment = arena_copy_string(arena, mark == NULL ? "" : mark + 1);
    char *out = fragment;
    for (const char *at = fragment; *at != '\0'; at++) {
        if (*at == '%' && ascii_is_hexadecimal(at[1]) && ascii_is_hexadecimal(at[2])) {
            *out++ = (char)(digit_value(at[1]) << 4 | digit_value(at[2]));
            at += 2;
        } else {
            *out++ = *at;
        }
    }
    *out = '\0';
    return fragment;
}
