/* SPDX-License-Identifier: Apache-2.0 */

/* Walks a profile and gives each IRI in it its kind. */
#include "generator/profile_terms.h"

#include "base/mem.h"
#include "generator/term_list.h"

#include <assert.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where in the JSON the walk is, for messages: "/templates/3/rules/0/any/1". Of the walk's own keys
 * and of indexes, so it always fits. */
struct place {
    char text[160];
};

static struct place place_under(const struct place *outer, const char *key)
{
    struct place place;
    int length = snprintf(place.text, sizeof place.text, "%s/%s", outer->text, key);
    assert(length > 0 && (size_t)length < sizeof place.text);
    return place;
}

static struct place place_at(const struct place *outer, size_t index)
{
    struct place place;
    int length = snprintf(place.text, sizeof place.text, "%s/%zu", outer->text, index);
    assert(length > 0 && (size_t)length < sizeof place.text);
    return place;
}

static enum status add_value(struct terms *terms, enum term_kind kind, const json_t *value,
                             const struct place *place, struct error *error)
{
    if (!json_is_string(value)) {
        return FAIL(error, STATUS_INVALID, "%s: not a text, but an IRI is needed here",
                    place->text);
    }
    return terms_add(terms, kind, json_string_value(value), place->text, error);
}

/* The profile's own version is a category too, but has its name already: PROFILE_VERSION. */
static bool is_own_version(const struct terms *terms, enum term_kind kind, const json_t *value)
{
    const char *iri = json_string_value(value);
    return kind == TERM_CATEGORY && iri != NULL && strcmp(iri, terms->version) == 0;
}

