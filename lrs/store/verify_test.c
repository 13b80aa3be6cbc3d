/* SPDX-License-Identifier: Apache-2.0 */

/* A sound store has no findings, and each kind of damage is found by the check it belongs to. */
#include "store/verify.h"

#include "store/internal.h"
#include "store/profile_histories.h"
#include "store/profiles_fixture.h"
#include "store/roster.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define COURSE "https://example.org/course"
#define VERBS "http://adlnet.gov/expapi/verbs/"
enum { STATEMENTS = 60, URL_SIZE = 96, PAGE_SIZE = 4096, PAGES_STEP = 5 };

static struct statement make(struct arena *arena, unsigned number)
{
    static const char *const verbs[] = {VERBS "registered", VERBS "initialized", VERBS "completed"};
    if (number % 9 == 0) {
        return fixture_about(arena, number, FIXTURE_VOIDED, number - 4);
    }
    if (number % 7 == 0) { /* some before their targets */
        return fixture_told(arena, number, "learner", VERBS "experienced", number + 3);
    }
    char *members = arena_print(
        arena,
        "\"actor\":{\"mbox\":\"mailto:learner%u@example.org\",\"name\":\"Learner\"},"
        "\"verb\":{\"id\":\"%s\",\"display\":{\"en\":\"did\"}},\"object\":{\"id\":\"" COURSE
        "/%u\",\"definition\":{\"type\":\"http://adlnet.gov/expapi/activities/module\","
        "\"name\":{\"en\":\"Module %u\"}}},\"context\":{\"registration\":"
        "\"00000000-0000-4000-8000-%012u\",\"contextActivities\":{\"parent\":[{"
        "\"id\":\"" COURSE "\"}],\"category\":[{\"id\":\"" FIXTURE_PROFILE "\"}]}}",
        number % 5, verbs[number % 3], number % 4, number % 2, number % 4);
    struct statement statement =
        fixture_statement(arena, number, members, number % 2 == 0 ? 0 : 1500000000000000 + number);
    statement.defines = number % 2 == 0;
    return statement;
}

static enum status put_stint(struct transaction *transaction, struct store_write *write,
                             struct error *error)
{
    (void)write;
    struct stint stint = {.account = text_of("mailto:learner1@example.org"), .to_us = 1};
    for (size_t i = 0; i < STINT_COLUMNS; i++) {
        stint.values[i] = text_of("SYN01");
    }
    return transaction_put_stint(transaction, &stint, error);
}

static void fill(const char *url)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    struct statement *items = ARENA_ARRAY(arena, struct statement, STATEMENTS);
    for (unsigned i = 0; i < STATEMENTS; i++) {
        items[i] = make(arena, i + 1);
    }
    assert_int_equal(store_open(url, NULL, &store, &error), STATUS_OK);
    /* The one in the middle is refused, so its seq is missing. */
    assert_int_equal(fixture_put(store, items, STATEMENTS / 2, &error), STATUS_OK);
    struct statement other = make(arena, 2);
    other.id = items[0].id;
    struct statement refused[] = {items[STATEMENTS / 2], other};
    assert_int_equal(fixture_put(store, refused, 2, &error), STATUS_CONFLICT);
    (void)fixture_load_profile(store, FIXTURE_PATTERNED_TEXT); /* none of its templates matches */
    struct store_write roster = {.apply = put_stint};
    assert_int_equal(store_write_and_wait(store, &roster, &error), STATUS_OK);
    assert_int_equal(fixture_put(store, items + STATEMENTS / 2, STATEMENTS / 2 - 1, &error),
                     STATUS_OK);
    assert_int_equal(store_settle_histories(store, NULL, NULL, &error), STATUS_OK);
    /* That of its registration is due. */
    assert_int_equal(fixture_put(store, items + STATEMENTS - 1, 1, &error), STATUS_OK);
}

/* A file of attachments, as it is kept. */
static const char empty_sha2[] = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

static void attachment_path(const char *url, char out[URL_SIZE * 2])
{
    (void)snprintf(out, URL_SIZE * 2, "%s-attachments/%s", url + strlen("sqlite:"), empty_sha2);
}

