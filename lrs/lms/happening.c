/* SPDX-License-Identifier: Apache-2.0 */

/* Rows -> statements of the profile. An id must never depend on what a later report may tell
 * otherwise about the same thing, such as when somebody was last seen. */
#include "lms/happening.h"

#include "base/json.h"
#include "base/timestamp.h"
#include "profiles/vocabulary.h"
#include "xapi/agent.h"

#include <inttypes.h>
#include <string.h>

/* The name space of ids: part of each of them, hence never changed. */
static const char SPACE[] = "https://w3id.org/xapi/ibest/imported";

static const char *const verb_iris[LMS_VERBS] = {
    [LMS_REGISTERED] = VERB_REGISTERED, [LMS_INITIALIZED] = VERB_INITIALIZED,
    [LMS_COMPLETED] = VERB_COMPLETED,   [LMS_PASSED] = VERB_PASSED,
    [LMS_FAILED] = VERB_FAILED,
};

/* ---- what has happened ---- */

static bool has(const struct lms_row *row, enum lms_field date)
{
    return row->has_date[date - LMS_REGISTERED_AT];
}

/* When it happened, by its own date, or else about when it was seen to have. */
static void date(const struct lms_row *row, enum lms_field own, int64_t as_of_us,
                 struct lms_happening *out)
{
    enum lms_field last = LMS_LAST_AT;
    bool is_seen = own != LMS_REGISTERED_AT && has(row, last);
    out->is_dated = has(row, own);
    out->us = out->is_dated ? row->dates[own - LMS_REGISTERED_AT].us
              : is_seen     ? row->dates[last - LMS_REGISTERED_AT].us
                            : as_of_us;
}

size_t lms_happenings(const struct lms_row *row, const struct lms_told *told, int64_t as_of_us,
                      struct lms_happening out[LMS_HAPPENINGS_MAX])
{
    size_t count = 0;
    const struct lms_happening base = {.activity = told->activity, .told = told};
    if (has(row, LMS_REGISTERED_AT) || told->verb == LMS_REGISTERED) {
        out[count] = base;
        out[count].verb = LMS_REGISTERED;
        out[count].in_course = true;
        date(row, LMS_REGISTERED_AT, as_of_us, &out[count++]);
    }
    if (has(row, LMS_STARTED_AT) || told->verb == LMS_INITIALIZED) {
        out[count] = base;
        out[count].verb = LMS_INITIALIZED;
        date(row, LMS_STARTED_AT, as_of_us, &out[count++]);
    }
    if (told->verb >= LMS_COMPLETED) {
        out[count] = base;
        out[count].verb = told->verb;
        date(row, LMS_COMPLETED_AT, as_of_us, &out[count++]);
    }
    return count;
}

/* ---- ids ---- */

struct text lms_learner(const struct lms_telling *telling, const struct lms_row *row,
                        struct arena *arena)
{
    if (row->account.length > 0) {
        return agent_key_of_account(telling->home_page, arena_copy(arena, row->account), arena);
    }
    return agent_key_of_mbox(arena_print(arena, "mailto:%.*s", TEXT_ARGUMENTS(row->mbox)), arena);
}

static struct text course_of(const struct lms_activity *activity)
{
    return activity->course.length > 0 ? activity->course : activity->id;
}

static struct text subject_of(const struct lms_happening *happening)
{
    return happening->in_course ? course_of(happening->activity) : happening->activity->id;
}

/* Of several times that a learner did the same, which one it is. */
static const char *occasion(const struct lms_row *row, const struct lms_happening *happening,
                            struct arena *arena)
{
    if (row->attempt > 0 && happening->verb != LMS_REGISTERED) {
        return arena_print(arena, "attempt %" PRId64, row->attempt);
    }
    char timestamp[TIMESTAMP_SIZE] = "";
    if (happening->is_dated) {
        timestamp_format(happening->us, timestamp);
    }
    return arena_copy_string(arena, timestamp);
}

static void add_id(struct buffer *out, const char *name)
{
    char id[UUID_TEXT_SIZE];
    const struct uuid uuid = uuid_of_name(SPACE, text_of(name));
    uuid_format(&uuid, id);
    buffer_print(out, "\"%s\"", id);
}

/* ---- parts of a statement ---- */

static void add_actor(const struct lms_telling *telling, const struct lms_row *row,
                      struct arena *arena, struct buffer *out)
{
    buffer_add_string(out, "\"actor\":{\"objectType\":\"Agent\",");
    if (row->account.length > 0) {
        buffer_add_string(out, "\"account\":{\"homePage\":");
        json_add_string(out, text_of(telling->home_page));
        buffer_add_string(out, ",\"name\":");
        json_add_string(out, row->account);
        buffer_add_string(out, "}}");
        return;
    }
    buffer_add_string(out, "\"mbox\":");
    json_add_string(out, text_of(arena_print(arena, "mailto:%.*s", TEXT_ARGUMENTS(row->mbox))));
    buffer_add_character(out, '}');
}

