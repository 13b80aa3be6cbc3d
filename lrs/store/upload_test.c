/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments' data in the folder and in the database: the same rules. */
#include "store/attachments.h"

#include "store/fixture.h"
#include "store/internal.h"

#include <dirent.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define HASH "00000000000000000000000000000000000000000000000000000000000000"
#define FOLDER "/lrs.db-attachments"

/* A database server has no folder. */
static bool on_server(void)
{
    return getenv("IBEST_TEST_STORE") != NULL;
}

struct place {
    enum attachments_place attachments;
    char folder[64];
    char url[128];
    struct store *store;
};

/* ---- uploads ---- */

struct upload_write {
    struct store_write base;
    struct upload *upload;
    bool keeps;
    bool fails; /* afterwards, as a conflict of statements does */
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    struct upload_write *self = (struct upload_write *)write;
    enum status status = self->keeps ? transaction_keep_upload(transaction, self->upload, error)
                                     : transaction_copy_upload(transaction, self->upload, error);
    if (status == STATUS_OK && self->fails) {
        return FAIL(error, STATUS_CONFLICT, "a conflict");
    }
    return status;
}

static enum status keep(struct store *store, struct upload *upload)
{
    while (!upload_is_ready(upload)) {
        struct upload_write step = {.base = {.apply = apply}, .upload = upload};
        enum status status = store_write_and_wait(store, &step.base, NULL);
        if (status != STATUS_OK) {
            return status;
        }
        upload_advance(upload);
    }
    struct upload_write last = {.base = {.apply = apply}, .upload = upload, .keeps = true};
    return store_write_and_wait(store, &last.base, NULL);
}

static char byte_at(uint64_t offset)
{
    return (char)((offset * 7 + offset / 251) % 256);
}

/* `length` bytes that tell their places, in pieces of 10 007. */
static enum status fill(struct upload *upload, size_t length)
{
    char piece[10007];
    enum status status = STATUS_OK;
    for (size_t done = 0; done < length && status == STATUS_OK;) {
        size_t count = length - done < sizeof piece ? length - done : sizeof piece;
        for (size_t i = 0; i < count; i++) {
            piece[i] = byte_at(done + i);
        }
        status = upload_add(upload, (struct text){piece, count}, NULL);
        done += count;
    }
    return status;
}

static struct upload *begin(struct place *place, size_t length, const char *sha2)
{
    struct upload *upload = NULL;
    assert_int_equal(upload_begin(place->store, &upload, NULL), STATUS_OK);
    assert_int_equal(fill(upload, length), STATUS_OK);
    assert_int_equal(upload_end(upload, text_of(sha2), NULL), STATUS_OK);
    return upload;
}

static void put(struct place *place, size_t length, const char *sha2)
{
    AUTO(upload_destroy) struct upload *upload = begin(place, length, sha2);
    assert_int_equal(keep(place->store, upload), STATUS_OK);
}

/* ---- what is there ---- */

static void assert_stored(struct store *store, size_t length, const char *sha2)
{
    struct stored_attachment found;
    assert_int_equal(store_find_attachment(store, text_of(sha2), &found, NULL), STATUS_OK);
    assert_int_equal(found.length, length);
    AUTO(attachment_close) struct attachment_reader *reader = NULL;
    assert_int_equal(attachment_open(store, &found, &reader, NULL), STATUS_OK);
    char buffer[50000];
    for (uint64_t offset = 0; offset < length;) {
        size_t count = 0;
        assert_int_equal(attachment_read(reader, offset, buffer, sizeof buffer, &count, NULL),
                         STATUS_OK);
        assert_true(count > 0 && count <= sizeof buffer);
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(buffer[i], byte_at(offset + i));
        }
        offset += count;
    }
}

static void assert_not_stored(struct store *store, const char *sha2)
{
    struct stored_attachment found;
    assert_int_equal(store_find_attachment(store, text_of(sha2), &found, NULL), STATUS_NOT_FOUND);
}

