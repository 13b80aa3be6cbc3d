/* SPDX-License-Identifier: Apache-2.0 */

#include "source/question_type.h"

#include "base/arena.h"

#include <string.h>

/* "'single', 'multiple' or 'text'". */
static const char *list_types(struct arena *arena, const struct question_types *types)
{
    const char *list = "";
    for (size_t i = 0; i < types->count; i++) {
        const char *separator = i == 0 ? "" : i + 1 < types->count ? ", " : " or ";
        list = arena_print(arena, "%s%s'%s'", list, separator, types->name(i));
    }
    return list;
}

enum status question_type_find(const struct place *question, const struct question_types *types,
                               size_t *row, struct error *error)
{
    if (!json_is_object(question->json)) {
        return place_fail(question, error, "here must stand an object: {...}");
    }
    struct place member = place_member(question, "type");
    if (member.json == NULL) {
        return place_fail(question, error, "'type' is missing");
    }
    const char *type = json_string_value(member.json);
    for (size_t i = 0; type != NULL && i < types->count; i++) {
        if (strcmp(type, types->name(i)) == 0) {
            *row = i;
            return STATUS_OK;
        }
    }
    const char *known = list_types(question->file->arena, types);
    return type == NULL ? place_fail(&member, error, "'type' must be one of %s", known)
                        : place_fail(&member, error, "%s has no question type '%.60s'; use %s",
                                     types->owner, type, known);
}
