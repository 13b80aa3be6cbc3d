/* SPDX-License-Identifier: Apache-2.0 */

/* One history in SQLite and in PostgreSQL: every question has the same answer, byte for byte. */
#include "reports/reports.h"
#include "store/history_fixture.h"

#include "base/clock.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { ROUNDS = 6, COUNT = ROUNDS * HISTORY, ANSWER_LIMIT = 16 << 20, PAGE = 7, LONG_NAME = 6000 };

/* Each store sees the same times. */
static int64_t now_us;
static int64_t counting_clock(void)
{
    return now_us += 1000;
}

struct world {
    struct arena *arena;
    struct statement history[COUNT];
    char *long_name; /* longer than an index of PostgreSQL's takes */
};

/* Referring statements between the learning, and what one reader may find odd. */
static void make(struct world *world)
{
    world->arena = arena_create();
    for (unsigned i = 0; i < COUNT; i += HISTORY) {
        make_history(world->arena, &world->history[i]);
        for (unsigned j = 0; j < HISTORY; j++) {
            world->history[i + j].id = fixture_id(i + j + 1);
        }
    }
    for (unsigned i = 5; i < COUNT; i += 9) {
        world->history[i] =
            fixture_told(world->arena, i + 1, "ann", "http://example.org/confirmed", i / 2);
    }
    world->long_name = ARENA_ARRAY(world->arena, char, LONG_NAME + 1);
    for (unsigned i = 0; i < LONG_NAME; i++) {
        world->long_name[i] = (char)('a' + random_below(26));
    }
    world->history[3] =
        fixture_did(world->arena, 4, "\\u00e9va", "http://example.org/did",
                    arena_print(world->arena, "http://example.org/%s", world->long_name));
    for (unsigned i = 0; i < COUNT; i++) {
        world->history[i].defines = i % 3 != 0;
    }
}

struct document_write {
    struct store_write base;
    struct document_key key;
    struct text content;
    bool deletes;
};

static enum status change(void *context, const struct document *stored, struct document *out,
                          struct error *error)
{
    (void)stored;
    (void)error;
    out->content = ((struct document_write *)context)->content;
    out->content_type = text_of("application/octet-stream");
    return STATUS_OK;
}

static enum status apply_document(struct transaction *transaction, struct store_write *base,
                                  struct error *error)
{
    struct document_write *write = (struct document_write *)base;
    return write->deletes
               ? transaction_delete_documents(transaction, &write->key, NULL, NULL, error)
               : transaction_put_document(transaction, &write->key, change, write, error);
}

static struct document_key key_of(const struct world *world, unsigned number)
{
    static const char *const ids[] = {"bookmark", "B", "\xc3\xa9t\xc3\xa9", "a b"};
    return (struct document_key){
        .kind = DOCUMENT_STATE,
        .activity = text_of(number % 5 == 0 ? world->long_name : "http://example.org/a"),
        .agent = text_of(number % 2 == 0 ? "mailto:a" : "mailto:b"),
        .has_registration = number % 3 == 0,
        .registration = fixture_id(number % 2),
        .id = text_of(number % 7 == 0 ? world->long_name : ids[number % 4])};
}

static void put_documents(struct store *store, const struct world *world)
{
    for (unsigned i = 0; i < 40; i++) {
        static const char bytes[] = "\0\1\377\\x\n'";
        struct error error = {0};
        struct document_write write = {.base = {.apply = apply_document},
                                       .key = key_of(world, i),
                                       .content = {bytes, i % sizeof bytes},
                                       .deletes = i % 11 == 10};
        assert_int_equal(store_write_and_wait(store, &write.base, &error), STATUS_OK);
    }
}

static void fill(struct store *store, struct world *world)
{
    struct error error = {0};
    now_us = INT64_C(1600000000000000);
    clock_replace(counting_clock);
    for (unsigned i = 0; i < COUNT; i += HISTORY / 2) {
        if (fixture_put(store, &world->history[i], HISTORY / 2, &error) != STATUS_OK) {
            fail_msg("%s", error.message);
        }
    }
    put_documents(store, world);
    clock_replace(NULL);
}

/* ---- every answer, as text ---- */

static void print_id(struct buffer *out, const struct uuid *id)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(id, text);
    buffer_print(out, "%s ", text);
}

