/* SPDX-License-Identifier: Apache-2.0 */

/* Doubling growth up to the limit that the owner of the buffer set. */
#include "base/buffer.h"

#include "base/mem.h"

#include <assert.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 64, NUMBER_DIGITS_MAX = 64 };

static size_t grown(size_t capacity, size_t needed)
{
    size_t wanted = capacity > FIRST_CAPACITY ? capacity : FIRST_CAPACITY;
    while (wanted < needed) {
        wanted = wanted > SIZE_MAX / 2 ? needed : wanted * 2;
    }
    return wanted;
}

/* Makes room for `length` bytes more and a NUL; false when that would pass the limit. Once
 * something did not fit, nothing fits any more: half a document is of no use to anyone. */
static bool reserve(struct buffer *buffer, size_t length)
{
    if (buffer->overflowed || length > buffer->limit - buffer->length) {
        buffer->overflowed = true;
        return false;
    }
    assert(buffer->length < SIZE_MAX - length);
    size_t needed = buffer->length + length + 1;
    if (needed > buffer->capacity) {
        buffer->capacity = grown(buffer->capacity, needed);
        buffer->data = mem_resize(buffer->data, buffer->capacity, 1);
    }
    return true;
}

void buffer_add(struct buffer *buffer, const void *bytes, size_t length)
{
    if (!reserve(buffer, length)) {
        return;
    }
    if (length > 0) {
        memcpy(buffer->data + buffer->length, bytes, length);
    }
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
}

void buffer_add_text(struct buffer *buffer, struct text text)
{
    buffer_add(buffer, text.data, text.length);
}

void buffer_add_string(struct buffer *buffer, const char *string)
{
    buffer_add(buffer, string, strlen(string));
}

void buffer_add_character(struct buffer *buffer, char character)
{
    buffer_add(buffer, &character, 1);
}

void buffer_add_number(struct buffer *buffer, uint64_t number, unsigned digits)
{
    char text[NUMBER_DIGITS_MAX];
    size_t at = sizeof text;
    assert(digits <= sizeof text);
    do {
        text[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0 || sizeof text - at < digits);
    buffer_add(buffer, text + at, sizeof text - at);
}

void buffer_print(struct buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    va_list again;
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    assert(length >= 0);
    if (reserve(buffer, (size_t)length)) {
        (void)vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    }
    va_end(again);
}

enum status buffer_check(const struct buffer *buffer, const char *what, struct error *error)
{
    if (buffer->overflowed) {
        return FAIL(error, STATUS_TOO_LARGE, "%s is larger than the limit of %zu bytes", what,
                    buffer->limit);
    }
    return STATUS_OK;
}

struct text buffer_text(const struct buffer *buffer)
{
    return (struct text){buffer->data, buffer->length};
}

void buffer_clear(struct buffer *buffer)
{
    buffer->length = 0;
    buffer->overflowed = false;
    if (buffer->data != NULL) {
        buffer->data[0] = '\0';
    }
}

void buffer_finish(struct buffer *buffer)
{
    free(buffer->data);
    *buffer = (struct buffer){.limit = buffer->limit};
}
