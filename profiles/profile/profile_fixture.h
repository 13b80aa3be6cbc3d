/* SPDX-License-Identifier: Apache-2.0 */

/* What tests of profiles share: a profile in its arena, and how one begins that has no fault. */
#ifndef PROFILE_PROFILE_FIXTURE_H
#define PROFILE_PROFILE_FIXTURE_H

#include "profile/profile.h"

#include "base/mem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

/* All that a profile must have, up to its last brace. */
#define HEAD                                                                                     \
    "{\"@context\":\"https://w3id.org/xapi/profiles/context\",\"id\":\"https://example.org/p\"," \
    "\"type\":\"Profile\",\"conformsTo\":\"https://w3id.org/xapi/profiles#1.0\","                \
    "\"prefLabel\":{\"en\":\"p\"},\"definition\":{\"en\":\"p\"},\"versions\":[{\"id\":"          \
    "\"https://example.org/p/v1\",\"generatedAtTime\":\"2026-01-01T00:00:00Z\"}],"               \
    "\"author\":{\"type\":\"Person\",\"name\":\"p\"}"

/* A profile in its arena. */
struct case_file {
    struct arena *arena;
    struct profile profile;
    struct findings findings;
};

static inline int make_case(void **state)
{
    struct case_file *made = MEM_NEW(struct case_file);
    made->arena = arena_create();
    *state = made;
    return 0;
}

static inline int drop_case(void **state)
{
    struct case_file *made = *state;
    arena_destroy(made->arena);
    free(made);
    return 0;
}

static inline void read_text(struct case_file *made, struct text text)
{
    struct error error = {.message = ""};
    made->findings = (struct findings){.count = 0};
    if (profile_read(text, "p", made->arena, &made->profile, &made->findings, &error) !=
        STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

#endif