static enum status print_statement(void *context, const struct stored_statement *statement,
                                   struct error *error)
{
    (void)error;
    print_id(context, &statement->id);
    buffer_print(context, "%lld %lld %d %.*s %.*s %.*s %.*s\n", (long long)statement->seq,
                 (long long)statement->stored_us, statement->voided,
                 TEXT_ARGUMENTS(statement->members), TEXT_ARGUMENTS(statement->timestamp),
                 TEXT_ARGUMENTS(statement->authority), TEXT_ARGUMENTS(statement->version));
    return STATUS_OK;
}

static void print_pages(struct store *store, struct statement_query query, struct buffer *out)
{
    struct error error = {0};
    do {
        assert_int_equal(
            store_query_statements(store, &query, print_statement, out, &query.after_seq, &error),
            STATUS_OK);
        buffer_print(out, "more %lld\n", (long long)query.after_seq);
    } while (query.after_seq != 0);
}

/* By each single term of the history and each pair of the same statement's, both ways. */
static void print_queries(struct store *store, const struct world *world, struct buffer *out)
{
    struct statement_query query = {.since_us = INT64_MIN, .until_us = INT64_MAX, .limit = PAGE};
    for (unsigned i = 0; i < COUNT; i += 4) {
        const struct statement *statement = &world->history[i];
        for (size_t j = 0; j < statement->term_count; j++) {
            query.terms = &statement->terms[j];
            query.term_count = j + 1 < statement->term_count && i % 8 == 0 ? 2 : 1;
            query.ascending = (i + j) % 2 == 0;
            print_pages(store, query, out);
        }
    }
    query = (struct statement_query){.since_us = INT64_C(1600000000000000) + 20000,
                                     .until_us = INT64_C(1600000000000000) + 90000,
                                     .limit = PAGE};
    print_pages(store, query, out);
}

static void print_statements(struct store *store, struct buffer *out)
{
    struct error error = {0};
    for (unsigned i = 0; i < COUNT + 3; i++) {
        struct uuid id = fixture_id(i + 1);
        for (int voided = 0; voided < 2; voided++) {
            buffer_print(
                out, "%d ",
                store_get_statement(store, &id, voided == 1, print_statement, out, &error));
        }
    }
}

static enum status print_document(void *context, const struct document_key *key,
                                  const struct document *document, struct error *error)
{
    (void)error;
    buffer_print(context, "%.*s %d ", TEXT_ARGUMENTS(key->id), key->has_registration);
    print_id(context, &key->registration);
    buffer_print(context, "%lld %.*s ", (long long)document->updated_us,
                 TEXT_ARGUMENTS(document->content_type));
    for (size_t i = 0; i < document->content.length; i++) {
        buffer_print(context, "%02x", (unsigned char)document->content.data[i]);
    }
    buffer_add_character(context, '\n');
    return STATUS_OK;
}

static void print_documents(struct store *store, const struct world *world, struct buffer *out)
{
    struct error error = {0};
    for (unsigned i = 0; i < 40; i++) {
        struct document_key key = key_of(world, i);
        buffer_print(out, "%d ", store_get_document(store, &key, print_document, out, &error));
        assert_int_equal(store_list_documents(store, &key, i % 2 == 0 ? INT64_MIN : now_us - 20000,
                                              print_document, out, &error),
                         STATUS_OK);
    }
}

static enum status print_name(void *context, struct text name, struct error *error)
{
    (void)error;
    buffer_print(context, "%.*s\n", TEXT_ARGUMENTS(name));
    return STATUS_OK;
}

static void print_definitions(struct store *store, const struct world *world, struct buffer *out)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct error error = {0};
    for (unsigned i = 0; i < COUNT; i++) {
        for (size_t j = 0; j < world->history[i].term_count; j++) {
            struct term term = world->history[i].terms[j];
            struct text found = {NULL, 0};
            if (term.kind == TERM_RELATED_ACTIVITY || term.kind == TERM_VERB) {
                assert_int_equal(store_get_definition(store, (enum definition_kind)term.kind,
                                                      term.value, arena, &found, &error),
                                 STATUS_OK);
            }
            assert_int_equal(store_list_agent_names(store, term.value, print_name, out, &error),
                             STATUS_OK);
            buffer_print(out, "%.*s\n", TEXT_ARGUMENTS(found));
        }
    }
}

static enum status add(void *context, struct text bytes, struct error *error)
{
    (void)error;
    buffer_add_text(context, bytes);
    return STATUS_OK;
}

