/* SPDX-License-Identifier: Apache-2.0 */

/* What goes with somebody, what stays, and what is left of it in the file: rule by rule. */
#include "base/clock.h"
#include "base/file.h"
#include "store/attachment_fixture.h"
#include "store/erasure_fixture.h"
#include "store/spans_fixture.h"

#include <unistd.h>

/* ---- one rule at a time ---- */

#define DID VERBS "completed"
#define THING "https://example.org/thing"

static void what_she_voided_stays_voided(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    put_one(store, fixture_did(arena, 1, "bob", DID, THING));
    put_one(store, fixture_told(arena, 2, "learner0", FIXTURE_VOIDED, 1));
    put_one(store, fixture_told(arena, 3, "learner0", FIXTURE_VOIDED, 4)); /* not there yet */
    struct erasure_summary summary = erase(store, &ann);
    assert_int_equal(summary.statements, 0);
    assert_int_equal(summary.changed, 2);
    put_one(store, fixture_did(arena, 4, "bob", DID, THING));
    assert_answer(store, "SELECT seq FROM statement WHERE voided = 1 ORDER BY 1", "1|\n4|\n");
}

static void a_signed_void_loses_its_signature(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    struct statement plain = fixture_told(arena, 2, "learner0", FIXTURE_VOIDED, 1);
    const char *members = arena_print(
        arena,
        "%.*s,\"attachments\":[{\"usageType\":\"http://adlnet.gov/expapi/attachments/signature\","
        "\"display\":{},\"contentType\":\"application/octet-stream\",\"length\":1,\"sha2\":"
        "\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\"}]",
        TEXT_ARGUMENTS(plain.members));
    put_one(store, fixture_did(arena, 1, "bob", DID, THING));
    put_one(store, fixture_statement(arena, 2, members, 1500000000000000));
    assert_int_equal(fixture_attach(store, text_of("abc"), &(struct error){0}), STATUS_OK);
    struct erasure_summary summary = erase(store, &ann);
    assert_int_equal(summary.changed, 1);
    assert_int_equal(summary.attachments, 1);
    assert_answer(store, "SELECT seq FROM statement WHERE voided = 1", "1|\n");
    assert_answer(store, "SELECT count(*) FROM attachment", "0|\n");
}

static void data_that_others_sent_too_stays(void **state)
{
    static const char enclosed[] =
        ",\"attachments\":[{\"usageType\":\"http://example.org/use\",\"display\":{},"
        "\"contentType\":\"text/plain\",\"length\":3,\"sha2\":"
        "\"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD\"}]";
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    for (unsigned i = 1; i <= 2; i++) {
        struct statement plain = fixture_did(arena, i, i == 1 ? "learner0" : "bob", DID, THING);
        put_one(store,
                fixture_statement(
                    arena, i, arena_print(arena, "%.*s%s", TEXT_ARGUMENTS(plain.members), enclosed),
                    1500000000000000));
    }
    assert_int_equal(fixture_attach(store, text_of("abc"), &(struct error){0}), STATUS_OK);
    assert_int_equal(erase(store, &ann).attachments, 0);
    assert_answer(store, "SELECT count(*) FROM attachment", "1|\n");
    static const struct text bob_key = {"mailto:bob@example.org", 22};
    assert_int_equal(erase(store, &(const struct identifiers){&bob_key, 1}).attachments, 1);
    assert_answer(store, "SELECT count(*) FROM attachment", "0|\n");
}

static void a_segment_that_was_hers_alone_goes(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    for (unsigned i = 0; i < 2; i++) {
        const char *members = arena_print(
            arena,
            "\"actor\":{\"mbox\":\"mailto:learner%u@example.org\"},\"verb\":{\"id\":\"" DID
            "\"},\"object\":" COURSE_ACTIVITY ",\"context\":{\"extensions\":{"
            "\"https://w3id.org/xapi/ibest/extensions/organisation\":\"SYN0%u\"}}",
            i, i);
        put_one(store, fixture_statement(arena, i + 1, members, 1500000000000000));
    }
    static const char segments[] =
        "SELECT organisation FROM segment WHERE organisation <> '' ORDER BY 1";
    assert_answer(store, segments, "SYN00|\nSYN01|\n");
    erase(store, &ann);
    assert_answer(store, segments, "SYN01|\n");
}

