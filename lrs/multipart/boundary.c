/* SPDX-License-Identifier: Apache-2.0 */

/* Media types with parameters (RFC 2045 5.1), as far as a boundary needs them. */
#include "multipart/boundary.h"

#include "base/ascii.h"
#include "base/uuid.h"

#include <stdio.h>
#include <string.h>

#define CLAUSE "(xAPI Communication 1.5.2, RFC 2046 5.1.1)"

static bool equals_caseless(struct text text, const char *lower)
{
    if (text.length != strlen(lower)) {
        return false;
    }
    for (size_t i = 0; i < text.length; i++) {
        if (ascii_to_lower(text.data[i]) != lower[i]) {
            return false;
        }
    }
    return true;
}

struct text media_type_of(struct text header)
{
    struct text type = {NULL, 0};
    (void)text_split(&header, ';', &type);
    return text_trim(type);
}

bool media_type_is(struct text header, const char *type)
{
    return equals_caseless(media_type_of(header), type);
}

static bool is_boundary_character(char character)
{
    return ascii_is_letter_or_digit(character) ||
           (character != '\0' && strchr("'()+_,-./:=? ", character) != NULL);
}

/* A parameter's value: between quotes, with '\' before what is meant as it is, or up to ';'. */
struct value {
    char text[BOUNDARY_MAX + 1];
    size_t length; /* BOUNDARY_MAX + 1: it is longer */
};

static void value_add(struct value *value, char character)
{
    if (value->length <= BOUNDARY_MAX) {
        value->text[value->length++] = character;
    }
}

static void skip(struct text *rest, size_t length)
{
    rest->data += length;
    rest->length -= length;
}

/* *rest stands behind the first quote. False if the last is missing. */
static bool read_quoted(struct text *rest, struct value *value)
{
    while (rest->length > 0 && rest->data[0] != '"') {
        size_t escape = rest->data[0] == '\\' && rest->length > 1 ? 1 : 0;
        value_add(value, rest->data[escape]);
        skip(rest, escape + 1);
    }
    if (rest->length == 0) {
        return false;
    }
    skip(rest, 1);
    return true;
}

static bool read_value(struct text *rest, struct value *value)
{
    if (rest->length > 0 && rest->data[0] == '"') {
        skip(rest, 1);
        return read_quoted(rest, value);
    }
    while (rest->length > 0 && strchr("; \t", rest->data[0]) == NULL) {
        value_add(value, rest->data[0]);
        skip(rest, 1);
    }
    return true;
}

static void skip_space(struct text *rest)
{
    while (rest->length > 0 && (rest->data[0] == ' ' || rest->data[0] == '\t')) {
        skip(rest, 1);
    }
}

/* Reads one "; name=value" (the ';' is cut off already, the value may be missing:
 * "multipart/mixed;"). */
static bool read_parameter(struct text *rest, struct text *name, struct value *value)
{
    skip_space(rest);
    size_t length = 0;
    while (length < rest->length && strchr("=; \t\"", rest->data[length]) == NULL) {
        length++;
    }
    *name = (struct text){rest->data, length};
    skip(rest, length);
    if (rest->length > 0 && rest->data[0] == '=') {
        skip(rest, 1);
        if (!read_value(rest, value)) {
            return false;
        }
    }
    skip_space(rest);
    return rest->length == 0 || rest->data[0] == ';';
}

static enum status boundary_check(const struct value *value, struct boundary *out,
                                  struct error *error)
{
    if (value->length == 0 || value->length > BOUNDARY_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "Content-Type: the boundary must have 1 to %d characters " CLAUSE,
                    BOUNDARY_MAX);
    }
    for (size_t i = 0; i < value->length; i++) {
        if (!is_boundary_character(value->text[i])) {
            return FAIL(error, STATUS_INVALID,
                        "Content-Type: character %zu of the boundary is none that a boundary may "
                        "have: letters, digits, '()+_,-./:=? and space " CLAUSE,
                        i + 1);
        }
    }
    if (value->text[value->length - 1] == ' ') {
        return FAIL(error, STATUS_INVALID,
                    "Content-Type: the boundary must not end in a space " CLAUSE);
    }
    memcpy(out->text, value->text, value->length);
    out->text[value->length] = '\0';
    return STATUS_OK;
}

enum status boundary_read(struct text header, struct boundary *out, struct error *error)
{
    struct text type = {NULL, 0};
    struct text rest = header;
    (void)text_split(&rest, ';', &type);
    if (!equals_caseless(text_trim(type), "multipart/mixed")) {
        return FAIL(error, STATUS_INVALID, "Content-Type: must be multipart/mixed " CLAUSE);
    }
    struct value found = {.length = 0};
    bool is_found = false;
    while (rest.length > 0) {
        struct text name;
        struct value value = {.length = 0};
        if (!read_parameter(&rest, &name, &value)) {
            return FAIL(error, STATUS_INVALID,
                        "Content-Type: its parameters are not of the form ; name=value or ; "
                        "name=\"value\" " CLAUSE);
        }
        if (equals_caseless(name, "boundary")) {
            if (is_found) {
                return FAIL(error, STATUS_INVALID, "Content-Type: has two boundaries " CLAUSE);
            }
            found = value;
            is_found = true;
        }
        skip(&rest, rest.length > 0 ? 1 : 0);
    }
    if (!is_found) {
        return FAIL(error, STATUS_INVALID,
                    "Content-Type: lacks the boundary: multipart/mixed; boundary=… " CLAUSE);
    }
    return boundary_check(&found, out, error);
}

struct boundary boundary_make(void)
{
    struct boundary boundary;
    struct uuid uuid = uuid_make();
    char text[UUID_TEXT_SIZE];
    uuid_format(&uuid, text);
    (void)snprintf(boundary.text, sizeof boundary.text, "ibest-%s", text);
    return boundary;
}
