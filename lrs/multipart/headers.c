/* SPDX-License-Identifier: Apache-2.0 */

/* Lines of "Name: value". A name that comes twice is refused rather than resolved: whoever looks at
 * the request before us may take the other one. */
#include "multipart/headers.h"

#include "base/ascii.h"

#include <stdbool.h>
#include <string.h>

#define CLAUSE "(xAPI Communication 1.5.2, RFC 2046 5.1)"

static bool is_name(struct text name)
{
    for (size_t i = 0; i < name.length; i++) {
        char character = name.data[i];
        if (!ascii_is_letter_or_digit(character) &&
            (character == '\0' || strchr("!#$%&'*+-.^_`|~", character) == NULL)) {
            return false;
        }
    }
    return name.length > 0;
}

static bool is_value(struct text value)
{
    for (size_t i = 0; i < value.length; i++) {
        if (ascii_is_control(value.data[i]) && value.data[i] != '\t') {
            return false;
        }
    }
    return true;
}

static bool names_equal(struct text left, struct text right)
{
    if (left.length != right.length) {
        return false;
    }
    size_t same = 0;
    while (same < left.length &&
           ascii_to_lower(left.data[same]) == ascii_to_lower(right.data[same])) {
        same++;
    }
    return same == left.length;
}

static const struct header *find(const struct header_list *headers, struct text name)
{
    for (size_t i = 0; i < headers->count; i++) {
        if (names_equal(headers->items[i].name, name)) {
            return &headers->items[i];
        }
    }
    return NULL;
}

/* A name is cut for the message; it has no character that a message could not show. */
enum { SHOWN_NAME_MAX = 60 };

static int shown_length(struct text name)
{
    return name.length < SHOWN_NAME_MAX ? (int)name.length : SHOWN_NAME_MAX;
}

static enum status header_read(struct text line, size_t part, struct header_list *headers,
                               struct error *error)
{
    struct text name = {NULL, 0};
    struct text value = line;
    (void)text_split(&value, ':', &name);
    if (value.data == NULL || !is_name(name)) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: header line %zu does not begin with a name and ':' " CLAUSE, part,
                    headers->count + 1);
    }
    if (!is_value(value)) {
        return FAIL(error, STATUS_INVALID,
                    "part %zu: the header '%.*s' has a control character " CLAUSE, part,
                    shown_length(name), name.data);
    }
    if (find(headers, name) != NULL) {
        return FAIL(error, STATUS_INVALID, "part %zu: has the header '%.*s' twice " CLAUSE, part,
                    shown_length(name), name.data);
    }
    if (headers->count == HEADER_LINES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE, "part %zu: has more than %d header lines", part,
                    HEADER_LINES_MAX);
    }
    headers->items[headers->count++] = (struct header){name, text_trim(value)};
    return STATUS_OK;
}

enum status headers_read(struct text text, size_t part, struct header_list *out,
                         struct error *error)
{
    struct text line;
    out->count = 0;
    while (text.length > 0 && text_split(&text, '\n', &line)) {
        enum status status = header_read(line, part, out, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

struct text headers_find(const struct header_list *headers, const char *name)
{
    const struct header *header = find(headers, text_of(name));
    return header != NULL ? header->value : (struct text){NULL, 0};
}
