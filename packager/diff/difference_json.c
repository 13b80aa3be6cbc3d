/* SPDX-License-Identifier: Apache-2.0 */

/* A difference for programs: all of it, in the same order on any machine. */
#include "diff/difference.h"

#include "base/arena.h"
#include "base/json.h"
#include "base/printable.h"
#include "opened/opened.h"

#include <stdlib.h>

/* Left out if it is NULL. What is not UTF-8 is written out, as JSON cannot hold it. */
static void set(json_t *object, struct arena *arena, const char *key, const char *text)
{
    if (text != NULL) {
        bool is_utf8 = text_is_utf8(text_of(text));
        (void)json_object_set_new(object, key,
                                  json_string(is_utf8 ? text : printable(arena, text_of(text))));
    }
}

static json_t *package_json(const struct opened *opened, struct arena *arena)
{
    json_t *json = json_object();
    set(json, arena, "name", opened->name);
    (void)json_object_set_new(json, "size", json_integer((json_int_t)opened->size));
    (void)json_object_set_new(json, "files", json_integer((json_int_t)opened->file_count));
    return json;
}

static json_t *change_json(const struct difference_change *change, struct arena *arena)
{
    json_t *json = json_object();
    set(json, arena, "change", difference_kind_name(change->kind));
    set(json, arena, "severity", difference_weight_name(change->weight));
    set(json, arena, "format", change->format);
    set(json, arena, "subject", change->subject);
    set(json, arena, "old", change->before);
    set(json, arena, "new", change->after);
    set(json, arena, "effect", change->effect);
    if (change->has_sizes) {
        (void)json_object_set_new(json, "old_size", json_integer((json_int_t)change->old_size));
        (void)json_object_set_new(json, "new_size", json_integer((json_int_t)change->new_size));
    }
    return json;
}

static json_t *counts_json(const struct difference *difference)
{
    json_t *json = json_object();
    for (enum difference_kind kind = 0; kind < DIFFERENCE_KINDS; kind++) {
        if (difference->counts[kind] > 0) {
            (void)json_object_set_new(json, difference_kind_name(kind),
                                      json_integer((json_int_t)difference->counts[kind]));
        }
    }
    return json;
}

enum status difference_json(const struct difference *difference, struct text *out,
                            struct error *error)
{
    struct arena *arena = difference->arena;
    AUTO(json_release) json_t *json = json_object();
    (void)json_object_set_new(json, "old", package_json(difference->before, arena));
    (void)json_object_set_new(json, "new", package_json(difference->after, arena));
    (void)json_object_set_new(json, "keeps_records",
                              json_boolean(difference->weights[DIFFERENCE_ERROR] == 0));
    (void)json_object_set_new(json, "counts", counts_json(difference));
    json_t *changes = json_array();
    for (size_t i = 0; i < difference->change_count; i++) {
        (void)json_array_append_new(changes, change_json(&difference->changes[i], arena));
    }
    (void)json_object_set_new(json, "changes", changes);
    AUTO(free) char *dumped = json_dumps(json, JSON_INDENT(2));
    if (dumped == NULL) {
        return FAIL(error, STATUS_INTERNAL, "the difference is no JSON");
    }
    *out = text_of(arena_print(arena, "%s\n", dumped));
    return STATUS_OK;
}
