/* SPDX-License-Identifier: Apache-2.0 */

#include "store/known_terms.h"

#include "base/mem.h"
#include "profile/near_terms.h"
#include "profile/profile.h"
#include "store/quality_reading.h"
#include "store/stored_profiles.h"

#include <stdlib.h>

struct known_terms {
    struct arena *arena;
    struct near_terms all[KNOWN_KINDS];
    struct near_terms offered[KNOWN_KINDS]; /* those of which none is deprecated */
};

static void add(struct known_terms *terms, enum known_kind kind, const char *iri,
                bool is_deprecated)
{
    if (iri == NULL) {
        return;
    }
    near_terms_add(&terms->all[kind], iri);
    if (!is_deprecated) {
        near_terms_add(&terms->offered[kind], iri);
    }
}

static void add_concepts(struct known_terms *terms, const struct profile *profile)
{
    for (size_t i = 0; i < profile->concept_count; i++) {
        const struct profile_concept *concept = &profile->concepts[i];
        if (concept->kind == CONCEPT_VERB || concept->kind == CONCEPT_ACTIVITY_TYPE) {
            add(terms, concept->kind == CONCEPT_VERB ? KNOWN_VERB : KNOWN_TYPE, concept->part.id,
                concept->part.is_deprecated);
        }
    }
}

static void add_templates(struct known_terms *terms, const struct profile *profile)
{
    for (size_t i = 0; i < profile->template_count; i++) {
        const struct profile_template *template = &profile->templates[i];
        add(terms, KNOWN_VERB, template->verb, template->part.is_deprecated);
        add(terms, KNOWN_TYPE, template->object_activity_type, template->part.is_deprecated);
    }
}

static enum status add_profile(void *context, const struct stored_profile *stored,
                               struct error *error)
{
    (void)error;
    struct known_terms *terms = context;
    struct error unreadable = {.status = STATUS_OK};
    struct profile *profile = ARENA_NEW(terms->arena, struct profile);
    struct findings *findings = MEM_NEW(struct findings);
    if (profile_read(stored->text, "profile", terms->arena, profile, findings, &unreadable) ==
        STATUS_OK) {
        add_concepts(terms, profile);
        add_templates(terms, profile);
    }
    free(findings);
    return STATUS_OK;
}

static void add_own(struct known_terms *terms, enum known_kind kind, const char *const *iris)
{
    for (; *iris != NULL; iris++) {
        add(terms, kind, *iris, false);
    }
}

enum status known_terms_read(struct store *store, struct arena *arena,
                             const struct known_terms **out, struct error *error)
{
    struct known_terms *terms = ARENA_NEW(arena, struct known_terms);
    terms->arena = arena;
    for (size_t kind = 0; kind < KNOWN_KINDS; kind++) {
        terms->all[kind].arena = arena;
        terms->offered[kind].arena = arena;
    }
    add_own(terms, KNOWN_VERB, quality_known_verbs);
    add_own(terms, KNOWN_TYPE, quality_known_types);
    enum status status = store_list_profiles(store, add_profile, terms, error);
    if (status != STATUS_OK) {
        return status;
    }
    for (size_t kind = 0; kind < KNOWN_KINDS; kind++) {
        near_terms_sort(&terms->all[kind]);
        near_terms_sort(&terms->offered[kind]);
    }
    *out = terms;
    return STATUS_OK;
}

bool known_terms_has(const struct known_terms *terms, enum known_kind kind, const char *iri)
{
    return near_terms_has(&terms->all[kind], iri);
}

const char *known_terms_nearest(const struct known_terms *terms, enum known_kind kind,
                                const char *iri)
{
    return near_terms_find(&terms->offered[kind], iri);
}
