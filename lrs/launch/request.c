/* SPDX-License-Identifier: Apache-2.0 */

/* Who launches what, read from JSON. */
#include "base/json.h"
#include "launch/launch.h"
#include "xapi/agent.h"
#include "xapi/rule.h"

static enum status read_mode(const json_t *value, enum cmi5_mode *out, struct error *error)
{
    *out = CMI5_NORMAL;
    if (value == NULL || cmi5_mode_read(json_text(value), out)) {
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID, "launchMode: is none of Normal, Browse, Review");
}

/* Where a learner is sent must be a page. */
static enum status read_return_url(const json_t *value, struct text *out, struct error *error)
{
    struct text url = json_text(value);
    bool is_web = text_starts_with(url, "https://") || text_starts_with(url, "http://");
    if (value != NULL && !is_web) {
        return FAIL(error, STATUS_INVALID, "returnURL: must begin with http:// or https://");
    }
    *out = value == NULL ? text_of("") : url;
    return STATUS_OK;
}

/* Only what identifies the learner goes to the AU (cmi5 8.1.3): the account. */
static enum status read_actor(const json_t *value, struct arena *arena, struct text *out,
                              struct error *error)
{
    const json_t *account = json_object_get(value, "account");
    struct text name = json_text(json_object_get(account, "name"));
    struct text home_page = json_text(json_object_get(account, "homePage"));
    if (name.data == NULL || home_page.data == NULL || member_is(value, "objectType", "Group")) {
        return FAIL(error, STATUS_INVALID,
                    "actor: must be an Agent with an account (cmi5 9.2.0.0-3)");
    }
    AUTO(json_release)
    json_t *agent = json_pack("{s:s, s:{s:s%, s:s%}}", "objectType", "Agent", "account", "homePage",
                              home_page.data, home_page.length, "name", name.data, name.length);
    AUTO(free) char *text = json_dumps(agent, JSON_COMPACT);
    *out = text_of(arena_copy_string(arena, text == NULL ? "" : text));
    struct text key;
    return agent_read(*out, "actor", arena, &key, error);
}

static enum status read_registration(const json_t *value, struct launch_request *out,
                                     struct error *error)
{
    out->has_registration = value != NULL;
    if (value != NULL && !uuid_read(json_text(value), &out->registration)) {
        return FAIL(error, STATUS_INVALID, "registration: is not a UUID (cmi5 8.1.4)");
    }
    return STATUS_OK;
}

static enum status check_members(const json_t *json, struct error *error)
{
    static const char *const known[] = {"course",       "au",         "actor",
                                        "registration", "launchMode", "returnURL"};
    size_t found = 0;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        found += json_object_get(json, known[i]) != NULL;
    }
    if (!json_is_object(json) || found != json_object_size(json)) {
        return FAIL(error, STATUS_INVALID,
                    "the body: must be an object with course, au and actor, and may have "
                    "registration, launchMode and returnURL");
    }
    return STATUS_OK;
}

static void release_json(void *json)
{
    json_decref(json);
}

enum status launch_request_read(struct text body, struct arena *arena, struct launch_request *out,
                                struct error *error)
{
    json_t *json = NULL;
    enum status status = json_read(body, "the body", &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    arena_defer(arena, release_json, json);
    *out = (struct launch_request){.course = json_text(json_object_get(json, "course")),
                                   .unit = json_text(json_object_get(json, "au"))};
    status = check_members(json, error);
    if (status == STATUS_OK && (out->course.data == NULL || out->unit.data == NULL)) {
        return FAIL(error, STATUS_INVALID, "%s: give the id of the course structure",
                    out->course.data == NULL ? "course" : "au");
    }
    status = status != STATUS_OK
                 ? status
                 : read_actor(json_object_get(json, "actor"), arena, &out->actor, error);
    status = status != STATUS_OK
                 ? status
                 : read_registration(json_object_get(json, "registration"), out, error);
    status = status != STATUS_OK
                 ? status
                 : read_mode(json_object_get(json, "launchMode"), &out->mode, error);
    return status != STATUS_OK
               ? status
               : read_return_url(json_object_get(json, "returnURL"), &out->return_url, error);
}
