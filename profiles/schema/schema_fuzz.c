/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes, the first line as a schema and the rest as a value: what is told has words and a
 * place, and a second validation says the same. */
#include "base/fuzz.h"
#include "base/json.h"
#include "schema/schema.h"

static void require_problem(void *context, enum schema_problem problem, const char *place,
                            const char *message)
{
    bool *is_usable = context;
    *is_usable = *is_usable && problem == SCHEMA_PROBLEM_IGNORED;
    fuzz_require(place[0] == '\0' || place[0] == '/');
    fuzz_require(message[0] != '\0' && text_is_utf8(text_of(message)));
}

static enum schema_outcome validate(const struct schema *schema, const json_t *value,
                                    struct arena *arena)
{
    struct schema_breach breach = {.message = NULL};
    enum schema_outcome outcome = schema_validate(schema, value, arena, &breach);
    fuzz_require((outcome == SCHEMA_VALID) == (breach.message == NULL));
    fuzz_require(outcome == SCHEMA_VALID || (breach.keyword != NULL && breach.place != NULL &&
                                             text_is_utf8(text_of(breach.message))));
    return outcome;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text rest = {copy, size};
    struct text line = {NULL, 0};
    json_t *json = NULL;
    json_t *value = NULL;
    size_t room = 1 << 16;
    bool is_usable = true;
    const struct schema_watch watch = {require_problem, &is_usable, &room};
    (void)text_split(&rest, '\n', &line);
    if (json_read_in(line, NULL, arena, &json, NULL) != STATUS_OK) {
        return 0;
    }
    const struct schema *schema = schema_read(json, arena, &watch);
    fuzz_require((schema != NULL) == is_usable);
    if (schema != NULL && json_read_in(rest, NULL, arena, &value, NULL) == STATUS_OK) {
        enum schema_outcome first = validate(schema, value, arena);
        fuzz_require(validate(schema, value, arena) == first);
    }
    return 0;
}
