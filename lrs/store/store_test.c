/* SPDX-License-Identifier: Apache-2.0 */

/* The contract of store.h for statements and credentials, over each URL a store may have. */
#include "store/store.h"

#include "base/clock.h"
#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unistd.h>

static const char *const urls[] = {"sqlite::memory:", "sqlite:store_test.db"};

struct world {
    struct store *store;
    struct arena *arena;
    struct error error;
};

static void remove_files(void)
{
    (void)unlink("store_test.db");
    (void)unlink("store_test.db-wal");
    (void)unlink("store_test.db-shm");
    (void)unlink("store_test.db-lock");
}

static int set_up(void **state)
{
    struct world *world = calloc(1, sizeof *world);
    assert_non_null(world);
    remove_files();
    world->arena = arena_create();
    assert_int_equal(fixture_empty(&world->error), STATUS_OK);
    assert_int_equal(store_open(*state, NULL, &world->store, &world->error), STATUS_OK);
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    struct world *world = *state;
    store_close(world->store);
    arena_destroy(world->arena);
    free(world);
    clock_replace(NULL);
    return 0;
}

static enum status put(struct world *world, struct statement statement)
{
    return fixture_put(world->store, &statement, 1, &world->error);
}

static void must_put(struct world *world, struct statement statement)
{
    if (put(world, statement) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
}

static struct statement did(struct world *world, unsigned number, const char *learner)
{
    return fixture_did(world->arena, number, learner, "http://example.org/did",
                       "http://example.org/course");
}

/* What a query found: the last byte of each id, in order. */
struct found {
    unsigned char ids[600];
    size_t count;
    int64_t stored_us[600];
};

static enum status collect(void *context, const struct stored_statement *statement,
                           struct error *error)
{
    (void)error;
    struct found *found = context;
    found->ids[found->count] = statement->id.bytes[15];
    found->stored_us[found->count++] = statement->stored_us;
    return STATUS_OK;
}

static struct statement_query everything(void)
{
    return (struct statement_query){
        .since_us = INT64_MIN, .until_us = INT64_MAX, .ascending = true, .limit = 500};
}

static void query(struct world *world, const struct statement_query *query, struct found *found)
{
    int64_t more = 0;
    *found = (struct found){0};
    assert_int_equal(
        store_query_statements(world->store, query, collect, found, &more, &world->error),
        STATUS_OK);
    assert_int_equal(more, 0);
}

static void assert_found(struct world *world, const struct statement_query *asked,
                         const char *expected)
{
    struct found found;
    char text[256] = "";
    query(world, asked, &found);
    for (size_t i = 0; i < found.count; i++) {
        (void)snprintf(text + strlen(text), sizeof text - strlen(text), "%s%d", i > 0 ? " " : "",
                       found.ids[i]);
    }
    assert_string_equal(text, expected);
}

static void assert_found_by(struct world *world, enum term_kind kind, const char *value,
                            const char *expected)
{
    const struct term term = {kind, text_of(value)};
    struct statement_query asked = everything();
    asked.terms = &term;
    asked.term_count = 1;
    assert_found(world, &asked, expected);
}

static enum status has_state(struct world *world, unsigned number, bool voided)
{
    struct found found = {0};
    struct uuid id = fixture_id(number);
    return store_get_statement(world->store, &id, voided, collect, &found, &world->error);
}

static void what_was_put_is_given_back(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    assert_int_equal(has_state(world, 1, false), STATUS_OK);
    assert_int_equal(has_state(world, 1, true), STATUS_NOT_FOUND);
    assert_int_equal(has_state(world, 2, false), STATUS_NOT_FOUND);
}

static void equal_statement_under_one_id_is_left_as_it_is(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    must_put(world, did(world, 1, "ann"));
    const struct statement_query asked = everything();
    assert_found(world, &asked, "1");
}

static void other_statement_under_one_id_conflicts_and_names_it(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    assert_int_equal(put(world, did(world, 1, "ben")), STATUS_CONFLICT);
    assert_non_null(strstr(world->error.message, "00000000-0000-4000-8000-000000000001"));
}

static void batch_with_a_conflict_puts_nothing_of_it(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 3, "ann"));
    struct statement batch[] = {did(world, 1, "ann"), did(world, 2, "new"), did(world, 3, "ben")};
    assert_int_equal(fixture_put(world->store, batch, 3, &world->error), STATUS_CONFLICT);
    const struct statement_query asked = everything();
    assert_found(world, &asked, "3");
    must_put(world, did(world, 4, "new")); /* terms that were taken back are made again */
    assert_found_by(world, TERM_AGENT, "mailto:new@example.org", "4");
}

