/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a timestamp, written in UTC, is read as the same moment. */
#include "base/fuzz.h"
#include "base/timestamp.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    int64_t us = 0;
    if (timestamp_parse((struct text){copy, size}, &us)) {
        char written[TIMESTAMP_SIZE];
        int64_t again = 0;
        timestamp_format(us, written);
        fuzz_require(timestamp_parse(text_of(written), &again) && again == us);
    }
    return 0;
}
