/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of courses, registrations, standings and sessions. */
#include "store/launches.h"

#include "store/ids.h"
#include "store/internal.h"

/* What a found row is copied to. */
typedef void (*row_reader)(struct cursor *cursor, struct arena *arena, void *out);

struct question {
    const char *sql;
    const struct value *values;
    size_t value_count;
    row_reader read;
    const char *missing; /* told with NOT_FOUND */
};

static enum status find(struct connection *connection, const struct question *question,
                        struct arena *arena, void *out, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(connection, question->sql, question->values,
                                      question->value_count, &cursor, error);
    bool row = false;
    if (status == STATUS_OK) {
        status = cursor_step(cursor, &row, error);
    }
    if (status == STATUS_OK && !row) {
        return FAIL(error, STATUS_NOT_FOUND, "%s", question->missing);
    }
    if (status == STATUS_OK) {
        question->read(cursor, arena, out);
    }
    return status;
}

static struct text copied(struct cursor *cursor, size_t column, struct arena *arena)
{
    struct text text = cursor_text(cursor, column);
    return (struct text){arena_copy(arena, text), text.length};
}

/* ---- courses ---- */

#define COURSE_COLUMNS "SELECT number, id, structure, content_url FROM cmi5_course "

static void read_course(struct cursor *cursor, struct arena *arena, void *out)
{
    *(struct stored_course *)out = (struct stored_course){
        .number = cursor_integer(cursor, 0),
        .id = copied(cursor, 1, arena),
        .structure = copied(cursor, 2, arena),
        .content_url = copied(cursor, 3, arena),
    };
}

enum status transaction_find_course(struct transaction *transaction, struct text id,
                                    struct arena *arena, struct stored_course *out,
                                    struct error *error)
{
    const struct value values[] = {value_text(id)};
    const struct question question = {
        COURSE_COLUMNS "WHERE id = $1 ORDER BY number DESC LIMIT 1", values, 1, read_course,
        "no course of this id was imported; see 'ibest-lrs course import --help'"};
    return find(transaction->connection, &question, arena, out, error);
}

enum status transaction_get_course(struct transaction *transaction, int64_t number,
                                   struct arena *arena, struct stored_course *out,
                                   struct error *error)
{
    const struct value values[] = {value_integer(number)};
    const struct question question = {COURSE_COLUMNS "WHERE number = $1", values, 1, read_course,
                                      "there is no course of this number"};
    return find(transaction->connection, &question, arena, out, error);
}

enum status transaction_put_course(struct transaction *transaction,
                                   const struct stored_course *course, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct stored_course latest = {0};
    enum status status = transaction_find_course(transaction, course->id, arena, &latest, error);
    if (status != STATUS_OK && status != STATUS_NOT_FOUND) {
        return status;
    }
    if (status == STATUS_OK && text_equals(latest.structure, course->structure) &&
        text_equals(latest.content_url, course->content_url)) {
        return STATUS_OK;
    }
    return connection_run(transaction->connection,
                          "INSERT INTO cmi5_course (id, structure, content_url, created_us) "
                          "VALUES ($1, $2, $3, $4)",
                          VALUES(value_text(course->id), value_text(course->structure),
                                 value_text(course->content_url),
                                 value_integer(store_stamp_us(transaction->store))),
                          error);
}

/* ---- registrations ---- */

#define REGISTRATION_COLUMNS \
    "SELECT id, course, course_id, agent, actor, begun FROM cmi5_registration "

static void read_registration(struct cursor *cursor, struct arena *arena, void *out)
{
    *(struct stored_registration *)out = (struct stored_registration){
        .id = cursor_uuid(cursor, 0),
        .course = cursor_integer(cursor, 1),
        .course_id = copied(cursor, 2, arena),
        .agent = copied(cursor, 3, arena),
        .actor = copied(cursor, 4, arena),
        .is_begun = cursor_integer(cursor, 5) != 0,
    };
}

enum status transaction_put_registration(struct transaction *transaction,
                                         const struct stored_registration *registration,
                                         struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO cmi5_registration (id, course, course_id, agent, actor, begun, created_us) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (id) DO UPDATE SET begun = excluded.begun",
        VALUES(value_uuid(&registration->id), value_integer(registration->course),
               value_text(registration->course_id), value_text(registration->agent),
               value_text(registration->actor), value_integer(registration->is_begun),
               value_integer(store_stamp_us(transaction->store))),
        error);
}

