/* SPDX-License-Identifier: Apache-2.0 */

/* An extract that is brought up to date is the one that is made anew: after more statements, voids,
 * erasure, while others write, and with pseudonyms as long as their key counts. */
#include "base/chance.h"
#include "extract/fixture.h"
#include "reports/pseudonyms.h"

#include <pthread.h>
#include <stdatomic.h>

static void update(struct world *world)
{
    fixture_must(world, fixture_extract(world, world->path, true, true, NULL));
}

static void make(struct world *world, bool names_people)
{
    fixture_must(world, fixture_extract(world, world->path, false, names_people, NULL));
}

static void update_adds_what_came_since_and_nothing_else(void **state)
{
    struct world *world = *state;
    (void)fixture_learns(world, "ann", "initialized", 1);
    make(world, true);
    assert_int_equal(world->summary.added, 1);
    assert_true(world->summary.is_whole);
    (void)fixture_learns(world, "ann", "completed", 1);
    (void)fixture_learns(world, "bob", "initialized", 1);
    update(world);
    assert_int_equal(world->summary.added, 2);
    assert_false(world->summary.is_whole);
    fixture_check_equal(world, true);
    update(world);
    assert_int_equal(world->summary.added, 0);
    fixture_check_equal(world, true);
}

static void void_of_a_statement_that_is_there_reaches_it(void **state)
{
    struct world *world = *state;
    unsigned target = fixture_learns(world, "ann", "completed", 1);
    make(world, true);
    unsigned voiding = fixture_voids(world, target);
    (void)fixture_voids(world, voiding); /* in vain */
    update(world);
    assert_int_equal(world->summary.voided, 1);
    assert_string_equal(
        fixture_ask(world, world->path, "SELECT voided FROM statement ORDER BY seq"),
        "1|\n0|\n0|\n");
    assert_string_equal(fixture_ask(world, world->path, "SELECT count(*) FROM report_progress"),
                        "0|\n");
    fixture_check_equal(world, true);
}

static void void_that_came_before_its_statement_reaches_it(void **state)
{
    struct world *world = *state;
    unsigned voiding = fixture_voids(world, world->next + 2);
    make(world, true);
    unsigned target = fixture_learns(world, "ann", "completed", 1);
    assert_int_equal(target, voiding + 1);
    update(world);
    assert_string_equal(
        fixture_ask(world, world->path, "SELECT voided FROM statement ORDER BY seq"), "0|\n1|\n");
    fixture_check_equal(world, true);
}

/* What is told, voided, voided before it comes, and updated when, is drawn by lot. */
static void updates_at_any_time_make_what_is_made_anew(void **state)
{
    static const char *const verbs[] = {"registered", "initialized", "completed", "failed"};
    enum { ROUNDS = 25, ROUNDS_ON_A_SERVER = 6, STEPS = 12 };
    unsigned rounds = fixture_rounds(ROUNDS, ROUNDS_ON_A_SERVER);
    struct world *world = *state;
    struct chance chance = {20261127};
    make(world, true);
    int64_t added = 0;
    for (unsigned round = 0; round < rounds; round++) {
        int64_t steps = chance_between(&chance, 0, STEPS);
        for (int64_t step = 0; step < steps; step++) {
            unsigned target = (unsigned)chance_between(&chance, 1, world->next + 8);
            if (chance_of(&chance, 25) && target != world->next + 1) {
                (void)fixture_voids(world, target);
                continue;
            }
            char learner[] = {(char)('a' + chance_between(&chance, 0, 5)), '\0'};
            (void)fixture_learns(world, learner, verbs[chance_between(&chance, 0, 3)],
                                 (unsigned)chance_between(&chance, 1, 3));
        }
        update(world);
        added += world->summary.added;
        if (round % 8 == 7) {
            fixture_check_equal(world, true);
        }
    }
    assert_int_equal(added, world->next); /* each once */
}

struct writing {
    pthread_t thread;
    struct store *store;
    unsigned first;
    unsigned count; /* once the thread has ended */
    atomic_bool *must_end;
};

