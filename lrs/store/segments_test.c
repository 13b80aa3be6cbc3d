/* SPDX-License-Identifier: Apache-2.0 */

/* Whose segment is which, and that all a learner has done is always counted in his. */
#include "store/segments.h"

#include "store/answer_fixture.h"
#include "store/history_fixture.h"
#include "store/roster.h"
#include "store/world_fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <unistd.h>

enum {
    HISTORIES = 15,
    HISTORIES_ON_A_SERVER = 1,
    ORDERS = 4,
    ORDERS_ON_A_SERVER = 2,
    STINTS = 8,
    LEARNERS = 3,
};

static const int64_t day_us = INT64_C(86400) * 1000000;

/* ---- the roster ---- */

struct roster_write {
    struct store_write base;
    const struct stint *stint;
    const struct person_account *account;
    bool is_removed; /* the account */
    bool fails;      /* after all */
};

static enum status apply_roster(struct transaction *transaction, struct store_write *write,
                                struct error *error)
{
    const struct roster_write *roster = (const struct roster_write *)write;
    if (roster->stint != NULL) {
        enum status status = transaction_put_stint(transaction, roster->stint, error);
        if (roster->fails) {
            return FAIL(error, STATUS_PRECONDITION, "a dry run");
        }
        return status;
    }
    return roster->is_removed
               ? transaction_delete_person_account(transaction, roster->account->account, error)
               : transaction_put_person_account(transaction, roster->account, error);
}

