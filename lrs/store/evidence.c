/* SPDX-License-Identifier: Apache-2.0 */

/* From a statement to what it tells: THE table of verbs, and where courses and modules stand. */
#include "store/evidence.h"

#include "profiles/vocabulary.h"
#include "store/said.h"
#include "xapi/agent.h"

#include <string.h>

/* What a verb says about its object. Whatever it says, learning has been seen in the course and
 * module that the statement names. */
struct verb_row {
    const char *verb;
    bool about_object; /* else only about the course and module around it */
    enum moment_kind moment;
};

static const struct verb_row verb_rows[] = {
    {VERB_REGISTERED, true, MOMENT_ENROLLED},  {VERB_INITIALIZED, true, MOMENT_STARTED},
    {VERB_PROGRESSED, true, MOMENT_STARTED},   {VERB_TERMINATED, true, MOMENT_STARTED},
    {VERB_COMPLETED, true, MOMENT_COMPLETED},  {VERB_PASSED, true, MOMENT_PASSED},
    {VERB_FAILED, true, MOMENT_FAILED},        {VERB_SATISFIED, true, MOMENT_SATISFIED},
    {VERB_EXPERIENCED, false, MOMENT_STARTED}, {VERB_ANSWERED, false, MOMENT_STARTED},
    {VERB_PLAYED, false, MOMENT_STARTED},      {VERB_PAUSED, false, MOMENT_STARTED},
    {VERB_SEEKED, false, MOMENT_STARTED},      {VERB_DOWNLOADED, false, MOMENT_STARTED},
    {VERB_SCORED, true, MOMENT_STARTED},
};

/* Types of what a module is gone through by, page by page. */
static const char *const page_types[] = {
    ACTIVITY_TYPE_PAGE,
    ACTIVITY_TYPE_ASSESSMENT,
    ACTIVITY_TYPE_SCENARIO,
};

const int64_t follow_up_months[FOLLOW_UPS] = {4, 12};

bool evidence_precedes(const struct evidence *left, const struct evidence *right)
{
    if (left->timestamp_us != right->timestamp_us) {
        return left->timestamp_us < right->timestamp_us;
    }
    return memcmp(left->id.bytes, right->id.bytes, sizeof left->id.bytes) < 0;
}

static const struct verb_row *find_verb(const json_t *statement)
{
    struct text verb = said_text(json_object_get(statement, "verb"), "id");
    for (size_t i = 0; i < sizeof verb_rows / sizeof verb_rows[0]; i++) {
        if (text_is(verb, verb_rows[i].verb)) {
            return &verb_rows[i];
        }
    }
    return NULL;
}

static struct activity_finding *find_or_add(struct reading *reading, struct text activity)
{
    for (size_t i = 0; i < reading->finding_count; i++) {
        if (text_equals(reading->findings[i].activity, activity)) {
            return &reading->findings[i];
        }
    }
    if (reading->finding_count == FINDINGS_MAX) {
        return NULL;
    }
    struct activity_finding *finding = &reading->findings[reading->finding_count++];
    finding->activity = activity;
    finding->sets[MOMENT_LAST] = true;
    return finding;
}

static struct placement *find_place(struct reading *reading, struct text activity)
{
    for (size_t i = 0; i < reading->place_count; i++) {
        if (text_equals(reading->places[i].activity, activity)) {
            return &reading->places[i];
        }
    }
    return NULL;
}

/* `id` is the activity's own, or the publisher's for it. */
static void add_place(struct reading *reading, const json_t *activity, struct text id,
                      struct text course, struct arena *arena)
{
    const char *kind = said_place(activity);
    if (kind == NULL || id.data == NULL) {
        return;
    }
    struct activity_name name = name_read(activity, arena);
    struct placement *place = find_place(reading, id);
    if (place == NULL && reading->place_count < FINDINGS_MAX) {
        reading->places[reading->place_count++] =
            (struct placement){.activity = id,
                               .course = strcmp(kind, "course") == 0 ? id : course,
                               .kind = kind,
                               .name = name};
    }
    if (place != NULL && name.language > place->name.language) {
        place->name = name;
    }
}

/* An activity named around the object: learning was seen in it, if it is a course or a module. */
static void read_surrounding(struct reading *reading, const json_t *activity, struct text course,
                             const struct verb_row *verb, struct arena *arena)
{
    const char *kind = said_kind(activity);
    struct text id = said_text(activity, "id");
    add_place(reading, activity, id, course, arena);
    if (kind == NULL || id.data == NULL || strcmp(kind, "assessment") == 0) {
        return;
    }
    struct activity_finding *finding = find_or_add(reading, id);
    if (finding != NULL) {
        finding->sets[verb->moment == MOMENT_ENROLLED ? MOMENT_ENROLLED : MOMENT_STARTED] = true;
    }
}

