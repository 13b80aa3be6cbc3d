/* SPDX-License-Identifier: Apache-2.0 */

/* Which statements several filters find through StatementRefs (Communication 2.1.3): those of which
 * one link meets them all, whatever the order of arrival. */
#include "store/chain.h"

#include "store/fixture.h"
#include "store/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdlib.h>

#define COURSE "http://example.org/course"
#define DID "http://example.org/did"
#define CONFIRMED "http://example.org/confirmed"
#define NOTED "http://example.org/noted"
#define AGENT(name) "mailto:" name "@example.org"
enum { SAID = 5, TERMS_MAX = 3, ORDERS = 120 };

/* Statement 3 is about 2, and that and the voiding 5 are about 1. */
static const struct {
    const char *learner;
    const char *verb;
    unsigned target; /* 0: about the course */
} said[SAID] = {
    {"ann", DID, 0}, {"ben", CONFIRMED, 1},        {"cyd", NOTED, 2},
    {"ben", DID, 0}, {"admin", FIXTURE_VOIDED, 1},
};

static const struct {
    struct {
        enum term_kind kind;
        const char *value;
    } terms[TERMS_MAX];
    const char *expected;
} questions[] = {
    /* met by the target, directly and behind another */
    {{{TERM_VERB, DID}, {TERM_AGENT, AGENT("ann")}}, "235"},
    {{{TERM_AGENT, AGENT("ann")}, {TERM_ACTIVITY, COURSE}, {TERM_VERB, DID}}, "235"},
    {{{TERM_VERB, CONFIRMED}, {TERM_AGENT, AGENT("ben")}}, "23"},
    /* met by the statement itself */
    {{{TERM_VERB, NOTED}, {TERM_AGENT, AGENT("cyd")}}, "3"},
    {{{TERM_VERB, DID}, {TERM_AGENT, AGENT("ben")}}, "4"},
    {{{TERM_VERB, FIXTURE_VOIDED}, {TERM_AGENT, AGENT("admin")}}, "5"},
    /* met by no one link: some by itself, some by a target */
    {{{TERM_VERB, CONFIRMED}, {TERM_AGENT, AGENT("ann")}}, ""},
    {{{TERM_VERB, CONFIRMED}, {TERM_ACTIVITY, COURSE}}, ""},
    {{{TERM_AGENT, AGENT("cyd")}, {TERM_VERB, DID}}, ""},
    {{{TERM_VERB, NOTED}, {TERM_AGENT, AGENT("ben")}}, ""},
    {{{TERM_VERB, FIXTURE_VOIDED}, {TERM_AGENT, AGENT("ann")}}, ""},
    {{{TERM_VERB, DID}, {TERM_ACTIVITY, COURSE}, {TERM_AGENT, AGENT("cyd")}}, ""},
    /* one filter alone is met by any link */
    {{{TERM_AGENT, AGENT("ann")}}, "235"},
    {{{TERM_AGENT, AGENT("ben")}}, "234"},
};

static struct statement make(struct arena *arena, size_t index)
{
    unsigned number = (unsigned)index + 1;
    if (said[index].target == 0) {
        return fixture_did(arena, number, said[index].learner, said[index].verb, COURSE);
    }
    return fixture_told(arena, number, said[index].learner, said[index].verb, said[index].target);
}

struct found {
    char ids[16]; /* a digit each */
    size_t count;
    size_t pages;
};

static enum status collect(void *context, const struct stored_statement *statement,
                           struct error *error)
{
    (void)error;
    struct found *found = context;
    found->ids[found->count++] = (char)('0' + statement->id.bytes[15]);
    return STATUS_OK;
}

static void ask(struct store *store, struct statement_query *query, struct found *found)
{
    struct error error = {0};
    if (store_query_statements(store, query, collect, found, &query->after_seq, &error) !=
        STATUS_OK) {
        fail_msg("%s", error.message);
    }
    found->pages++;
}

static int compare(const void *left, const void *right)
{
    return *(const char *)left - *(const char *)right;
}

