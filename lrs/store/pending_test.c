/* SPDX-License-Identifier: Apache-2.0 */

/* What a group of writes gathers: that a failed one takes nothing of the others with it, and that
 * rows hold each write once, whenever they were flushed. */
#include "store/fixture.h"
#include "store/pending.h"
#include "store/postings.h"
#include "store/tallies.h"

#include "profiles/vocabulary.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <pthread.h>

enum { WRITES_MAX = 8, STATEMENTS_MAX = 4, SNAPSHOT_LIMIT = FIXTURE_SNAPSHOT_LIMIT };

static const char course[] = "http://example.org/course";

/* The writes of a group, a letter a statement: a to d are learners who complete the course, v voids
 * the first's, x has its id and other content, so that its write fails. */
struct row {
    const char *name;
    const char *writes[WRITES_MAX];
    size_t voiding; /* statements, which inherit the course of what they void */
};

static const struct row rows[] = {
    {"a failed write between others", {"ab", "x", "cd"}, 0},
    {"one that failed after it had added", {"ab", "cx", "d"}, 0},
    {"one that voids flushes what others gathered", {"ab", "vc", "d"}, 1},
    {"... and takes its own back when it fails", {"ab", "vx", "c"}, 0},
    {"... with something added in between", {"ab", "cvdx", "cd"}, 0},
    {"a void in the very write", {"abv"}, 1},
    {"twice the same", {"ab", "ab", "cd"}, 0},
};

/* Holds the writer until the others wait, so that they become one group. */
struct gate {
    struct store_write base;
    pthread_mutex_t mutex;
};

static enum status wait_at_gate(struct transaction *transaction, struct store_write *write,
                                struct error *error)
{
    (void)transaction;
    (void)error;
    struct gate *gate = (struct gate *)write;
    (void)pthread_mutex_lock(&gate->mutex);
    (void)pthread_mutex_unlock(&gate->mutex);
    return STATUS_OK;
}

static void ignore(struct store_write *write)
{
    (void)write;
}

static struct statement make(struct arena *arena, char letter)
{
    switch (letter) {
    case 'v':
        return fixture_about(arena, 20, FIXTURE_VOIDED, 1);
    case 'x':
        return fixture_did(arena, 1, "eve", VERB_FAILED, course);
    default:
        return fixture_did(arena, (unsigned)(letter - 'a') + 1,
                           arena_print(arena, "learner-%c", letter), VERB_COMPLETED, course);
    }
}

static void fill(struct arena *arena, struct fixture_write *write, const char *letters)
{
    write->base = (struct store_write){.apply = fixture_apply, .done = ignore};
    write->list.items = ARENA_ARRAY(arena, struct statement, STATEMENTS_MAX);
    for (size_t i = 0; letters[i] != '\0'; i++) {
        write->list.items[write->list.count++] = make(arena, letters[i]);
    }
}

/* All writes of the row in one transaction, as the gate opens when the last is submitted. */
static void submit_group(struct store *store, struct arena *arena, const struct row *row)
{
    struct error error = {0};
    struct gate gate = {.base = {.apply = wait_at_gate, .done = ignore}};
    struct fixture_write writes[WRITES_MAX] = {0};
    (void)pthread_mutex_init(&gate.mutex, NULL);
    (void)pthread_mutex_lock(&gate.mutex);
    assert_int_equal(store_submit(store, &gate.base, &error), STATUS_OK);
    for (size_t i = 0; i < WRITES_MAX && row->writes[i] != NULL; i++) {
        fill(arena, &writes[i], row->writes[i]);
        assert_int_equal(store_submit(store, &writes[i].base, &error), STATUS_OK);
    }
    (void)pthread_mutex_unlock(&gate.mutex);
    struct fixture_write last = {.base = {.apply = fixture_apply}};
    assert_int_equal(store_write_and_wait(store, &last.base, &error), STATUS_OK);
    (void)pthread_mutex_destroy(&gate.mutex);
}

