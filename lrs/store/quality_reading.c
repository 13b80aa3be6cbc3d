/* SPDX-License-Identifier: Apache-2.0 */

/* THE lists of known verbs and types. Of ADL's vocabulary each is known, whether reports count it
 * or not: a verb that is sent as intended is no fault of its sender. */
#include "store/quality_reading.h"

#include "profiles/vocabulary.h"
#include "store/names.h"
#include "store/said.h"

#define ADL "http://adlnet.gov/expapi/"
#define ADL_PROFILE "https://w3id.org/xapi/adl/verbs/"

const char *const quality_known_verbs[] = {
    VERB_ANSWERED,
    VERB_COMPLETED,
    VERB_DOWNLOADED,
    VERB_EXPERIENCED,
    VERB_FAILED,
    VERB_INITIALIZED,
    VERB_INTERACTED,
    VERB_PASSED,
    VERB_PAUSED,
    VERB_PLAYED,
    VERB_PROGRESSED,
    VERB_REGISTERED,
    VERB_REPORTED,
    VERB_RESPONDED,
    VERB_SATISFIED,
    VERB_SCORED,
    VERB_SEEKED,
    VERB_TERMINATED,
    ADL "verbs/asked",
    ADL "verbs/attempted",
    ADL "verbs/attended",
    ADL "verbs/commented",
    ADL "verbs/exited",
    ADL "verbs/imported",
    ADL "verbs/launched",
    ADL "verbs/mastered",
    ADL "verbs/preferred",
    ADL "verbs/resumed",
    ADL "verbs/shared",
    ADL "verbs/suspended",
    ADL "verbs/voided",
    ADL_PROFILE "abandoned",
    ADL_PROFILE "logged-in",
    ADL_PROFILE "logged-out",
    ADL_PROFILE "waived",
    NULL,
};

const char *const quality_known_types[] = {
    ACTIVITY_TYPE_ASSESSMENT,
    ACTIVITY_TYPE_CMI5_BLOCK,
    ACTIVITY_TYPE_CMI5_COURSE,
    ACTIVITY_TYPE_CMI_INTERACTION,
    ACTIVITY_TYPE_COURSE,
    ACTIVITY_TYPE_FILE,
    ACTIVITY_TYPE_MODULE,
    ACTIVITY_TYPE_PAGE,
    ACTIVITY_TYPE_SCENARIO,
    ACTIVITY_TYPE_SITE_EVALUATION,
    ACTIVITY_TYPE_SURVEY,
    ACTIVITY_TYPE_VIDEO,
    ADL "activities/attempt",
    ADL "activities/file",
    ADL "activities/interaction",
    ADL "activities/lesson",
    ADL "activities/link",
    ADL "activities/media",
    ADL "activities/meeting",
    ADL "activities/objective",
    ADL "activities/performance",
    ADL "activities/profile",
    ADL "activities/question",
    ADL "activities/simulation",
    NULL,
};

static bool is_known(const char *const *known, struct text iri)
{
    while (*known != NULL && !text_is(iri, *known)) {
        known++;
    }
    return *known != NULL;
}

static void read_object(const json_t *statement, struct arena *arena, struct quality *out)
{
    const json_t *object = json_object_get(statement, "object");
    if (!said_is_activity(object)) {
        return;
    }
    struct text type = said_type(object);
    if (type.data == NULL) {
        out->odd_type = text_of("");
    } else if (!is_known(quality_known_types, type)) {
        out->odd_type = name_shorten(type, arena);
    }
    out->lacks_course =
        !said_is_kind(object, "course") && said_unit(statement, "course").data == NULL;
}

void quality_read(const json_t *statement, struct arena *arena, struct quality *out)
{
    const json_t *context = json_object_get(statement, "context");
    struct text verb = said_text(json_object_get(statement, "verb"), "id");
    *out = (struct quality){.platform = name_shorten(said_text(context, "platform"), arena)};
    out->is_imported =
        json_object_get(json_object_get(context, "extensions"), EXTENSION_IMPORTED_FROM) != NULL;
    if (!is_known(quality_known_verbs, verb)) {
        out->odd_verb = name_shorten(verb, arena);
    }
    read_object(statement, arena, out);
}
