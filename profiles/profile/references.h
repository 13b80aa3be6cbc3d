/* SPDX-License-Identifier: Apache-2.0 */

/* Who in a profile has which id. */
#ifndef PROFILE_REFERENCES_H
#define PROFILE_REFERENCES_H

#include "profile/parts.h"

enum referent_kind { REFERENT_NONE, REFERENT_CONCEPT, REFERENT_TEMPLATE, REFERENT_PATTERN };

/* What an id identifies. */
struct referent {
    const char *id;
    enum referent_kind kind;
    size_t at; /* in the profile's concepts, templates or patterns */
};

/* A concept by what stands behind the last '/' or '#' of its id. */
struct named {
    const char *name;
    size_t concept;
};

struct reference_index {
    const struct profile *profile;
    struct referent *items; /* sorted by id */
    size_t count;
    const char **versions; /* the ids of all of them, sorted */
    struct named *names;   /* concepts by the last part of their ids, sorted */
    size_t name_count;
};

/* Of all parts, borrowed from the arena; tells ids that identify two. */
struct reference_index reference_index_make(const struct profile_reader *reader,
                                            const struct profile *profile);

/* Fills the index's names. */
void reference_names_make(const struct profile_reader *reader, struct reference_index *index);

/* Whether `iri` begins as this profile's id and goes on behind '/' or '#'. */
bool reference_is_own(const struct profile *profile, const char *iri);

/* Whether it is the id of a version of this profile. */
bool reference_is_version(const struct reference_index *index, const char *iri);

/* What has the id; kind REFERENT_NONE if nothing in the profile has. */
struct referent reference_find(const struct reference_index *index, const char *id);

/* The same for what should be there: tells it if it is not, though the IRI is this profile's own
 * by its beginning. Other profiles' IRIs cannot be looked into. */
struct referent reference_resolve(const struct profile_reader *reader,
                                  const struct reference_index *index, const char *id,
                                  const struct json_place *place, const char *key);

/* The same for a concept of `kind`, of which it tells instead if another id of that kind has the
 * same last part. */
struct referent reference_resolve_near(const struct profile_reader *reader,
                                       const struct reference_index *index, const char *id,
                                       enum concept_kind kind, const struct json_place *place,
                                       const char *key);

/* Tells if `iri` is this profile's own by its beginning, identifies nothing in it, and a concept's
 * id has the same last part. */
void reference_near_tell(const struct profile_reader *reader, const struct reference_index *index,
                         const char *iri, const struct json_place *place, const char *key);

/* Resolves members of patterns and checks how patterns are nested (9.0). */
void pattern_references_check(const struct profile_reader *reader,
                              const struct reference_index *index, struct profile *profile);

#endif
