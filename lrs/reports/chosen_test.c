/* SPDX-License-Identifier: Apache-2.0 */

/* Reports by segment: what they say of some learners is what they would say if there were no
 * others, whether these are asked for, are a row of a breakdown, or are all that may be seen. */
#include "reports/chosen.h"

#include "reports/disclosure_lines.h"
#include "reports/question.h"
#include "reports/reports.h"
#include "store/history_fixture.h"
#include "store/internal.h"
#include "store/organisations.h"
#include "store/roster.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <string.h>

enum { LEARNERS = 6, PARTS = 400, OUTPUT_LIMIT = 1 << 22, ALL = (1 << LEARNERS) - 1 };

static const int64_t end_us = INT64_C(253402214400) * 1000000;

/* Where learners are: the first five by the roster, the last as he says. */
static const struct {
    const char *key;
    const char *actor;
    const char *organisation;
    const char *profession;
    const char *staff_group;
    const char *band;
} learners[LEARNERS] = {
    {"mailto:a@example.org", "\"mbox\":\"mailto:a@example.org\"", "RAA", "Nurse", "Nursing", "5"},
    {"mailto:b@example.org", "\"mbox\":\"mailto:b@example.org\"", "RBB", "Nurse", "Nursing", "6"},
    {"account:https://one.example|c",
     "\"account\":{\"homePage\":\"https://one.example\",\"name\":\"c\"}", "RBB", "Physio", "AHP",
     "6"},
    {"account:https://one.example|d",
     "\"account\":{\"homePage\":\"https://one.example\",\"name\":\"d\"}", "RCC", "Physio", "AHP",
     "8a"},
    {"mailto:e@example.org", "\"mbox\":\"mailto:e@example.org\"", "RCC", "", "", ""},
    {"mailto:f@example.org", "\"mbox\":\"mailto:f@example.org\"", "", "", "", ""},
};

/* What is asked for, and whose numbers these are. RBB was succeeded by RAA, which is in QAA. */
static const struct {
    const char *name;
    const char *breakdown;
    const char *value;
    unsigned who;
} askings[] = {
    {"organisation", "organisation", "RAA", 0x07},
    {"organisation", NULL, "RBB", 0x06},
    {"organisation", "organisation", "RCC", 0x18},
    {"icb", "icb", "QAA", 0x07},
    {"region", "region", "Y56", 0x07},
    {"profession", "profession", "Physio", 0x0c},
    {"staff_group", "staff-group", "Nursing", 0x03},
    {"band", "band", "6", 0x06},
    {"source", "source", "https://one.example", 0x0c},
    {"organisation", NULL, "RZZ", 0},
};
enum { ASKINGS = sizeof askings / sizeof askings[0] };

struct world {
    struct arena *arena;
    struct statement statements[PARTS];
    unsigned whose[PARTS];
};

/* ---- stores of some learners ---- */

static enum status put_people(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)write;
    enum status status = STATUS_OK;
    for (size_t i = 0; i + 1 < LEARNERS && status == STATUS_OK; i++) {
        const struct stint stint = {
            .account = text_of(learners[i].key),
            .to_us = end_us,
            .values = {[STINT_MBOX] = text_of(""),
                       [STINT_ORGANISATION] = text_of(learners[i].organisation),
                       [STINT_PROFESSION] = text_of(learners[i].profession),
                       [STINT_REGISTRATION] = text_of(""),
                       [STINT_STAFF_GROUP] = text_of(learners[i].staff_group),
                       [STINT_BAND] = text_of(learners[i].band),
                       [STINT_SITE] = text_of("")}};
        status = transaction_put_stint(transaction, &stint, error);
    }
    static const char *const places[][4] = {{"RAA", "QAA", "Y56", "RAA"}, {"RBB", "", "", "RAA"}};
    for (size_t i = 0; i < 2 && status == STATUS_OK; i++) {
        const struct organisation_place place = {.code = text_of(places[i][0]),
                                                 .to_us = end_us,
                                                 .icb = text_of(places[i][1]),
                                                 .region = text_of(places[i][2]),
                                                 .successor = text_of(places[i][3])};
        status = transaction_put_organisation_place(transaction, &place, error);
    }
    return status;
}

