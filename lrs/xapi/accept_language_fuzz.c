/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as Accept-Language: the ranges are in order, and every tag has a rank. */
#include "xapi/accept_language.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text header = {(const char *)data, size};
    struct accept_language wishes;
    accept_language_read(header, &wishes);
    assert(wishes.count <= LANGUAGE_RANGES_MAX);
    struct text any = {header.data, size < 20 ? size : 20};
    int asked = accept_language_rank(&wishes, any);
    assert(asked >= -10);
    for (size_t i = 0; i < wishes.count; i++) {
        assert(i == 0 || wishes.ranges[i].quality <= wishes.ranges[i - 1].quality);
        assert(wishes.ranges[i].quality >= 0 && wishes.ranges[i].quality <= 1000);
        (void)accept_language_rank(&wishes, wishes.ranges[i].tag);
    }
    return 0;
}