/* Statements of its own, each tenth of which voids the one before, until it is told to end. */
static void *write_all(void *context)
{
    struct writing *writing = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error;
    for (; !atomic_load(writing->must_end); writing->count++) {
        unsigned number = writing->first + writing->count;
        struct statement statement =
            number % 10 == 9 ? fixture_about(arena, number, FIXTURE_VOIDED, number - 1)
                             : fixture_did(arena, number, number % 2 == 0 ? "ann" : "bob",
                                           FIXTURE_VERBS "initialized", FIXTURE_COURSE);
        if (fixture_put(writing->store, &statement, 1, &error) != STATUS_OK) {
            (void)fprintf(stderr, "%s\n", error.message);
            abort();
        }
    }
    return NULL;
}

enum { WRITERS = 2, UPDATES = 6, NUMBERS_EACH = 10000000 };

/* On a database server the second writer is as another process: it opens the store by itself. */
static void begin_writing(struct world *world, struct store *second, atomic_bool *must_end,
                          struct writing writings[WRITERS])
{
    for (unsigned i = 0; i < WRITERS; i++) {
        writings[i] = (struct writing){.store = i == 1 && second != NULL ? second : world->store,
                                       .first = (i + 1) * NUMBERS_EACH,
                                       .must_end = must_end};
        assert_int_equal(pthread_create(&writings[i].thread, NULL, write_all, &writings[i]), 0);
    }
}

static unsigned end_writing(atomic_bool *must_end, struct writing writings[WRITERS])
{
    unsigned written = 0;
    atomic_store(must_end, true);
    for (unsigned i = 0; i < WRITERS; i++) {
        assert_int_equal(pthread_join(writings[i].thread, NULL), 0);
        written += writings[i].count;
    }
    return written;
}

static void updates_miss_and_double_nothing_while_others_write(void **state)
{
    struct world *world = *state;
    struct store *second = NULL;
    struct writing writings[WRITERS];
    atomic_bool must_end = false;
    const char *location = NULL;
    if (backend_of(fixture_url(), &location) != &backend_sqlite) {
        fixture_must(world, store_open(fixture_url(), NULL, &second, &world->error));
    }
    make(world, true);
    begin_writing(world, second, &must_end, writings);
    int64_t added = 0;
    const unsigned enough = fixture_rounds(UPDATES, UPDATES / 2);
    for (unsigned updates = 0; updates < enough;) {
        update(world);
        assert_false(world->summary.is_whole && added > 0);
        added += world->summary.added;
        updates += world->summary.added > 0 ? 1 : 0;
    }
    unsigned written = end_writing(&must_end, writings);
    update(world);
    added += world->summary.added;
    store_close(second);
    assert_int_equal(added, written);
    assert_string_equal(
        fixture_ask(world, world->path,
                    "SELECT count(*), count(DISTINCT id), sum(voided) - sum(voids IS NOT NULL) "
                    "FROM statement"),
        arena_print(world->arena, "%u|%u|0|\n", written, written));
    fixture_check_equal(world, true);
}

/* As erasing a learner does, or a restored backup. */
static void statements_that_are_gone_go_from_the_extract(void **state)
{
    static const char *const secrets[] = {"gone@", NULL};
    struct world *world = *state;
    for (unsigned i = 0; i < 5; i++) {
        (void)fixture_learns(world, i == 2 ? "gone" : "ann", "initialized", 1);
    }
    make(world, true);
    struct connection *connection = fixture_connection(world->store);
    fixture_must(world, connection_run(connection, "DELETE FROM statement WHERE seq = 3", NO_VALUES,
                                       &world->error));
    fixture_must(world, store_rebuild(world->store, &world->error));
    fixture_must(world, connection_run(fixture_connection(world->store),
                                       "DELETE FROM term WHERE value LIKE '%gone%'", NO_VALUES,
                                       &world->error));
    (void)fixture_learns(world, "bob", "initialized", 1);
    update(world);
    assert_true(world->summary.is_whole);
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*), sum(learner LIKE '%gone%') FROM statement"),
                        "5|0|\n");
    fixture_check_holds_none(world->path, secrets);
    fixture_check_equal(world, true);
}

