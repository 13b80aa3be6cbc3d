/* SPDX-License-Identifier: Apache-2.0 */

/* What an extract holds, whom it tells of, and when none is made. */
#include "extract/fixture.h"

#include "reports/pseudonyms.h"

static void set_of_learners(struct world *world)
{
    (void)fixture_learns(world, "ann", "registered", 1);
    (void)fixture_learns(world, "ann", "initialized", 1);
    (void)fixture_learns(world, "ann", "completed", 1);
    (void)fixture_learns(world, "bob", "initialized", 1);
    (void)fixture_learns(world, "bob", "initialized", 2);
}

static int compare_lines(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* The rows of a view come in no order that is the same everywhere. */
static const char *sorted(struct arena *arena, const char *text)
{
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(EXTRACT_DUMP_MAX);
    const char *lines[256];
    size_t count = 0;
    struct text rest = text_of(text);
    struct text line;
    while (text_split(&rest, '\n', &line)) {
        assert_true(count < 256);
        lines[count++] = arena_copy(arena, line);
    }
    qsort(lines, count, sizeof lines[0], compare_lines);
    for (size_t i = 0; i < count; i++) {
        buffer_print(&out, "%s\n", lines[i]);
    }
    return arena_copy(arena, buffer_text(&out));
}

static void extract_has_the_rows_of_each_published_view(void **state)
{
    struct world *world = *state;
    struct dictionary dictionary;
    size_t filled = 0;
    set_of_learners(world);
    fixture_must(world, dictionary_load(world->arena, &dictionary, &world->error));
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    for (size_t i = 0; i < dictionary.count; i++) {
        const char *name = dictionary.tables[i]->name;
        if (strncmp(name, "report_", 7) != 0) {
            continue;
        }
        const char *sql = arena_print(world->arena, "SELECT * FROM %s", name);
        AUTO(buffer_finish) struct buffer rows = BUFFER_INIT(EXTRACT_DUMP_MAX);
        fixture_must(world, store_run_report(world->store, sql, NULL, 0, fixture_add_row, &rows,
                                             &world->error));
        buffer_add_string(&rows, "");
        assert_string_equal(sorted(world->arena, fixture_ask(world, world->path, sql)),
                            sorted(world->arena, rows.data));
        filled += rows.length > 0;
    }
    assert_true(filled >= 8);
}

/* A tool sees numbers as numbers, not as text that looks like some. */
static void values_have_the_types_that_the_dictionary_tells(void **state)
{
    struct world *world = *state;
    struct dictionary dictionary;
    set_of_learners(world);
    fixture_must(world, dictionary_load(world->arena, &dictionary, &world->error));
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    AUTO(connection_close) struct connection *connection = fixture_reopen(world, world->path);
    for (size_t i = 0; i < dictionary.count; i++) {
        const struct dictionary_table *table = dictionary.tables[i];
        for (size_t j = 0; j < table->column_count; j++) {
            const char *sql = arena_print(
                world->arena,
                "SELECT count(*) FROM %s WHERE typeof(\"%s\") NOT IN (lower('%s'), 'null')",
                table->name, table->columns[j].name, table->columns[j].type->sql);
            assert_string_equal(fixture_rows(world, connection, sql), "0|\n");
        }
    }
}

static void extract_carries_its_dictionary_and_what_it_is_of(void **state)
{
    struct world *world = *state;
    set_of_learners(world);
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    AUTO(connection_close) struct connection *connection = fixture_reopen(world, world->path);
    /* Every column of every table is described, and nothing else. */
    assert_string_equal(
        fixture_rows(
            world, connection,
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c "
            "WHERE m.type = 'table' EXCEPT SELECT table_name, column_name FROM dictionary"),
        "");
    assert_string_equal(fixture_rows(world, connection,
                                     "SELECT type, unit, meaning FROM dictionary "
                                     "WHERE table_name = 'statement' AND column_name = 'duration'"),
                        "number|seconds|result.duration|\n");
    assert_string_equal(
        fixture_rows(world, connection, "SELECT rows FROM contents WHERE table_name = 'statement'"),
        "5|\n");
    assert_string_equal(
        fixture_rows(world, connection,
                     "SELECT value FROM about WHERE name IN ('seq', 'statements', 'pseudonyms', "
                     "'organisation', 'disclosure', 'program') ORDER BY name"),
        "none|\n|\nibest-lrs " IBEST_VERSION "|\nno|\n5|\n5|\n");
    assert_string_equal(
        fixture_rows(world, connection,
                     "SELECT value = (SELECT stored FROM statement WHERE seq = 5) FROM about "
                     "WHERE name = 'stored'"),
        "1|\n");
}

static void statement_is_one_flat_row(void **state)
{
    struct world *world = *state;
    (void)fixture_store(
        world,
        "\"actor\":{\"account\":{\"homePage\":\"https://lms.example\",\"name\":\"7\"}},"
        "\"verb\":{\"id\":\"" FIXTURE_VERBS "passed\"},\"object\":{\"id\":\"" FIXTURE_COURSE
        "/quiz\",\"definition\":{\"type\":\"" FIXTURE_TYPES "assessment\"}},\"result\":{"
        "\"success\":true,\"completion\":false,\"duration\":\"PT1M2.5S\",\"score\":{\"scaled\":"
        "0.75,\"raw\":15}},\"context\":{\"platform\":\"LMS\",\"registration\":"
        "\"0A1B2C3D-0000-4000-8000-000000000001\",\"contextActivities\":{\"parent\":[{\"id\":"
        "\"" FIXTURE_COURSE "/1\",\"definition\":{\"type\":\"" FIXTURE_TYPES "module\"}}],"
        "\"grouping\":[{\"id\":\"" FIXTURE_COURSE "\",\"definition\":{\"type\":\"" FIXTURE_TYPES
        "course\"}}]},\"extensions\":{\"https://w3id.org/xapi/ibest/extensions/organisation\":"
        "\"RTH\"}}");
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    assert_string_equal(
        fixture_ask(world, world->path,
                    "SELECT seq, id, learner, verb, activity, activity_type, course, module, "
                    "success, completion, score, raw_score, duration, registration, platform, "
                    "said_organisation, source, voided, timestamp = stored FROM statement"),
        "1|00000000000040008000000000000001|account:https://lms.example|7|" FIXTURE_VERBS
        "passed|" FIXTURE_COURSE "/quiz|" FIXTURE_TYPES "assessment|" FIXTURE_COURSE
        "|" FIXTURE_COURSE "/1|1|0|0.75|15|62.5|0a1b2c3d000040008000000000000001|LMS|RTH|test|0|"
        "1|\n");
}

static void statement_without_activity_and_result_has_empty_columns(void **state)
{
    struct world *world = *state;
    unsigned target = fixture_learns(world, "ann", "initialized", 1);
    (void)fixture_voids(world, target);
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    assert_string_equal(
        fixture_ask(world, world->path,
                    "SELECT activity, activity_type, course, module, success, score, duration, "
                    "registration, voids, voided FROM statement ORDER BY seq"),
        FIXTURE_COURSE "/1|" FIXTURE_TYPES "module|" FIXTURE_COURSE "|" FIXTURE_COURSE
                       "/1||||||1|\n||||||||00000000000040008000000000000001|0|\n");
}

/* Searched for in all bytes of the file, whichever column they might have come into. */
static void pseudonyms_stand_for_learners_their_statements_and_registrations(void **state)
{
    static const char *const secrets[] = {"@example.org", "ann@",     "bob@", "00004000800000",
                                          "0a1b2c3d",     "0A1B2C3D", NULL};
    struct world *world = *state;
    set_of_learners(world);
    (void)fixture_store(world, "\"actor\":{\"mbox\":\"mailto:ann@example.org\"},\"verb\":{\"id\":"
                               "\"" FIXTURE_VERBS "passed\"},\"object\":{\"id\":\"" FIXTURE_COURSE
                               "\"},\"result\":{\"score\":{\"scaled\":1}},\"context\":{"
                               "\"registration\":\"0a1b2c3d-0000-4000-8000-000000000001\"}");
    fixture_must(world, fixture_extract(world, world->path, false, false, NULL));
    fixture_check_holds_none(world->path, secrets);
    /* Nobody is nobody, not a pseudonym of nobody. */
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) > 0, sum(done_by = '') = count(*) "
                                    "FROM report_progress WHERE is_completed = 0"),
                        "1|1|\n");
    /* Tables can be joined as if they were names. */
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) FROM report_progress p JOIN statement s "
                                    "ON s.id = p.started_by AND s.learner = p.learner"),
                        "5|\n");
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(DISTINCT learner), min(length(learner)), "
                                    "min(substr(id, 1, 2)), count(registration) FROM statement"),
                        "2|34|s-|1|\n");
    fixture_must(world, fixture_extract(world, world->fresh, false, true, NULL));
    assert_string_equal(fixture_ask(world, world->fresh,
                                    "SELECT count(*) FROM statement WHERE learner LIKE 'mailto:%'"),
                        "6|\n");
}

