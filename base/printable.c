/* SPDX-License-Identifier: Apache-2.0 */

/* Writes out what must not reach a terminal as it is. */
#include "base/printable.h"

#include "base/arena.h"
#include "base/buffer.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { CHARACTER_BYTES_MAX = 4, ESCAPE_LENGTH = 4 };

static const char ELLIPSIS[] = "\xE2\x80\xA6";

/* How long the character at the front is; 1 if it is no UTF-8. */
static size_t length_of_first(struct text text, bool *is_utf8)
{
    for (size_t length = 1; length <= CHARACTER_BYTES_MAX && length <= text.length; length++) {
        if (text_is_utf8((struct text){text.data, length})) {
            *is_utf8 = true;
            return length;
        }
    }
    *is_utf8 = false;
    return 1;
}

/* The code point of a well-formed character. */
static uint32_t code_point_of(struct text character)
{
    static const unsigned LEAD_MASKS[] = {0, 0x7F, 0x1F, 0x0F, 0x07};
    uint32_t value = (unsigned char)character.data[0] & LEAD_MASKS[character.length];
    for (size_t i = 1; i < character.length; i++) {
        value = value << 6 | ((unsigned char)character.data[i] & 0x3FU);
    }
    return value;
}

/* Control characters (C0, DEL, C1), line separators, and marks that turn the direction of writing
 * and so make a name look like another one. */
static bool is_obeyed(uint32_t point)
{
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || point == 0x200E || point == 0x200F ||
           (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
}

static void add_escaped(struct buffer *buffer, struct text bytes)
{
    for (size_t i = 0; i < bytes.length; i++) {
        buffer_print(buffer, "\\x%02X", (unsigned)(unsigned char)bytes.data[i]);
    }
}

static void add_character(struct buffer *buffer, struct text *rest)
{
    bool is_utf8;
    struct text character = {rest->data, length_of_first(*rest, &is_utf8)};
    rest->data += character.length;
    rest->length -= character.length;
    if (is_utf8 && !is_obeyed(code_point_of(character))) {
        buffer_add_text(buffer, character);
    } else {
        add_escaped(buffer, character);
    }
}

const char *printable(struct arena *arena, struct text text)
{
    AUTO(buffer_finish)
    struct buffer buffer = BUFFER_INIT(PRINTABLE_MAX + CHARACTER_BYTES_MAX * ESCAPE_LENGTH);
    size_t cut = 0; /* the last end of a character that leaves room for the ellipsis */
    while (text.length > 0 && buffer.length <= PRINTABLE_MAX) {
        cut = buffer.length <= PRINTABLE_MAX - strlen(ELLIPSIS) ? buffer.length : cut;
        add_character(&buffer, &text);
    }
    if (buffer.length > PRINTABLE_MAX || text.length > 0) {
        buffer.length = cut;
        buffer_add_string(&buffer, ELLIPSIS);
    }
    return arena_copy(arena, buffer_text(&buffer));
}