static int64_t backward_clock(void)
{
    static int64_t now = 2000000000000000;
    return now -= 1000;
}

static void stored_grows_while_the_clock_steps_back(void **state)
{
    struct world *world = *state;
    clock_replace(backward_clock);
    for (unsigned i = 1; i <= 3; i++) {
        must_put(world, did(world, i, "ann"));
    }
    clock_replace(NULL);
    const struct statement_query asked = everything();
    struct found found;
    query(world, &asked, &found);
    assert_true(found.stored_us[0] < found.stored_us[1] && found.stored_us[1] < found.stored_us[2]);
}

static void all_terms_must_hold(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    must_put(world, did(world, 2, "ben"));
    must_put(world, fixture_did(world->arena, 3, "ann", "http://example.org/did",
                                "http://example.org/other"));
    const struct term terms[] = {{TERM_ACTIVITY, text_of("http://example.org/course")},
                                 {TERM_AGENT, text_of("mailto:ann@example.org")},
                                 {TERM_VERB, text_of("http://example.org/did")}};
    struct statement_query asked = everything();
    asked.terms = terms;
    asked.term_count = 3;
    assert_found(world, &asked, "1");
    assert_found_by(world, TERM_AGENT, "mailto:ann@example.org", "1 3");
    assert_found_by(world, TERM_AGENT, "mailto:nobody@example.org", "");
}

static void descending_is_newest_first(void **state)
{
    struct world *world = *state;
    for (unsigned i = 1; i <= 3; i++) {
        must_put(world, did(world, i, "ann"));
    }
    struct statement_query asked = everything();
    asked.ascending = false;
    assert_found(world, &asked, "3 2 1");
}

static void since_is_exclusive_and_until_inclusive(void **state)
{
    struct world *world = *state;
    for (unsigned i = 1; i <= 4; i++) {
        must_put(world, did(world, i, "ann"));
    }
    struct statement_query asked = everything();
    struct found found;
    query(world, &asked, &found);
    asked.since_us = found.stored_us[0];
    asked.until_us = found.stored_us[2];
    assert_found(world, &asked, "2 3");
    asked.until_us = found.stored_us[0] - 1;
    asked.since_us = INT64_MIN;
    assert_found(world, &asked, "");
}

/* Collects all pages while new statements come in between them. */
static void follow_pages(struct world *world, struct statement_query *asked, struct found *found)
{
    unsigned next = 200;
    do {
        assert_int_equal(store_query_statements(world->store, asked, collect, found,
                                                &asked->after_seq, &world->error),
                         STATUS_OK);
        must_put(world, did(world, next++, "ann"));
    } while (asked->after_seq != 0);
}

static void pages_are_complete_and_exact_while_writes_go_on(void **state)
{
    struct world *world = *state;
    for (unsigned i = 1; i <= 25; i++) {
        must_put(world, did(world, i, "ann"));
    }
    const struct term term = {TERM_AGENT, text_of("mailto:ann@example.org")};
    struct statement_query asked = everything();
    asked.ascending = false;
    asked.limit = 5;
    asked.terms = &term;
    asked.term_count = 1;
    struct found found = {0};
    follow_pages(world, &asked, &found);
    assert_int_equal(found.count, 25);
    for (size_t i = 0; i < 25; i++) {
        assert_int_equal(found.ids[i], 25 - i);
    }
}

