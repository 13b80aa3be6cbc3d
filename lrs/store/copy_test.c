/* SPDX-License-Identifier: Apache-2.0 */

/* A copy is equal and complete, or it is not there; and a difference is found where it is. */
#include "store/copy.h"

#include "store/copy_fixture.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

enum { PATH_SIZE = 160, FULL_AT = 512 * 1024 };

static const struct copy_options plain = {.attachments = ATTACHMENTS_IN_FOLDER};
static const struct copy_options in_database = {.attachments = ATTACHMENTS_IN_DATABASE};

/* FROM is made once, as no copy changes it. */
static char folder[] = "/tmp/ibest-copy-test-XXXXXX";
static char from[PATH_SIZE];
static char to[PATH_SIZE];

static void shell(const char *format, ...)
{
    char command[PATH_SIZE * 8];
    va_list arguments;
    va_start(arguments, format);
    (void)vsnprintf(command, sizeof command, format, arguments);
    va_end(arguments);
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): our own words
}

static const char *path_of(const char *url)
{
    return url + strlen("sqlite:");
}

static bool is_there(const char *url, const char *ending)
{
    char path[PATH_SIZE * 2];
    (void)snprintf(path, sizeof path, "%s%s", path_of(url), ending);
    return access(path, F_OK) == 0;
}

/* ---- what is copied ---- */

static void a_copy_has_every_row_and_is_sound(void **state)
{
    (void)state;
    assert_copied(from, to, &plain);
    assert_int_equal(ask(to, "SELECT count(*) FROM statement"), COPY_FIXTURE_STATEMENTS);
    assert_sound(to);
    assert_false(is_there(to, ".partial"));
    assert_false(is_there(to, ".partial-wal"));
}

static void statements_are_packed_in_the_copy_too(void **state)
{
    (void)state;
    assert_copied(from, to, &plain);
    static const char packed[] = "SELECT count(*) FROM statement WHERE typeof(members) = 'blob'";
    assert_true(ask(from, packed) > 0);
    assert_true(ask(to, packed) > 0);
    assert_int_equal(ask(to, "SELECT count(*) FROM dictionary"), 1);
}

static void the_copy_goes_on_where_the_store_was(void **state)
{
    (void)state;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    int64_t last = ask(from, "SELECT max(seq) FROM statement");
    assert_copied(from, to, &plain);
    assert_int_equal(store_open(to, NULL, &store, &error), STATUS_OK);
    struct statement statement =
        fixture_did(arena, 999999, "new", VERBS "experienced", "http://example.org/new");
    assert_int_equal(fixture_put(store, &statement, 1, &error), STATUS_OK);
    assert_int_equal(ask(to, "SELECT max(seq) FROM statement"), last + 1);
    assert_true(ask(to, "SELECT stored_us FROM statement ORDER BY seq DESC LIMIT 1") >
                ask(from, "SELECT max(stored_us) FROM statement"));
}

static void attachments_go_to_where_they_are_asked_for(void **state)
{
    (void)state;
    static const char files[] = "SELECT count(*) FROM attachment WHERE content IS NULL";
    static const char chunks[] = "SELECT count(*) FROM attachment_chunk";
    char back[PATH_SIZE * 2];
    (void)snprintf(back, sizeof back, "%s.back", to);
    assert_copied(from, to, &in_database);
    assert_int_equal(ask(from, files), 3);
    assert_int_equal(ask(to, files), 0);
    assert_int_equal(ask(to, chunks), 1 + 1 + COPY_FIXTURE_DATA / ATTACHMENT_CHUNK + 1);
    assert_sound(to);
    assert_copied(to, back, &plain);
    assert_int_equal(ask(back, files), 3);
    assert_int_equal(ask(back, chunks), 0);
    assert_sound(back);
}

/* ---- nothing is left out ---- */

static void every_column_of_the_schema_is_known(void **state)
{
    (void)state;
    AUTO(connection_close) struct connection *connection = connect_beside(from);
    AUTO(cursor_end) struct cursor *cursor = NULL;
    struct error error = {0};
    assert_int_equal(cursor_begin(connection,
                                  "SELECT m.name, group_concat(c.name, ', ') FROM sqlite_master m "
                                  "JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND "
                                  "m.name NOT LIKE 'sqlite%' GROUP BY 1",
                                  NO_VALUES, &cursor, &error),
                     STATUS_OK);
    int tables = 0;
    for (bool row = true; row; tables += row) {
        assert_int_equal(cursor_step(cursor, &row, &error), STATUS_OK);
        const char *unknown =
            row ? copy_fixture_unknown(cursor_text(cursor, 0), cursor_text(cursor, 1)) : NULL;
        assert_string_equal(unknown == NULL ? "none" : unknown, "none");
    }
    assert_true(tables > 20);
}

