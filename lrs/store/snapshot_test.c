/* SPDX-License-Identifier: Apache-2.0 */

/* A snapshot stays what the store was, in all that is asked of it. */
#include "store/snapshot.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define INITIALIZED "http://adlnet.gov/expapi/verbs/initialized"
#define MODULE "https://example.org/m"

struct world {
    struct arena *arena;
    char folder[FIXTURE_FOLDER_SIZE];
    struct store *store;
    struct snapshot *snapshot;
    struct buffer seen; /* "1 2v " of a walk: seqs, and which are voided */
    struct error error;
};

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    world->arena = arena_create();
    world->seen = (struct buffer)BUFFER_INIT(4096);
    assert_int_equal(fixture_open_shared(world->folder, &world->store, &world->error), STATUS_OK);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    snapshot_end(world->snapshot);
    fixture_close_shared(world->folder, world->store);
    arena_destroy(world->arena);
    buffer_finish(&world->seen);
    free(world);
    return 0;
}

static void must(struct world *world, enum status status)
{
    if (status != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static void put(struct world *world, unsigned number)
{
    char learner[] = {(char)('a' + number), '\0'};
    struct statement statement = fixture_did(world->arena, number, learner, INITIALIZED, MODULE);
    must(world, fixture_put(world->store, &statement, 1, &world->error));
}

static void void_it(struct world *world, unsigned number, unsigned target)
{
    struct statement statement = fixture_about(world->arena, number, FIXTURE_VOIDED, target);
    must(world, fixture_put(world->store, &statement, 1, &world->error));
}

static void begin(struct world *world)
{
    must(world, snapshot_begin(world->store, &world->snapshot, &world->error));
}

static enum status see(void *context, const struct stored_statement *statement, struct error *error)
{
    (void)error;
    buffer_print(context, "%lld%s ", (long long)statement->seq, statement->voided ? "v" : "");
    return STATUS_OK;
}

static const char *walk(struct world *world, int64_t after_seq, int64_t limit)
{
    buffer_clear(&world->seen);
    buffer_add_string(&world->seen, "");
    must(world, snapshot_walk(world->snapshot, after_seq, limit, see, &world->seen, &world->error));
    return world->seen.data;
}

static enum status see_seq(void *context, int64_t seq, struct error *error)
{
    (void)error;
    buffer_print(context, "%lld ", (long long)seq);
    return STATUS_OK;
}

static const char *voided(struct world *world, int64_t after_seq)
{
    buffer_clear(&world->seen);
    buffer_add_string(&world->seen, "");
    must(world,
         snapshot_walk_voided(world->snapshot, after_seq, see_seq, &world->seen, &world->error));
    return world->seen.data;
}

static void snapshot_does_not_see_what_is_stored_later(void **state)
{
    static const struct report_query query = {.sql = "SELECT learner FROM report_progress"};
    struct world *world = *state;
    struct snapshot_mark mark;
    int64_t count = 0;
    put(world, 1);
    put(world, 2);
    begin(world);
    put(world, 3);
    void_it(world, 4, 1);
    assert_string_equal(walk(world, 0, INT64_MAX), "1 2 ");
    assert_string_equal(voided(world, 0), "");
    assert_int_equal(snapshot_last(world->snapshot)->seq, 2);
    must(world, snapshot_look(world->snapshot, 3, &mark, &count, &world->error));
    assert_int_equal(mark.seq, 0);
    assert_int_equal(count, 2);
    buffer_clear(&world->seen);
    must(world,
         snapshot_ask(world->snapshot, &query, fixture_add_row, &world->seen, &world->error));
    assert_non_null(strstr(world->seen.data, "mailto:b@"));
    assert_non_null(strstr(world->seen.data, "mailto:c@"));
    assert_null(strstr(world->seen.data, "mailto:d@"));
}

static void walk_begins_behind_a_place_and_ends_at_its_limit(void **state)
{
    struct world *world = *state;
    for (unsigned i = 1; i <= 5; i++) {
        put(world, i);
    }
    begin(world);
    assert_string_equal(walk(world, 2, INT64_MAX), "3 4 5 ");
    assert_string_equal(walk(world, 1, 2), "2 3 ");
    assert_string_equal(walk(world, 5, 2), "");
}

static void voided_are_those_of_voids_behind_a_place(void **state)
{
    struct world *world = *state;
    put(world, 1);
    put(world, 2);
    void_it(world, 3, 1);
    void_it(world, 4, 2);
    void_it(world, 5, 4);  /* a void, which stays */
    void_it(world, 6, 99); /* never came */
    begin(world);
    assert_string_equal(walk(world, 0, INT64_MAX), "1v 2v 3 4 5 6 ");
    assert_string_equal(voided(world, 3), "2 ");
    assert_string_equal(voided(world, 4), "");
}

static void last_statement_is_told_with_its_id_and_time(void **state)
{
    struct world *world = *state;
    struct snapshot_mark mark;
    int64_t count = 0;
    put(world, 7);
    begin(world);
    const struct snapshot_mark *last = snapshot_last(world->snapshot);
    const struct uuid id = fixture_id(7);
    assert_memory_equal(last->id.bytes, id.bytes, sizeof id.bytes);
    must(world, snapshot_look(world->snapshot, last->seq, &mark, &count, &world->error));
    assert_int_equal(mark.stored_us, last->stored_us);
    assert_true(mark.stored_us > 0);
    assert_int_equal(count, 1);
}

static void snapshot_of_an_empty_store_has_no_last_statement(void **state)
{
    struct world *world = *state;
    begin(world);
    assert_int_equal(snapshot_last(world->snapshot)->seq, 0);
    assert_string_equal(walk(world, 0, INT64_MAX), "");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(snapshot_does_not_see_what_is_stored_later),
        RULE(walk_begins_behind_a_place_and_ends_at_its_limit),
        RULE(voided_are_those_of_voids_behind_a_place),
        RULE(last_statement_is_told_with_its_id_and_time),
        RULE(snapshot_of_an_empty_store_has_no_last_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
