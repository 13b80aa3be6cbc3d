/* SPDX-License-Identifier: Apache-2.0 */

/* A store with rows in every table that a copy has, and with what is odd in each: for the tests of
 * copying, on whichever engine. */
#ifndef STORE_COPY_FIXTURE_H
#define STORE_COPY_FIXTURE_H

#include "store/attachment_fixture.h"
#include "store/copy_parts.h"
#include "store/erased.h"
#include "store/history_fixture.h"
#include "store/internal.h"
#include "store/launches.h"
#include "store/organisations.h"
#include "store/profile_histories.h"
#include "store/profiles_fixture.h"
#include "store/pseudonym_keys.h"
#include "store/roster.h"
#include "store/spans.h"
#include "store/unposted.h"
#include "store/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum {
    COPY_FIXTURE_ROUNDS = 50, /* enough statements for a dictionary */
    COPY_FIXTURE_STATEMENTS = COPY_FIXTURE_ROUNDS * HISTORY,
    COPY_FIXTURE_LAST_ROUND = SPAN_SIZE + 1, /* its first seq */
    COPY_FIXTURE_LONG = 40000,               /* bytes of a text that is read by itself */
    COPY_FIXTURE_DATA = 150000,              /* bytes of an attachment of several chunks */
    COPY_FIXTURE_DOCUMENTS = 20,
};

/* A text that no dictionary makes short. */
static inline struct text copy_fixture_noise(struct arena *arena, size_t length)
{
    char *text = ARENA_ARRAY(arena, char, length + 1);
    for (size_t i = 0; i < length; i++) {
        text[i] = (char)('a' + random_below(26));
    }
    return (struct text){text, length};
}

static inline enum status copy_fixture_put_round(struct store *store, unsigned round,
                                                 struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct statement history[HISTORY];
    make_history(arena, history);
    if (round == 1) {
        history[2] = fixture_did(
            arena, 1, "ann", VERBS "experienced",
            arena_print(arena, COURSE "/%s", copy_fixture_noise(arena, COPY_FIXTURE_LONG).data));
    }
    history[3] = fixture_statement(
        arena, 1,
        "\"actor\":{\"mbox\":\"mailto:ann@example.org\",\"name\":\"Ann\"},\"verb\":{\"id\":\"" VERBS
        "attended\",\"display\":{\"en\":\"attended\"}},\"object\":{\"id\":\"" COURSE "\"}",
        0);
    for (unsigned i = 0; i < HISTORY; i++) {
        history[i].id = fixture_id(round * HISTORY + i + 1);
        history[i].defines = i % 3 != 0;
    }
    return fixture_put(store, history, HISTORY, error);
}

/* ---- what is no statement ---- */

struct copy_fixture_write {
    struct store_write base;
    struct arena *arena;
};

static inline enum status copy_fixture_content(void *context, const struct document *stored,
                                               struct document *out, struct error *error)
{
    (void)stored;
    (void)error;
    *out = *(struct document *)context;
    return STATUS_OK;
}

static inline enum status copy_fixture_put_document(struct transaction *transaction,
                                                    struct arena *arena, unsigned number,
                                                    struct error *error)
{
    static const char bytes[] = "\0\1\377\\x\n'";
    bool is_long = number % 7 == 3;
    struct document document = {
        .content = is_long ? copy_fixture_noise(arena, COPY_FIXTURE_LONG)
                           : (struct text){bytes, number % sizeof bytes},
        .content_type = text_of(number % 2 == 0 ? "application/octet-stream" : "text/plain"),
    };
    const struct document_key key = {
        .kind = (enum document_kind)(1 + number % 3),
        .activity = text_of(number % 3 == 2 ? "" : "http://example.org/a"),
        .agent = text_of(number % 3 == 1 ? "" : "mailto:ann@example.org"),
        .has_registration = number % 3 == 0 && number % 2 == 0,
        .registration = fixture_id(number),
        .id = text_of(arena_print(arena, "\xc3\xa9t\xc3\xa9 %u", number)),
    };
    return transaction_put_document(transaction, &key, copy_fixture_content, &document, error);
}

static inline enum status copy_fixture_put_launch(struct transaction *transaction,
                                                  struct error *error)
{
    const struct stored_course course = {.id = text_of("urn:course"),
                                         .structure = text_of("<courseStructure/>"),
                                         .content_url = text_of("https://pages.example/")};
    const struct stored_registration registration = {.id = fixture_id(1),
                                                     .course = 1,
                                                     .course_id = course.id,
                                                     .agent = text_of("mailto:ann@example.org"),
                                                     .actor = text_of("{}")};
    struct digest digest = digest_of(text_of("token"));
    struct text bytes = {(const char *)digest.bytes, sizeof digest.bytes};
    const struct stored_session session = {.id = fixture_id(2),
                                           .registration = registration.id,
                                           .node = 3,
                                           .activity = text_of("urn:au"),
                                           .publisher = text_of("urn:publisher"),
                                           .mastery_score = text_of("0.8"),
                                           .launched_by = text_of("key"),
                                           .return_url = text_of(""),
                                           .fetch_digest = bytes,
                                           .secret_digest = bytes,
                                           .state = SESSION_BEGUN,
                                           .expires_us = 1};
    enum status status = transaction_put_course(transaction, &course, error);
    status = status == STATUS_OK ? transaction_put_registration(transaction, &registration, error)
                                 : status;
    status = status == STATUS_OK
                 ? transaction_note_satisfied(transaction, &registration.id, 3, error)
                 : status;
    return status == STATUS_OK ? transaction_put_session(transaction, &session, error) : status;
}

