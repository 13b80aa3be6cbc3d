/* SPDX-License-Identifier: Apache-2.0 */

/* The checks, each a function over JSON values; headers and bodies come as JSON strings. */
#include "conform/checks.h"

#include "base/timestamp.h"
#include "conform/place.h"

#include <curl/curl.h>
#include <regex.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 300, WHERE_MAX = 4096 };

/* How the text behind a check is read. */
enum value_kind { VALUE_NONE, VALUE_JSON, VALUE_TEXT, VALUE_ARRAY };

/* What a check can be said of. */
enum use { FOR_VALUES = 1, FOR_BODIES = 2, FOR_ALL = 3 };

struct check {
    const char *name;
    enum value_kind value;
    enum use use;
    bool (*holds)(json_t *found, json_t *expected, struct buffer *difference);
};

static void show(struct buffer *out, json_t *value)
{
    char *dumped = value == NULL ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    size_t length = dumped == NULL ? 0 : strlen(dumped);
    if (dumped == NULL) {
        buffer_add_string(out, "nothing");
        return;
    }
    buffer_add(out, dumped, length < SHOWN_MAX ? length : SHOWN_MAX);
    buffer_add_string(out, length < SHOWN_MAX ? "" : "…");
    free(dumped);
}

static bool present(json_t *found, json_t *expected, struct buffer *difference)
{
    (void)expected;
    if (found == NULL) {
        buffer_add_string(difference, "there is nothing");
    }
    return found != NULL;
}

static bool absent(json_t *found, json_t *expected, struct buffer *difference)
{
    (void)expected;
    if (found != NULL) {
        buffer_add_string(difference, "there is ");
        show(difference, found);
    }
    return found == NULL;
}

/* Absent, or an empty array, object or string. */
static bool nothing(json_t *found, json_t *expected, struct buffer *difference)
{
    size_t size = json_array_size(found) + json_object_size(found) + json_string_length(found);
    bool is_container = json_is_array(found) || json_is_object(found) || json_is_string(found);
    return (size == 0 && is_container) || absent(found, expected, difference);
}

static bool tell_difference(json_t *found, json_t *expected, struct buffer *difference,
                            const struct buffer *at)
{
    const char *where = at->length > 0 ? at->data : "/";
    AUTO(json_release)
    json_t *here = found == NULL ? NULL : place_find(found, where);
    AUTO(json_release) json_t *there = place_find(expected, where);
    if (at->length > 0) {
        buffer_print(difference, "at %s ", at->data);
    }
    buffer_add_string(difference, "came ");
    show(difference, here);
    buffer_add_string(difference, ", expected ");
    show(difference, there);
    return false;
}

static bool is(json_t *found, json_t *expected, struct buffer *difference)
{
    AUTO(buffer_finish) struct buffer at = BUFFER_INIT(WHERE_MAX);
    return place_equals(expected, found, &at) || tell_difference(found, expected, difference, &at);
}

static bool is_not(json_t *found, json_t *expected, struct buffer *difference)
{
    bool equal = place_equals(expected, found, NULL);
    if (equal) {
        buffer_add_string(difference, "it is just that");
    }
    return !equal;
}

static bool includes(json_t *found, json_t *expected, struct buffer *difference)
{
    AUTO(buffer_finish) struct buffer at = BUFFER_INIT(WHERE_MAX);
    return place_includes(found, expected, &at) ||
           tell_difference(found, expected, difference, &at);
}

static bool holds_element(json_t *array, json_t *element)
{
    size_t index;
    json_t *value;
    json_array_foreach (array, index, value) {
        if (place_equals(value, element, NULL)) {
            return true;
        }
    }
    return false;
}

static bool text_contains(json_t *found, json_t *expected)
{
    const char *text = json_string_value(found);
    const char *part = json_string_value(expected);
    return text != NULL && part != NULL && strstr(text, part) != NULL;
}

/* Every element of `expected` is in `found`, in any order; or a text is part of a text. */
static bool contains(json_t *found, json_t *expected, struct buffer *difference)
{
    size_t index;
    json_t *value;
    json_array_foreach (expected, index, value) {
        if (!holds_element(found, value) && !text_contains(found, value)) {
            show(difference, value);
            buffer_add_string(difference, " is not in ");
            show(difference, found);
            return false;
        }
    }
    return true;
}

static bool lacks(json_t *found, json_t *expected, struct buffer *difference)
{
    size_t index;
    json_t *value;
    json_array_foreach (expected, index, value) {
        if (holds_element(found, value) || text_contains(found, value)) {
            show(difference, value);
            buffer_add_string(difference, " is in ");
            show(difference, found);
            return false;
        }
    }
    return true;
}

/* Exactly these elements, in any order. */
static bool members(json_t *found, json_t *expected, struct buffer *difference)
{
    if (!contains(found, expected, difference)) {
        return false;
    }
    if (json_array_size(found) != json_array_size(expected)) {
        buffer_print(difference, "%zu came, %zu expected: ", json_array_size(found),
                     json_array_size(expected));
        show(difference, found);
        return false;
    }
    return true;
}

static bool count(json_t *found, json_t *expected, struct buffer *difference)
{
    size_t number = json_is_object(found) ? json_object_size(found) : json_array_size(found);
    if (number == (size_t)json_integer_value(expected) && !json_is_string(found)) {
        return true;
    }
    buffer_print(difference, "%zu came: ", number);
    show(difference, found);
    return false;
}

