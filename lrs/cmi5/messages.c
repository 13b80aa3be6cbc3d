/* SPDX-License-Identifier: Apache-2.0 */

/* JSON and addresses of the LMS's side. */
#include "cmi5/messages.h"

#include "base/digest.h"
#include "base/json.h"
#include "base/language.h"
#include "base/timestamp.h"
#include "cmi5/iris.h"

#include <stdio.h>
#include <string.h>

enum { MICROSECONDS = 1000000, HUNDREDTH = 10000 };

/* Bytes of a UUID that is made from a name (RFC 9562, version 8). */
static struct uuid uuid_of(struct text name)
{
    struct digest digest = digest_of(name);
    struct uuid uuid;
    memcpy(uuid.bytes, digest.bytes, sizeof uuid.bytes);
    uuid.bytes[6] = (uint8_t)((uuid.bytes[6] & 0x0fU) | 0x80U);
    uuid.bytes[8] = (uint8_t)((uuid.bytes[8] & 0x3fU) | 0x80U);
    return uuid;
}

void cmi5_lms_id(const struct cmi5_course *course, size_t node, char out[CMI5_LMS_ID_SIZE])
{
    static const char *const kinds[] = {
        [CMI5_COURSE] = "course", [CMI5_BLOCK] = "block", [CMI5_UNIT] = "au"};
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct text course_id = course->nodes[0].id;
    struct text id = course->nodes[node].id;
    const char *name = arena_print(arena, "%.*s\n%s\n%.*s", TEXT_ARGUMENTS(course_id),
                                   kinds[course->nodes[node].kind], TEXT_ARGUMENTS(id));
    struct uuid uuid = uuid_of(text_of(name));
    char text[UUID_TEXT_SIZE];
    uuid_format(&uuid, text);
    (void)snprintf(out, CMI5_LMS_ID_SIZE, "urn:uuid:%s", text);
}

/* ---- addresses ---- */

static struct text text_in(struct arena *arena, const char *string)
{
    return text_of(arena_copy_string(arena, string));
}

/* The AU's address as a whole, without the launch's parameters. */
static struct text absolute_url(const struct cmi5_launch *launch, struct arena *arena)
{
    struct text url = launch->course->nodes[launch->unit].url;
    struct text base = launch->content_url;
    if (cmi5_url_is_absolute(url)) {
        return url;
    }
    while (text_starts_with(url, "/")) {
        url = (struct text){url.data + 1, url.length - 1};
    }
    return text_of(arena_print(arena, "%.*s%s%.*s", TEXT_ARGUMENTS(base),
                               text_ends_with(base, "/") ? "" : "/", TEXT_ARGUMENTS(url)));
}

static const char *escaped(struct arena *arena, struct text value)
{
    char *out = arena_allocate(arena, value.length * 3 + 1, 1);
    size_t length = 0;
    for (size_t i = 0; i < value.length; i++) {
        unsigned char byte = (unsigned char)value.data[i];
        bool is_plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                        (byte >= '0' && byte <= '9') || (byte != 0 && strchr("-._~", byte) != NULL);
        length += (size_t)snprintf(out + length, 4, is_plain ? "%c" : "%%%02X", byte);
    }
    return out;
}

static const char *uuid_text(struct arena *arena, const struct uuid *uuid)
{
    char text[UUID_TEXT_SIZE];
    uuid_format(uuid, text);
    return arena_copy_string(arena, text);
}