/* ---- what is refused ---- */

static void what_is_not_empty_is_refused_and_stays(void **state)
{
    (void)state;
    shell("echo precious > %s", path_of(to));
    assert_refused(from, to, &plain, STATUS_CONFLICT, "is there already");
    shell("grep -q precious %s", path_of(to));
}

static void what_is_no_store_is_refused_and_not_made(void **state)
{
    (void)state;
    char text_file[PATH_SIZE * 2];
    assert_refused("sqlite:/tmp/no-such-store.db", to, &plain, STATUS_NOT_FOUND,
                   "FROM: there is no file");
    assert_int_not_equal(access("/tmp/no-such-store.db", F_OK), 0);
    assert_refused("cloud:x", to, &plain, STATUS_INVALID, "FROM: 'cloud:x'");
    assert_refused(from, "sqlite::memory:", &plain, STATUS_INVALID, "TO: 'sqlite::memory:'");
    assert_refused(from, from, &plain, STATUS_INVALID, "the same store");
    (void)snprintf(text_file, sizeof text_file, "%s.other", from);
    run_sql(text_file, "CREATE TABLE x (y)");
    assert_refused(text_file, to, &plain, STATUS_CONFLICT, "no store of ibest-lrs");
    assert_false(is_there(to, ""));
}

static void a_store_of_another_schema_is_refused(void **state)
{
    (void)state;
    char old[PATH_SIZE * 2];
    (void)snprintf(old, sizeof old, "%s.old", from);
    assert_copied(from, old, &plain);
    run_sql(old, "DELETE FROM schema_version WHERE version > 3");
    assert_refused(old, to, &plain, STATUS_CONFLICT, "schema version 3");
}

static void a_store_that_is_served_is_copied_as_a_snapshot_only(void **state)
{
    (void)state;
    static const struct copy_options snapshot = {.is_snapshot = true};
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    assert_int_equal(store_open(from, NULL, &store, &error), STATUS_OK);
    assert_refused(from, to, &plain, STATUS_UNAVAILABLE, "in use by another ibest-lrs");
    assert_false(is_there(to, ""));
    assert_copied(from, to, &snapshot);
}

/* ---- copies that do not end ---- */

static struct dying {
    const char *what;
    int64_t at;
} dying;

static void die(void *context, const char *what, int64_t done, int64_t total)
{
    (void)context;
    if (strcmp(what, dying.what) == 0 && done * 100 >= total * dying.at) {
        (void)raise(SIGKILL);
    }
}

static void a_copy_that_is_killed_leaves_no_store_and_can_be_made_again(void **state)
{
    (void)state;
    static const struct dying moments[] = {
        {"rows copied", 0}, {"rows copied", 50}, {"rows copied", 100}, {"rows compared", 90}};
    static const struct copy_options watched = {.watch = die};
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        dying = moments[i];
        pid_t child = fork();
        if (child == 0) {
            struct copy_report report;
            (void)!store_copy(from, to, &watched, &report, NULL);
            _exit(0);
        }
        int outcome = 0;
        assert_int_equal(waitpid(child, &outcome, 0), child);
        assert_true(WIFSIGNALED(outcome) && WTERMSIG(outcome) == SIGKILL);
        assert_false(is_there(to, ""));
        assert_true(is_there(to, ".partial"));
    }
    assert_copied(from, to, &plain);
    assert_false(is_there(to, ".partial"));
}

static void a_copy_that_does_not_fit_leaves_nothing(void **state)
{
    (void)state;
    struct rlimit limit;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = FULL_AT;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    struct error error = {0};
    struct copy_report report;
    enum status status = store_copy(from, to, &plain, &report, &error);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(status, STATUS_UNAVAILABLE);
    assert_non_null(strstr(error.message, "nothing of the copy was kept"));
    assert_false(is_there(to, ""));
    assert_false(is_there(to, ".partial"));
}

/* The file of the attachment "abc" in the store's folder. */
static void overwrite_abc(const char *url)
{
    shell("printf xyz > %s-attachments/"
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
          path_of(url));
}

static void data_that_is_damaged_is_not_copied(void **state)
{
    (void)state;
    char broken[PATH_SIZE * 2];
    (void)snprintf(broken, sizeof broken, "%s.broken", from);
    assert_copied(from, broken, &plain);
    overwrite_abc(broken);
    assert_refused(broken, to, &plain, STATUS_CONFLICT, "'ba7816bf");
    assert_false(is_there(to, ""));
    run_sql(broken, "DELETE FROM attachment; UPDATE statement SET members = x'0102' WHERE seq = 7");
    assert_refused(broken, to, &plain, STATUS_UNAVAILABLE, "cannot be unpacked");
    assert_false(is_there(to, ""));
}