enum status transaction_get_registration(struct transaction *transaction, const struct uuid *id,
                                         struct arena *arena, struct stored_registration *out,
                                         struct error *error)
{
    const struct value values[] = {value_uuid(id)};
    const struct question question = {REGISTRATION_COLUMNS "WHERE id = $1", values, 1,
                                      read_registration, "there is no such registration"};
    return find(transaction->connection, &question, arena, out, error);
}

enum status transaction_find_registration(struct transaction *transaction, struct text agent,
                                          struct text course_id, struct arena *arena,
                                          struct stored_registration *out, struct error *error)
{
    const struct value values[] = {value_text(agent), value_text(course_id)};
    const struct question question = {REGISTRATION_COLUMNS "WHERE agent = $1 AND course_id = $2 "
                                                           "ORDER BY created_us DESC LIMIT 1",
                                      values, 2, read_registration,
                                      "the learner is not registered for this course"};
    return find(transaction->connection, &question, arena, out, error);
}

/* ---- standings ---- */

enum status transaction_note_said(struct transaction *transaction, const struct uuid *registration,
                                  size_t node, unsigned said, struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO cmi5_standing (registration, node, said, satisfied) "
        "VALUES ($1, $2, $3, 0) ON CONFLICT (registration, node) DO UPDATE SET "
        "said = excluded.said",
        VALUES(value_uuid(registration), value_integer((int64_t)node), value_integer(said)), error);
}

enum status transaction_note_satisfied(struct transaction *transaction,
                                       const struct uuid *registration, size_t node,
                                       struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO cmi5_standing (registration, node, said, satisfied) VALUES ($1, $2, 0, 1) "
        "ON CONFLICT (registration, node) DO UPDATE SET satisfied = 1",
        VALUES(value_uuid(registration), value_integer((int64_t)node)), error);
}

enum status transaction_list_standings(struct transaction *transaction,
                                       const struct uuid *registration, standing_visitor visit,
                                       void *context, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    enum status status = cursor_begin(
        transaction->connection,
        "SELECT node, said, satisfied FROM cmi5_standing WHERE registration = $1 ORDER BY node",
        VALUES(value_uuid(registration)), &cursor, error);
    bool row = true;
    while (status == STATUS_OK && row) {
        status = cursor_step(cursor, &row, error);
        if (status == STATUS_OK && row) {
            const struct stored_standing standing = {
                .node = (size_t)cursor_integer(cursor, 0),
                .said = (unsigned)cursor_integer(cursor, 1),
                .is_satisfied = cursor_integer(cursor, 2) != 0,
            };
            visit(context, &standing);
        }
    }
    return status;
}

/* ---- sessions ---- */

#define SESSION_COLUMNS                                                                       \
    "SELECT s.id, s.registration, s.node, s.activity, s.publisher, s.mastery_score, "         \
    "s.launched_by, s.return_url, s.mode, s.fetch_digest, s.secret_digest, s.state, s.said, " \
    "s.has_preferences, s.expires_us, s.begun_us, s.last_us, s.terminated_us, r.course, "     \
    "r.agent, r.actor, coalesce(t.said, 0) FROM cmi5_session s "                              \
    "JOIN cmi5_registration r ON r.id = s.registration "                                      \
    "LEFT JOIN cmi5_standing t ON t.registration = s.registration AND t.node = s.node "

static void read_session(struct cursor *cursor, struct arena *arena, void *out)
{
    *(struct stored_session *)out = (struct stored_session){
        .id = cursor_uuid(cursor, 0),
        .registration = cursor_uuid(cursor, 1),
        .node = (size_t)cursor_integer(cursor, 2),
        .activity = copied(cursor, 3, arena),
        .publisher = copied(cursor, 4, arena),
        .mastery_score = copied(cursor, 5, arena),
        .launched_by = copied(cursor, 6, arena),
        .return_url = copied(cursor, 7, arena),
        .mode = (unsigned)cursor_integer(cursor, 8),
        .fetch_digest = copied(cursor, 9, arena),
        .secret_digest = copied(cursor, 10, arena),
        .state = (enum session_state)cursor_integer(cursor, 11),
        .said = (unsigned)cursor_integer(cursor, 12),
        .has_preferences = cursor_integer(cursor, 13) != 0,
        .expires_us = cursor_integer(cursor, 14),
        .begun_us = cursor_integer(cursor, 15),
        .last_us = cursor_integer(cursor, 16),
        .terminated_us = cursor_integer(cursor, 17),
        .course = cursor_integer(cursor, 18),
        .agent = copied(cursor, 19, arena),
        .actor = copied(cursor, 20, arena),
        .said_ever = (unsigned)cursor_integer(cursor, 21),
    };
}

