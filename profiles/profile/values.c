/* SPDX-License-Identifier: Apache-2.0 */

/* Members by table: one reader a kind of value, and what every object is asked. */
#include "profile/values.h"

#include "base/iri.h"
#include "base/language.h"
#include "base/printable.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

enum { MESSAGE_MAX = 1024 };

void tell(const struct profile_reader *reader, enum fault_kind kind, const struct json_place *place,
          const char *key, const char *format, ...)
{
    char message[MESSAGE_MAX] = "";
    va_list arguments;
    va_start(arguments, format);
    if (reader->findings->count < FINDINGS_KEPT_MAX) {
        (void)vsnprintf(message, sizeof message, format, arguments);
    }
    va_end(arguments);
    const struct json_place below = json_place_member(place, key);
    findings_add(reader->findings, reader->arena, kind, key == NULL ? place : &below, "%s",
                 message);
}

const char *shown(const struct profile_reader *reader, const char *value)
{
    bool is_kept = reader->findings->count < FINDINGS_KEPT_MAX;
    return is_kept ? printable(reader->arena, text_of(value)) : "";
}

static const char *type_name(const json_t *value)
{
    static const char *const NAMES[] = {
        [JSON_OBJECT] = "an object", [JSON_ARRAY] = "an array", [JSON_STRING] = "a string",
        [JSON_INTEGER] = "a number", [JSON_REAL] = "a number",  [JSON_TRUE] = "a boolean",
        [JSON_FALSE] = "a boolean",  [JSON_NULL] = "null",
    };
    return NAMES[json_typeof(value)];
}

static void tell_kind(const struct profile_reader *reader, const json_t *value,
                      const struct json_place *place, const char *wanted)
{
    tell(reader, FAULT_VALUE_KIND, place, NULL, "it is %s, and must be %s", type_name(value),
         wanted);
}

static bool is_empty(const json_t *value)
{
    return json_is_null(value) || (json_is_string(value) && json_string_length(value) == 0) ||
           (json_is_array(value) && json_array_size(value) == 0) ||
           (json_is_object(value) && json_object_size(value) == 0);
}

const json_t *object_expect(const struct profile_reader *reader, const json_t *value,
                            const struct json_place *place)
{
    if (json_is_object(value)) {
        return value;
    }
    if (!is_empty(value)) {
        tell_kind(reader, value, place, "an object");
    }
    return NULL;
}

static const char *read_iri(const struct profile_reader *reader, const json_t *value,
                            const struct json_place *place)
{
    const char *iri = json_string_value(value);
    if (iri == NULL) {
        tell_kind(reader, value, place, "a string with an IRI");
        return NULL;
    }
    if (!iri_is_valid(text_of(iri))) {
        tell(reader, FAULT_IRI_RELATIVE, place, NULL, "'%s' is no absolute IRI",
             shown(reader, iri));
        return NULL;
    }
    return iri;
}

/* False, which is told, for an array that is longer than its kind may be. */
static bool length_is_allowed(const struct profile_reader *reader, const json_t *value,
                              const struct json_place *place, size_t limit)
{
    if (json_array_size(value) <= limit) {
        return true;
    }
    tell(reader, FAULT_LIMIT, place, NULL, "it has %zu elements, of which %zu can be read",
         json_array_size(value), limit);
    return false;
}

static void read_iris(const struct profile_reader *reader, const json_t *value,
                      const struct json_place *place, struct iri_list *out)
{
    if (!json_is_array(value)) {
        tell_kind(reader, value, place, "an array of IRIs");
        return;
    }
    if (!length_is_allowed(reader, value, place, PROFILE_MEMBERS_MAX)) {
        return;
    }
    *out = (struct iri_list){.items =
                                 ARENA_ARRAY(reader->arena, const char *, json_array_size(value))};
    for (size_t i = 0; i < json_array_size(value); i++) {
        const json_t *element = json_array_get(value, i);
        const struct json_place below = json_place_element(place, i);
        const char *iri = is_empty(element) ? NULL : read_iri(reader, element, &below);
        if (iri != NULL) {
            out->items[out->count++] = iri;
        }
    }
}

static void check_map(const struct profile_reader *reader, const json_t *value,
                      const struct json_place *place)
{
    const char *tag;
    json_t *words;
    json_object_foreach (json_iterable(value), tag, words) {
        const struct json_place below = json_place_member(place, tag);
        if (!language_is_valid(text_of(tag))) {
            tell(reader, FAULT_LANGUAGE_TAG, &below, NULL, "'%s' is no language tag",
                 shown(reader, tag));
        }
        if (!json_is_string(words) && !is_empty(words)) {
            tell_kind(reader, words, &below, "a string");
        }
    }
}

/* Whether the value is of the kind, as far as JSON's own types go. */
static bool has_type(const struct profile_reader *reader, const json_t *value,
                     const struct json_place *place, enum value_kind kind)
{
    switch (kind) {
    case VALUE_TEXT:
        return json_is_string(value) || (tell_kind(reader, value, place, "a string"), false);
    case VALUE_BOOLEAN:
        return json_is_boolean(value) || (tell_kind(reader, value, place, "a boolean"), false);
    case VALUE_MAP:
        return json_is_object(value) ||
               (tell_kind(reader, value, place, "a language map, an object"), false);
    case VALUE_OBJECT:
        return object_expect(reader, value, place) != NULL;
    case VALUE_ARRAY:
    case VALUE_PARTS:
        return json_is_array(value) || (tell_kind(reader, value, place, "an array"), false);
    case VALUE_IRI:
    case VALUE_IRIS:
    case VALUE_ANY:
        break;
    }
    return true;
}

