/* SPDX-License-Identifier: Apache-2.0 */

/* Documents: what the State and profile resources rely on. */
#include "store/store.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct uuid registration = {{1, 2, 3}};

static struct document_key state_key(const char *id, bool registered)
{
    return (struct document_key){.kind = DOCUMENT_STATE,
                                 .activity = text_of("https://example.org/a"),
                                 .agent = text_of("mailto:ann@example.org"),
                                 .has_registration = registered,
                                 .registration = registration,
                                 .id = {.data = id, .length = id == NULL ? 0 : strlen(id)}};
}

/* A write of one document: content NULL deletes. */
struct change {
    struct store_write base;
    struct document_key key;
    const char *content;
    enum status answer; /* what the precondition says */
    bool saw_stored;
    char saw[64];
};

static enum status decide(void *context, const struct document *stored, struct document *out,
                          struct error *error)
{
    struct change *change = context;
    change->saw_stored = stored != NULL;
    if (stored != NULL) {
        (void)snprintf(change->saw, sizeof change->saw, "%.*s", TEXT_ARGUMENTS(stored->content));
    }
    if (change->answer != STATUS_OK) {
        return FAIL(error, change->answer, "the precondition does not hold");
    }
    if (change->content != NULL) {
        out->content = text_of(change->content);
        out->content_type = text_of("application/json");
    }
    return STATUS_OK;
}

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct change *change = (struct change *)write;
    if (change->content == NULL) {
        return transaction_delete_documents(transaction, &change->key, decide, change, error);
    }
    return transaction_put_document(transaction, &change->key, decide, change, error);
}

static struct change change(struct store *store, struct document_key key, const char *content,
                            enum status answer)
{
    struct error error = {0};
    struct change made = {
        .base = {.apply = apply}, .key = key, .content = content, .answer = answer};
    assert_int_equal(store_write_and_wait(store, &made.base, &error), answer);
    return made;
}

static void put(struct store *store, struct document_key key, const char *content)
{
    (void)change(store, key, content, STATUS_OK);
}

/* What was read: "content content-type". */
static enum status show(void *context, const struct document_key *key,
                        const struct document *document, struct error *error)
{
    (void)key;
    (void)error;
    (void)snprintf(context, 256, "%.*s %.*s", TEXT_ARGUMENTS(document->content),
                   TEXT_ARGUMENTS(document->content_type));
    return STATUS_OK;
}

static void assert_content(struct store *store, struct document_key key, const char *expected)
{
    char shown[256] = "";
    struct error error = {0};
    enum status status = store_get_document(store, &key, show, shown, &error);
    assert_int_equal(status, expected == NULL ? STATUS_NOT_FOUND : STATUS_OK);
    assert_int_equal(
        strncmp(shown, expected == NULL ? "" : expected, expected == NULL ? 1 : strlen(expected)),
        0);
}

static enum status list_id(void *context, const struct document_key *key,
                           const struct document *document, struct error *error)
{
    (void)error;
    assert_null(document->content.data);
    char *shown = context;
    (void)snprintf(shown + strlen(shown), 128 - strlen(shown), "%.*s%s ", TEXT_ARGUMENTS(key->id),
                   key->has_registration ? "+" : "");
    return STATUS_OK;
}

static void assert_list(struct store *store, struct document_key key, int64_t since_us,
                        const char *expected)
{
    char shown[128] = "";
    struct error error = {0};
    assert_int_equal(store_list_documents(store, &key, since_us, list_id, shown, &error),
                     STATUS_OK);
    assert_string_equal(shown, expected);
}

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

static void document_comes_back_with_its_type(void **state)
{
    put(*state, state_key("s", false), "abc");
    assert_content(*state, state_key("s", false), "abc application/json");
}

static void change_sees_what_is_stored(void **state)
{
    assert_false(change(*state, state_key("s", false), "one", STATUS_OK).saw_stored);
    struct change second = change(*state, state_key("s", false), "two", STATUS_OK);
    assert_true(second.saw_stored);
    assert_string_equal(second.saw, "one");
    assert_content(*state, state_key("s", false), "two");
}

static void change_that_fails_changes_nothing(void **state)
{
    put(*state, state_key("s", false), "one");
    (void)change(*state, state_key("s", false), "two", STATUS_PRECONDITION);
    (void)change(*state, state_key("s", false), NULL, STATUS_PRECONDITION);
    (void)change(*state, state_key("new", false), "two", STATUS_CONFLICT);
    assert_content(*state, state_key("s", false), "one");
    assert_content(*state, state_key("new", false), NULL);
}

static void document_with_registration_is_another_one(void **state)
{
    put(*state, state_key("s", false), "plain");
    put(*state, state_key("s", true), "registered");
    assert_content(*state, state_key("s", false), "plain");
    assert_content(*state, state_key("s", true), "registered");
    put(*state, state_key("s", false), "plain again"); /* and both stay single */
    assert_list(*state, state_key(NULL, false), INT64_MIN, "s s+ ");
}

static void delete_with_registration_leaves_the_others(void **state)
{
    put(*state, state_key("s", false), "plain");
    put(*state, state_key("s", true), "registered");
    put(*state, state_key("t", true), "registered");
    (void)change(*state, state_key(NULL, true), NULL, STATUS_OK);
    assert_list(*state, state_key(NULL, false), INT64_MIN, "s ");
}

static void delete_without_id_and_registration_takes_all(void **state)
{
    put(*state, state_key("s", false), "plain");
    put(*state, state_key("t", true), "registered");
    (void)change(*state, state_key(NULL, false), NULL, STATUS_OK);
    assert_list(*state, state_key(NULL, false), INT64_MIN, "");
}

static void delete_of_one_leaves_its_neighbours(void **state)
{
    put(*state, state_key("s", false), "one");
    put(*state, state_key("t", false), "two");
    (void)change(*state, state_key("s", false), NULL, STATUS_OK);
    (void)change(*state, state_key("absent", false), NULL, STATUS_OK);
    assert_list(*state, state_key(NULL, false), INT64_MIN, "t ");
}

static enum status keep_time(void *context, const struct document_key *key,
                             const struct document *document, struct error *error)
{
    (void)key;
    (void)error;
    *(int64_t *)context = document->updated_us;
    return STATUS_OK;
}

static void list_since_is_exclusive_and_in_order_of_id(void **state)
{
    struct error error = {0};
    int64_t updated_us = 0;
    put(*state, state_key("c", false), "1");
    struct document_key key = state_key("c", false);
    assert_int_equal(store_get_document(*state, &key, keep_time, &updated_us, &error), STATUS_OK);
    put(*state, state_key("b", false), "2");
    put(*state, state_key("a", true), "3");
    assert_list(*state, state_key(NULL, false), INT64_MIN, "a+ b c ");
    assert_list(*state, state_key(NULL, false), updated_us, "a+ b ");
    assert_list(*state, state_key(NULL, true), INT64_MIN, "a+ ");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(document_comes_back_with_its_type),
        RULE(change_sees_what_is_stored),
        RULE(change_that_fails_changes_nothing),
        RULE(document_with_registration_is_another_one),
        RULE(delete_with_registration_leaves_the_others),
        RULE(delete_without_id_and_registration_takes_all),
        RULE(delete_of_one_leaves_its_neighbours),
        RULE(list_since_is_exclusive_and_in_order_of_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