static inline enum status copy_fixture_put_people(struct transaction *transaction,
                                                  struct error *error)
{
    const struct text account = text_of("account:https://lms.example|1");
    const struct stint stint = {
        .account = account,
        .from_us = -62135596800000000,
        .to_us = 1500000000000000,
        .values = {[STINT_ORGANISATION] = text_of("SYN01"), [STINT_SITE] = text_of("Caf\xc3\xa9")}};
    const struct person_account person = {
        .account = account, .person = account, .roster = account, .why = text_of("by hand")};
    const struct person_entry entry = {.action = text_of("merge"),
                                       .account = account,
                                       .other = text_of("mailto:ann@example.org"),
                                       .who = text_of("root")};
    enum status status = transaction_put_stint(transaction, &stint, error);
    status =
        status == STATUS_OK ? transaction_put_person_account(transaction, &person, error) : status;
    return status == STATUS_OK ? transaction_put_person_entry(transaction, &entry, error) : status;
}

static inline enum status copy_fixture_put_organisations(struct transaction *transaction,
                                                         struct error *error)
{
    const struct text code = text_of("SYN01");
    const struct stored_organisation organisation = {
        .code = code, .name = text_of("Synthetic"), .to_us = 1};
    const struct organisation_link link = {
        .code = code, .relation = text_of("RE6"), .target = text_of("SYN02"), .to_us = 1};
    const struct organisation_place place = {
        .code = code, .to_us = 1, .icb = text_of("SYNI1"), .successor = code};
    const struct organisation_source source = {.layout = text_of("organisations"), .rows = 1};
    enum status status = transaction_put_organisation(transaction, &organisation, error);
    status =
        status == STATUS_OK ? transaction_put_organisation_link(transaction, &link, error) : status;
    status = status == STATUS_OK ? transaction_put_organisation_place(transaction, &place, error)
                                 : status;
    return status == STATUS_OK ? transaction_put_organisation_source(transaction, &source, error)
                               : status;
}

static inline enum status copy_fixture_put_erased(struct transaction *transaction,
                                                  struct error *error)
{
    const struct uuid id = {{0}};
    const struct erasure_record record = {.erased_us = 1, .last_seq = 1, .statements = 1};
    enum status status = erased_note(transaction->connection, &id, ERASED_GONE, error);
    return status == STATUS_OK
               ? erasure_note(transaction, text_of("mailto:gone@example.org"), &record, error)
               : status;
}

static inline enum status copy_fixture_apply(struct transaction *transaction,
                                             struct store_write *write, struct error *error)
{
    struct arena *arena = ((struct copy_fixture_write *)write)->arena;
    const struct credential credential = {.key = "key",
                                          .secret_hash = "$argon2id$...",
                                          .name = "Caf\xc3\xa9",
                                          .scopes = "all",
                                          .disclosure = "lt5",
                                          .organisation = "RTH",
                                          .created_us = 1};
    enum status status = transaction_put_credential(transaction, &credential, error);
    status = status == STATUS_OK
                 ? transaction_put_pseudonym_key(transaction, text_of("\x01 32 bytes"), 1, error)
                 : status;
    for (unsigned i = 0; i < COPY_FIXTURE_DOCUMENTS && status == STATUS_OK; i++) {
        status = copy_fixture_put_document(transaction, arena, i, error);
    }
    status = status == STATUS_OK ? copy_fixture_put_people(transaction, error) : status;
    status = status == STATUS_OK ? copy_fixture_put_organisations(transaction, error) : status;
    status = status == STATUS_OK ? copy_fixture_put_erased(transaction, error) : status;
    return status == STATUS_OK ? copy_fixture_put_launch(transaction, error) : status;
}

/* Fills the empty store. */
/* Has what follows begin behind a span, so that a set is made of its most frequent term. */
static inline enum status copy_fixture_pass_span(struct transaction *transaction,
                                                 struct store_write *write, struct error *error)
{
    (void)write;
    transaction->next_seq = COPY_FIXTURE_LAST_ROUND;
    enum status status = unposted_flush(transaction, error);
    return status == STATUS_OK
               ? connection_run(
                     transaction->connection,
                     "UPDATE term SET uses = 10000 WHERE id = (SELECT term FROM posting "
                     "WHERE term > 0 GROUP BY term ORDER BY count(*) DESC, term LIMIT 1)",
                     NO_VALUES, error)
               : status;
}