/* After all is copied, before the comparison has come to the attachments. */
static void damage(void *context, const char *what, int64_t done, int64_t total)
{
    (void)context;
    (void)total;
    if (done == 1 && strcmp(what, "rows compared") == 0) {
        overwrite_abc(to);
    }
}

static void a_copy_that_differs_is_told_and_not_kept(void **state)
{
    (void)state;
    static const struct copy_options watched = {.watch = damage};
    struct error error = {0};
    struct copy_report report;
    assert_int_equal(store_copy(from, to, &watched, &report, &error), STATUS_OK);
    assert_int_equal(report.differences, 1);
    assert_false(is_there(to, ""));
    assert_false(is_there(to, ".partial"));
    assert_false(is_there(to, "-attachments"));
}

/* Of no data at all. */
#define OTHER_SHA2 "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* What stands there may be of somebody else. */
static void a_folder_that_was_there_stays(void **state)
{
    (void)state;
    static const struct copy_options watched = {.watch = damage};
    struct error error = {0};
    struct copy_report report;
    shell("mkdir %s-attachments && touch %s-attachments/" OTHER_SHA2, path_of(to), path_of(to));
    assert_int_equal(store_copy(from, to, &watched, &report, &error), STATUS_OK);
    assert_int_equal(report.differences, 1);
    assert_true(is_there(to, "-attachments/" OTHER_SHA2));
}

/* ---- differences ---- */

static const struct difference {
    const char *sql;
    const char *table;
    const char *first; /* how it begins */
} differences[] = {
    {"UPDATE authority SET json = json || ' '", "authority", "differs: 1"},
    {"UPDATE statement SET members = '{}' WHERE seq = 1100", "statement", "differs: 1100"},
    {"UPDATE statement SET voided = 1 - voided WHERE seq = 9", "statement", "differs: 9"},
    {"UPDATE statement SET timestamp = NULL WHERE seq = 5", "statement", "differs: 5"},
    {"DELETE FROM statement WHERE seq = 4097", "statement", "only in FROM: 4097"},
    {"UPDATE term SET uses = uses + 1 WHERE id = 3", "term", "differs: 3"},
    {"DELETE FROM posting WHERE seq = 2 AND term = (SELECT min(term) FROM posting WHERE seq = 2)",
     "posting", "only in FROM: "},
    {"INSERT INTO posting VALUES (999999, 1)", "posting", "only in TO: 999999 1"},
    {"UPDATE posting_span SET seqs = x'00'", "posting_span", "differs: "},
    {"UPDATE statement_reference SET voids = 1 - voids", "statement_reference", "differs: 0000"},
    {"UPDATE document SET content = x'00' WHERE length(content) = 40000", "document", "differs: 1"},
    {"UPDATE document SET updated_us = updated_us + 1 WHERE id LIKE '% 4'", "document",
     "differs: 2 'http://example.org/a' '' '\xc3\xa9t\xc3\xa9 4' "},
    {"UPDATE credential SET disclosure = 'none'", "credential", "differs: 'key'"},
    {"UPDATE credential SET strict_profiles = 1", "credential", "differs: 'key'"},
    {"UPDATE pseudonym_key SET bytes = x'00'", "pseudonym_key", "differs: 1"},
    {"UPDATE credential SET secret_hash = ''", "credential", "differs: 'key'"},
    {"UPDATE progress SET best_score = 0.123", "progress", "differs: "},
    {"DELETE FROM placement", "placement", "only in FROM: "},
    {"UPDATE learner_organisation SET said_us = 1", "learner_organisation", "differs: "},
    {"UPDATE site_evaluation SET patients = patients + 1", "site_evaluation", "differs: "},
    {"UPDATE activity_name SET statements = 0", "activity_name", "differs: "},
    {"UPDATE agent_name SET name = 'x' || name", "agent_name", "only in FROM: "},
    {"UPDATE definition SET json = '{}'", "definition", "differs: "},
    {"DELETE FROM definition_change", "definition_change", "only in FROM: "},
    {"UPDATE attachment SET length = 4 WHERE length = 3", "attachment", "differs: 'ba7816bf"},
    {"UPDATE attachment_chunk SET bytes = x'787878' WHERE length(bytes) = 3", "attachment",
     "data in TO: the data of 'ba7816bf"},
    {"UPDATE profile SET text = text || ' '", "profile", "differs: 1"},
    {"UPDATE profile_template SET id = '' WHERE template = 1", "profile_template", "differs: 1 1"},
    {"UPDATE profile_pattern SET id = '' WHERE pattern = 1", "profile_pattern", "differs: 1 1"},
    {"UPDATE profile_history SET outcome = 9", "profile_history", "differs: "},
    {"DELETE FROM profile_history_due", "profile_history_due", "only in FROM: "},
    {"UPDATE profile_breach SET rule = 9", "profile_breach", "differs: "},
    {"UPDATE cmi5_course SET structure = ''", "cmi5_course", "differs: 1"},
    {"UPDATE cmi5_registration SET begun = 1", "cmi5_registration", "differs: 0000"},
    {"UPDATE cmi5_standing SET said = 1", "cmi5_standing", "differs: 0000"},
    {"UPDATE cmi5_session SET secret_digest = x''", "cmi5_session", "differs: 0000"},
    {"UPDATE roster SET band = '7'", "roster", "differs: 'account:"},
    {"DELETE FROM person_account", "person_account", "only in FROM: "},
    {"UPDATE person_journal SET undone = 1", "person_journal", "differs: 1"},
    {"UPDATE organisation SET to_us = 0", "organisation", "differs: 'SYN01'"},
    {"DELETE FROM organisation_link", "organisation_link", "only in FROM: "},
    {"UPDATE organisation_place SET icb = ''", "organisation_place", "differs: 'SYN01'"},
    {"UPDATE erased_statement SET is_changed = 1", "erased_statement", "differs: 00"},
    {"UPDATE erasure SET statements = 7", "erasure", "differs: 1"},
    {"UPDATE organisation_source SET organisations = 7", "organisation_source", "differs: "},
};

