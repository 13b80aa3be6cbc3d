/* SPDX-License-Identifier: Apache-2.0 */

/* What the tests of people/ share: a store, imports from text, and answers as text. */
#ifndef PEOPLE_FIXTURE_H
#define PEOPLE_FIXTURE_H

#include "base/london.h"
#include "base/mem.h"
#include "people/people.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { PEOPLE_FIXTURE_LIMIT = 64 << 20 };

struct people_world {
    struct arena *arena;
    struct store *store;
    struct problems problems;
    struct roster_summary roster;
    struct ods_summary ods;
    struct error error;
};

static inline int people_setup(void **state)
{
    struct people_world *world = (struct people_world *)mem_zeroed(1, sizeof *world);
    world->arena = arena_create();
    *state = world;
    return fixture_open(NULL, &world->store, &world->error) == STATUS_OK ? 0 : -1;
}

static inline int people_teardown(void **state)
{
    struct people_world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    free(world);
    return 0;
}

static inline int64_t people_moment(const char *day)
{
    int64_t number = 0;
    assert_true(day_parse(text_of(day), &number));
    return london_midnight_us(number);
}

static inline enum status people_try_roster(struct people_world *world, const char *content,
                                            struct roster_options options)
{
    AUTO(buffer_finish) struct buffer file = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    buffer_add_string(&file, content);
    options.home_page = "https://lms.example";
    options.as_of_us = options.as_of_us != 0 ? options.as_of_us : people_moment("2018-04-01");
    options.who = "test";
    options.what = "roster.csv";
    world->problems = (struct problems){.arena = world->arena};
    return roster_import(world->store, &file, &options, &world->problems, &world->roster,
                         &world->error);
}

static inline void people_roster(struct people_world *world, const char *content)
{
    enum status status = people_try_roster(world, content, (struct roster_options){0});
    if (status != STATUS_OK) {
        fail_msg("%s %s", world->error.message,
                 world->problems.errors.count > 0 ? world->problems.errors.items[0].remedy : "");
    }
}

/* The rows of a query as "a|b|\n", in the arena. */
static inline const char *people_ask(struct people_world *world, const char *sql)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(PEOPLE_FIXTURE_LIMIT);
    buffer_add_string(&out, "");
    if (store_run_report(world->store, sql, NULL, 0, fixture_add_row, &out, &world->error) !=
        STATUS_OK) {
        fail_msg("%s: %s", sql, world->error.message);
    }
    return arena_copy(world->arena, buffer_text(&out));
}

#define PEOPLE_TEST(name) cmocka_unit_test_setup_teardown(name, people_setup, people_teardown)

#endif
