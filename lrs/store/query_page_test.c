/* SPDX-License-Identifier: Apache-2.0 */

/* Pages of queries with several terms, compared with what a plain look at each statement finds: in
 * a store with random postings, references, circles of them and voided statements, from either end,
 * page after page, where terms are compared one by one and where they are compared by spans. */
#include "store/query_page.h"

#include "base/buffer.h"
#include "base/chance.h"
#include "store/fixture.h"
#include "store/internal.h"
#include "store/postings.h"
#include "store/spans.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <inttypes.h>
#include <stdlib.h>

enum {
    TERMS = 6,
    LAST_SEQ = 4 * SPAN_SIZE + 1501,
    LINKS_MAX = 64,
    ROUNDS = 60,
    ROUNDS_ON_A_SERVER = 10,
    ROW_FROM = 5000,
    ROW_TO = 11000,
    SCRIPT_SIZE = 60000,
    SCRIPT_LIMIT = 2 * SCRIPT_SIZE
};

/* Of a hundred statements so many have the term as their own. */
static const int densities[TERMS] = {90, 60, 30, 10, 4, 1};

struct model {
    bool own[LAST_SEQ + 1][TERMS];
    bool all[LAST_SEQ + 1][TERMS]; /* with what is inherited */
    bool voided[LAST_SEQ + 1];
    int refers_to[LAST_SEQ + 1]; /* 0: to nothing */
};

struct world {
    struct store *store;
    struct connection *connection;
    struct chance chance;
    struct model model;
    struct buffer script; /* postings that are to be inserted: one by one takes a server long */
};

static void run(struct world *world, const char *sql, const struct value *values, size_t count)
{
    struct error error = {0};
    if (connection_run(world->connection, sql, values, count, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
}

/* ---- the model ---- */

static bool flip(struct world *world, int percent)
{
    return chance_of(&world->chance, percent);
}

/* One in 20 refers, one of five of them to its neighbour, which may refer back. */
static void draw_statement(struct world *world, int seq)
{
    struct model *model = &world->model;
    for (size_t i = 0; i < TERMS; i++) {
        model->own[seq][i] = flip(world, densities[i]);
    }
    bool is_in_row = seq >= ROW_FROM && seq < ROW_TO; /* nearly all of them are voided */
    model->voided[seq] = flip(world, is_in_row ? 99 : 5);
    if (flip(world, 5)) {
        model->refers_to[seq] =
            flip(world, 20) ? seq ^ 1 : (int)chance_between(&world->chance, 1, LAST_SEQ);
    }
}

static bool link_meets(const struct model *model, int seq, const size_t *terms, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!model->own[seq][terms[i]]) {
            return false;
        }
    }
    return true;
}

/* Whether one link of the chain from `seq` on has all terms as its own. */
static bool chain_meets(const struct model *model, int seq, const size_t *terms, size_t count)
{
    bool meets = false;
    for (int links = 0; seq != 0 && links < LINKS_MAX && !meets; links++) {
        meets = link_meets(model, seq, terms, count);
        seq = model->refers_to[seq];
    }
    return meets;
}

/* ---- the store of the model ---- */

static void insert_statement(struct world *world, int seq)
{
    struct uuid id = fixture_id((unsigned)seq);
    run(world,
        "INSERT INTO statement (seq, id, stored_us, timestamp, timestamp_us, authority, version, "
        "voids, voided, members) VALUES ($1, $2, $1, NULL, $1, 1, '1.0.0', 0, $3, 'm')",
        VALUES(value_integer(seq), value_uuid(&id), value_integer(world->model.voided[seq])));
    if (world->model.refers_to[seq] != 0) {
        struct uuid target = fixture_id((unsigned)world->model.refers_to[seq]);
        run(world, "INSERT INTO statement_reference (target, seq, voids) VALUES ($1, $2, 0)",
            VALUES(value_uuid(&target), value_integer(seq)));
    }
}

static void send_postings(struct world *world)
{
    struct error error = {0};
    if (world->script.length > 0 &&
        world->connection->backend->run_script(world->connection, world->script.data, &error) !=
            STATUS_OK) {
        fail_msg("%s", error.message);
    }
    buffer_clear(&world->script);
}

static void insert_posting(struct world *world, int64_t term, int seq)
{
    const char *begin = world->script.length == 0 ? "INSERT INTO posting (term, seq) VALUES" : ",";
    buffer_print(&world->script, "%s (%" PRId64 ", %d)", begin, term, seq);
    if (world->script.length > SCRIPT_SIZE) {
        send_postings(world);
    }
}