static void read_result(struct activity_finding *finding, const json_t *statement)
{
    const json_t *result = json_object_get(statement, "result");
    const json_t *scaled = json_object_get(json_object_get(result, "score"), "scaled");
    finding->has_score = json_is_number(scaled);
    finding->score = json_number_value(scaled);
    const json_t *progress =
        json_object_get(json_object_get(result, "extensions"), EXTENSION_CMI5_PROGRESS);
    int64_t percent = json_is_number(progress) ? (int64_t)json_number_value(progress) : -1;
    finding->has_progress = percent >= 0 && percent <= 100;
    finding->progress = finding->has_progress ? percent : 0;
}

static bool has_category(const json_t *statement, const char *id)
{
    size_t index;
    json_t *category;
    json_array_foreach (said_around(statement, "category"), index, category) {
        if (text_is(said_text(category, "id"), id)) {
            return true;
        }
    }
    return false;
}

/* A statement that cmi5 defines is about an AU, a block or a course; and so is one that it allows,
 * if it tells progress: that is the AU's (cmi5 9.5.5.1). */
static bool is_about_unit(const json_t *statement, const struct verb_row *verb)
{
    const json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    return has_category(statement, CATEGORY_CMI5) ||
           (strcmp(verb->verb, VERB_PROGRESSED) == 0 &&
            json_object_get(extensions, EXTENSION_CMI5_SESSIONID) != NULL);
}

/* The type that any parent or grouping named `id` has; LMSs name the publisher's id without. */
static const json_t *find_typed(const json_t *statement, struct text id)
{
    for (size_t i = 0; i < SAID_RELATIONS; i++) {
        size_t index;
        json_t *activity;
        json_array_foreach (said_around(statement, said_relations[i]), index, activity) {
            if (text_equals(said_text(activity, "id"), id) && said_type(activity).data != NULL) {
                return activity;
            }
        }
    }
    return NULL;
}

/* Whether the publisher may have given `id` to the object: nothing says that it is something else.
 * An AU may be of any type, but a course only if the object is said to be one. */
static bool may_be_object(const json_t *statement, const struct verb_row *verb, struct text id)
{
    const json_t *typed = find_typed(statement, id);
    if (typed == NULL) {
        return true;
    }
    const char *kind = said_kind(typed);
    const char *wanted = verb->moment == MOMENT_SATISFIED
                             ? "course"
                             : said_kind(json_object_get(statement, "object"));
    if (wanted != NULL) {
        return kind != NULL && strcmp(kind, wanted) == 0;
    }
    return (kind == NULL || strcmp(kind, "course") != 0) &&
           !text_is(said_type(typed), ACTIVITY_TYPE_CMI5_BLOCK);
}

/* The publisher's id for the object, which a cmi5 LMS gives an id of its own and names the
 * publisher's in grouping (cmi5 8.1.5, 9.4, 9.6.2.3). Data is NULL unless exactly one there can be
 * it: from the statement alone, so that it does not matter what arrived before. */
static struct text find_publisher(const json_t *statement, const struct verb_row *verb)
{
    struct text none = {0};
    struct text found = none;
    const json_t *grouping = said_around(statement, "grouping");
    struct text own = said_text(json_object_get(statement, "object"), "id");
    if (!is_about_unit(statement, verb) || json_array_size(grouping) > FINDINGS_MAX) {
        return none;
    }
    size_t index;
    json_t *activity;
    json_array_foreach (grouping, index, activity) {
        struct text id = said_text(activity, "id");
        if (text_equals(id, own)) {
            return none; /* the object has the publisher's id itself */
        }
        bool is_new = found.data == NULL || !text_equals(id, found);
        if (is_new && may_be_object(statement, verb, id)) {
            if (found.data != NULL) {
                return none;
            }
            found = id;
        }
    }
    return found;
}

/* Objects without a type count by their verb: an LMS need not send definitions. */
static void read_object(struct reading *reading, const json_t *statement,
                        const struct verb_row *verb, struct text course, struct arena *arena)
{
    const json_t *object = json_object_get(statement, "object");
    if (!said_is_activity(object)) {
        return;
    }
    struct text publisher = find_publisher(statement, verb);
    struct text object_id = publisher.data != NULL ? publisher : said_text(object, "id");
    add_place(reading, object, object_id, course, arena);
    if (reading->course.data == NULL && said_is_kind(object, "course")) {
        reading->course = object_id;
    }
    if (!verb->about_object || (said_type(object).data != NULL && said_kind(object) == NULL)) {
        return;
    }
    struct activity_finding *finding = find_or_add(reading, object_id);
    finding->sets[verb->moment] = true;
    finding->sets[MOMENT_STARTED] = verb->moment != MOMENT_ENROLLED;
    struct text id = said_text(json_object_get(statement, "verb"), "id");
    finding->is_attempt = text_is(id, VERB_INITIALIZED);
    finding->is_assessment = said_is_kind(object, "assessment");
    read_result(finding, statement);
}

static bool is_page(const json_t *object)
{
    struct text type = said_type(object);
    for (size_t i = 0; i < sizeof page_types / sizeof page_types[0]; i++) {
        if (text_is(type, page_types[i])) {
            return said_is_activity(object);
        }
    }
    return false;
}

