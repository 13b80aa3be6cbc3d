/* SPDX-License-Identifier: Apache-2.0 */

/* The funnel of those who enrolled in a span; and an adversary who asks for all spans. */
#include "reports/cohorts.h"

#include "base/chance.h"
#include "reports/report_fixture.h"
#include "store/internal.h"
#include "store/roster.h"

enum { MONTHS = 6, BOUND = 5, HISTORIES = 4, FIRST_MONTH = 3 };

#define HEAD "," COURSE ",Back care,,,,"

static const char *month_day(struct world *world, int month, int day)
{
    return arena_print(world->arena, "2018-%02d-%02d", month, day);
}

static void did(struct world *world, const char *who, const char *verb, const char *day)
{
    put_at(world,
           arena_print(world->arena,
                       "\"actor\":{\"mbox\":\"mailto:%s@example.org\"},\"verb\":{\"id\":\"" VERBS
                       "%s\"},\"object\":" COURSE_ACTIVITY,
                       who, verb),
           midnight_us(day) + INT64_C(12) * 3600 * 1000000);
}

/* The first of them start the course, a year later. */
static void enrol(struct world *world, int month, int enrolled, int started)
{
    for (int i = 0; i < enrolled; i++) {
        const char *who = arena_print(world->arena, "m%d-%d", month, i);
        did(world, who, "registered", month_day(world, month, 15));
        if (i < started) {
            did(world, who, "initialized", "2019-04-01");
        }
    }
}

/* ---- what is counted ---- */

static void span_counts_who_enrolled_in_it_whenever_they_went_on(void **state)
{
    struct world *world = *state;
    enrol(world, 3, 3, 1);
    enrol(world, 4, 4, 2);
    enrol(world, 6, 2, 2);
    expect_rows(world, "funnel", "", "none", HEAD ",9,5,0,55.6,0\r\n");
    expect_rows(world, "funnel", "from=2018-04-01", "none", HEAD ",6,4,0,66.7,0\r\n");
    expect_rows(world, "funnel", "to=2018-04-30", "none", HEAD ",7,3,0,42.9,0\r\n");
    expect_rows(world, "funnel", "from=2018-04-01&to=2018-05-31", "none", HEAD ",4,2,0,50,0\r\n");
    expect_rows(world, "funnel", "from=2018-05-01&to=2018-05-31", "none", "");
}

/* As in other reports whose rows are months. */
static void month_is_in_a_span_if_its_first_day_is(void **state)
{
    struct world *world = *state;
    enrol(world, 3, 3, 1);
    enrol(world, 4, 4, 2);
    expect_rows(world, "funnel", "from=2018-03-02", "none", HEAD ",4,2,0,50,0\r\n");
    expect_rows(world, "funnel", "to=2018-04-01", "none", HEAD ",7,3,0,42.9,0\r\n");
}

static void every_month_has_a_row_where_that_is_asked_for(void **state)
{
    struct world *world = *state;
    enrol(world, 3, 3, 1);
    enrol(world, 4, 4, 2);
    enrol(world, 6, 2, 2);
    expect_rows(world, "funnel", "period=month&from=2018-04-01", "none",
                HEAD "2018-04,4,2,0,50,0\r\n" HEAD "2018-06,2,2,0,100,0\r\n");
}

static void span_stands_beside_the_one_before(void **state)
{
    struct world *world = *state;
    enrol(world, 3, 3, 1);
    enrol(world, 4, 4, 2);
    expect_rows(world, "funnel", "from=2018-04-01&to=2018-04-30&compare=previous", "none",
                HEAD ",4,2,0,50,0,3,1,0\r\n");
    expect_rows(world, "funnel", "period=month&from=2018-04-01&to=2018-04-30&compare=previous",
                "none", HEAD "2018-04,4,2,0,50,0,3,1,0\r\n");
}

/* `ann` has a second account, with which she enrolled later and completed. */
static enum status put_person(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)write;
    static const char *const accounts[] = {"mailto:ann@example.org", "mailto:annie@example.org"};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++) {
        const struct person_account account = {.account = text_of(accounts[i]),
                                               .person = text_of(accounts[0])};
        status = transaction_put_person_account(transaction, &account, error);
    }
    return status;
}

