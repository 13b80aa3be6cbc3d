/* SPDX-License-Identifier: Apache-2.0 */

/* What an AU says in its session, inside the transaction that stores it: nothing can come between
 * what was checked and what is stored. */
#include "launch/session.h"

#include "base/clock.h"
#include "launch/scene.h"

#include <stdio.h>
#include <string.h>

static const char key_begin[] = "cmi5.";
enum { KEY_BEGIN_LENGTH = sizeof key_begin - 1 };

void session_key_format(const struct uuid *session, char out[SESSION_KEY_SIZE])
{
    char id[UUID_TEXT_SIZE];
    uuid_format(session, id);
    (void)snprintf(out, SESSION_KEY_SIZE, "%s%s", key_begin, id);
}

bool session_key_read(struct text key, struct uuid *out)
{
    return text_starts_with(key, key_begin) &&
           uuid_read((struct text){key.data + KEY_BEGIN_LENGTH, key.length - KEY_BEGIN_LENGTH},
                     out);
}

enum status session_check_open(const struct stored_session *session, int64_t now_us,
                               struct error *error)
{
    if (session->state == SESSION_ABANDONED) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "the session was abandoned, as the course was launched again (cmi5 9.3.6.0-2)");
    }
    if (now_us >= session->expires_us) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "the session is over; launch the course again (cmi5 8.1.2.0-2)");
    }
    return STATUS_OK;
}

enum status session_note_preferences(struct transaction *transaction, const struct uuid *session,
                                     struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct stored_session stored;
    enum status status = transaction_get_session(transaction, session, arena, &stored, error);
    if (status != STATUS_OK || stored.has_preferences) {
        return status;
    }
    stored.has_preferences = true;
    return transaction_put_session(transaction, &stored, error);
}

static const char *uuid_text(struct arena *arena, const struct uuid *uuid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uuid, text);
    return arena_copy_string(arena, text);
}

static struct cmi5_session rules_of(const struct stored_session *stored, struct arena *arena)
{
    return (struct cmi5_session){
        .id = text_of(uuid_text(arena, &stored->id)),
        .actor = stored->agent,
        .registration = text_of(uuid_text(arena, &stored->registration)),
        .activity = stored->activity,
        .publisher = stored->publisher,
        .mode = (enum cmi5_mode)stored->mode,
        .mastery_score = stored->mastery_score,
        .has_preferences = stored->has_preferences,
        .said = stored->said,
        .said_ever = stored->said_ever,
        .terminated_us = stored->terminated_us,
    };
}

/* An AU that got no answer sends again: what is stored is left to transaction_put_statements(). */
static enum status take(const struct scene *scene, struct cmi5_session *session,
                        const struct statement *statement, bool has_id, struct error *error)
{
    bool is_known = false;
    enum status status =
        transaction_has_statement(scene->transaction, &statement->id, &is_known, error);
    if (status != STATUS_OK || is_known) {
        return status;
    }
    has_id = has_id || json_object_get(statement->json, "id") != NULL;
    return cmi5_session_take(session, statement, has_id, scene->arena, error);
}

static enum status take_all(const struct scene *scene, struct cmi5_session *session,
                            const struct statement_list *list, bool has_ids, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < list->count && status == STATUS_OK; i++) {
        status = take(scene, session, &list->items[i], has_ids, error);
        if (status != STATUS_OK && list->count > 1) {
            error_locate(error, "[%zu]", i);
        }
    }
    return status;
}

/* What was said is kept with the session and for the registration. */
static enum status note(struct scene *scene, const struct cmi5_session *session,
                        struct error *error)
{
    struct stored_session *stored = &scene->session;
    int64_t now_us = clock_now_us();
    bool says_new = session->said_ever != stored->said_ever;
    bool ends = (session->said & ~stored->said & CMI5_SAID_TERMINATED) != 0;
    stored->said = session->said;
    stored->said_ever = session->said_ever;
    stored->terminated_us = session->terminated_us;
    stored->last_us = now_us;
    if (ends) {
        stored->state = SESSION_TERMINATED;
        int64_t end_us = now_us + SESSION_GRACE_US;
        stored->expires_us = end_us < stored->expires_us ? end_us : stored->expires_us;
    }
    enum status status = transaction_put_session(scene->transaction, stored, error);
    if (status != STATUS_OK || !says_new) {
        return status;
    }
    return transaction_note_said(scene->transaction, &stored->registration, stored->node,
                                 stored->said_ever, error);
}

enum status session_put_statements(struct transaction *transaction, const struct uuid *session,
                                   const struct statement_list *list, bool has_ids,
                                   const char *public_url, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct scene scene = {.transaction = transaction, .arena = arena, .public_url = public_url};
    enum status status =
        transaction_get_session(transaction, session, arena, &scene.session, error);
    status =
        status != STATUS_OK ? status : session_check_open(&scene.session, clock_now_us(), error);
    if (status != STATUS_OK) {
        return status;
    }
    struct cmi5_session rules = rules_of(&scene.session, arena);
    const unsigned judged = CMI5_SAID_COMPLETED | CMI5_SAID_PASSED;
    bool may_satisfy = false;
    status = take_all(&scene, &rules, list, has_ids, error);
    may_satisfy = (rules.said_ever & ~scene.session.said_ever & judged) != 0;
    status = status != STATUS_OK ? status : transaction_put_statements(transaction, list, error);
    status = status != STATUS_OK ? status : note(&scene, &rules, error);
    if (status != STATUS_OK || !may_satisfy) {
        return status;
    }
    status = scene_load_course(&scene, error);
    return status != STATUS_OK ? status : scene_judge(&scene, error);
}
