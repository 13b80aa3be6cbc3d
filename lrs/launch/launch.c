/* SPDX-License-Identifier: Apache-2.0 */

/* Launches. A session is made, begun and fetched; what was made beside a server is begun when its
 * address is used, as only the server says anything. */
#include "launch/launch.h"

#include "base/clock.h"
#include "base/digest.h"
#include "launch/scene.h"
#include "launch/session.h"
#include "xapi/agent.h"

#include <sodium.h>
#include <string.h>

enum { SECRET_BYTES = 32, SECRET_SIZE = 44 };

/* ---- making a session ---- */

static void make_secret(char out[SECRET_SIZE])
{
    unsigned char bytes[SECRET_BYTES];
    randombytes_buf(bytes, sizeof bytes);
    (void)sodium_bin2base64(out, SECRET_SIZE, bytes, sizeof bytes,
                            sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    sodium_memzero(bytes, sizeof bytes);
}

static struct text digest_bytes(struct arena *arena, struct text secret)
{
    struct digest digest = digest_of(secret);
    struct text bytes = {(const char *)digest.bytes, sizeof digest.bytes};
    return (struct text){arena_copy(arena, bytes), bytes.length};
}

static enum status check_registration(const struct stored_registration *found,
                                      const struct launch_request *request, struct text agent,
                                      struct error *error)
{
    if (text_equals(found->agent, agent) && text_equals(found->course_id, request->course)) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_CONFLICT,
                "registration: is of another learner or another course; leave it out or make a "
                "new one");
}

/* The registration asked for, the learner's latest, or a new one. */
static enum status find_registration(struct transaction *transaction,
                                     const struct launch_request *request, struct arena *arena,
                                     struct stored_registration *out, struct error *error)
{
    struct text agent = {NULL, 0};
    enum status status = agent_read(request->actor, "actor", arena, &agent, error);
    if (status != STATUS_OK) {
        return status;
    }
    status =
        request->has_registration
            ? transaction_get_registration(transaction, &request->registration, arena, out, error)
            : transaction_find_registration(transaction, agent, request->course, arena, out, error);
    if (status != STATUS_NOT_FOUND) {
        return status == STATUS_OK ? check_registration(out, request, agent, error) : status;
    }
    struct stored_course course = {0};
    status = transaction_find_course(transaction, request->course, arena, &course, error);
    *out = (struct stored_registration){
        .id = request->has_registration ? request->registration : uuid_make(),
        .course = course.number,
        .course_id = request->course,
        .agent = agent,
        .actor = request->actor,
    };
    return status == STATUS_OK ? transaction_put_registration(transaction, out, error) : status;
}

static enum status take_document(void *context, const struct document *stored, struct document *out,
                                 struct error *error)
{
    (void)stored;
    (void)error;
    *out = *(const struct document *)context;
    return STATUS_OK;
}

static enum status put_launch_data(const struct scene *scene, struct error *error)
{
    const struct document_key key = {
        .kind = DOCUMENT_STATE,
        .activity = scene->session.activity,
        .agent = scene->session.agent,
        .has_registration = true,
        .registration = scene->session.registration,
        .id = text_of("LMS.LaunchData"),
    };
    struct document document = {
        .content = cmi5_launch_data(&scene->launch, scene->arena),
        .content_type = text_of("application/json"),
    };
    return transaction_put_document(scene->transaction, &key, take_document, &document, error);
}

