/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a UUID is written as it was read, but in lower case. */
#include "base/ascii.h"
#include "base/fuzz.h"
#include "base/uuid.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct uuid uuid;
    if (uuid_read((struct text){copy, size}, &uuid)) {
        char written[UUID_TEXT_SIZE];
        uuid_format(&uuid, written);
        for (size_t i = 0; i < size; i++) {
            fuzz_require(written[i] == ascii_to_lower(copy[i]));
        }
        fuzz_require(written[size] == '\0');
    }
    return 0;
}
