/* SPDX-License-Identifier: Apache-2.0 */

/* What a first page costs does not grow with the store: counted, not timed, as the steps of
 * SQLite's machine and the pages of the file that it looks at. */
#include "store/internal.h"
#include "store/question_fixture.h"
#include "store/spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <sqlite3.h>

enum {
    SMALL = 4000,
    LARGE = 24000,
    PAGE = 30,
    CONNECTIONS_MAX = 16,
    SPANS_FEW = 10,
    SPANS_MANY = 40,
};

/* What may be more in a store six times as large: a time is found by halving, and a tree that is
 * one level deeper has one page more on each way down. */
static const double steps_more = 1.5;
static const double pages_more = 2.0;

/* ---- counting ---- */

static sqlite3 *connections[CONNECTIONS_MAX]; /* that are open */
static size_t connection_count;
static _Atomic int64_t steps; /* of all threads */

static int count_step(void *context)
{
    (void)context;
    steps++;
    return 0;
}

/* SQLite calls this for each connection that is opened. */
static int note_connection(sqlite3 *connection, char **message, const void *api)
{
    (void)message;
    (void)api;
    assert_true(connection_count < CONNECTIONS_MAX);
    connections[connection_count++] = connection;
    return SQLITE_OK;
}

/* Only while something is measured: filling a store takes hundreds of millions of steps. */
static void count_steps(bool is_counted)
{
    for (size_t i = 0; i < connection_count; i++) {
        sqlite3_progress_handler(connections[i], is_counted ? 1 : 0, count_step, NULL);
    }
}

static int64_t pages(void)
{
    int64_t sum = 0;
    for (size_t i = 0; i < connection_count; i++) {
        int hits = 0;
        int misses = 0;
        int ignored = 0;
        (void)sqlite3_db_status(connections[i], SQLITE_DBSTATUS_CACHE_HIT, &hits, &ignored, 0);
        (void)sqlite3_db_status(connections[i], SQLITE_DBSTATUS_CACHE_MISS, &misses, &ignored, 0);
        sum += hits + misses;
    }
    return sum;
}

struct cost {
    int64_t steps;
    int64_t pages;
    size_t rows;
};

static enum status count_row(void *context, const struct stored_statement *statement,
                             struct error *error)
{
    (void)statement;
    (void)error;
    (*(size_t *)context)++;
    return STATUS_OK;
}

static struct cost cost_of(struct store *store, const struct statement_query *query)
{
    struct error error = {0};
    struct cost cost = {0};
    int64_t more = 0;
    int64_t steps_before = steps;
    int64_t pages_before = pages();
    count_steps(true);
    assert_int_equal(store_query_statements(store, query, count_row, &cost.rows, &more, &error),
                     STATUS_OK);
    count_steps(false);
    cost.steps = steps - steps_before;
    cost.pages = pages() - pages_before;
    return cost;
}

/* ---- stores of two sizes ---- */

struct world {
    struct crowd crowds[2];
    struct store *stores[2];
};