static void insert_postings(struct world *world, int seq)
{
    const struct model *model = &world->model;
    bool is_marked = model->voided[seq] || model->refers_to[seq] != 0;
    if (is_marked) {
        insert_posting(world, POSTING_MARK, seq);
    }
    if (model->voided[seq]) {
        insert_posting(world, POSTING_VOIDED, seq);
    }
    for (size_t i = 0; i < TERMS; i++) {
        int64_t term = (int64_t)i + 1;
        if (is_marked && model->own[seq][i]) {
            insert_posting(world, posting_own(term), seq);
        }
        if (!model->voided[seq] && chain_meets(model, seq, &i, 1)) {
            insert_posting(world, term, seq);
        }
    }
}

static void insert_terms(struct world *world)
{
    for (int64_t term = 1; term <= TERMS; term++) {
        run(world, "INSERT INTO term (id, kind, value, uses) VALUES ($1, 3, 'verb' || $1, 0)",
            VALUES(value_integer(term)));
    }
    run(world, "INSERT INTO authority (id, json) VALUES (1, '{}')", NO_VALUES);
}

/* For all tests, as filling takes long on a server. */
static int open_world(void **state)
{
    static struct world world = {.chance = {4}, .script = BUFFER_INIT(SCRIPT_LIMIT)};
    struct error error = {0};
    assert_int_equal(fixture_open(NULL, &world.store, &error), STATUS_OK);
    world.connection = fixture_connection(world.store);
    run(&world, "BEGIN", NO_VALUES);
    insert_terms(&world);
    for (int seq = 1; seq <= LAST_SEQ; seq++) {
        draw_statement(&world, seq);
    }
    for (int seq = 1; seq <= LAST_SEQ; seq++) {
        insert_statement(&world, seq);
        insert_postings(&world, seq);
    }
    send_postings(&world);
    run(&world, "COMMIT", NO_VALUES);
    *state = &world;
    return 0;
}

static int close_world(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    buffer_finish(&world->script);
    return 0;
}

/* Terms are rare, and no sets were made. */
static int set_up(void **state)
{
    run(*state, "UPDATE term SET uses = 0", NO_VALUES);
    run(*state, "DELETE FROM posting_span", NO_VALUES);
    return 0;
}

/* ---- asking both ---- */

struct asked {
    size_t terms[TERMS];
    size_t count;
    bool ascending;
    int from;  /* the cursor of the first page; 0: from the start */
    int since; /* behind this seq, whose time it is; 0: all */
    int until; /* up to this one; 0: all */
    size_t limit;
};

static struct asked draw_question(struct world *world)
{
    struct asked asked = {.count = (size_t)chance_between(&world->chance, 0, 3)};
    chance_shuffle(&world->chance, asked.terms, TERMS);
    asked.ascending = flip(world, 50);
    asked.limit = (size_t)chance_between(&world->chance, 1, 700);
    int *bounds[] = {&asked.from, &asked.since, &asked.until};
    for (size_t i = 0; i < 3; i++) {
        if (flip(world, 40)) {
            *bounds[i] = (int)chance_between(&world->chance, 1, LAST_SEQ);
        }
    }
    return asked;
}

struct found {
    int seqs[LAST_SEQ + 1];
    size_t count;
};

static bool is_within(const struct asked *asked, int seq)
{
    if (asked->from != 0 && (asked->ascending ? seq <= asked->from : seq >= asked->from)) {
        return false;
    }
    return seq > asked->since && (asked->until == 0 || seq <= asked->until);
}

static void look_at_each(const struct model *model, const struct asked *asked, struct found *out)
{
    out->count = 0;
    for (int i = 1; i <= LAST_SEQ; i++) {
        int seq = asked->ascending ? i : LAST_SEQ + 1 - i;
        if (is_within(asked, seq) && !model->voided[seq] &&
            chain_meets(model, seq, asked->terms, asked->count)) {
            out->seqs[out->count++] = seq;
        }
    }
}

static enum status collect(void *context, const struct stored_statement *statement,
                           struct error *error)
{
    (void)error;
    struct found *found = context;
    found->seqs[found->count++] = (int)statement->seq;
    return STATUS_OK;
}