static void compare(struct store *store, const struct row *row)
{
    AUTO(buffer_finish) struct buffer live = BUFFER_INIT(SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer rebuilt = BUFFER_INIT(SNAPSHOT_LIMIT);
    struct error error = {0};
    fixture_snapshot(store, &live);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    fixture_snapshot(store, &rebuilt);
    if (!text_equals((struct text){live.data, live.length},
                     (struct text){rebuilt.data, rebuilt.length})) {
        fail_msg("%s: live\n%s\nrebuilt\n%s", row->name, live.data, rebuilt.data);
    }
}

static enum status count(void *context, const struct stored_statement *statement,
                         struct error *error)
{
    (void)statement;
    (void)error;
    (*(size_t *)context)++;
    return STATUS_OK;
}

/* By the course: a posting of each statement about it. */
static size_t count_found(struct store *store)
{
    const struct term terms[] = {{TERM_ACTIVITY, text_of(course)}};
    const struct statement_query query = {.terms = terms,
                                          .term_count = 1,
                                          .since_us = INT64_MIN,
                                          .until_us = INT64_MAX,
                                          .limit = 100};
    struct error error = {0};
    int64_t more = 0;
    size_t found = 0;
    assert_int_equal(store_query_statements(store, &query, count, &found, &more, &error),
                     STATUS_OK);
    return found;
}

static size_t count_stored(struct store *store)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(SNAPSHOT_LIMIT);
    static const char sql[] = "SELECT count(*) FROM statement WHERE voided = 0 AND voids = 0";
    assert_int_equal(store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error),
                     STATUS_OK);
    assert_int_equal(buffer_check(&out, "a count", &error), STATUS_OK);
    return (size_t)(out.data[0] - '0');
}

static void groups_leave_what_rebuilding_finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct error error = {0};
        AUTO(arena_destroy) struct arena *arena = arena_create();
        AUTO(store_close) struct store *store = NULL;
        assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
        submit_group(store, arena, &rows[i]);
        compare(store, &rows[i]);
        assert_int_equal(count_found(store), count_stored(store) + rows[i].voiding);
    }
}

/* ---- runs ---- */

enum { ITEMS = 600 };

/* What an earlier transaction has left, of so many terms. */
static struct pending *leave_postings(int64_t terms)
{
    struct pending *pending = pending_create();
    for (int64_t i = 0; i < ITEMS; i++) {
        pending_add(pending, PENDING_POSTING,
                    &(struct posting){.term = 1 + i % terms, .seq = 1 + i});
    }
    pending_commit(pending);
    return pending;
}

/* Writes all of a run for `cost` at a time, and tells the most that was written at once. */
static int64_t write_run(struct store *store, struct pending *pending, size_t cost)
{
    struct connection *connection = fixture_connection(store);
    struct error error = {0};
    int64_t most = 0;
    int64_t before = 0;
    pending_begin_run(pending, PENDING_POSTING);
    while (pending_count_run(pending, PENDING_POSTING) > 0) {
        assert_int_equal(pending_flush_slice(pending, PENDING_POSTING, cost, connection, &error),
                         STATUS_OK);
        pending_commit(pending);
        int64_t written = fixture_look(store, "SELECT count(*) FROM posting");
        most = written - before > most ? written - before : most;
        before = written;
    }
    return most;
}

/* Each term's postings are on a page of their own: as many terms at once as there are postings
 * would hold everybody up. */
