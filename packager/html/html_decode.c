/* SPDX-License-Identifier: Apache-2.0 */

/* Character references. Of the two thousand named ones those that markup itself needs, and the
 * blanks; what another one stands for is of no matter to any rule. */
#include "html/html_reader.h"

#include "base/arena.h"
#include "base/ascii.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

struct named {
    const char *name;
    uint32_t character;
};

static const struct named NAMED[] = {
    {"amp", '&'},   {"lt", '<'},      {"gt", '>'},     {"quot", '"'},
    {"apos", '\''}, {"nbsp", 0x00A0}, {"shy", 0x00AD}, {"colon", ':'},
};

/* UTF-8; nothing, for what is no character. */
static char *put(char *out, uint32_t character)
{
    if (character == 0 || character > 0x10FFFF || (character >= 0xD800 && character <= 0xDFFF)) {
        return out;
    }
    if (character < 0x80) {
        *out++ = (char)character;
        return out;
    }
    size_t more = character < 0x800 ? 1 : character < 0x10000 ? 2 : 3;
    static const unsigned char FIRST[] = {0, 0xC0, 0xE0, 0xF0};
    *out++ = (char)(FIRST[more] | (character >> (6 * more)));
    while (more-- > 0) {
        *out++ = (char)(0x80 | ((character >> (6 * more)) & 0x3F));
    }
    return out;
}

/* The length of "#233" or "#xE9" at `at`; 0 if it is none. A number that is too large is none of a
 * character. */
static size_t read_number(const char *at, uint32_t *character)
{
    bool is_hexadecimal = at[1] == 'x' || at[1] == 'X';
    const char *digits = at + (is_hexadecimal ? 2 : 1);
    size_t length = 0;
    uint32_t number = 0;
    while (is_hexadecimal ? ascii_is_hexadecimal(digits[length]) : ascii_is_digit(digits[length])) {
        char digit = ascii_to_lower(digits[length++]);
        uint32_t value = (uint32_t)(ascii_is_digit(digit) ? digit - '0' : digit - 'a' + 10);
        number = number > 0x10FFFF ? number : number * (is_hexadecimal ? 16 : 10) + value;
    }
    *character = number;
    return length > 0 ? (size_t)(digits - at) + length : 0;
}

/* Of a named one the semicolon must be there: "?a=1&lt=2" is an address. */
static size_t read_name(const char *at, uint32_t *character)
{
    for (size_t i = 0; i < sizeof NAMED / sizeof *NAMED; i++) {
        size_t length = strlen(NAMED[i].name);
        if (strncmp(at, NAMED[i].name, length) == 0 && at[length] == ';') {
            *character = NAMED[i].character;
            return length;
        }
    }
    return 0;
}

char *html_decode(struct text text, struct arena *arena)
{
    char *decoded = arena_copy(arena, text);
    char *out = decoded;
    for (const char *at = decoded; *at != '\0';) {
        uint32_t character = 0;
        size_t length = at[0] != '&'   ? 0
                        : at[1] == '#' ? read_number(at + 1, &character)
                                       : read_name(at + 1, &character);
        if (length == 0) {
            *out++ = *at++;
            continue;
        }
        /* A reference is never shorter than what it stands for. */
        out = put(out, character);
        at += 1 + length;
        at += *at == ';';
    }
    *out = '\0';
    return decoded;
}
