/* SPDX-License-Identifier: Apache-2.0 */

/* What tests of schemas share: schemas and values as text, and the problem told last. */
#ifndef SCHEMA_SCHEMA_FIXTURE_H
#define SCHEMA_SCHEMA_FIXTURE_H

#include "base/json.h"
#include "base/mem.h"
#include "schema/schema.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { ROOM = 1 << 16 };

struct case_room {
    struct arena *arena;
    size_t pattern_room;
    size_t count; /* of the problems told */
    enum schema_problem problem;
    const char *place;
    const char *message;
};

static inline int make_case(void **state)
{
    struct case_room *made = MEM_NEW(struct case_room);
    made->arena = arena_create();
    made->pattern_room = ROOM;
    *state = made;
    return 0;
}

static inline int drop_case(void **state)
{
    struct case_room *made = *state;
    arena_destroy(made->arena);
    free(made);
    return 0;
}

static inline void keep_problem(void *context, enum schema_problem problem, const char *place,
                                const char *message)
{
    struct case_room *made = context;
    made->count++;
    made->problem = problem;
    made->place = place;
    made->message = message;
}

static inline const struct schema *read_json(struct case_room *made, const json_t *json)
{
    const struct schema_watch watch = {keep_problem, made, &made->pattern_room};
    made->count = 0;
    return schema_read(json, made->arena, &watch);
}

static inline json_t *json_in(struct case_room *made, const char *text)
{
    json_t *json = NULL;
    struct error error = {.message = ""};
    if (json_read_in(text_of(text), NULL, made->arena, &json, &error) != STATUS_OK) {
        fail_msg("%s in: %.200s", error.message, text);
    }
    return json;
}

#endif
