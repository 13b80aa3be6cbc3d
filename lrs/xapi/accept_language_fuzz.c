/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as Accept-Language: the ranges are in order, and every tag has a rank. */
#include "xapi/accept_language.h"

#include "base/fuzz.h"

enum { TAG_MAX = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct accept_language wishes;
    accept_language_read((struct text){copy, size}, &wishes);
    fuzz_require(wishes.count <= LANGUAGE_RANGES_MAX);
    struct text any = {copy, size < TAG_MAX ? size : TAG_MAX};
    fuzz_require(accept_language_rank(&wishes, any) >= -10);
    for (size_t i = 0; i < wishes.count; i++) {
        fuzz_require(i == 0 || wishes.ranges[i].quality <= wishes.ranges[i - 1].quality);
        fuzz_require(wishes.ranges[i].quality >= 0 && wishes.ranges[i].quality <= 1000);
        (void)accept_language_rank(&wishes, wishes.ranges[i].tag);
    }
    return 0;
}
