/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/json_select.h"

#include "base/json.h"

struct selecting {
    struct effort *effort;
    struct arena *arena;
    struct json_selection *out;
};

static bool take(const struct selecting *selecting, const struct json_path_step *step,
                 size_t step_count, const json_t *value);

static void add(const struct selecting *selecting, const json_t *value)
{
    struct json_selection *out = selecting->out;
    out->items =
        arena_grow(selecting->arena, out->items, out->count, &out->capacity, sizeof out->items[0]);
    out->items[out->count++] = value;
}

/* With each child of a value. */
typedef bool each_child(const struct selecting *selecting, const struct json_path_step *step,
                        size_t step_count, const json_t *child);

static bool for_each_child(const struct selecting *selecting, const struct json_path_step *step,
                           size_t step_count, const json_t *value, each_child *act)
{
    bool lasts = true;
    for (size_t i = 0; lasts && i < json_array_size(value); i++) {
        lasts = act(selecting, step, step_count, json_array_get(value, i));
    }
    json_t *object = json_iterable(value);
    void *member = json_is_object(value) ? json_object_iter(object) : NULL;
    for (; lasts && member != NULL; member = json_object_iter_next(object, member)) {
        lasts = act(selecting, step, step_count, json_object_iter_value(member));
    }
    return lasts;
}

/* What the steps behind this one select of its choice. */
static bool take_choice(const struct selecting *selecting, const struct json_path_step *step,
                        size_t step_count, const struct json_path_choice *choice,
                        const json_t *value)
{
    if (choice->kind == JSON_PATH_ALL) {
        return for_each_child(selecting, step + 1, step_count - 1, value, take);
    }
    const json_t *child = choice->kind == JSON_PATH_NAME
                              ? json_object_getn(value, choice->name.data, choice->name.length)
                              : json_array_get(value, choice->index);
    return child == NULL || take(selecting, step + 1, step_count - 1, child);
}

static bool take(const struct selecting *selecting, const struct json_path_step *step,
                 size_t step_count, const json_t *value)
{
    if (!effort_spend(selecting->effort)) {
        return false;
    }
    if (step_count == 0) {
        add(selecting, value);
        return true;
    }
    for (size_t i = 0; i < step->choice_count; i++) {
        if (!take_choice(selecting, step, step_count, &step->choices[i], value)) {
            return false;
        }
    }
    return !step->is_deep || for_each_child(selecting, step, step_count, value, take);
}

bool json_select(const struct json_path *path, const json_t *value, struct effort *effort,
                 struct arena *arena, struct json_selection *out)
{
    const struct selecting selecting = {.effort = effort, .arena = arena, .out = out};
    for (size_t i = 0; i < path->branch_count; i++) {
        const struct json_path_branch *branch = &path->branches[i];
        if (!take(&selecting, branch->steps, branch->step_count, value)) {
            return false;
        }
    }
    return true;
}

static bool is_same_array(const json_t *left, const json_t *right, struct effort *effort)
{
    bool is_same = json_array_size(left) == json_array_size(right);
    for (size_t i = 0; is_same && i < json_array_size(left); i++) {
        is_same = json_is_same(json_array_get(left, i), json_array_get(right, i), effort);
    }
    return is_same;
}

static bool is_same_object(const json_t *left, const json_t *right, struct effort *effort)
{
    bool is_same = json_object_size(left) == json_object_size(right);
    json_t *object = json_iterable(left);
    void *member = json_object_iter(object);
    for (; is_same && member != NULL; member = json_object_iter_next(object, member)) {
        const json_t *other =
            json_object_getn(right, json_object_iter_key(member), json_object_iter_key_len(member));
        is_same = other != NULL && json_is_same(json_object_iter_value(member), other, effort);
    }
    return is_same;
}

bool json_is_same(const json_t *left, const json_t *right, struct effort *effort)
{
    if (!effort_spend(effort)) {
        return false;
    }
    if (json_is_number(left) && json_is_number(right) && json_typeof(left) != json_typeof(right)) {
        return json_number_value(left) == json_number_value(right);
    }
    if (json_typeof(left) != json_typeof(right)) {
        return false;
    }
    if (json_is_array(left)) {
        return is_same_array(left, right, effort);
    }
    return json_is_object(left) ? is_same_object(left, right, effort) : json_equal(left, right);
}