static void a_slice_has_fewer_postings_the_more_terms_they_are_of(void **state)
{
    (void)state;
    static const struct {
        int64_t terms;
        int64_t most;
    } cases[] = {{1, 160 - 15}, {ITEMS, 160 / 16}, {ITEMS / 2, 160 / 17 * 2 + 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(store_close) struct store *store = NULL;
        AUTO(pending_destroy) struct pending *pending = leave_postings(cases[i].terms);
        struct error error = {0};
        assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
        assert_int_equal(write_run(store, pending, 160), cases[i].most);
        assert_int_equal(fixture_look(store, "SELECT count(*) FROM posting"), ITEMS);
    }
}

static void a_run_costs_what_its_slices_cost(void **state)
{
    (void)state;
    AUTO(pending_destroy) struct pending *pending = leave_postings(10);
    pending_begin_run(pending, PENDING_POSTING);
    assert_int_equal(pending_cost_of_run(pending, PENDING_POSTING),
                     10 * PENDING_COST_OF_KEY + (ITEMS - 10) * PENDING_COST);
    pending_add(pending, PENDING_POSTING, &(struct posting){.term = 1, .seq = ITEMS + 1});
    pending_commit(pending); /* nothing of it was written: it is the same run */
    assert_int_equal(pending_count_run(pending, PENDING_POSTING), ITEMS);
    assert_int_equal(pending_cost_of_run(pending, PENDING_POSTING),
                     10 * PENDING_COST_OF_KEY + (ITEMS - 10) * PENDING_COST);
}

/* ---- what adds up ---- */

/* One thing that `learner` has done on each of `days` days, each time with its own texts. */
static void count_days(struct pending *pending, int64_t learner, int64_t days)
{
    struct transaction transaction = {.pending = pending};
    for (int64_t day = 1; day <= days; day++) {
        char text[] = "answer", late_text[] = "later";
        const struct tally tally = {.measure = MEASURE_ANSWER_ANY,
                                    .segment = 1,
                                    .subject = 1,
                                    .context = day,
                                    .text = text_of(text),
                                    .late_text = text_of(late_text),
                                    .total = 1};
        tallies_count(&transaction, &tally, learner, 1);
        memset(text, '?', sizeof text - 1);
        memset(late_text, '?', sizeof late_text - 1);
    }
}

static void must_flush(struct store *store, struct pending *pending)
{
    struct error error = {0};
    assert_int_equal(pending_flush(pending, fixture_connection(store), &error), STATUS_OK);
    pending_commit(pending);
}

static void what_one_write_adds_up_waits_once(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    AUTO(pending_destroy) struct pending *pending = pending_create();
    struct error error = {0};
    assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
    pending_begin_write(pending);
    for (int i = 0; i < 100; i++) {
        count_days(pending, 7, 2);
        count_days(pending, 8, 1);
    }
    assert_int_equal(pending_count(pending, PENDING_TALLY), 3);
    must_flush(store, pending);
    assert_int_equal(fixture_look(store, "SELECT sum(total) FROM tally WHERE segment = 1"), 300);
    assert_int_equal(fixture_look(store,
                                  "SELECT total FROM tally JOIN tally_sort ON id = sort WHERE "
                                  "segment = 0 AND context = 1 AND text = 'answer' AND "
                                  "late_text = 'later'"),
                     200);
}

static void what_does_not_fit_into_what_is_remembered_adds_up_in_the_end(void **state)
{
    (void)state;
    enum { DAYS = 3000 };
    AUTO(store_close) struct store *store = NULL;
    AUTO(pending_destroy) struct pending *pending = pending_create();
    struct error error = {0};
    assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
    pending_begin_write(pending);
    count_days(pending, 7, DAYS);
    count_days(pending, 7, DAYS);
    must_flush(store, pending);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally WHERE total = 2"), 2 * DAYS);
    assert_int_equal(fixture_look(store, "SELECT count(*) FROM tally"), 2 * DAYS);
}

static void a_write_that_is_undone_has_added_nothing_to_what_others_have(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    AUTO(pending_destroy) struct pending *pending = pending_create();
    struct error error = {0};
    assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
    pending_begin_write(pending);
    count_days(pending, 7, 1);
    pending_begin_write(pending);
    count_days(pending, 7, 2);
    pending_undo_write(pending);
    pending_begin_write(pending);
    count_days(pending, 7, 1);
    must_flush(store, pending);
    assert_int_equal(fixture_look(store, "SELECT sum(total) FROM tally WHERE segment = 0"), 2);
    pending_begin_write(pending);
    count_days(pending, 7, 1); /* what the transaction before it has written is not added to */
    assert_int_equal(pending_count(pending, PENDING_TALLY), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_one_write_adds_up_waits_once),
        cmocka_unit_test(what_does_not_fit_into_what_is_remembered_adds_up_in_the_end),
        cmocka_unit_test(a_write_that_is_undone_has_added_nothing_to_what_others_have),
        cmocka_unit_test(groups_leave_what_rebuilding_finds),
        cmocka_unit_test(a_slice_has_fewer_postings_the_more_terms_they_are_of),
        cmocka_unit_test(a_run_costs_what_its_slices_cost),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
