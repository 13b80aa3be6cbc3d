/* SPDX-License-Identifier: Apache-2.0 */

/* Pure. Only what is changed is copied, and no deeper than it must be. */
#include "store/as_given.h"

#include "base/json.h"
#include "base/json_room.h"

/* `object` with its member `key` replaced, unless that is the same already. */
static json_t *with_member(json_t *object, const char *key, json_t *value)
{
    if (value == json_object_get(object, key)) {
        return object;
    }
    json_t *copy = json_copy(object);
    (void)json_object_set_nocheck(copy, key, value);
    return copy;
}

/* Data 2.4.6.2. */
static json_t *with_arrays(json_t *activities)
{
    static const char *const KEYS[] = {"parent", "grouping", "category", "other"};
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        json_t *activity = json_object_get(activities, KEYS[i]);
        if (json_is_object(activity)) {
            json_t *array = json_array();
            (void)json_array_append(array, activity);
            activities = with_member(activities, KEYS[i], array);
        }
    }
    return activities;
}

/* Of a statement or a SubStatement. */
static json_t *with_context(json_t *statement)
{
    json_t *context = json_object_get(statement, "context");
    json_t *activities = json_object_get(context, "contextActivities");
    if (!json_is_object(activities)) {
        return statement;
    }
    context = with_member(context, "contextActivities", with_arrays(activities));
    return with_member(statement, "context", context);
}

static void set(json_t *given, const char *key, struct text value)
{
    (void)json_object_set_new_nocheck(given, key, json_stringn_nocheck(value.data, value.length));
}

/* Behind all others, wherever they were sent. */
static void set_own(json_t *given, const struct statement *statement, json_t *authority)
{
    static const char *const KEYS[] = {"id", "timestamp", "stored", "authority", "version"};
    const struct text unknown = text_of(AS_GIVEN_TIME);
    char id[UUID_TEXT_SIZE];
    for (size_t i = 0; i < sizeof KEYS / sizeof KEYS[0]; i++) {
        (void)json_object_del(given, KEYS[i]);
    }
    uuid_format(&statement->id, id);
    set(given, "id", text_of(id));
    set(given, "timestamp", statement->timestamp.data == NULL ? unknown : statement->timestamp);
    set(given, "stored", unknown);
    (void)json_object_set_nocheck(given, "authority", authority);
    set(given, "version", statement->version);
}

const json_t *as_given(const struct statement *statement, json_t *authority, struct arena *arena)
{
    json_room_begin(arena);
    json_t *given = json_copy(json_iterable(statement->json));
    given = with_context(given);
    json_t *object = json_object_get(given, "object");
    if (json_is_object(object)) {
        given = with_member(given, "object", with_context(object));
    }
    set_own(given, statement, authority);
    json_room_end();
    return given;
}
