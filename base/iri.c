/* SPDX-License-Identifier: Apache-2.0 */

/* IRIs, checked as far as telling identifiers from mistakes needs. */
#include "base/iri.h"

#include "base/ascii.h"

#include <stdint.h>
#include <string.h>

static const char mailto[] = "mailto:";

/* The length of the scheme (RFC 3986 section 3.1), its ':' included; 0 if there is none. */
static size_t scheme_length(struct text text)
{
    if (text.length == 0 || !ascii_is_letter(text.data[0])) {
        return 0;
    }
    for (size_t i = 1; i < text.length; i++) {
        char character = text.data[i];
        if (character == ':') {
            return i + 1;
        }
        if (!ascii_is_letter_or_digit(character) && character != '+' && character != '-' &&
            character != '.') {
            return 0;
        }
    }
    return 0;
}

/* Characters below 0x80 that no IRI has, a bit each: controls, the space and <>"{}|\^`. */
static const uint64_t refused[] = {UINT64_C(0x50000005FFFFFFFF), UINT64_C(0xB800000150000000)};

static bool is_refused(unsigned char character)
{
    return character < 0x80 && (refused[character / 64] >> (character % 64) & 1) != 0;
}

/* Control characters of both ranges, U+0000 to U+001F and U+007F to U+009F, and the space. */
static bool is_blank_or_control(struct text text, size_t i)
{
    if (text.data[i] == '\xC2' && i + 1 < text.length) {
        return (unsigned char)text.data[i + 1] < 0xA0;
    }
    return text.data[i] == ' ' || ascii_is_control(text.data[i]);
}

static bool is_percent_pair(struct text text, size_t i)
{
    return text.length - i > 2 && ascii_is_hexadecimal(text.data[i + 1]) &&
           ascii_is_hexadecimal(text.data[i + 2]);
}

static bool character_is_valid(struct text text, size_t i)
{
    char character = text.data[i];
    return !is_refused((unsigned char)character) &&
           (character != '%' || is_percent_pair(text, i)) &&
           (character != '\xC2' || !is_blank_or_control(text, i));
}

static bool characters_are_valid(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (!character_is_valid(text, i)) {
            return false;
        }
    }
    return text_is_utf8(text);
}

bool iri_is_valid(struct text text)
{
    size_t scheme = scheme_length(text);
    return scheme > 0 && scheme < text.length && characters_are_valid(text);
}

bool iri_is_mailto(struct text text)
{
    if (!text_starts_with(text, mailto) || !text_is_utf8(text)) {
        return false;
    }
    struct text address = {text.data + strlen(mailto), text.length - strlen(mailto)};
    size_t signs = 0;
    for (size_t i = 0; i < address.length; i++) {
        if (is_blank_or_control(address, i)) {
            return false;
        }
        signs += address.data[i] == '@';
    }
    return signs == 1 && address.data[0] != '@' && address.data[address.length - 1] != '@';
}
