/* SPDX-License-Identifier: Apache-2.0 */

/* Basic authorization into key and secret. */
#include "access/basic.h"

#include <sodium.h>
#include <string.h>
#include <strings.h>

bool basic_read(const char *authorization, char decoded[BASIC_SIZE], struct text *key,
                struct text *secret)
{
    static const char scheme[] = "Basic ";
    if (strncasecmp(authorization, scheme, sizeof scheme - 1) != 0) {
        return false;
    }
    struct text encoded = text_trim(text_of(authorization + sizeof scheme - 1));
    unsigned char bytes[BASIC_SIZE];
    size_t length = 0;
    const char *end = NULL;
    if (sodium_base642bin(bytes, sizeof bytes, encoded.data, encoded.length, NULL, &length, &end,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        end != encoded.data + encoded.length) {
        return false;
    }
    memcpy(decoded, bytes, length);
    sodium_memzero(bytes, sizeof bytes);
    struct text rest = {decoded, length};
    (void)text_split(&rest, ':', key);
    *secret = rest;
    return rest.data != NULL;
}