static void assert_found(const struct difference *difference, const struct copy_report *report)
{
    bool is_found = false;
    for (size_t i = 0; i < report->count; i++) {
        const struct copy_table *table = &report->tables[i];
        bool is_wanted = strcmp(table->name, difference->table) == 0;
        is_found = is_found || (is_wanted && strncmp(table->first, difference->first,
                                                     strlen(difference->first)) == 0);
        if ((table->differences != 0) != is_wanted) {
            fail_msg("%s: %s: '%s'", difference->sql, table->name, table->first);
        }
    }
    if (!is_found) {
        fail_msg("not found: %s", difference->sql);
    }
}

static void each_difference_is_found_where_it_is(void **state)
{
    (void)state;
    char changed[PATH_SIZE * 2];
    assert_copied(from, to, &in_database);
    (void)snprintf(changed, sizeof changed, "%s.changed", to);
    for (size_t i = 0; i < sizeof differences / sizeof differences[0]; i++) {
        const struct difference *difference = &differences[i];
        shell("cp %s %s", path_of(to), path_of(changed));
        run_sql(changed, difference->sql);
        struct error error = {0};
        struct copy_report report;
        assert_int_equal(store_compare(from, changed, &plain, &report, &error), STATUS_OK);
        assert_found(difference, &report);
    }
}

/* ---- places ---- */

static int make_store(void **state)
{
    (void)state;
    AUTO(store_close) struct store *store = NULL;
    struct error error = {0};
    if (mkdtemp(folder) == NULL) {
        return -1;
    }
    (void)snprintf(from, sizeof from, "sqlite:%s/from.db", folder);
    (void)snprintf(to, sizeof to, "sqlite:%s/to.db", folder);
    enum status status = store_open(from, NULL, &store, &error);
    status = status == STATUS_OK ? copy_fixture_fill(store, &error) : status;
    if (status != STATUS_OK) {
        (void)fprintf(stderr, "%s\n", error.message);
    }
    return status == STATUS_OK ? 0 : -1;
}

static int remove_copies(void **state)
{
    (void)state;
    shell("rm -rf %s/to.db* %s/from.db.*", folder, folder);
    return 0;
}

static int remove_store(void **state)
{
    (void)state;
    shell("rm -rf %s", folder);
    return 0;
}

#define TEST(function) cmocka_unit_test_teardown(function, remove_copies)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_copy_has_every_row_and_is_sound),
        TEST(statements_are_packed_in_the_copy_too),
        TEST(the_copy_goes_on_where_the_store_was),
        TEST(attachments_go_to_where_they_are_asked_for),
        TEST(every_column_of_the_schema_is_known),
        TEST(what_is_not_empty_is_refused_and_stays),
        TEST(what_is_no_store_is_refused_and_not_made),
        TEST(a_store_of_another_schema_is_refused),
        TEST(a_store_that_is_served_is_copied_as_a_snapshot_only),
        TEST(a_copy_that_is_killed_leaves_no_store_and_can_be_made_again),
        TEST(a_copy_that_does_not_fit_leaves_nothing),
        TEST(data_that_is_damaged_is_not_copied),
        TEST(a_copy_that_differs_is_told_and_not_kept),
        TEST(a_folder_that_was_there_stays),
        TEST(each_difference_is_found_where_it_is),
    };
    return cmocka_run_group_tests(tests, make_store, remove_store);
}
