/* SPDX-License-Identifier: Apache-2.0 */

/* Which postings statements have, and that their packed sets follow whatever comes late. */
#include "store/postings.h"

#include "store/crowd_fixture.h"
#include "store/internal.h"
#include "store/spans_fixture.h"
#include "store/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define DID "http://example.org/did"
#define COURSE "http://example.org/course"
enum { CROWD = 9000, FIRST = 900001, VOIDS = 40, SQL_SIZE = 256 };

static void put(struct world *world, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(world->store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static int64_t ask(struct world *world, const char *sql)
{
    struct error error = {0};
    int64_t answer = 0;
    if (connection_integer(fixture_connection(world->store), sql, NO_VALUES, &answer, &error) !=
        STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return answer;
}

/* How many postings the statement has that find it, or of its own. */
static int64_t postings(struct world *world, int seq, const char *condition)
{
    char sql[SQL_SIZE];
    (void)snprintf(sql, sizeof sql, "SELECT count(*) FROM posting WHERE seq = %d AND term %s", seq,
                   condition);
    return ask(world, sql);
}

#define FINDING "> 0"
#define OWN "BETWEEN -1000000000 AND -1"
#define MARK "= 0"
#define VOIDED_MARK "< -1000000000"

static void a_statement_has_postings_and_no_more(void **state)
{
    struct world *world = *state;
    struct statement statement = fixture_did(world->arena, 1, "ann", DID, COURSE);
    put(world, statement);
    assert_int_equal(postings(world, 1, FINDING), statement.term_count);
    assert_int_equal(postings(world, 1, OWN) + postings(world, 1, MARK), 0);
}

static void one_that_refers_has_its_own_noted_too(void **state)
{
    struct world *world = *state;
    struct statement target = fixture_did(world->arena, 1, "ann", DID, COURSE);
    struct statement referring = fixture_told(world->arena, 2, "ben", DID, 1);
    put(world, target);
    put(world, referring);
    assert_int_equal(postings(world, 2, OWN), referring.term_count);
    assert_int_equal(postings(world, 2, MARK), 1);
    assert_true(postings(world, 2, FINDING) > (int64_t)referring.term_count);
}

static void assert_voided(struct world *world, int seq, const struct statement *statement)
{
    assert_int_equal(postings(world, seq, FINDING), 0);
    assert_int_equal(postings(world, seq, OWN), statement->term_count);
    assert_int_equal(postings(world, seq, MARK), 1);
    assert_int_equal(postings(world, seq, VOIDED_MARK), 1);
}

static void nothing_finds_one_that_is_voided(void **state)
{
    struct world *world = *state;
    struct statement target = fixture_did(world->arena, 1, "ann", DID, COURSE);
    put(world, target);
    put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    assert_voided(world, 1, &target);
}

static void nothing_finds_one_whose_void_came_first(void **state)
{
    struct world *world = *state;
    struct statement target = fixture_did(world->arena, 1, "ann", DID, COURSE);
    put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    put(world, target);
    assert_voided(world, 2, &target);
}

static void nothing_finds_a_voided_one_that_refers(void **state)
{
    struct world *world = *state;
    struct statement referring = fixture_told(world->arena, 1, "ben", DID, 3);
    put(world, referring);
    put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    put(world, fixture_did(world->arena, 3, "ann", DID, COURSE)); /* what it refers to comes late */
    assert_voided(world, 1, &referring);
    assert_true(postings(world, 2, FINDING) > 0);
}

static void one_that_is_voided_in_the_write_that_brings_it_is_not_found(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct statement both[] = {fixture_did(world->arena, 1, "ann", DID, COURSE),
                               fixture_about(world->arena, 2, FIXTURE_VOIDED, 1)};
    assert_int_equal(fixture_put(world->store, both, 2, &error), STATUS_OK);
    assert_voided(world, 1, &both[0]);
}

/* ---- packed sets ---- */

/* As many sets as there can be. */
static void make_all_sets(struct world *world)
{
    struct error error = {0};
    assert_int_equal(world->store->connection->backend->run_script(
                         fixture_connection(world->store), "UPDATE term SET uses = 10000", &error),
                     STATUS_OK);
    assert_int_equal(store_rebuild(world->store, &error), STATUS_OK);
}

static void void_one(struct world *world, const struct crowd *crowd, unsigned number,
                     uint32_t target)
{
    char id[UUID_TEXT_SIZE];
    struct uuid uuid = crowd_id(crowd, target);
    uuid_format(&uuid, id);
    const char *members =
        arena_print(world->arena,
                    "\"actor\":{\"mbox\":\"mailto:admin@example.org\"},\"verb\":{\"id\":\"%s\"},"
                    "\"object\":{\"objectType\":\"StatementRef\",\"id\":\"%s\"}",
                    FIXTURE_VOIDED, id);
    put(world, fixture_statement(world->arena, number, members, 0));
}

/* Each set that is kept, in a transaction, as it must be. */
static void assert_sound(struct world *world, int64_t sets_min)
{
    struct error error = {0};
    struct connection *connection = fixture_connection(world->store);
    assert_int_equal(connection_run(connection, "BEGIN", NO_VALUES, &error), STATUS_OK);
    struct spans_seen seen = spans_look(connection);
    assert_int_equal(connection_run(connection, "COMMIT", NO_VALUES, &error), STATUS_OK);
    assert_true(seen.sets >= sets_min);
    assert_int_equal(seen.unsound, 0);
}

/* One test, as filling a store takes longer than all else. */
static void sets_are_made_as_statements_come_and_follow_what_comes_late(void **state)
{
    struct world *world = *state;
    const struct crowd crowd = crowd_make(CROWD);
    struct error error = {0};
    put(world, fixture_told(world->arena, FIRST, "ben", DID, FIRST + 1));
    assert_int_equal(crowd_fill(&crowd, world->store, &error), STATUS_OK);
    assert_int_equal(ask(world, "SELECT max(span) FROM posting_span"), CROWD / SPAN_SIZE - 1);
    assert_sound(world, 10);
    make_all_sets(world);
    assert_sound(world, 100);
    int64_t before = postings(world, 1, FINDING);
    put(world, fixture_did(world->arena, FIRST + 1, "ann", CROWD_EXPERIENCED, CROWD_MODULE));
    assert_true(postings(world, 1, FINDING) > before);
    for (unsigned i = 0; i < VOIDS; i++) {
        void_one(world, &crowd, FIRST + 2 + i, i * 97); /* some of them refer */
    }
    assert_int_equal(ask(world, "SELECT count(*) FROM posting p JOIN statement s ON s.seq = p.seq "
                                "WHERE p.term > 0 AND s.voided <> 0"),
                     0);
    assert_sound(world, 100);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_statement_has_postings_and_no_more),
        TEST(one_that_refers_has_its_own_noted_too),
        TEST(nothing_finds_one_that_is_voided),
        TEST(nothing_finds_one_whose_void_came_first),
        TEST(nothing_finds_a_voided_one_that_refers),
        TEST(one_that_is_voided_in_the_write_that_brings_it_is_not_found),
        TEST(sets_are_made_as_statements_come_and_follow_what_comes_late),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
