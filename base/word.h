/* SPDX-License-Identifier: Apache-2.0 */

/* Eight bytes looked at as one number, where text is searched that most work goes through. */
#ifndef BASE_WORD_H
#define BASE_WORD_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { WORD_SIZE = sizeof(uint64_t) };

#define WORD_OF(byte) (UINT64_C(0x0101010101010101) * (uint8_t)(byte))

static inline uint64_t word_load(const char *bytes)
{
    uint64_t word;
    memcpy(&word, bytes, sizeof word);
    return word;
}

static inline bool word_has_zero(uint64_t word)
{
    return ((word - WORD_OF(0x01)) & ~word & WORD_OF(0x80)) != 0;
}

static inline bool word_is_ascii(uint64_t word)
{
    return (word & WORD_OF(0x80)) == 0;
}

/* The first of the bytes `one` and `other`; `end` if there is none. */
static inline const char *word_find_either(const char *at, const char *end, char one, char other)
{
    while (end - at >= WORD_SIZE) {
        uint64_t word = word_load(at);
        if (word_has_zero(word ^ WORD_OF(one)) || word_has_zero(word ^ WORD_OF(other))) {
            break;
        }
        at += WORD_SIZE;
    }
    while (at < end && *at != one && *at != other) {
        at++;
    }
    return at;
}

#endif
