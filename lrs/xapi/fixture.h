/* SPDX-License-Identifier: Apache-2.0 */

/* For this module's tests: statements from short text in an arena of the test's own. */
#ifndef XAPI_FIXTURE_H
#define XAPI_FIXTURE_H

#include "xapi/statement.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define ACTOR "\"actor\":{\"mbox\":\"mailto:a@example.org\"}"
#define VERB "\"verb\":{\"id\":\"https://example.org/verb\"}"
#define OBJECT "\"object\":{\"id\":\"https://example.org/activity\"}"
#define STATEMENT_ID "7ccd3322-e1a5-411a-a67d-6a735c76f119"
#define AUTHORITY "{\"account\":{\"homePage\":\"https://lrs.example\",\"name\":\"key\"}}"

static struct arena *arena;

static inline int begin_arena(void **state)
{
    (void)state;
    arena = arena_create();
    return 0;
}

static inline int end_arena(void **state)
{
    (void)state;
    arena_destroy(arena);
    arena = NULL;
    return 0;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin_arena, end_arena)

/* Reads `body` in `version`, with at most three statements a batch. */
static inline enum status fixture_read(enum xapi_version version, const char *body,
                                       struct statement_list *out, struct error *error)
{
    struct statement_context context = {version, text_of(AUTHORITY), 3};
    return statements_read(text_of(body), &context, arena, out, error);
}

/* The one statement that `body` must be. */
static inline struct statement fixture_statement(enum xapi_version version, const char *body)
{
    struct statement_list list = {NULL, 0};
    struct error error = {.message = ""};
    if (fixture_read(version, body, &list, &error) != STATUS_OK) {
        fail_msg("%s: %s", body, error.message);
    }
    assert_int_equal(list.count, 1);
    return list.items[0];
}

#endif
