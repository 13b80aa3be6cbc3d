/* SPDX-License-Identifier: Apache-2.0 */

/* Checks JSON objects of a course source against tables of their keys. */
#include "source/keys.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ID_LENGTH_MAX = 64, SHOWN_MAX = 60 };

PRINTF_LIKE(3, 4)
enum status place_fail(const struct place *place, struct error *error, const char *format, ...)
{
    char message[ERROR_MESSAGE_SIZE];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    bool has_pointer = place->file->tells_pointers && place->pointer[0] != '\0';
    return FAIL(error, STATUS_INVALID, "%s:%zu: %s%s%s", place->file->name,
                json_line_of(place->file->text, place->pointer), has_pointer ? place->pointer : "",
                has_pointer ? ": " : "", message);
}

/* Jansson quotes what it met with both kinds of quotes: '"title"'. */
static void drop_double_quotes(char *message)
{
    size_t length = 0;
    for (size_t i = 0; message[i] != '\0'; i++) {
        bool is_beside_single =
            message[i] == '"' && ((i > 0 && message[i - 1] == '\'') || message[i + 1] == '\'');
        if (!is_beside_single) {
            message[length++] = message[i];
        }
    }
    message[length] = '\0';
}

/* Reads ":number" and moves *text behind it. */
static bool take_number(const char **text, unsigned long *out)
{
    char *end = NULL;
    if (**text != ':' || !ascii_is_digit((*text)[1])) {
        return false;
    }
    *out = strtoul(*text + 1, &end, 10);
    *text = end;
    return true;
}

/* base/json says "name:line:column: reason"; in a course source it is "name:line: reason". */
enum status json_file_read(const struct json_file *file, json_t **out, struct error *error)
{
    struct error fault = {0};
    enum status status = json_read(file->text, file->name, out, &fault);
    if (status == STATUS_OK) {
        return STATUS_OK;
    }
    drop_double_quotes(fault.message);
    size_t name_length = strlen(file->name);
    const char *rest = fault.message;
    unsigned long line = 0;
    unsigned long column = 0;
    if (strncmp(rest, file->name, name_length) == 0) {
        rest += name_length;
    }
    if (!take_number(&rest, &line) || !take_number(&rest, &column) || rest[0] != ':') {
        return FAIL(error, status, "%s", fault.message);
    }
    return FAIL(error, status, "%s:%lu%s (column %lu)", file->name, line, rest, column);
}

bool id_is_valid(struct text id)
{
    if (id.length == 0 || id.length > ID_LENGTH_MAX || id.data[0] < 'a' || id.data[0] > 'z') {
        return false;
    }
    for (size_t i = 0; i < id.length; i++) {
        char c = id.data[i];
        if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9') && c != '-') {
            return false;
        }
    }
    return true;
}

static struct text text_in(const json_t *json)
{
    return (struct text){json_string_value(json), json_string_length(json)};
}

static bool has_control_characters(struct text text, bool line_breaks_allowed)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.data[i];
        bool allowed = line_breaks_allowed && (c == '\n' || c == '\t' || c == '\r');
        if ((c < ' ' || c == 0x7f) && !allowed) {
            return true;
        }
    }
    return false;
}

static enum status check_text(const struct place *place, const struct key *key, struct error *error)
{
    if (!json_is_string(place->json)) {
        return place_fail(place, error, "'%s' must be text", key->name);
    }
    struct text text = text_in(place->json);
    if (key->type == KEY_ID && !id_is_valid(text)) {
        return place_fail(place, error,
                          "'%.*s' cannot be an id; use a small letter and up to 63 small letters, "
                          "digits and hyphens",
                          text.length < SHOWN_MAX ? (int)text.length : SHOWN_MAX, text.data);
    }
    if (has_control_characters(text, key->type == KEY_TEXT)) {
        return place_fail(place, error, "'%s' must be %s without control characters", key->name,
                          key->type == KEY_TEXT ? "text" : "one line");
    }
    if (text_trim(text).length == 0) {
        return place_fail(place, error, "'%s' must not be blank", key->name);
    }
    size_t characters = text_count_characters(text);
    if (key->max != 0 && characters > key->max) {
        return place_fail(place, error, "'%s' has %zu characters; at most %zu are allowed",
                          key->name, characters, key->max);
    }
    return STATUS_OK;
}

static enum status check_number(const struct place *place, const struct key *key,
                                struct error *error)
{
    bool is_of_type =
        key->type == KEY_INTEGER ? json_is_integer(place->json) : json_is_number(place->json);
    double value = json_number_value(place->json);
    if (!is_of_type || value < (double)key->min || value > (double)key->max) {
        return place_fail(place, error, "'%s' must be a %snumber from %zu to %zu", key->name,
                          key->type == KEY_INTEGER ? "whole " : "", key->min, key->max);
    }
    return STATUS_OK;
}