static void write_roster(struct store *store, struct roster_write write)
{
    struct error error = {0};
    write.base.apply = apply_roster;
    if (store_write_and_wait(store, &write.base, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static struct stint stint_of(const char *account, int64_t from_us, const char *organisation,
                             const char *band)
{
    return (struct stint){.account = text_of(account),
                          .from_us = from_us,
                          .to_us = from_us + day_us,
                          .values = {[STINT_MBOX] = text_of(""),
                                     [STINT_ORGANISATION] = text_of(organisation),
                                     [STINT_PROFESSION] = text_of("Physiotherapist"),
                                     [STINT_REGISTRATION] = text_of(""),
                                     [STINT_STAFF_GROUP] = text_of("AHP"),
                                     [STINT_BAND] = text_of(band),
                                     [STINT_SITE] = text_of("")}};
}

static void put_stint(struct store *store, const char *account, int64_t from_us,
                      const char *organisation, const char *band)
{
    const struct stint stint = stint_of(account, from_us, organisation, band);
    write_roster(store, (struct roster_write){.stint = &stint});
}

static struct person_account person_of(const char *account, const char *roster)
{
    return (struct person_account){.account = text_of(account),
                                   .person = text_of(roster),
                                   .roster = text_of(roster),
                                   .why = text_of("by hand")};
}

/* ---- any order ---- */

struct random_stint {
    unsigned learner;
    int64_t from_us;
    const char *organisation;
    const char *band;
};

/* What comes in one order or another: no two rows of the roster have one key, so that all orders
 * end with the same. */
struct mixture {
    struct statement statements[HISTORY];
    struct random_stint stints[STINTS];
};

static void make_mixture(struct arena *arena, struct mixture *out)
{
    static const char *const organisations[] = {"", "SYN01", "SYN03"};
    static const char *const bands[] = {"", "5", "8a"};
    make_history(arena, out->statements);
    for (unsigned i = 0; i < STINTS; i++) {
        out->stints[i] = (struct random_stint){.learner = random_below(LEARNERS + 1),
                                               .from_us = i * day_us,
                                               .organisation = RANDOM_OF(organisations),
                                               .band = RANDOM_OF(bands)};
    }
}

static void shuffle(struct mixture *mixture)
{
    for (unsigned i = HISTORY - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct statement kept = mixture->statements[i];
        mixture->statements[i] = mixture->statements[other];
        mixture->statements[other] = kept;
    }
    for (unsigned i = STINTS - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct random_stint kept = mixture->stints[i];
        mixture->stints[i] = mixture->stints[other];
        mixture->stints[other] = kept;
    }
}

static const char *learner_of(struct arena *arena, unsigned number)
{
    return arena_print(arena, "mailto:learner%u@example.org", number);
}

/* One person for a while, with somebody who has done nothing, and moves meanwhile. */
static void join_and_part(struct store *store, struct arena *arena)
{
    const char *idle = learner_of(arena, LEARNERS);
    const char *joined = learner_of(arena, random_below(LEARNERS));
    const struct person_account account = person_of(joined, idle);
    write_roster(store, (struct roster_write){.account = &account});
    put_stint(store, idle, STINTS * day_us, random_below(2) == 0 ? "SYN04" : "", "9");
    write_roster(store, (struct roster_write){.account = &account, .is_removed = true});
}

static void put_random_stint(struct store *store, struct arena *arena,
                             const struct random_stint *stint)
{
    const char *learner = learner_of(arena, stint->learner);
    put_stint(store, learner, stint->from_us, "SYN05", stint->band); /* put right at once */
    put_stint(store, learner, stint->from_us, stint->organisation, stint->band);
}

static void put_mixture(struct store *store, struct arena *arena, struct mixture *mixture)
{
    struct error error = {0};
    unsigned next = 0;
    for (unsigned i = 0; i < HISTORY;) {
        unsigned size = 1 + random_below(5);
        size = i + size > HISTORY ? HISTORY - i : size;
        assert_int_equal(fixture_put(store, &mixture->statements[i], size, &error), STATUS_OK);
        i += size;
        if (next < STINTS && random_below(2) == 0) {
            put_random_stint(store, arena, &mixture->stints[next++]);
        }
        if (random_below(6) == 0) {
            join_and_part(store, arena);
        }
    }
    while (next < STINTS) {
        put_random_stint(store, arena, &mixture->stints[next++]);
    }
}

static void take(struct store *store, struct buffer *out)
{
    struct error error = {0};
    buffer_clear(out);
    for (size_t i = 0; i < sizeof fixture_fact_queries / sizeof fixture_fact_queries[0]; i++) {
        assert_int_equal(
            store_run_report(store, fixture_fact_queries[i], NULL, 0, fixture_add_row, out, &error),
            STATUS_OK);
    }
}

static void assert_segments_add_up(struct store *store)
{
    assert_answer(store,
                  "SELECT sort FROM tally WHERE sort < 40000000000 GROUP BY sort HAVING "
                  "sum(CASE WHEN segment = 0 THEN total ELSE -total END) <> 0 OR "
                  "sum(CASE WHEN segment = 0 THEN amount ELSE -amount END) <> 0 OR "
                  "sum(CASE WHEN segment = 0 THEN square ELSE -square END) <> 0",
                  "");
    assert_answer(store, "SELECT segment FROM tally WHERE total < 0", "");
    assert_answer(store, "SELECT segment FROM tally WHERE sort >= 40000000000 AND segment <> 0",
                  "");
}

struct snapshots {
    struct buffer first; /* of the first order */
    struct buffer live;
    struct buffer rebuilt;
};

static void check_order(struct arena *arena, struct mixture *mixture, struct snapshots *snapshots,
                        bool is_first)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    put_mixture(store, arena, mixture);
    assert_segments_add_up(store);
    take(store, is_first ? &snapshots->first : &snapshots->live);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    assert_segments_add_up(store);
    take(store, &snapshots->rebuilt);
    assert_string_equal(snapshots->first.data, snapshots->rebuilt.data);
    if (!is_first) {
        assert_string_equal(snapshots->first.data, snapshots->live.data);
    }
}

static void any_order_of_statements_and_roster_gives_what_a_rebuild_gives(void **state)
{
    (void)state;
    struct snapshots snapshots = {.first = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT),
                                  .live = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT),
                                  .rebuilt = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT)};
    unsigned histories = fixture_rounds(HISTORIES, HISTORIES_ON_A_SERVER);
    unsigned orders = fixture_rounds(ORDERS, ORDERS_ON_A_SERVER);
    for (unsigned i = 0; i < histories; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct mixture *mixture = ARENA_NEW(arena, struct mixture);
        make_mixture(arena, mixture);
        for (unsigned order = 0; order < orders; order++) {
            check_order(arena, mixture, &snapshots, order == 0);
            shuffle(mixture);
        }
    }
    buffer_finish(&snapshots.first);
    buffer_finish(&snapshots.live);
    buffer_finish(&snapshots.rebuilt);
}

/* ---- whose is which ---- */