static void run_sql(const char *url, const char *sql)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    AUTO(connection_close) struct connection *connection = NULL;
    struct error error = {0};
    assert_int_equal(backend->open(location, BACKEND_BESIDE, &connection, &error), STATUS_OK);
    if (backend->run_script(connection, sql, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
}

static void keep_attachment(const char *url)
{
    char folder[URL_SIZE * 2];
    (void)snprintf(folder, sizeof folder, "%s-attachments", url + strlen("sqlite:"));
    assert_int_equal(mkdir(folder, 0700), 0);
    char path[URL_SIZE * 2];
    attachment_path(url, path);
    int descriptor = open(path, O_WRONLY | O_CREAT, 0600);
    assert_true(descriptor >= 0);
    (void)close(descriptor);
    run_sql(url, "INSERT INTO attachment (sha2, length, content) VALUES "
                 "('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', 0, NULL)");
}

static void verify(const char *url, struct verify_report *out)
{
    const struct verify_options options = {.scratch = "/tmp"};
    struct error error = {0};
    if (store_verify(url, &options, out, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
}

static const struct verify_check *find(const struct verify_report *report, const char *name)
{
    for (size_t i = 0; i < report->count; i++) {
        if (strcmp(report->checks[i].name, name) == 0) {
            return &report->checks[i];
        }
    }
    fail_msg("no check '%s'", name);
    return NULL;
}

static void a_sound_store_has_no_findings(void **state)
{
    struct verify_report report;
    verify(*state, &report);
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("%s: %s", report.checks[i].name, report.checks[i].example);
        }
    }
    assert_int_equal(find(&report, "statements")->checked, STATEMENTS);
    static const char *const looked_at[] = {"postings",          "own postings",   "marks",
                                            "voided statements", "references",     "progress",
                                            "placements",        "activity names", "agent names",
                                            "definitions",       "attachments"};
    for (size_t i = 0; i < sizeof looked_at / sizeof looked_at[0]; i++) {
        if (find(&report, looked_at[i])->checked == 0) {
            fail_msg("%s: nothing was looked at", looked_at[i]);
        }
    }
}

static const struct damage {
    const char *sql;
    const char *check;
    const char *example; /* how it begins, or NULL */
} damages[] = {
    {"DELETE FROM posting WHERE seq = 2 AND term = (SELECT min(term) FROM posting WHERE seq = 2)",
     "postings", "missing: "},
    {"INSERT INTO posting SELECT 1, max(seq) FROM statement WHERE seq NOT IN "
     "(SELECT seq FROM posting WHERE term = 1)",
     "postings", "too many: "},
    {"DELETE FROM posting WHERE term = -1", "own postings", "missing: "},
    {"DELETE FROM posting WHERE term = 0", "marks", "missing: 0 "},
    {"DELETE FROM posting WHERE term < -1000000000", "marks", "missing: -"},
    {"INSERT INTO posting_span (term, span, seqs) VALUES (1, 0, x'01')", "sets of postings",
     "differs: term 1, span 0"},
    {"UPDATE statement SET members = replace(members, 'learner2@', 'learner3@') WHERE seq = 2",
     "statements", NULL},
    {"UPDATE statement SET members = substr(members, 9) WHERE seq = 2", "statements", NULL},
    {"UPDATE statement SET authority = 99 WHERE seq = 4", "statements", NULL},
    {"UPDATE statement SET stored_us = 1 WHERE seq = 4", "statements", NULL},
    {"UPDATE statement SET voids = 1 WHERE seq = 1", "statements", NULL},
    {"UPDATE statement SET voided = 1 - voided WHERE seq = 1", "voided statements", "too many: 1"},
    {"UPDATE statement SET voided = 0", "voided statements", "missing: "},
    {"DELETE FROM statement_reference WHERE voids = 0", "references", "missing: "},
    {"UPDATE progress SET attempts = attempts + 1", "progress", "differs: "},
    {"UPDATE learner_fact SET early_us = early_us + 1", "learners' facts", "differs: "},
    {"UPDATE tally SET total = total + 1", "tallies", "differs: "},
    {"DELETE FROM tally WHERE segment <> 0", "tallies", "missing: "},
    {"UPDATE profile_breach SET value = 'x'", "breaches of profiles", "differs: "},
    {"DELETE FROM profile_breach", "breaches of profiles", "missing: "},
    {"DELETE FROM tally_sort", "tallies", "missing: "},
    {"UPDATE tally_sort SET context = context + 1000000", "tallies", "missing: "},
    {"UPDATE profile_history SET statements = 1", "histories", "differs: "},
    {"DELETE FROM profile_history", "histories", "missing: "},
    {"DELETE FROM profile_history_due", "histories", "differs: "},
    {"UPDATE learner_segment SET segment = 0", "learners' segments", "missing: "},
    {"UPDATE placement SET statements = statements + 1", "placements", "differs: "},
    {"DELETE FROM activity_name", "activity names", "missing: "},
    {"DELETE FROM agent_name", "agent names", "missing: "},
    {"DELETE FROM definition", "definitions", "missing: "},
    {"UPDATE attachment SET length = 1", "attachments", NULL},
};

/* To PATH.damaged. */
static void copy_store(const char *path)
{
    char command[URL_SIZE * 8];
    (void)snprintf(command, sizeof command,
                   "rm -rf %s.damaged-* && cp %s %s.damaged && cp -r %s-attachments "
                   "%s.damaged-attachments",
                   path, path, path, path, path);
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): our own words
}

