/* SPDX-License-Identifier: Apache-2.0 */

/* Reads profiles/lms/NAME.json. Every name of every table must stand in each profile, so that what
 * is not known is said to be unknown and not forgotten. */
#include "targets/target.h"

#include "base/arena.h"
#include "source/keys.h"
#include "targets/target_read.h"
#include "targets/target_terms.h"

#include <string.h>

enum {
    ADDRESS_MAX = 255,
    NAME_MAX_CHARACTERS = 60,
    TABLE_MAX = 24, /* names in one table */
    ASCII_END = 0x80,
};
#define NUMBER_MAX ((size_t)1 << 50)
#define COUNT(array) (sizeof(array) / sizeof *(array))

static const struct key ROOT_KEYS[] = {
    {"$schema", KEY_LINE, false, 0, ADDRESS_MAX},
    {"id", KEY_ID, true, 0, 0},
    {"name", KEY_LINE, true, 1, NAME_MAX_CHARACTERS},
    {"description", KEY_LINE, true, 1, TARGET_LINE_MAX},
    {"formats", KEY_OBJECT, true, 0, 0},
    {"limits", KEY_OBJECT, true, 0, 0},
    {"characters", KEY_OBJECT, true, 0, 0},
    {"switches", KEY_OBJECT, true, 0, 0},
    {"behaviour", KEY_OBJECT, true, 0, 0},
    {"settings", KEY_ARRAY, true, 0, TARGET_LIST_MAX},
    {"faults", KEY_ARRAY, true, 0, TARGET_LIST_MAX},
    {"domains", KEY_OBJECT, true, 0, 0},
    {"links", KEY_ARRAY, false, 0, TARGET_LIST_MAX},
};

/* The table `name` of the profile, with all of `names` in it and no other. */
static enum status read_names_of(const struct place *root, const char *name,
                                 const char *const *names, size_t count, struct place *out,
                                 struct error *error)
{
    struct key keys[TABLE_MAX];
    *out = place_member(root, name);
    for (size_t i = 0; i < count; i++) {
        keys[i] = (struct key){names[i], KEY_OBJECT, false, 0, 0};
    }
    enum status status = keys_check(out, keys, count, error);
    for (size_t i = 0; status == STATUS_OK && i < count; i++) {
        if (json_object_get(out->json, names[i]) == NULL) {
            status = place_fail(out, error,
                                "'%s' is missing: every name stands in every profile, so that what "
                                "is unknown is seen; write \"%s\": {\"mark\": \"unknown\"}",
                                names[i], names[i]);
        }
    }
    return status;
}

static enum status read_table(const struct place *root, const char *name,
                              const struct target_term *terms, size_t count, struct place *out,
                              struct error *error)
{
    const char *names[TABLE_MAX];
    for (size_t i = 0; i < count; i++) {
        names[i] = terms[i].name;
    }
    return read_names_of(root, name, names, count, out, error);
}

static enum status read_formats(const struct place *root, struct target *target,
                                struct error *error)
{
    static const struct key VALUE = {"is_taken", KEY_BOOLEAN, false, 0, 0};
    struct place table;
    enum status status =
        read_table(root, "formats", TARGET_FORMAT_TERMS, TARGET_FORMATS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_FORMATS; i++) {
        struct target_format *format = &target->formats[i];
        struct place member = place_member(&table, TARGET_FORMAT_TERMS[i].name);
        format->name = TARGET_FORMAT_TERMS[i].name;
        status = target_read_fact(&member, &VALUE, 1, &format->fact, error);
        format->is_taken = json_is_true(json_object_get(member.json, VALUE.name));
    }
    return status;
}

static enum status read_limits(const struct place *root, struct target *target, struct error *error)
{
    static const struct key VALUE = {"max", KEY_INTEGER, false, 1, NUMBER_MAX};
    struct place table;
    enum status status =
        read_table(root, "limits", TARGET_LIMIT_TERMS, TARGET_LIMITS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_LIMITS; i++) {
        struct target_limit *limit = &target->limits[i];
        struct place member = place_member(&table, TARGET_LIMIT_TERMS[i].name);
        status = target_read_fact(&member, &VALUE, 1, &limit->fact, error);
        limit->max = (uint64_t)json_integer_value(json_object_get(member.json, VALUE.name));
    }
    return status;
}

static bool is_ascii(const char *text)
{
    while (*text != '\0' && (unsigned char)*text < ASCII_END) {
        text++;
    }
    return *text == '\0';
}

