/* SPDX-License-Identifier: Apache-2.0 */

/* After an erasure a store is as if it had never had what went: over random histories, with late
 * arrivals, voids, references and groups, and at any moment of them. */
#include "store/erasure_fixture.h"
#include "store/profile_histories.h"

enum { HISTORIES = 25, HISTORIES_ON_A_SERVER = 3, BESIDE = 24, ALL = HISTORY + BESIDE };

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
        return arena_print(arena,
                           "\"actor\":%s,%s,\"context\":{\"instructor\":%s,"
                           "\"contextActivities\":{\"category\":[{\"id\":"
                           "\"https://w3id.org/xapi/cmi5/context/categories/cmi5\"}]}}",
                           other, deed, learner);
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
        "SELECT r.value, h.profile, h.part, h.outcome, h.pattern, h.broken_id, h.statements, "
        "h.last_us, l.value, h.platform FROM profile_history h JOIN term r ON r.id = "
        "h.registration JOIN term l ON l.id = h.learner ORDER BY 1, 2, 3",
        "SELECT count(*) FROM profile_history WHERE registration NOT IN (SELECT id FROM term)",
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
    assert_int_equal(store_settle_histories(store, NULL, NULL, &error), STATUS_OK);
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

static void put_each(struct store *store, struct statement *all, unsigned first, unsigned end)
{
    for (unsigned i = first; i < end; i++) {
        put_at(store, &all[i], i + 1);
    }
}

/* What nobody is counted under any more may be an answer of hers. */
#define UNUSED_SORTS                                                                        \
    "SELECT text, late_text FROM tally_sort WHERE id NOT IN (SELECT sort FROM tally WHERE " \
    "total <> 0 OR amount <> 0 OR square <> 0)"

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
    assert_answer(store, UNUSED_SORTS, "");
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
    unsigned histories = fixture_rounds(HISTORIES, HISTORIES_ON_A_SERVER);
    for (unsigned i = 0; i < histories; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct statement all[ALL];
        make_all(arena, all);
        check_history(arena, all, random_below(ALL + 1));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_erased_learner_was_never_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
