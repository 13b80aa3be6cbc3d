/* SPDX-License-Identifier: Apache-2.0 */

/* A backup made while others write is whole; what cannot be made whole is not there; a restored
 * store is what was backed up. */
#include "store/backup.h"

#include "store/attachment_fixture.h"
#include "store/verify.h"

#include <fcntl.h>
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

enum { PATH_SIZE = 160, BEFORE = 200, BACKUPS = 5, FULL_AT = 128 * 1024 };

static const char abc_sha2[] = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

struct place {
    char folder[PATH_SIZE];
    char url[PATH_SIZE + 32];
    char backup[PATH_SIZE + 32];
    struct store *store;
    atomic_uint acknowledged;
    atomic_bool ends;
};

static enum status put_one(struct store *store, unsigned number, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement statement =
        fixture_did(arena, number, "learner", "http://adlnet.gov/expapi/verbs/completed",
                    "https://example.org/course");
    return fixture_put(store, &statement, 1, error);
}

static void *write_on(void *context)
{
    struct place *place = context;
    for (unsigned number = BEFORE + 1; !atomic_load(&place->ends); number++) {
        if (put_one(place->store, number, NULL) != STATUS_OK) {
            return context;
        }
        atomic_store(&place->acknowledged, number);
    }
    return NULL;
}

static void assert_no_findings(const char *path)
{
    char url[PATH_SIZE + 64];
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    (void)snprintf(url, sizeof url, "sqlite:%s", path);
    assert_int_equal(store_verify(url, &options, &report, &error), STATUS_OK);
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("%s: %s: %s", path, report.checks[i].name, report.checks[i].example);
        }
    }
}

/* How many names in the folder begin with `begin`. */
static int count_files(const struct place *place, const char *begin)
{
    char command[PATH_SIZE * 2];
    int count = -1;
    (void)snprintf(command, sizeof command, "ls -A %s | grep -c '^%s'", place->folder, begin);
    FILE *output = popen(command, "r"); // NOLINT(cert-env33-c): our own words
    assert_non_null(output);
    assert_int_equal(fscanf(output, "%d", &count), 1); // NOLINT(cert-err34-c): grep counts
    (void)pclose(output);
    return count;
}

static const struct backup_options plain = {.replaces = false};
static const struct backup_options replacing = {.replaces = true};

static void a_backup_while_others_write_is_whole(void **state)
{
    struct place *place = *state;
    pthread_t writer;
    assert_int_equal(pthread_create(&writer, NULL, write_on, place), 0);
    for (int i = 0; i < BACKUPS; i++) {
        struct error error = {0};
        struct backup_summary summary;
        unsigned before = atomic_load(&place->acknowledged);
        enum status status = store_backup(place->url, place->backup, &replacing, &summary, &error);
        if (status != STATUS_OK) {
            fail_msg("%s", error.message);
        }
        assert_true(summary.statements >= before);
        assert_int_equal(summary.attachments, 1);
        assert_no_findings(place->backup);
    }
    atomic_store(&place->ends, true);
    void *failed = NULL;
    (void)pthread_join(writer, &failed);
    assert_null(failed);
    assert_int_equal(count_files(place, "backup.db"), 2); /* it, and the folder */
}

static void a_backup_replaces_nothing_unless_told(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    struct backup_summary summary;
    assert_int_equal(store_backup(place->url, place->backup, &plain, &summary, &error), STATUS_OK);
    assert_int_equal(store_backup(place->url, place->backup, &plain, &summary, &error),
                     STATUS_CONFLICT);
    assert_non_null(strstr(error.message, "--force"));
}

static void a_backup_that_does_not_fit_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct rlimit limit;
    struct error error = {0};
    struct backup_summary summary;
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    limit.rlim_cur = FULL_AT;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    enum status status = store_backup(place->url, place->backup, &plain, &summary, &error);
    limit.rlim_cur = limit.rlim_max;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(status, STATUS_UNAVAILABLE);
    assert_int_equal(count_files(place, "backup.db"), 0);
}

