/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a script: tokens follow one another and stay within it, and so do lines. */
#include "base/fuzz.h"
#include "script/script_facts.h"
#include "script/script_reader.h"

static void look_at_tokens(struct text script, size_t lines)
{
    struct script_reader reader;
    struct script_token token;
    const char *before = script.data;
    script_reader_begin(&reader, script);
    while (script_reader_next(&reader, &token)) {
        fuzz_require(token.text.data >= before);
        fuzz_require(token.text.data + token.text.length <= script.data + script.length);
        fuzz_require(token.line >= 1 && token.line <= lines);
        fuzz_require(token.depth <= SCRIPT_DEPTH_MAX);
        before = token.text.data + token.text.length;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    struct text script = {copy, size};
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += copy[i] == '\n' || copy[i] == '\r';
    }
    if (size > 0) {
        look_at_tokens(script, lines);
    }
    struct script_facts facts = {0};
    script_facts_add(&facts, script, 1);
    for (size_t i = 0; i < SCRIPT_FACTS; i++) {
        fuzz_require(facts.sights[i].count <= size && facts.sights[i].line <= lines);
    }
    return 0;
}
