/* SPDX-License-Identifier: Apache-2.0 */

/* Jansson with our rules and messages, and a walker over raw JSON text that allocates nothing. */
#include "base/json.h"

#include "base/ascii.h"
#include "base/buffer.h"
#include "base/json_plain.h"
#include "base/json_room.h"
#include "base/word.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { READ_FLAGS = JSON_REJECT_DUPLICATES | JSON_DECODE_ANY };

/* Characters of the longest integers that 64 bits hold, such as -9223372036854775808. */
enum { INTEGER_MAX_LENGTH = 20 };

static bool is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

/* NULL may be the data of empty text, and C adds nothing to NULL, not even 0. */
static struct text skip(struct text text, size_t length)
{
    if (length == 0) {
        return text;
    }
    return (struct text){text.data + length, text.length - length};
}

static struct text skip_space(struct text text)
{
    size_t length = 0;
    while (length < text.length && is_space(text.data[length])) {
        length++;
    }
    return skip(text, length);
}

/* The length of the string, quotes included, that `text` begins with; 0 if it does not end. */
static size_t string_length(struct text text)
{
    const char *end = text.data + text.length;
    const char *at = word_find_either(text.data + 1, end, '"', '\\');
    while (at < end && *at != '"') {
        at = end - at > 2 ? word_find_either(at + 2, end, '"', '\\') : end;
    }
    return at < end ? (size_t)(at + 1 - text.data) : 0;
}

/* The same for an object or an array. That brackets pair rightly has been checked by whoever read
 * the text; here they are only counted. */
static size_t nested_length(struct text text)
{
    size_t depth = 0;
    for (size_t i = 0; i < text.length;) {
        char character = text.data[i];
        size_t length = character == '"' ? string_length(skip(text, i)) : 1;
        if (length == 0) {
            return 0;
        }
        i += length;
        if (character == '{' || character == '[') {
            depth++;
        } else if (character == '}' || character == ']') {
            depth--;
        }
        if (depth == 0) {
            return i;
        }
    }
    return 0;
}

/* The same for a number or a word. */
static size_t scalar_length(struct text text)
{
    static const char delimiters[] = {',', ':', '[', ']', '{', '}', '"'};
    size_t length = 0;
    while (length < text.length && !is_space(text.data[length]) &&
           memchr(delimiters, text.data[length], sizeof delimiters) == NULL) {
        length++;
    }
    return length;
}

static size_t value_length(struct text text)
{
    if (text.length == 0) {
        return 0;
    }
    switch (text.data[0]) {
    case '"':
        return string_length(text);
    case '{':
    case '[':
        return nested_length(text);
    default:
        return scalar_length(text);
    }
}

struct json_walk json_walk_begin(struct text value)
{
    struct json_walk walk = {.rest = {NULL, 0}};
    value = skip_space(value);
    if (value.length > 0 && (value.data[0] == '{' || value.data[0] == '[')) {
        walk.is_object = value.data[0] == '{';
        walk.rest = skip(value, 1);
    }
    return walk;
}

/* Cuts `"key" :` off the front of *rest. */
static bool cut_key(struct text *rest, struct text *key)
{
    size_t length = rest->length > 0 && rest->data[0] == '"' ? string_length(*rest) : 0;
    if (length == 0) {
        return false;
    }
    struct text behind = skip_space(skip(*rest, length));
    if (behind.length == 0 || behind.data[0] != ':') {
        return false;
    }
    *key = (struct text){rest->data + 1, length - 2};
    *rest = skip_space(skip(behind, 1));
    return true;
}

bool json_walk_peek(struct json_walk *walk)
{
    struct text rest = skip_space(walk->rest);
    if (rest.length > 0 && rest.data[0] == ',') {
        rest = skip_space(skip(rest, 1));
    }
    walk->key = (struct text){"", 0};
    walk->rest = rest;
    if (walk->is_object) {
        return cut_key(&walk->rest, &walk->key);
    }
    return rest.length > 0 && rest.data[0] != ']';
}

struct text json_walk_take(struct json_walk *walk)
{
    size_t length = value_length(walk->rest);
    walk->value = (struct text){walk->rest.data, length};
    walk->rest = length == 0 ? (struct text){NULL, 0} : skip(walk->rest, length);
    return walk->value;
}

