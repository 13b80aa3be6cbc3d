/* SPDX-License-Identifier: Apache-2.0 */

/* Histories of registrations: whether they follow a profile's patterns, whatever the order of
 * arrival, voids, erasures and changes of profiles, and as a rebuild has it. */
#include "store/profile_histories.h"

#include "store/erasure_fixture.h"
#include "store/registration_read.h"

#include <time.h>

enum { ORDERS = 6, ORDERED = 40, BATCH_MAX = 7, WAIT_MAX_MS = 10000, WAIT_MS = 50 };

static int set_up(void **state)
{
    struct error error = {0};
    struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    *state = store;
    return 0;
}

static int tear_down(void **state)
{
    store_close(*state);
    return 0;
}

/* ---- statements ---- */

#define RIGHT "\"success\":true"
#define WRONG "\"success\":false"
#define SUBREGISTRATION "https://w3id.org/xapi/profiles/extensions/subregistration"

/* At that second, in the registration of that number; `part` is a subregistration or NULL. */
struct step {
    unsigned second;
    unsigned registration;
    const char *verb;
    const char *result;
    const char *part;
    const char *who; /* NULL: ann */
};

static const char *part_of(struct arena *arena, const char *part)
{
    return part == NULL ? ""
                        : arena_print(arena,
                                      ",\"extensions\":{\"" SUBREGISTRATION
                                      "\":[{\"profile\":\"" FIXTURE_PROFILE
                                      "\",\"subregistration\":\"%s\"}]}",
                                      part);
}

static struct statement step(struct arena *arena, unsigned number, const struct step *step)
{
    const char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"%s\"},\"object\":{"
        "\"id\":\"urn:x:y\"},\"result\":{%s},\"context\":{\"platform\":\"LMS\",\"registration\":"
        "\"00000000-0000-4000-8000-%012u\",\"contextActivities\":{\"category\":[{\"id\":"
        "\"" FIXTURE_PROFILE "/v1\"}]}%s}",
        step->who == NULL ? "ann" : step->who, step->verb, step->result, step->registration,
        part_of(arena, step->part));
    return fixture_statement(arena, number, members, 1500000000000000 + step->second * 1000000LL);
}

static void put_steps(struct store *store, unsigned number, const struct step *steps, size_t count)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    for (size_t i = 0; i < count; i++) {
        put_one(store, step(arena, number + (unsigned)i, &steps[i]));
    }
}
#define PUT(store, number, ...)                                  \
    put_steps(store, number, (const struct step[]){__VA_ARGS__}, \
              sizeof((const struct step[]){__VA_ARGS__}) / sizeof(struct step))

#define SAW(second)                            \
    {                                          \
        second, 1, FIXTURE_SAW, "", NULL, NULL \
    }
#define DID(second)                               \
    {                                             \
        second, 1, FIXTURE_DID, RIGHT, NULL, NULL \
    }
#define FAILED(second)                            \
    {                                             \
        second, 1, FIXTURE_DID, WRONG, NULL, NULL \
    }

static void settle(struct store *store)
{
    struct error error = {0};
    if (store_settle_histories(store, NULL, NULL, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

/* Registration, part, outcome, pattern, what broke it, how many statements, and when the last. */
static const char rows[] =
    "SELECT substr(r.value, 36), h.part, h.outcome, h.pattern, s.seq, h.statements, "
    "(h.last_us - 1500000000000000) / 1000000 FROM profile_history h "
    "JOIN term r ON r.id = h.registration LEFT JOIN statement s ON s.id = h.broken_id "
    "ORDER BY 1, h.profile, 2";

static void assert_rows(struct store *store, const char *expected)
{
    settle(store);
    assert_answer(store, rows, expected);
}

static void assert_due(struct store *store, const char *expected)
{
    assert_answer(store, "SELECT registrations FROM report_history_due", expected);
}

/* ---- outcomes ---- */

static void a_history_succeeds_when_it_may_end_and_is_partial_before(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), DID(2));
    assert_rows(*state, "1|1|2|2||2|2|\n");
    PUT(*state, 3, DID(3), SAW(4));
    assert_rows(*state, "1|1|1|2||4|4|\n");
}

static void a_failure_names_the_statement_that_broke_it(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), SAW(2), DID(3));
    assert_rows(*state, "1|1|3|2|2|3|3|\n");
}