enum status transaction_put_session(struct transaction *transaction,
                                    const struct stored_session *session, struct error *error)
{
    return connection_run(
        transaction->connection,
        "INSERT INTO cmi5_session (id, registration, node, activity, publisher, mastery_score, "
        "launched_by, return_url, mode, fetch_digest, secret_digest, state, said, "
        "has_preferences, expires_us, begun_us, last_us, terminated_us) VALUES ($1, $2, $3, $4, "
        "$5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT (id) DO "
        "UPDATE SET secret_digest = excluded.secret_digest, state = excluded.state, "
        "said = excluded.said, has_preferences = excluded.has_preferences, "
        "expires_us = excluded.expires_us, begun_us = excluded.begun_us, "
        "last_us = excluded.last_us, terminated_us = excluded.terminated_us",
        VALUES(value_uuid(&session->id), value_uuid(&session->registration),
               value_integer((int64_t)session->node), value_text(session->activity),
               value_text(session->publisher), value_text(session->mastery_score),
               value_text(session->launched_by), value_text(session->return_url),
               value_integer(session->mode),
               value_blob(session->fetch_digest.data, session->fetch_digest.length),
               value_blob(session->secret_digest.data, session->secret_digest.length),
               value_integer((int64_t)session->state), value_integer(session->said),
               value_integer(session->has_preferences), value_integer(session->expires_us),
               value_integer(session->begun_us), value_integer(session->last_us),
               value_integer(session->terminated_us)),
        error);
}

static const char no_session[] = "there is no such session";

static enum status get_session(struct connection *connection, const struct uuid *id,
                               struct arena *arena, struct stored_session *out, struct error *error)
{
    const struct value values[] = {value_uuid(id)};
    const struct question question = {SESSION_COLUMNS "WHERE s.id = $1", values, 1, read_session,
                                      no_session};
    return find(connection, &question, arena, out, error);
}

enum status transaction_get_session(struct transaction *transaction, const struct uuid *id,
                                    struct arena *arena, struct stored_session *out,
                                    struct error *error)
{
    return get_session(transaction->connection, id, arena, out, error);
}

enum status store_get_session(struct store *store, const struct uuid *id, struct arena *arena,
                              struct stored_session *out, struct error *error)
{
    enum status status = get_session(store_lock_door(store), id, arena, out, error);
    store_unlock_door(store);
    return status;
}

static enum status find_session(struct connection *connection, struct text fetch_digest,
                                struct arena *arena, struct stored_session *out,
                                struct error *error)
{
    const struct value values[] = {value_blob(fetch_digest.data, fetch_digest.length)};
    const struct question question = {SESSION_COLUMNS "WHERE s.fetch_digest = $1", values, 1,
                                      read_session, no_session};
    return find(connection, &question, arena, out, error);
}

enum status transaction_find_session(struct transaction *transaction, struct text fetch_digest,
                                     struct arena *arena, struct stored_session *out,
                                     struct error *error)
{
    return find_session(transaction->connection, fetch_digest, arena, out, error);
}

enum status store_find_session(struct store *store, struct text fetch_digest, struct arena *arena,
                               struct stored_session *out, struct error *error)
{
    struct connection *reader = store_borrow_reader(store);
    enum status status = find_session(reader, fetch_digest, arena, out, error);
    store_return_reader(store, reader);
    return status;
}

enum status transaction_find_begun_session(struct transaction *transaction,
                                           const struct uuid *registration, const struct uuid *but,
                                           struct arena *arena, struct stored_session *out,
                                           struct error *error)
{
    const struct value values[] = {value_uuid(registration), value_integer(SESSION_BEGUN),
                                   value_uuid(but)};
    const struct question question = {
        SESSION_COLUMNS "WHERE s.registration = $1 AND s.state = $2 AND s.id <> $3 LIMIT 1", values,
        3, read_session, no_session};
    return find(transaction->connection, &question, arena, out, error);
}

enum status transaction_has_statement(struct transaction *transaction, const struct uuid *id,
                                      bool *out, struct error *error)
{
    int64_t seq = 0;
    enum status status = ids_find(transaction->connection, id, &seq, error);
    *out = seq != 0;
    return status;
}