static size_t count_files(const struct place *place)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s" FOLDER, place->folder);
    DIR *entries = opendir(path);
    size_t count = 0;
    while (entries != NULL && readdir(entries) != NULL) { // NOLINT(concurrency-mt-unsafe)
        count++;
    }
    if (entries != NULL) {
        (void)closedir(entries);
    }
    return count == 0 ? 0 : count - 2;
}

static int64_t count_chunks(struct place *place)
{
    int64_t count = 0;
    struct connection *reader = store_borrow_reader(place->store);
    assert_int_equal(connection_integer(reader, "SELECT count(*) FROM attachment_chunk", NO_VALUES,
                                        &count, NULL),
                     STATUS_OK);
    store_return_reader(place->store, reader);
    return count;
}

static void open_store(struct place *place)
{
    const struct store_options options = {.attachments = place->attachments};
    assert_int_equal(store_open(place->url, &options, &place->store, NULL), STATUS_OK);
}

static void reopen(struct place *place)
{
    store_close(place->store);
    open_store(place);
}

/* ---- the rules ---- */

static const size_t lengths[] = {0,
                                 1,
                                 ATTACHMENT_CHUNK - 1,
                                 ATTACHMENT_CHUNK,
                                 ATTACHMENT_CHUNK + 1,
                                 UPLOAD_STEP,
                                 2 * UPLOAD_STEP + 12345};
enum { LENGTHS = sizeof lengths / sizeof *lengths };

static const char *name(size_t number)
{
    static char text[sizeof HASH "00"];
    (void)snprintf(text, sizeof text, HASH "%02zu", number);
    return text;
}

static void what_goes_in_comes_out_also_after_a_restart(void **state)
{
    struct place *place = *state;
    for (size_t i = 0; i < LENGTHS; i++) {
        put(place, lengths[i], name(i));
        assert_stored(place->store, lengths[i], name(i));
    }
    reopen(place);
    for (size_t i = 0; i < LENGTHS; i++) {
        assert_stored(place->store, lengths[i], name(i));
    }
    assert_not_stored(place->store, name(LENGTHS));
}

static void one_hash_is_kept_once(void **state)
{
    struct place *place = *state;
    AUTO(upload_destroy) struct upload *first = begin(place, 100, name(0));
    AUTO(upload_destroy) struct upload *second = begin(place, 100, name(0));
    assert_int_equal(keep(place->store, first), STATUS_OK);
    assert_int_equal(keep(place->store, second), STATUS_OK);
    upload_destroy(TAKE(second));
    upload_destroy(TAKE(first));
    reopen(place);
    bool in_folder = place->attachments == ATTACHMENTS_IN_FOLDER;
    assert_int_equal(count_files(place), in_folder ? 1 : 0);
    assert_int_equal(count_chunks(place), in_folder ? 0 : 1);
    assert_stored(place->store, 100, name(0));
}

static void an_upload_that_is_dropped_leaves_nothing(void **state)
{
    struct place *place = *state;
    AUTO(upload_destroy) struct upload *upload = begin(place, (size_t)3 * UPLOAD_STEP, name(0));
    if (!upload_is_ready(upload)) {
        struct upload_write step = {.base = {.apply = apply}, .upload = upload};
        assert_int_equal(store_write_and_wait(place->store, &step.base, NULL), STATUS_OK);
        upload_advance(upload);
        assert_true(count_chunks(place) > 0);
    }
    upload_destroy(TAKE(upload));
    struct upload *other = begin(place, 1, name(1)); /* the writer has done all before this */
    assert_int_equal(keep(place->store, other), STATUS_OK);
    upload_destroy(other);
    store_close(TAKE(place->store)); /* finishes the deleting */
    open_store(place);
    assert_not_stored(place->store, name(0));
    assert_int_equal(count_files(place) + (size_t)count_chunks(place), 1);
}