static void person_counts_in_the_month_of_the_first_of_the_accounts(void **state)
{
    struct world *world = *state;
    struct store_write write = {.apply = put_person};
    did(world, "ann", "registered", "2018-03-15");
    did(world, "annie", "registered", "2018-04-15");
    did(world, "annie", "completed", "2018-05-15");
    did(world, "ben", "registered", "2018-04-15");
    assert_int_equal(store_write_and_wait(world->store, &write, &world->error), STATUS_OK);
    expect_rows(world, "funnel", "period=month", "none",
                HEAD "2018-03,1,1,1,100,100\r\n" HEAD "2018-04,1,0,0,0,0\r\n");
    expect_rows(world, "funnel", "from=2018-04-01", "none", HEAD ",1,0,0,0,0\r\n");
}

static void modules_are_counted_in_all_only(void **state)
{
    struct world *world = *state;
    static const char *const spans[] = {"from=2018-04-01", "to=2018-04-01", "period=month"};
    for (size_t i = 0; i < sizeof spans / sizeof spans[0]; i++) {
        const char *asked = arena_print(world->arena, "by=module&%s", spans[i]);
        assert_int_equal(run_asking(world, "funnel", asked, "none", REPORT_CSV), STATUS_INVALID);
        assert_non_null(strstr(world->error.message, "by: modules are counted in all only"));
    }
}

/* ---- what is hidden ---- */

/* The three of April would be what a span to the end of April has more than one to that of March.
 */
static void span_that_parts_a_small_month_from_the_others_is_hidden(void **state)
{
    struct world *world = *state;
    static const char all[] = HEAD ",123,0,0,0,0,lt5\r\n";
    static const char hidden[] = HEAD ",*,*,*,*,*,lt5\r\n";
    static const char first[] = HEAD ",20,0,0,0,0,lt5\r\n";
    enrol(world, 3, 20, 0);
    enrol(world, 4, 3, 0);
    enrol(world, 5, 100, 0);
    expect_rows(world, "funnel", "", "lt5", all);
    expect_rows(world, "funnel", "to=2018-03-31", "lt5", first);
    expect_rows(world, "funnel", "to=2018-04-30", "lt5", hidden);
    expect_rows(world, "funnel", "from=2018-04-01&to=2018-05-31", "lt5",
                HEAD ",103,0,0,0,0,lt5\r\n");
    expect_rows(world, "funnel", "from=2018-05-01", "lt5", hidden);
    expect_rows(world, "funnel", "period=month", "lt5",
                HEAD "2018-03,20,0,0,0,0,lt5\r\n" HEAD "2018-04,*,*,*,*,*,lt5\r\n" HEAD
                     "2018-05,*,*,*,*,*,lt5\r\n");
}

static void both_spans_have_to_be_shown_for_a_comparison(void **state)
{
    struct world *world = *state;
    enrol(world, 3, 20, 0);
    enrol(world, 4, 3, 0);
    enrol(world, 5, 100, 0);
    enrol(world, 6, 100, 0);
    expect_rows(world, "funnel", "from=2018-06-01&to=2018-06-30", "lt5",
                HEAD ",100,0,0,0,0,lt5\r\n");
    expect_rows(world, "funnel", "from=2018-06-01&to=2018-06-30&compare=previous", "lt5",
                HEAD ",*,*,*,*,*,*,*,*,lt5\r\n");
}

/* ---- an adversary ---- */

/* Counts of those who enrolled before each edge of a month, as far as they follow from each other:
 * `root` is the first edge from which the distance to this one is known. */
struct known {
    size_t root[MONTHS + 1];
    int64_t above[MONTHS + 1];
};

static void learn(struct known *known, size_t from, size_t to, int64_t count)
{
    const size_t gone = known->root[to];
    const size_t root = known->root[from];
    const int64_t moved = known->above[from] + count - known->above[to];
    for (size_t i = 0; i <= MONTHS && gone != root; i++) {
        if (known->root[i] == gone) {
            known->root[i] = root;
            known->above[i] += moved;
        }
    }
}

