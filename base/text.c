/* SPDX-License-Identifier: Apache-2.0 */

/* Comparing, cutting and checking text that carries its length. */
#include "base/text.h"

#include "base/word.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

struct text text_of(const char *string)
{
    return (struct text){string, strlen(string)};
}

bool text_equals(struct text left, struct text right)
{
    return left.length == right.length &&
           (left.length == 0 || memcmp(left.data, right.data, left.length) == 0);
}

int text_compare(struct text left, struct text right)
{
    size_t length = left.length < right.length ? left.length : right.length;
    int order = length == 0 ? 0 : memcmp(left.data, right.data, length);
    return order != 0 ? order : (left.length > right.length) - (left.length < right.length);
}

bool text_is(struct text text, const char *string)
{
    return text_equals(text, text_of(string));
}

static size_t least(size_t left, size_t right)
{
    return left < right ? left : right;
}

size_t text_distance(struct text left, struct text right)
{
    size_t costs[TEXT_DISTANCE_MAX + 1] = {0};
    assert(right.length <= TEXT_DISTANCE_MAX);
    for (size_t j = 0; j <= right.length; j++) {
        costs[j] = j;
    }
    for (size_t i = 0; i < left.length; i++) {
        size_t diagonal = costs[0];
        costs[0] = i + 1;
        for (size_t j = 0; j < right.length; j++) {
            size_t changed = diagonal + (left.data[i] != right.data[j]);
            diagonal = costs[j + 1];
            costs[j + 1] = least(changed, least(costs[j], costs[j + 1]) + 1);
        }
    }
    return costs[right.length];
}

bool text_starts_with(struct text text, const char *prefix)
{
    size_t length = strlen(prefix);
    return text.length >= length && text_equals((struct text){text.data, length}, text_of(prefix));
}

bool text_ends_with(struct text text, const char *suffix)
{
    size_t length = strlen(suffix);
    if (text.length < length || length == 0) {
        return length == 0;
    }
    return memcmp(text.data + text.length - length, suffix, length) == 0;
}

static bool is_space(char character)
{
    return character == ' ' || character == '\t' || character == '\r' || character == '\n';
}

struct text text_trim(struct text text)
{
    while (text.length > 0 && is_space(text.data[0])) {
        text.data++;
        text.length--;
    }
    while (text.length > 0 && is_space(text.data[text.length - 1])) {
        text.length--;
    }
    return text;
}

bool text_split(struct text *rest, char separator, struct text *out)
{
    if (rest->data == NULL) {
        return false;
    }
    const char *found = memchr(rest->data, separator, rest->length);
    if (found == NULL) {
        *out = *rest;
        *rest = (struct text){NULL, 0};
        return true;
    }
    size_t length = (size_t)(found - rest->data);
    *out = (struct text){rest->data, length};
    *rest = (struct text){found + 1, rest->length - length - 1};
    return true;
}

/* How many bytes follow the first byte of a character, and the range that the second byte must be
 * in: this is what keeps overlong forms and surrogates out (RFC 3629 section 4). */
struct lead {
    uint8_t first, last, followers, second_first, second_last;
};

static const struct lead leads[] = {
    {0x00, 0x7F, 0, 0x00, 0x00}, {0xC2, 0xDF, 1, 0x80, 0xBF}, {0xE0, 0xE0, 2, 0xA0, 0xBF},
    {0xE1, 0xEC, 2, 0x80, 0xBF}, {0xED, 0xED, 2, 0x80, 0x9F}, {0xEE, 0xEF, 2, 0x80, 0xBF},
    {0xF0, 0xF0, 3, 0x90, 0xBF}, {0xF1, 0xF3, 3, 0x80, 0xBF}, {0xF4, 0xF4, 3, 0x80, 0x8F},
};

static const struct lead *find_lead(uint8_t byte)
{
    for (size_t i = 0; i < sizeof leads / sizeof leads[0]; i++) {
        if (byte >= leads[i].first && byte <= leads[i].last) {
            return &leads[i];
        }
    }
    return NULL;
}

static bool followers_are_valid(const struct lead *lead, const uint8_t *bytes)
{
    if (lead->followers > 0 && (bytes[0] < lead->second_first || bytes[0] > lead->second_last)) {
        return false;
    }
    for (size_t i = 1; i < lead->followers; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return false;
        }
    }
    return true;
}

bool text_is_utf8(struct text text)
{
    const uint8_t *bytes = (const uint8_t *)text.data;
    for (size_t i = 0; i < text.length;) {
        if (text.length - i >= WORD_SIZE && word_is_ascii(word_load(text.data + i))) {
            i += WORD_SIZE;
            continue;
        }
        const struct lead *lead = find_lead(bytes[i]);
        if (lead == NULL || lead->followers >= text.length - i ||
            !followers_are_valid(lead, bytes + i + 1)) {
            return false;
        }
        i += (size_t)lead->followers + 1;
    }
    return true;
}

size_t text_count_characters(struct text text)
{
    size_t count = 0;
    for (size_t i = 0; i < text.length; i++) {
        count += ((unsigned char)text.data[i] & 0xC0) != 0x80;
    }
    return count;
}