static void last_statement_that_is_gone_does_not_confuse(void **state)
{
    struct world *world = *state;
    (void)fixture_learns(world, "ann", "initialized", 1);
    (void)fixture_learns(world, "gone", "initialized", 1);
    make(world, true);
    struct connection *connection = fixture_connection(world->store);
    fixture_must(world, connection_run(connection, "DELETE FROM statement WHERE seq = 2", NO_VALUES,
                                       &world->error));
    (void)fixture_learns(world, "bob", "initialized", 1);
    update(world);
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*), sum(learner LIKE '%gone%') FROM statement"),
                        "2|0|\n");
}

static void extract_of_another_store_is_not_brought_up_to_date(void **state)
{
    struct world *world = *state;
    (void)fixture_learns(world, "ann", "initialized", 1);
    make(world, true);
    (void)fixture_ask(world, world->path,
                      "UPDATE about SET value = '00000000000040008000000000000099' "
                      "WHERE name = 'last_id'");
    assert_int_equal(fixture_extract(world, world->path, true, true, NULL), STATUS_CONFLICT);
    assert_non_null(strstr(world->error.message, "was made of another store"));
    assert_string_equal(fixture_ask(world, world->path, "SELECT count(*) FROM statement"), "1|\n");
}

static void pseudonyms_stay_until_their_key_is_changed(void **state)
{
    struct world *world = *state;
    (void)fixture_learns(world, "ann", "initialized", 1);
    make(world, false);
    unsigned target = fixture_learns(world, "ann", "completed", 1);
    fixture_must(world, fixture_extract(world, world->path, true, true, NULL));
    (void)fixture_voids(world, target);
    fixture_must(world, fixture_extract(world, world->path, true, true, NULL));
    assert_int_equal(world->summary.voided, 1);
    fixture_check_equal(world, false);
    fixture_must(world, pseudonyms_rotate(world->store, &world->error));
    assert_int_equal(fixture_extract(world, world->path, true, true, NULL), STATUS_CONFLICT);
    assert_non_null(strstr(world->error.message, "pseudonyms are of a former key"));
}

static void learner_who_comes_to_an_organisation_comes_into_its_extract(void **state)
{
    struct world *world = *state;
    (void)fixture_learns(world, "bob", "initialized", 1);
    (void)fixture_learns(world, "ann", "initialized", 1);
    fixture_must(world, fixture_extract(world, world->path, false, true, "Rb"));
    assert_int_equal(world->summary.added, 1);
    /* He says that he is at Rb now. */
    (void)fixture_store(world, "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":"
                               "\"" FIXTURE_VERBS "initialized\"},\"object\":{\"id\":"
                               "\"" FIXTURE_COURSE "\"},\"context\":{\"extensions\":{\"https://"
                               "w3id.org/xapi/ibest/extensions/organisation\":\"Rb\"}}");
    update(world);
    assert_int_equal(world->summary.added, 3);
    assert_true(world->summary.is_whole);
    fixture_must(world, fixture_extract(world, world->fresh, false, true, "Rb"));
    assert_string_equal(fixture_ask(world, world->path, "SELECT seq, learner FROM statement"),
                        fixture_ask(world, world->fresh, "SELECT seq, learner FROM statement"));
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fixture_world, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(update_adds_what_came_since_and_nothing_else),
        RULE(void_of_a_statement_that_is_there_reaches_it),
        RULE(void_that_came_before_its_statement_reaches_it),
        RULE(updates_at_any_time_make_what_is_made_anew),
        RULE(updates_miss_and_double_nothing_while_others_write),
        RULE(statements_that_are_gone_go_from_the_extract),
        RULE(last_statement_that_is_gone_does_not_confuse),
        RULE(extract_of_another_store_is_not_brought_up_to_date),
        RULE(pseudonyms_stay_until_their_key_is_changed),
        RULE(learner_who_comes_to_an_organisation_comes_into_its_extract),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