static void what_a_course_is_called_outlives_who_said_it_first(void **state)
{
    static const char *const names[] = {"", ",\"definition\":{\"name\":{\"en\":\"Back pain\"}}"};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    for (unsigned i = 1; i <= 4; i++) {
        struct statement said = fixture_statement(
            arena, i,
            arena_print(arena,
                        "\"actor\":{\"mbox\":\"mailto:learner%u@example.org\"},\"verb\":{\"id\":"
                        "\"" DID "\"},\"object\":{\"id\":\"" THING "/%u\"%s}",
                        i / 3, i % 2, names[i != 3]),
            1500000000000000);
        said.defines = true;
        put_one(store, said);
    }
    erase(store, &ann); /* the first two: of /1 nobody else says so */
    assert_answer(store, "SELECT t.value, d.json FROM definition d JOIN term t ON t.id = d.term",
                  THING "/0|{\"name\":{\"en\":\"Back pain\"}}|\n");
}

static void whom_she_vouched_for_keeps_his_statements(void **state)
{
    static const struct text key = {"account:https://lrs.example|test", 32};
    const struct identifiers sender = {&key, 1}; /* FIXTURE_AUTHORITY */
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    (void)state;
    put_one(store, fixture_did(arena, 1, "bob", DID, THING));
    struct erasure_summary summary = erase(store, &sender);
    assert_int_equal(summary.statements + summary.changed, 0);
    assert_int_equal(summary.vouched, 1);
    assert_answer(store, "SELECT count(*) FROM statement", "1|\n");
}

#define FILE_NAME "erasure_rules_test.db"

