/* SPDX-License-Identifier: Apache-2.0 */

/* Looking into a statement's JSON. */
#include "store/said.h"

#include "profiles/vocabulary.h"

#include <string.h>

/* Activity types that count, by the name that views show. */
struct kind_row {
    struct text type;
    const char *kind;
};
#define ROW(type, kind)                \
    {                                  \
        {type, sizeof(type) - 1}, kind \
    }

static const struct kind_row kind_rows[] = {
    ROW(ACTIVITY_TYPE_COURSE, "course"),
    ROW(ACTIVITY_TYPE_CMI5_COURSE, "course"),
    ROW(ACTIVITY_TYPE_MODULE, "module"),
    ROW(ACTIVITY_TYPE_ASSESSMENT, "assessment"),
    {{NULL, 0}, NULL},
};

static const struct kind_row part_rows[] = {
    ROW(ACTIVITY_TYPE_PAGE, "page"),
    ROW(ACTIVITY_TYPE_CMI_INTERACTION, "question"),
    ROW(ACTIVITY_TYPE_SURVEY, "survey"),
    ROW(ACTIVITY_TYPE_SCENARIO, "scenario"),
    {{NULL, 0}, NULL},
};

const char *const said_relations[SAID_RELATIONS] = {"parent", "grouping"};

struct text said_text(const json_t *object, const char *key)
{
    const json_t *value = json_object_get(object, key);
    const char *data = json_string_value(value);
    return (struct text){data, data == NULL ? 0 : json_string_length(value)};
}

bool said_is_activity(const json_t *object)
{
    struct text type = said_text(object, "objectType");
    return said_text(object, "id").data != NULL && (type.data == NULL || text_is(type, "Activity"));
}

struct text said_type(const json_t *activity)
{
    return said_text(json_object_get(activity, "definition"), "type");
}

static const char *find_kind(const struct kind_row *rows, struct text type)
{
    while (rows->kind != NULL && !text_equals(type, rows->type)) {
        rows++;
    }
    return rows->kind;
}

const char *said_kind(const json_t *activity)
{
    return find_kind(kind_rows, said_type(activity));
}

const char *said_place(const json_t *activity)
{
    struct text type = said_type(activity);
    const char *kind = find_kind(kind_rows, type);
    return kind != NULL ? kind : find_kind(part_rows, type);
}

bool said_is_kind(const json_t *activity, const char *kind)
{
    const char *found = said_kind(activity);
    return found != NULL && strcmp(found, kind) == 0;
}

const json_t *said_around(const json_t *statement, const char *relation)
{
    const json_t *activities =
        json_object_get(json_object_get(statement, "context"), "contextActivities");
    return json_object_get(activities, relation);
}

struct text said_unit(const json_t *statement, const char *kind)
{
    for (size_t i = 0; i < SAID_RELATIONS; i++) {
        size_t index;
        json_t *activity;
        json_array_foreach (said_around(statement, said_relations[i]), index, activity) {
            if (said_is_kind(activity, kind)) {
                return said_text(activity, "id");
            }
        }
    }
    return (struct text){0};
}
