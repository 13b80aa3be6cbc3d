/* SPDX-License-Identifier: Apache-2.0 */

/* One pass over the text, eight bytes at a time in strings. */
#include "base/json_plain.h"

#include "base/ascii.h"
#include "base/mem.h"
#include "base/word.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { LEVELS_MAX = 64, INTEGER_DIGITS_MAX = 18, NUMBER_SIZE = 64 };

struct plain {
    const char *at;
    const char *end;
    char *scratch; /* strings without their escapes, as long as the text; NULL: not needed yet */
    size_t length;
    size_t level;
};

static void skip_space(struct plain *plain)
{
    while (plain->at < plain->end &&
           (*plain->at == ' ' || *plain->at == '\n' || *plain->at == '\r' || *plain->at == '\t')) {
        plain->at++;
    }
}

/* Goes over `character` if it stands there. */
static bool cut(struct plain *plain, char character)
{
    if (plain->at == plain->end || *plain->at != character) {
        return false;
    }
    plain->at++;
    return true;
}

/* ---- strings ---- */

/* The quote that ends the string which begins at `begin`; NULL if none does. */
static const char *find_quote(const char *begin, const char *end, bool *out_escapes)
{
    const char *at = word_find_either(begin, end, '"', '\\');
    while (at < end && *at != '"') {
        *out_escapes = true;
        at = end - at > 2 ? word_find_either(at + 2, end, '"', '\\') : end;
    }
    return at < end ? at : NULL;
}

/* Whether any byte of the string is a control character, which JSON does not allow, and whether
 * any is beyond ASCII. */
static bool has_controls(const char *data, size_t length, bool *out_is_ascii)
{
    uint64_t controls = 0;
    uint64_t high = 0;
    for (; length >= WORD_SIZE; length -= WORD_SIZE, data += WORD_SIZE) {
        uint64_t word = word_load(data);
        controls |= (word - WORD_OF(0x20)) & ~word;
        high |= word;
    }
    for (; length > 0; length--, data++) {
        controls |= (unsigned char)*data < 0x20 ? 0x80 : 0;
        high |= (unsigned char)*data;
    }
    *out_is_ascii = (high & WORD_OF(0x80)) == 0;
    return (controls & WORD_OF(0x80)) != 0;
}

/* What stands behind a backslash; 0 for what is left to Jansson. */
static char unescape(char character)
{
    static const char pairs[] = "\"\"\\\\//b\bf\fn\nr\rt\t";
    for (size_t i = 0; i < sizeof pairs - 1; i += 2) {
        if (pairs[i] == character) {
            return pairs[i + 1];
        }
    }
    return 0;
}

static bool remove_escapes(struct plain *plain, struct text *text)
{
    if (plain->scratch == NULL) {
        plain->scratch = mem_resize(NULL, 1, plain->length);
    }
    size_t length = 0;
    for (size_t i = 0; i < text->length; i++) {
        char character = text->data[i];
        if (character == '\\') {
            character = unescape(text->data[++i]);
            if (character == 0) {
                return false;
            }
        }
        plain->scratch[length++] = character;
    }
    *text = (struct text){plain->scratch, length};
    return true;
}

/* Borrowed until the next string is read. */
static bool read_text(struct plain *plain, struct text *out)
{
    bool has_escapes = false;
    bool is_ascii = true;
    if (!cut(plain, '"')) {
        return false;
    }
    const char *quote = find_quote(plain->at, plain->end, &has_escapes);
    if (quote == NULL) {
        return false;
    }
    *out = (struct text){plain->at, (size_t)(quote - plain->at)};
    plain->at = quote + 1;
    return !has_controls(out->data, out->length, &is_ascii) && (is_ascii || text_is_utf8(*out)) &&
           (!has_escapes || remove_escapes(plain, out));
}

static json_t *read_string(struct plain *plain)
{
    struct text text;
    return read_text(plain, &text) ? json_stringn_nocheck(text.data, text.length) : NULL;
}

/* ---- numbers and words ---- */

static size_t skip_digits(struct plain *plain)
{
    const char *begin = plain->at;
    while (plain->at < plain->end && ascii_is_digit(*plain->at)) {
        plain->at++;
    }
    return (size_t)(plain->at - begin);
}

static json_t *make_integer(const char *begin, const char *end)
{
    bool is_negative = *begin == '-';
    json_int_t value = 0;
    for (const char *at = begin + is_negative; at < end; at++) {
        value = value * 10 + (*at - '0');
    }
    return json_integer(is_negative ? -value : value);
}

