/* SPDX-License-Identifier: Apache-2.0 */

/* One validation: its steps, its depth, and the first thing that is wrong. */
#include "schema/node.h"

#include "base/printable.h"

#include <stdarg.h>
#include <stdio.h>

enum { MESSAGE_MAX = 512 };

static void note(struct schema_run *run, const struct schema_use *use,
                 const struct json_place *place, const char *format, va_list arguments)
{
    char message[MESSAGE_MAX];
    (void)vsnprintf(message, sizeof message, format, arguments);
    *run->breach = (struct schema_breach){
        .place = json_place_pointer(place, run->arena),
        .keyword = use == NULL ? "false" : use->keyword->name,
        .message = arena_copy_string(run->arena, message),
    };
}

bool schema_run_break(struct schema_run *run, const struct schema_use *use,
                      const struct json_place *place, const char *format, ...)
{
    if (run->quiet == 0 && run->breach->message == NULL) {
        va_list arguments;
        va_start(arguments, format);
        note(run, use, place, format, arguments);
        va_end(arguments);
    }
    return false;
}

bool schema_run_give_up(struct schema_run *run, const struct schema_use *use,
                        const struct json_place *place, const char *format, ...)
{
    if (!run->is_undecided) {
        va_list arguments;
        va_start(arguments, format);
        note(run, use, place, format, arguments);
        va_end(arguments);
    }
    run->is_undecided = true;
    return false;
}

bool schema_run_step(struct schema_run *run, size_t steps, const struct schema_use *use,
                     const struct json_place *place)
{
    if (run->is_undecided) {
        return false;
    }
    if (run->steps_left < steps) {
        run->steps_left = 0;
        return schema_run_give_up(run, use, place, "the schema takes more than %d steps",
                                  SCHEMA_STEPS_MAX);
    }
    run->steps_left -= steps;
    return true;
}

const char *schema_shown(struct schema_run *run, const json_t *value)
{
    if (json_is_string(value)) {
        struct text text = {json_string_value(value), json_string_length(value)};
        return arena_print(run->arena, "'%s'", printable(run->arena, text));
    }
    if (json_is_integer(value)) {
        return arena_print(run->arena, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    }
    if (json_is_real(value)) {
        return arena_print(run->arena, "%.15g", json_real_value(value));
    }
    return json_is_true(value) ? "true" : json_is_false(value) ? "false" : schema_type_name(value);
}

static bool use_holds(struct schema_run *run, const struct schema_use *use, const json_t *value,
                      const struct json_place *place)
{
    bool is_meant = (use->keyword->applies & schema_type_of(value)) != 0;
    return !is_meant ||
           (schema_run_step(run, 1, use, place) && use->keyword->holds(run, use, value, place));
}

static bool all_hold(struct schema_run *run, const struct schema_node *node, const json_t *value,
                     const struct json_place *place)
{
    for (size_t i = 0; i < node->use_count; i++) {
        if (!use_holds(run, &node->uses[i], value, place)) {
            return false;
        }
    }
    return true;
}

bool schema_node_holds(struct schema_run *run, const struct schema_node *node, const json_t *value,
                       const struct json_place *place)
{
    if (json_is_false(node->json)) {
        return schema_run_break(run, NULL, place, "nothing may be here");
    }
    if (run->frames >= SCHEMA_FRAMES_MAX) {
        return schema_run_give_up(run, node->uses, place,
                                  "the schema leads more than %d schemas deep", SCHEMA_FRAMES_MAX);
    }
    run->frames++;
    bool holds = all_hold(run, node, value, place);
    run->frames--;
    return holds;
}

bool schema_node_holds_quietly(struct schema_run *run, const struct schema_node *node,
                               const json_t *value, const struct json_place *place)
{
    run->quiet++;
    bool holds = schema_node_holds(run, node, value, place);
    run->quiet--;
    return holds;
}

enum schema_outcome schema_validate(const struct schema *schema, const json_t *value,
                                    struct arena *arena, struct schema_breach *out)
{
    AUTO(pattern_run_destroy) struct pattern_run *patterns = pattern_run_create();
    struct schema_breach breach = {.message = NULL};
    struct schema_run run = {
        .arena = arena,
        .breach = &breach,
        .patterns = patterns,
        .steps_left = SCHEMA_STEPS_MAX,
    };
    bool holds = schema_node_holds(&run, schema->root, value, NULL);
    if (run.is_undecided || !holds) {
        *out = breach;
    }
    return run.is_undecided ? SCHEMA_UNDECIDED : holds ? SCHEMA_VALID : SCHEMA_INVALID;
}
