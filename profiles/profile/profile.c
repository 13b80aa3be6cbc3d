/* SPDX-License-Identifier: Apache-2.0 */

/* 6.0: the profile itself, its versions and author; then its parts, in the order in which they need
 * each other. */
#include "profile/profile.h"

#include "base/timestamp.h"
#include "profile/parts.h"

#include <string.h>

#define CONTEXT "https://w3id.org/xapi/profiles/context"

struct profile_draft {
    const json_t *context;
    const char *type;
    const char *see_also;
    const json_t *versions;
    const json_t *author;
    const json_t *concepts;
    const json_t *templates;
    const json_t *patterns;
    struct profile profile;
};

#define AT(member) offsetof(struct profile_draft, member)
static const struct member PROFILE[] = {
    {"@context", VALUE_ANY, REQUIRED, AT(context)},
    {"id", VALUE_IRI, REQUIRED, AT(profile.id)},
    {"type", VALUE_TEXT, REQUIRED, AT(type)},
    {"conformsTo", VALUE_IRI, REQUIRED, AT(profile.conforms_to)},
    {"xAPIVersion", VALUE_TEXT, DRAFT, AT(profile.xapi_version)},
    {"prefLabel", VALUE_MAP, REQUIRED, AT(profile.labels)},
    {"definition", VALUE_MAP, REQUIRED, AT(profile.definitions)},
    {"seeAlso", VALUE_IRI, OPTIONAL, AT(see_also)},
    {"versions", VALUE_ARRAY, REQUIRED, AT(versions)},
    {"author", VALUE_OBJECT, REQUIRED, AT(author)},
    {"concepts", VALUE_PARTS, OPTIONAL, AT(concepts)},
    {"templates", VALUE_PARTS, OPTIONAL, AT(templates)},
    {"patterns", VALUE_PARTS, OPTIONAL, AT(patterns)},
    MEMBERS_END};
#undef AT

static const struct member VERSION[] = {
    {"id", VALUE_IRI, REQUIRED, offsetof(struct profile_version, id)},
    {"wasRevisionOf", VALUE_IRIS, OPTIONAL, offsetof(struct profile_version, was_revision_of)},
    {"generatedAtTime", VALUE_TEXT, REQUIRED, offsetof(struct profile_version, generated_at)},
    MEMBERS_END};

struct author {
    const char *type;
    const char *name;
    const char *url;
};

static const struct member AUTHOR[] = {
    {"type", VALUE_TEXT, REQUIRED, offsetof(struct author, type)},
    {"name", VALUE_TEXT, REQUIRED, offsetof(struct author, name)},
    {"url", VALUE_IRI, OPTIONAL, offsetof(struct author, url)},
    MEMBERS_END};

/* Which version of the specification: 1.0 as it is published, and the name that its successor's
 * drafts give themselves. */
#define CONFORMS_TO "https://w3id.org/xapi/profiles#1.0"
#define CONFORMS_TO_DRAFT "https://w3id.org/xapi/profiles#2.0"

static void check_conforms_to(const struct profile_reader *reader, const char *iri)
{
    if (iri != NULL && strcmp(iri, CONFORMS_TO) != 0 && strcmp(iri, CONFORMS_TO_DRAFT) != 0) {
        tell(reader, FAULT_CONFORMS_TO, NULL, "conformsTo", "'%s' is no version that is known",
             shown(reader, iri));
    }
}

static void read_author(const struct profile_reader *reader, const json_t *object)
{
    static const char *const TYPES[] = {"Organization", "Person", NULL};
    const struct json_place place = json_place_member(NULL, "author");
    struct author author = {.type = NULL};
    members_read(reader, object, &place, AUTHOR, &author);
    (void)word_read(reader, author.type, TYPES, &place, "type");
}

static void check_version_id(const struct profile_reader *reader, const struct profile *profile,
                             const char *id, const struct json_place *place)
{
    if (profile->id != NULL && strcmp(id, profile->id) == 0) {
        tell(reader, FAULT_VERSION_ID, place, "id", "'%s' is the profile as a whole",
             shown(reader, id));
    }
    for (size_t i = 0; i < profile->version_count; i++) {
        if (strcmp(profile->versions[i].id, id) == 0) {
            tell(reader, FAULT_ID_REPEATED, place, "id", "'%s' is another version too",
                 shown(reader, id));
            return;
        }
    }
}

static void read_version(const struct profile_reader *reader, const json_t *object,
                         const struct json_place *place, struct profile *out)
{
    struct profile_version version = {.id = NULL};
    int64_t at_us;
    members_read(reader, object, place, VERSION, &version);
    if (version.generated_at != NULL && !timestamp_parse(text_of(version.generated_at), &at_us)) {
        tell(reader, FAULT_TIME, place, "generatedAtTime", "'%s' is no timestamp",
             shown(reader, version.generated_at));
    }
    if (version.id != NULL) {
        check_version_id(reader, out, version.id, place);
        out->versions[out->version_count++] = version;
    }
}