struct json_walk json_walk_down(const struct json_walk *walk)
{
    return json_walk_begin(walk->rest);
}

void json_walk_up(struct json_walk *walk, const struct json_walk *below)
{
    walk->rest = below->rest.length == 0 ? below->rest : skip(below->rest, 1);
}

bool json_walk_next(struct json_walk *walk)
{
    if (json_walk_peek(walk) && json_walk_take(walk).length > 0) {
        return true;
    }
    walk->rest = (struct text){NULL, 0};
    return false;
}

struct text json_member(struct text object, const char *key)
{
    struct json_walk walk = json_walk_begin(object);
    while (json_walk_next(&walk)) {
        if (walk.is_object && text_is(walk.key, key)) {
            return walk.value;
        }
    }
    return (struct text){NULL, 0};
}

/* RFC 6901 section 4: in a pointer '~1' stands for '/', '~0' for '~'. */
static bool token_equals(struct text token, struct text key)
{
    size_t at = 0;
    for (size_t i = 0; i < token.length; i++) {
        char character = token.data[i];
        if (character == '~' && i + 1 < token.length) {
            character = token.data[++i] == '1' ? '/' : '~';
        }
        if (at == key.length || key.data[at++] != character) {
            return false;
        }
    }
    return at == key.length;
}

static bool key_matches(struct text token, struct text key)
{
    if (key.length == 0 || memchr(key.data, '\\', key.length) == NULL) {
        return token_equals(token, key);
    }
    AUTO(json_release)
    json_t *decoded = json_loadb(key.data - 1, key.length + 2, JSON_DECODE_ANY, NULL);
    return json_is_string(decoded) &&
           token_equals(token,
                        (struct text){json_string_value(decoded), json_string_length(decoded)});
}

/* An array's index without leading zeros (RFC 6901 section 4). */
static bool index_matches(struct text token, size_t index)
{
    size_t value = 0;
    for (size_t i = 0; i < token.length; i++) {
        if (!ascii_is_digit(token.data[i]) || value > SIZE_MAX / 10 - 1) {
            return false;
        }
        value = value * 10 + (size_t)(token.data[i] - '0');
    }
    bool has_leading_zero = token.length > 1 && token.data[0] == '0';
    return token.length > 0 && !has_leading_zero && value == index;
}

static bool descend(struct text *value, struct text token)
{
    struct json_walk walk = json_walk_begin(*value);
    for (size_t index = 0; json_walk_next(&walk); index++) {
        if (walk.is_object ? key_matches(token, walk.key) : index_matches(token, index)) {
            *value = walk.value;
            return true;
        }
    }
    return false;
}

size_t json_line_of(struct text text, const char *pointer)
{
    struct text value = skip_space(text);
    struct text rest = text_of(pointer);
    struct text token;
    bool found = text_split(&rest, '/', &token); /* what stands before the first '/' is empty */
    while (found && text_split(&rest, '/', &token)) {
        found = descend(&value, token);
    }
    size_t line = 1;
    for (const char *place = text.data; place < value.data; place++) {
        line += *place == '\n';
    }
    return line;
}

static enum status fail_at(int line, int column, const char *reason, const char *name,
                           struct error *error)
{
    if (name != NULL) {
        return FAIL(error, STATUS_INVALID, "%s:%d:%d: %s", name, line, column, reason);
    }
    return FAIL(error, STATUS_INVALID, "line %d, column %d: %s", line, column, reason);
}

static bool is_over_64_bits(struct text integer)
{
    char copy[INTEGER_MAX_LENGTH + 1] = "";
    if (integer.length > INTEGER_MAX_LENGTH) {
        return true;
    }
    memcpy(copy, integer.data, integer.length);
    errno = 0;
    (void)strtoll(copy, NULL, 10); // NOLINT(cert-err33-c): errno tells
    return errno == ERANGE;
}

/* The length of the integer that `text` begins with if json_int_t cannot hold it; else 0. */
static size_t long_integer_length(struct text text)
{
    size_t length = scalar_length(text);
    for (size_t i = 0; i < length; i++) {
        if (!ascii_is_digit(text.data[i]) && !(i == 0 && text.data[i] == '-')) {
            return 0;
        }
    }
    return is_over_64_bits((struct text){text.data, length}) ? length : 0;
}

