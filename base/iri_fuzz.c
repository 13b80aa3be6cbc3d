/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: an IRI or an address is UTF-8 without space, and an IRI may be made longer. */
#include "base/buffer.h"
#include "base/fuzz.h"
#include "base/iri.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text text = {copy, size};
    bool is_iri = iri_is_valid(text);
    if (is_iri || iri_is_mailto(text)) {
        fuzz_require(text_is_utf8(text));
        fuzz_require(memchr(copy, ':', size) != NULL);
        fuzz_require(text_trim(text).length == size);
    }
    if (is_iri) {
        AUTO(buffer_finish) struct buffer longer = BUFFER_INIT(size + 2);
        buffer_add_text(&longer, text);
        buffer_add_string(&longer, "/x");
        fuzz_require(iri_is_valid(buffer_text(&longer)));
    }
    return 0;
}