/* One version may be the first; where several say nothing, it is taken to be the last of them, as
 * the newest stands first. */
static void check_revisions(const struct profile_reader *reader, const json_t *array)
{
    const struct json_place place = json_place_member(NULL, "versions");
    bool has_first = false;
    for (size_t i = json_array_size(array); i-- > 0;) {
        const json_t *version = json_array_get(array, i);
        if (!json_is_object(version) || json_object_get(version, "wasRevisionOf") != NULL) {
            continue;
        }
        if (has_first) {
            const struct json_place below = json_place_element(&place, i);
            tell(reader, FAULT_VERSION_REVISION, &below, NULL,
                 "the version does not say which one it revised, and a later row is the first");
        }
        has_first = true;
    }
}

/* Each version is compared with those before it, so there may not be as many as of other things. */
enum { VERSIONS_MAX = 1000 };

static void read_versions(const struct profile_reader *reader, const json_t *array,
                          struct profile *out)
{
    const struct json_place place = json_place_member(NULL, "versions");
    size_t count = json_array_size(array);
    if (count > VERSIONS_MAX) {
        tell(reader, FAULT_LIMIT, &place, NULL, "it has %zu elements, of which %d are read", count,
             VERSIONS_MAX);
        count = VERSIONS_MAX;
    }
    out->versions = ARENA_ARRAY(reader->arena, struct profile_version, count + 1);
    for (size_t i = 0; i < count; i++) {
        const struct json_place below = json_place_element(&place, i);
        const json_t *object = object_expect(reader, json_array_get(array, i), &below);
        if (object != NULL) {
            read_version(reader, object, &below, out);
        }
    }
    check_revisions(reader, array);
}

static void read_profile(const struct profile_reader *reader, const json_t *json,
                         struct profile *out)
{
    static const char *const TYPES[] = {"Profile", NULL};
    struct profile_draft draft = {.context = NULL};
    members_read(reader, json, NULL, PROFILE, &draft);
    (void)word_read(reader, draft.type, TYPES, NULL, "type");
    context_expect(reader, draft.context, CONTEXT, NULL);
    check_conforms_to(reader, draft.profile.conforms_to);
    *out = draft.profile;
    if (draft.author != NULL) {
        read_author(reader, draft.author);
    }
    read_versions(reader, draft.versions, out);
    concepts_read(reader, draft.concepts, out);
    templates_read(reader, draft.templates, out);
    patterns_read(reader, draft.patterns, out);
    references_check(reader, out);
}

static enum status check_size(struct text text, const char *name, struct profile_room *room,
                              struct error *error)
{
    if (text.length > PROFILE_BYTES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "%s: it has %zu bytes, and a profile may have %d: divide it", name, text.length,
                    PROFILE_BYTES_MAX);
    }
    size_t count = values_count(text);
    if (count > PROFILE_VALUES_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "%s: it has about %zu values in objects and arrays, and a profile may have %d: "
                    "divide it",
                    name, count, PROFILE_VALUES_MAX);
    }
    *room = (struct profile_room){PROFILE_VALUES_MAX - count, PROFILE_EXPRESSIONS_MAX};
    return STATUS_OK;
}

enum status profile_read(struct text text, const char *name, struct arena *arena,
                         struct profile *out, struct findings *findings, struct error *error)
{
    struct profile_room room;
    struct profile_reader reader = {.arena = arena, .findings = findings, .room = &room};
    json_t *json = NULL;
    enum status status = check_size(text, name, &room, error);
    if (status == STATUS_OK) {
        status = json_read_in(text, name, arena, &json, error);
    }
    if (status == STATUS_OK && !json_is_object(json)) {
        return FAIL(error, STATUS_INVALID, "%s: a profile is a JSON object, and this is none",
                    name);
    }
    if (status == STATUS_OK) {
        status = values_check(&reader, json, NULL, 0, error);
        if (status != STATUS_OK) {
            error_locate(error, "%s", name);
        }
    }
    if (status != STATUS_OK) {
        return status;
    }
    const char *conforms_to = json_string_value(json_object_get(json, "conformsTo"));
    reader.is_draft = conforms_to != NULL && strcmp(conforms_to, CONFORMS_TO_DRAFT) == 0;
    read_profile(&reader, json, out);
    for (size_t i = 0; i < findings->count; i++) {
        findings->items[i].line = json_line_of(text, findings->items[i].place);
    }
    findings_sort(findings);
    return STATUS_OK;
}

static int64_t made_us(const struct profile_version *version)
{
    int64_t us = INT64_MIN;
    if (version->generated_at != NULL) {
        (void)timestamp_parse(text_of(version->generated_at), &us);
    }
    return us;
}

const struct profile_version *profile_latest(const struct profile *profile)
{
    const struct profile_version *latest = NULL;
    for (size_t i = 0; i < profile->version_count; i++) {
        if (latest == NULL || made_us(&profile->versions[i]) > made_us(latest)) {
            latest = &profile->versions[i];
        }
    }
    return latest;
}
