/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as a page: nodes are in their parents, lines go up, and no text is longer than said. */
#include "base/arena.h"
#include "base/fuzz.h"
#include "html/html_document.h"

static void look_at(const struct html_document *document, size_t place, size_t lines)
{
    const struct html_node *node = &document->nodes[place];
    fuzz_require(node->end > place && node->end <= document->count);
    fuzz_require(node->line >= 1 && node->line <= lines);
    fuzz_require(node->parent == HTML_NONE ||
                 (node->parent < place && node->end <= document->nodes[node->parent].end));
    fuzz_require(node->attribute_count <= HTML_ATTRIBUTES_MAX);
    for (size_t i = 0; i < node->attribute_count; i++) {
        fuzz_require(html_attribute(node, node->attributes[i].name) == node->attributes[i].value);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    size_t lines = 1;
    for (size_t i = 0; i < size; i++) {
        lines += copy[i] == '\n' || copy[i] == '\r';
    }
    const struct html_document *document = html_document_read((struct text){copy, size}, arena);
    for (size_t i = 0; i < document->count; i++) {
        look_at(document, i, lines);
    }
    if (document->count > 0) {
        fuzz_require(strlen(html_text(document, 0, arena)) <= HTML_TEXT_MAX);
    }
    return 0;
}
