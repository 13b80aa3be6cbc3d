/* SPDX-License-Identifier: Apache-2.0 */

/* After an erasure a store is as if it had never had what went: over random histories, with late
 * arrivals, voids, references and groups, and at any moment of them. */
#include "store/erasure.h"

#include "base/clock.h"
#include "base/file.h"
#include "store/attachment_fixture.h"
#include "store/history_fixture.h"
#include "store/spans_fixture.h"
#include "xapi/mention.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <unistd.h>

#include <cmocka.h>

enum { HISTORIES = 40, HISTORIES_ON_A_SERVER = 4, BESIDE = 24, ALL = HISTORY + BESIDE };

#define ANN "mailto:learner0@example.org"
static const struct text ann_keys[] = {{ANN, sizeof ANN - 1}};
static const struct identifiers ann = {ann_keys, 1};

/* ---- erasing ---- */

struct erasure_write {
    struct store_write write; /* first */
    struct erasure_request request;
    struct erasure_summary summary;
};

static enum status apply_erasure(struct transaction *transaction, struct store_write *write,
                                 struct error *error)
{
    struct erasure_write *erasure = (struct erasure_write *)write;
    return transaction_erase(transaction, &erasure->request, &erasure->summary, error);
}

static struct erasure_summary erase(struct store *store, const struct identifiers *who)
{
    struct error error = {0};
    struct erasure_write erasure = {.write = {.apply = apply_erasure}, .request = {.who = *who}};
    if (store_write_and_wait(store, &erasure.write, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return erasure.summary;
}

/* ---- histories ---- */

#define ADMIN "{\"mbox\":\"mailto:admin@example.org\"}"

static char *random_learner(struct arena *arena)
{
    unsigned learner = random_below(3);
    return arena_print(arena, "{\"mbox\":\"mailto:learner%u@example.org\",\"name\":\"Learner %u\"}",
                       learner, learner);
}

/* What was done, with definitions that repeat and change. */
static char *random_deed(struct arena *arena)
{
    return arena_print(arena,
                       "\"verb\":{\"id\":\"" VERBS "completed\",\"display\":{\"en\":\"Done %u\"}},"
                       "\"object\":{\"id\":\"" COURSE "/modules/%u\",\"definition\":{\"name\":{"
                       "\"%s\":\"Name %u\"}}}",
                       random_below(2), random_below(3), RANDOM_OF(history_tags), random_below(2));
}

/* A learner at any place where a statement can name one. */
static char *random_place(struct arena *arena)
{
    const char *learner = random_learner(arena);
    const char *other = random_learner(arena);
    const char *deed = random_deed(arena);
    switch (random_below(7)) {
    case 0:
        return arena_print(arena, "\"actor\":{\"objectType\":\"Group\",\"member\":[%s,%s]},%s",
                           learner, other, deed);
    case 1:
        return arena_print(arena, "\"actor\":{\"objectType\":\"Group\",\"member\":[%s]},%s",
                           learner, deed);
    case 2:
        return arena_print(arena, "\"actor\":%s,%s,\"context\":{\"instructor\":%s}", other, deed,
                           learner);
    case 3:
        return arena_print(arena,
                           "\"actor\":" ADMIN ",%s,\"context\":{\"team\":{\"objectType\":"
                           "\"Group\",\"member\":[%s,%s]}}",
                           deed, learner, other);
    case 4:
        return arena_print(arena,
                           "\"actor\":%s,\"verb\":{\"id\":\"" VERBS "mentored\"},\"object\":{"
                           "\"objectType\":\"Agent\",%s",
                           other, learner + 1);
    case 5:
        return arena_print(arena,
                           "\"actor\":" ADMIN ",\"verb\":{\"id\":\"" VERBS "planned\"},"
                           "\"object\":{\"objectType\":\"SubStatement\",\"actor\":%s,"
                           "\"verb\":{\"id\":\"" VERBS "completed\"}%s}",
                           learner, strstr(deed, ",\"object\""));
    default:
        return arena_print(arena, "\"actor\":%s,%s", learner, deed);
    }
}

/* Learners and the administrator refer to and void what is there, comes later, or never. */
static struct statement random_reference(struct arena *arena, unsigned number)
{
    static const char *const who[] = {"learner0", "learner1", "admin"};
    static const char *const verbs[] = {FIXTURE_VOIDED, VERBS "commented", VERBS "commented"};
    return fixture_told(arena, number, RANDOM_OF(who), RANDOM_OF(verbs), 1 + random_below(ALL + 2));
}

static void make_all(struct arena *arena, struct statement *all)
{
    make_history(arena, all);
    for (unsigned i = HISTORY; i < ALL; i++) {
        all[i] = random_below(3) == 0 ? random_reference(arena, i + 1)
                                      : fixture_statement(arena, i + 1, random_place(arena),
                                                          1500000000000000 + random_below(5));
    }
    for (unsigned i = ALL - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        struct statement kept = all[i];
        all[i] = all[other];
        all[other] = kept;
    }
    for (unsigned i = 0; i < ALL; i++) {
        all[i].defines = true;
    }
}

/* ---- a store that never had what went ---- */

struct placing {
    struct store_write write; /* first */
    struct statement *statement;
    int64_t seq;
};

static enum status place(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    const struct placing *placing = (const struct placing *)write;
    const struct statement_list list = {placing->statement, 1};
    transaction->next_seq = placing->seq;
    return transaction_put_statements(transaction, &list, error);
}

static void put_at(struct store *store, struct statement *statement, int64_t seq)
{
    struct error error = {0};
    struct placing placing = {.write = {.apply = place}, .statement = statement, .seq = seq};
    if (store_write_and_wait(store, &placing.write, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static enum mention mention_in(const struct statement *statement)
{
    return mention_find(statement->json, statement->members, &ann);
}

/* Whether the statement voids one that is not about her, or has not come among the first `count`.
 */
static bool must_last(const struct statement *statement, const struct statement *all,
                      unsigned count)
{
    for (unsigned i = 0; i < count && statement->voids; i++) {
        if (memcmp(&all[i].id, &statement->reference, sizeof all[i].id) == 0) {
            return !all[i].voids && mention_in(&all[i]) != MENTION_ABOUT;
        }
    }
    return statement->voids;
}

static struct statement without_her(struct arena *arena, const struct statement *statement)
{
    struct error error = {0};
    struct statement changed = {0};
    struct text members = mention_remove(statement->members, &ann, arena);
    assert_int_equal(statement_read_stored(members, statement->authority, arena, &changed, &error),
                     STATUS_OK);
    changed.id = statement->id;
    changed.timestamp = statement->timestamp;
    changed.timestamp_us = statement->timestamp_us;
    changed.version = statement->version;
    changed.defines = true;
    return changed;
}

/* What one statement after the other would have become, had she been erased before the first. */
static struct erasure_summary put_expected(struct store *store, struct arena *arena,
                                           struct statement *all, unsigned count)
{
    struct erasure_summary expected = {0};
    for (unsigned i = 0; i < count; i++) {
        enum mention mention = mention_in(&all[i]);
        struct statement changed = without_her(arena, &all[i]);
        bool goes = mention == MENTION_ABOUT && !must_last(&all[i], all, count);
        expected.statements += goes;
        expected.changed += !goes && mention != MENTION_NONE;
        if (!goes) {
            put_at(store, mention == MENTION_NONE ? &all[i] : &changed, i + 1);
        }
    }
    return expected;
}

/* ---- all that a store says ---- */

static void add_all(struct store *store, struct buffer *out)
{
    static const char *const queries[] = {
        "SELECT t.kind, t.value, p.seq FROM posting p JOIN term t ON t.id = p.term ORDER BY 1, 2, "
        "3",
        "SELECT t.kind, t.value, p.seq FROM posting p JOIN term t ON t.id = -p.term ORDER BY 1, 2, "
        "3",
        "SELECT term, seq FROM posting WHERE term IN (0, -4611686018427387904) ORDER BY 1, 2",
        "SELECT target, seq, voids FROM statement_reference ORDER BY 1, 2",
        "SELECT seq, id, voids, voided FROM statement ORDER BY 1",
        "SELECT t.kind, t.value, d.json FROM definition d JOIN term t ON t.id = d.term "
        "ORDER BY 1, 2",
        "SELECT t.value, g.organisation, g.source, l.rostered FROM learner_segment l "
        "JOIN segment g ON g.id = l.segment JOIN term t ON t.id = l.learner "
        "WHERE EXISTS (SELECT 1 FROM learner_fact f WHERE f.learner = l.learner) ORDER BY 1",
        "SELECT count(*) FROM learner_segment WHERE learner NOT IN (SELECT id FROM term)",
        /* Which of both kinds that stand for one thing there are depends on what came first. */
        "SELECT DISTINCT CASE kind WHEN 1 THEN 2 WHEN 4 THEN 5 ELSE kind END, value FROM term "
        "ORDER BY 1, 2",
    };
    struct error error = {0};
    fixture_settle(store);
    fixture_snapshot(store, out);
    for (size_t i = 0; i < sizeof queries / sizeof queries[0]; i++) {
        buffer_add_string(out, "--\n");
        if (store_run_report(store, queries[i], NULL, 0, fixture_add_row, out, &error) !=
            STATUS_OK) {
            fail_msg("%s", error.message);
        }
    }
}

static void assert_same(struct store *store, const char *expected)
{
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    add_all(store, &found);
    size_t line = 0; /* where the first lines that differ begin */
    for (size_t i = 0; found.data[i] != '\0' && found.data[i] == expected[i]; i++) {
        line = found.data[i] == '\n' ? i + 1 : line;
    }
    if (strcmp(found.data, expected) != 0) {
        fail_msg("found %.200s\nexpected %.200s", found.data + line, expected + line);
    }
}

/* ---- histories ---- */

static struct store *open_empty(void)
{
    struct error error = {0};
    struct store *store = NULL;
    const struct store_options options = {.readers = 1};
    assert_int_equal(fixture_open(&options, &store, &error), STATUS_OK);
    return store;
}

static void put_each(struct store *store, struct statement *all, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++) {
        put_at(store, &all[i], i + 1);
    }
}

/* Erases after `count` statements; the others come after that, hers too. */
static void check_history(struct arena *arena, struct statement *all, unsigned count)
{
    AUTO(buffer_finish) struct buffer erased = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    AUTO(buffer_finish) struct buffer complete = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    struct error error = {0};
    struct store *never = open_empty();
    struct erasure_summary expected = put_expected(never, arena, all, count);
    add_all(never, &erased);
    put_each(never, all, count, ALL);
    add_all(never, &complete);
    store_close(never);
    AUTO(store_close) struct store *store = open_empty();
    put_each(store, all, 0, count);
    struct erasure_summary summary = erase(store, &ann);
    assert_int_equal(summary.statements, expected.statements);
    assert_int_equal(summary.changed, expected.changed);
    assert_same(store, erased.data);
    put_each(store, all, 0, count); /* sent again */
    assert_same(store, erased.data);
    put_each(store, all, count, ALL);
    assert_same(store, complete.data);
    assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    assert_same(store, complete.data);
}

static void an_erased_learner_was_never_there(void **state)
{
    (void)state;
    int histories = getenv("IBEST_TEST_STORE") == NULL ? HISTORIES : HISTORIES_ON_A_SERVER;
    for (int i = 0; i < histories; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement all[ALL];
        make_all(arena, all);
        check_history(arena, all, random_below(ALL + 1));
    }
}

/* ---- one rule at a time ---- */

static void put_one(struct store *store, struct statement statement)
{
    struct error error = {0};
    if (fixture_put(store, &statement, 1, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static void assert_answer(struct store *store, const char *sql, const char *expected)
{
    struct error error = {0};
    AUTO(buffer_finish) struct buffer out = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    buffer_add_string(&out, "");
    if (store_run_report(store, sql, NULL, 0, fixture_add_row, &out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_string_equal(out.data, expected);
}

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

#define FILE_NAME "erasure_test.db"

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

static int64_t long_ago(void)
{
    return 1;
}

/* Also if hers were the last, and the clock has stepped back since. */
static void no_seq_and_no_stamp_is_given_twice(void **state)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    int64_t last_us = 0;
    (void)state;
    remove_file(); /* what a test before has left that failed */
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
    remove_file();
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
    remove_file();
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
    struct spans_seen before = spans_look(fixture_connection(store));
    assert_int_equal(erase(store, &ann).statements, FREQUENT);
    struct spans_seen after = spans_look(fixture_connection(store));
    assert_int_equal(after.unsound, 0);
    assert_int_equal(after.sets, before.sets - 2); /* hers, as agent and as related agent */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_erased_learner_was_never_there),
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