static void store_pointer(void *slot, const void *pointer)
{
    memcpy(slot, &pointer, sizeof pointer);
}

static void read_value(const struct profile_reader *reader, const json_t *value,
                       const struct json_place *place, enum value_kind kind, void *slot)
{
    if (!has_type(reader, value, place, kind)) {
        return;
    }
    switch (kind) {
    case VALUE_TEXT:
        store_pointer(slot, json_string_value(value));
        return;
    case VALUE_IRI:
        store_pointer(slot, read_iri(reader, value, place));
        return;
    case VALUE_IRIS:
        read_iris(reader, value, place, slot);
        return;
    case VALUE_BOOLEAN:
        *(bool *)slot = json_is_true(value);
        return;
    case VALUE_MAP:
        check_map(reader, value, place);
        store_pointer(slot, value);
        return;
    case VALUE_ARRAY:
    case VALUE_PARTS: {
        size_t limit = kind == VALUE_PARTS ? PROFILE_PARTS_MAX : PROFILE_MEMBERS_MAX;
        store_pointer(slot, length_is_allowed(reader, value, place, limit) ? value : NULL);
        return;
    }
    case VALUE_OBJECT:
    case VALUE_ANY:
        store_pointer(slot, value);
        return;
    }
}

/* A keyword of JSON-LD, or a property of someone else's. */
static bool may_be_added(const char *name)
{
    return name[0] == '@' || strchr(name, ':') != NULL;
}

static void check_names(const struct profile_reader *reader, const json_t *object,
                        const struct json_place *place, const struct member *members)
{
    const char *name;
    json_t *value;
    json_object_foreach (json_iterable(object), name, value) {
        const struct member *at = members;
        while (at->name != NULL && strcmp(at->name, name) != 0) {
            at++;
        }
        if (at->name == NULL && !may_be_added(name)) {
            tell(reader, FAULT_MEMBER_UNKNOWN, place, name,
                 "'%s' is no property that the specification has here", shown(reader, name));
        }
    }
}

void members_read(const struct profile_reader *reader, const json_t *object,
                  const struct json_place *place, const struct member *members, void *out)
{
    check_names(reader, object, place, members);
    for (const struct member *at = members; at->name != NULL; at++) {
        const json_t *value = json_object_get(object, at->name);
        if (value == NULL && at->need == REQUIRED) {
            tell(reader, FAULT_MEMBER_MISSING, place, NULL, "'%s' is missing", at->name);
        }
        if (value != NULL && at->need == DRAFT && !reader->is_draft) {
            tell(reader, FAULT_MEMBER_DRAFT, place, at->name,
                 "'%s' is in drafts of 2.0 only, to which the profile does not conform", at->name);
        }
        if (value != NULL && !is_empty(value)) {
            const struct json_place below = json_place_member(place, at->name);
            read_value(reader, value, &below, at->kind, (char *)out + at->offset);
        }
    }
}

size_t word_read(const struct profile_reader *reader, const char *word, const char *const *words,
                 const struct json_place *place, const char *key)
{
    size_t i = 0;
    while (words[i] != NULL && (word == NULL || strcmp(words[i], word) != 0)) {
        i++;
    }
    if (words[i] != NULL || word == NULL) {
        return i;
    }
    const char *all = words[0];
    for (size_t j = 1; words[j] != NULL; j++) {
        all = arena_print(reader->arena, "%s, %s", all, words[j]);
    }
    tell(reader, FAULT_VALUE_UNKNOWN, place, key, "'%s' is none of: %s", shown(reader, word), all);
    return i;
}

size_t values_count(struct text text)
{
    size_t count = 1;
    bool is_quoted = false;
    for (size_t i = 0; i < text.length; i++) {
        char at = text.data[i];
        if (at == '"') {
            is_quoted = !is_quoted;
        } else if (at == '\\' && is_quoted) {
            i++;
        } else if (!is_quoted && (at == '{' || at == '[' || at == ',')) {
            count++;
        }
    }
    return count;
}

enum status values_check(const struct profile_reader *reader, const json_t *value,
                         const struct json_place *place, size_t depth, struct error *error)
{
    if (is_empty(value)) {
        tell(reader, FAULT_VALUE_EMPTY, place, NULL, "it is %s",
             json_is_null(value) ? "null" : "empty");
    }
    if (depth > PROFILE_JSON_DEPTH_MAX) {
        return FAIL(error, STATUS_INVALID,
                    "%s: more than %d brackets stand within each other; a profile needs about ten",
                    shown(reader, json_place_pointer(place, reader->arena)),
                    PROFILE_JSON_DEPTH_MAX);
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; status == STATUS_OK && i < json_array_size(value); i++) {
        const struct json_place below = json_place_element(place, i);
        status = values_check(reader, json_array_get(value, i), &below, depth + 1, error);
    }
    const char *key;
    json_t *member;
    json_object_foreach (json_iterable(value), key, member) {
        const struct json_place below = json_place_member(place, key);
        status =
            status != STATUS_OK ? status : values_check(reader, member, &below, depth + 1, error);
    }
    return status;
}

void context_expect(const struct profile_reader *reader, const json_t *value, const char *address,
                    const struct json_place *place)
{
    const char *one = json_string_value(value);
    bool is_there = one != NULL && strcmp(one, address) == 0;
    for (size_t i = 0; i < json_array_size(value); i++) {
        one = json_string_value(json_array_get(value, i));
        is_there = is_there || (one != NULL && strcmp(one, address) == 0);
    }
    if (value != NULL && !is_there) {
        tell(reader, FAULT_CONTEXT, place, "@context", "'%s' is not in it", address);
    }
}