static void each_damage_is_found_where_it_is(void **state)
{
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        const struct damage *damage = &damages[i];
        char url[URL_SIZE * 2];
        (void)snprintf(url, sizeof url, "%s.damaged", (char *)*state);
        copy_store((char *)*state + strlen("sqlite:"));
        run_sql(url, damage->sql);
        struct verify_report report;
        verify(url, &report);
        const struct verify_check *check = find(&report, damage->check);
        if (check->bad == 0) {
            fail_msg("not found: %s", damage->sql);
        }
        if (damage->example != NULL &&
            strncmp(check->example, damage->example, strlen(damage->example)) != 0) {
            fail_msg("%s: '%s'", damage->sql, check->example);
        }
    }
}

static void overwrite_page(const char *path, off_t page)
{
    char noise[PAGE_SIZE];
    memset(noise, 0xA5, sizeof noise);
    int descriptor = open(path, O_RDWR);
    assert_true(descriptor >= 0);
    assert_int_equal(pwrite(descriptor, noise, sizeof noise, page * PAGE_SIZE), sizeof noise);
    (void)close(descriptor);
}

/* The first page, one of the schema, and others; whichever it is. */
static void a_page_that_was_overwritten_is_found(void **state)
{
    const char *path = (char *)*state + strlen("sqlite:");
    struct stat entry;
    assert_int_equal(stat(path, &entry), 0);
    for (off_t page = entry.st_size / PAGE_SIZE - 1; page >= 0; page -= PAGES_STEP) {
        char url[URL_SIZE * 2];
        (void)snprintf(url, sizeof url, "%s.damaged", (char *)*state);
        copy_store(path);
        overwrite_page(url + strlen("sqlite:"), page);
        struct verify_report report;
        verify(url, &report);
        if (find(&report, "file")->bad == 0) {
            fail_msg("page %lld", (long long)page + 1);
        }
    }
}

static void what_is_no_store_is_refused_and_not_made(void **state)
{
    (void)state;
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    assert_int_equal(store_verify("sqlite:/tmp/no-such-store.db", &options, &report, &error),
                     STATUS_NOT_FOUND);
    assert_int_not_equal(access("/tmp/no-such-store.db", F_OK), 0);
    assert_int_equal(store_verify("cloud:", &options, &report, &error), STATUS_INVALID);
}

static void a_store_of_another_schema_is_refused(void **state)
{
    run_sql(*state, "DELETE FROM schema_version WHERE version > 3");
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    assert_int_equal(store_verify(*state, &options, &report, &error), STATUS_CONFLICT);
    assert_non_null(strstr(error.message, "schema version 3"));
}

static int make_store(void **state)
{
    static char url[URL_SIZE];
    char folder[] = "/tmp/ibest-verify-test-XXXXXX";
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(url, sizeof url, "sqlite:%s/lrs.db", folder);
    fill(url);
    keep_attachment(url);
    *state = url;
    return 0;
}

static int remove_store(void **state)
{
    char command[URL_SIZE * 2];
    char *path = (char *)*state + strlen("sqlite:");
    *strrchr(path, '/') = '\0';
    (void)snprintf(command, sizeof command, "rm -rf %s", path);
    return system(command); // NOLINT(cert-env33-c): our own words
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_store, remove_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_sound_store_has_no_findings),
        TEST(each_damage_is_found_where_it_is),
        TEST(a_page_that_was_overwritten_is_found),
        TEST(a_store_of_another_schema_is_refused),
        cmocka_unit_test(what_is_no_store_is_refused_and_not_made),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
