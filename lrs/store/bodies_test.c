/* SPDX-License-Identifier: Apache-2.0 */

/* Packing: that every statement comes back byte for byte, also from stores of before. */
#include "base/mem.h"
#include "store/fixture.h"
#include "store/internal.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <unistd.h>

enum {
    SECOND_DICTIONARY = 20000,
    ALIKE = 1100,
    LONG = 200000,
    ANSWERS_LIMIT = 1 << 24,
    BATCH = 100
};

/* alike() is never shorter. */
enum { TEXT_LENGTH = 330 };
#define SUM_OF_NEWEST "SELECT sum(length(members)) FROM statement WHERE seq > 1100"

#define FILE_NAME "bodies_test.db"
#define URL "sqlite:" FILE_NAME

static void remove_files(void)
{
    static const char *const endings[] = {"", "-wal", "-shm", "-lock"};
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        char path[64];
        (void)snprintf(path, sizeof path, FILE_NAME "%s", endings[i]);
        (void)unlink(path);
    }
}

static int set_up(void **state)
{
    (void)state;
    remove_files();
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    remove_files();
    return 0;
}

static struct store *open_store(void)
{
    struct error error = {0};
    struct store *store = NULL;
    if (store_open(URL, NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return store;
}

/* Statements as an LMS sends them: much is alike, the learner and the page are not. */
static const char *alike(struct arena *arena, unsigned number)
{
    return arena_print(
        arena,
        "\"actor\":{\"account\":{\"homePage\":\"https://"
        "lms.example.org\",\"name\":\"learner-%u\"}},"
        "\"verb\":{\"id\":\"http://adlnet.gov/expapi/verbs/experienced\"},\"object\":{\"id\":"
        "\"https://courses.example.org/back-care/pages/%u\",\"definition\":{\"name\":{\"en-GB\":"
        "\"Page %u \xE2\x80\x93 caf\xC3\xA9\"}}},\"result\":{\"duration\":\"PT%u.5S\"}",
        number * 7919 % 1000, number % 40, number % 40, number % 600);
}

/* The same with an extension that nothing packs well, `length` long. */
static const char *unlike(struct arena *arena, unsigned number, size_t length)
{
    char *noise = arena_allocate(arena, 1, length + 1);
    uint64_t random = number;
    for (size_t i = 0; i < length; i++) {
        random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        noise[i] = (char)('#' + (random >> 33) % 57); /* no quote, no backslash */
    }
    return arena_print(arena, "%s,\"context\":{\"extensions\":{\"http://example.org/e\":\"%s\"}}",
                       alike(arena, number), noise);
}

static void put(struct store *store, struct statement *items, size_t count)
{
    struct error error = {0};
    if (fixture_put(store, items, count, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    learning_wait(store->learning); /* so that the next are packed with what these teach */
}

static void put_alike(struct store *store, unsigned first, unsigned count)
{
    for (unsigned done = 0; done < count; done += BATCH) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement items[BATCH];
        for (unsigned i = 0; i < BATCH; i++) {
            unsigned number = first + done + i;
            items[i] = fixture_statement(arena, number, alike(arena, number), 1 + number);
        }
        put(store, items, BATCH);
    }
}

/* Every fifth is of another kind, which all samples for the second dictionary would be if they were
 * taken at equal distances. */
static void put_mixed(struct store *store, unsigned count)
{
    for (unsigned done = 0; done < count; done += BATCH) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement items[BATCH];
        for (unsigned i = 0; i < BATCH; i++) {
            unsigned number = done + i + 1;
            items[i] = number % 5 == 0
                           ? fixture_did(arena, number, arena_print(arena, "guest%u", number % 7),
                                         "https://example.org/looked", "https://example.org/door")
                           : fixture_statement(arena, number, alike(arena, number), 1 + number);
        }
        put(store, items, BATCH);
    }
}

static int64_t ask(struct store *store, const char *sql)
{
    struct error error = {0};
    int64_t answer = -1;
    struct connection *reader = store_borrow_reader(store);
    assert_int_equal(connection_integer(reader, sql, NO_VALUES, &answer, &error), STATUS_OK);
    store_return_reader(store, reader);
    return answer;
}

static enum status compare(void *context, const struct stored_statement *statement,
                           struct error *error)
{
    (void)error;
    assert_int_equal(statement->members.length, strlen(context));
    assert_memory_equal(statement->members.data, context, statement->members.length);
    return STATUS_OK;
}

static enum status get(struct store *store, unsigned number, const char *members,
                       struct error *error)
{
    struct uuid id = fixture_id(number);
    char *copy = mem_copy_string(members);
    enum status status = store_get_statement(store, &id, false, compare, copy, error);
    free(copy);
    return status;
}

static void must_get(struct store *store, unsigned number, const char *members)
{
    struct error error = {0};
    if (get(store, number, members, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void what_was_packed_comes_back_byte_for_byte(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    put_alike(store, 1, ALIKE);
    assert_int_equal(ask(store, "SELECT count(*) FROM dictionary"), 1);
    put_alike(store, ALIKE + 1, BATCH);
    const char *noise = unlike(arena, 5000, LONG);
    const char *longer = unlike(arena, 5001, LONG / 100);
    struct statement others[] = {fixture_statement(arena, 5000, noise, 0),
                                 fixture_statement(arena, 5001, longer, 0)};
    put(store, others, 2);
    for (unsigned number = 1; number <= ALIKE + BATCH; number++) {
        must_get(store, number, alike(arena, number));
    }
    must_get(store, 5000, noise);
    must_get(store, 5001, longer);
}

static void packed_statements_are_a_fraction_of_their_text(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    put_alike(store, 1, ALIKE);
    put_alike(store, ALIKE + 1, BATCH);
    assert_in_range(ask(store, SUM_OF_NEWEST), BATCH * 10, BATCH * TEXT_LENGTH / 4);
    assert_in_range(ask(store, "SELECT sum(length(members)) FROM statement WHERE seq <= 100"),
                    BATCH * TEXT_LENGTH / 4, BATCH * TEXT_LENGTH);
}

static void a_store_that_is_opened_again_packs_with_its_dictionary(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct store *first = open_store();
    put_alike(first, 1, ALIKE);
    store_close(first);
    AUTO(store_close) struct store *store = open_store();
    put_alike(store, ALIKE + 1, BATCH);
    assert_in_range(ask(store, SUM_OF_NEWEST), 1, BATCH * TEXT_LENGTH / 4);
    must_get(store, 1, alike(arena, 1));
    must_get(store, ALIKE + 1, alike(arena, ALIKE + 1));
}

static void what_comes_at_intervals_does_not_spoil_a_dictionary(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = open_store();
    put_mixed(store, SECOND_DICTIONARY + BATCH);
    assert_int_equal(ask(store, "SELECT count(*) FROM dictionary"), 2);
    put_alike(store, 2 * SECOND_DICTIONARY, BATCH);
    int64_t sum = ask(store, "SELECT sum(length(members)) FROM statement WHERE seq > 20100");
    assert_in_range(sum, BATCH * 10, BATCH * TEXT_LENGTH / 4);
}

/* A statement packed with a dictionary, spoilt by `sql`. */
static void check_damage(const char *sql)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    struct store *first = open_store();
    put_alike(first, 1, ALIKE);
    put_alike(first, ALIKE + 1, BATCH);
    assert_int_equal(connection_run(fixture_connection(first), sql, NO_VALUES, &error), STATUS_OK);
    store_close(first);
    AUTO(store_close) struct store *store = open_store();
    assert_int_equal(get(store, ALIKE + 5, alike(arena, ALIKE + 5), &error), STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "cannot be unpacked"));
    must_get(store, 1, alike(arena, 1));
    remove_files();
}

static void damage_is_told(void **state)
{
    (void)state;
    check_damage("UPDATE statement SET members = x'00' WHERE seq = 1105");
    check_damage("UPDATE statement SET members = zeroblob(100) WHERE seq = 1105");
    check_damage("UPDATE statement SET members = substr(members, 1, 20) WHERE seq = 1105");
    check_damage("DELETE FROM dictionary");
}

/* Statement 1105 with the byte `at` of what is kept replaced by another. */
static void change_byte(struct store *store, int64_t at)
{
    struct error error = {0};
    enum status status = connection_run(
        fixture_connection(store),
        "UPDATE statement SET members = (SELECT CAST(substr(o.members, 1, $1) || CASE WHEN "
        "substr(o.members, $1 + 1, 1) = x'41' THEN x'42' ELSE x'41' END || substr(o.members, $1 + "
        "2) AS BLOB) FROM original o) WHERE seq = 1105",
        VALUES(value_integer(at)), &error);
    assert_int_equal(status, STATUS_OK);
}

/* Most leave a frame that unpacks, to something else: only its checksum tells. */
static void any_changed_byte_is_told(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_store();
    struct error error = {0};
    put_alike(store, 1, ALIKE);
    put_alike(store, ALIKE + 1, BATCH);
    assert_int_equal(connection_run(fixture_connection(store),
                                    "CREATE TABLE original AS SELECT members FROM statement "
                                    "WHERE seq = 1105",
                                    NO_VALUES, &error),
                     STATUS_OK);
    int64_t length = ask(store, "SELECT length(members) FROM original");
    assert_in_range(length, 10, TEXT_LENGTH);
    for (int64_t at = 0; at < length; at++) {
        change_byte(store, at);
        assert_int_equal(get(store, 1105, alike(arena, 1105), &error), STATUS_UNAVAILABLE);
    }
}

/* ---- stores of before ---- */

static enum status add_answer(void *context, const struct stored_statement *statement,
                              struct error *error)
{
    (void)error;
    buffer_print(context, "%lld %lld %.*s %.*s\n", (long long)statement->seq,
                 (long long)statement->stored_us, (int)statement->members.length,
                 statement->members.data, (int)statement->timestamp.length,
                 statement->timestamp.data == NULL ? "" : statement->timestamp.data);
    return STATUS_OK;
}

static void add_page(struct store *store, struct statement_query query, struct buffer *out)
{
    struct error error = {0};
    do {
        assert_int_equal(
            store_query_statements(store, &query, add_answer, out, &query.after_seq, &error),
            STATUS_OK);
    } while (query.after_seq != 0);
}

/* Every kind of question, from both ends, and each span of time between statements. */
static void add_answers(struct store *store, struct buffer *out)
{
    static const struct term terms[] = {
        {TERM_ACTIVITY, {"https://courses.example.org/back-care/pages/3", 45}},
        {TERM_VERB, {"http://adlnet.gov/expapi/verbs/experienced", 42}},
        {TERM_VERB, {FIXTURE_VOIDED, sizeof FIXTURE_VOIDED - 1}},
    };
    struct statement_query query = {.since_us = INT64_MIN, .until_us = INT64_MAX, .limit = 30};
    for (size_t i = 0; i <= sizeof terms / sizeof terms[0]; i++) {
        query.terms = i == 0 ? NULL : &terms[i - 1];
        query.term_count = i > 0;
        for (int ascending = 0; ascending < 2; ascending++) {
            query.ascending = ascending != 0;
            add_page(store, query, out);
        }
    }
    query = (struct statement_query){.ascending = true, .limit = 1000};
    int64_t last = ask(store, "SELECT max(seq) FROM statement");
    for (int64_t seq = 0; seq <= last; seq += 9) {
        char sql[96];
        (void)snprintf(sql, sizeof sql, "SELECT stored_us FROM statement WHERE seq = %lld",
                       (long long)seq + 1);
        query.since_us = ask(store, sql) - seq % 2;
        query.until_us = query.since_us + 5000;
        add_page(store, query, out);
    }
    struct error error = {0};
    assert_int_equal(buffer_check(out, "answers", &error), STATUS_OK);
}

/* As the schema was before statements were packed. */
static const char as_before[] =
    "CREATE TABLE before (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, "
    "stored_us INTEGER NOT NULL UNIQUE, timestamp TEXT, timestamp_us INTEGER NOT NULL, "
    "authority INTEGER NOT NULL, version TEXT NOT NULL, digest BLOB NOT NULL, "
    "voids INTEGER NOT NULL, voided INTEGER NOT NULL, members TEXT NOT NULL) STRICT; "
    "INSERT INTO before SELECT seq, id, stored_us, timestamp, timestamp_us, authority, version, "
    "zeroblob(32), voids, voided, 'text' FROM statement; DROP TABLE statement; "
    "ALTER TABLE before RENAME TO statement; DROP TABLE dictionary; "
    "DROP TABLE unposted; DROP TABLE posting_span; DROP INDEX term_frequent; "
    "DROP INDEX activity_name_none; DELETE FROM posting WHERE term <= 0; "
    "DROP VIEW report_shared_learner; DROP VIEW report_learner_stage; "
    "DROP VIEW report_learner; DROP VIEW report_person; DROP VIEW report_organisation; "
    "DROP TABLE roster; DROP TABLE person_account; DROP TABLE person_journal; "
    "DROP TABLE organisation; DROP TABLE organisation_link; DROP TABLE organisation_place; "
    "DROP TABLE organisation_source; "
    "DROP VIEW report_learner_score; "
    "DROP VIEW report_score; "
    "DROP VIEW report_answer; "
    "DROP VIEW report_answer_time; "
    "DROP VIEW report_item; "
    "DROP VIEW report_change; "
    "DROP VIEW report_cohort; "
    "DROP VIEW report_page; "
    "DROP VIEW report_stage; "
    "DROP VIEW report_active; "
    "DROP VIEW report_statements; "
    "DROP VIEW report_completion; "
    "DROP VIEW report_learner_module; "
    "DROP VIEW report_site_report; "
    "DROP VIEW report_quality; "
    "DROP VIEW report_follow_up; "
    "DROP VIEW report_completed_last; "
    "DROP VIEW report_learner_completion; "
    "DROP VIEW report_segment; DROP VIEW report_learner_segment; DROP TABLE segment; DROP TABLE "
    "learner_segment; "
    "DROP VIEW sort_score; "
    "DROP VIEW sort_answer; "
    "DROP VIEW sort_answer_time; "
    "DROP VIEW sort_item; "
    "DROP VIEW sort_change; "
    "DROP VIEW sort_page; "
    "DROP VIEW sort_cohort; "
    "DROP VIEW sort_stage; "
    "DROP VIEW sort_active; "
    "DROP VIEW sort_statements; "
    "DROP VIEW sort_completion; "
    "DROP VIEW sort_follow_up; "
    "DROP VIEW sort_completed_last; "
    "DROP VIEW fact_of_month; DROP TABLE learner_fact; DROP TABLE tally; DROP TABLE tally_sort; "
    "DROP TABLE pseudonym_key; "
    "DROP TABLE erased_statement; DROP TABLE erasure; "
    "DROP VIEW report_history; DROP VIEW report_history_due; DROP TABLE profile_history; "
    "DROP TABLE profile_history_due; DROP TABLE profile_pattern; "
    "DROP VIEW report_conformance; DROP TABLE profile; DROP TABLE profile_template; DROP TABLE "
    "profile_breach; "
    "ALTER TABLE credential DROP COLUMN disclosure; "
    "ALTER TABLE credential DROP COLUMN organisation; "
    "ALTER TABLE credential DROP COLUMN strict_profiles; "
    "DELETE FROM schema_version WHERE version >= 11";

static void make_as_before(struct store *store, struct arena *arena, unsigned count)
{
    struct connection *connection = fixture_connection(store);
    struct error error = {0};
    assert_int_equal(connection->backend->run_script(connection, as_before, &error), STATUS_OK);
    for (unsigned number = 1; number <= count; number++) {
        struct uuid id = fixture_id(number);
        assert_int_equal(
            connection_run(connection, "UPDATE statement SET members = $1 WHERE id = $2",
                           VALUES(value_string(alike(arena, number)), value_uuid(&id)), &error),
            STATUS_OK);
    }
}

static void a_store_of_before_answers_the_same(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(buffer_finish) struct buffer before = BUFFER_INIT(ANSWERS_LIMIT);
    AUTO(buffer_finish) struct buffer after = BUFFER_INIT(ANSWERS_LIMIT);
    struct error error = {0};
    struct store *old = open_store();
    put_alike(old, 1, 3 * BATCH);
    assert_int_equal(connection_run(fixture_connection(old),
                                    "UPDATE statement SET voided = 1 WHERE seq = 43", NO_VALUES,
                                    &error),
                     STATUS_OK);
    add_answers(old, &before);
    make_as_before(old, arena, 3 * BATCH);
    store_close(old);
    AUTO(store_close) struct store *store = open_store();
    add_answers(store, &after);
    assert_string_equal(after.data, before.data);
    put_alike(store, 1001, ALIKE);
    put_alike(store, 3001, BATCH);
    must_get(store, 1, alike(arena, 1));
    must_get(store, 3001, alike(arena, 3001));
    assert_int_equal(ask(store, "SELECT count(*) FROM statement WHERE typeof(members) = 'blob'"),
                     ALIKE + BATCH);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_was_packed_comes_back_byte_for_byte, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(packed_statements_are_a_fraction_of_their_text, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(a_store_that_is_opened_again_packs_with_its_dictionary,
                                        set_up, tear_down),
        cmocka_unit_test_setup_teardown(what_comes_at_intervals_does_not_spoil_a_dictionary, set_up,
                                        tear_down),
        cmocka_unit_test_setup_teardown(damage_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(any_changed_byte_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_store_of_before_answers_the_same, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
