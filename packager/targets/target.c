/* SPDX-License-Identifier: Apache-2.0 */

/* Finds the profile of an LMS among those that are part of the program. */
#include "targets/target.h"

#include "base/arena.h"
#include "base/embed.h"

#include <string.h>

/* profiles/lms/NAME.json, put in by CMake in the order of their names. */
extern const struct embedded_file lms_profiles[];

#define ENDING ".json"

static struct text id_of(const struct embedded_file *file)
{
    struct text name = text_of(file->name);
    name.length -= strlen(ENDING);
    return name;
}

const char *target_list(struct arena *arena, const char *separator)
{
    const char *list = "";
    for (const struct embedded_file *file = lms_profiles; file->name != NULL; file++) {
        list = arena_print(arena, "%s%s%.*s", list, list[0] != '\0' ? separator : "",
                           TEXT_ARGUMENTS(id_of(file)));
    }
    return list;
}

enum status target_find(const char *id, struct arena *arena, const struct target **out,
                        struct error *error)
{
    for (const struct embedded_file *file = lms_profiles; file->name != NULL; file++) {
        if (text_is(id_of(file), id)) {
            const char *name = arena_print(arena, "profiles/lms/%s", file->name);
            return target_parse(name, embedded_file_find(lms_profiles, file->name), arena, out,
                                error);
        }
    }
    return FAIL(error, STATUS_NOT_FOUND, "there is no LMS '%.60s'; give one of %s", id,
                target_list(arena, ", "));
}

static const char *list_taken(const struct target *target, struct arena *arena)
{
    const char *list = "";
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        const struct target_format *format = &target->formats[i];
        if (format->is_taken) {
            list = arena_print(arena, "%s%s%s", list, list[0] != '\0' ? ", " : "", format->name);
        }
    }
    return list[0] != '\0' ? list : "none for certain";
}

enum status target_check_format(const struct target *target, const char *format,
                                struct arena *arena, enum target_mark *out_mark,
                                struct error *error)
{
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        const struct target_format *row = &target->formats[i];
        if (strcmp(row->name, format) != 0) {
            continue;
        }
        if (row->fact.mark != TARGET_UNKNOWN && !row->is_taken) {
            return FAIL(error, STATUS_INVALID, "%s takes no %s package (%s: %s); it takes %s",
                        target->name, format, target_mark_name(row->fact.mark), row->fact.source,
                        list_taken(target, arena));
        }
        *out_mark = row->fact.mark;
        return STATUS_OK;
    }
    return FAIL(error, STATUS_INVALID,
                "profiles of LMSs say nothing of format '%s', which is not for importing; build it "
                "without --lms",
                format);
}

bool target_is_about(const struct target *target, const struct target_scope *scope,
                     const char *format)
{
    for (size_t i = 0; i < TARGET_FORMATS; i++) {
        if (strcmp(target->formats[i].name, format) == 0) {
            return scope->has[i];
        }
    }
    return false;
}

const char *target_find_forbidden(const struct target *target, enum target_characters_id id,
                                  const char *text)
{
    const char *forbidden = target->characters[id].value;
    return forbidden != NULL ? strpbrk(text, forbidden) : NULL;
}

bool target_is(const struct target *target, enum target_switch_id id, const char *word)
{
    const char *value = target->switches[id].value;
    return value != NULL && strcmp(value, word) == 0;
}

bool target_keeps_metadata(const struct target *target)
{
    return target_is(target, TARGET_METADATA, "kept");
}

/* Takes `index` as a place in a table of `count`; if it lies behind that, what is left of it. */
static bool is_in_table(size_t *index, size_t count)
{
    if (*index < count) {
        return true;
    }
    *index -= count;
    return false;
}

const struct target_fact *target_fact_at(const struct target *target, size_t index)
{
    if (is_in_table(&index, TARGET_FORMATS)) {
        return &target->formats[index].fact;
    }
    if (is_in_table(&index, TARGET_LIMITS)) {
        return &target->limits[index].fact;
    }
    if (is_in_table(&index, TARGET_CHARACTERS)) {
        return &target->characters[index].fact;
    }
    if (is_in_table(&index, TARGET_SWITCHES)) {
        return &target->switches[index].fact;
    }
    if (is_in_table(&index, TARGET_BEHAVIOURS)) {
        return &target->behaviour[index].fact;
    }
    if (is_in_table(&index, target->setting_count)) {
        return &target->settings[index].fact;
    }
    if (is_in_table(&index, target->fault_count)) {
        return &target->faults[index].fact;
    }
    return index == 0 ? &target->domains_fact : NULL;
}