static struct store *open_file(void)
{
    struct error error = {0};
    struct store *store = NULL;
    if (store_open("sqlite:" FILE_NAME, NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return store;
}

static void remove_file(void)
{
    static const char *const names[] = {FILE_NAME, FILE_NAME "-wal", FILE_NAME "-shm",
                                        FILE_NAME "-lock"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        (void)unlink(names[i]);
    }
}

/* Without what a test before has left that failed. A database server has no file, and several of
 * its tests run at once in one folder. */
static void begin_file(void)
{
    if (getenv("IBEST_TEST_STORE") != NULL) {
        skip();
    }
    remove_file();
}

static int64_t long_ago(void)
{
    return 1;
}

/* Also if hers were the last, and the clock has stepped back since. */
static void no_seq_and_no_stamp_is_given_twice(void **state)
{
    (void)state;
    begin_file();
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    int64_t last_us = 0;
    struct store *store = open_file();
    put_one(store, fixture_did(arena, 1, "bob", DID, THING));
    put_one(store, fixture_did(arena, 2, "learner0", DID, THING));
    assert_int_equal(connection_integer(fixture_connection(store),
                                        "SELECT max(stored_us) FROM statement", NO_VALUES, &last_us,
                                        &error),
                     STATUS_OK);
    erase(store, &ann);
    store_close(store);
    clock_replace(long_ago);
    store = open_file();
    put_one(store, fixture_did(arena, 3, "bob", DID, THING));
    clock_replace(NULL);
    assert_answer(store,
                  arena_print(arena, "SELECT max(seq), max(stored_us) > %lld FROM statement",
                              (long long)last_us),
                  "3|1|\n");
    store_close(store);
    remove_file();
}

/* ---- bytes ---- */

static bool file_has(const char *word)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer content = BUFFER_INIT(1 << 26);
    assert_int_equal(file_read(FILE_NAME, 1 << 26, &content, &error), STATUS_OK);
    size_t length = strlen(word);
    for (size_t i = 0; i + length <= content.length; i++) {
        if (memcmp(content.data + i, word, length) == 0) {
            return true;
        }
    }
    return false;
}

/* By a program whose SQLite leaves it in free pages, as most do. */
static void scrubbing_leaves_no_byte_of_what_was_deleted_long_ago(void **state)
{
    static const char script[] =
        "PRAGMA secure_delete = OFF; CREATE TABLE former (text TEXT); "
        "INSERT INTO former VALUES (replace(hex(zeroblob(4000)), '00', 'zyxquill')); "
        "DELETE FROM former; PRAGMA wal_checkpoint(TRUNCATE);";
    struct error error = {0};
    struct connection *connection = NULL;
    (void)state;
    begin_file();
    store_close(open_file());
    assert_int_equal(backend_sqlite.open(FILE_NAME, BACKEND_BESIDE, &connection, &error),
                     STATUS_OK);
    assert_int_equal(backend_sqlite.run_script(connection, script, &error), STATUS_OK);
    connection_close(connection);
    assert_true(file_has("zyxquill"));
    assert_int_equal(store_scrub("sqlite:" FILE_NAME, &error), STATUS_OK);
    assert_false(file_has("zyxquill"));
    remove_file();
}

static void a_file_that_is_read_meanwhile_is_not_said_to_be_scrubbed(void **state)
{
    struct error error = {0};
    struct connection *reader = NULL;
    int64_t count = 0;
    (void)state;
    begin_file();
    store_close(open_file());
    assert_int_equal(backend_sqlite.open(FILE_NAME, BACKEND_BESIDE, &reader, &error), STATUS_OK);
    assert_int_equal(backend_sqlite.run_script(reader, "BEGIN", &error), STATUS_OK);
    assert_int_equal(
        connection_integer(reader, "SELECT count(*) FROM statement", NO_VALUES, &count, &error),
        STATUS_OK);
    assert_int_equal(store_scrub("sqlite:" FILE_NAME, &error), STATUS_UNAVAILABLE);
    connection_close(reader);
    assert_int_equal(store_scrub("sqlite:" FILE_NAME, &error), STATUS_OK);
    remove_file();
}

/* ---- packed sets of postings ---- */

enum { FREQUENT = 40 };

static enum status fill_span(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    (void)write;
    enum status status = unposted_flush(transaction, error);
    status = status == STATUS_OK ? connection_run(transaction->connection,
                                                  "UPDATE term SET uses = 10000", NO_VALUES, error)
                                 : status;
    transaction->next_seq = SPAN_SIZE;
    return status == STATUS_OK ? spans_rebuild(transaction->connection, SPAN_SIZE, error) : status;
}

struct looking {
    struct store_write write; /* first */
    struct spans_seen seen;
};

static enum status apply_look(struct transaction *transaction, struct store_write *write,
                              struct error *error)
{
    (void)error;
    ((struct looking *)write)->seen = spans_look(transaction->connection);
    return STATUS_OK;
}

static struct spans_seen look(struct store *store)
{
    struct error error = {0};
    struct looking looking = {.write = {.apply = apply_look}};
    assert_int_equal(store_write_and_wait(store, &looking.write, &error), STATUS_OK);
    return looking.seen;
}

static void sets_of_postings_forget_too(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = open_empty();
    struct error error = {0};
    struct store_write fill = {.apply = fill_span};
    (void)state;
    for (unsigned i = 1; i <= 2 * FREQUENT; i++) {
        put_one(store, fixture_did(arena, i, i % 2 == 0 ? "bob" : "learner0", DID, THING));
    }
    assert_int_equal(store_write_and_wait(store, &fill, &error), STATUS_OK);
    struct spans_seen before = look(store);
    assert_int_equal(erase(store, &ann).statements, FREQUENT);
    struct spans_seen after = look(store);
    assert_int_equal(after.unsound, 0);
    assert_int_equal(after.sets, before.sets - 2); /* hers, as agent and as related agent */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_she_voided_stays_voided),
        cmocka_unit_test(a_signed_void_loses_its_signature),
        cmocka_unit_test(data_that_others_sent_too_stays),
        cmocka_unit_test(a_segment_that_was_hers_alone_goes),
        cmocka_unit_test(what_a_course_is_called_outlives_who_said_it_first),
        cmocka_unit_test(whom_she_vouched_for_keeps_his_statements),
        cmocka_unit_test(no_seq_and_no_stamp_is_given_twice),
        cmocka_unit_test(scrubbing_leaves_no_byte_of_what_was_deleted_long_ago),
        cmocka_unit_test(a_file_that_is_read_meanwhile_is_not_said_to_be_scrubbed),
        cmocka_unit_test(sets_of_postings_forget_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
