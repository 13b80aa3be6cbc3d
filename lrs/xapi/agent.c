/* SPDX-License-Identifier: Apache-2.0 */

/* What makes an Agent, a Group and an authority; and their identifiers. */
#include "xapi/agent.h"

#include "base/ascii.h"
#include "base/json.h"

#include <string.h>

static const char *const identifiers[] = {"mbox", "mbox_sha1sum", "openid", "account"};
enum { IDENTIFIER_COUNT = sizeof identifiers / sizeof identifiers[0] };

static const struct property account_properties[] = {
    {"homePage", "Data 2.4.2.4", iri_check, REQUIRED, XAPI_VERSION_1_0_3},
    {"name", "Data 2.4.2.4", string_check, REQUIRED, XAPI_VERSION_1_0_3},
};
static const struct shape account_shape = SHAPE("an account", account_properties);

static enum status account_check(json_t *value, const struct place *place,
                                 enum xapi_version version, struct error *error)
{
    return shape_check(value, &account_shape, place, version, error);
}

static enum status agent_type_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "Agent", place, error);
}

static enum status group_type_check(json_t *value, const struct place *place,
                                    enum xapi_version version, struct error *error)
{
    (void)version;
    return constant_check(value, "Group", place, error);
}

static enum status members_check(json_t *value, const struct place *place,
                                 enum xapi_version version, struct error *error)
{
    return array_check(value, agent_check, place, version, error);
}

#define IDENTIFIER_PROPERTIES                                                       \
    {"name", "Data 2.4.2", string_check, OPTIONAL, XAPI_VERSION_1_0_3},             \
        {"mbox", "Data 2.4.2.3", mailto_check, OPTIONAL, XAPI_VERSION_1_0_3},       \
        {"mbox_sha1sum", "Data 2.4.2.3", sha1_check, OPTIONAL, XAPI_VERSION_1_0_3}, \
        {"openid", "Data 2.4.2.3", iri_check, OPTIONAL, XAPI_VERSION_1_0_3},        \
    {                                                                               \
        "account", "Data 2.4.2.3", account_check, OPTIONAL, XAPI_VERSION_1_0_3      \
    }

static const struct property agent_properties[] = {
    {"objectType", "Data 2.4.2.1", agent_type_check, OPTIONAL, XAPI_VERSION_1_0_3},
    IDENTIFIER_PROPERTIES,
};
static const struct shape agent_shape = SHAPE("an Agent", agent_properties);

static const struct property group_properties[] = {
    {"objectType", "Data 2.4.2.2", group_type_check, REQUIRED, XAPI_VERSION_1_0_3},
    IDENTIFIER_PROPERTIES,
    {"member", "Data 2.4.2.2", members_check, OPTIONAL, XAPI_VERSION_1_0_3},
};
static const struct shape group_shape = SHAPE("a Group", group_properties);

static size_t count_identifiers(const json_t *agent)
{
    size_t count = 0;
    for (size_t i = 0; i < IDENTIFIER_COUNT; i++) {
        count += json_object_get(agent, identifiers[i]) != NULL;
    }
    return count;
}

enum status agent_check(json_t *value, const struct place *place, enum xapi_version version,
                        struct error *error)
{
    enum status status = shape_check(value, &agent_shape, place, version, error);
    if (status != STATUS_OK) {
        return status;
    }
    size_t count = count_identifiers(value);
    if (count != 1) {
        struct place here = {place->above, place->key, place->index, "Data 2.4.2.1"};
        return BROKEN(&here, error,
                      "an Agent has exactly one of mbox, mbox_sha1sum, openid and account, not %zu",
                      count);
    }
    return STATUS_OK;
}

