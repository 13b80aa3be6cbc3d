/* SPDX-License-Identifier: Apache-2.0 */

/* 7.0: the four shapes of concepts, and what is asked of each beside its members' kinds. */
#include "profile/activity_definition.h"
#include "profile/parts.h"

#include <string.h>

#define ACTIVITY_CONTEXT "https://w3id.org/xapi/profiles/activity-context"

/* What is looked at and not kept in the model. */
struct concept_draft {
    struct profile_part part;
    const char *type;
    struct profile_concept concept;
};

#define AT(member) offsetof(struct concept_draft, member)
#define CONCEPT_MEMBERS                                                              \
    PART_MEMBERS(concept_draft, REQUIRED), {"type", VALUE_TEXT, REQUIRED, AT(type)}, \
    {                                                                                \
        "inScheme", VALUE_IRI, REQUIRED, AT(part.in_scheme)                          \
    }
#define SCHEMA_MEMBERS                                                 \
    {"context", VALUE_IRI, OPTIONAL, AT(concept.context)},             \
        {"schema", VALUE_IRI, OPTIONAL, AT(concept.schema_address)},   \
    {                                                                  \
        "inlineSchema", VALUE_ANY, OPTIONAL, AT(concept.inline_schema) \
    }

static const struct member TERM[] = {
    CONCEPT_MEMBERS,
    {"broader", VALUE_IRIS, OPTIONAL, AT(concept.broader)},
    {"broadMatch", VALUE_IRIS, OPTIONAL, AT(concept.broad_match)},
    {"narrower", VALUE_IRIS, OPTIONAL, AT(concept.narrower)},
    {"narrowMatch", VALUE_IRIS, OPTIONAL, AT(concept.narrow_match)},
    {"related", VALUE_IRIS, OPTIONAL, AT(concept.related)},
    {"relatedMatch", VALUE_IRIS, OPTIONAL, AT(concept.related_match)},
    {"exactMatch", VALUE_IRIS, OPTIONAL, AT(concept.exact_match)},
    MEMBERS_END};

static const struct member EXTENSION[] = {
    CONCEPT_MEMBERS,
    {"recommendedActivityTypes", VALUE_IRIS, OPTIONAL, AT(concept.recommended_activity_types)},
    {"recommendedVerbs", VALUE_IRIS, OPTIONAL, AT(concept.recommended_verbs)},
    SCHEMA_MEMBERS,
    MEMBERS_END};

static const struct member DOCUMENT[] = {
    CONCEPT_MEMBERS,
    {"contentType", VALUE_TEXT, REQUIRED, AT(concept.content_type)},
    SCHEMA_MEMBERS,
    MEMBERS_END};

static const struct member ACTIVITY[] = {
    {"id", VALUE_IRI, REQUIRED, AT(part.id)},
    {"type", VALUE_TEXT, REQUIRED, AT(type)},
    {"inScheme", VALUE_IRI, REQUIRED, AT(part.in_scheme)},
    {"deprecated", VALUE_BOOLEAN, OPTIONAL, AT(part.is_deprecated)},
    {"activityDefinition", VALUE_OBJECT, REQUIRED, AT(concept.activity)},
    MEMBERS_END};

static const char *const KIND_NAMES[CONCEPT_KINDS + 1] = {
    [CONCEPT_VERB] = "Verb",
    [CONCEPT_ACTIVITY_TYPE] = "ActivityType",
    [CONCEPT_ATTACHMENT_USAGE_TYPE] = "AttachmentUsageType",
    [CONCEPT_CONTEXT_EXTENSION] = "ContextExtension",
    [CONCEPT_RESULT_EXTENSION] = "ResultExtension",
    [CONCEPT_ACTIVITY_EXTENSION] = "ActivityExtension",
    [CONCEPT_STATE_RESOURCE] = "StateResource",
    [CONCEPT_AGENT_PROFILE_RESOURCE] = "AgentProfileResource",
    [CONCEPT_ACTIVITY_PROFILE_RESOURCE] = "ActivityProfileResource",
    [CONCEPT_ACTIVITY] = "Activity",
};

/* A concept whose type is not known is read as a term, so that more than its type is told. */
static const struct member *const SHAPES[CONCEPT_KINDS + 1] = {
    TERM,     TERM,     TERM,     EXTENSION, EXTENSION, EXTENSION,
    DOCUMENT, DOCUMENT, DOCUMENT, ACTIVITY,  TERM};