static void a_write_that_fails_keeps_nothing(void **state)
{
    struct place *place = *state;
    AUTO(upload_destroy) struct upload *upload = begin(place, 10, name(0));
    if (!upload_is_ready(upload)) {
        struct upload_write step = {.base = {.apply = apply}, .upload = upload};
        assert_int_equal(store_write_and_wait(place->store, &step.base, NULL), STATUS_OK);
        upload_advance(upload);
    }
    struct upload_write write = {
        .base = {.apply = apply}, .upload = upload, .keeps = true, .fails = true};
    assert_int_equal(store_write_and_wait(place->store, &write.base, NULL), STATUS_CONFLICT);
    assert_not_stored(place->store, name(0));
    upload_destroy(TAKE(upload));
    put(place, 10, name(0));
    assert_stored(place->store, 10, name(0));
}

static void make_file(const struct place *place, const char *name_)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s" FOLDER "/%s", place->folder, name_);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    (void)fclose(file);
}

static void opening_sweeps_what_a_crash_has_left_and_nothing_else(void **state)
{
    struct place *place = *state;
    put(place, 5, name(0));
    make_file(place, name(1));
    make_file(place, "upload-abcdef");
    make_file(place, "README");
    assert_int_equal(
        connection_run(fixture_connection(place->store),
                       "INSERT INTO attachment_chunk (content, number, bytes) "
                       "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < "
                       "200) SELECT 99, i, zeroblob(10) FROM n",
                       NO_VALUES, NULL),
        STATUS_OK);
    reopen(place);
    bool in_folder = place->attachments == ATTACHMENTS_IN_FOLDER;
    assert_int_equal(count_files(place), in_folder ? 2 : 1);
    assert_int_equal(count_chunks(place), in_folder ? 0 : 1);
    assert_stored(place->store, 5, name(0));
}

static void the_place_can_be_changed(void **state)
{
    struct place *place = *state;
    put(place, 500, name(0));
    place->attachments = place->attachments == ATTACHMENTS_IN_FOLDER ? ATTACHMENTS_IN_DATABASE
                                                                     : ATTACHMENTS_IN_FOLDER;
    reopen(place);
    put(place, 600, name(1));
    assert_stored(place->store, 500, name(0));
    assert_stored(place->store, 600, name(1));
}

static void a_lost_file_is_told_and_replaced_by_what_is_sent_again(void **state)
{
    struct place *place = *state;
    put(place, 5, name(0));
    char path[160];
    (void)snprintf(path, sizeof path, "%s" FOLDER "/%s", place->folder, name(0));
    assert_int_equal(unlink(path), 0);
    struct stored_attachment found;
    assert_int_equal(store_find_attachment(place->store, text_of(name(0)), &found, NULL),
                     STATUS_OK);
    assert_false(attachment_is_there(place->store, &found));
    struct attachment_reader *reader = NULL;
    assert_int_equal(attachment_open(place->store, &found, &reader, NULL), STATUS_UNAVAILABLE);
    put(place, 5, name(0));
    assert_stored(place->store, 5, name(0));
}

static void others_may_not_read_the_files(void **state)
{
    struct place *place = *state;
    put(place, 1, name(0));
    char path[128];
    struct stat entry;
    (void)snprintf(path, sizeof path, "%s" FOLDER, place->folder);
    assert_int_equal(stat(path, &entry), 0);
    assert_int_equal(entry.st_mode & 0777, 0700);
}

static void a_full_disk_is_unavailable_and_leaves_nothing(void **state)
{
    struct place *place = *state;
    struct rlimit limit;
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
    const struct rlimit full = {1 << 20, limit.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &full), 0);
    AUTO(upload_destroy) struct upload *upload = NULL;
    assert_int_equal(upload_begin(place->store, &upload, NULL), STATUS_OK);
    assert_int_equal(fill(upload, 2 << 20), STATUS_UNAVAILABLE);
    upload_destroy(TAKE(upload));
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
    assert_int_equal(count_files(place), 0);
    put(place, 2 << 20, name(0));
    assert_stored(place->store, 2 << 20, name(0));
}

