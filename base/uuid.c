/* SPDX-License-Identifier: Apache-2.0 */

/* UUIDs: random ones from libsodium, those of names from libuuid, and their one written form. */
#include "base/uuid.h"

#include "base/ascii.h"

#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uuid.h>

enum { TEXT_LENGTH = UUID_TEXT_SIZE - 1 };

struct uuid uuid_make(void)
{
    /* Does something only the first time, from any thread. */
    if (sodium_init() < 0) {
        (void)fputs("no source of random numbers\n", stderr);
        abort();
    }
    struct uuid uuid;
    randombytes_buf(uuid.bytes, sizeof uuid.bytes);
    /* RFC 4122 section 4.4: version 4, and the variant of that RFC. */
    uuid.bytes[6] = (uint8_t)((uuid.bytes[6] & 0x0F) | 0x40);
    uuid.bytes[8] = (uint8_t)((uuid.bytes[8] & 0x3F) | 0x80);
    return uuid;
}

struct uuid uuid_of_name(const char *space, struct text name)
{
    uuid_t space_id;
    struct uuid uuid;
    uuid_generate_sha1(space_id, *uuid_get_template("url"), space, strlen(space));
    uuid_generate_sha1(uuid.bytes, space_id, name.data, name.length);
    return uuid;
}

static bool is_dash_place(size_t place)
{
    return place == 8 || place == 13 || place == 18 || place == 23;
}

static int digit_value(char character)
{
    return ascii_is_digit(character) ? character - '0' : ascii_to_lower(character) - 'a' + 10;
}

bool uuid_read(struct text text, struct uuid *out)
{
    if (text.length != TEXT_LENGTH) {
        return false;
    }
    struct uuid uuid = {{0}};
    size_t digits = 0;
    for (size_t i = 0; i < TEXT_LENGTH; i++) {
        if (is_dash_place(i)) {
            if (text.data[i] != '-') {
                return false;
            }
            continue;
        }
        if (!ascii_is_hexadecimal(text.data[i])) {
            return false;
        }
        uint8_t *byte = &uuid.bytes[digits++ / 2];
        *byte = (uint8_t)(*byte << 4 | digit_value(text.data[i]));
    }
    *out = uuid;
    return true;
}

void uuid_format(const struct uuid *uuid, char out[UUID_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    size_t nibble = 0;
    for (size_t i = 0; i < TEXT_LENGTH; i++) {
        if (is_dash_place(i)) {
            out[i] = '-';
            continue;
        }
        uint8_t byte = uuid->bytes[nibble / 2];
        out[i] = digits[nibble % 2 == 0 ? byte >> 4 : byte & 0x0F];
        nibble++;
    }
    out[TEXT_LENGTH] = '\0';
}