static void a_statement_that_breaks_its_template_is_no_step(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), FAILED(2), SAW(3));
    assert_rows(*state, "1|1|3|2|2|3|3|\n");
}

static void each_subregistration_has_a_history_of_its_own(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, {1, 1, FIXTURE_SAW, "", "b", NULL}, {2, 1, FIXTURE_SAW, "", "a", NULL},
        {3, 1, FIXTURE_DID, RIGHT, "a", NULL}, {4, 1, FIXTURE_SAW, "", "a", NULL},
        {5, 2, FIXTURE_DID, RIGHT, NULL, NULL});
    assert_rows(*state, "1|1|1|2||3|4|\n1|2|2|2||1|1|\n2|1|3|2|5|1|5|\n");
    assert_answer(*state,
                  "SELECT coalesce(subregistration, ''), platform FROM report_history ORDER BY 1",
                  "|LMS|\na|LMS|\nb|LMS|\n");
}

static void what_claims_no_profile_or_one_without_patterns_has_no_history(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PROFILE_TEXT);
    PUT(*state, 1, SAW(1), DID(2));
    assert_due(*state, "");
    assert_rows(*state, "");
}

static void one_that_only_refers_to_a_statement_is_not_in_its_history(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), DID(2));
    put_one(*state, fixture_about(arena, 3, FIXTURE_DID, 1));
    assert_rows(*state, "1|1|2|2||2|2|\n");
}

static void of_one_timestamp_what_was_stored_first_comes_first(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 3, SAW(1), DID(1));
    PUT(*state, 1, SAW(1));
    assert_rows(*state, "1|1|1|2||3|1|\n");
}

/* ---- whenever ---- */

static void a_late_arrival_takes_its_place_in_time(void **state)
{
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), SAW(9));
    assert_rows(*state, "1|1|3|2|2|2|9|\n");
    PUT(*state, 3, DID(5));
    assert_due(*state, "1|\n");
    assert_rows(*state, "1|1|1|2||3|9|\n");
    assert_due(*state, "");
}

static void a_void_takes_the_statement_out_of_its_history(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    put_one(*state, fixture_about(arena, 11, FIXTURE_VOIDED, 4)); /* before it comes */
    PUT(*state, 1, SAW(1), SAW(2), DID(3), SAW(4), SAW(5));
    assert_rows(*state, "1|1|3|2|3|4|5|\n");
    put_one(*state, fixture_about(arena, 12, FIXTURE_VOIDED, 2));
    assert_rows(*state, "1|1|1|2||3|5|\n");
}

static void the_last_one_that_is_voided_takes_the_row_away(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1));
    assert_rows(*state, "1|1|2|2||1|1|\n");
    put_one(*state, fixture_about(arena, 12, FIXTURE_VOIDED, 1));
    assert_rows(*state, "");
}

static void a_profile_that_changes_judges_all_histories_anew(void **state)
{
    static const char second[] = FIXTURE_PROFILE_OF(
        FIXTURE_PROFILE, "2",
        FIXTURE_TEMPLATES "],'patterns':[" FIXTURE_PATTERN(
            FIXTURE_PROFILE "/once", "true", "'sequence':['" FIXTURE_PROFILE "/saw']"));
    struct error error = {0};
    PUT(*state, 1, SAW(1), {2, 2, FIXTURE_SAW, "", NULL, NULL}, DID(3));
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    assert_due(*state, "2|\n");
    assert_rows(*state, "1|1|2|2||2|3|\n2|1|2|2||1|2|\n");
    (void)fixture_load_profile(*state, second);
    assert_rows(*state, "1|1|3|1|3|2|3|\n2|1|1|1||1|2|\n");
    assert_answer(*state, "SELECT DISTINCT version, pattern FROM report_history",
                  FIXTURE_PROFILE "/v2|" FIXTURE_PROFILE "/once|\n");
    assert_int_equal(fixture_remove_profile(*state, FIXTURE_PROFILE, &error), STATUS_OK);
    assert_answer(*state, rows, "");
    assert_rows(*state, "");
}

