/* SPDX-License-Identifier: Apache-2.0 */

/* An index by sorted ids, and what concepts and templates refer to. */
#include "profile/rule_paths.h"

#include <stdlib.h>
#include <string.h>

static int compare_referents(const void *left, const void *right)
{
    const struct referent *one = left;
    const struct referent *other = right;
    int order = strcmp(one->id, other->id);
    if (order != 0) {
        return order;
    }
    if (one->kind != other->kind) {
        return one->kind < other->kind ? -1 : 1;
    }
    return (one->at > other->at) - (one->at < other->at);
}

static const struct profile_part *part_of(const struct profile *profile,
                                          const struct referent *referent, const char **array)
{
    switch (referent->kind) {
    case REFERENT_CONCEPT:
        *array = "concepts";
        return &profile->concepts[referent->at].part;
    case REFERENT_TEMPLATE:
        *array = "templates";
        return &profile->templates[referent->at].part;
    case REFERENT_PATTERN:
        *array = "patterns";
        return &profile->patterns[referent->at].part;
    case REFERENT_NONE:
        break;
    }
    return NULL;
}

static int compare_id_to_version(const void *id, const void *version)
{
    return strcmp(id, *(const char *const *)version);
}

static int compare_versions(const void *left, const void *right)
{
    return compare_id_to_version(*(const char *const *)left, right);
}

bool reference_is_version(const struct reference_index *index, const char *iri)
{
    return bsearch(iri, index->versions, index->profile->version_count, sizeof *index->versions,
                   compare_id_to_version) != NULL;
}

static void check_id(const struct profile_reader *reader, const struct reference_index *index,
                     size_t at)
{
    const char *array = NULL;
    const struct profile_part *part = part_of(index->profile, &index->items[at], &array);
    const struct json_place above = json_place_member(NULL, array);
    const struct json_place place = json_place_element(&above, part->index);
    const char *own = index->profile->id;
    if (at > 0 && strcmp(part->id, index->items[at - 1].id) == 0) {
        const char *first = NULL;
        size_t other = part_of(index->profile, &index->items[at - 1], &first)->index;
        tell(reader, FAULT_ID_REPEATED, &place, "id", "'%s' identifies /%s/%zu too",
             shown(reader, part->id), first, other);
    } else if ((own != NULL && strcmp(part->id, own) == 0) ||
               reference_is_version(index, part->id)) {
        tell(reader, FAULT_ID_REPEATED, &place, "id",
             "'%s' identifies the profile or a version of it too", shown(reader, part->id));
    }
    if (part->in_scheme != NULL && !reference_is_version(index, part->in_scheme)) {
        tell(reader, FAULT_IN_SCHEME, &place, "inScheme", "'%s' is no version of this profile",
             shown(reader, part->in_scheme));
    }
}

static void add_parts(struct reference_index *index)
{
    const struct profile *profile = index->profile;
    for (size_t i = 0; i < profile->concept_count; i++) {
        index->items[index->count++] =
            (struct referent){profile->concepts[i].part.id, REFERENT_CONCEPT, i};
    }
    for (size_t i = 0; i < profile->template_count; i++) {
        index->items[index->count++] =
            (struct referent){profile->templates[i].part.id, REFERENT_TEMPLATE, i};
    }
    for (size_t i = 0; i < profile->pattern_count; i++) {
        index->items[index->count++] =
            (struct referent){profile->patterns[i].part.id, REFERENT_PATTERN, i};
    }
}

struct reference_index reference_index_make(const struct profile_reader *reader,
                                            const struct profile *profile)
{
    size_t total = profile->concept_count + profile->template_count + profile->pattern_count;
    struct reference_index index = {
        .profile = profile,
        .items = ARENA_ARRAY(reader->arena, struct referent, total + 1),
        .versions = ARENA_ARRAY(reader->arena, const char *, profile->version_count + 1),
    };
    for (size_t i = 0; i < profile->version_count; i++) {
        index.versions[i] = profile->versions[i].id;
    }
    qsort(index.versions, profile->version_count, sizeof *index.versions, compare_versions);
    add_parts(&index);
    qsort(index.items, index.count, sizeof *index.items, compare_referents);
    reference_names_make(reader, &index);
    for (size_t i = 0; i < index.count; i++) {
        check_id(reader, &index, i);
    }
    return index;
}