static bool matches(json_t *found, json_t *expected, struct buffer *difference)
{
    regex_t pattern;
    if (regcomp(&pattern, json_string_value(expected), REG_EXTENDED | REG_NOSUB) != 0) {
        buffer_add_string(difference, "the rule's pattern cannot be read");
        return false;
    }
    const char *text = json_string_value(found);
    bool fits = text != NULL && regexec(&pattern, text, 0, NULL, 0) == 0;
    regfree(&pattern);
    if (!fits) {
        buffer_add_string(difference, "came ");
        show(difference, found);
    }
    return fits;
}

/* Reads RFC 3339 and what HTTP headers have; *step_us is how exact it is. */
static bool read_time(json_t *value, int64_t *out_us, int64_t *step_us)
{
    const char *text = json_string_value(value);
    if (text == NULL) {
        return false;
    }
    if (timestamp_parse(text_of(text), out_us)) {
        *step_us = 1000;
        return true;
    }
    time_t seconds = curl_getdate(text, NULL);
    *out_us = (int64_t)seconds * 1000000;
    *step_us = 1000000;
    return seconds != (time_t)-1;
}

/* Yields the difference in steps of the coarser of the two; false if one is no time. */
static bool compare_times(json_t *found, json_t *expected, struct buffer *difference, int64_t *out)
{
    int64_t left = 0;
    int64_t right = 0;
    int64_t left_step = 1000;
    int64_t right_step = 1000;
    buffer_add_string(difference, "came ");
    show(difference, found);
    if (!read_time(found, &left, &left_step) || !read_time(expected, &right, &right_step)) {
        buffer_add_string(difference, ", and one of the two is no time");
        return false;
    }
    int64_t step = left_step > right_step ? left_step : right_step;
    *out = left / step - right / step;
    return true;
}

static bool same_time(json_t *found, json_t *expected, struct buffer *difference)
{
    int64_t steps = 0;
    return compare_times(found, expected, difference, &steps) && steps == 0;
}

static bool not_before(json_t *found, json_t *expected, struct buffer *difference)
{
    int64_t steps = 0;
    return compare_times(found, expected, difference, &steps) && steps >= 0;
}

static bool not_after(json_t *found, json_t *expected, struct buffer *difference)
{
    int64_t steps = 0;
    return compare_times(found, expected, difference, &steps) && steps <= 0;
}

static bool empty(json_t *found, json_t *expected, struct buffer *difference)
{
    (void)expected;
    bool is_empty = json_string_length(found) == 0;
    if (!is_empty) {
        buffer_print(difference, "%zu bytes came", json_string_length(found));
    }
    return is_empty;
}

/* Keep alphabetized. */
static const struct check table[] = {
    {"absent", VALUE_NONE, FOR_VALUES, absent},
    {"contains", VALUE_ARRAY, FOR_ALL, contains},
    {"count", VALUE_JSON, FOR_VALUES, count},
    {"empty", VALUE_NONE, FOR_ALL, empty},
    {"includes", VALUE_JSON, FOR_VALUES, includes},
    {"is", VALUE_JSON, FOR_ALL, is},
    {"is-not", VALUE_JSON, FOR_ALL, is_not},
    {"lacks", VALUE_ARRAY, FOR_ALL, lacks},
    {"matches", VALUE_TEXT, FOR_ALL, matches},
    {"members", VALUE_ARRAY, FOR_VALUES, members},
    {"not-after", VALUE_TEXT, FOR_VALUES, not_after},
    {"not-before", VALUE_TEXT, FOR_VALUES, not_before},
    {"nothing", VALUE_NONE, FOR_VALUES, nothing},
    {"present", VALUE_NONE, FOR_VALUES, present},
    {"same-as", VALUE_TEXT, FOR_BODIES, NULL},
    {"same-time", VALUE_TEXT, FOR_VALUES, same_time},
    {"sent-by", VALUE_TEXT, FOR_BODIES, NULL},
};
enum { CHECK_COUNT = sizeof table / sizeof table[0] };

const struct check *check_find(struct text name, bool is_body)
{
    unsigned wanted = is_body ? FOR_BODIES : FOR_VALUES;
    for (size_t i = 0; i < CHECK_COUNT; i++) {
        if (text_is(name, table[i].name) && (table[i].use & wanted) != 0) {
            return &table[i];
        }
    }
    return NULL;
}

bool check_needs_value(const struct check *check)
{
    return check->value != VALUE_NONE;
}

enum check_bytes check_bytes(const struct check *check)
{
    if (check->holds != NULL) {
        return BYTES_NONE;
    }
    return strcmp(check->name, "same-as") == 0 ? BYTES_ANSWERED : BYTES_SENT;
}

const char *check_name(const struct check *check)
{
    return check->name;
}

static json_t *read_expected(const struct check *check, struct text expected, bool is_json)
{
    bool is_text = check->value == VALUE_TEXT || !is_json;
    json_t *value = is_text
                        ? json_stringn(expected.length > 0 ? expected.data : "", expected.length)
                        : json_loadb(expected.data, expected.length, JSON_DECODE_ANY, NULL);
    if (check->value == VALUE_ARRAY && value != NULL && !json_is_array(value)) {
        json_t *array = json_array();
        (void)json_array_append_new(array, value);
        return array;
    }
    return value;
}

bool check_holds(const struct check *check, json_t *found, struct text expected, bool is_json,
                 struct buffer *difference)
{
    if (check->value == VALUE_NONE) {
        return check->holds(found, NULL, difference);
    }
    AUTO(json_release) json_t *value = read_expected(check, expected, is_json);
    if (value == NULL) {
        buffer_add_string(difference, "the rule's own value is no JSON");
        return false;
    }
    return check->holds(found, value, difference);
}