/* Adds each element of object[key]; that there is none is fine. */
static enum status add_array(struct terms *terms, enum term_kind kind, const json_t *object,
                             const char *key, const struct place *outer, struct error *error)
{
    struct place place = place_under(outer, key);
    const json_t *array = json_object_get(object, key);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const json_t *value = json_array_get(array, i);
        struct place at = place_at(&place, i);
        if (is_own_version(terms, kind, value)) {
            continue;
        }
        enum status status = add_value(terms, kind, value, &at, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status add_concept(struct terms *terms, const json_t *concept,
                               const struct place *place, struct error *error)
{
    static const struct {
        const char *type;
        enum term_kind kind;
    } kinds[] = {
        {"ActivityExtension", TERM_EXTENSION}, {"ActivityProfileResource", TERM_ACTIVITY_PROFILE},
        {"ActivityType", TERM_ACTIVITY_TYPE},  {"AgentProfileResource", TERM_AGENT_PROFILE},
        {"ContextExtension", TERM_EXTENSION},  {"ResultExtension", TERM_EXTENSION},
        {"StateResource", TERM_STATE},         {"Verb", TERM_VERB},
    };
    const char *type = json_string_value(json_object_get(concept, "type"));
    struct place at = place_under(place, "id");
    for (size_t i = 0; type != NULL && i < sizeof kinds / sizeof *kinds; i++) {
        if (strcmp(type, kinds[i].type) == 0) {
            return add_value(terms, kinds[i].kind, json_object_get(concept, "id"), &at, error);
        }
    }
    return FAIL(error, STATUS_INVALID, "%s/type: '%s' is no type of concept that gets a name",
                place->text, type != NULL ? type : "");
}

/* Adds the IRI of a location like "$.result.extensions['IRI']". */
static enum status add_extension(struct terms *terms, const char *location,
                                 const struct place *place, struct error *error)
{
    static const char opening[] = ".extensions['";
    const char *found = strstr(location, opening);
    if (found == NULL) {
        return STATUS_OK;
    }
    const char *start = found + sizeof opening - 1;
    const char *end = strstr(start, "']");
    if (end == NULL) {
        return FAIL(error, STATUS_INVALID, "%s: '%s' lacks the closing \"']\"", place->text,
                    location);
    }
    AUTO(free) char *iri = mem_copy(start, (size_t)(end - start));
    return terms_add(terms, TERM_EXTENSION, iri, place->text, error);
}

/* Adds the values that a rule on categories or accounts allows or forbids. */
static enum status add_rule_values(struct terms *terms, const json_t *rule, const char *location,
                                   const struct place *place, struct error *error)
{
    static const char *const keys[] = {"any", "all", "none"};
    enum term_kind kind = TERM_CATEGORY;
    if (strcmp(location, "$.actor.account.homePage") == 0) {
        kind = TERM_ACCOUNT;
    } else if (strcmp(location, "$.context.contextActivities.category[*].id") != 0) {
        return STATUS_OK;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        enum status status = add_array(terms, kind, rule, keys[i], place, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status add_rule(struct terms *terms, const json_t *rule, const struct place *place,
                            struct error *error)
{
    struct place at = place_under(place, "location");
    const char *location = json_string_value(json_object_get(rule, "location"));
    if (location == NULL) {
        return FAIL(error, STATUS_INVALID, "%s: missing, but each rule needs one", at.text);
    }
    enum status status = add_extension(terms, location, &at, error);
    return status != STATUS_OK ? status : add_rule_values(terms, rule, location, place, error);
}

static enum status add_optional(struct terms *terms, enum term_kind kind, const json_t *object,
                                const char *key, const struct place *outer, struct error *error)
{
    struct place place = place_under(outer, key);
    const json_t *value = json_object_get(object, key);
    return value == NULL ? STATUS_OK : add_value(terms, kind, value, &place, error);
}

static enum status add_rules(struct terms *terms, const json_t *template, const struct place *outer,
                             struct error *error)
{
    struct place place = place_under(outer, "rules");
    const json_t *rules = json_object_get(template, "rules");
    for (size_t i = 0; i < json_array_size(rules); i++) {
        struct place at = place_at(&place, i);
        enum status status = add_rule(terms, json_array_get(rules, i), &at, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

static enum status add_template(struct terms *terms, const json_t *template,
                                const struct place *place, struct error *error)
{
    static const char *const contexts[] = {
        "contextGroupingActivityType",
        "contextParentActivityType",
        "contextOtherActivityType",
        "contextCategoryActivityType",
    };
    enum status status = add_optional(terms, TERM_VERB, template, "verb", place, error);
    if (status == STATUS_OK) {
        status =
            add_optional(terms, TERM_ACTIVITY_TYPE, template, "objectActivityType", place, error);
    }
    for (size_t i = 0; status == STATUS_OK && i < sizeof contexts / sizeof *contexts; i++) {
        status = add_array(terms, TERM_ACTIVITY_TYPE, template, contexts[i], place, error);
    }
    return status != STATUS_OK ? status : add_rules(terms, template, place, error);
}

typedef enum status add_part(struct terms *terms, const json_t *part, const struct place *place,
                             struct error *error);

/* Calls `add` for each element of profile[key]. */
static enum status add_parts(struct terms *terms, const json_t *profile, const char *key,
                             add_part *add, struct error *error)
{
    struct place root = {0};
    struct place place = place_under(&root, key);
    const json_t *parts = json_object_get(profile, key);
    for (size_t i = 0; i < json_array_size(parts); i++) {
        struct place at = place_at(&place, i);
        enum status status = add(terms, json_array_get(parts, i), &at, error);
        if (status != STATUS_OK) {
            return status;
        }
    }
    return STATUS_OK;
}

/* Reads the IRIs of the profile and of its newest version, which stands first. */
static enum status read_identity(struct terms *terms, const json_t *profile, struct error *error)
{
    const json_t *newest = json_array_get(json_object_get(profile, "versions"), 0);
    const char *id = json_string_value(json_object_get(profile, "id"));
    const char *version = json_string_value(json_object_get(newest, "id"));
    if (id == NULL || !terms_can_quote(id)) {
        return FAIL(error, STATUS_INVALID, "/id: the profile's IRI is missing or not an IRI");
    }
    if (version == NULL || !terms_can_quote(version)) {
        return FAIL(error, STATUS_INVALID,
                    "/versions/0/id: the newest version's IRI is missing or not an IRI");
    }
    terms->profile = mem_copy_string(id);
    terms->version = mem_copy_string(version);
    return STATUS_OK;
}

enum status terms_collect(const json_t *profile, struct terms **out, struct error *error)
{
    AUTO(terms_destroy) struct terms *terms = MEM_NEW(struct terms);
    enum status status = read_identity(terms, profile, error);
    if (status == STATUS_OK) {
        status = add_parts(terms, profile, "concepts", add_concept, error);
    }
    if (status == STATUS_OK) {
        status = add_parts(terms, profile, "templates", add_template, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    terms_sort(terms);
    *out = TAKE(terms);
    return STATUS_OK;
}