static void assert_tells_no_small_group(const struct known *known)
{
    for (size_t i = 0; i <= MONTHS; i++) {
        for (size_t j = 0; j < i; j++) {
            int64_t between = known->above[i] - known->above[j];
            if (known->root[i] == known->root[j] && between > 0 && between < BOUND) {
                fail_msg("%d enrolled or started between the edges %zu and %zu", (int)between, j,
                         i);
            }
        }
    }
}

/* Of the row behind `text`: enrolled and started, or false if they are hidden. */
static bool read_row(const char *text, int64_t *enrolled, int64_t *started)
{
    long long counts[2] = {0, 0};
    bool is_told = sscanf(text, "%lld,%lld", &counts[0], &counts[1]) == 2;
    *enrolled = counts[0];
    *started = counts[1];
    return is_told;
}

/* What the answer for the months from `from` to before `to` tells, in all or month by month. */
static void ask(struct world *world, size_t from, size_t to, bool by_month, struct known known[3])
{
    const char *asked = arena_print(
        world->arena, "from=%s&to=%s&period=%s", month_day(world, (int)from + FIRST_MONTH, 1),
        month_day(world, (int)to - 1 + FIRST_MONTH, 28), by_month ? "month" : "all");
    assert_int_equal(run_asking(world, "funnel", asked, "lt5", REPORT_CSV), STATUS_OK);
    for (const char *row = world->output.data; (row = strstr(row, HEAD)) != NULL;) {
        row += strlen(HEAD);
        size_t month = by_month ? (size_t)(row[6] - '0') - FIRST_MONTH : from;
        int64_t counts[2];
        if (read_row(strchr(row, ',') + 1, &counts[0], &counts[1])) {
            size_t end = by_month ? month + 1 : to;
            learn(&known[0], month, end, counts[0]);
            learn(&known[1], month, end, counts[1]);
            learn(&known[2], month, end, counts[0] - counts[1]);
        }
    }
}

static size_t count_known(const struct known *known)
{
    size_t count = 0;
    for (size_t i = 0; i <= MONTHS; i++) {
        count += known->root[i] != i;
    }
    return count;
}

static void enrol_at_random(struct world *world, struct chance *chance)
{
    for (int month = FIRST_MONTH; month < FIRST_MONTH + MONTHS; month++) {
        int64_t enrolled = chance_between(chance, 0, chance_of(chance, 50) ? 3 * BOUND : BOUND);
        int64_t started = chance_between(chance, 0, enrolled);
        enrol(world, month, (int)enrolled, (int)started);
    }
}

static size_t attack(struct world *world)
{
    struct known known[3];
    for (size_t i = 0; i <= MONTHS; i++) {
        known[0].root[i] = i;
        known[0].above[i] = 0;
    }
    known[1] = known[0];
    known[2] = known[0];
    for (size_t from = 0; from < MONTHS; from++) {
        for (size_t to = from + 1; to <= MONTHS; to++) {
            ask(world, from, to, false, known);
            ask(world, from, to, true, known);
        }
    }
    for (size_t i = 0; i < 3; i++) {
        assert_tells_no_small_group(&known[i]);
    }
    return count_known(&known[0]);
}

static void all_spans_together_tell_no_small_group(void **state)
{
    struct chance chance = {7};
    size_t told = 0;
    (void)state;
    if (fixture_rounds(1, 0) == 0) {
        skip(); /* whoever hides counts does not know which engine they come from */
    }
    for (unsigned i = 0; i < HISTORIES; i++) {
        void *one = NULL;
        (void)set_up_world(&one);
        enrol_at_random(one, &chance);
        told += attack(one);
        (void)tear_down_world(&one);
    }
    assert_in_range(told, HISTORIES, HISTORIES * MONTHS);
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, set_up_world, tear_down_world)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(span_counts_who_enrolled_in_it_whenever_they_went_on),
        RULE(month_is_in_a_span_if_its_first_day_is),
        RULE(every_month_has_a_row_where_that_is_asked_for),
        RULE(span_stands_beside_the_one_before),
        RULE(person_counts_in_the_month_of_the_first_of_the_accounts),
        RULE(modules_are_counted_in_all_only),
        RULE(span_that_parts_a_small_month_from_the_others_is_hidden),
        RULE(both_spans_have_to_be_shown_for_a_comparison),
        cmocka_unit_test(all_spans_together_tell_no_small_group),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
