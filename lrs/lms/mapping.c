/* SPDX-License-Identifier: Apache-2.0 */

/* Reads profiles/lms-exports/NAME.json. Each member of an object has its row in a table: what
 * stands in no table is refused, so that a slip of the pen does not go unnoticed. */
#include "lms/mapping.h"

#include "base/ascii.h"
#include "base/embed.h"
#include "base/iri.h"
#include "base/json.h"
#include "lms/dates.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded_file lms_mappings[];

enum {
    LINE_MAX_BYTES = 500,
    NAME_MAX_BYTES = 60,
    HEADING_MAX = 200,
    ACTIVITY_NAME_MAX = 400,
    IRI_MAX_BYTES = 1000,
    SCORE_MAX = 1000000,
    SOURCES_MAX = 32,
    EMPTY_MAX = 16,
    DURATIONS_MAX = 5,
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *const lms_field_names[LMS_FIELDS] = {
    [LMS_ACCOUNT] = "account",
    [LMS_MBOX] = "mbox",
    [LMS_ACTIVITY] = "activity",
    [LMS_ATTEMPT] = "attempt",
    [LMS_LAUNCHES] = "launches",
    [LMS_STATUS] = "status",
    [LMS_REGISTERED_AT] = "registered_at",
    [LMS_STARTED_AT] = "started_at",
    [LMS_COMPLETED_AT] = "completed_at",
    [LMS_LAST_AT] = "last_at",
    [LMS_SCORE] = "score",
    [LMS_DURATION] = "duration",
    [LMS_ORGANISATION] = "organisation",
};

const char *const lms_verb_names[LMS_VERBS + 1] = {
    [LMS_REGISTERED] = "registered", [LMS_INITIALIZED] = "initialized",
    [LMS_COMPLETED] = "completed",   [LMS_PASSED] = "passed",
    [LMS_FAILED] = "failed",         [LMS_NOTHING] = "nothing",
};

static const char *const duration_names[] = {"clock", "words", "iso", "minutes", "seconds"};
static const char *const mark_names[] = {"verified", "claimed", "inferred", "not verified"};

/* What is read, and into what. */
struct reading {
    struct arena *arena;
    struct lms_mapping *mapping;
    struct lms_named_activity *activity; /* the one that is being read */
    bool needs_where;                    /* the source that is being read says where it was found */
};

typedef enum status (*value_reader)(struct reading *reading, const char *place, json_t *value,
                                    struct error *error);

struct member {
    const char *name;
    bool is_required;
    value_reader read; /* NULL: anything */
};

enum lms_field lms_field_find(struct text name)
{
    size_t field = 0;
    while (field < LMS_FIELDS && !text_is(name, lms_field_names[field])) {
        field++;
    }
    return (enum lms_field)field;
}

/* ---- values ---- */

static enum status read_text(const char *place, const json_t *value, size_t limit, struct text *out,
                             struct error *error)
{
    struct text text = {json_string_value(value), json_string_length(value)};
    if (text.data == NULL || text.length == 0 || text.length > limit) {
        return FAIL(error, STATUS_INVALID, "%s: is no text of 1 to %zu bytes", place, limit);
    }
    *out = text;
    return STATUS_OK;
}

static enum status read_iri(const char *place, const json_t *value, struct text *out,
                            struct error *error)
{
    enum status status = read_text(place, value, IRI_MAX_BYTES, out, error);
    if (status == STATUS_OK && !iri_is_valid(*out)) {
        return FAIL(error, STATUS_INVALID,
                    "%s: '%.*s' is no address with its scheme, such as https://lms.example.org",
                    place, TEXT_ARGUMENTS(*out));
    }
    return status;
}

static enum status read_integer(const char *place, const json_t *value, int64_t least, int64_t *out,
                                struct error *error)
{
    int64_t number = json_integer_value(value);
    if (!json_is_integer(value) || number < least || number > SCORE_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: is no whole number from %d to %d", place,
                    (int)least, SCORE_MAX);
    }
    *out = number;
    return STATUS_OK;
}