static int compare_id(const void *id, const void *referent)
{
    return strcmp(id, ((const struct referent *)referent)->id);
}

struct referent reference_find(const struct reference_index *index, const char *id)
{
    const struct referent *found =
        bsearch(id, index->items, index->count, sizeof *index->items, compare_id);
    return found != NULL ? *found : (struct referent){.kind = REFERENT_NONE};
}

/* "…/cmi5#x" and "…/cmi5/x" of "…/cmi5"; "…/cmi55" is someone else's. */
bool reference_is_own(const struct profile *profile, const char *iri)
{
    size_t length = profile->id == NULL ? 0 : strlen(profile->id);
    return length > 0 && strncmp(iri, profile->id, length) == 0 &&
           (iri[length] == '/' || iri[length] == '#');
}

struct referent reference_resolve(const struct profile_reader *reader,
                                  const struct reference_index *index, const char *id,
                                  const struct json_place *place, const char *key)
{
    struct referent found = reference_find(index, id);
    if (found.kind == REFERENT_NONE && reference_is_own(index->profile, id)) {
        tell(reader, FAULT_REFERENCE_UNRESOLVED, place, key,
             "'%s' looks like this profile's own, which has nothing of that id", shown(reader, id));
    }
    return found;
}

/* A concept of `kind`, or another profile's. */
static void check_kind(const struct profile_reader *reader, const struct reference_index *index,
                       const char *iri, enum concept_kind kind, const struct json_place *place,
                       const char *key)
{
    const struct referent found = reference_find(index, iri);
    if (found.kind != REFERENT_NONE &&
        (found.kind != REFERENT_CONCEPT || index->profile->concepts[found.at].kind != kind)) {
        tell(reader, FAULT_RELATION_KIND, place, key, "'%s' is no %s", shown(reader, iri),
             concept_kind_name(kind));
    }
}

static void check_inner(const struct profile_reader *reader, const struct reference_index *index,
                        const struct iri_list *list, enum concept_kind kind,
                        const struct json_place *place, const char *key)
{
    for (size_t i = 0; i < list->count; i++) {
        check_kind(reader, index, list->items[i], kind, place, key);
        if (reference_find(index, list->items[i]).kind == REFERENT_NONE) {
            tell(reader, FAULT_RELATION_OUTSIDE, place, key, "'%s' is not in this profile",
                 shown(reader, list->items[i]));
        }
    }
}

static void check_match(const struct profile_reader *reader, const struct reference_index *index,
                        const struct iri_list *list, const struct json_place *place,
                        const char *key)
{
    for (size_t i = 0; i < list->count; i++) {
        if (reference_find(index, list->items[i]).kind != REFERENT_NONE) {
            tell(reader, FAULT_MATCH_INSIDE, place, key, "'%s' is in this profile",
                 shown(reader, list->items[i]));
        }
    }
}

static void check_kinds(const struct profile_reader *reader, const struct reference_index *index,
                        const struct iri_list *list, enum concept_kind kind,
                        const struct json_place *place, const char *key)
{
    for (size_t i = 0; i < list->count; i++) {
        check_kind(reader, index, list->items[i], kind, place, key);
        (void)reference_resolve_near(reader, index, list->items[i], kind, place, key);
    }
}

static void check_concept(const struct profile_reader *reader, const struct reference_index *index,
                          const struct profile_concept *concept)
{
    const struct json_place array = json_place_member(NULL, "concepts");
    const struct json_place place = json_place_element(&array, concept->part.index);
    check_inner(reader, index, &concept->broader, concept->kind, &place, "broader");
    check_inner(reader, index, &concept->narrower, concept->kind, &place, "narrower");
    check_inner(reader, index, &concept->related, concept->kind, &place, "related");
    check_match(reader, index, &concept->broad_match, &place, "broadMatch");
    check_match(reader, index, &concept->narrow_match, &place, "narrowMatch");
    check_match(reader, index, &concept->related_match, &place, "relatedMatch");
    check_match(reader, index, &concept->exact_match, &place, "exactMatch");
    check_kinds(reader, index, &concept->recommended_verbs, CONCEPT_VERB, &place,
                "recommendedVerbs");
    check_kinds(reader, index, &concept->recommended_activity_types, CONCEPT_ACTIVITY_TYPE, &place,
                "recommendedActivityTypes");
}

