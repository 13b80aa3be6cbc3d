/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/extensions.h"

#include "base/json.h"

#include <stdlib.h>
#include <string.h>

struct extension_index {
    const struct profile_concept **items; /* of extensions, by their ids */
    size_t count;
};

static bool is_extension(const struct profile_concept *concept)
{
    return concept->kind == CONCEPT_CONTEXT_EXTENSION ||
           concept->kind == CONCEPT_RESULT_EXTENSION || concept->kind == CONCEPT_ACTIVITY_EXTENSION;
}

static int by_id(const void *left, const void *right)
{
    const struct profile_concept *const *one = left;
    const struct profile_concept *const *other = right;
    return strcmp((*one)->part.id, (*other)->part.id);
}

struct extension_index *extension_index_make(const struct profile *profile, struct arena *arena)
{
    struct extension_index *index = ARENA_NEW(arena, struct extension_index);
    index->items = ARENA_ARRAY(arena, const struct profile_concept *, profile->concept_count + 1);
    for (size_t i = 0; i < profile->concept_count; i++) {
        if (is_extension(&profile->concepts[i])) {
            index->items[index->count++] = &profile->concepts[i];
        }
    }
    if (index->count > 1) {
        qsort(index->items, index->count, sizeof index->items[0], by_id);
    }
    return index;
}

static const struct profile_concept *find(const struct extension_index *index, const char *id)
{
    const struct profile_concept key = {.part = {.id = id}};
    const struct profile_concept *wanted = &key;
    const struct profile_concept **found =
        index->count == 0
            ? NULL
            : bsearch(&wanted, index->items, index->count, sizeof index->items[0], by_id);
    return found == NULL ? NULL : *found;
}

/* Where extensions stand, and the kind that belongs there. */
struct shelf {
    const char *where;
    enum concept_kind kind;
    const json_t *extensions;
};

static const char *belongs(enum concept_kind kind)
{
    return kind == CONCEPT_CONTEXT_EXTENSION  ? "it belongs in the context"
           : kind == CONCEPT_RESULT_EXTENSION ? "it belongs in the result"
                                              : "it belongs in an activity's definition";
}

static void add(struct broken_extension_list *out, struct broken_extension broken,
                struct arena *arena)
{
    out->items = arena_grow(arena, out->items, out->count, &out->capacity, sizeof broken);
    out->items[out->count++] = broken;
}

static void check_value(const struct shelf *shelf, const struct profile_concept *concept,
                        const json_t *value, struct arena *arena, struct broken_extension_list *out)
{
    struct broken_extension broken = {.concept = concept, .where = shelf->where};
    struct schema_breach breach = {.message = NULL};
    if (concept->kind != shelf->kind) {
        broken.message = belongs(concept->kind);
    } else if (concept->checker != NULL) {
        enum schema_outcome outcome = schema_validate(concept->checker, value, arena, &breach);
        const char *place = breach.message == NULL ? "" : breach.place;
        broken.is_undecided = outcome == SCHEMA_UNDECIDED;
        broken.message =
            breach.message == NULL
                ? NULL
                : arena_print(arena, "%s%s%s", place, *place == '\0' ? "" : ": ", breach.message);
    }
    if (broken.message != NULL) {
        add(out, broken, arena);
    }
}

static void check_shelf(const struct extension_index *index, const struct shelf *shelf,
                        struct arena *arena, struct broken_extension_list *out)
{
    const char *id;
    json_t *value;
    json_object_foreach (json_iterable(shelf->extensions), id, value) {
        const struct profile_concept *concept = find(index, id);
        if (concept != NULL) {
            check_value(shelf, concept, value, arena, out);
        }
    }
}

static const json_t *extensions_of(const json_t *part)
{
    return json_object_get(part, "extensions");
}

void extensions_judge(const struct extension_index *index, const json_t *statement,
                      struct arena *arena, struct broken_extension_list *out)
{
    const json_t *object = json_object_get(statement, "object");
    const struct shelf shelves[] = {
        {"context", CONCEPT_CONTEXT_EXTENSION,
         extensions_of(json_object_get(statement, "context"))},
        {"result", CONCEPT_RESULT_EXTENSION, extensions_of(json_object_get(statement, "result"))},
        {"object.definition", CONCEPT_ACTIVITY_EXTENSION,
         extensions_of(json_object_get(object, "definition"))},
    };
    for (size_t i = 0; i < sizeof shelves / sizeof shelves[0]; i++) {
        check_shelf(index, &shelves[i], arena, out);
    }
}
