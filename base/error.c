/* SPDX-License-Identifier: Apache-2.0 */

/* Writes the messages of failures into their callers' memory. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static const char ellipsis[] = "…";

/* Cuts at a whole UTF-8 character, so that the message stays valid text. */
static void mark_as_cut(char *message, size_t size)
{
    size_t end = size - sizeof ellipsis;
    while (end > 0 && ((unsigned char)message[end] & 0xC0) == 0x80) {
        end--;
    }
    memcpy(message + end, ellipsis, sizeof ellipsis);
}

PRINTF_LIKE(3, 0)
static void print(char *message, size_t size, const char *format, va_list arguments)
{
    int length = vsnprintf(message, size, format, arguments);
    if (length < 0 || (size_t)length >= size) {
        mark_as_cut(message, size);
    }
}

void error_describe(struct error *error, enum status status, const char *format, ...)
{
    if (error == NULL) {
        return;
    }
    va_list arguments;
    va_start(arguments, format);
    print(error->message, sizeof error->message, format, arguments);
    va_end(arguments);
    error->status = status;
}

void error_locate(struct error *error, const char *format, ...)
{
    if (error == NULL) {
        return;
    }
    char place[ERROR_MESSAGE_SIZE / 2];
    va_list arguments;
    va_start(arguments, format);
    print(place, sizeof place, format, arguments);
    va_end(arguments);
    char message[sizeof place + sizeof error->message + 3];
    (void)snprintf(message, sizeof message, "%s: %s", place, error->message);
    error_describe(error, error->status, "%s", message);
}
