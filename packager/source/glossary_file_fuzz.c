/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as a glossary: its terms are sorted, explained, and have ids that can be linked to. */
#include "source/glossary_file.h"

#include "base/arena.h"
#include "course/glossary.h"
#include "source/files.h"
#include "source/keys.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>
#include <strings.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text given = {(const char *)data, size};
    if (size == 0 || !text_is_utf8(given) || memchr(data, '\0', size) != NULL) {
        return 0;
    }
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const struct source source = {.folder = "x", .arena = arena};
    struct text text = {arena_copy(arena, given), size};
    struct glossary *glossary = NULL;
    struct error error = {0};
    if (glossary_file_parse(&source, "g.md", text, &glossary, &error) != STATUS_OK) {
        assert(strncmp(error.message, "x/g.md:", 7) == 0);
        return 0;
    }
    assert(glossary->term_count > 0);
    for (size_t i = 0; i < glossary->term_count; i++) {
        const struct term *term = &glossary->terms[i];
        assert(id_is_valid(text_of(term->id)) && term->html != NULL);
        assert(glossary_find(glossary, term->id) == term);
        assert(i == 0 || strcasecmp(glossary->terms[i - 1].term, term->term) <= 0);
    }
    return 0;
}