/* A page is part of the module that is its parent. */
static void read_page(struct reading *reading, const json_t *statement)
{
    const json_t *object = json_object_get(statement, "object");
    if (!is_page(object)) {
        return;
    }
    size_t index;
    json_t *parent;
    json_array_foreach (said_around(statement, "parent"), index, parent) {
        if (said_is_kind(parent, "module")) {
            reading->page = said_text(object, "id");
            reading->page_module = said_text(parent, "id");
            return;
        }
    }
}

static enum asked read_asked(const json_t *statement)
{
    const json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    struct text moment = said_text(extensions, EXTENSION_MOMENT);
    if (text_is(moment, "before")) {
        return ASKED_BEFORE;
    }
    return text_is(moment, "after") ? ASKED_AFTER : ASKED_ONCE;
}

static void read_learning(struct reading *reading, const json_t *statement,
                          const struct verb_row *verb, struct arena *arena)
{
    struct text course = said_unit(statement, "course");
    reading->course = course;
    reading->asked = read_asked(statement);
    read_page(reading, statement);
    if (strcmp(verb->verb, VERB_ANSWERED) == 0) {
        reading->answer = answer_read(statement, arena);
    }
    read_object(reading, statement, verb, course, arena);
    for (size_t i = 0; i < SAID_RELATIONS; i++) {
        size_t index;
        json_t *activity;
        json_array_foreach (said_around(statement, said_relations[i]), index, activity) {
            read_surrounding(reading, activity, course, verb, arena);
        }
    }
}

static void read_site_report(struct reading *reading, const json_t *statement)
{
    const json_t *account = json_object_get(json_object_get(statement, "actor"), "account");
    const json_t *extensions = json_object_get(json_object_get(statement, "result"), "extensions");
    const json_t *patients = json_object_get(extensions, EXTENSION_PATIENTS);
    struct text site = said_text(account, "name");
    int64_t count = json_is_integer(patients) ? json_integer_value(patients) : -1;
    if (!text_is(said_text(account, "homePage"), ACCOUNT_ODS_ORGANIZATION_CODE) ||
        site.data == NULL || site.length > SITE_LENGTH_MAX || count < 0 || count > PATIENTS_MAX) {
        return;
    }
    reading->is_site_report = true;
    reading->site = site;
    reading->site_course = said_unit(statement, "course");
    reading->patients = count;
}

/* No learning: it neither starts the course nor makes a day in it active. */
static void read_follow_up(struct reading *reading, const json_t *statement)
{
    const json_t *context = json_object_get(json_object_get(statement, "context"), "extensions");
    const json_t *result = json_object_get(json_object_get(statement, "result"), "extensions");
    const json_t *months = json_object_get(context, EXTENSION_FOLLOW_UP);
    const json_t *implementing = json_object_get(result, EXTENSION_IMPLEMENTING);
    for (size_t i = 0; i < FOLLOW_UPS && json_is_integer(months); i++) {
        if (json_integer_value(months) == follow_up_months[i]) {
            reading->follow_up.course = said_unit(statement, "course");
            reading->follow_up.months = follow_up_months[i];
        }
    }
    reading->follow_up.implementing = json_is_true(implementing)    ? IMPLEMENTING_YES
                                      : json_is_false(implementing) ? IMPLEMENTING_NO
                                                                    : IMPLEMENTING_UNTOLD;
}

static void read_names(struct reading *reading, const json_t *statement, struct arena *arena)
{
    struct named_agent named[NAMED_AGENTS_MAX];
    reading->name_count = people_named(statement, arena, named);
    struct named_agent *names = ARENA_ARRAY(arena, struct named_agent, reading->name_count);
    if (reading->name_count > 0) {
        memcpy(names, named, reading->name_count * sizeof *names);
    }
    reading->names = names;
}

void evidence_read(const json_t *statement, struct arena *arena, struct reading *out)
{
    const json_t *extensions = json_object_get(json_object_get(statement, "context"), "extensions");
    *out = (struct reading){.organisation = said_text(extensions, EXTENSION_ORGANISATION)};
    const struct verb_row *verb = find_verb(statement);
    read_names(out, statement, arena);
    quality_read(statement, arena, &out->quality);
    if (verb != NULL) {
        read_learning(out, statement, verb, arena);
    }
    if (text_is(said_type(json_object_get(statement, "object")), ACTIVITY_TYPE_SITE_EVALUATION)) {
        read_site_report(out, statement);
    }
    if (text_is(said_text(json_object_get(statement, "verb"), "id"), VERB_RESPONDED)) {
        read_follow_up(out, statement);
    }
    bool has_learning = out->finding_count > 0 || out->answer.question.data != NULL;
    if (has_learning || out->is_site_report || out->organisation.data != NULL ||
        out->follow_up.course.data != NULL) {
        out->actor = agent_key(json_object_get(statement, "actor"), arena);
    }
}