static void voided_target_is_found_only_as_voided(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    must_put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    assert_int_equal(has_state(world, 1, true), STATUS_OK);
    assert_int_equal(has_state(world, 1, false), STATUS_NOT_FOUND);
    const struct statement_query asked = everything();
    assert_found(world, &asked, "2");
}

static void target_that_arrives_after_its_void_is_voided(void **state)
{
    struct world *world = *state;
    must_put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    must_put(world, did(world, 1, "ann"));
    assert_int_equal(has_state(world, 1, true), STATUS_OK);
}

static void target_and_void_in_one_batch_take_effect(void **state)
{
    struct world *world = *state;
    struct statement batch[] = {
        did(world, 1, "ann"), fixture_about(world->arena, 2, FIXTURE_VOIDED, 1),
        fixture_about(world->arena, 3, FIXTURE_VOIDED, 4), did(world, 4, "ann")};
    assert_int_equal(fixture_put(world->store, batch, 4, &world->error), STATUS_OK);
    assert_int_equal(has_state(world, 1, true), STATUS_OK);
    assert_int_equal(has_state(world, 4, true), STATUS_OK);
}

static void voiding_statement_cannot_be_voided(void **state)
{
    struct world *world = *state;
    must_put(world, did(world, 1, "ann"));
    must_put(world, fixture_about(world->arena, 2, FIXTURE_VOIDED, 1));
    must_put(world, fixture_about(world->arena, 3, FIXTURE_VOIDED, 2));
    must_put(world, fixture_about(world->arena, 5, FIXTURE_VOIDED, 6));
    must_put(world, fixture_about(world->arena, 6, FIXTURE_VOIDED, 1));
    assert_int_equal(has_state(world, 2, false), STATUS_OK);
    assert_int_equal(has_state(world, 6, false), STATUS_OK);
    assert_int_equal(has_state(world, 1, true), STATUS_OK);
}

static void references_inherit_terms_in_whatever_order(void **state)
{
    struct world *world = *state;
    const char *confirmed = "http://example.org/confirmed";
    must_put(world, fixture_about(world->arena, 3, confirmed, 2)); /* before its target */
    must_put(world, fixture_about(world->arena, 2, confirmed, 1)); /* and that before its own */
    must_put(world, did(world, 1, "ann"));
    must_put(world, fixture_about(world->arena, 4, confirmed, 3)); /* after its target */
    assert_found_by(world, TERM_AGENT, "mailto:ann@example.org", "3 2 1 4");
    assert_found_by(world, TERM_ACTIVITY, "http://example.org/course", "3 2 1 4");
}

static void references_in_a_circle_end(void **state)
{
    struct world *world = *state;
    must_put(world, fixture_about(world->arena, 1, "http://example.org/a", 2));
    must_put(world, fixture_about(world->arena, 2, "http://example.org/b", 1));
    must_put(world, fixture_about(world->arena, 3, "http://example.org/c", 3));
    assert_found_by(world, TERM_VERB, "http://example.org/b", "1 2");
    assert_found_by(world, TERM_VERB, "http://example.org/a", "1 2");
    assert_found_by(world, TERM_VERB, "http://example.org/c", "3");
}

static enum status put_credential(struct transaction *transaction, struct store_write *write,
                                  struct error *error)
{
    (void)write;
    const struct credential credential = {
        .key = "k", .secret_hash = "h", .name = "n", .scopes = "all", .created_us = 7};
    return transaction_put_credential(transaction, &credential, error);
}

static enum status check_credential(void *context, const struct credential *credential,
                                    struct error *error)
{
    (void)error;
    *(bool *)context = strcmp(credential->secret_hash, "h") == 0 &&
                       strcmp(credential->scopes, "all") == 0 && credential->created_us == 7;
    return STATUS_OK;
}