static void without_a_file_there_is_no_folder(void **state)
{
    (void)state;
    struct place place = {.url = "sqlite::memory:"};
    open_store(&place);
    put(&place, 100000, name(0));
    assert_stored(place.store, 100000, name(0));
    store_close(place.store);
}

/* ---- ---- */

static struct place *make_place(enum attachments_place attachments)
{
    struct place *place = calloc(1, sizeof *place);
    assert_non_null(place);
    place->attachments = attachments;
    (void)snprintf(place->folder, sizeof place->folder, "/tmp/ibest-attachments-XXXXXX");
    assert_non_null(mkdtemp(place->folder));
    (void)snprintf(place->url, sizeof place->url, "sqlite:%s/lrs.db", place->folder);
    if (on_server()) {
        assert_int_equal(fixture_empty(NULL), STATUS_OK);
        (void)snprintf(place->url, sizeof place->url, "%s", fixture_url());
    }
    open_store(place);
    return place;
}

static int in_folder(void **state)
{
    *state = make_place(ATTACHMENTS_IN_FOLDER);
    return 0;
}

static int in_database(void **state)
{
    *state = make_place(ATTACHMENTS_IN_DATABASE);
    return 0;
}

static void remove_files(const char *folder)
{
    DIR *entries = opendir(folder);
    struct dirent *entry;
    // NOLINTNEXTLINE(concurrency-mt-unsafe)
    while (entries != NULL && (entry = readdir(entries)) != NULL) {
        char path[512];
        (void)snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        (void)unlink(path);
    }
    if (entries != NULL) {
        (void)closedir(entries);
    }
    (void)rmdir(folder);
}

static int clean(void **state)
{
    struct place *place = *state;
    char path[128];
    store_close(place->store);
    (void)snprintf(path, sizeof path, "%s" FOLDER, place->folder);
    remove_files(path);
    remove_files(place->folder);
    free(place);
    return 0;
}

#define IN_BOTH(test)                                        \
    cmocka_unit_test_setup_teardown(test, in_folder, clean), \
        cmocka_unit_test_setup_teardown(test, in_database, clean)

int main(void)
{
    (void)signal(SIGXFSZ, SIG_IGN);
    const struct CMUnitTest tests[] = {
        IN_BOTH(what_goes_in_comes_out_also_after_a_restart),
        IN_BOTH(one_hash_is_kept_once),
        IN_BOTH(an_upload_that_is_dropped_leaves_nothing),
        IN_BOTH(a_write_that_fails_keeps_nothing),
        IN_BOTH(opening_sweeps_what_a_crash_has_left_and_nothing_else),
        IN_BOTH(the_place_can_be_changed),
        cmocka_unit_test_setup_teardown(a_lost_file_is_told_and_replaced_by_what_is_sent_again,
                                        in_folder, clean),
        IN_BOTH(others_may_not_read_the_files),
        IN_BOTH(a_full_disk_is_unavailable_and_leaves_nothing),
        cmocka_unit_test(without_a_file_there_is_no_folder),
    };
#define IN_DATABASE(test) cmocka_unit_test_setup_teardown(test, in_database, clean)
    const struct CMUnitTest server_tests[] = {
        IN_DATABASE(what_goes_in_comes_out_also_after_a_restart),
        IN_DATABASE(one_hash_is_kept_once),
        IN_DATABASE(an_upload_that_is_dropped_leaves_nothing),
        IN_DATABASE(a_write_that_fails_keeps_nothing),
    };
    return on_server() ? cmocka_run_group_tests(server_tests, NULL, NULL)
                       : cmocka_run_group_tests(tests, NULL, NULL);
}