/* Copies well-formed JSON with ".0" behind each integer that is too long. */
static void mark_long_integers(struct text text, struct buffer *out)
{
    while (text.length > 0) {
        size_t integer = long_integer_length(text);
        size_t length = integer;
        if (length == 0) {
            length = text.data[0] == '"' ? string_length(text) : scalar_length(text);
        }
        length = length > 0 ? length : 1;
        buffer_add(out, text.data, length);
        buffer_add_string(out, integer > 0 ? ".0" : "");
        text = skip(text, length);
    }
}

/* Jansson refuses an integer over 64 bits, or reads all integers as reals. So the latter finds out
 * whether the text is well-formed else, with places as in the text; then only the long integers are
 * made reals. */
static json_t *read_with_long_integers(struct text text, json_error_t *failure)
{
    AUTO(json_release)
    json_t *reals =
        json_loadb(text.data, text.length, READ_FLAGS | JSON_DECODE_INT_AS_REAL, failure);
    if (reals == NULL) {
        return NULL;
    }
    AUTO(buffer_finish) struct buffer marked = BUFFER_INIT(text.length + text.length / 4);
    mark_long_integers(text, &marked);
    return json_loadb(marked.data, marked.length, READ_FLAGS, failure);
}

static json_t *read_any(struct text text, json_error_t *failure)
{
    json_t *json = json_loadb(text.data, text.length, READ_FLAGS, failure);
    bool is_long = json == NULL && json_error_code(failure) == json_error_numeric_overflow;
    return is_long ? read_with_long_integers(text, failure) : json;
}

/* Jansson quotes what it stumbled over, broken characters included; a message must be text. */
static void make_utf8(char *text)
{
    if (text_is_utf8(text_of(text))) {
        return;
    }
    for (; *text != '\0'; text++) {
        *text = (char)((unsigned char)*text < 0x80 ? *text : '?');
    }
}

/* Jansson's words, but where they tell C programmers what to do. */
static const char *reason_of(json_error_t *failure)
{
    make_utf8(failure->text);
    if (json_error_code(failure) == json_error_null_character) {
        return "the character \\u0000 is not allowed";
    }
    return failure->text;
}

/* Jansson passes over one that stands behind a number. */
static enum status fail_at_null(struct text text, const char *name, struct error *error)
{
    const char *null = memchr(text.data, '\0', text.length);
    const char *begin = text.data;
    int line = 1;
    for (const char *at = text.data; at < null; at++) {
        if (*at == '\n') {
            line++;
            begin = at + 1;
        }
    }
    return fail_at(line, (int)(null - begin) + 1, "a NUL byte, which JSON cannot have", name,
                   error);
}

enum status json_read(struct text text, const char *name, json_t **out, struct error *error)
{
    if (text.length == 0) {
        return fail_at(1, 1, "empty, where a JSON value is expected", name, error);
    }
    if (text_starts_with(text, "\xEF\xBB\xBF")) {
        return fail_at(1, 1, "begins with a byte order mark: save it as UTF-8 without one", name,
                       error);
    }
    json_t *json = json_plain_read(text);
    if (json == NULL) {
        json_error_t failure;
        if (memchr(text.data, '\0', text.length) != NULL) {
            return fail_at_null(text, name, error);
        }
        json = read_any(text, &failure);
        if (json == NULL) {
            return fail_at(failure.line, failure.column, reason_of(&failure), name, error);
        }
    }
    *out = json;
    return STATUS_OK;
}

enum status json_read_in(struct text text, const char *name, struct arena *arena, json_t **out,
                         struct error *error)
{
    json_room_begin(arena);
    enum status status = json_read(text, name, out, error);
    json_room_end();
    return status;
}

/* ---- out ---- */

void json_add_string(struct buffer *out, struct text text)
{
    size_t plain = 0; /* where what was not added yet begins */
    buffer_add_character(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char character = text.data[i];
        if (!ascii_is_control(character) && character != '"' && character != '\\') {
            continue;
        }
        buffer_add(out, text.data + plain, i - plain);
        buffer_print(out, "\\u%04x", (unsigned)character);
        plain = i + 1;
    }
    buffer_add(out, text.data + plain, text.length - plain);
    buffer_add_character(out, '"');
}