/* Names and pseudonyms in the same order would tell who is who to somebody who has a list. */
static void rows_with_pseudonyms_are_not_in_the_order_of_names(void **state)
{
    struct world *world = *state;
    for (unsigned i = 0; i < 26; i++) {
        char name[] = {(char)('a' + i), '\0'};
        (void)fixture_learns(world, name, "initialized", 1);
    }
    fixture_must(world, fixture_extract(world, world->path, false, false, NULL));
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) FROM report_learner a JOIN report_learner b "
                                    "ON b.rowid = a.rowid + 1 AND b.learner < a.learner UNION ALL "
                                    "SELECT count(*) FROM report_progress a JOIN report_progress b "
                                    "ON b.rowid = a.rowid + 1 AND b.learner < a.learner"),
                        "0|\n0|\n");
}

static void extract_of_one_organisation_tells_of_its_learners_only(void **state)
{
    struct world *world = *state;
    set_of_learners(world); /* ann is at Ra, bob at Rb */
    fixture_must(world, fixture_extract(world, world->path, false, true, "Rb"));
    assert_string_equal(
        fixture_ask(world, world->path,
                    "SELECT DISTINCT learner FROM statement UNION ALL "
                    "SELECT learner FROM report_learner UNION ALL "
                    "SELECT DISTINCT learner FROM report_learner_module"),
        "mailto:bob@example.org|\nmailto:bob@example.org|\nmailto:bob@example.org|\n");
    static const char *const secrets[] = {"ann@", NULL};
    fixture_check_holds_none(world->path, secrets);
    /* Who are counted, too: segments of this organisation, not everybody. */
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) > 0, sum(stage.segment = 0), "
                                    "sum(segment.organisation = 'Rb') = count(*) "
                                    "FROM report_stage stage JOIN report_segment segment "
                                    "USING (segment)"),
                        "1|0|1|\n");
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) FROM report_stage WHERE segment NOT IN "
                                    "(SELECT segment FROM report_segment)"),
                        "0|\n");
    assert_int_equal(world->summary.added, 2);
}