static void open_crowd(struct world *world, size_t which, uint32_t statements)
{
    struct error error = {0};
    world->crowds[which] = crowd_make(statements);
    assert_int_equal(store_open("sqlite::memory:", &(struct store_options){.readers = 1},
                                &world->stores[which], &error),
                     STATUS_OK);
    if (crowd_fill(&world->crowds[which], world->stores[which], &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    fixture_settle(world->stores[which]); /* a lesson takes steps as well */
}

static int set_up(void **state)
{
    static struct world world;
    (void)sqlite3_auto_extension((void (*)(void))note_connection);
    open_crowd(&world, 0, SMALL);
    open_crowd(&world, 1, LARGE);
    *state = &world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->stores[0]);
    store_close(world->stores[1]);
    sqlite3_reset_auto_extension();
    return 0;
}

static void compare(const struct question *question, const struct cost *small,
                    const struct cost *large)
{
    if (small->rows != large->rows) {
        fail_msg("%s: finds %zu and %zu", question->name, small->rows, large->rows);
    }
    if (question->grows) {
        return;
    }
    if ((double)large->steps > steps_more * (double)small->steps ||
        (double)large->pages > pages_more * (double)small->pages) {
        fail_msg("%s: %lld steps, %lld pages among %d; %lld and %lld among %d", question->name,
                 (long long)small->steps, (long long)small->pages, SMALL, (long long)large->steps,
                 (long long)large->pages, LARGE);
    }
}

/* The second time, when the query is prepared. */
static struct cost cost_of_question(struct world *world, size_t which,
                                    const struct question *question, bool ascending)
{
    struct term terms[QUESTION_TERMS];
    struct statement_query query =
        question_query(question, &world->crowds[which], world->stores[which], ascending, terms);
    query.limit = PAGE;
    (void)cost_of(world->stores[which], &query);
    return cost_of(world->stores[which], &query);
}

static void a_first_page_costs_the_same_in_a_larger_store(void **state)
{
    for (size_t i = 0; i < (size_t)QUESTIONS * 2; i++) {
        const struct question *question = &questions[i / 2];
        struct cost small = cost_of_question(*state, 0, question, i % 2 == 0);
        struct cost large = cost_of_question(*state, 1, question, i % 2 == 0);
        compare(question, &small, &large);
    }
}

static double steps_a_statement(struct store *store, const struct term *terms, size_t term_count)
{
    struct error error = {0};
    size_t rows = 0;
    int64_t before = steps;
    struct statement_query query = {.terms = terms,
                                    .term_count = term_count,
                                    .since_us = INT64_MIN,
                                    .until_us = INT64_MAX,
                                    .ascending = true,
                                    .limit = PAGE};
    count_steps(true);
    do {
        assert_int_equal(
            store_query_statements(store, &query, count_row, &rows, &query.after_seq, &error),
            STATUS_OK);
    } while (query.after_seq != 0);
    count_steps(false);
    return (double)(steps - before) / (double)rows;
}

static void paging_through_everything_costs_the_same_for_each_statement(void **state)
{
    struct world *world = *state;
    const struct term authority = {TERM_RELATED_AGENT, text_of(PLAYER)};
    for (size_t terms = 0; terms < 2; terms++) {
        double small = steps_a_statement(world->stores[0], &authority, terms);
        double large = steps_a_statement(world->stores[1], &authority, terms);
        assert_true(large < 1.1 * small);
    }
}

/* ---- where very many statements are not asked for ---- */

/* Made by SQL from `turn (seq)`, all seqs of a store: the postings of terms 1 and 2, the second of
 * which is rarer; and how many steps a page may cost for each span of the store. */
static const struct desert {
    const char *name;
    const char *postings;
    bool is_voided; /* all statements but the first */
    size_t term_count;
    size_t rows;
    int64_t steps_a_span;
} deserts[] = {
    {.name = "terms that never meet",
     .postings = "SELECT 1 + seq % 2, seq FROM turn",
     .term_count = 2,
     .steps_a_span = 16},
    {.name = "terms of which one was in use in the beginning only",
     .postings = "SELECT 1 + seq % 2, seq FROM turn WHERE seq % 2 = 0 OR seq < 8000",
     .term_count = 2,
     .steps_a_span = 1},
    {.name = "voided statements in a row",
     .postings = "SELECT -4611686018427387904, seq FROM turn WHERE seq > 1",
     .is_voided = true,
     .rows = 1,
     .steps_a_span = 16},
    {.name = "statements that refer, and inherit one of the terms each",
     .postings = "SELECT t.term, seq FROM turn CROSS JOIN (SELECT 0 AS term UNION ALL SELECT 1 "
                 "UNION ALL SELECT 2 UNION ALL SELECT -1) t",
     .term_count = 2,
     .steps_a_span = 32},
};

static void run_script(struct store *store, const char *script)
{
    struct error error = {0};
    if (store->connection->backend->run_script(fixture_connection(store), script, &error) !=
        STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static struct store *open_desert(const struct desert *desert, int64_t last_seq)
{
    char script[2048];
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(
        store_open("sqlite::memory:", &(struct store_options){.readers = 1}, &store, &error),
        STATUS_OK);
    (void)snprintf(
        script, sizeof script,
        "INSERT INTO authority (id, json) VALUES (1, '{}');"
        "INSERT INTO term VALUES (1, 3, 'one', 1000000), (2, 3, 'other', 100000);"
        "CREATE TEMP TABLE turn AS WITH RECURSIVE turn (seq) AS (SELECT 1 UNION ALL "
        "SELECT seq + 1 FROM turn WHERE seq < %lld) SELECT seq FROM turn;"
        "INSERT INTO statement SELECT seq, CAST(printf('%%016d', seq) AS BLOB), seq, NULL, seq, 1, "
        "'1.0.0', 0, %d AND seq > 1, 'm' FROM turn;"
        "INSERT INTO posting %s;",
        (long long)last_seq, desert->is_voided, desert->postings);
    run_script(store, script);
    assert_int_equal(spans_rebuild(fixture_connection(store), last_seq, &error), STATUS_OK);
    return store;
}

static struct cost cost_in_desert(const struct desert *desert, int64_t spans)
{
    const struct term both[] = {{TERM_VERB, text_of("one")}, {TERM_VERB, text_of("other")}};
    const struct statement_query query = {.terms = both,
                                          .term_count = desert->term_count,
                                          .since_us = INT64_MIN,
                                          .until_us = INT64_MAX,
                                          .limit = PAGE};
    size_t open_before = connection_count;
    struct store *store = open_desert(desert, span_begin(spans) - 1);
    (void)cost_of(store, &query);
    struct cost cost = cost_of(store, &query);
    store_close(store);
    connection_count = open_before;
    return cost;
}

static void what_is_not_asked_for_costs_a_few_steps_for_each_span(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof deserts / sizeof deserts[0]; i++) {
        const struct desert *desert = &deserts[i];
        struct cost few = cost_in_desert(desert, SPANS_FEW);
        struct cost many = cost_in_desert(desert, SPANS_MANY);
        assert_int_equal(few.rows, desert->rows);
        assert_int_equal(many.rows, desert->rows);
        if (many.steps - few.steps > (SPANS_MANY - SPANS_FEW) * desert->steps_a_span) {
            fail_msg("%s: %lld steps, %lld in a larger store", desert->name, (long long)few.steps,
                     (long long)many.steps);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_first_page_costs_the_same_in_a_larger_store),
        cmocka_unit_test(paging_through_everything_costs_the_same_for_each_statement),
        cmocka_unit_test(what_is_not_asked_for_costs_a_few_steps_for_each_span),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
