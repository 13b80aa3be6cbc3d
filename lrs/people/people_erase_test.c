/* SPDX-License-Identifier: Apache-2.0 */

/* Whom people/ takes for one person is erased as one, and nothing in its rows names him after. */
#include "people/fixture.h"

#define ANN_7 "account:https://lms.example|7"
#define ANN_8 "account:https://lms.example|8"
#define ANN_MAIL "mailto:ann@example.org"
#define BOB_MAIL "mailto:bob@example.org"
#define BOB_9 "account:https://lms.example|9"

static const char roster[] = "account,mbox,organisation\n"
                             "7,ann@example.org,RTH\n"
                             "8,ann@example.org,RTH\n"
                             "9,bob@example.org,RTH\n";

static struct identifiers identify(struct people_world *world, const char *account)
{
    struct identifiers found = {NULL, 0};
    if (people_identify(world->store, text_of(account), world->arena, &found, &world->error) !=
        STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    return found;
}

static struct people_erased erase(struct people_world *world, struct identifiers who,
                                  enum people_erase_mode mode)
{
    const struct erasure_request request = {.who = who};
    struct people_erased erased = {.people = {0}};
    if (people_erase(world->store, &request, mode, &erased, &world->error) != STATUS_OK) {
        fail_msg("%s", world->error.message);
    }
    return erased;
}

static void merge(struct people_world *world, const char *account, const char *other)
{
    const struct people_decision decision = {
        .account = text_of(account), .other = text_of(other), .who = "test", .why = "Ann asked"};
    struct people_change change;
    assert_int_equal(people_merge(world->store, &decision, &change, &world->error), STATUS_OK);
}

static void a_person_is_all_of_her_accounts_and_addresses(void **state)
{
    struct people_world *world = *state;
    people_roster(world, roster);
    struct identifiers ann = identify(world, ANN_8);
    assert_int_equal(ann.count, 3);
    assert_true(identifiers_have(&ann, text_of(ANN_7)));
    assert_true(identifiers_have(&ann, text_of(ANN_8)));
    assert_true(identifiers_have(&ann, text_of(ANN_MAIL)));
    merge(world, ANN_8, "openid:https://ann.example");
    assert_int_equal(identify(world, ANN_7).count, 4);
    assert_int_equal(identify(world, "sha1:unknown").count, 1);
}

static void what_is_no_account_is_refused(void **state)
{
    struct people_world *world = *state;
    struct identifiers found;
    assert_int_equal(people_identify(world->store, text_of("ann@example.org"), world->arena, &found,
                                     &world->error),
                     STATUS_INVALID);
    assert_non_null(strstr(world->error.message, "mailto:name@example.org"));
}

static void nothing_in_roster_and_journal_names_who_was_erased(void **state)
{
    struct people_world *world = *state;
    people_roster(world, roster);
    merge(world, ANN_8, BOB_9); /* a mistake, and part of the story */
    struct identifiers ann = {
        (const struct text[]){text_of(ANN_7), text_of(ANN_8), text_of(ANN_MAIL)}, 3};
    struct people_erased erased = erase(world, ann, PEOPLE_ERASE);
    assert_int_equal(erased.people.stints, 2);
    assert_int_equal(erased.people.entries, 1);
    assert_string_equal(people_ask(world, "SELECT account, mbox FROM roster"),
                        BOB_9 "|mailto:bob@example.org|\n");
    assert_string_equal(people_ask(world, "SELECT account, person FROM person_account "
                                          "ORDER BY 1"),
                        BOB_9 "|" BOB_9 "|\n" BOB_MAIL "|" BOB_9 "|\n");
    assert_string_equal(people_ask(world, "SELECT account, other FROM person_journal "
                                          "WHERE account <> ''"),
                        "");
}

static void an_address_goes_from_accounts_that_stay(void **state)
{
    struct people_world *world = *state;
    people_roster(world, roster);
    struct identifiers mail = {(const struct text[]){text_of(ANN_MAIL)}, 1};
    assert_int_equal(erase(world, mail, PEOPLE_ERASE).people.mboxes, 2);
    assert_string_equal(people_ask(world, "SELECT account, mbox FROM roster ORDER BY 1"),
                        ANN_7 "||\n" ANN_8 "||\n" BOB_9 "|mailto:bob@example.org|\n");
}

static void a_dry_run_tells_the_same_and_keeps_all(void **state)
{
    struct people_world *world = *state;
    people_roster(world, roster);
    struct statement done =
        fixture_did(world->arena, 1, "ann", "http://example.org/did", "http://example.org/thing");
    assert_int_equal(fixture_put(world->store, &done, 1, &world->error), STATUS_OK);
    struct identifiers ann = identify(world, ANN_7);
    struct people_erased dry = erase(world, ann, PEOPLE_ERASE_DRY_RUN);
    assert_string_equal(people_ask(world, "SELECT count(*) FROM statement"), "1|\n");
    assert_string_equal(people_ask(world, "SELECT count(*) FROM roster"), "3|\n");
    assert_string_equal(people_ask(world, "SELECT count(*) FROM erasure"), "0|\n");
    struct people_erased erased = erase(world, ann, PEOPLE_ERASE);
    assert_memory_equal(&dry, &erased, sizeof dry);
    assert_int_equal(erased.store.statements, 1);
    assert_string_equal(people_ask(world, "SELECT count(*) FROM statement"), "0|\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        PEOPLE_TEST(a_person_is_all_of_her_accounts_and_addresses),
        PEOPLE_TEST(what_is_no_account_is_refused),
        PEOPLE_TEST(nothing_in_roster_and_journal_names_who_was_erased),
        PEOPLE_TEST(an_address_goes_from_accounts_that_stay),
        PEOPLE_TEST(a_dry_run_tells_the_same_and_keeps_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
