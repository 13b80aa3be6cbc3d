/* SPDX-License-Identifier: Apache-2.0 */

/* Places, messages, and the walk over an object's properties. */
#include "xapi/rule.h"

#include "base/ascii.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { PLACE_SIZE = 200, REASON_SIZE = 256 };

struct place place_member(const struct place *above, const char *key, const char *clause)
{
    return (struct place){.above = above, .key = key, .clause = clause};
}

struct place place_element(const struct place *above, size_t index)
{
    return (struct place){.above = above, .index = index, .clause = above->clause};
}

static bool is_plain_name(const char *key)
{
    while (ascii_is_letter_or_digit(*key) || *key == '_') {
        key++;
    }
    return *key == '\0';
}

static size_t append(char *out, size_t used, const char *before, const char *value,
                     const char *after)
{
    size_t room = PLACE_SIZE - used;
    int length = snprintf(out + used, room, "%s%s%s", before, value, after);
    return length < 0 || (size_t)length >= room ? PLACE_SIZE - 1 : used + (size_t)length;
}

static size_t write_step(const struct place *place, char *out, size_t used)
{
    if (place->key == NULL) {
        char number[24];
        (void)snprintf(number, sizeof number, "%zu", place->index);
        return append(out, used, "[", number, "]");
    }
    struct shown key = show(text_of(place->key));
    if (!is_plain_name(place->key)) {
        return append(out, used, "['", key.text, "']");
    }
    return append(out, used, used > 0 ? "." : "", key.text, "");
}

/* The depth is that of the specification's objects: about ten. */
static size_t write_place(const struct place *place, char *out, size_t used)
{
    if (place->above == NULL && place->key == NULL) {
        return used;
    }
    if (place->above != NULL) {
        used = write_place(place->above, out, used);
    }
    return write_step(place, out, used);
}

void rule_broken(const struct place *place, struct error *error, const char *format, ...)
{
    if (error == NULL) {
        return;
    }
    char where[PLACE_SIZE] = "statement";
    (void)write_place(place, where, 0);
    char reason[REASON_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(reason, sizeof reason, format, arguments);
    va_end(arguments);
    error_describe(error, STATUS_INVALID, "%s: %s (xAPI %s)", where, reason, place->clause);
}

/* Query parameters may hold any bytes, but messages end up in JSON and in logs. */
static void make_printable(char *text, bool is_utf8)
{
    for (; *text != '\0'; text++) {
        bool is_foreign = !is_utf8 && (unsigned char)*text >= 0x80;
        if (is_foreign || ascii_is_control(*text)) {
            *text = '?';
        }
    }
}

/* At most `room` bytes, and no half character at the end. */
static size_t shown_length(struct text text, size_t room)
{
    if (text.length <= room) {
        return text.length;
    }
    size_t length = room;
    while (length > 0 && ((unsigned char)text.data[length] & 0xC0) == 0x80) {
        length--;
    }
    return length;
}

struct shown show(struct text text)
{
    static const char ellipsis[] = "…";
    struct shown shown = {.text = ""};
    size_t length = shown_length(text, sizeof shown.text - sizeof ellipsis);
    if (length > 0) {
        memcpy(shown.text, text.data, length);
    }
    make_printable(shown.text, text_is_utf8((struct text){text.data, length}));
    if (length < text.length) {
        memcpy(shown.text + length, ellipsis, sizeof ellipsis);
    }
    return shown;
}

const char *type_name(const json_t *value)
{
    static const char *const names[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "true",
        [JSON_FALSE] = "false",      [JSON_NULL] = "null",
    };
    return value == NULL ? "nothing" : names[json_typeof(value)];
}

static bool is_known_in(const struct property *property, enum xapi_version version)
{
    return property->since <= version;
}

/* Index of the property `key`; shape->count if there is none. */
static size_t find_property(const struct shape *shape, const char *key, enum xapi_version version)
{
    size_t i = 0;
    while (i < shape->count && (strcmp(shape->properties[i].name, key) != 0 ||
                                !is_known_in(&shape->properties[i], version))) {
        i++;
    }
    return i;
}

static enum status refuse_unknown(const struct shape *shape, const char *key,
                                  const struct place *place, struct error *error)
{
    struct place member = place_member(place, key, "Data 2.2");
    return BROKEN(&member, error, "%s has no such property: remove it, or put it into extensions",
                  shape->name);
}

static enum status require_properties(const struct shape *shape, uint32_t seen,
                                      const struct place *place, enum xapi_version version,
                                      struct error *error)
{
    for (size_t i = 0; i < shape->count; i++) {
        const struct property *property = &shape->properties[i];
        if (property->need == REQUIRED && is_known_in(property, version) &&
            (seen & (UINT32_C(1) << i)) == 0) {
            struct place member = place_member(place, property->name, property->clause);
            return BROKEN(&member, error, "is missing, but required in %s", shape->name);
        }
    }
    return STATUS_OK;
}

enum status shape_check(json_t *value, const struct shape *shape, const struct place *place,
                        enum xapi_version version, struct error *error)
{
    assert(shape->count <= SHAPE_PROPERTIES_MAX);
    if (!json_is_object(value)) {
        return BROKEN(place, error, "must be an object (%s), not %s", shape->name,
                      type_name(value));
    }
    uint32_t seen = 0;
    const char *key;
    json_t *member_value;
    json_object_foreach (value, key, member_value) {
        size_t i = find_property(shape, key, version);
        if (i == shape->count) {
            return refuse_unknown(shape, key, place, error);
        }
        seen |= UINT32_C(1) << i;
        const struct property *property = &shape->properties[i];
        struct place member = place_member(place, property->name, property->clause);
        enum status status = property->check(member_value, &member, version, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return require_properties(shape, seen, place, version, error);
}

enum status array_check(json_t *value, value_check check, const struct place *place,
                        enum xapi_version version, struct error *error)
{
    if (!json_is_array(value)) {
        return BROKEN(place, error, "must be an array, not %s", type_name(value));
    }
    for (size_t i = 0; i < json_array_size(value); i++) {
        struct place element = place_element(place, i);
        enum status status = check(json_array_get(value, i), &element, version, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

enum status constant_check(const json_t *value, const char *expected, const struct place *place,
                           struct error *error)
{
    if (!json_is_string(value)) {
        return BROKEN(place, error, "must be '%s', not %s", expected, type_name(value));
    }
    if (!text_is(json_text(value), expected)) {
        return BROKEN(place, error, "must be '%s', not '%s'", expected,
                      show(json_text(value)).text);
    }
    return STATUS_OK;
}

struct text json_text(const json_t *value)
{
    return (struct text){json_string_value(value), json_string_length(value)};
}

bool member_is(const json_t *object, const char *key, const char *expected)
{
    const json_t *value = json_object_get(object, key);
    return json_is_string(value) && text_is(json_text(value), expected);
}
