/* SPDX-License-Identifier: Apache-2.0 */

/* JSON places: finding, changing, comparing. */
#include "conform/place.h"

#include <stdlib.h>
#include <string.h>

enum { KEY_SIZE = 512 };

/* The next part of a pointer, "~1" and "~0" resolved; false at the end. */
static bool next_part(const char **place, char key[KEY_SIZE])
{
    if (**place != '/' || (*place)[1] == '\0') {
        return false;
    }
    const char *at = *place + 1;
    size_t length = 0;
    for (; *at != '\0' && *at != '/'; at++) {
        char character = *at;
        if (character == '~' && (at[1] == '0' || at[1] == '1')) {
            character = *++at == '1' ? '/' : '~';
        }
        if (length + 1 < KEY_SIZE) {
            key[length++] = character;
        }
    }
    key[length] = '\0';
    *place = at;
    return true;
}

static json_t *child(json_t *parent, const char *key)
{
    if (json_is_object(parent)) {
        return json_object_get(parent, key);
    }
    char *end = NULL;
    unsigned long index = strtoul(key, &end, 10);
    bool is_index = *key >= '0' && *key <= '9' && *end == '\0';
    return json_is_array(parent) && is_index ? json_array_get(parent, index) : NULL;
}

static void collect(json_t *from, const char *place, json_t *found)
{
    char key[KEY_SIZE];
    if (from == NULL) {
        return;
    }
    if (!next_part(&place, key)) {
        (void)json_array_append(found, from);
        return;
    }
    if (strcmp(key, "*") != 0) {
        collect(child(from, key), place, found);
        return;
    }
    size_t index;
    const char *name;
    json_t *value;
    json_array_foreach (from, index, value) {
        collect(value, place, found);
    }
    json_object_foreach (from, name, value) {
        collect(value, place, found);
    }
}

json_t *place_find(json_t *root, const char *place)
{
    AUTO(json_release) json_t *found = json_array();
    collect(root, place, found);
    bool is_many = strstr(place, "/*") != NULL;
    return is_many ? TAKE(found) : json_incref(json_array_get(found, 0));
}

/* The value that holds `place`'s last part, which is put into `key`. */
static json_t *find_parent(json_t *root, const char *place, char key[KEY_SIZE])
{
    json_t *parent = root;
    if (!next_part(&place, key)) {
        return NULL;
    }
    while (*place == '/') {
        parent = child(parent, key);
        (void)next_part(&place, key);
    }
    return parent;
}

enum status place_set(json_t *root, const char *place, json_t *value, struct error *error)
{
    char key[KEY_SIZE];
    json_t *parent = find_parent(root, place, key);
    int failed = -1;
    if (json_is_object(parent)) {
        failed = json_object_set(parent, key, value);
    } else if (json_is_array(parent) && strcmp(key, "-") == 0) {
        failed = json_array_append(parent, value);
    } else if (json_is_array(parent)) {
        failed = json_array_set(parent, strtoul(key, NULL, 10), value);
    }
    return failed == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "nothing can be set at '%s' of the body", place);
}

enum status place_remove(json_t *root, const char *place, struct error *error)
{
    char key[KEY_SIZE];
    json_t *parent = find_parent(root, place, key);
    int failed = -1;
    if (json_is_object(parent)) {
        failed = json_object_del(parent, key);
    } else if (json_is_array(parent)) {
        failed = json_array_remove(parent, strtoul(key, NULL, 10));
    }
    return failed == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "the body has nothing at '%s' to remove", place);
}

/* Puts "/part" before the place that an inner comparison found. */
static void prefix(struct buffer *at, const char *part)
{
    if (at == NULL) {
        return;
    }
    AUTO(buffer_finish) struct buffer longer = BUFFER_INIT(at->limit);
    buffer_print(&longer, "/%s", part);
    buffer_add_text(&longer, buffer_text(at));
    buffer_clear(at);
    buffer_add_text(at, buffer_text(&longer));
}

static bool arrays_match(json_t *left, json_t *right, struct buffer *at,
                         bool (*matches)(json_t *, json_t *, struct buffer *))
{
    if (json_array_size(left) != json_array_size(right)) {
        return false;
    }
    for (size_t i = 0; i < json_array_size(left); i++) {
        if (!matches(json_array_get(left, i), json_array_get(right, i), at)) {
            char part[32];
            (void)snprintf(part, sizeof part, "%zu", i);
            prefix(at, part);
            return false;
        }
    }
    return true;
}

bool place_includes(json_t *whole, json_t *part, struct buffer *at)
{
    if (json_is_array(whole) && json_is_array(part)) {
        return arrays_match(whole, part, at, place_includes);
    }
    if (!json_is_object(whole) || !json_is_object(part)) {
        return place_equals(whole, part, at);
    }
    const char *key;
    json_t *value;
    json_object_foreach (part, key, value) {
        if (!place_includes(json_object_get(whole, key), value, at)) {
            prefix(at, key);
            return false;
        }
    }
    return true;
}

static bool objects_equal(json_t *left, json_t *right, struct buffer *at)
{
    const char *key;
    json_t *value;
    json_object_foreach (left, key, value) {
        if (!place_equals(value, json_object_get(right, key), at)) {
            prefix(at, key);
            return false;
        }
    }
    return json_object_size(left) == json_object_size(right) || !place_includes(left, right, at);
}

bool place_equals(json_t *left, json_t *right, struct buffer *at)
{
    if (left == NULL || right == NULL) {
        return left == right;
    }
    if (json_is_number(left) && json_is_number(right)) {
        double difference = json_number_value(left) - json_number_value(right);
        return !(difference < 0) && !(difference > 0);
    }
    if (json_is_array(left) && json_is_array(right)) {
        return arrays_match(left, right, at, place_equals);
    }
    if (json_is_object(left) && json_is_object(right)) {
        return objects_equal(left, right, at) && json_object_size(left) == json_object_size(right);
    }
    return json_equal(left, right) != 0;
}