/* Statements of some registrations, of two learners and in several parts, each at its own time. */
static void make_ordered(struct arena *arena, struct statement *out)
{
    static const char *const parts[] = {NULL, "a", "b"};
    for (unsigned i = 0; i < ORDERED; i++) {
        const struct step one = {.second = i,
                                 .registration = random_below(3),
                                 .verb = random_below(3) == 0 ? FIXTURE_SAW : FIXTURE_DID,
                                 .result = random_below(9) == 0 ? WRONG : RIGHT,
                                 .part = parts[random_below(3)],
                                 .who = random_below(2) == 0 ? "ann" : "bob"};
        out[i] = random_below(8) == 0
                     ? fixture_about(arena, i + 1, FIXTURE_VOIDED, 1 + random_below(ORDERED))
                     : step(arena, i + 1, &one);
    }
}

static void shuffle(struct statement *items)
{
    for (unsigned i = ORDERED - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct statement kept = items[i];
        items[i] = items[other];
        items[other] = kept;
    }
}

/* Settles now and then, and loads the profile in the middle. */
static void put_in_order(struct store *store, struct statement *items)
{
    struct error error = {0};
    for (unsigned i = 0; i < ORDERED;) {
        unsigned size = 1 + random_below(BATCH_MAX);
        size = i + size > ORDERED ? ORDERED - i : size;
        assert_int_equal(fixture_put(store, &items[i], size, &error), STATUS_OK);
        if (i < ORDERED / 2 && i + size >= ORDERED / 2) {
            (void)fixture_load_profile(store, FIXTURE_PATTERNED_TEXT);
        }
        if (random_below(3) == 0) {
            settle(store);
        }
        i += size;
    }
    settle(store);
}

static void snapshot(struct store *store, struct buffer *out)
{
    static const char query[] =
        "SELECT registration, subregistration, learner, outcome, pattern, broken_by, statements, "
        "last_at FROM report_history ORDER BY 1, 2";
    struct error error = {0};
    buffer_clear(out);
    assert_int_equal(store_run_report(store, query, NULL, 0, fixture_add_row, out, &error),
                     STATUS_OK);
}

static void any_order_of_arrival_gives_what_a_rebuild_gives(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer first = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer live = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer rebuilt = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    struct statement items[ORDERED];
    make_ordered(arena, items);
    for (unsigned order = 0; order < fixture_rounds(ORDERS, 2); order++) {
        struct error error = {0};
        void *store = NULL;
        (void)set_up(&store);
        put_in_order(store, items);
        snapshot(store, order == 0 ? &first : &live);
        assert_int_equal(store_rebuild(store, &error), STATUS_OK);
        snapshot(store, &rebuilt);
        assert_string_equal(first.data, rebuilt.data);
        assert_string_equal(first.data, order == 0 ? first.data : live.data);
        (void)tear_down(&store);
        shuffle(items);
    }
}

/* ---- erasing ---- */

static void an_erasure_leaves_nothing_of_the_learners_histories(void **state)
{
    static const struct text keys[] = {{"mailto:ann@example.org", 22}};
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), {2, 2, FIXTURE_SAW, "", NULL, NULL},
        {3, 2, FIXTURE_SAW, "", NULL, "bob"}, {4, 3, FIXTURE_SAW, "", NULL, "bob"});
    settle(*state);
    (void)erase(*state, &(struct identifiers){keys, 1});
    assert_due(*state, "");
    assert_answer(*state, rows, "2|1|2|2||1|3|\n3|1|2|2||1|4|\n");
    assert_answer(*state, "SELECT count(*) FROM profile_history", "2|\n");
}

