/* SPDX-License-Identifier: Apache-2.0 */

/* Reads profiles/lms/NAME.json. Every name of every table must stand in each profile, so that what
 * is not known is said to be unknown and not forgotten. */
#include "targets/target.h"

#include "base/arena.h"
#include "source/keys.h"
#include "targets/target_read.h"

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
};

static const char *const FORMAT_NAMES[] = {"scorm12", "scorm2004", "aicc", "cmi5", "xapi"};

static const char *const LIMIT_NAMES[] = {
    [TARGET_ZIP_BYTES] = "zip_bytes",
    [TARGET_ZIP_NAME] = "zip_name_characters",
    [TARGET_FILE_BYTES] = "file_bytes",
    [TARGET_FILE_COUNT] = "file_count",
    [TARGET_PATH] = "path_characters",
    [TARGET_TITLE] = "title_characters",
    [TARGET_IDENTIFIER] = "identifier_characters",
    [TARGET_LAUNCH_ADDRESS] = "launch_address_characters",
    [TARGET_SUSPEND_DATA] = "suspend_data_characters",
    [TARGET_LESSON_LOCATION] = "lesson_location_characters",
    [TARGET_INTERACTION_ID] = "interaction_id_characters",
    [TARGET_METADATA_ENTRY] = "metadata_entry_characters",
    [TARGET_METADATA_DESCRIPTION] = "metadata_description_characters",
    [TARGET_METADATA_KEYWORDS] = "metadata_keywords_characters",
    [TARGET_METADATA_COPYRIGHT] = "metadata_copyright_characters",
    [TARGET_METADATA_DURATION] = "metadata_duration_characters",
};

static const char *const CHARACTERS_NAMES[] = {
    [TARGET_IN_ZIP_NAME] = "zip_name",
    [TARGET_IN_PATH] = "path",
    [TARGET_IN_LAUNCH_ADDRESS] = "launch_address",
    [TARGET_IN_IDENTIFIER] = "identifier",
    [TARGET_IN_TITLE] = "title",
};

static const char *const SWITCH_NAMES[] = {
    [TARGET_LESSON_STATUS] = "lesson_status",
    [TARGET_MASTERY_SCORE] = "mastery_score",
    [TARGET_EXIT] = "exit",
    [TARGET_INTERACTIONS] = "interactions",
    [TARGET_SCORE_RANGE] = "score_range",
    [TARGET_RETURN_VALUES] = "return_values",
    [TARGET_WINDOW] = "window",
    [TARGET_METADATA] = "metadata",
    [TARGET_UNSET_STATUS] = "unset_status",
    [TARGET_AFTER_COMPLETION] = "after_completion",
    [TARGET_COMPLETION_TIME] = "completion_time",
    [TARGET_ASSET_STATUS] = "asset_status",
    [TARGET_RECORDS_ON_UPDATE] = "records_on_update",
    [TARGET_BYTE_RANGES] = "byte_ranges",
    [TARGET_ATTEMPTS] = "attempts",
    [TARGET_REVIEW_WRITES] = "review_writes",
    [TARGET_ADDRESS_ON_UPDATE] = "address_on_update",
    [TARGET_DELIVERY] = "delivery",
};

/* The words of each switch, separated by ' '; profiles/lms/README.md says what they mean. */
static const char *const SWITCH_WORDS[] = {
    [TARGET_LESSON_STATUS] = "any completed-passed-failed completed-passed",
    [TARGET_MASTERY_SCORE] = "unavailable ignored overrides replaced",
    [TARGET_EXIT] = "suspend-resumes no-resume",
    [TARGET_INTERACTIONS] = "taken checked refused absent",
    [TARGET_SCORE_RANGE] = "taken refused",
    [TARGET_RETURN_VALUES] = "strings booleans mixed",
    [TARGET_WINDOW] = "frameset iframe pop-up iframe-or-pop-up",
    [TARGET_METADATA] = "kept ignored",
    [TARGET_UNSET_STATUS] = "completed incomplete not-attempted",
    [TARGET_AFTER_COMPLETION] = "kept review cleared",
    [TARGET_COMPLETION_TIME] = "needed not-needed",
    [TARGET_ASSET_STATUS] = "completed untracked",
    [TARGET_RECORDS_ON_UPDATE] = "by-identifier by-place by-version",
    [TARGET_BYTE_RANGES] = "sent not-sent",
    [TARGET_ATTEMPTS] = "one many as-set",
    [TARGET_REVIEW_WRITES] = "stored ignored",
    [TARGET_ADDRESS_ON_UPDATE] = "changes stays",
    [TARGET_DELIVERY] = "upload server",
};

