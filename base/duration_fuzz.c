/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a duration has a length of at least 0, and what is none has none. */
#include "base/duration.h"
#include "base/fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text text = {copy, size};
    int64_t length = duration_hundredths(text);
    fuzz_require(length >= 0);
    if (!duration_is_valid(text)) {
        fuzz_require(length == 0);
        return 0;
    }
    /* ISO 8601 writes the decimal sign either way. */
    for (size_t i = 0; i < size; i++) {
        if (copy[i] == ',') {
            copy[i] = '.';
        }
    }
    fuzz_require(duration_is_valid(text) && duration_hundredths(text) == length);
    return 0;
}
