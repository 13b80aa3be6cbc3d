/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of courses, registrations, standings and sessions. */
#include "store/launches.h"

#include "store/fixture.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* Each test is one write, so that all of it stands in a transaction. */
struct test_write {
    struct store_write base;
    void (*body)(struct transaction *transaction, struct arena *arena);
};

static enum status apply(struct transaction *transaction, struct store_write *write,
                         struct error *error)
{
    (void)error;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    ((const struct test_write *)write)->body(transaction, arena);
    return STATUS_OK;
}

static void run(void (*body)(struct transaction *transaction, struct arena *arena))
{
    struct error error = {0};
    AUTO(store_close) struct store *store = NULL;
    assert_int_equal(store_open("sqlite::memory:", NULL, &store, &error), STATUS_OK);
    struct test_write write = {.base = {.apply = apply}, .body = body};
    assert_int_equal(store_write_and_wait(store, &write.base, &error), STATUS_OK);
}

static struct error error;

static struct stored_course course_of(const char *structure, const char *content_url)
{
    return (struct stored_course){.id = text_of("urn:course"),
                                  .structure = text_of(structure),
                                  .content_url = text_of(content_url)};
}

static int64_t put_course(struct transaction *transaction, struct arena *arena,
                          const char *structure, const char *content_url)
{
    struct stored_course course = course_of(structure, content_url);
    struct stored_course found;
    assert_int_equal(transaction_put_course(transaction, &course, &error), STATUS_OK);
    assert_int_equal(transaction_find_course(transaction, course.id, arena, &found, &error),
                     STATUS_OK);
    assert_true(text_is(found.structure, structure));
    assert_true(text_is(found.content_url, content_url));
    return found.number;
}

static void courses(struct transaction *transaction, struct arena *arena)
{
    int64_t first = put_course(transaction, arena, "one", "https://a");
    assert_int_equal(put_course(transaction, arena, "one", "https://a"), first);
    int64_t second = put_course(transaction, arena, "two", "https://a");
    assert_true(second > first);
    assert_true(put_course(transaction, arena, "two", "https://b") > second);
    struct stored_course old;
    assert_int_equal(transaction_get_course(transaction, first, arena, &old, &error), STATUS_OK);
    assert_true(text_is(old.structure, "one"));
    assert_int_equal(
        transaction_find_course(transaction, text_of("urn:other"), arena, &old, &error),
        STATUS_NOT_FOUND);
}

static void an_import_of_the_same_adds_nothing_and_of_another_leaves_the_old(void **state)
{
    (void)state;
    run(courses);
}

static struct stored_registration register_learner(struct transaction *transaction, unsigned number,
                                                   const char *agent)
{
    struct stored_registration registration = {
        .id = fixture_id(number),
        .course = 1,
        .course_id = text_of("urn:course"),
        .agent = text_of(agent),
        .actor = text_of("{}"),
    };
    assert_int_equal(transaction_put_registration(transaction, &registration, &error), STATUS_OK);
    return registration;
}

static void registrations(struct transaction *transaction, struct arena *arena)
{
    struct stored_registration found;
    struct text course = text_of("urn:course");
    (void)register_learner(transaction, 1, "ann");
    struct stored_registration latest = register_learner(transaction, 2, "ann");
    (void)register_learner(transaction, 3, "bob");
    assert_int_equal(
        transaction_find_registration(transaction, text_of("ann"), course, arena, &found, &error),
        STATUS_OK);
    assert_memory_equal(&found.id, &latest.id, sizeof found.id);
    assert_false(found.is_begun);
    found.is_begun = true;
    assert_int_equal(transaction_put_registration(transaction, &found, &error), STATUS_OK);
    assert_int_equal(transaction_get_registration(transaction, &latest.id, arena, &found, &error),
                     STATUS_OK);
    assert_true(found.is_begun);
    assert_int_equal(transaction_find_registration(transaction, text_of("ann"),
                                                   text_of("urn:other"), arena, &found, &error),
                     STATUS_NOT_FOUND);
}

static void a_learners_latest_registration_in_a_course_is_found(void **state)
{
    (void)state;
    run(registrations);
}

