/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes as the parameters of every kind of query: one "name=value" a line. */
#include "xapi/query.h"

#include <assert.h>

enum { PARAMETERS_MAX = 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t cut(struct text rest, struct query_parameter parameters[PARAMETERS_MAX])
{
    size_t count = 0;
    struct text line;
    while (count < PARAMETERS_MAX && text_split(&rest, '\n', &line)) {
        struct text name = {NULL, 0};
        if (text_split(&line, '=', &name)) {
            parameters[count++] = (struct query_parameter){name, line};
        }
    }
    return count;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct query_parameter parameters[PARAMETERS_MAX];
    size_t count = cut((struct text){(const char *)data, size}, parameters);
    for (enum query_kind kind = QUERY_STATEMENTS_GET; kind <= QUERY_ABOUT_GET; kind++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct error error = {.message = ""};
        struct query query = {.limit = 0};
        if (query_read(kind, parameters, count, arena, &query, &error) != STATUS_OK) {
            assert(error.message[0] != '\0');
            assert(text_is_utf8(text_of(error.message)));
            continue;
        }
        struct term terms[QUERY_TERMS_MAX];
        assert(query_terms(&query, arena, terms) <= QUERY_TERMS_MAX);
    }
    return 0;
}
