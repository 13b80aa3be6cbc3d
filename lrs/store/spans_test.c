/* SPDX-License-Identifier: Apache-2.0 */

/* Packed sets of postings: that they tell the same as the postings, however dense, wherever a set
 * is missing, whatever changes later; and that damage is told. */
#include "store/spans.h"

#include "base/chance.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/postings.h"
#include "store/spans_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { SPANS = 5, LAST_SEQ = SPANS * SPAN_SIZE + 100 };

/* Term i + 1 has so many of 4 096 statements. The last ones are too rare to be packed. */
static const int densities[] = {4096, 2048, 600, 255, 40, 16, 3, 0};
enum { TERMS = sizeof densities / sizeof densities[0] };

struct world {
    struct store *store;
    struct connection *connection;
    struct span_set expected[TERMS][SPANS + 1];
};

static void run(struct world *world, const char *sql, const struct value *values, size_t count)
{
    struct error error = {0};
    if (connection_run(world->connection, sql, values, count, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
}

static bool has(const struct span_set *set, int64_t seq)
{
    return (set->words[seq % SPAN_SIZE / 64] >> seq % 64 & 1) != 0;
}

static void set(struct world *world, int64_t term, int64_t seq, bool is_in)
{
    uint64_t *word = &world->expected[term - 1][span_of(seq)].words[seq % SPAN_SIZE / 64];
    uint64_t bit = UINT64_C(1) << seq % 64;
    *word = is_in ? *word | bit : *word & ~bit;
}

static void put_postings(struct world *world, int64_t term, int density)
{
    struct chance chance = {(uint64_t)term};
    run(world, "INSERT INTO term (id, kind, value, uses) VALUES ($1, 3, 'verb' || $1, 100000)",
        VALUES(value_integer(term)));
    for (int64_t seq = 1; seq <= LAST_SEQ; seq++) {
        if (chance_between(&chance, 1, SPAN_SIZE) <= density) {
            run(world, "INSERT INTO posting (term, seq) VALUES ($1, $2)",
                VALUES(value_integer(term), value_integer(seq)));
            set(world, term, seq, true);
        }
    }
}

static int64_t count(struct world *world, const char *sql)
{
    struct error error = {0};
    int64_t result = -1;
    assert_int_equal(connection_integer(world->connection, sql, NO_VALUES, &result, &error),
                     STATUS_OK);
    return result;
}

/* All in one transaction; each test takes back what it does, as filling takes long on a server. */
static int open_world(void **state)
{
    static struct world world;
    struct error error = {0};
    assert_int_equal(fixture_open(NULL, &world.store, &error), STATUS_OK);
    world.connection = fixture_connection(world.store);
    run(&world, "BEGIN", NO_VALUES);
    for (size_t i = 0; i < TERMS; i++) {
        put_postings(&world, (int64_t)i + 1, densities[i]);
    }
    *state = &world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;
    run(world, "ROLLBACK", NO_VALUES);
    store_close(world->store);
    return 0;
}

static struct span_set kept[TERMS][SPANS + 1];

static int set_up(void **state)
{
    struct world *world = *state;
    memcpy(kept, world->expected, sizeof kept);
    run(world, "SAVEPOINT test", NO_VALUES);
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    memcpy(world->expected, kept, sizeof kept);
    run(world, "ROLLBACK TO test", NO_VALUES);
    return 0;
}

static void fill(struct world *world, int64_t before_seq, int64_t last_seq)
{
    struct error error = {0};
    if (spans_fill(world->connection, before_seq, last_seq, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* By every range of spans that there is. */
static void assert_loads(struct world *world)
{
    struct error error = {0};
    static struct span_set sets[SPANS + 1];
    for (int64_t term = 1; term <= TERMS; term++) {
        for (int64_t first = 0; first <= SPANS; first++) {
            for (size_t spans = 1; first + (int64_t)spans <= SPANS + 1; spans++) {
                const struct span_range range = {.first = first, .count = spans, .sets = sets};
                assert_int_equal(spans_load(world->connection, term, &range, &error), STATUS_OK);
                assert_memory_equal(sets, &world->expected[term - 1][first], spans * sizeof *sets);
            }
        }
    }
}

static void sets_tell_the_same_as_postings(void **state)
{
    struct world *world = *state;
    assert_loads(world); /* there are none */
    fill(world, 0, LAST_SEQ);
    assert_loads(world);
    run(world, "DELETE FROM posting_span WHERE span = 2 OR (term = 3 AND span = 4)", NO_VALUES);
    assert_loads(world); /* some are missing */
}

static void sets_are_what_is_read_where_there_are_any(void **state)
{
    struct world *world = *state;
    fill(world, 0, LAST_SEQ);
    run(world, "DELETE FROM posting WHERE term <= 5 AND seq < $1",
        VALUES(value_integer(span_begin(SPANS))));
    for (int64_t term = 1; term <= 5; term++) {
        static struct span_set sets[SPANS];
        struct error error = {0};
        const struct span_range range = {.first = 0, .count = SPANS, .sets = sets};
        assert_int_equal(spans_load(world->connection, term, &range, &error), STATUS_OK);
        assert_memory_equal(sets, world->expected[term - 1], sizeof sets);
    }
}

static void only_full_spans_of_what_is_frequent_are_packed(void **state)
{
    struct world *world = *state;
    fill(world, 0, SPAN_SIZE - 2);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span"), 0);
    fill(world, SPAN_SIZE - 2, SPAN_SIZE - 1); /* the last seq of the first span */
    assert_int_equal(count(world, "SELECT max(span) FROM posting_span"), 0);
    assert_true(count(world, "SELECT count(*) FROM posting_span") >= 5);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span WHERE term >= 7"), 0);
    run(world, "UPDATE term SET uses = 100 WHERE id = 2", NO_VALUES);
    fill(world, SPAN_SIZE - 1, LAST_SEQ);
    assert_int_equal(count(world, "SELECT max(span) FROM posting_span"), SPANS - 1);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span WHERE term = 2"), 1);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span WHERE term = 1"), SPANS);
}

static void packing_takes_less_than_a_bit_a_statement_or_two_bytes_a_posting(void **state)
{
    struct world *world = *state;
    fill(world, 0, LAST_SEQ);
    assert_int_equal(count(world, "SELECT max(length(seqs)) FROM posting_span"), SPAN_SIZE / 8);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span s WHERE length(s.seqs) > 2 * "
                                  "(SELECT count(*) FROM posting p WHERE p.term = s.term AND "
                                  "p.seq / 4096 = s.span)"),
                     0);
}

static void what_changes_later_changes_the_set(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct chance chance = {77};
    fill(world, 0, LAST_SEQ);
    for (int i = 0; i < 500; i++) {
        int64_t term = chance_between(&chance, 1, TERMS);
        int64_t seq = chance_between(&chance, 1, LAST_SEQ);
        bool is_in = chance_of(&chance, 50);
        run(world,
            is_in ? "INSERT INTO posting (term, seq) VALUES ($1, $2) ON CONFLICT DO NOTHING"
                  : "DELETE FROM posting WHERE term = $1 AND seq = $2",
            VALUES(value_integer(term), value_integer(seq)));
        assert_int_equal(is_in ? spans_add(world->connection, term, seq, LAST_SEQ + 1, &error)
                               : spans_take_away(world->connection, term, seq, &error),
                         STATUS_OK);
        set(world, term, seq, is_in);
    }
    assert_loads(world);
}

static void own_postings_and_marks_are_packed_too(void **state)
{
    static const int64_t others[] = {-4, POSTING_MARK, POSTING_VOIDED};
    struct world *world = *state;
    for (size_t i = 0; i < 3; i++) {
        run(world,
            "INSERT INTO posting (term, seq) SELECT CAST($1 AS BIGINT), seq FROM posting WHERE "
            "term = 4",
            VALUES(value_integer(others[i])));
    }
    fill(world, 0, LAST_SEQ);
    assert_int_equal(count(world, "SELECT count(*) FROM posting_span s WHERE s.seqs = (SELECT "
                                  "t.seqs FROM posting_span t WHERE t.term = 4 AND t.span = "
                                  "s.span) AND s.term <= 0"),
                     3 * SPANS);
}

/* The number of sets after that many have come late to the span. */
static void come_late(struct world *world, int64_t span, const int64_t expected[2])
{
    struct error error = {0};
    for (int64_t i = 0; i < (int64_t)2 * SPAN_DENSE; i++) {
        int64_t seq = span_begin(span) + 3 * i;
        run(world, "INSERT INTO posting (term, seq) VALUES ($1, $2)",
            VALUES(value_integer(POSTING_VOIDED), value_integer(seq)));
        assert_int_equal(
            spans_add(world->connection, POSTING_VOIDED, seq, span_begin(SPANS) + 1, &error),
            STATUS_OK);
        assert_int_equal(count(world, "SELECT count(*) FROM posting_span"),
                         expected[i + 1 >= SPAN_DENSE]);
    }
}

static void a_set_is_made_once_enough_has_come_late_to_a_full_span(void **state)
{
    come_late(*state, SPANS, (const int64_t[]){0, 0}); /* it is not full */
    come_late(*state, 1, (const int64_t[]){0, 1});
    struct spans_seen seen = spans_look(((struct world *)*state)->connection);
    assert_true(seen.sets == 1 && seen.unsound == 0);
}

/* Terms 3, 2 and 5, but not 4. */
static bool is_met(const struct world *world, int64_t seq)
{
    int64_t span = span_of(seq);
    return has(&world->expected[2][span], seq) && has(&world->expected[1][span], seq) &&
           has(&world->expected[4][span], seq) && !has(&world->expected[3][span], seq);
}

static void meeting_finds_what_has_all_terms_and_not_the_exception(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    static struct span_set sets[SPANS + 1];
    static struct span_set scratch[SPANS + 1];
    static const int64_t terms[] = {3, 2, 5};
    static const int64_t except = 4;
    const struct span_range range = {0, SPANS + 1, sets, scratch};
    bool any = false;
    bool expected_any = false;
    fill(world, 0, LAST_SEQ);
    assert_int_equal(spans_meet(world->connection, &(struct span_terms){terms, 3, &except}, &range,
                                &any, &error),
                     STATUS_OK);
    for (int64_t seq = 0; seq <= LAST_SEQ; seq++) {
        assert_int_equal(has(&sets[span_of(seq)], seq), is_met(world, seq));
        expected_any = expected_any || is_met(world, seq);
    }
    assert_true(any && expected_any);
}

static void meeting_tells_where_there_is_nothing(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    static struct span_set sets[SPANS + 1];
    static struct span_set scratch[SPANS + 1];
    static const int64_t all = 1;
    static const int64_t none = TERMS;
    const struct span_range range = {1, SPANS - 1, sets, scratch};
    const struct span_terms nothing[] = {{&none, 1, NULL}, {&all, 1, &all}, {NULL, 0, &all}};
    for (size_t i = 0; i < 3; i++) {
        bool any = true;
        assert_int_equal(spans_meet(world->connection, &nothing[i], &range, &any, &error),
                         STATUS_OK);
        assert_false(any);
    }
}

static void sets_that_tell_something_else_are_found(void **state)
{
    struct world *world = *state;
    fill(world, 0, LAST_SEQ);
    struct spans_seen before = spans_look(world->connection);
    assert_true(before.sets >= (int64_t)5 * SPANS && before.unsound == 0);
    run(world,
        "DELETE FROM posting WHERE term = 2 AND seq = (SELECT min(seq) FROM posting WHERE "
        "term = 2)",
        NO_VALUES);
    run(world, "UPDATE posting_span SET seqs = $1 WHERE term = 3 AND span = 1",
        VALUES(value_blob("\0", 1)));
    assert_int_equal(spans_look(world->connection).unsound, 2);
}

static void damage_is_told(void **state)
{
    static const struct text damages[] = {
        {"\0", 1}, {"\x40\xff\x7f", 3}, {"\xff\x7f", 2}, {"\x10\x81", 2}};
    struct world *world = *state;
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        static struct span_set room;
        struct error error = {0};
        const struct span_range range = {.first = 1, .count = 1, .sets = &room};
        run(world, "DELETE FROM posting_span", NO_VALUES);
        run(world, "INSERT INTO posting_span (term, span, seqs) VALUES (3, 1, $1)",
            VALUES(value_blob(damages[i].data, damages[i].length)));
        assert_int_equal(spans_load(world->connection, 3, &range, &error), STATUS_UNAVAILABLE);
        assert_non_null(strstr(error.message, "rebuild"));
    }
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(sets_tell_the_same_as_postings),
        TEST(sets_are_what_is_read_where_there_are_any),
        TEST(only_full_spans_of_what_is_frequent_are_packed),
        TEST(packing_takes_less_than_a_bit_a_statement_or_two_bytes_a_posting),
        TEST(what_changes_later_changes_the_set),
        TEST(own_postings_and_marks_are_packed_too),
        TEST(a_set_is_made_once_enough_has_come_late_to_a_full_span),
        TEST(meeting_finds_what_has_all_terms_and_not_the_exception),
        TEST(meeting_tells_where_there_is_nothing),
        TEST(sets_that_tell_something_else_are_found),
        TEST(damage_is_told),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