struct text cmi5_launch_url(const struct cmi5_launch *launch, const char *endpoint,
                            const char *fetch, struct arena *arena)
{
    char activity[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(launch->course, launch->unit, activity);
    struct text rest = absolute_url(launch, arena);
    struct text address = {NULL, 0};
    (void)text_split(&rest, '#', &address);
    bool has_query = memchr(address.data, '?', address.length) != NULL;
    const char *url = arena_print(
        arena, "%.*s%sendpoint=%s&fetch=%s&actor=%s&registration=%s&activityId=%s%s%.*s",
        TEXT_ARGUMENTS(address), has_query ? "&" : "?", escaped(arena, text_of(endpoint)),
        escaped(arena, text_of(fetch)), escaped(arena, launch->actor),
        uuid_text(arena, &launch->registration), escaped(arena, text_of(activity)),
        rest.data == NULL ? "" : "#", (int)rest.length, rest.data == NULL ? "" : rest.data);
    return text_of(url);
}

/* ---- JSON ---- */

static json_t *string_of(struct text text)
{
    return json_stringn(text.length == 0 ? "" : text.data, text.length);
}

static struct text dump(json_t *json, struct arena *arena)
{
    AUTO(json_release) json_t *owned = json;
    AUTO(free) char *text = json_dumps(owned, JSON_COMPACT | JSON_REAL_PRECISION(15));
    return text_in(arena, text == NULL ? "{}" : text);
}

static json_t *number_of(struct text text)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    return json_loads(arena_copy(arena, text), JSON_DECODE_ANY, NULL);
}

static json_t *make_names(const struct cmi5_node *node)
{
    json_t *names = json_object();
    for (size_t i = 0; i < node->title_count; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        struct text language = node->titles[i].language;
        const char *key = language_is_valid(language) ? arena_copy(arena, language) : "und";
        (void)json_object_set_new(names, key, string_of(node->titles[i].text));
    }
    return names;
}

/* An Activity with `id` for the node, named as the course structure does. */
static json_t *make_object(const struct cmi5_node *node, struct text id, const char *type)
{
    json_t *definition = json_pack("{s:o}", "name", make_names(node));
    if (type != NULL) {
        (void)json_object_set_new(definition, "type", json_string(type));
    } else if (node->activity_type.length > 0) {
        (void)json_object_set_new(definition, "type", string_of(node->activity_type));
    }
    return json_pack("{s:s, s:o, s:o}", "objectType", "Activity", "id", string_of(id), "definition",
                     definition);
}

static json_t *make_activities(struct text id)
{
    return json_pack("[{s:s, s:o}]", "objectType", "Activity", "id", string_of(id));
}

struct text cmi5_launch_data(const struct cmi5_launch *launch, struct arena *arena)
{
    const struct cmi5_node *unit = &launch->course->nodes[launch->unit];
    json_t *data =
        json_pack("{s:{s:{s:s}, s:{s:o}}, s:s, s:s, s:s}", "contextTemplate", "extensions",
                  EXTENSION_CMI5_SESSIONID, uuid_text(arena, &launch->session), "contextActivities",
                  "grouping", make_activities(unit->id), "launchMode", cmi5_mode_name(launch->mode),
                  "launchMethod", unit->needs_own_window ? "OwnWindow" : "AnyWindow", "moveOn",
                  cmi5_move_on_name(unit->move_on));
    if (unit->mastery_score.length > 0) {
        (void)json_object_set_new(data, "masteryScore", number_of(unit->mastery_score));
    }
    if (unit->launch_parameters.data != NULL) {
        (void)json_object_set_new(data, "launchParameters", string_of(unit->launch_parameters));
    }
    if (launch->return_url.length > 0) {
        (void)json_object_set_new(data, "returnURL", string_of(launch->return_url));
    }
    if (unit->entitlement_key.data != NULL) {
        (void)json_object_set_new(
            data, "entitlementKey",
            json_pack("{s:o}", "courseStructure", string_of(unit->entitlement_key)));
    }
    return dump(data, arena);
}

/* ---- statements ---- */

struct words {
    const char *verb;
    const char *display;
    json_t *object;        /* taken */
    struct text publisher; /* goes into grouping (cmi5 9.6.2.3) */
    bool is_defined;       /* gets cmi5's category */
};

static json_t *make_context(const struct cmi5_launch *launch, const struct words *words,
                            struct arena *arena)
{
    json_t *context = json_pack("{s:s, s:{s:s}, s:{s:o}}", "registration",
                                uuid_text(arena, &launch->registration), "extensions",
                                EXTENSION_CMI5_SESSIONID, uuid_text(arena, &launch->session),
                                "contextActivities", "grouping", make_activities(words->publisher));
    if (words->is_defined) {
        (void)json_object_set_new(json_object_get(context, "contextActivities"), "category",
                                  make_activities(text_of(CATEGORY_CMI5)));
    }
    return context;
}

