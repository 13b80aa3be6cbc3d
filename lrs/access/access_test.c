/* SPDX-License-Identifier: Apache-2.0 */

/* Credentials: made once, known by their secret alone, forgotten when they change. */
#include "access/access.h"

#include "store/internal.h"

#include <setjmp.h>
#include <sodium.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka needs those above */
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TERMS(name_, scopes_) \
    (&(const struct credential_terms){.name = (name_), .scopes = (scopes_)})

static struct store *store;
static struct access *access_under_test;

static int open_all(void **state)
{
    (void)state;
    return store_open("sqlite::memory:", NULL, &store, NULL) == STATUS_OK &&
                   access_create(store, &access_under_test, NULL) == STATUS_OK
               ? 0
               : -1;
}

static int close_all(void **state)
{
    (void)state;
    access_destroy(access_under_test);
    store_close(store);
    return 0;
}

static void make_header(const char *key, const char *secret, char out[512])
{
    char plain[256];
    int length = snprintf(plain, sizeof plain, "%s:%s", key, secret);
    (void)snprintf(out, 512, "Basic ");
    (void)sodium_bin2base64(out + 6, 506, (const unsigned char *)plain, (size_t)length,
                            sodium_base64_VARIANT_ORIGINAL);
}

static bool is_known(const char *header, struct identity *out)
{
    bool known = true;
    assert_int_equal(access_identify(access_under_test, header, &known, out, NULL), STATUS_OK);
    return known;
}

static void a_secret_is_known_at_first_and_again(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(
        credential_create(store, TERMS("Course player", "state statements/write"), &made, NULL),
        STATUS_OK);
    char header[512];
    make_header(made.key, made.secret, header);
    struct identity identity;
    for (int i = 0; i < 3; i++) {
        assert_true(is_known(header, &identity));
    }
    assert_string_equal(identity.name, "Course player");
    assert_string_equal(identity.key, made.key);
    assert_int_equal(identity.permissions,
                     PERMISSION_STATE_READ | PERMISSION_STATE_WRITE | PERMISSION_STATEMENTS_WRITE);
}

static void another_secret_is_unknown_even_after_the_right_one(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    char right[512];
    char wrong[512];
    make_header(made.key, made.secret, right);
    made.secret[0] = made.secret[0] == 'a' ? 'b' : 'a';
    make_header(made.key, made.secret, wrong);
    struct identity identity = {.name = "untouched"};
    assert_false(is_known(wrong, &identity));
    assert_string_equal(identity.name, "untouched");
    assert_true(is_known(right, &identity));
    assert_false(is_known(wrong, &identity));
}

static void malformed_headers_are_unknown(void **state)
{
    (void)state;
    static const char *const headers[] = {
        NULL,        "", "Basic", "Basic ", "Basic !!", "Bearer YQ==", "Basic YQ==" /* no colon */,
        "Basic Og==" /* ":" */};
    struct identity identity;
    for (size_t i = 0; i < sizeof headers / sizeof headers[0]; i++) {
        assert_false(is_known(headers[i], &identity));
    }
}

static enum status replace(struct transaction *transaction, struct store_write *write,
                           struct error *error)
{
    (void)write;
    const struct credential credential = {
        .key = "renewed", .secret_hash = "$none", .name = "a", .scopes = "all"};
    return transaction_put_credential(transaction, &credential, error);
}

/* Leaves the credential the scope `state`. */
struct narrowing {
    struct store_write write; /* first */
    const char *key;
    char hash[crypto_pwhash_STRBYTES];
};

static enum status keep_hash(void *context, const struct credential *credential,
                             struct error *error)
{
    (void)error;
    (void)snprintf(context, crypto_pwhash_STRBYTES, "%s", credential->secret_hash);
    return STATUS_OK;
}

static enum status put_narrowed(struct transaction *transaction, struct store_write *write,
                                struct error *error)
{
    const struct narrowing *narrowing = (const struct narrowing *)write;
    const struct credential credential = {
        .key = narrowing->key, .secret_hash = narrowing->hash, .name = "a", .scopes = "state"};
    return transaction_put_credential(transaction, &credential, error);
}

static enum status narrow(const char *key)
{
    struct narrowing narrowing = {.write.apply = put_narrowed, .key = key};
    enum status status = store_find_credential(store, key, keep_hash, narrowing.hash, NULL);
    return status == STATUS_OK ? store_write_and_wait(store, &narrowing.write, NULL) : status;
}

static void an_unusable_hash_lets_nobody_in(void **state)
{
    (void)state;
    struct store_write write = {.apply = replace};
    assert_int_equal(store_write_and_wait(store, &write, NULL), STATUS_OK);
    char header[512];
    make_header("renewed", "", header);
    struct identity identity;
    assert_false(is_known(header, &identity));
}

static void a_credential_can_be_revoked_once(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    assert_int_equal(credential_revoke(store, made.key, NULL), STATUS_OK);
    char header[512];
    make_header(made.key, made.secret, header);
    struct identity identity;
    assert_false(is_known(header, &identity));
    assert_string_equal(identity.key, made.key);
    struct error error;
    assert_int_equal(credential_revoke(store, made.key, &error), STATUS_NOT_FOUND);
    assert_non_null(strstr(error.message, made.key));
}

