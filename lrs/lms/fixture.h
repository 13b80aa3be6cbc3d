/* SPDX-License-Identifier: Apache-2.0 */

/* What the tests of imports share: a store, reports from text, and answers as text. */
#ifndef LMS_FIXTURE_H
#define LMS_FIXTURE_H

#include "base/mem.h"
#include "lms/import.h"
#include "people/people.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <unistd.h>

#include <cmocka.h>

#define LMS_COURSE "https://example.org/c"
#define LMS_MODULE "https://example.org/c/m"

enum { LMS_FIXTURE_LIMIT = 64 << 20 };

struct lms_world {
    struct arena *arena;
    struct store *store;
    struct problems problems;
    struct lms_mapping mapping;
    struct lms_activity course;
    struct lms_import_options options; /* that imports are done with; a test may change them */
    struct lms_import_summary summary;
    struct error error;
};

/* Imports are by the mapping of this name from now on. */
static inline void lms_use(struct lms_world *world, const char *mapping)
{
    struct text json;
    assert_int_equal(lms_mapping_find(mapping, &json, &world->error), STATUS_OK);
    assert_int_equal(lms_mapping_read(json, mapping, world->arena, &world->mapping, &world->error),
                     STATUS_OK);
}

static inline int lms_setup(void **state)
{
    struct lms_world *world = (struct lms_world *)mem_zeroed(1, sizeof *world);
    world->arena = arena_create();
    world->course = (struct lms_activity){.id = text_of(LMS_COURSE)};
    world->options = (struct lms_import_options){.mapping = &world->mapping,
                                                 .home_page = "https://lms.example",
                                                 .organisation = text_of(""),
                                                 .activity = &world->course,
                                                 .as_of_us = INT64_C(1525132800) * 1000000,
                                                 .authority = text_of(FIXTURE_AUTHORITY)};
    *state = world;
    return fixture_open(NULL, &world->store, &world->error) == STATUS_OK ? 0 : -1;
}

static inline int lms_teardown(void **state)
{
    struct lms_world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    free(world);
    return 0;
}

static inline enum status lms_try(struct lms_world *world, const char *content)
{
    char path[40];
    (void)snprintf(path, sizeof path, "lms_report.%ld.csv", (long)getpid());
    FILE *stream = fopen(path, "we");
    assert_non_null(stream);
    assert_true(fputs(content, stream) >= 0 && fclose(stream) == 0);
    world->problems = (struct problems){.arena = world->arena};
    enum status status = lms_import(world->store, path, &world->options, &world->problems,
                                    &world->summary, &world->error);
    assert_int_equal(unlink(path), 0);
    return status;
}

static inline void lms_take(struct lms_world *world, const char *content)
{
    if (lms_try(world, content) != STATUS_OK) {
        fail_msg("%s %s", world->error.message,
                 world->problems.errors.count > 0 ? world->problems.errors.items[0].remedy : "");
    }
}

/* The rows of a query as "a|b|\n", in the arena. */
static inline const char *lms_ask(struct lms_world *world, const char *sql)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(LMS_FIXTURE_LIMIT);
    buffer_add_string(&out, "");
    if (store_run_report(world->store, sql, NULL, 0, fixture_add_row, &out, &world->error) !=
        STATUS_OK) {
        fail_msg("%s: %s", sql, world->error.message);
    }
    return arena_copy(world->arena, buffer_text(&out));
}

#define LMS_TEST(name) cmocka_unit_test_setup_teardown(name, lms_setup, lms_teardown)

#endif