/* Which of `names` it is. */
static enum status read_word(const char *place, const json_t *value, const char *const *names,
                             size_t count, size_t *out, struct error *error)
{
    char all[160] = "";
    struct text text = {json_string_value(value), json_string_length(value)};
    for (size_t i = 0; i < count; i++) {
        if (text.data != NULL && text_is(text, names[i])) {
            *out = i;
            return STATUS_OK;
        }
        size_t length = strlen(all);
        (void)snprintf(all + length, sizeof all - length, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    return text.data == NULL
               ? FAIL(error, STATUS_INVALID, "%s: is none of %s", place, all)
               : FAIL(error, STATUS_INVALID, "%s: '%.60s' is none of %s", place, text.data, all);
}

static enum status read_list(struct reading *reading, const char *place, json_t *value,
                             size_t limit, struct lms_list *out, struct error *error)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count == 0 || count > limit) {
        return FAIL(error, STATUS_INVALID, "%s: is no list of 1 to %zu texts", place, limit);
    }
    struct lms_list list = {ARENA_ARRAY(reading->arena, struct text, count), count};
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        const char *item = arena_print(reading->arena, "%s[%zu]", place, i);
        status = read_text(item, json_array_get(value, i), HEADING_MAX, &list.items[i], error);
    }
    *out = status == STATUS_OK ? list : *out;
    return status;
}

/* ---- objects ---- */

static const struct member *find_member(const struct member *members, size_t count, const char *key)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(members[i].name, key) == 0) {
            return &members[i];
        }
    }
    return NULL;
}

static const char *place_of(struct arena *arena, const char *place, const char *key)
{
    return arena_print(arena, "%s%s%s", place, place[0] == '\0' ? "" : ".", key);
}

static enum status read_members(struct reading *reading, const char *place, json_t *object,
                                const struct member *members, size_t count, struct error *error)
{
    const char *key;
    json_t *value;
    if (!json_is_object(object)) {
        return FAIL(error, STATUS_INVALID, "%s: is no object", place);
    }
    json_object_foreach (object, key, value) {
        const char *at = place_of(reading->arena, place, key);
        const struct member *member = find_member(members, count, key);
        if (member == NULL) {
            return FAIL(error, STATUS_INVALID, "%s: is not known here", at);
        }
        enum status status =
            member->read == NULL ? STATUS_OK : member->read(reading, at, value, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    for (size_t i = 0; i < count; i++) {
        if (members[i].is_required && json_object_get(object, members[i].name) == NULL) {
            return FAIL(error, STATUS_INVALID, "%s: is missing",
                        place_of(reading->arena, place, members[i].name));
        }
    }
    return STATUS_OK;
}

/* ---- where it is known from ---- */

static enum status read_line(struct reading *reading, const char *place, json_t *value,
                             struct error *error)
{
    struct text ignored;
    (void)reading;
    return read_text(place, value, LINE_MAX_BYTES, &ignored, error);
}

static enum status read_mark(struct reading *reading, const char *place, json_t *value,
                             struct error *error)
{
    size_t mark = 0;
    enum status status = read_word(place, value, mark_names, COUNT(mark_names), &mark, error);
    reading->needs_where = mark + 1 < COUNT(mark_names);
    return status;
}

static const struct member source_members[] = {
    {"what", true, read_line},
    {"mark", true, read_mark},
    {"where", false, read_line},
};

static enum status read_sources(struct reading *reading, const char *place, json_t *value,
                                struct error *error)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || count == 0 || count > SOURCES_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: is no list of 1 to %d objects", place, SOURCES_MAX);
    }
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        json_t *item = json_array_get(value, i);
        const char *at = arena_print(reading->arena, "%s[%zu]", place, i);
        status = read_members(reading, at, item, source_members, COUNT(source_members), error);
        if (status == STATUS_OK && reading->needs_where && json_object_get(item, "where") == NULL) {
            return FAIL(error, STATUS_INVALID, "%s.where: is missing", at);
        }
    }
    return status;
}

/* ---- what columns and words mean ---- */

static enum status read_id(struct reading *reading, const char *place, json_t *value,
                           struct error *error)
{
    struct text id = {json_string_value(value), json_string_length(value)};
    bool is_id = id.length > 0 && id.length <= LMS_ID_MAX && id.data[0] != '-';
    for (size_t i = 0; i < id.length && is_id; i++) {
        char character = id.data[i];
        is_id = (ascii_is_letter_or_digit(character) && ascii_to_lower(character) == character) ||
                character == '-';
    }
    reading->mapping->id = id;
    return is_id ? STATUS_OK
                 : FAIL(error, STATUS_INVALID,
                        "%s: '%.60s' is no id of small letters, digits and '-'", place,
                        id.data == NULL ? "" : id.data);
}