static json_t *make_real(const char *begin, const char *end)
{
    char copy[NUMBER_SIZE] = "";
    size_t length = (size_t)(end - begin);
    if (length >= sizeof copy) {
        return NULL;
    }
    memcpy(copy, begin, length);
    char *rest = NULL;
    double value = strtod(copy, &rest);    // NOLINT(cert-err33-c): the value tells
    bool is_whole = rest == copy + length; /* else the locale has no points */
    return is_whole && isfinite(value) ? json_real(value) : NULL;
}

static bool skip_fraction(struct plain *plain, bool *out_is_real)
{
    if (cut(plain, '.')) {
        *out_is_real = true;
        if (skip_digits(plain) == 0) {
            return false;
        }
    }
    if (!cut(plain, 'e') && !cut(plain, 'E')) {
        return true;
    }
    *out_is_real = true;
    if (!cut(plain, '+')) {
        (void)cut(plain, '-');
    }
    return skip_digits(plain) > 0;
}

static json_t *read_number(struct plain *plain)
{
    const char *begin = plain->at;
    (void)cut(plain, '-');
    const char *first = plain->at;
    size_t digits = skip_digits(plain);
    bool is_real = false;
    if (digits == 0 || (digits > 1 && *first == '0') || !skip_fraction(plain, &is_real)) {
        return NULL;
    }
    if (is_real) {
        return make_real(begin, plain->at);
    }
    return digits <= INTEGER_DIGITS_MAX ? make_integer(begin, plain->at) : NULL;
}

static json_t *read_word(struct plain *plain, const char *word, json_t *value)
{
    size_t length = strlen(word);
    if ((size_t)(plain->end - plain->at) < length || memcmp(plain->at, word, length) != 0) {
        return NULL;
    }
    plain->at += length;
    return value;
}

/* ---- objects and arrays ---- */

static json_t *read_value(struct plain *plain);

/* Whether another element follows: false at the end and at what should not stand there, which the
 * caller then finds instead of the bracket. */
static bool read_comma(struct plain *plain)
{
    skip_space(plain);
    if (!cut(plain, ',')) {
        return false;
    }
    skip_space(plain);
    return true;
}

static bool read_member(struct plain *plain, json_t *object)
{
    struct text key;
    if (!read_text(plain, &key)) {
        return false;
    }
    bool is_scratch = key.data == plain->scratch;
    char *copy = is_scratch ? mem_copy(key.data, key.length) : NULL;
    const char *name = is_scratch ? copy : key.data;
    skip_space(plain);
    size_t before = json_object_size(object);
    json_t *value = cut(plain, ':') ? read_value(plain) : NULL;
    bool is_new = value != NULL &&
                  json_object_setn_new_nocheck(object, name, key.length, value) == 0 &&
                  json_object_size(object) > before;
    free(copy);
    return is_new;
}

static bool read_members(struct plain *plain, json_t *object)
{
    skip_space(plain);
    if (cut(plain, '}')) {
        return true;
    }
    do {
        if (!read_member(plain, object)) {
            return false;
        }
    } while (read_comma(plain));
    return cut(plain, '}');
}

static bool read_elements(struct plain *plain, json_t *array)
{
    skip_space(plain);
    if (cut(plain, ']')) {
        return true;
    }
    do {
        json_t *value = read_value(plain);
        if (value == NULL || json_array_append_new(array, value) != 0) {
            return false;
        }
    } while (read_comma(plain));
    return cut(plain, ']');
}

static json_t *read_nested(struct plain *plain)
{
    bool is_object = *plain->at++ == '{';
    if (++plain->level > LEVELS_MAX) {
        return NULL;
    }
    json_t *value = is_object ? json_object() : json_array();
    bool is_good =
        value != NULL && (is_object ? read_members(plain, value) : read_elements(plain, value));
    plain->level--;
    if (!is_good) {
        json_decref(value);
        return NULL;
    }
    return value;
}

static json_t *read_value(struct plain *plain)
{
    skip_space(plain);
    if (plain->at == plain->end) {
        return NULL;
    }
    switch (*plain->at) {
    case '{':
    case '[':
        return read_nested(plain);
    case '"':
        return read_string(plain);
    case 't':
        return read_word(plain, "true", json_true());
    case 'f':
        return read_word(plain, "false", json_false());
    case 'n':
        return read_word(plain, "null", json_null());
    default:
        return read_number(plain);
    }
}

json_t *json_plain_read(struct text text)
{
    if (text.length == 0) {
        return NULL;
    }
    struct plain plain = {.at = text.data, .end = text.data + text.length, .length = text.length};
    json_t *value = read_value(&plain);
    skip_space(&plain);
    if (value != NULL && plain.at != plain.end) {
        json_decref(value);
        value = NULL;
    }
    free(plain.scratch);
    return value;
}
