/* SPDX-License-Identifier: Apache-2.0 */

/* A session's credential is in the hands of a learner's browser: what is not listed here is
 * refused. */
#include "resources/sessions.h"

#include "base/clock.h"
#include "cmi5/preferences.h"
#include "launch/session.h"
#include "resources/documents.h"
#include "xapi/agent.h"

#include <string.h>

enum { READ = HTTP_GET | HTTP_HEAD };

static enum status check_agent(const struct call *call, const char *requirement,
                               struct error *error)
{
    struct text sent = http_request_parameter(call->request, "agent");
    struct text key = {NULL, 0};
    enum status status = sent.data == NULL
                             ? STATUS_OK
                             : agent_read(sent, "agent", call->request->arena, &key, error);
    if (status != STATUS_OK || text_equals(key, call->session->agent)) {
        return status;
    }
    return FAIL(error, STATUS_FORBIDDEN, "agent: must be the actor of the launch (cmi5 %s)",
                requirement);
}

static enum status check_registration(const struct call *call, struct error *error)
{
    struct uuid sent;
    if (uuid_read(http_request_parameter(call->request, "registration"), &sent) &&
        memcmp(&sent, &call->session->registration, sizeof sent) == 0) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_FORBIDDEN,
                "registration: must be the registration of the launch (cmi5 8.1.4.0-3)");
}

/* cmi5 has no requirement to name here: it leaves to the LMS what a credential opens. */
static enum status check_activity(const struct call *call, struct error *error)
{
    if (text_equals(http_request_parameter(call->request, "activityId"), call->session->activity)) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_FORBIDDEN,
                "activityId: must be that of the launch; its credential opens no other");
}

static enum status check_statements(const struct call *call, struct error *error)
{
    if ((call->request->method & READ) == 0) {
        return STATUS_OK; /* sessions_put_statements() judges them */
    }
    enum status status = check_agent(call, "8.1.3.0-3", error);
    return status == STATUS_OK ? check_registration(call, error) : status;
}

static enum status check_state(const struct call *call, struct error *error)
{
    struct text id = http_request_parameter(call->request, "stateId");
    bool is_delete_of_all = call->request->method == HTTP_DELETE && id.data == NULL;
    if (is_delete_of_all ||
        ((call->request->method & READ) == 0 && text_is(id, "LMS.LaunchData"))) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "stateId: LMS.LaunchData is the LMS's to change%s (cmi5 10.2.1.0-5)",
                    is_delete_of_all ? ", so name what is to be deleted" : "");
    }
    enum status status = check_agent(call, "8.1.3.0-3", error);
    status = status == STATUS_OK ? check_registration(call, error) : status;
    return status == STATUS_OK ? check_activity(call, error) : status;
}

static enum status check_preferences(const struct call *call, struct error *error)
{
    if (!text_is(http_request_parameter(call->request, "profileId"), "cmi5LearnerPreferences")) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "profileId: must be cmi5LearnerPreferences (cmi5 11.0.0.0-4)");
    }
    enum status status = check_agent(call, "11.0.0.0-1", error);
    if (status != STATUS_OK || (call->request->method & READ) != 0) {
        return status;
    }
    if (call->request->method == HTTP_DELETE) {
        return FAIL(error, STATUS_FORBIDDEN,
                    "the learner's preferences may be changed, not deleted (cmi5 11.0.0.0-5)");
    }
    return cmi5_preferences_check(call->request->body, error);
}

static enum status check_own_agent(const struct call *call, struct error *error)
{
    return check_agent(call, "8.1.3.0-3", error);
}

/* An activity's profile is common to all its learners, so one learner's AU may only read it. */
static const struct {
    const char *path;
    unsigned methods;
    enum status (*check)(const struct call *call, struct error *error);
} guard_table[] = {
    {"/xapi/statements", READ | HTTP_POST | HTTP_PUT, check_statements},
    {"/xapi/activities/state", READ | HTTP_POST | HTTP_PUT | HTTP_DELETE, check_state},
    {"/xapi/agents/profile", READ | HTTP_POST | HTTP_PUT | HTTP_DELETE, check_preferences},
    {"/xapi/activities/profile", READ, check_activity},
    {"/xapi/activities", READ, check_activity},
    {"/xapi/agents", READ, check_own_agent},
};

static enum status check_request(const struct call *call, struct error *error)
{
    for (size_t i = 0; i < sizeof guard_table / sizeof guard_table[0]; i++) {
        if (strcmp(guard_table[i].path, call->request->path) == 0 &&
            (guard_table[i].methods & call->request->method) != 0) {
            return guard_table[i].check(call, error);
        }
    }
    return FAIL(error, STATUS_FORBIDDEN, "the credential of a cmi5 session does not open this");
}

enum status sessions_guard(struct call *call, struct error *error)
{
    struct stored_session *session = ARENA_NEW(call->request->arena, struct stored_session);
    enum status status = store_get_session(call->service->store, &call->identity.session,
                                           call->request->arena, session, error);
    status = status == STATUS_OK ? session_check_open(session, clock_now_us(), error) : status;
    if (status != STATUS_OK) {
        return status;
    }
    call->session = session;
    /* What could not be read is refused for that; it has no parameters to look at. */
    return call->request->refusal.status == STATUS_OK ? check_request(call, error) : STATUS_OK;
}

/* ---- preferences ---- */

static enum status note(struct transaction *transaction, struct store_write *write,
                        struct error *error)
{
    const struct pending *pending = (const struct pending *)write;
    return session_note_preferences(transaction, &pending->call->identity.session, error);
}

enum status sessions_get_document(struct call *call, struct error *error)
{
    bool is_first = call->session != NULL && !call->session->has_preferences &&
                    call->request->method == HTTP_GET &&
                    strcmp(call->request->path, "/xapi/agents/profile") == 0;
    if (!is_first) {
        return documents_get(call, error);
    }
    struct pending *pending = ARENA_NEW(call->request->arena, struct pending);
    pending->write.apply = note;
    return call_wait_for(call, pending, documents_get, error);
}

enum status sessions_put_statements(const struct call *call, struct transaction *transaction,
                                    const struct statement_list *list, struct error *error)
{
    if (!call->identity.is_session) {
        return transaction_put_statements(transaction, list, error);
    }
    bool has_ids = call->request->method == HTTP_PUT;
    return session_put_statements(transaction, &call->identity.session, list, has_ids,
                                  call->service->public_url, error);
}