static void check_statement_references(const struct profile_reader *reader,
                                       const struct reference_index *index,
                                       const struct iri_list *list, const struct json_place *place,
                                       const char *key)
{
    for (size_t i = 0; i < list->count; i++) {
        enum referent_kind kind = reference_resolve(reader, index, list->items[i], place, key).kind;
        if (kind != REFERENT_NONE && kind != REFERENT_TEMPLATE) {
            tell(reader, FAULT_REFERENCE_KIND, place, key, "'%s' is no statement template",
                 shown(reader, list->items[i]));
        }
    }
}

static void check_rules(const struct profile_reader *reader, const struct reference_index *index,
                        const struct profile_template *template, const struct json_place *above)
{
    const struct json_place array = json_place_member(above, "rules");
    for (size_t i = 0; i < template->rule_count; i++) {
        const struct json_place place = json_place_element(&array, template->rules[i].index);
        rule_references_check(reader, index, &template->rules[i], &place);
    }
}

static void check_template(const struct profile_reader *reader, const struct reference_index *index,
                           const struct profile_template *template)
{
    const struct json_place array = json_place_member(NULL, "templates");
    const struct json_place place = json_place_element(&array, template->part.index);
    const struct {
        const char *key;
        struct iri_list list;
        enum concept_kind kind;
    } properties[] = {
        {"verb", {(const char *[]){template->verb}, template->verb != NULL}, CONCEPT_VERB},
        {"objectActivityType",
         {(const char *[]){template->object_activity_type}, template->object_activity_type != NULL},
         CONCEPT_ACTIVITY_TYPE},
        {"contextGroupingActivityType", template->grouping_types, CONCEPT_ACTIVITY_TYPE},
        {"contextParentActivityType", template->parent_types, CONCEPT_ACTIVITY_TYPE},
        {"contextOtherActivityType", template->other_types, CONCEPT_ACTIVITY_TYPE},
        {"contextCategoryActivityType", template->category_types, CONCEPT_ACTIVITY_TYPE},
        {"attachmentUsageType", template->attachment_usage_types, CONCEPT_ATTACHMENT_USAGE_TYPE},
        {"activityDefinitionExtension", template->definition_extensions,
         CONCEPT_ACTIVITY_EXTENSION},
        {"resultExtension", template->result_extensions, CONCEPT_RESULT_EXTENSION},
        {"contextExtension", template->context_extensions, CONCEPT_CONTEXT_EXTENSION},
        {"contextAgentActivityType", template->agent_types, CONCEPT_ACTIVITY_TYPE},
        {"contextGroupActivityType", template->group_types, CONCEPT_ACTIVITY_TYPE},
    };
    for (size_t i = 0; i < sizeof properties / sizeof *properties; i++) {
        check_kinds(reader, index, &properties[i].list, properties[i].kind, &place,
                    properties[i].key);
    }
    check_rules(reader, index, template, &place);
    check_statement_references(reader, index, &template->object_references, &place,
                               "objectStatementRefTemplate");
    check_statement_references(reader, index, &template->context_references, &place,
                               "contextStatementRefTemplate");
}

void references_check(const struct profile_reader *reader, struct profile *profile)
{
    const struct reference_index index = reference_index_make(reader, profile);
    for (size_t i = 0; i < profile->concept_count; i++) {
        check_concept(reader, &index, &profile->concepts[i]);
    }
    for (size_t i = 0; i < profile->template_count; i++) {
        check_template(reader, &index, &profile->templates[i]);
    }
    pattern_references_check(reader, &index, profile);
}
