/* SPDX-License-Identifier: Apache-2.0 */

/* What every fuzz target needs: its entry point, input without a NUL behind it, and claims. */
#ifndef BASE_FUZZ_H
#define BASE_FUZZ_H

#include "base/attributes.h"
#include "base/auto.h"
#include "base/text.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Called by libFuzzer, or by cmake/fuzz_replay.c for each file of the corpus. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A claim about any input; that it is broken is what the fuzzer looks for. */
static inline void fuzz_require(bool claim)
{
    if (!claim) {
        abort();
    }
}

/* A copy of exactly `size` bytes, owned by the caller, so that AddressSanitizer sees each read
 * behind its end. */
static inline char *fuzz_copy(const uint8_t *data, size_t size)
{
    char *copy = (char *)malloc(size);
    if (size == 0) {
        return copy;
    }
    fuzz_require(copy != NULL);
    memcpy(copy, data, size);
    return copy;
}

#endif
