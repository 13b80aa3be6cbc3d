/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a Markdown page: what is accepted has a title and a body inside the page. */
#include "source/front_matter.h"

#include "base/arena.h"

#include <assert.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text text = {(const char *)data, size};
    if (size == 0 || !text_is_utf8(text)) {
        return 0;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct front_matter head = {0};
    if (front_matter_read(text, "p.md", arena, &head, NULL) == STATUS_OK) {
        assert(head.title.value != NULL && head.title.line >= 2);
        assert(head.body.length < size);
        assert((head.video.value == NULL) == (head.captions.value == NULL));
    }
    return 0;
}
