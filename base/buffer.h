/* SPDX-License-Identifier: Apache-2.0 */

/* Bytes that grow up to a limit. */
#ifndef BASE_BUFFER_H
#define BASE_BUFFER_H

#include "base/auto.h"
#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Initialise with BUFFER_INIT(limit); release with buffer_finish(). `data` always has a NUL behind
 * `length` bytes once anything was added. Adding beyond `limit` adds nothing and sets `overflowed`,
 * which the caller checks once at the end with buffer_check(). */
struct buffer {
    char *data;
    size_t length;
    size_t capacity;
    size_t limit;
    bool overflowed;
};

#define BUFFER_INIT(limit_) \
    {                       \
        .limit = (limit_)   \
    }

void buffer_add(struct buffer *buffer, const void *bytes, size_t length);
void buffer_add_text(struct buffer *buffer, struct text text);
void buffer_add_string(struct buffer *buffer, const char *string);
void buffer_add_character(struct buffer *buffer, char character);

/* Adds it in decimal, with zeroes before it if it has fewer than `digits` of them. */
void buffer_add_number(struct buffer *buffer, uint64_t number, unsigned digits);

PRINTF_LIKE(2, 3)
void buffer_print(struct buffer *buffer, const char *format, ...);

/* STATUS_TOO_LARGE, naming `what` and the limit, if something did not fit. */
MUST_CHECK enum status buffer_check(const struct buffer *buffer, const char *what,
                                    struct error *error);

struct text buffer_text(const struct buffer *buffer);
void buffer_clear(struct buffer *buffer); /* keeps the memory */
void buffer_finish(struct buffer *buffer);
DEFINE_AUTO_VALUE(struct buffer, buffer_finish);

#endif
