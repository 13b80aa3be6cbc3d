/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: an IRI or an address is UTF-8 without space, and an IRI may be made longer. */
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
    /* Any longer IRI is one too when what is put behind it may stand there. */
    if (is_iri) {
        AUTO(free) char *longer = malloc(size + 2);
        fuzz_require(longer != NULL);
        memcpy(longer, copy, size);
        memcpy(longer + size, "/x", 2);
        fuzz_require(iri_is_valid((struct text){longer, size + 2}));
    }
    return 0;
}