const char *concept_kind_name(enum concept_kind kind)
{
    return KIND_NAMES[kind];
}

static bool is_token(struct text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.data[i] <= ' ' || text.data[i] > '~' ||
            strchr("()<>@,;:\\\"/[]?=", text.data[i]) != NULL) {
            return false;
        }
    }
    return text.length > 0;
}

/* RFC 2046: type and subtype, and parameters, which are the business of who sends the document. */
static bool is_media_type(const char *type)
{
    struct text rest = text_of(type);
    struct text major;
    struct text minor;
    return text_split(&rest, '/', &major) && is_token(major) && text_split(&rest, ';', &minor) &&
           is_token(text_trim(minor));
}

static void check_extension(const struct profile_reader *reader,
                            const struct profile_concept *concept, const struct json_place *place)
{
    bool is_activity = concept->kind == CONCEPT_ACTIVITY_EXTENSION;
    if (is_activity && concept->recommended_verbs.items != NULL) {
        tell(reader, FAULT_MEMBER_MISPLACED, place, "recommendedVerbs",
             "an ActivityExtension has no 'recommendedVerbs'");
    }
    if (!is_activity && concept->recommended_activity_types.items != NULL) {
        tell(reader, FAULT_MEMBER_MISPLACED, place, "recommendedActivityTypes",
             "a %s has no 'recommendedActivityTypes'", KIND_NAMES[concept->kind]);
    }
}

static void check_definition(const struct profile_reader *reader,
                             const struct profile_concept *concept, const struct json_place *place)
{
    struct error error = {.message = ""};
    if (activity_definition_check(concept->part.id, concept->activity, &error) != STATUS_OK) {
        tell(reader, FAULT_ACTIVITY, place, "activityDefinition", "%s",
             shown(reader, error.message));
    }
}

static void check_concept(const struct profile_reader *reader, struct profile_concept *concept,
                          const struct json_place *place)
{
    check_extension(reader, concept, place);
    if (concept->schema_address != NULL && concept->inline_schema != NULL) {
        tell(reader, FAULT_MEMBERS_EXCLUSIVE, place, NULL, "'schema' excludes 'inlineSchema'");
    }
    if (concept->inline_schema != NULL) {
        inline_schema_read(reader, concept, place);
    }
    if (concept->content_type != NULL && !is_media_type(concept->content_type)) {
        tell(reader, FAULT_MEDIA_TYPE, place, "contentType", "'%s' is no media type",
             shown(reader, concept->content_type));
    }
    if (concept->related.count > 0 && !concept->part.is_deprecated) {
        tell(reader, FAULT_RELATED_CURRENT, place, "related", "the concept is not deprecated");
    }
    if (concept->activity != NULL) {
        const struct json_place below = json_place_member(place, "activityDefinition");
        const json_t *context = json_object_get(concept->activity, "@context");
        if (context == NULL) {
            tell(reader, FAULT_MEMBER_MISSING, &below, NULL, "'@context' is missing");
        }
        context_expect(reader, context, ACTIVITY_CONTEXT, &below);
        check_definition(reader, concept, place);
    }
}

static void read_concept(const struct profile_reader *reader, const json_t *object,
                         const struct json_place *place, struct profile *out)
{
    struct concept_draft draft = {.type = NULL};
    const char *type = json_string_value(json_object_get(object, "type"));
    size_t kind = word_read(reader, type, KIND_NAMES, place, "type");
    members_read(reader, object, place, SHAPES[kind], &draft);
    if (kind == CONCEPT_KINDS || draft.part.id == NULL) {
        return;
    }
    struct profile_concept *concept = &out->concepts[out->concept_count++];
    *concept = draft.concept;
    concept->part = draft.part;
    concept->part.index = place->index;
    concept->kind = (enum concept_kind)kind;
    check_concept(reader, concept, place);
}

void concepts_read(const struct profile_reader *reader, const json_t *array, struct profile *out)
{
    const struct json_place place = json_place_member(NULL, "concepts");
    out->concepts = ARENA_ARRAY(reader->arena, struct profile_concept, json_array_size(array) + 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const struct json_place below = json_place_element(&place, i);
        const json_t *object = object_expect(reader, json_array_get(array, i), &below);
        if (object != NULL) {
            read_concept(reader, object, &below, out);
        }
    }
}