static enum status check_signed_number(const struct place *place, const struct key *key,
                                       struct error *error)
{
    double value = json_number_value(place->json);
    if (!json_is_number(place->json) || value < -(double)key->max || value > (double)key->max) {
        return place_fail(place, error, "'%s' must be a number from -%zu to %zu", key->name,
                          key->max, key->max);
    }
    return STATUS_OK;
}

static enum status check_array(const struct place *place, const struct key *key,
                               struct error *error)
{
    size_t count = json_array_size(place->json);
    if (!json_is_array(place->json) || count < key->min || count > key->max) {
        return place_fail(place, error, "'%s' must be a list of %zu to %zu", key->name, key->min,
                          key->max);
    }
    return STATUS_OK;
}

static enum status check_value(const struct place *place, const struct key *key,
                               struct error *error)
{
    switch (key->type) {
    case KEY_LINE:
    case KEY_TEXT:
    case KEY_ID:
        return check_text(place, key, error);
    case KEY_NUMBER:
    case KEY_INTEGER:
        return check_number(place, key, error);
    case KEY_SIGNED_NUMBER:
        return check_signed_number(place, key, error);
    case KEY_BOOLEAN:
        return json_is_boolean(place->json)
                   ? STATUS_OK
                   : place_fail(place, error, "'%s' must be true or false", key->name);
    case KEY_ARRAY:
        return check_array(place, key, error);
    case KEY_OBJECT:
        return json_is_object(place->json)
                   ? STATUS_OK
                   : place_fail(place, error, "'%s' must be an object: {...}", key->name);
    }
    return FAIL(error, STATUS_INTERNAL, "key '%s' has no type", key->name);
}

static enum status refuse_unknown_keys(const struct place *object, const struct key *keys,
                                       size_t count, struct error *error)
{
    const char *name;
    json_t *value;
    json_object_foreach (object->json, name, value) {
        bool is_known = false;
        for (size_t i = 0; i < count; i++) {
            is_known = is_known || strcmp(name, keys[i].name) == 0;
        }
        if (!is_known) {
            struct place member = place_member(object, name);
            const char *manual = object->file->manual;
            return place_fail(&member, error, "unknown key '%.*s'; see %s", SHOWN_MAX, name,
                              manual != NULL ? manual : "content/README.md");
        }
    }
    return STATUS_OK;
}

enum status keys_check(const struct place *object, const struct key *keys, size_t count,
                       struct error *error)
{
    if (!json_is_object(object->json)) {
        return place_fail(object, error, "here must stand an object: {...}");
    }
    enum status status = refuse_unknown_keys(object, keys, count, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        struct place member = place_member(object, keys[i].name);
        if (member.json != NULL) {
            status = check_value(&member, &keys[i], error);
        } else if (keys[i].is_required) {
            const char *manual = object->file->manual;
            status = place_fail(object, error, "'%s' is missing%s%s", keys[i].name,
                                manual != NULL ? "; see " : "", manual != NULL ? manual : "");
        }
    }
    return status;
}

/* RFC 6901: '~' and '/' in a key are written "~0" and "~1". */
static const char *escape_key(struct arena *arena, const char *key)
{
    char *out = arena_allocate(arena, 2 * strlen(key) + 1, 1);
    size_t length = 0;
    for (const char *c = key; *c != '\0'; c++) {
        if (*c == '~' || *c == '/') {
            out[length++] = '~';
            out[length++] = *c == '~' ? '0' : '1';
        } else {
            out[length++] = *c;
        }
    }
    return out;
}

struct place place_member(const struct place *object, const char *key)
{
    struct arena *arena = object->file->arena;
    return (struct place){
        .file = object->file,
        .json = json_object_get(object->json, key),
        .pointer = arena_print(arena, "%s/%s", object->pointer, escape_key(arena, key)),
    };
}

struct place place_element(const struct place *array, size_t index)
{
    return (struct place){
        .file = array->file,
        .json = json_array_get(array->json, index),
        .pointer = arena_print(array->file->arena, "%s/%zu", array->pointer, index),
    };
}

size_t place_count(const struct place *array)
{
    return json_array_size(array->json);
}

const char *place_text(const struct place *object, const char *key)
{
    const json_t *value = json_object_get(object->json, key);
    return json_is_string(value) ? arena_copy(object->file->arena, text_in(value)) : NULL;
}