static void print_report(struct store *store, const struct report_request *asked,
                         const struct report_parameter *parameter, struct buffer *out)
{
    struct error error = {0};
    struct report_request request = *asked;
    request.disclosure = DISCLOSURE_NONE;
    request.names_people = true; /* pseudonyms differ from store to store */
    request.parameters = parameter;
    request.parameter_count = parameter != NULL;
    request.format = REPORT_JSON;
    if (report_run(store, &request, add, out, &error) != STATUS_OK) {
        fail_msg("%s: %s", request.report->name, error.message);
    }
}

/* With each value that the parameter may have. */
static void print_values(struct store *store, const struct report *report,
                         const struct report_field *field, struct buffer *out)
{
    struct text values = text_of(field->values);
    struct text value;
    while (text_split(&values, '|', &value)) {
        char chosen[32] = "";
        (void)snprintf(chosen, sizeof chosen, "%.*s", TEXT_ARGUMENTS(value));
        const struct report_parameter parameter = {field->name, chosen};
        print_report(store, &(struct report_request){.report = report}, &parameter, out);
    }
}

/* THE table of reports, each of everybody, of an organisation, and with every word that its
 * parameters may have. */
static void print_reports(struct store *store, struct buffer *out)
{
    for (const struct report *report = report_table; report->name != NULL; report++) {
        print_report(store, &(struct report_request){.report = report}, NULL, out);
        print_report(store, &(struct report_request){.report = report, .organisation = "SYN01"},
                     NULL, out);
        for (const struct report_field *field = report->parameters; field->name != NULL; field++) {
            if (field->values != NULL) {
                print_values(store, report, field, out);
            }
        }
    }
}

static void print_all(struct store *store, const struct world *world, struct buffer *out)
{
    AUTO(buffer_finish) struct buffer projections = BUFFER_INIT(FIXTURE_SNAPSHOT_LIMIT);
    struct error error = {0};
    fixture_snapshot(store, &projections);
    buffer_add_text(out, buffer_text(&projections));
    print_queries(store, world, out);
    print_statements(store, out);
    print_documents(store, world, out);
    print_definitions(store, world, out);
    print_reports(store, out);
    assert_int_equal(buffer_check(out, "the answers", &error), STATUS_OK);
}

/* ---- the rules ---- */

static void answers_of(const char *url, struct world *world, struct buffer *out, bool rebuilds)
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(fixture_empty(&error), STATUS_OK);
    if (store_open(url, NULL, &store, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    fill(store, world);
    if (rebuilds) {
        assert_int_equal(store_rebuild(store, &error), STATUS_OK);
    }
    print_all(store, world, out);
}

static void compare(struct world *world, bool rebuilds)
{
    AUTO(buffer_finish) struct buffer expected = BUFFER_INIT(ANSWER_LIMIT);
    AUTO(buffer_finish) struct buffer found = BUFFER_INIT(ANSWER_LIMIT);
    answers_of("sqlite::memory:", world, &expected, false);
    answers_of(fixture_url(), world, &found, rebuilds);
    assert_in_range(expected.length, 100000, ANSWER_LIMIT);
    assert_int_equal(found.length, expected.length);
    assert_string_equal(found.data, expected.data);
}

static void every_answer_is_the_same(void **state)
{
    compare(*state, false);
}

static void every_answer_is_the_same_after_a_rebuild(void **state)
{
    compare(*state, true);
}

static enum status find_nothing(void *context, const struct credential *credential,
                                struct error *error)
{
    (void)context;
    (void)credential;
    return FAIL(error, STATUS_INTERNAL, "there is none");
}

/* Header fields may hold any bytes: whoever sends them is told, the server has no fault. */
static void a_text_that_is_not_utf8_is_the_senders_fault(void **state)
{
    (void)state;
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(fixture_open(NULL, &store, &error), STATUS_OK);
    assert_int_equal(store_find_credential(store, "\xff", find_nothing, NULL, &error),
                     STATUS_INVALID);
    assert_int_equal(store_find_credential(store, "k", find_nothing, NULL, &error),
                     STATUS_NOT_FOUND);
}

int main(void)
{
    static struct world world;
    make(&world);
    struct CMUnitTest tests[] = {
        cmocka_unit_test_prestate(every_answer_is_the_same, &world),
        cmocka_unit_test_prestate(every_answer_is_the_same_after_a_rebuild, &world),
        cmocka_unit_test(a_text_that_is_not_utf8_is_the_senders_fault),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_destroy(world.arena);
    return failed;
}
