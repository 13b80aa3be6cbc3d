/* SPDX-License-Identifier: Apache-2.0 */

/* What messages call a store; and that no message of a store that is not to be had has more. */
#include "store/shown_url.h"

#include "store/backup.h"
#include "store/copy.h"
#include "store/store.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct {
    const char *url;
    const char *shown;
} cases[] = {
    {"sqlite:/srv/a:b@c.db", "sqlite:/srv/a:b@c.db"},
    {"sqlite::memory:", "sqlite::memory:"},
    {"postgresql://ibest@db.example/lrs", "postgresql://ibest@db.example/lrs"},
    {"postgresql://db.example:5432/lrs", "postgresql://db.example:5432/lrs"},
    {"postgresql://ibest:secret@db.example/lrs", "postgresql://ibest:...@db.example/lrs"},
    {"postgresql://ibest:secret@a:1,b:2/lrs", "postgresql://ibest:...@a:1,b:2/lrs"},
    {"postgresql://ibest:secr@t/secret@a/lrs", "postgresql://ibest:...@a/lrs"},
    {"postgresql://ibest:secret?secret@a/lrs", "postgresql://ibest:...@a/lrs"},
    {"postgresql:ibest:secret@a/lrs", "postgresql:...@a/lrs"},
    {"postgres://ibest:secret@a/lrs", "postgres://ibest:...@a/lrs"},
    {"ibest:secret@a/lrs", "ibest:...@a/lrs"},
    {"postgresql://a/lrs?password=secret", "postgresql://a/lrs?password=..."},
    {"postgresql://a/lrs?password=secret&sslpassword=secret&user=u",
     "postgresql://a/lrs?password=...&sslpassword=...&user=u"},
    {"host=a password=secret dbname=lrs", "host=a password=... dbname=lrs"},
    {"", ""},
};

static void what_is_shown_has_no_password(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        AUTO(free) char *shown = shown_url(cases[i].url);
        assert_string_equal(shown, cases[i].shown);
    }
}

static enum status open_it(const char *url, struct error *error)
{
    AUTO(store_close) struct store *store = NULL;
    return store_open(url, NULL, &store, error);
}

static enum status verify_it(const char *url, struct error *error)
{
    struct verify_report report;
    return store_verify(url, &(struct verify_options){.scratch = NULL}, &report, error);
}

static enum status back_it_up(const char *url, struct error *error)
{
    struct backup_summary summary;
    return store_backup(url, "/tmp/ibest-shown.db", &(struct backup_options){.watch = NULL},
                        &summary, error);
}

static enum status copy_it(const char *url, struct error *error)
{
    struct copy_report report;
    return store_copy(url, "sqlite:/tmp/ibest-shown.db", &(struct copy_options){.watch = NULL},
                      &report, error);
}

/* Each of a URL that names no store, or none that answers. */
typedef enum status (*opening)(const char *url, struct error *error);

static void check_message_of(opening open_by, const char *url)
{
    struct error error = {0};
    assert_int_not_equal(open_by(url, &error), STATUS_OK);
    assert_true(strlen(error.message) > 0);
    if (strstr(error.message, "secret") != NULL) {
        fail_msg("%s: %s", url, error.message);
    }
}

static void no_message_has_a_password(void **state)
{
    (void)state;
    static const opening all[] = {open_it, verify_it, back_it_up, copy_it};
    static const char *const urls[] = {"postgres://ibest:secret@127.0.0.1:1/lrs",
                                       "postgresql://ibest:secret@127.0.0.1:1/lrs",
                                       "postgresql://ibest:secret@127.0.0.1:1/lrs?nothing=1",
                                       "postgresql://127.0.0.1:1/lrs?password=secret"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        for (size_t j = 0; j < sizeof urls / sizeof urls[0]; j++) {
            check_message_of(all[i], urls[j]);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_shown_has_no_password),
        cmocka_unit_test(no_message_has_a_password),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