static struct statement_query question(size_t index, struct term terms[TERMS_MAX])
{
    struct statement_query query = {
        .terms = terms, .since_us = INT64_MIN, .until_us = INT64_MAX, .ascending = true};
    for (; query.term_count < TERMS_MAX && questions[index].terms[query.term_count].value != NULL;
         query.term_count++) {
        terms[query.term_count] = (struct term){
            questions[index].terms[query.term_count].kind,
            text_of(questions[index].terms[query.term_count].value),
        };
    }
    return query;
}

static void check_questions(struct store *store, const char *order)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        struct term terms[TERMS_MAX];
        struct statement_query query = question(i, terms);
        struct found found = {0};
        query.limit = STORE_PAGE_MAX;
        ask(store, &query, &found);
        qsort(found.ids, found.count, 1, compare);
        if (strcmp(found.ids, questions[i].expected) != 0 || query.after_seq != 0) {
            fail_msg("sent as %s, question %zu finds '%s', not '%s'", order, i, found.ids,
                     questions[i].expected);
        }
    }
}

static void put_in_order(struct store *store, const char *order)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (const char *at = order; *at != '\0'; at++) {
        struct error error = {0};
        struct statement statement = make(arena, (size_t)(*at - '1'));
        assert_int_equal(fixture_put(store, &statement, 1, &error), STATUS_OK);
    }
}

static void check_order(const char *order)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    put_in_order(store, order);
    check_questions(store, order);
}

/* Every order of what is behind the first `fixed` places of `order`; on a database server one in
 * many. */
static void check_orders(char *order, size_t fixed, unsigned *number)
{
    if (fixed == SAID && (*number)++ % fixture_rounds(1, 7) == 0) {
        check_order(order);
    }
    for (size_t i = fixed; i < SAID; i++) {
        char kept = order[fixed];
        order[fixed] = order[i];
        order[i] = kept;
        check_orders(order, fixed + 1, number);
        order[i] = order[fixed];
        order[fixed] = kept;
    }
}

static void one_link_meets_all_filters_in_whatever_order(void **state)
{
    (void)state;
    char order[] = "12345";
    unsigned number = 0;
    check_orders(order, 0, &number);
    assert_int_equal(number, ORDERS);
}

/* Adds all pages of one statement each. */
static void follow_pages(struct store *store, size_t index, bool ascending, struct found *found)
{
    struct term terms[TERMS_MAX];
    struct statement_query query = question(index, terms);
    query.ascending = ascending;
    query.limit = 1;
    do {
        ask(store, &query, found);
    } while (query.after_seq != 0);
}

/* As if the terms had very many statements: they are compared in another way then. */
static void make_frequent(struct store *store)
{
    struct error error = {0};
    assert_int_equal(store->connection->backend->run_script(
                         fixture_connection(store), "UPDATE term SET uses = 1000000", &error),
                     STATUS_OK);
}

static void check_pages(struct store *store)
{
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        struct found up = {0};
        struct found down = {0};
        follow_pages(store, i, true, &up);
        follow_pages(store, i, false, &down);
        assert_int_equal(up.pages, up.count == 0 ? 1 : up.count); /* none that promised in vain */
        for (size_t at = 0; at < up.count; at++) {
            assert_int_equal(up.ids[at], down.ids[up.count - 1 - at]);
        }
        qsort(up.ids, up.count, 1, compare);
        assert_string_equal(up.ids, questions[i].expected);
    }
}

static void pages_hold_matches_only_and_end_with_the_last(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    put_in_order(store, "51243");
    check_pages(store);
    make_frequent(store);
    check_pages(store);
}

static void time_is_that_of_the_referring_statement(void **state)
{
    (void)state;
    struct error error = {0};
    struct term terms[TERMS_MAX];
    struct found found = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    put_in_order(store, "21");
    int64_t between_us = store_consistent_through_us(store);
    put_in_order(store, "34");
    struct statement_query query = question(0, terms);
    query.limit = STORE_PAGE_MAX;
    query.since_us = between_us;
    ask(store, &query, &found);
    query.since_us = INT64_MIN;
    query.until_us = between_us;
    ask(store, &query, &found);
    assert_string_equal(found.ids, "321");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_link_meets_all_filters_in_whatever_order),
        cmocka_unit_test(pages_hold_matches_only_and_end_with_the_last),
        cmocka_unit_test(time_is_that_of_the_referring_statement),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