/* Of the actor, who is in the course; "": no organisation is named. */
static void put(struct world *world, const char *actor, const char *organisation, int64_t second)
{
    struct error error = {0};
    const char *named =
        organisation[0] == '\0'
            ? ""
            : arena_print(world->arena,
                          ",\"context\":{\"extensions\":{"
                          "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
                          organisation);
    struct statement statement =
        fixture_statement(world->arena, ++world->next,
                          arena_print(world->arena,
                                      "\"actor\":{%s},\"verb\":{\"id\":\"" VERBS
                                      "registered\"},\"object\":" COURSE_ACTIVITY "%s",
                                      actor, named),
                          (1500000000 + second) * 1000000);
    if (fixture_put(world->store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

#define ANN "\"mbox\":\"mailto:ann@example.org\""
#define BEN "\"account\":{\"homePage\":\"https://lms.example.org\",\"name\":\"ben|1\"}"
#define BEN_KEY "account:https://lms.example.org|ben|1"

/* Enrolled learners by segment, and statements. */
#define ENROLLED                                                                              \
    "SELECT organisation, profession, staff_group, band, source, learners FROM report_stage " \
    "JOIN report_segment ON report_segment.segment = report_stage.segment "                   \
    "WHERE stage = 'enrolled' ORDER BY organisation NULLS FIRST, source NULLS FIRST"
#define TOLD                                                                     \
    "SELECT organisation, statements FROM report_statements "                    \
    "JOIN report_segment ON report_segment.segment = report_statements.segment " \
    "ORDER BY organisation NULLS FIRST, statements"

static void organisation_is_the_roster_s_last_else_the_one_that_was_said(void **state)
{
    struct world *world = *state;
    put(world, ANN, "SYN01", 1);
    assert_answer(world->store, ENROLLED, "SYN01|||||1|\n");
    put_stint(world->store, "mailto:ann@example.org", 0, "SYN02", "5");
    assert_answer(world->store, ENROLLED, "SYN02|Physiotherapist|AHP|5||1|\n");
    put_stint(world->store, "mailto:ann@example.org", day_us, "", "6");
    assert_answer(world->store, ENROLLED, "SYN01|Physiotherapist|AHP|6||1|\n");
    put(world, ANN, "SYN09", 2);
    assert_answer(world->store, ENROLLED, "SYN09|Physiotherapist|AHP|6||1|\n");
    put_stint(world->store, "mailto:ann@example.org", day_us, "SYN03", "6");
    put(world, ANN, "SYN08", 3);
    assert_answer(world->store, ENROLLED, "SYN03|Physiotherapist|AHP|6||1|\n");
}

static void all_that_was_done_moves_along(void **state)
{
    struct world *world = *state;
    put(world, ANN, "", 1);
    put(world, ANN, "", 2);
    put(world, BEN, "SYN01", 1);
    assert_answer(world->store, TOLD, "|2|\nSYN01|1|\n");
    put(world, ANN, "SYN01", 3);
    assert_answer(world->store, TOLD, "SYN01|1|\nSYN01|3|\n");
    assert_segments_add_up(world->store);
}

#define SITE                                                                      \
    "\"account\":{\"homePage\":\"https://fhir.nhs.uk/Id/ods-organization-code\"," \
    "\"name\":\"SYN07\"}"
#define SITE_KEY "account:https://fhir.nhs.uk/Id/ods-organization-code|SYN07"
#define NOBODYS                                                                        \
    "SELECT measure, segment, sum(total) AS n, sum(amount) AS amount FROM tally JOIN " \
    "tally_sort ON id = sort WHERE "                                                   \
    "measure IN (40, 41) AND value = 0 AND total <> 0 GROUP BY measure, segment ORDER BY 1"

/* Two of a sort in one transaction, then one more; and the site's account is moved. */
static void what_is_no_learner_s_is_once_in_everybody_s(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    struct statement reports[3];
    for (unsigned i = 0; i < 3; i++) {
        reports[i] = fixture_statement(
            world->arena, i + 1,
            "\"actor\":{" SITE "},\"verb\":{\"id\":\"https://w3id.org/xapi/acrossx/verbs/"
            "reported\"},\"object\":{\"id\":\"http://example.org/evaluation\",\"definition\":"
            "{\"type\":\"https://w3id.org/xapi/ibest/activity-types/site-evaluation\"}},"
            "\"result\":{\"extensions\":{"
            "\"https://w3id.org/xapi/ibest/extensions/patients\":5}}",
            1500000000000000);
    }
    assert_int_equal(fixture_put(world->store, reports, 2, &error), STATUS_OK);
    assert_answer(world->store, NOBODYS, "40|0|2|10|\n41|0|2|0|\n");
    assert_int_equal(fixture_put(world->store, &reports[2], 1, &error), STATUS_OK);
    put_stint(world->store, SITE_KEY, 0, "SYN02", "5");
    assert_answer(world->store, NOBODYS, "40|0|3|15|\n41|0|3|0|\n");
    assert_int_equal(store_rebuild(world->store, &error), STATUS_OK);
    assert_answer(world->store, NOBODYS, "40|0|3|15|\n41|0|3|0|\n");
}

static void source_is_the_home_page_of_the_account(void **state)
{
    struct world *world = *state;
    put(world, BEN, "SYN01", 1);
    assert_answer(world->store, ENROLLED, "SYN01||||https://lms.example.org|1|\n");
}

static void accounts_of_one_person_have_the_spans_of_one(void **state)
{
    struct world *world = *state;
    put(world, ANN, "SYN01", 1);
    put_stint(world->store, BEN_KEY, 0, "SYN02", "7");
    const struct person_account account = person_of("mailto:ann@example.org", BEN_KEY);
    write_roster(world->store, (struct roster_write){.account = &account});
    assert_answer(world->store, ENROLLED, "SYN02|Physiotherapist|AHP|7||1|\n");
    write_roster(world->store, (struct roster_write){.account = &account, .is_removed = true});
    assert_answer(world->store, ENROLLED, "SYN01|||||1|\n");
}

static void void_takes_back_what_it_has_said(void **state)
{
    struct world *world = *state;
    struct error error = {0};
    put(world, ANN, "SYN01", 1);
    put(world, ANN, "SYN02", 2);
    struct statement statement = fixture_about(world->arena, ++world->next, FIXTURE_VOIDED, 2);
    assert_int_equal(fixture_put(world->store, &statement, 1, &error), STATUS_OK);
    assert_answer(world->store, TOLD, "SYN01|1|\n");
    assert_segments_add_up(world->store);
}

static void failed_import_leaves_everybody_where_he_is(void **state)
{
    struct world *world = *state;
    put(world, ANN, "SYN01", 1);
    const struct stint stint = stint_of("mailto:ann@example.org", 0, "SYN02", "5");
    struct roster_write write = {.base.apply = apply_roster, .stint = &stint, .fails = true};
    struct error error = {0};
    assert_int_equal(store_write_and_wait(world->store, &write.base, &error), STATUS_PRECONDITION);
    put(world, BEN, "SYN02", 1);
    assert_answer(world->store, ENROLLED, "SYN01|||||1|\nSYN02||||https://lms.example.org|1|\n");
}

#define BESIDE_NAME "segments_test.db"
#define BESIDE_URL "sqlite:" BESIDE_NAME

static void remove_files(void)
{
    static const char *const names[] = {BESIDE_NAME, BESIDE_NAME "-wal", BESIDE_NAME "-shm",
                                        BESIDE_NAME "-lock"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)unlink(names[i]);
    }
}

/* Postings of the first statements are still in the serving process's memory. */
static void roster_of_a_process_beside_moves_what_a_serving_one_has_stored(void **state)
{
    const struct world *own = *state;
    struct error error = {0};
    remove_files();
    AUTO(store_close) struct store *serving = NULL;
    AUTO(store_close) struct store *beside = NULL;
    const struct store_options options = {.beside = true};
    assert_int_equal(store_open(BESIDE_URL, NULL, &serving, &error), STATUS_OK);
    assert_int_equal(store_open(BESIDE_URL, &options, &beside, &error), STATUS_OK);
    struct world world = {serving, own->arena, 0};
    put(&world, ANN, "SYN01", 1);
    put(&world, ANN, "SYN01", 2);
    put_stint(beside, "mailto:ann@example.org", 0, "SYN02", "5");
    put(&world, ANN, "SYN01", 3);
    assert_answer(serving, TOLD, "SYN02|3|\n");
    assert_segments_add_up(serving);
    remove_files();
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(organisation_is_the_roster_s_last_else_the_one_that_was_said),
        RULE(all_that_was_done_moves_along),
        RULE(what_is_no_learner_s_is_once_in_everybody_s),
        RULE(source_is_the_home_page_of_the_account),
        RULE(accounts_of_one_person_have_the_spans_of_one),
        RULE(void_takes_back_what_it_has_said),
        RULE(failed_import_leaves_everybody_where_he_is),
        RULE(roster_of_a_process_beside_moves_what_a_serving_one_has_stored),
        cmocka_unit_test(any_order_of_statements_and_roster_gives_what_a_rebuild_gives),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