/* Only what these learners did, a bit each; all of them have the same roster. */
static struct store *store_of(struct world *world, unsigned who)
{
    struct error error = {0};
    struct store *store = NULL;
    struct store_write people = {.apply = put_people};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement *some = ARENA_ARRAY(arena, struct statement, PARTS);
    size_t count = 0;
    for (size_t i = 0; i < PARTS; i++) {
        if ((who >> world->whose[i] & 1) != 0) {
            some[count++] = world->statements[i];
        }
    }
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(fixture_put(store, some, count / 2, &error), STATUS_OK);
    assert_int_equal(store_write_and_wait(store, &people, &error), STATUS_OK);
    assert_int_equal(fixture_put(store, some + count / 2, count - count / 2, &error), STATUS_OK);
    return store;
}

/* ---- asking ---- */

static enum status collect(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

struct asking {
    const struct report *report;
    const char *name; /* of a parameter; NULL: none */
    const char *value;
    const char *organisation;
};

/* Of months from this day on; NULL: of all time. */
static void ask_from(struct store *store, const struct asking *asking, const char *from,
                     struct buffer *out)
{
    struct error error = {0};
    struct report_parameter parameters[2];
    size_t count = 0;
    if (asking->name != NULL) {
        parameters[count++] = (struct report_parameter){asking->name, asking->value};
    }
    if (from != NULL) {
        parameters[count++] = (struct report_parameter){"from", from};
    }
    const struct report_request request = {.report = asking->report,
                                           .parameters = parameters,
                                           .parameter_count = count,
                                           .format = REPORT_CSV,
                                           .organisation = asking->organisation,
                                           .disclosure = DISCLOSURE_NONE,
                                           .names_people = true};
    buffer_clear(out);
    if (report_run(store, &request, collect, out, &error) != STATUS_OK) {
        fail_msg("%s: %s", asking->report->name, error.message);
    }
}

static void ask(struct store *store, const struct asking *asking, struct buffer *out)
{
    ask_from(store, asking, NULL, out);
}

static void assert_same(const struct asking *asking, const struct buffer *left,
                        const struct buffer *right)
{
    if (!text_equals(buffer_text(left), buffer_text(right))) {
        fail_msg("%s, %s=%s:\n%s\n%s", asking->report->name, asking->name, asking->value,
                 left->data, right->data);
    }
}

/* Rows of the division, without its name. */
static void take_division(const struct buffer *whole, const char *division, struct buffer *out)
{
    struct text rest = buffer_text(whole);
    struct text line;
    buffer_clear(out);
    for (bool is_header = true; text_split(&rest, '\n', &line) && line.length > 0;
         is_header = false) {
        bool is_its = text_starts_with(line, division) && line.data[strlen(division)] == ',';
        if (is_header) {
            buffer_print(out, "%.*s\n", TEXT_ARGUMENTS(line));
        } else if (is_its) {
            buffer_print(out, "%.*s\n", (int)(line.length - strlen(division)),
                         line.data + strlen(division));
        }
    }
}

struct outputs {
    struct buffer all;
    struct buffer some;
    struct buffer part;
};

static void outputs_finish(struct outputs *outputs)
{
    buffer_finish(&outputs->all);
    buffer_finish(&outputs->some);
    buffer_finish(&outputs->part);
}
DEFINE_AUTO_VALUE(struct outputs, outputs_finish);
#define OUTPUTS_INIT                                                                    \
    {                                                                                   \
        BUFFER_INIT(OUTPUT_LIMIT), BUFFER_INIT(OUTPUT_LIMIT), BUFFER_INIT(OUTPUT_LIMIT) \
    }

/* ---- rules ---- */

static void chosen_learners_have_the_figures_of_a_store_with_no_others(void **state)
{
    struct world *world = *state;
    AUTO(outputs_finish) struct outputs outputs = OUTPUTS_INIT;
    AUTO(store_close) struct store *store = store_of(world, ALL);
    size_t told = 0;
    for (size_t i = 0; i < ASKINGS; i++) {
        AUTO(store_close) struct store *alone = store_of(world, askings[i].who);
        for (const struct report *report = report_table; report->name != NULL; report++) {
            const struct asking asking = {report, askings[i].name, askings[i].value, NULL};
            const struct asking whole = {.report = report};
            if (report->by_segment) {
                ask(store, &asking, &outputs.some);
                ask(alone, &whole, &outputs.all);
                assert_same(&asking, &outputs.some, &outputs.all);
                told += outputs.some.length;
            }
        }
    }
    assert_in_range(told, 1 << 15, SIZE_MAX);
}

static void row_of_a_breakdown_is_what_asking_for_it_gives(void **state)
{
    struct world *world = *state;
    AUTO(outputs_finish) struct outputs outputs = OUTPUTS_INIT;
    AUTO(store_close) struct store *store = store_of(world, ALL);
    for (size_t i = 0; i < ASKINGS; i++) {
        for (const struct report *report = report_table; report->name != NULL; report++) {
            const struct asking asking = {report, askings[i].name, askings[i].value, NULL};
            const struct asking broken_down = {report, "breakdown", askings[i].breakdown, NULL};
            bool has_rows_of = strcmp(report->columns[0].name, "division") == 0;
            if (has_rows_of && askings[i].breakdown != NULL) {
                ask(store, &asking, &outputs.some);
                ask(store, &broken_down, &outputs.all);
                take_division(&outputs.all, askings[i].value, &outputs.part);
                assert_same(&asking, &outputs.some, &outputs.part);
            }
        }
    }
}

static void credential_of_an_organisation_sees_what_asking_for_it_gives(void **state)
{
    struct world *world = *state;
    AUTO(outputs_finish) struct outputs outputs = OUTPUTS_INIT;
    AUTO(store_close) struct store *store = store_of(world, ALL);
    static const char *const organisations[] = {"RAA", "RCC", "RZZ"};
    for (size_t i = 0; i < sizeof organisations / sizeof organisations[0]; i++) {
        for (const struct report *report = report_table; report->name != NULL; report++) {
            const struct asking asking = {report, "organisation", organisations[i], NULL};
            const struct asking seen = {report, NULL, NULL, organisations[i]};
            const struct asking both = {report, "organisation", organisations[i], organisations[i]};
            if (report->by_segment) {
                ask(store, &asking, &outputs.some);
                ask(store, &seen, &outputs.all);
                ask(store, &both, &outputs.part);
                assert_same(&seen, &outputs.some, &outputs.all);
                assert_same(&both, &outputs.some, &outputs.part);
            }
        }
    }
}

static void credential_of_an_organisation_sees_no_other_one(void **state)
{
    struct world *world = *state;
    AUTO(outputs_finish) struct outputs outputs = OUTPUTS_INIT;
    AUTO(store_close) struct store *store = store_of(world, ALL);
    for (const struct report *report = report_table; report->name != NULL; report++) {
        const struct asking other = {report, "organisation", "RCC", "RAA"};
        const struct asking nobody = {report, "organisation", "RZZ", NULL};
        if (report->by_segment) {
            ask(store, &other, &outputs.some);
            ask(store, &nobody, &outputs.all);
            assert_same(&other, &outputs.some, &outputs.all);
        }
    }
}

/* ---- spans ---- */

#define FIRST_DAY "0001-01-01"

static bool has_facts(const struct report *report)
{
    return report->by_cohort && strcmp(report->name, "funnel") != 0;
}

/* Facts are read for it, instead of tallies. */
static void span_of_all_months_has_the_figures_of_all_time(void **state)
{
    AUTO(outputs_finish) struct outputs outputs = OUTPUTS_INIT;
    AUTO(store_close) struct store *store = store_of(*state, ALL);
    static const struct asking ways[] = {{.name = NULL},
                                         {.organisation = "RAA"},
                                         {.name = "profession", .value = "Physio"},
                                         {.name = "breakdown", .value = "organisation"},
                                         {.name = "breakdown", .value = "band"}};
    size_t told = 0;
    for (const struct report *report = report_table; report->name != NULL; report++) {
        for (size_t i = 0; has_facts(report) && i < sizeof ways / sizeof ways[0]; i++) {
            struct asking asking = ways[i];
            asking.report = report;
            ask(store, &asking, &outputs.all);
            ask_from(store, &asking, FIRST_DAY, &outputs.some);
            assert_same(&asking, &outputs.some, &outputs.all);
            told += outputs.some.length;
        }
    }
    assert_in_range(told, 1 << 13, SIZE_MAX);
}

static struct disclosure_table table_of(struct store *store, const struct report *report,
                                        const char *period, struct arena *arena)
{
    const struct report_parameter parameters[] = {{"period", period},
                                                  {"breakdown", "organisation"}};
    const struct report_request request = {
        .report = report, .parameters = parameters, .parameter_count = 2};
    struct question *question = ARENA_NEW(arena, struct question);
    struct disclosure_table table;
    struct error error = {0};
    assert_int_equal(question_make(store, &request, arena, question, &error), STATUS_OK);
    assert_int_equal(question_collect(question, arena, &table, &error), STATUS_OK);
    return table;
}

static int64_t number_in(const struct disclosure_row *row, size_t column)
{
    return row->values[column] == NULL ? 0 : strtoll(row->values[column], NULL, 10);
}

/* Takes the months, whose names are gone, away from the rows of all time. */
static void assert_add_up(const struct disclosure_table *months, const struct disclosure_table *all,
                          size_t column, struct arena *arena)
{
    int64_t *left = ARENA_ARRAY(arena, int64_t, all->count + 1);
    const struct disclosure_row **partners = lines_match(months, all, arena);
    for (size_t i = 0; i < all->count; i++) {
        left[i] = number_in(&all->rows[i], column);
    }
    for (size_t i = 0; i < months->count; i++) {
        if (partners[i] != NULL) {
            left[partners[i] - all->rows] -= number_in(&months->rows[i], column);
        }
    }
    for (size_t i = 0; i < all->count; i++) {
        if (left[i] != 0) {
            fail_msg("%s: %d in no month", all->columns[column].name, (int)left[i]);
        }
    }
}

static void forget_months(struct disclosure_table *months)
{
    const size_t month = question_place_of(months->columns, "month");
    for (size_t i = 0; i < months->count; i++) {
        assert_non_null(months->rows[i].values[month]);
        months->rows[i].values[month] = NULL;
    }
}

static void months_add_up_to_all_time(void **state)
{
    AUTO(store_close) struct store *store = store_of(*state, ALL);
    for (const struct report *report = report_table; report->name != NULL; report++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        if (!has_facts(report)) {
            continue;
        }
        const struct disclosure_table all = table_of(store, report, "all", arena);
        struct disclosure_table months = table_of(store, report, "month", arena);
        forget_months(&months);
        assert_true(months.count > all.count);
        for (size_t column = 0; column < all.column_count; column++) {
            if (previous_is_told_of(&all.columns[column])) {
                assert_add_up(&months, &all, column, arena);
            }
        }
    }
}

/* ---- what is read ---- */

/* A row of what SQLite plans: id, parent, nothing, detail. */
static enum status expect_no_scan(void *context, const struct report_row *row, struct error *error)
{
    enum { DETAIL = 3 };
    (void)error;
    assert_true(row->count > DETAIL);
    if (strncmp(row->values[DETAIL], "SCAN tally", strlen("SCAN tally")) == 0) {
        fail_msg("%s reads every row of tally; see chosen.h",
                 ((const struct asking *)context)->report->name);
    }
    return STATUS_OK;
}

static void expect_few_rows_read(struct store *store, const struct report *report)
{
    struct asking asking = {report, "breakdown", "band", NULL};
    const struct report_parameter parameter = {asking.name, asking.value};
    const struct report_request request = {
        .report = report, .parameters = &parameter, .parameter_count = 1};
    struct error error = {0};
    struct question question = {.count = 0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer sql = BUFFER_INIT(OUTPUT_LIMIT);
    assert_int_equal(question_make(store, &request, arena, &question, &error), STATUS_OK);
    struct report_query query = {
        .sql = question.sql, .parameters = question.parameters, .parameter_count = question.count};
    buffer_add_string(&sql, "EXPLAIN QUERY PLAN ");
    assert_int_equal(chosen_write(store, question.sql, &query, &sql, &error), STATUS_OK);
    query.sql = sql.data;
    if (store_ask_report(store, &query, expect_no_scan, &asking, &error) != STATUS_OK) {
        fail_msg("%s: %s", report->name, error.message);
    }
}

/* What a credential of an organisation may not see is taken out of views (store/narrowing.h). */
static void only_chosen_reads_tallies_as_they_are_kept(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = store_of(*state, 0);
    for (const struct report *report = report_table; report->name != NULL; report++) {
        const struct report_request request = {.report = report};
        struct question question = {.count = 0};
        struct error error = {0};
        assert_int_equal(question_make(store, &request, arena, &question, &error), STATUS_OK);
        if (strstr(question.sql, "tally") != NULL || strstr(question.sql, "sort_") != NULL) {
            fail_msg("%s reads what is narrowed for nobody; see chosen.h", report->name);
        }
    }
}

static void breakdown_reads_the_rows_of_its_measures_alone(void **state)
{
    struct world *world = *state;
    AUTO(store_close) struct store *store = store_of(world, ALL);
    if (store->connection->backend != &backend_sqlite) {
        skip();
    }
    for (const struct report *report = report_table; report->name != NULL; report++) {
        if (strcmp(report->columns[0].name, "division") == 0) {
            expect_few_rows_read(store, report);
        }
    }
}

/* ---- disclosure ---- */

static void enrol_some(struct store *store, unsigned count, const char *organisation)
{
    struct error error = {0};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    static unsigned next;
    for (unsigned i = 0; i < count; i++) {
        next++;
        struct statement statement = fixture_statement(
            arena, next,
            arena_print(arena,
                        "\"actor\":{\"mbox\":\"mailto:%u@example.org\"},\"verb\":{\"id\":\"" VERBS
                        "registered\"},\"object\":" COURSE_ACTIVITY ",\"context\":{\"extensions\":"
                        "{\"https://w3id.org/xapi/ibest/extensions/organisation\":\"%s\"}}",
                        next, organisation),
            1500000000000000);
        assert_int_equal(fixture_put(store, &statement, 1, &error), STATUS_OK);
    }
}

/* `parameters` end with one without a name. */
static void expect_json(struct store *store, const char *report,
                        const struct report_parameter *parameters, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(OUTPUT_LIMIT);
    struct report_request request = {
        .report = report_find(text_of(report)), .parameters = parameters, .format = REPORT_NDJSON};
    while (parameters[request.parameter_count].name != NULL) {
        request.parameter_count++;
    }
    assert_int_equal(disclosure_find(text_of("lt5"), &request.disclosure, &error), STATUS_OK);
    assert_int_equal(report_run(store, &request, collect, &out, &error), STATUS_OK);
    if (strstr(out.data, expected) == NULL) {
        fail_msg("%s lacks %s", out.data, expected);
    }
}

/* Alone, as the one row of a breakdown that is asked for, and as that of `by`. */
static void expect_enrolled(struct store *store, const char *organisation, const char *expected)
{
    const struct report_parameter alone[] = {{"organisation", organisation}, {0}};
    const struct report_parameter broken_down[] = {
        {"organisation", organisation}, {"breakdown", "organisation"}, {0}};
    const struct report_parameter by[] = {
        {"organisation", organisation}, {"by", "organisation"}, {0}};
    expect_json(store, "funnel", alone, expected);
    expect_json(store, "funnel", broken_down, expected);
    expect_json(store, "funnel", by, expected);
}

/* They enrolled in July; the span before August is asked for. */
static void expect_enrolled_before(struct store *store, const char *organisation,
                                   const char *expected)
{
    const struct report_parameter parameters[] = {{"organisation", organisation},
                                                  {"from", "2017-08-01"},
                                                  {"to", "2017-08-31"},
                                                  {"compare", "previous"},
                                                  {0}};
    expect_json(store, "activity", parameters, expected);
}

/* Of 65 in all, 12 in one organisation and 50 in another one the three of the last would be known.
 */
static void what_a_breakdown_hides_is_hidden_where_it_alone_is_asked_for(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    enrol_some(store, 3, "RAA");
    enrol_some(store, 12, "RBB");
    enrol_some(store, 50, "RCC");
    expect_enrolled(store, "RAA", "\"enrolled\":null");
    expect_enrolled(store, "RBB", "\"enrolled\":null");
    expect_enrolled(store, "RCC", "\"enrolled\":50");
    expect_enrolled_before(store, "RAA", "\"enrolled_before\":null");
    expect_enrolled_before(store, "RBB", "\"enrolled_before\":null");
    expect_enrolled_before(store, "RCC", "\"enrolled_before\":50");
}

/* Everything is done by the first and last learner on the last day, so that all stores know as
 * much. */
static int set_up(void **state)
{
    struct arena *arena = arena_create();
    struct world *world = ARENA_NEW(arena, struct world);
    world->arena = arena;
    for (unsigned i = 0; i < PARTS; i++) {
        static char *(*const kinds[])(struct arena *, const struct history_place *) = {
            random_page_seen, random_quiz_result, random_answer,
            random_answer,    random_stage,       random_follow_up};
        const struct history_place place = {"", COURSE};
        bool is_last = i < LEARNERS;
        world->whose[i] = i % LEARNERS;
        char *what = is_last ? random_page_seen(arena, &place)
                             : kinds[random_below(sizeof kinds / sizeof kinds[0])](arena, &place);
        world->statements[i] = fixture_statement(
            arena, i + 1,
            arena_print(arena, "\"actor\":{%s},%s", learners[world->whose[i]].actor, what),
            1500000000000000 + (is_last ? 400 : random_below(300)) * history_day_us);
    }
    *state = world;
    return 0;
}

static int tear_down(void **state)
{
    arena_destroy(((struct world *)*state)->arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chosen_learners_have_the_figures_of_a_store_with_no_others),
        cmocka_unit_test(row_of_a_breakdown_is_what_asking_for_it_gives),
        cmocka_unit_test(credential_of_an_organisation_sees_what_asking_for_it_gives),
        cmocka_unit_test(credential_of_an_organisation_sees_no_other_one),
        cmocka_unit_test(breakdown_reads_the_rows_of_its_measures_alone),
        cmocka_unit_test(only_chosen_reads_tallies_as_they_are_kept),
        cmocka_unit_test(what_a_breakdown_hides_is_hidden_where_it_alone_is_asked_for),
        cmocka_unit_test(span_of_all_months_has_the_figures_of_all_time),
        cmocka_unit_test(months_add_up_to_all_time),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