static json_t *make_statement(const struct cmi5_launch *launch, const struct words *words,
                              int64_t now_us, struct arena *arena)
{
    char timestamp[TIMESTAMP_SIZE];
    timestamp_format(now_us, timestamp);
    struct uuid id = uuid_make();
    json_t *actor = json_loads(arena_copy(arena, launch->actor), 0, NULL);
    return json_pack("{s:s, s:s, s:o, s:{s:s, s:{s:s}}, s:o, s:o}", "id", uuid_text(arena, &id),
                     "timestamp", timestamp, "actor", actor, "verb", "id", words->verb, "display",
                     "en", words->display, "object", words->object, "context",
                     make_context(launch, words, arena));
}

static json_t *about_unit(const struct cmi5_launch *launch, const char *verb, const char *display,
                          int64_t now_us, struct arena *arena)
{
    const struct cmi5_node *unit = &launch->course->nodes[launch->unit];
    char id[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(launch->course, launch->unit, id);
    const struct words words = {verb, display, make_object(unit, text_of(id), NULL), unit->id,
                                true};
    return make_statement(launch, &words, now_us, arena);
}

/* Not cmi5's: it tells those who count learners that one was enrolled. */
struct text cmi5_say_registered(const struct cmi5_launch *launch, int64_t now_us,
                                struct arena *arena)
{
    const struct cmi5_node *course = &launch->course->nodes[0];
    const struct words words = {VERB_REGISTERED, "registered",
                                make_object(course, course->id, ACTIVITY_TYPE_COURSE), course->id,
                                false};
    return dump(make_statement(launch, &words, now_us, arena), arena);
}

struct text cmi5_say_launched(const struct cmi5_launch *launch, int64_t now_us, struct arena *arena)
{
    const struct cmi5_node *unit = &launch->course->nodes[launch->unit];
    json_t *statement = about_unit(launch, VERB_LAUNCHED, "launched", now_us, arena);
    json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    (void)json_object_set_new(extensions, EXTENSION_CMI5_LAUNCHMODE,
                              json_string(cmi5_mode_name(launch->mode)));
    (void)json_object_set_new(extensions, EXTENSION_CMI5_LAUNCHURL,
                              string_of(absolute_url(launch, arena)));
    (void)json_object_set_new(extensions, EXTENSION_CMI5_MOVEON,
                              json_string(cmi5_move_on_name(unit->move_on)));
    if (unit->mastery_score.length > 0) {
        (void)json_object_set_new(extensions, EXTENSION_CMI5_MASTERYSCORE,
                                  number_of(unit->mastery_score));
    }
    if (unit->launch_parameters.data != NULL) {
        (void)json_object_set_new(extensions, CMI5_EXTENSION_LAUNCHPARAMETERS,
                                  string_of(unit->launch_parameters));
    }
    return dump(statement, arena);
}

struct text cmi5_say_abandoned(const struct cmi5_launch *launch, int64_t now_us,
                               int64_t duration_us, struct arena *arena)
{
    json_t *statement = about_unit(launch, VERB_ABANDONED, "abandoned", now_us, arena);
    const char *duration =
        arena_print(arena, "PT%lld.%02lldS", (long long)(duration_us / MICROSECONDS),
                    (long long)(duration_us % MICROSECONDS / HUNDREDTH));
    (void)json_object_set_new(statement, "result", json_pack("{s:s}", "duration", duration));
    return dump(statement, arena);
}

struct text cmi5_say_satisfied(const struct cmi5_launch *launch, size_t node, int64_t now_us,
                               struct arena *arena)
{
    const struct cmi5_node *about = &launch->course->nodes[node];
    const char *type =
        about->kind == CMI5_COURSE ? ACTIVITY_TYPE_CMI5_COURSE : ACTIVITY_TYPE_CMI5_BLOCK;
    char id[CMI5_LMS_ID_SIZE];
    cmi5_lms_id(launch->course, node, id);
    const struct words words = {VERB_SATISFIED, "satisfied", make_object(about, text_of(id), type),
                                about->id, true};
    return dump(make_statement(launch, &words, now_us, arena), arena);
}