static void credential_is_found_by_its_key_only(void **state)
{
    struct world *world = *state;
    struct store_write write = {.apply = put_credential};
    bool found = false;
    assert_int_equal(store_write_and_wait(world->store, &write, &world->error), STATUS_OK);
    assert_int_equal(
        store_find_credential(world->store, "k", check_credential, &found, &world->error),
        STATUS_OK);
    assert_true(found);
    assert_int_equal(
        store_find_credential(world->store, "K", check_credential, &found, &world->error),
        STATUS_NOT_FOUND);
}

static enum status delete_credential(struct transaction *transaction, struct store_write *write,
                                     struct error *error)
{
    (void)write;
    return transaction_delete_credential(transaction, "k", error);
}

static enum status count_credential(void *context, const struct credential *credential,
                                    struct error *error)
{
    (void)error;
    *(int *)context += strcmp(credential->key, "k") == 0 ? 1 : 100;
    return STATUS_OK;
}

static void credential_is_listed_until_it_is_deleted(void **state)
{
    struct world *world = *state;
    struct store_write put = {.apply = put_credential};
    struct store_write delete = {.apply = delete_credential};
    const enum status outcomes[] = {STATUS_OK, STATUS_NOT_FOUND};
    assert_int_equal(store_write_and_wait(world->store, &put, &world->error), STATUS_OK);
    for (int left = 1; left >= 0; left--) {
        int count = 0;
        assert_int_equal(
            store_list_credentials(world->store, count_credential, &count, &world->error),
            STATUS_OK);
        assert_int_equal(count, left);
        assert_int_equal(store_write_and_wait(world->store, &delete, &world->error),
                         outcomes[1 - left]);
    }
}

/* In a folder that is not there, so that nothing is left should the rule be broken. */
static void store_that_must_exist_is_refused_by_its_name(void **state)
{
    struct world *world = *state;
    struct store *store = NULL;
    const char *const path = "/tmp/no-such-folder/lrs.db";
    const struct store_options options = {.existing = true};
    assert_int_equal(
        store_open("sqlite:/tmp/no-such-folder/lrs.db", &options, &store, &world->error),
        STATUS_NOT_FOUND);
    assert_non_null(strstr(world->error.message, path));
    assert_null(store);
    assert_int_equal(store_open("sqlite::memory:", &options, &store, &world->error), STATUS_OK);
    store_close(store);
}

#define RULE(name)                           \
    {                                        \
#name, name, set_up, tear_down, NULL \
    }

static int run_over(const char *url)
{
    struct CMUnitTest tests[] = {
        RULE(what_was_put_is_given_back),
        RULE(equal_statement_under_one_id_is_left_as_it_is),
        RULE(other_statement_under_one_id_conflicts_and_names_it),
        RULE(batch_with_a_conflict_puts_nothing_of_it),
        RULE(stored_grows_while_the_clock_steps_back),
        RULE(all_terms_must_hold),
        RULE(descending_is_newest_first),
        RULE(since_is_exclusive_and_until_inclusive),
        RULE(pages_are_complete_and_exact_while_writes_go_on),
        RULE(voided_target_is_found_only_as_voided),
        RULE(target_that_arrives_after_its_void_is_voided),
        RULE(target_and_void_in_one_batch_take_effect),
        RULE(voiding_statement_cannot_be_voided),
        RULE(references_inherit_terms_in_whatever_order),
        RULE(references_in_a_circle_end),
        RULE(credential_is_found_by_its_key_only),
        RULE(credential_is_listed_until_it_is_deleted),
        RULE(store_that_must_exist_is_refused_by_its_name),
    };
    char *start = strdup(url);
    for (size_t i = 0; i < sizeof tests / sizeof tests[0]; i++) {
        tests[i].initial_state = start;
    }
    int failed = cmocka_run_group_tests_name(url, tests, NULL, NULL);
    free(start);
    return failed;
}

int main(void)
{
    if (getenv("IBEST_TEST_STORE") != NULL) {
        return run_over(fixture_url());
    }
    int failed = 0;
    for (size_t i = 0; i < sizeof urls / sizeof urls[0]; i++) {
        failed += run_over(urls[i]);
    }
    remove_files();
    return failed;
}