static enum status read_name(struct reading *reading, const char *place, json_t *value,
                             struct error *error)
{
    return read_text(place, value, NAME_MAX_BYTES, &reading->mapping->name, error);
}

static enum status read_home_page(struct reading *reading, const char *place, json_t *value,
                                  struct error *error)
{
    return read_iri(place, value, &reading->mapping->home_page, error);
}

static enum status read_columns(struct reading *reading, const char *place, json_t *value,
                                struct error *error)
{
    const char *key;
    json_t *headings;
    struct lms_list *columns = reading->mapping->columns;
    if (!json_is_object(value)) {
        return FAIL(error, STATUS_INVALID, "%s: is no object", place);
    }
    json_object_foreach (value, key, headings) {
        const char *at = place_of(reading->arena, place, key);
        enum lms_field field = lms_field_find(text_of(key));
        if (field == LMS_FIELDS) {
            return FAIL(error, STATUS_INVALID, "%s: is not known here", at);
        }
        enum status status =
            read_list(reading, at, headings, LMS_HEADINGS_MAX, &columns[field], error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return columns[LMS_ACCOUNT].count + columns[LMS_MBOX].count > 0
               ? STATUS_OK
               : FAIL(error, STATUS_INVALID, "%s: neither 'account' nor 'mbox' is named", place);
}

static enum status read_ignored(struct reading *reading, const char *place, json_t *value,
                                struct error *error)
{
    return read_list(reading, place, value, LMS_HEADINGS_MAX, &reading->mapping->ignored, error);
}

static enum status read_activity_columns(struct reading *reading, const char *place, json_t *value,
                                         struct error *error)
{
    reading->mapping->has_activity_columns = json_is_true(value);
    return json_is_boolean(value) ? STATUS_OK
                                  : FAIL(error, STATUS_INVALID, "%s: is not true or false", place);
}

static enum status read_empty(struct reading *reading, const char *place, json_t *value,
                              struct error *error)
{
    return read_list(reading, place, value, EMPTY_MAX, &reading->mapping->empty, error);
}

static enum status read_statuses(struct reading *reading, const char *place, json_t *value,
                                 struct error *error)
{
    const char *key;
    json_t *verb;
    size_t count = json_object_size(value);
    struct lms_mapping *mapping = reading->mapping;
    if (!json_is_object(value) || count > LMS_STATUSES_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: is no object of at most %d members", place,
                    LMS_STATUSES_MAX);
    }
    mapping->statuses = ARENA_ARRAY(reading->arena, struct lms_status, count);
    json_object_foreach (value, key, verb) {
        size_t which = 0;
        enum status status = read_word(place_of(reading->arena, place, key), verb, lms_verb_names,
                                       COUNT(lms_verb_names), &which, error);
        if (status != STATUS_OK) {
            return status;
        }
        mapping->statuses[mapping->status_count++] =
            (struct lms_status){text_of(key), (enum lms_verb)which};
    }
    return STATUS_OK;
}

static enum status read_dates(struct reading *reading, const char *place, json_t *value,
                              struct error *error)
{
    struct lms_list *dates = &reading->mapping->dates;
    enum status status = read_list(reading, place, value, LMS_DATES_MAX, dates, error);
    for (size_t i = 0; i < dates->count && status == STATUS_OK; i++) {
        if (!lms_date_format_is_valid(dates->items[i])) {
            return FAIL(error, STATUS_INVALID,
                        "%s[%zu]: '%.*s' is no date: write 'iso', 'excel', or %%d %%m %%Y and so "
                        "on, with day, month and year in it",
                        place, i, TEXT_ARGUMENTS(dates->items[i]));
        }
    }
    return status;
}

static enum status read_durations(struct reading *reading, const char *place, json_t *value,
                                  struct error *error)
{
    struct lms_list words = {NULL, 0};
    enum status status = read_list(reading, place, value, DURATIONS_MAX, &words, error);
    for (size_t i = 0; i < words.count && status == STATUS_OK; i++) {
        size_t form = 0;
        status =
            read_word(arena_print(reading->arena, "%s[%zu]", place, i), json_array_get(value, i),
                      duration_names, COUNT(duration_names), &form, error);
        reading->mapping->durations |= 1U << (unsigned)form;
    }
    return status;
}

/* ---- scores ---- */

static enum status read_score_max(struct reading *reading, const char *place, json_t *value,
                                  struct error *error)
{
    return read_integer(place, value, 1, &reading->mapping->score_max, error);
}

static enum status read_score_pass(struct reading *reading, const char *place, json_t *value,
                                   struct error *error)
{
    return read_integer(place, value, 0, &reading->mapping->score_pass, error);
}

static const struct member score_members[] = {
    {"max", true, read_score_max},
    {"pass", false, read_score_pass},
};

static enum status read_score(struct reading *reading, const char *place, json_t *value,
                              struct error *error)
{
    enum status status =
        read_members(reading, place, value, score_members, COUNT(score_members), error);
    if (status == STATUS_OK && reading->mapping->score_pass > reading->mapping->score_max) {
        return FAIL(error, STATUS_INVALID, "%s.pass: lies above 'max'", place);
    }
    return status;
}

/* ---- activities ---- */

static enum status read_activity_id(struct reading *reading, const char *place, json_t *value,
                                    struct error *error)
{
    return read_iri(place, value, &reading->activity->activity.id, error);
}

static enum status read_activity_course(struct reading *reading, const char *place, json_t *value,
                                        struct error *error)
{
    return read_iri(place, value, &reading->activity->activity.course, error);
}

static enum status read_activity_name(struct reading *reading, const char *place, json_t *value,
                                      struct error *error)
{
    return read_text(place, value, ACTIVITY_NAME_MAX, &reading->activity->activity.name, error);
}

static const struct member activity_members[] = {
    {"id", true, read_activity_id},
    {"course", false, read_activity_course},
    {"name", false, read_activity_name},
};

static enum status read_activities(struct reading *reading, const char *place, json_t *value,
                                   struct error *error)
{
    const char *key;
    json_t *activity;
    struct lms_mapping *mapping = reading->mapping;
    size_t count = json_object_size(value);
    if (!json_is_object(value) || count > LMS_ACTIVITIES_MAX) {
        return FAIL(error, STATUS_INVALID, "%s: is no object of at most %d members", place,
                    LMS_ACTIVITIES_MAX);
    }
    mapping->activities = ARENA_ARRAY(reading->arena, struct lms_named_activity, count);
    json_object_foreach (value, key, activity) {
        reading->activity = &mapping->activities[mapping->activity_count++];
        reading->activity->name = text_of(key);
        enum status status = read_members(reading, place_of(reading->arena, place, key), activity,
                                          activity_members, COUNT(activity_members), error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* ---- the whole ---- */

static const struct member members[] = {
    {"$schema", false, NULL},
    {"id", true, read_id},
    {"name", true, read_name},
    {"report", true, read_line},
    {"source", true, read_sources},
    {"home_page", false, read_home_page},
    {"columns", true, read_columns},
    {"ignored", false, read_ignored},
    {"activity_columns", false, read_activity_columns},
    {"empty", false, read_empty},
    {"statuses", false, read_statuses},
    {"dates", false, read_dates},
    {"score", false, read_score},
    {"durations", false, read_durations},
    {"activities", false, read_activities},
};

enum status lms_mapping_read(struct text json, const char *name, struct arena *arena,
                             struct lms_mapping *out, struct error *error)
{
    json_t *root = NULL;
    struct lms_mapping mapping = {.score_pass = -1};
    struct reading reading = {.arena = arena, .mapping = &mapping};
    enum status status = json_read_in(json, name, arena, &root, error);
    if (status != STATUS_OK) {
        return status;
    }
    status = read_members(&reading, "", root, members, COUNT(members), error);
    if (status != STATUS_OK) {
        error_locate(error, "%s", name);
        return status;
    }
    *out = mapping;
    return STATUS_OK;
}

void lms_mapping_names(char *out, size_t size)
{
    size_t length = 0;
    out[0] = '\0';
    for (const struct embedded_file *at = lms_mappings; at->name != NULL && length < size; at++) {
        (void)snprintf(out + length, size - length, "%s%.*s", length == 0 ? "" : ", ",
                       (int)(strlen(at->name) - strlen(".json")), at->name);
        length = strlen(out);
    }
}

enum status lms_mapping_find(const char *id, struct text *out, struct error *error)
{
    char names[LMS_NAMES_SIZE];
    char file[LMS_ID_MAX + 8];
    (void)snprintf(file, sizeof file, "%.*s.json", LMS_ID_MAX, id);
    *out = embedded_file_find(lms_mappings, file);
    if (out->data != NULL) {
        return STATUS_OK;
    }
    lms_mapping_names(names, sizeof names);
    return FAIL(error, STATUS_INVALID, "no mapping is called '%.60s'; there are %s", id, names);
}