/* ---- limits ---- */

static void a_registration_of_too_many_statements_is_not_decided(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    enum { MANY = REGISTRATION_STATEMENTS_MAX + 1 };
    struct statement *items = ARENA_ARRAY(arena, struct statement, MANY);
    struct error error = {0};
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    for (unsigned i = 0; i < MANY; i++) {
        const struct step one = {i, 1, i == 0 ? FIXTURE_SAW : FIXTURE_DID, RIGHT, NULL, NULL};
        items[i] = step(arena, i + 1, &one);
    }
    assert_int_equal(fixture_put(*state, items, MANY - 1, &error), STATUS_OK);
    settle(*state);
    assert_answer(*state, "SELECT outcome, statements FROM report_history", "partial|2000|\n");
    assert_int_equal(fixture_put(*state, items + MANY - 1, 1, &error), STATUS_OK);
    settle(*state);
    assert_answer(*state, "SELECT outcome, statements FROM report_history", "undecided|2000|\n");
}

static void keep_count(void *context, int64_t done, int64_t total)
{
    assert_int_equal(total, 2);
    *(int64_t *)context = done;
}

/* Else who serves would read it again each second. */
static void one_that_cannot_be_read_stays_due_and_is_not_counted_as_settled(void **state)
{
    struct error error = {0};
    const struct uuid third = fixture_id(3);
    int64_t done = 0;
    (void)fixture_load_profile(*state, FIXTURE_PATTERNED_TEXT);
    PUT(*state, 1, SAW(1), DID(2));
    PUT(*state, 3, {3, 2, FIXTURE_SAW, RIGHT, NULL, NULL});
    assert_int_equal(connection_run(fixture_connection(*state),
                                    "UPDATE statement SET members = '{' WHERE id = $1",
                                    VALUES(value_uuid(&third)), &error),
                     STATUS_OK);
    assert_int_equal(store_settle_histories(*state, keep_count, &done, &error), STATUS_OK);
    assert_int_equal(done, 1);
    assert_due(*state, "1|\n");
}

/* ---- by itself ---- */

static void who_serves_settles_when_nothing_is_written(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    const struct store_options options = {.readers = 1, .settles = true};
    struct error error = {0};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    (void)fixture_load_profile(store, FIXTURE_PATTERNED_TEXT);
    PUT(store, 1, SAW(1), DID(2));
    for (int waited = 0; waited < WAIT_MAX_MS && out.length == 0; waited += WAIT_MS) {
        (void)nanosleep(&(struct timespec){.tv_nsec = WAIT_MS * 1000000L}, NULL);
        snapshot(store, &out);
    }
    assert_answer(store, rows, "1|1|2|2||2|2|\n");
    assert_due(store, "");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_history_succeeds_when_it_may_end_and_is_partial_before),
        TEST(a_failure_names_the_statement_that_broke_it),
        TEST(a_statement_that_breaks_its_template_is_no_step),
        TEST(each_subregistration_has_a_history_of_its_own),
        TEST(what_claims_no_profile_or_one_without_patterns_has_no_history),
        TEST(one_that_only_refers_to_a_statement_is_not_in_its_history),
        TEST(of_one_timestamp_what_was_stored_first_comes_first),
        TEST(a_late_arrival_takes_its_place_in_time),
        TEST(a_void_takes_the_statement_out_of_its_history),
        TEST(the_last_one_that_is_voided_takes_the_row_away),
        TEST(a_profile_that_changes_judges_all_histories_anew),
        cmocka_unit_test(any_order_of_arrival_gives_what_a_rebuild_gives),
        TEST(an_erasure_leaves_nothing_of_the_learners_histories),
        TEST(a_registration_of_too_many_statements_is_not_decided),
        TEST(one_that_cannot_be_read_stays_due_and_is_not_counted_as_settled),
        cmocka_unit_test(who_serves_settles_when_nothing_is_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
