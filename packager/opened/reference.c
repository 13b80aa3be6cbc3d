/* SPDX-License-Identifier: Apache-2.0 */

/* Follows addresses as an LMS does: a reference by RFC 3986 against the folder of the manifest,
 * percent signs decoded to the bytes of a name. */
#include "opened/reference.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buffer.h"
#include "xml/xml_document.h"

#include <string.h>

/* RFC 3986 3.1: letter, then letters, digits, "+", "-", "."; then ':'. */
static bool has_scheme(const char *address)
{
    if (!ascii_is_letter(address[0])) {
        return false;
    }
    size_t length = 1;
    while (ascii_is_letter_or_digit(address[length]) ||
           (address[length] != '\0' && strchr("+-.", address[length]) != NULL)) {
        length++;
    }
    return address[length] == ':';
}

static int digit_of(char character)
{
    if (!ascii_is_hexadecimal(character)) {
        return -1;
    }
    char lower = ascii_to_lower(character);
    return ascii_is_digit(lower) ? lower - '0' : lower - 'a' + 10;
}

/* Without query and fragment, decoded. "%00" stays as it is: no name can hold it. */
static char *decode(const char *written, struct arena *arena)
{
    char *decoded = arena_copy(arena, (struct text){written, strcspn(written, "?#")});
    char *out = decoded;
    for (const char *at = decoded; *at != '\0'; at++) {
        int high = at[0] == '%' ? digit_of(at[1]) : -1;
        int low = high >= 0 ? digit_of(at[2]) : -1;
        *out = *at;
        if (low >= 0 && (high | low) != 0) {
            *out = (char)(high * 16 + low);
            at += 2;
        }
        out++;
    }
    *out = '\0';
    return decoded;
}

/* Takes "." and ".." out of a path, in place; false if it climbs above its beginning. */
static bool normalise(char *path)
{
    char *out = path;
    const char *at = path;
    while (*at != '\0') {
        size_t length = strcspn(at, "/");
        const char *next = at[length] == '/' ? at + length + 1 : at + length;
        if (length == 2 && at[0] == '.' && at[1] == '.') {
            if (out == path) {
                return false;
            }
            out--; /* the '/' behind the folder that is left */
            while (out > path && out[-1] != '/') {
                out--;
            }
        } else if (length != 1 || at[0] != '.') {
            memmove(out, at, (size_t)(next - at));
            out += next - at;
        }
        at = next;
    }
    *out = '\0';
    return true;
}

struct opened_reference opened_refer_in(const struct opened *opened, const char *base,
                                        const char *written, struct arena *arena)
{
    struct opened_reference reference = {.written = written};
    if (written == NULL) {
        return reference;
    }
    const char *joined =
        arena_print(arena, "%s%s", base != NULL && !has_scheme(written) ? base : "", written);
    if (has_scheme(joined) || strncmp(joined, "//", 2) == 0) {
        reference.is_external = true;
        return reference;
    }
    char *path = decode(joined, arena);
    if (path[0] == '/' || !normalise(path)) {
        reference.climbs = true;
        return reference;
    }
    reference.path = path;
    reference.file = opened_find(opened, path);
    return reference;
}

struct opened_reference opened_refer(const struct opened *opened, const char *base,
                                     const char *written, const xmlNode *element)
{
    struct opened_reference reference = opened_refer_in(opened, base, written, opened->arena);
    reference.element = element;
    reference.line = xml_line(element);
    return reference;
}
