/* SPDX-License-Identifier: Apache-2.0 */

/* IRIs that are nearly a concept's: the last part is the same, what stands before it is not. */
#include "profile/near_terms.h"
#include "profile/references.h"

#include <stdlib.h>
#include <string.h>

static int compare_named(const void *left, const void *right)
{
    const struct named *one = left;
    const struct named *other = right;
    int order = strcmp(one->name, other->name);
    return order != 0 ? order : (one->concept > other->concept) - (one->concept < other->concept);
}

void reference_names_make(const struct profile_reader *reader, struct reference_index *index)
{
    const struct profile *profile = index->profile;
    index->name_count = profile->concept_count;
    index->names = ARENA_ARRAY(reader->arena, struct named, profile->concept_count + 1);
    for (size_t i = 0; i < profile->concept_count; i++) {
        index->names[i] = (struct named){near_name_of(profile->concepts[i].part.id), i};
    }
    qsort(index->names, index->name_count, sizeof *index->names, compare_named);
}

/* The first that has the name; name_count if none has. */
static size_t first_named(const struct reference_index *index, const char *name)
{
    size_t low = 0;
    size_t high = index->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (strcmp(index->names[middle].name, name) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* Values of rules are ids of concepts; extensions are keys. */
static bool may_be_value(enum concept_kind kind)
{
    return kind == CONCEPT_VERB || kind == CONCEPT_ACTIVITY_TYPE ||
           kind == CONCEPT_ATTACHMENT_USAGE_TYPE || kind == CONCEPT_ACTIVITY;
}

/* A concept of `kind` (CONCEPT_KINDS: of any that a value may be) whose id ends as `iri`; NULL if
 * there is none. As many are looked at as may sensibly share a name. */
static const struct profile_concept *find_near(const struct reference_index *index, const char *iri,
                                               enum concept_kind kind)
{
    enum { LOOKED_AT_MAX = 50 };
    const char *name = near_name_of(iri);
    size_t first = first_named(index, name);
    for (size_t i = first; i < index->name_count && i < first + LOOKED_AT_MAX &&
                           strcmp(index->names[i].name, name) == 0;
         i++) {
        const struct profile_concept *concept = &index->profile->concepts[index->names[i].concept];
        if (kind == CONCEPT_KINDS ? may_be_value(concept->kind) : concept->kind == kind) {
            return concept;
        }
    }
    return NULL;
}

static void tell_near(const struct profile_reader *reader, const char *iri,
                      const struct profile_concept *near, const struct json_place *place,
                      const char *key)
{
    tell(reader, FAULT_REFERENCE_NEAR, place, key,
         "'%s' is not in this profile, which has the %s '%s'", shown(reader, iri),
         concept_kind_name(near->kind), shown(reader, near->part.id));
}

struct referent reference_resolve_near(const struct profile_reader *reader,
                                       const struct reference_index *index, const char *id,
                                       enum concept_kind kind, const struct json_place *place,
                                       const char *key)
{
    struct referent found = reference_find(index, id);
    const struct profile_concept *near =
        found.kind == REFERENT_NONE ? find_near(index, id, kind) : NULL;
    if (near != NULL) {
        tell_near(reader, id, near, place, key);
        return found;
    }
    return reference_resolve(reader, index, id, place, key);
}

void reference_near_tell(const struct profile_reader *reader, const struct reference_index *index,
                         const char *iri, const struct json_place *place, const char *key)
{
    bool is_missing = reference_is_own(index->profile, iri) && !reference_is_version(index, iri) &&
                      reference_find(index, iri).kind == REFERENT_NONE;
    const struct profile_concept *near = is_missing ? find_near(index, iri, CONCEPT_KINDS) : NULL;
    if (near != NULL) {
        tell_near(reader, iri, near, place, key);
    }
}