/* Page after page. */
static void ask_store(struct world *world, const struct asked *asked, struct found *out)
{
    struct term terms[TERMS];
    char values[TERMS][8];
    struct error error = {0};
    struct statement_query query = {.terms = terms,
                                    .term_count = asked->count,
                                    .since_us = asked->since == 0 ? INT64_MIN : asked->since,
                                    .until_us = asked->until == 0 ? INT64_MAX : asked->until,
                                    .ascending = asked->ascending,
                                    .after_seq = asked->from,
                                    .limit = asked->limit};
    for (size_t i = 0; i < asked->count; i++) {
        (void)snprintf(values[i], sizeof values[i], "verb%zu", asked->terms[i] + 1);
        terms[i] = (struct term){TERM_VERB, text_of(values[i])};
    }
    out->count = 0;
    do {
        size_t before = out->count;
        assert_int_equal(
            store_query_statements(world->store, &query, collect, out, &query.after_seq, &error),
            STATUS_OK);
        assert_true(query.after_seq == 0 || out->count - before == asked->limit);
    } while (query.after_seq != 0);
}

static void compare(struct world *world, const struct asked *asked)
{
    static struct found expected;
    static struct found found;
    look_at_each(&world->model, asked, &expected);
    ask_store(world, asked, &found);
    if (found.count != expected.count ||
        memcmp(found.seqs, expected.seqs, found.count * sizeof found.seqs[0]) != 0) {
        fail_msg("%zu found, not %zu, by %zu terms from %d %s, since %d until %d", found.count,
                 expected.count, asked->count, asked->from, asked->ascending ? "up" : "down",
                 asked->since, asked->until);
    }
}

static void compare_questions(struct world *world)
{
    unsigned rounds = fixture_rounds(ROUNDS, ROUNDS_ON_A_SERVER);
    for (unsigned i = 0; i < rounds; i++) {
        struct asked asked = draw_question(world);
        compare(world, &asked);
    }
}

static void make_frequent(struct world *world)
{
    run(world, "UPDATE term SET uses = 100000", NO_VALUES);
}

static void terms_compared_one_by_one_find_what_meets_them(void **state)
{
    compare_questions(*state);
}

static void terms_compared_by_spans_find_the_same(void **state)
{
    make_frequent(*state);
    compare_questions(*state); /* from postings */
}

/* Where a span begins and ends is where one may be off by one. */
static void bounds_are_exact_wherever_spans_end(void **state)
{
    struct world *world = *state;
    struct asked asked = {.terms = {0, 1}, .count = 2, .limit = 5000};
    make_frequent(world);
    for (int seq = SPAN_SIZE - 2; seq <= SPAN_SIZE + 2; seq++) {
        for (int ascending = 0; ascending < 2; ascending++) {
            asked.ascending = ascending != 0;
            asked.since = seq;
            asked.until = 3 * SPAN_SIZE + seq;
            compare(world, &asked);
        }
    }
}

static void so_do_packed_sets(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    make_frequent(world);
    run(world, "BEGIN", NO_VALUES);
    assert_int_equal(spans_rebuild(world->connection, LAST_SEQ, &error), STATUS_OK);
    run(world, "COMMIT", NO_VALUES);
    compare_questions(world);
    run(world, "DELETE FROM posting_span WHERE span IN (1, 2)", NO_VALUES);
    compare_questions(world);
}

/* Most candidates are in vain here, and none of them may be believed in. The last test, as it
 * changes the model. */
static void nothing_is_found_where_no_statement_meets_all_terms(void **state)
{
    struct world *world = *state;
    const struct asked asked = {.terms = {0, 1}, .count = 2, .limit = 100};
    for (int seq = 1; seq <= LAST_SEQ; seq++) {
        bool refers = world->model.refers_to[seq] != 0;
        world->model.own[seq][0] = world->model.own[seq][0] && refers;
        world->model.own[seq][1] = world->model.own[seq][1] && !refers;
    }
    run(world, "DELETE FROM posting", NO_VALUES);
    run(world, "BEGIN", NO_VALUES);
    for (int seq = 1; seq <= LAST_SEQ; seq++) {
        insert_postings(world, seq);
    }
    send_postings(world);
    run(world, "COMMIT", NO_VALUES);
    compare(world, &asked);
    make_frequent(world);
    compare(world, &asked);
    /* One that meets them, far from where the search begins. */
    int seq = 10;
    while (world->model.refers_to[seq] != 0 || world->model.voided[seq] ||
           !world->model.own[seq][1]) {
        seq++;
    }
    world->model.own[seq][0] = true;
    insert_posting(world, 1, seq);
    send_postings(world);
    compare(world, &asked);
}

#define TEST(function) cmocka_unit_test_setup(function, set_up)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(terms_compared_one_by_one_find_what_meets_them),
        TEST(terms_compared_by_spans_find_the_same),
        TEST(bounds_are_exact_wherever_spans_end),
        TEST(so_do_packed_sets),
        TEST(nothing_is_found_where_no_statement_meets_all_terms),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