static void add_standing(void *context, const struct stored_standing *standing)
{
    buffer_print(context, "%zu:%u%s ", standing->node, standing->said,
                 standing->is_satisfied ? "s" : "");
}

static void standings(struct transaction *transaction, struct arena *arena)
{
    (void)arena;
    struct uuid id = fixture_id(1);
    struct uuid other = fixture_id(2);
    AUTO(buffer_finish) struct buffer told = BUFFER_INIT(1000);
    assert_int_equal(transaction_note_satisfied(transaction, &id, 3, &error), STATUS_OK);
    assert_int_equal(transaction_note_said(transaction, &id, 2, 1, &error), STATUS_OK);
    assert_int_equal(transaction_note_said(transaction, &id, 3, 2, &error), STATUS_OK);
    assert_int_equal(transaction_note_satisfied(transaction, &id, 2, &error), STATUS_OK);
    assert_int_equal(transaction_note_said(transaction, &id, 2, 3, &error), STATUS_OK);
    assert_int_equal(transaction_note_said(transaction, &other, 1, 1, &error), STATUS_OK);
    assert_int_equal(transaction_list_standings(transaction, &id, add_standing, &told, &error),
                     STATUS_OK);
    assert_string_equal(told.data, "2:3s 3:2s ");
}

static void what_is_said_and_what_is_satisfied_are_noted_apart(void **state)
{
    (void)state;
    run(standings);
}

static struct stored_session make_session(unsigned number, struct uuid registration)
{
    return (struct stored_session){
        .id = fixture_id(number),
        .registration = registration,
        .node = 4,
        .activity = text_of("urn:activity"),
        .publisher = text_of("urn:publisher"),
        .mastery_score = text_of("0.8"),
        .launched_by = text_of("LMS"),
        .return_url = text_of(""),
        .mode = 1,
        .fetch_digest = text_of(number == 1 ? "digest 1" : "digest 2"),
        .expires_us = 5,
    };
}

static void sessions(struct transaction *transaction, struct arena *arena)
{
    struct stored_registration registration = register_learner(transaction, 9, "ann");
    struct stored_session session = make_session(1, registration.id);
    struct stored_session found;
    assert_int_equal(transaction_put_session(transaction, &session, &error), STATUS_OK);
    assert_int_equal(transaction_note_said(transaction, &registration.id, 4, 6, &error), STATUS_OK);
    assert_int_equal(
        transaction_find_session(transaction, text_of("digest 1"), arena, &found, &error),
        STATUS_OK);
    assert_true(text_is(found.agent, "ann") && text_is(found.mastery_score, "0.8"));
    assert_int_equal(found.said_ever, 6);
    assert_int_equal(found.secret_digest.length, 0);
    found.state = SESSION_BEGUN;
    found.secret_digest = text_of("secret");
    found.activity = text_of("urn:changed"); /* what does not change in a session stays */
    assert_int_equal(transaction_put_session(transaction, &found, &error), STATUS_OK);
    assert_int_equal(transaction_get_session(transaction, &session.id, arena, &found, &error),
                     STATUS_OK);
    assert_int_equal(found.state, SESSION_BEGUN);
    assert_true(text_is(found.secret_digest, "secret") && text_is(found.activity, "urn:activity"));
    struct stored_session second = make_session(2, registration.id);
    assert_int_equal(transaction_put_session(transaction, &second, &error), STATUS_OK);
    assert_int_equal(transaction_find_begun_session(transaction, &registration.id, &second.id,
                                                    arena, &found, &error),
                     STATUS_OK);
    assert_memory_equal(&found.id, &session.id, sizeof found.id);
    assert_int_equal(transaction_find_begun_session(transaction, &registration.id, &session.id,
                                                    arena, &found, &error),
                     STATUS_NOT_FOUND);
}

static void a_session_keeps_what_it_began_with_and_changes_what_changes(void **state)
{
    (void)state;
    run(sessions);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_import_of_the_same_adds_nothing_and_of_another_leaves_the_old),
        cmocka_unit_test(a_learners_latest_registration_in_a_course_is_found),
        cmocka_unit_test(what_is_said_and_what_is_satisfied_are_noted_apart),
        cmocka_unit_test(a_session_keeps_what_it_began_with_and_changes_what_changes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