static void add_activity(struct text id, const char *type, struct text name, struct buffer *out)
{
    buffer_add_string(out, "{\"id\":");
    json_add_string(out, id);
    buffer_print(out, ",\"definition\":{\"type\":\"%s\"", type);
    if (name.length > 0) {
        buffer_add_string(out, ",\"name\":{\"en-GB\":");
        json_add_string(out, name);
        buffer_add_character(out, '}');
    }
    buffer_add_string(out, "}}");
}

static void add_score(const struct lms_score *score, struct buffer *out)
{
    buffer_print(out, ",\"score\":{\"scaled\":%.6g,\"raw\":%.10g,\"min\":0,\"max\":%.10g}",
                 lms_score_scaled(score), score->raw, score->max);
}

/* By the profile's templates: a completion has no score, a start has no result. */
static void add_result(const struct lms_row *row, const struct lms_happening *happening,
                       struct buffer *out)
{
    if (happening->verb < LMS_COMPLETED) {
        return;
    }
    buffer_add_string(out, happening->verb == LMS_COMPLETED ? ",\"result\":{\"completion\":true"
                           : happening->verb == LMS_PASSED  ? ",\"result\":{\"success\":true"
                                                            : ",\"result\":{\"success\":false");
    if (happening->verb != LMS_COMPLETED && happening->told->has_score) {
        add_score(&happening->told->score, out);
    }
    if (row->has_duration) {
        buffer_print(out, ",\"duration\":\"PT%" PRId64 "S\"", row->duration_s);
    }
    buffer_add_character(out, '}');
}

static void add_extensions(const struct lms_telling *telling, const struct lms_row *row,
                           struct buffer *out)
{
    struct text organisation =
        row->organisation.length > 0 ? row->organisation : telling->organisation;
    buffer_print(out, "\"extensions\":{\"%s\":\"%.*s\"", EXTENSION_IMPORTED_FROM,
                 TEXT_ARGUMENTS(telling->mapping->id));
    if (organisation.length > 0) {
        buffer_print(out, ",\"%s\":\"%.*s\"", EXTENSION_ORGANISATION, TEXT_ARGUMENTS(organisation));
    }
    buffer_add_character(out, '}');
}

/* One registration for a learner and course, as the profile has it. */
static void add_context(const struct lms_telling *telling, const struct lms_row *row,
                        const struct lms_happening *happening, struct arena *arena,
                        struct buffer *out)
{
    struct text course = course_of(happening->activity);
    buffer_add_string(out, ",\"context\":{\"registration\":");
    add_id(out,
           arena_print(arena, "%.*s\nregistration\n%.*s",
                       TEXT_ARGUMENTS(lms_learner(telling, row, arena)), TEXT_ARGUMENTS(course)));
    buffer_add_string(out, ",\"platform\":");
    json_add_string(out, telling->mapping->name);
    buffer_add_string(out, ",\"contextActivities\":{");
    if (happening->activity->course.length > 0 && !happening->in_course) {
        buffer_add_string(out, "\"parent\":[");
        add_activity(course, ACTIVITY_TYPE_COURSE, text_of(""), out);
        buffer_add_string(out, "],");
    }
    buffer_print(out, "\"category\":[{\"id\":\"%s\"}]},", PROFILE_VERSION);
    add_extensions(telling, row, out);
    buffer_add_character(out, '}');
}

void lms_statement_write(const struct lms_telling *telling, const struct lms_row *row,
                         const struct lms_happening *happening, struct arena *arena,
                         struct buffer *out)
{
    char timestamp[TIMESTAMP_SIZE];
    const char *verb = lms_verb_names[happening->verb];
    struct text subject = subject_of(happening);
    bool is_course = happening->in_course || happening->activity->course.length == 0;
    buffer_add_string(out, "{\"id\":");
    add_id(out, arena_print(arena, "%.*s\n%s\n%.*s\n%s",
                            TEXT_ARGUMENTS(lms_learner(telling, row, arena)), verb,
                            TEXT_ARGUMENTS(subject), occasion(row, happening, arena)));
    buffer_add_character(out, ',');
    add_actor(telling, row, arena, out);
    buffer_print(out, ",\"verb\":{\"id\":\"%s\",\"display\":{\"en\":\"%s\"}},\"object\":",
                 verb_iris[happening->verb], verb);
    bool is_own = text_equals(subject, happening->activity->id);
    add_activity(subject, is_course ? ACTIVITY_TYPE_COURSE : ACTIVITY_TYPE_MODULE,
                 is_own ? happening->activity->name : text_of(""), out);
    add_result(row, happening, out);
    add_context(telling, row, happening, arena, out);
    timestamp_format(happening->us, timestamp);
    buffer_print(out, ",\"timestamp\":\"%s\"}", timestamp);
}