static enum status choose_unit(struct scene *scene, const struct launch_request *request,
                               struct error *error)
{
    size_t unit = cmi5_course_find_unit(&scene->course, request->unit);
    if (unit == 0) {
        return FAIL(error, STATUS_NOT_FOUND, "au: the course has no AU of this id");
    }
    char activity[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(&scene->course, unit, activity);
    scene->launch.unit = unit;
    scene->session.node = unit;
    scene->session.activity = text_of(arena_copy_string(scene->arena, activity));
    scene->session.publisher = scene->course.nodes[unit].id;
    scene->session.mastery_score = scene->course.nodes[unit].mastery_score;
    if (scene->session.mastery_score.data == NULL) {
        scene->session.mastery_score = text_of("");
    }
    return STATUS_OK;
}

static void fill_answer(const struct scene *scene, const char *token, struct launch *out)
{
    struct arena *arena = scene->arena;
    const char *endpoint = arena_print(arena, "%s/xapi/", scene->public_url);
    const char *fetch = arena_print(arena, "%s/fetch?token=%s", scene->public_url, token);
    *out = (struct launch){
        .session = scene->session.id,
        .registration = scene->session.registration,
        .activity = scene->session.activity.data,
        .url = cmi5_launch_url(&scene->launch, endpoint, fetch, arena),
        .needs_own_window = scene->course.nodes[scene->session.node].needs_own_window,
        .expires_us = scene->session.expires_us,
    };
}

enum status launch_prepare(struct transaction *transaction, const struct launch_request *request,
                           const char *public_url, struct arena *arena, struct launch *out,
                           struct error *error)
{
    struct stored_registration registration;
    enum status status = find_registration(transaction, request, arena, &registration, error);
    if (status != STATUS_OK) {
        return status;
    }
    char token[SECRET_SIZE];
    make_secret(token);
    struct scene scene = {
        .transaction = transaction,
        .arena = arena,
        .public_url = public_url,
        .session = {.id = uuid_make(),
                    .registration = registration.id,
                    .launched_by = request->launched_by,
                    .return_url = request->return_url,
                    .mode = (unsigned)request->mode,
                    .fetch_digest = digest_bytes(arena, text_of(token)),
                    .expires_us = clock_now_us() + LAUNCH_ADDRESS_US,
                    .course = registration.course,
                    .agent = registration.agent,
                    .actor = registration.actor},
    };
    status = scene_load_course(&scene, error);
    status = status != STATUS_OK ? status : choose_unit(&scene, request, error);
    status =
        status != STATUS_OK ? status : transaction_put_session(transaction, &scene.session, error);
    status = status != STATUS_OK ? status : put_launch_data(&scene, error);
    if (status == STATUS_OK) {
        fill_answer(&scene, token, out);
    }
    sodium_memzero(token, sizeof token);
    return status;
}

/* ---- beginning it ---- */

/* Time between launched and the AU's last statement (cmi5 9.5.4.2). */
static enum status abandon(const struct scene *scene, struct stored_session *session,
                           struct error *error)
{
    struct scene other = {.transaction = scene->transaction,
                          .arena = scene->arena,
                          .public_url = scene->public_url,
                          .session = *session};
    int64_t duration_us =
        session->last_us > session->begun_us ? session->last_us - session->begun_us : 0;
    enum status status = scene_load_course(&other, error);
    status = status != STATUS_OK ? status
                                 : scene_say(&other,
                                             cmi5_say_abandoned(&other.launch, clock_now_us(),
                                                                duration_us, scene->arena),
                                             error);
    session->state = SESSION_ABANDONED;
    return status != STATUS_OK ? status
                               : transaction_put_session(scene->transaction, session, error);
}

static enum status abandon_others(const struct scene *scene, struct error *error)
{
    enum status status = STATUS_OK;
    while (status == STATUS_OK) {
        struct stored_session other;
        status = transaction_find_begun_session(scene->transaction, &scene->session.registration,
                                                &scene->session.id, scene->arena, &other, error);
        status = status != STATUS_OK ? status : abandon(scene, &other, error);
    }
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

static enum status begin_registration(const struct scene *scene, struct error *error)
{
    struct stored_registration registration;
    enum status status = transaction_get_registration(
        scene->transaction, &scene->session.registration, scene->arena, &registration, error);
    if (status != STATUS_OK || registration.is_begun) {
        return status;
    }
    registration.is_begun = true;
    status = transaction_put_registration(scene->transaction, &registration, error);
    return status != STATUS_OK
               ? status
               : scene_say(scene, cmi5_say_registered(&scene->launch, clock_now_us(), scene->arena),
                           error);
}

static enum status begin(struct scene *scene, struct error *error)
{
    enum status status = scene_load_course(scene, error);
    status = status != STATUS_OK ? status : abandon_others(scene, error);
    status = status != STATUS_OK ? status : put_launch_data(scene, error);
    status = status != STATUS_OK ? status : begin_registration(scene, error);
    if (status != STATUS_OK) {
        return status;
    }
    scene->session.state = SESSION_BEGUN;
    scene->session.begun_us = clock_now_us();
    struct text launched = cmi5_say_launched(&scene->launch, scene->session.begun_us, scene->arena);
    status = scene_say(scene, launched, error);
    status = status != STATUS_OK ? status : scene_judge(scene, error);
    return status != STATUS_OK
               ? status
               : transaction_put_session(scene->transaction, &scene->session, error);
}

enum status launch_begin(struct transaction *transaction, const struct uuid *session,
                         const char *public_url, struct arena *arena, struct error *error)
{
    struct scene scene = {.transaction = transaction, .arena = arena, .public_url = public_url};
    enum status status =
        transaction_get_session(transaction, session, arena, &scene.session, error);
    return status == STATUS_OK ? begin(&scene, error) : status;
}

/* ---- the fetch URL ---- */

static struct text fetch_error(const char *code, const char *text, struct arena *arena)
{
    return text_of(arena_print(arena, "{\"error-code\":\"%s\",\"error-text\":\"%s\"}", code, text));
}

static struct text make_token(const struct stored_session *session, const char *secret,
                              struct arena *arena)
{
    char key[SESSION_KEY_SIZE];
    session_key_format(&session->id, key);
    const char *pair = arena_print(arena, "%s:%s", key, secret);
    size_t size = sodium_base64_ENCODED_LEN(strlen(pair), sodium_base64_VARIANT_ORIGINAL);
    char *encoded = arena_allocate(arena, size, 1);
    (void)sodium_bin2base64(encoded, size, (const unsigned char *)pair, strlen(pair),
                            sodium_base64_VARIANT_ORIGINAL);
    return text_of(arena_print(arena, "{\"auth-token\":\"%s\"}", encoded));
}

enum status launch_check_token(struct store *store, struct text token, struct arena *arena,
                               bool *known, struct text *out, struct error *error)
{
    struct stored_session session;
    enum status status =
        store_find_session(store, digest_bytes(arena, token), arena, &session, error);
    *known = status == STATUS_OK;
    *out = fetch_error("2", "This address was not given out here.", arena);
    return status == STATUS_NOT_FOUND ? STATUS_OK : status;
}

enum status launch_fetch(struct transaction *transaction,
                         const struct launch_fetch_request *request, struct arena *arena,
                         struct text *out, struct error *error)
{
    struct scene scene = {
        .transaction = transaction, .arena = arena, .public_url = request->public_url};
    struct stored_session *session = &scene.session;
    enum status status = transaction_find_session(transaction, digest_bytes(arena, request->token),
                                                  arena, session, error);
    if (status != STATUS_OK) {
        return status;
    }
    bool is_open = session->state == SESSION_ASKED || session->state == SESSION_BEGUN;
    if (!is_open || session->secret_digest.length > 0 || clock_now_us() >= session->expires_us) {
        *out = fetch_error("1", "The token was fetched before, or the session is over.", arena);
        return STATUS_OK;
    }
    char secret[SECRET_SIZE];
    make_secret(secret);
    session->secret_digest = digest_bytes(arena, text_of(secret));
    session->expires_us = clock_now_us() + request->lifetime_us;
    status = session->state == SESSION_ASKED ? begin(&scene, error)
                                             : transaction_put_session(transaction, session, error);
    *out = make_token(session, secret, arena);
    sodium_memzero(secret, sizeof secret);
    return status;
}