static const char *const BEHAVIOUR_NAMES[] = {
    [TARGET_STATUS] = "status", [TARGET_SCORE] = "score",
    [TARGET_RESUME] = "resume", [TARGET_RELAUNCH] = "relaunch",
    [TARGET_COMMIT] = "commit", [TARGET_SESSION_TIME] = "session_time",
    [TARGET_UPDATE] = "update", [TARGET_VIDEO] = "video",
    [TARGET_IMPORT] = "import", [TARGET_MOBILE] = "mobile",
};

_Static_assert(COUNT(FORMAT_NAMES) == TARGET_FORMATS, "a name a format");
_Static_assert(COUNT(LIMIT_NAMES) == TARGET_LIMITS, "a name a limit");
_Static_assert(COUNT(CHARACTERS_NAMES) == TARGET_CHARACTERS, "a name for each place");
_Static_assert(COUNT(SWITCH_WORDS) == TARGET_SWITCHES, "words for each switch");
_Static_assert(COUNT(BEHAVIOUR_NAMES) == TARGET_BEHAVIOURS, "a name a behaviour");

/* The table `name` of the profile, with all of `names` in it and no other. */
static enum status read_table(const struct place *root, const char *name, const char *const *names,
                              size_t count, struct place *out, struct error *error)
{
    struct key keys[TABLE_MAX];
    for (size_t i = 0; i < count; i++) {
        keys[i] = (struct key){names[i], KEY_OBJECT, true, 0, 0};
    }
    *out = place_member(root, name);
    return keys_check(out, keys, count, error);
}

static enum status read_formats(const struct place *root, struct target *target,
                                struct error *error)
{
    static const struct key VALUE = {"is_taken", KEY_BOOLEAN, false, 0, 0};
    struct place table;
    enum status status = read_table(root, "formats", FORMAT_NAMES, TARGET_FORMATS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_FORMATS; i++) {
        struct target_format *format = &target->formats[i];
        struct place member = place_member(&table, FORMAT_NAMES[i]);
        format->name = FORMAT_NAMES[i];
        status = target_read_fact(&member, &VALUE, 1, &format->fact, error);
        format->is_taken = json_is_true(json_object_get(member.json, VALUE.name));
    }
    return status;
}

static enum status read_limits(const struct place *root, struct target *target, struct error *error)
{
    static const struct key VALUE = {"max", KEY_INTEGER, false, 1, NUMBER_MAX};
    struct place table;
    enum status status = read_table(root, "limits", LIMIT_NAMES, TARGET_LIMITS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_LIMITS; i++) {
        struct target_limit *limit = &target->limits[i];
        struct place member = place_member(&table, LIMIT_NAMES[i]);
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
        read_table(root, "characters", CHARACTERS_NAMES, TARGET_CHARACTERS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_CHARACTERS; i++) {
        struct target_text *row = &target->characters[i];
        struct place member = place_member(&table, CHARACTERS_NAMES[i]);
        status = target_read_fact(&member, &VALUE, 1, &row->fact, error);
        row->value = place_text(&member, VALUE.name);
        if (status == STATUS_OK && row->value != NULL && !is_ascii(row->value)) {
            status = place_fail(&member, error, "'forbidden' must be of ASCII characters");
        }
    }
    return status;
}

static bool is_word_of(struct text words, const char *word)
{
    struct text one = {0};
    while (text_split(&words, ' ', &one)) {
        if (text_is(one, word)) {
            return true;
        }
    }
    return false;
}

static enum status read_switches(const struct place *root, struct target *target,
                                 struct error *error)
{
    static const struct key VALUE = {"value", KEY_LINE, false, 1, NAME_MAX_CHARACTERS};
    struct place table;
    enum status status = read_table(root, "switches", SWITCH_NAMES, TARGET_SWITCHES, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_SWITCHES; i++) {
        struct target_text *row = &target->switches[i];
        struct place member = place_member(&table, SWITCH_NAMES[i]);
        status = target_read_fact(&member, &VALUE, 1, &row->fact, error);
        row->value = place_text(&member, VALUE.name);
        if (status == STATUS_OK && row->value != NULL &&
            !is_word_of(text_of(SWITCH_WORDS[i]), row->value)) {
            status = place_fail(&member, error, "'%s' has no word '%s'; write one of: %s",
                                SWITCH_NAMES[i], row->value, SWITCH_WORDS[i]);
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
        read_table(root, "behaviour", BEHAVIOUR_NAMES, TARGET_BEHAVIOURS, &table, error);
    for (size_t i = 0; status == STATUS_OK && i < TARGET_BEHAVIOURS; i++) {
        struct place member = place_member(&table, BEHAVIOUR_NAMES[i]);
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
        .name = name, .text = text, .arena = arena, .manual = "profiles/lms/README.md"};
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
