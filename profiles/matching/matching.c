/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/matching.h"

#include "matching/template_index.h"

#include <string.h>

struct matcher {
    const struct profile *profile;
    struct template_index *index;
    struct extension_index *extensions;
};

/* One statement being judged. */
struct judging {
    const struct matcher *matcher;
    const json_t *statement;
    const struct statement_finder *finder; /* NULL: nothing is to be had */
    size_t references_left;
    struct effort *effort;
    struct arena *arena;
    struct judgement *out;
    size_t capacity;
};

static void judge(struct judging *judging, const struct statement_facts *facts);

struct matcher *matcher_make(const struct profile *profile, struct arena *arena)
{
    struct matcher *matcher = ARENA_NEW(arena, struct matcher);
    *matcher = (struct matcher){profile, template_index_make(profile, arena),
                                extension_index_make(profile, arena)};
    return matcher;
}

const struct profile *matcher_profile(const struct matcher *matcher)
{
    return matcher->profile;
}

static bool is_below(const char *iri, const char *profile)
{
    size_t length = strlen(profile);
    return strncmp(iri, profile, length) == 0 &&
           (iri[length] == '\0' || iri[length] == '/' || iri[length] == '#' ||
            (length > 0 && (profile[length - 1] == '/' || profile[length - 1] == '#')));
}

bool matcher_is_named(const struct matcher *matcher, const char *iri)
{
    const struct profile *profile = matcher->profile;
    bool is_named = profile->id != NULL && is_below(iri, profile->id);
    for (size_t i = 0; !is_named && i < profile->version_count; i++) {
        const char *version = profile->versions[i].id;
        is_named = version != NULL && strcmp(version, iri) == 0;
    }
    return is_named;
}

bool matcher_is_claimed_by(const struct matcher *matcher, const struct statement_facts *facts)
{
    for (size_t i = 0; i < facts->categories.count; i++) {
        if (matcher_is_named(matcher, facts->categories.items[i])) {
            return true;
        }
    }
    return false;
}

bool matcher_is_claimed(const struct matcher *matcher, const json_t *statement, struct arena *arena)
{
    struct statement_facts facts = statement_facts_of(statement, arena);
    return matcher_is_claimed_by(matcher, &facts);
}

static bool matches_one_of(const struct judgement *judgement, const struct iri_list *templates)
{
    for (size_t i = 0; i < judgement->template_count; i++) {
        for (size_t k = 0; k < templates->count; k++) {
            if (strcmp(judgement->templates[i].template->part.id, templates->items[k]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Whether the statement of that id, if it is to be had, matches one of `templates`. */
static bool follows_reference(const struct judging *judging, const char *id,
                              const struct iri_list *templates)
{
    const struct statement_finder *finder = judging->finder;
    bool looks = finder != NULL && judging->references_left > 0;
    const json_t *target = looks ? finder->find(finder->context, id) : NULL;
    if (target == NULL) {
        return true;
    }
    struct judgement judgement = {.outcome = OUTCOME_UNMATCHED};
    struct judging below = *judging;
    below.statement = target;
    below.references_left--;
    below.out = &judgement;
    below.capacity = 0;
    struct statement_facts facts = statement_facts_of(target, judging->arena);
    judge(&below, &facts);
    return judgement.outcome != OUTCOME_INVALID && matches_one_of(&judgement, templates);
}

/* The id in a StatementRef; NULL if `value` is none. */
static const char *referred_id(const json_t *value)
{
    const char *type = json_string_value(json_object_get(value, "objectType"));
    bool is_reference = type != NULL && strcmp(type, "StatementRef") == 0;
    return is_reference ? json_string_value(json_object_get(value, "id")) : NULL;
}

static bool follows_references(const struct judging *judging, const json_t *value,
                               const struct iri_list *templates)
{
    const char *id = referred_id(value);
    return templates->count == 0 || (id != NULL && follows_reference(judging, id, templates));
}

static void note_broken(struct template_match *match, struct broken_rule broken,
                        const struct judging *judging)
{
    if (match->broken == NULL) {
        match->broken =
            ARENA_ARRAY(judging->arena, struct broken_rule, match->template->rule_count + 2);
    }
    match->broken[match->broken_count++] = broken;
}

static void check_references(const struct judging *judging, struct template_match *match)
{
    const struct profile_template *template = match->template;
    const json_t *object = json_object_get(judging->statement, "object");
    const json_t *context =
        json_object_get(json_object_get(judging->statement, "context"), "statement");
    const struct broken_rule broken = {.constraint = CONSTRAINT_REFERENCE};
    if (!follows_references(judging, object, &template->object_references)) {
        note_broken(match, broken, judging);
    }
    if (!follows_references(judging, context, &template->context_references)) {
        note_broken(match, broken, judging);
    }
}

static void check_rules(const struct judging *judging, struct template_match *match)
{
    for (size_t i = 0; i < match->template->rule_count; i++) {
        const struct template_rule *rule = &match->template->rules[i];
        struct rule_outcome outcome =
            rule_follow(rule, judging->statement, judging->effort, judging->arena);
        if (outcome.broken != CONSTRAINT_NONE_BROKEN) {
            const struct broken_rule broken = {rule, outcome.broken, outcome.value};
            note_broken(match, broken, judging);
        }
    }
}

static void judge_by(void *context, const struct profile_template *template)
{
    struct judging *judging = context;
    struct judgement *out = judging->out;
    struct template_match match = {.template = template};
    check_references(judging, &match);
    check_rules(judging, &match);
    out->templates = arena_grow(judging->arena, out->templates, out->template_count,
                                &judging->capacity, sizeof out->templates[0]);
    out->templates[out->template_count++] = match;
    if (match.broken_count > 0) {
        out->outcome = OUTCOME_INVALID;
    } else if (out->outcome == OUTCOME_UNMATCHED) {
        out->outcome = OUTCOME_SUCCESS;
    }
}

static void judge(struct judging *judging, const struct statement_facts *facts)
{
    template_index_find(judging->matcher->index, facts, judge_by, judging);
}

struct judgement matcher_judge(const struct matcher *matcher, const json_t *statement,
                               const struct statement_finder *finder, struct arena *arena)
{
    struct statement_facts facts = statement_facts_of(statement, arena);
    return matcher_judge_by(matcher, statement, &facts, finder, arena);
}

struct judgement matcher_judge_by(const struct matcher *matcher, const json_t *statement,
                                  const struct statement_facts *facts,
                                  const struct statement_finder *finder, struct arena *arena)
{
    struct judgement judgement = {.outcome = OUTCOME_UNMATCHED};
    struct effort effort = {MATCHING_EFFORT_MAX};
    struct judging judging = {.matcher = matcher,
                              .statement = statement,
                              .finder = finder,
                              .references_left = MATCHING_REFERENCES_MAX,
                              .effort = &effort,
                              .arena = arena,
                              .out = &judgement};
    judge(&judging, facts);
    extensions_judge(matcher->extensions, statement, arena, &judgement.extensions);
    return judgement;
}