static void a_revoked_credential_stops_at_once(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    char header[512];
    make_header(made.key, made.secret, header);
    struct identity identity;
    assert_true(is_known(header, &identity));
    assert_int_equal(credential_revoke(store, made.key, NULL), STATUS_OK);
    assert_false(is_known(header, &identity));
}

static enum status forget_silently(struct transaction *transaction, struct store_write *write,
                                   struct error *error)
{
    (void)write;
    return connection_run(transaction->connection, "DELETE FROM credential", NO_VALUES, error);
}

/* Deleted as nothing of ours deletes it, so that only asking the store could tell. */
static void a_credential_seen_before_is_known_without_asking_the_store(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    char header[512];
    make_header(made.key, made.secret, header);
    struct identity identity;
    assert_true(is_known(header, &identity));
    struct store_write write = {.apply = forget_silently};
    assert_int_equal(store_write_and_wait(store, &write, NULL), STATUS_OK);
    assert_true(is_known(header, &identity));
    const struct timespec longer = {.tv_sec = 1, .tv_nsec = 10000000};
    assert_int_equal(nanosleep(&longer, NULL), 0);
    assert_false(is_known(header, &identity));
}

/* As a command does beside a server. */
static void a_credential_revoked_by_another_process_stops_at_once(void **state)
{
    (void)state;
    static const char url[] = "sqlite:access_test.db";
    const struct store_options beside = {.beside = true};
    struct new_credential made;
    char header[512];
    struct identity identity;
    (void)system("rm -f access_test.db*"); // NOLINT(cert-env33-c): our own words
    AUTO(store_close) struct store *served = NULL;
    AUTO(store_close) struct store *other = NULL;
    AUTO(access_destroy) struct access *access = NULL;
    assert_int_equal(store_open(url, NULL, &served, NULL), STATUS_OK);
    assert_int_equal(store_open(url, &beside, &other, NULL), STATUS_OK);
    assert_int_equal(access_create(served, &access, NULL), STATUS_OK);
    assert_int_equal(credential_create(other, TERMS("a", "all"), &made, NULL), STATUS_OK);
    make_header(made.key, made.secret, header);
    bool known = false;
    for (int i = 0; i < 2; i++) {
        assert_int_equal(access_identify(access, header, &known, &identity, NULL), STATUS_OK);
        assert_true(known);
    }
    assert_int_equal(credential_revoke(other, made.key, NULL), STATUS_OK);
    assert_int_equal(access_identify(access, header, &known, &identity, NULL), STATUS_OK);
    assert_false(known);
    (void)system("rm -f access_test.db*"); // NOLINT(cert-env33-c)
}

static void changed_scopes_count_at_once(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    char header[512];
    make_header(made.key, made.secret, header);
    struct identity identity;
    assert_true(is_known(header, &identity));
    assert_int_equal(narrow(made.key), STATUS_OK);
    assert_true(is_known(header, &identity));
    assert_int_equal(identity.permissions, PERMISSION_STATE_READ | PERMISSION_STATE_WRITE);
}

static void a_secret_in_the_place_of_the_key_is_not_told(void **state)
{
    (void)state;
    struct new_credential made;
    assert_int_equal(credential_create(store, TERMS("a", "all"), &made, NULL), STATUS_OK);
    char header[512];
    make_header(made.secret, made.key, header);
    struct identity identity;
    assert_false(is_known(header, &identity));
    assert_string_equal(identity.key, "");
}

static void names_are_short_printable_texts(void **state)
{
    (void)state;
    struct new_credential made;
    char long_name[ACCESS_NAME_SIZE + 1];
    memset(long_name, 'a', sizeof long_name - 1);
    long_name[sizeof long_name - 1] = '\0';
    assert_int_equal(credential_create(store, TERMS("", "all"), &made, NULL), STATUS_INVALID);
    assert_int_equal(credential_create(store, TERMS("a\nb", "all"), &made, NULL), STATUS_INVALID);
    assert_int_equal(credential_create(store, TERMS(long_name, "all"), &made, NULL),
                     STATUS_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_secret_is_known_at_first_and_again),
        cmocka_unit_test(another_secret_is_unknown_even_after_the_right_one),
        cmocka_unit_test(malformed_headers_are_unknown),
        cmocka_unit_test(an_unusable_hash_lets_nobody_in),
        cmocka_unit_test(a_credential_can_be_revoked_once),
        cmocka_unit_test(a_revoked_credential_stops_at_once),
        cmocka_unit_test(a_credential_seen_before_is_known_without_asking_the_store),
        cmocka_unit_test(a_credential_revoked_by_another_process_stops_at_once),
        cmocka_unit_test(changed_scopes_count_at_once),
        cmocka_unit_test(a_secret_in_the_place_of_the_key_is_not_told),
        cmocka_unit_test(names_are_short_printable_texts),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