enum status group_check(json_t *value, const struct place *place, enum xapi_version version,
                        struct error *error)
{
    enum status status = shape_check(value, &group_shape, place, version, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct place here = {place->above, place->key, place->index, "Data 2.4.2.2"};
    size_t count = count_identifiers(value);
    if (count > 1) {
        return BROKEN(&here, error,
                      "a Group has at most one of mbox, mbox_sha1sum, openid and account, not %zu",
                      count);
    }
    if (count == 0 && json_array_size(json_object_get(value, "member")) == 0) {
        return BROKEN(&here, error, "a Group without an identifier must name its members");
    }
    return STATUS_OK;
}

enum status actor_check(json_t *value, const struct place *place, enum xapi_version version,
                        struct error *error)
{
    const json_t *type = json_object_get(value, "objectType");
    if (member_is(value, "objectType", "Group")) {
        return group_check(value, place, version, error);
    }
    if (json_is_string(type) && !text_is(json_text(type), "Agent")) {
        struct place member = place_member(place, "objectType", "Data 2.4.2");
        return BROKEN(&member, error, "must be 'Agent' or 'Group', not '%s'",
                      show(json_text(type)).text);
    }
    return agent_check(value, place, version, error);
}

static bool has_account(const json_t *group)
{
    const json_t *members = json_object_get(group, "member");
    for (size_t i = 0; i < json_array_size(members); i++) {
        if (json_object_get(json_array_get(members, i), "account") != NULL) {
            return true;
        }
    }
    return false;
}

enum status authority_check(json_t *value, const struct place *place, enum xapi_version version,
                            struct error *error)
{
    enum status status = actor_check(value, place, version, error);
    if (status != STATUS_OK || !member_is(value, "objectType", "Group")) {
        return status;
    }
    size_t members = json_array_size(json_object_get(value, "member"));
    if (count_identifiers(value) > 0 || members != 2 || !has_account(value)) {
        return BROKEN(place, error,
                      "an authority that is a Group has no identifier and two Agents, one of them "
                      "with an account: the application and its user");
    }
    return STATUS_OK;
}

/* ---- identifiers ---- */

static struct text lower_from(char *text, size_t from)
{
    size_t length = strlen(text);
    for (size_t i = from; i < length; i++) {
        text[i] = ascii_to_lower(text[i]);
    }
    return (struct text){text, length};
}

/* Data 2.4.2.3: the host's letters count alike in either case, the mailbox's do not. */
struct text agent_key_of_mbox(const char *mbox, struct arena *arena)
{
    const char *at = strrchr(mbox, '@');
    size_t host = at == NULL ? strlen(mbox) : (size_t)(at - mbox);
    return lower_from(arena_copy_string(arena, mbox), host);
}

struct text agent_key_of_account(const char *home_page, const char *name, struct arena *arena)
{
    return text_of(arena_print(arena, "account:%s|%s", home_page, name));
}

struct text agent_key(const json_t *agent, struct arena *arena)
{
    const char *mbox = json_string_value(json_object_get(agent, "mbox"));
    if (mbox != NULL) {
        return agent_key_of_mbox(mbox, arena);
    }
    const char *sha1 = json_string_value(json_object_get(agent, "mbox_sha1sum"));
    if (sha1 != NULL) {
        return lower_from(arena_print(arena, "sha1:%s", sha1), 0);
    }
    const char *openid = json_string_value(json_object_get(agent, "openid"));
    if (openid != NULL) {
        return text_of(arena_print(arena, "openid:%s", openid));
    }
    const json_t *account = json_object_get(agent, "account");
    const char *home = json_string_value(json_object_get(account, "homePage"));
    const char *name = json_string_value(json_object_get(account, "name"));
    if (home != NULL && name != NULL) {
        return agent_key_of_account(home, name, arena);
    }
    return (struct text){NULL, 0};
}

/* As nearly all names are. */
static bool needs_no_escapes(const char *string)
{
    struct text text = text_of(string);
    for (size_t i = 0; i < text.length; i++) {
        if (ascii_is_control(text.data[i]) || text.data[i] == '"' || text.data[i] == '\\') {
            return false;
        }
    }
    return text_is_utf8(text);
}

struct text agent_of_account(const char *home_page, const char *name, struct arena *arena)
{
    if (needs_no_escapes(home_page) && needs_no_escapes(name)) {
        return text_of(arena_print(arena,
                                   "{\"objectType\":\"Agent\",\"account\":{\"homePage\":\"%s\","
                                   "\"name\":\"%s\"}}",
                                   home_page, name));
    }
    AUTO(json_release)
    json_t *agent = json_pack("{s:s, s:{s:s, s:s}}", "objectType", "Agent", "account", "homePage",
                              home_page, "name", name);
    AUTO(free) char *text = agent == NULL ? NULL : json_dumps(agent, JSON_COMPACT);
    return text == NULL ? (struct text){NULL, 0} : text_of(arena_copy_string(arena, text));
}

enum status agent_read(struct text json, const char *place, struct arena *arena,
                       struct text *out_key, struct error *error)
{
    AUTO(json_release) json_t *agent = NULL;
    enum status status = json_read(json, NULL, &agent, error);
    if (status != STATUS_OK) {
        error_locate(error, "%s", place);
        return status;
    }
    struct place here = {.key = place, .clause = "Communication 2.1.3"};
    status = actor_check(agent, &here, XAPI_VERSION_1_0_3, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct text key = agent_key(agent, arena);
    if (key.data == NULL) {
        return BROKEN(&here, error, "a Group without an identifier cannot be looked for");
    }
    *out_key = key;
    return STATUS_OK;
}
