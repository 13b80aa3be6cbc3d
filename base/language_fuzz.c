/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: a language tag is ASCII, and one in either case. */
#include "base/ascii.h"
#include "base/fuzz.h"
#include "base/language.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text text = {copy, size};
    bool is_valid = language_is_valid(text);
    for (size_t i = 0; i < size; i++) {
        bool may_stand = ascii_is_letter_or_digit(copy[i]) || copy[i] == '-';
        fuzz_require(may_stand || !is_valid);
        copy[i] = ascii_to_lower(copy[i]);
    }
    fuzz_require(language_is_valid(text) == is_valid);
    return 0;
}
