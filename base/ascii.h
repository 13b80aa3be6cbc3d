/* SPDX-License-Identifier: Apache-2.0 */

/* Kinds of ASCII characters, whatever the locale (<ctype.h> asks it, and takes no negative char).
 * Bytes from 0x80 on are of no kind. */
#ifndef BASE_ASCII_H
#define BASE_ASCII_H

#include <stdbool.h>

static inline bool ascii_is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static inline bool ascii_is_letter(char character)
{
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
}

static inline bool ascii_is_letter_or_digit(char character)
{
    return ascii_is_letter(character) || ascii_is_digit(character);
}

static inline bool ascii_is_hexadecimal(char character)
{
    return ascii_is_digit(character) || (character >= 'a' && character <= 'f') ||
           (character >= 'A' && character <= 'F');
}

/* U+0000 to U+001F, and U+007F. */
static inline bool ascii_is_control(char character)
{
    return (character >= 0 && character < ' ') || character == 0x7F;
}

/* The small letter of a capital one; else the character itself. */
static inline char ascii_to_lower(char character)
{
    return (char)(character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character);
}

/* The capital letter of a small one; else the character itself. */
static inline char ascii_to_upper(char character)
{
    return (char)(character >= 'a' && character <= 'z' ? character - 'a' + 'A' : character);
}

#endif