static void no_backup_is_made_of_what_is_broken(void **state)
{
    struct place *place = *state;
    char path[PATH_SIZE * 2];
    struct error error = {0};
    struct backup_summary summary;
    (void)snprintf(path, sizeof path, "%s/lrs.db-attachments/%s", place->folder, abc_sha2);
    int descriptor = open(path, O_WRONLY);
    assert_int_equal(write(descriptor, "x", 1), 1);
    (void)close(descriptor);
    assert_int_equal(store_backup(place->url, place->backup, &plain, &summary, &error),
                     STATUS_CONFLICT);
    assert_non_null(strstr(error.message, abc_sha2));
    assert_int_not_equal(access(place->backup, F_OK), 0);
}

static void a_restored_store_is_what_was_backed_up(void **state)
{
    struct place *place = *state;
    struct error error = {0};
    struct backup_summary summary;
    assert_int_equal(store_backup(place->url, place->backup, &plain, &summary, &error), STATUS_OK);
    assert_int_equal(put_one(place->store, BEFORE + 1, &error), STATUS_OK);
    assert_int_equal(store_restore(place->url, place->backup, &replacing, &summary, &error),
                     STATUS_UNAVAILABLE); /* it is served */
    store_close(place->store);
    place->store = NULL;
    assert_int_equal(store_restore(place->url, place->backup, &plain, &summary, &error),
                     STATUS_CONFLICT);
    assert_int_equal(store_restore(place->url, place->backup, &replacing, &summary, &error),
                     STATUS_OK);
    assert_int_equal(summary.statements, BEFORE);
    assert_no_findings(place->url + strlen("sqlite:"));
    assert_int_equal(store_open(place->url, NULL, &place->store, &error), STATUS_OK);
    assert_int_equal(put_one(place->store, BEFORE + 2, &error), STATUS_OK);
    assert_int_equal(count_files(place, "lrs.db.replaced"), 0);
}

/* What the log of the replaced database holds must not get into the restored one. */
static void a_log_of_the_replaced_store_is_gone(void **state)
{
    struct place *place = *state;
    char command[PATH_SIZE * 4];
    struct error error = {0};
    struct backup_summary summary;
    assert_int_equal(store_backup(place->url, place->backup, &plain, &summary, &error), STATUS_OK);
    for (unsigned i = 1; i < 20; i++) {
        assert_int_equal(put_one(place->store, BEFORE + i, &error), STATUS_OK);
    }
    (void)snprintf(command, sizeof command,
                   "cd %s && mkdir killed && cp lrs.db lrs.db-wal killed && "
                   "cp -r lrs.db-attachments killed",
                   place->folder);        /* as kill -9 leaves it */
    assert_int_equal(system(command), 0); // NOLINT(cert-env33-c): our own words
    char url[PATH_SIZE * 2];
    (void)snprintf(url, sizeof url, "sqlite:%s/killed/lrs.db", place->folder);
    assert_int_equal(store_restore(url, place->backup, &replacing, &summary, &error), STATUS_OK);
    assert_int_equal(summary.statements, BEFORE);
    assert_no_findings(url + strlen("sqlite:"));
}

static int make_store(void **state)
{
    struct place *place = calloc(1, sizeof *place);
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/ibest-backup-test-XXXXXX");
    if (mkdtemp(place->folder) == NULL) {
        return -1;
    }
    (void)snprintf(place->url, sizeof place->url, "sqlite:%s/lrs.db", place->folder);
    (void)snprintf(place->backup, sizeof place->backup, "%s/backup.db", place->folder);
    if (store_open(place->url, NULL, &place->store, NULL) != STATUS_OK) {
        return -1;
    }
    for (unsigned i = 1; i <= BEFORE; i++) {
        if (put_one(place->store, i, NULL) != STATUS_OK) {
            return -1;
        }
    }
    *state = place;
    return fixture_attach(place->store, text_of("abc"), NULL) == STATUS_OK ? 0 : -1;
}

static int remove_store(void **state)
{
    struct place *place = *state;
    char command[PATH_SIZE * 2];
    store_close(place->store);
    (void)snprintf(command, sizeof command, "rm -rf %s", place->folder);
    free(place);
    return system(command); // NOLINT(cert-env33-c): our own words
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, make_store, remove_store)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_backup_while_others_write_is_whole),
        TEST(a_backup_replaces_nothing_unless_told),
        TEST(a_backup_that_does_not_fit_leaves_nothing),
        TEST(no_backup_is_made_of_what_is_broken),
        TEST(a_restored_store_is_what_was_backed_up),
        TEST(a_log_of_the_replaced_store_is_gone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