static inline enum status copy_fixture_put_rounds(struct store *store, struct error *error)
{
    struct store_write pass = {.apply = copy_fixture_pass_span};
    enum status status = STATUS_OK;
    for (unsigned i = 0; i < COPY_FIXTURE_ROUNDS && status == STATUS_OK; i++) {
        if (i == COPY_FIXTURE_ROUNDS - 1) {
            status = store_settle_histories(store, NULL, NULL, error);
            status = status == STATUS_OK ? store_write_and_wait(store, &pass, error) : status;
        }
        status = status == STATUS_OK ? copy_fixture_put_round(store, i, error) : status;
    }
    return status;
}

static inline enum status copy_fixture_fill(struct store *store, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct copy_fixture_write write = {.base = {.apply = copy_fixture_apply}, .arena = arena};
    (void)fixture_load_profile(store, FIXTURE_HISTORY_PROFILE);
    enum status status = copy_fixture_put_rounds(store, error);
    const struct text data[] = {text_of("abc"), text_of(""),
                                copy_fixture_noise(arena, COPY_FIXTURE_DATA)};
    for (size_t i = 0; i < sizeof data / sizeof data[0] && status == STATUS_OK; i++) {
        status = fixture_attach(store, data[i], error);
    }
    return status == STATUS_OK ? store_write_and_wait(store, &write.base, error) : status;
}

/* ---- what must hold of a copy ---- */

static inline bool copy_fixture_has(const char *columns, struct text wanted)
{
    struct text rest = text_of(columns == NULL ? "" : columns);
    struct text column;
    while (text_split(&rest, ',', &column)) {
        if (text_equals(text_trim(column), wanted)) {
            return true;
        }
    }
    return false;
}

/* NULL, or a sentence about the table `name`, or the first of its `columns` ("x, y"), that
 * copy_tables.c does not know: it would be left out of copies. Lives until the next call. */
static inline const char *copy_fixture_unknown(struct text name, struct text columns)
{
    static char sentence[128];
    struct text column;
    const struct copied_table *table = copied_tables;
    while (table->name != NULL && !text_is(name, table->name)) {
        table++;
    }
    if (table->name == NULL) {
        (void)snprintf(sentence, sizeof sentence, "table %.*s", TEXT_ARGUMENTS(name));
        return sentence;
    }
    while (text_split(&columns, ',', &column)) {
        struct text trimmed = text_trim(column);
        if (!copy_fixture_has(table->columns, trimmed) && !copy_fixture_has(table->own, trimmed)) {
            (void)snprintf(sentence, sizeof sentence, "column %.*s of %s", TEXT_ARGUMENTS(trimmed),
                           table->name);
            return sentence;
        }
    }
    return NULL;
}

/* ---- asking and changing a store beside all of its code ---- */

static inline struct connection *connect_beside(const char *url)
{
    const char *location = NULL;
    const struct backend *backend = backend_of(url, &location);
    struct connection *connection = NULL;
    struct error error = {0};
    if (backend->open(location, BACKEND_BESIDE, &connection, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return connection;
}

static inline int64_t ask(const char *url, const char *sql)
{
    AUTO(connection_close) struct connection *connection = connect_beside(url);
    struct error error = {0};
    int64_t found = -1;
    if (connection_integer(connection, sql, NO_VALUES, &found, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
    return found;
}

static inline void run_sql(const char *url, const char *sql)
{
    AUTO(connection_close) struct connection *connection = connect_beside(url);
    struct error error = {0};
    if (connection->backend->run_script(connection, sql, &error) != STATUS_OK) {
        fail_msg("%s: %s", sql, error.message);
    }
}

/* ---- what must hold ---- */

/* No table differs, and none was empty: nothing would have been compared there. */
static inline void assert_equal_and_full(const struct copy_report *report)
{
    assert_int_equal(report->differences, 0);
    for (size_t i = 0; i < report->count; i++) {
        const struct copy_table *table = &report->tables[i];
        if (table->differences != 0 || table->from.rows == 0 ||
            table->from.rows != table->to.rows ||
            strcmp(table->from.sha256, table->to.sha256) != 0) {
            fail_msg("%s: %lld rows, '%s'", table->name, (long long)table->from.rows, table->first);
        }
    }
}

static inline void assert_copied(const char *from, const char *to,
                                 const struct copy_options *options)
{
    struct error error = {0};
    struct copy_report report;
    if (store_copy(from, to, options, &report, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    assert_equal_and_full(&report);
}

static inline void assert_refused(const char *from, const char *to,
                                  const struct copy_options *options, enum status expected,
                                  const char *words)
{
    struct error error = {0};
    struct copy_report report;
    enum status status = store_copy(from, to, options, &report, &error);
    if (status != expected || strstr(error.message, words) == NULL) {
        fail_msg("%d: %s", status, error.message);
    }
}

static inline void assert_sound(const char *url)
{
    const struct verify_options options = {.scratch = "/tmp"};
    struct verify_report report;
    struct error error = {0};
    assert_int_equal(store_verify(url, &options, &report, &error), STATUS_OK);
    for (size_t i = 0; i < report.count; i++) {
        if (report.checks[i].bad != 0) {
            fail_msg("%s: %s", report.checks[i].name, report.checks[i].example);
        }
    }
}

#endif
