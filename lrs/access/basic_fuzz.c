/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as the value of Authorization: key and secret lie in what was decoded. */
#include "access/basic.h"

#include "base/fuzz.h"

static void require_inside(const char *whole, struct text part)
{
    fuzz_require(part.data >= whole && part.data + part.length <= whole + BASIC_SIZE);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *header = (char *)calloc(1, size + 1);
    fuzz_require(header != NULL);
    memcpy(header, data, size);
    char decoded[BASIC_SIZE];
    struct text key;
    struct text secret;
    if (basic_read(header, decoded, &key, &secret)) {
        require_inside(decoded, key);
        require_inside(decoded, secret);
        fuzz_require(key.length == 0 || memchr(key.data, ':', key.length) == NULL);
    }
    return 0;
}