static void extract_of_an_empty_store_has_all_tables(void **state)
{
    struct world *world = *state;
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    assert_string_equal(fixture_ask(world, world->path,
                                    "SELECT count(*) > 20, count(*) = sum(rows = 0) FROM contents "
                                    "WHERE substr(table_name, 1, 7) = 'report_'"),
                        "1|1|\n");
    fixture_must(world, fixture_extract(world, world->path, true, true, NULL));
    (void)fixture_learns(world, "ann", "initialized", 1);
    fixture_must(world, fixture_extract(world, world->path, true, true, NULL));
    fixture_check_equal(world, true);
}

static void expect_failure(struct world *world, enum status expected, enum status status,
                           const char *message)
{
    assert_int_equal(status, expected);
    if (strstr(world->error.message, message) == NULL) {
        fail_msg("'%s' for '%s'", world->error.message, message);
    }
}

static void what_is_there_is_replaced_only_when_asked_and_only_an_extract(void **state)
{
    struct world *world = *state;
    const struct extract_options careful = {.names_people = true};
    expect_failure(world, STATUS_NOT_FOUND, fixture_extract(world, world->path, true, true, NULL),
                   "there is no file");
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    expect_failure(
        world, STATUS_CONFLICT,
        extract_write(world->store, world->path, &careful, &world->summary, &world->error),
        "--force to replace it");
    fixture_must(world, file_write_atomically(world->fresh, text_of("a letter"), &world->error));
    expect_failure(world, STATUS_CONFLICT, fixture_extract(world, world->fresh, false, true, NULL),
                   "is no extract");
    expect_failure(world, STATUS_CONFLICT, fixture_extract(world, world->fresh, true, true, NULL),
                   "is no extract");
}

static void extract_in_a_folder_that_is_not_there_says_so(void **state)
{
    struct world *world = *state;
    const char *path = arena_print(world->arena, "%s/nowhere/x.sqlite", world->folder);
    expect_failure(world, STATUS_NOT_FOUND, fixture_extract(world, path, false, true, NULL),
                   "nowhere/x.sqlite");
}

static void extract_of_a_later_kind_is_not_brought_up_to_date(void **state)
{
    struct world *world = *state;
    fixture_must(world, fixture_extract(world, world->path, false, true, NULL));
    (void)fixture_ask(world, world->path, "UPDATE about SET value = '99' WHERE name = 'format'");
    expect_failure(world, STATUS_CONFLICT, fixture_extract(world, world->path, true, true, NULL),
                   "of another version of ibest-lrs");
}

#define RULE(name) cmocka_unit_test_setup_teardown(name, fixture_world, fixture_end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        RULE(extract_has_the_rows_of_each_published_view),
        RULE(values_have_the_types_that_the_dictionary_tells),
        RULE(extract_carries_its_dictionary_and_what_it_is_of),
        RULE(statement_is_one_flat_row),
        RULE(statement_without_activity_and_result_has_empty_columns),
        RULE(pseudonyms_stand_for_learners_their_statements_and_registrations),
        RULE(rows_with_pseudonyms_are_not_in_the_order_of_names),
        RULE(extract_of_one_organisation_tells_of_its_learners_only),
        RULE(extract_of_an_empty_store_has_all_tables),
        RULE(what_is_there_is_replaced_only_when_asked_and_only_an_extract),
        RULE(extract_in_a_folder_that_is_not_there_says_so),
        RULE(extract_of_a_later_kind_is_not_brought_up_to_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