static enum status read_characters(const struct place *root, struct target *target,
                                   struct error *error)
{
    static const struct key VALUE = {"forbidden", KEY_LINE, false, 1, NAME_MAX_CHARACTERS};
    struct place table;
    enum status status =
        read_table(root, "characters", TARGET_CHARACTERS_TERMS, TARGET_CHARACTERS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_CHARACTERS; i++) {
        struct target_text *row = &target->characters[i];
        struct place member = place_member(&table, TARGET_CHARACTERS_TERMS[i].name);
        status = target_read_fact(&member, &VALUE, 1, &row->fact, error);
        row->value = place_text(&member, VALUE.name);
        if (status == STATUS_OK && row->value != NULL && !is_ascii(row->value)) {
            status = place_fail(&member, error, "'forbidden' must be of ASCII characters");
        }
    }
    return status;
}

static enum status read_switch_table(const struct place *root, struct place *out,
                                     struct error *error)
{
    const char *names[TARGET_SWITCHES];
    for (size_t i = 0; i < TARGET_SWITCHES; i++) {
        names[i] = TARGET_SWITCH_TERMS[i].name;
    }
    return read_names_of(root, "switches", names, TARGET_SWITCHES, out, error);
}

static enum status read_switches(const struct place *root, struct target *target,
                                 struct error *error)
{
    static const struct key VALUE = {"value", KEY_LINE, false, 1, NAME_MAX_CHARACTERS};
    struct place table;
    enum status status = read_switch_table(root, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_SWITCHES; i++) {
        const char *name = TARGET_SWITCH_TERMS[i].name;
        struct target_text *row = &target->switches[i];
        struct place member = place_member(&table, name);
        status = target_read_fact(&member, &VALUE, 1, &row->fact, error);
        row->value = place_text(&member, VALUE.name);
        if (status == STATUS_OK && row->value != NULL && target_word_find(i, row->value) == NULL) {
            status = place_fail(&member, error, "'%s' has no word '%s'; write one of: %s", name,
                                row->value, target_words_list(i, root->file->arena));
        }
    }
    return status;
}

static enum status read_behaviour(const struct place *root, struct target *target,
                                  struct error *error)
{
    static const struct key VALUE = {"text", KEY_LINE, false, 1, TARGET_LINE_MAX};
    struct place table;
    enum status status =
        read_table(root, "behaviour", TARGET_BEHAVIOUR_TERMS, TARGET_BEHAVIOURS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_BEHAVIOURS; i++) {
        struct place member = place_member(&table, TARGET_BEHAVIOUR_TERMS[i].name);
        status = target_read_fact(&member, &VALUE, 1, &target->behaviour[i].fact, error);
        target->behaviour[i].value = place_text(&member, VALUE.name);
    }
    return status;
}

/* --lms finds a profile by its file's name, so the id in it must be the same. */
static enum status read_names(const struct place *root, struct target *target, struct error *error)
{
    target->id = place_text(root, "id");
    target->name = place_text(root, "name");
    target->description = place_text(root, "description");
    const char *slash = strrchr(root->file->name, '/');
    const char *stem = slash != NULL ? slash + 1 : root->file->name;
    size_t length = strlen(target->id);
    if (strncmp(stem, target->id, length) == 0 && strcmp(stem + length, ".json") == 0) {
        return STATUS_OK;
    }
    struct place id = place_member(root, "id");
    return place_fail(&id, error, "the id '%s' is not the file's name; name the file %s.json",
                      target->id, target->id);
}

typedef enum status (*part_reader)(const struct place *root, struct target *target,
                                   struct error *error);

enum status target_parse(const char *name, struct text text, struct arena *arena,
                         const struct target **out, struct error *error)
{
    static const part_reader PARTS[] = {read_names,       read_formats,  read_limits,
                                        read_characters,  read_switches, read_behaviour,
                                        target_read_lists};
    const struct json_file file = {
        .name = name,
        .text = text,
        .arena = arena,
        .manual = "profiles/lms/README.md",
        .tells_pointers = true,
    };
    AUTO(json_release) json_t *json = NULL;
    enum status status = json_file_read(&file, &json, error);
    if (status != STATUS_OK) {
        return status;
    }
    const struct place root = {.file = &file, .json = json, .pointer = ""};
    struct target *target = ARENA_NEW(arena, struct target);
    status = KEYS_CHECK(&root, ROOT_KEYS, error);
    for (size_t i = 0; status == STATUS_OK && i < COUNT(PARTS); i++) {
        status = PARTS[i](&root, target, error);
    }
    if (status == STATUS_OK) {
        *out = target;
    }
    return status;
}
