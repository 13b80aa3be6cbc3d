/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement claims is found from its categories alone; nothing else is done for one that
 * claims nothing, as most of the world's. */
#include "store/conformance.h"

#include "base/json.h"
#include "matching/breach_words.h"
#include "matching/matching.h"
#include "store/as_given.h"
#include "store/loaded_profiles.h"
#include "store/names.h"
#include "store/said.h"

/* ---- what is noted of a breach ---- */

static struct text shown_text(const char *text, struct arena *arena)
{
    return name_shorten(text_of(text), arena);
}

static struct text shown_value(const json_t *value, struct arena *arena)
{
    const char *shown = breach_value(value, BREACH_VALUE_MAX, arena);
    return shown == NULL ? (struct text){NULL, 0} : text_of(shown);
}

static int64_t number_of(const struct profile *profile, const struct profile_template *template)
{
    return template - profile->templates + 1;
}

static struct breach breach_of_rule(const struct profile *profile,
                                    const struct template_match *match, struct arena *arena)
{
    const struct broken_rule *broken = &match->broken[0];
    return (struct breach){.template = number_of(profile, match->template),
                           .rule = broken->rule == NULL ? 0 : (int64_t)broken->rule->index + 1,
                           .constraint = (int64_t)broken->constraint,
                           .value = shown_value(broken->value, arena)};
}

static struct breach breach_of_extension(const struct broken_extension *broken, struct arena *arena)
{
    const char *text = arena_print(arena, "%s in %s: %s", broken->concept->part.id, broken->where,
                                   broken->message);
    return (struct breach){.value = shown_text(text, arena)};
}

/* ---- judging ---- */

static void add_template(struct profile_keeping *out, const struct profile *profile,
                         const struct template_match *match)
{
    out->templates[out->template_count++] = (struct template_keeping){
        .template = number_of(profile, match->template),
        .keeping = match->broken_count == 0 ? KEEPING_WHOLE : KEEPING_BROKEN};
}

static void sum_up(struct profile_keeping *out, const struct profile *profile,
                   const struct judgement *judgement, struct arena *arena)
{
    out->templates = ARENA_ARRAY(arena, struct template_keeping, judgement->template_count + 1);
    for (size_t i = 0; i < judgement->template_count; i++) {
        const struct template_match *match = &judgement->templates[i];
        add_template(out, profile, match);
        if (match->broken_count > 0 && out->keeping != KEEPING_BROKEN) {
            out->keeping = KEEPING_BROKEN;
            out->breach = breach_of_rule(profile, match, arena);
        }
    }
    if (out->keeping == KEEPING_WHOLE && judgement->extensions.count > 0) {
        out->keeping = KEEPING_EXTENSION;
        out->breach = breach_of_extension(&judgement->extensions.items[0], arena);
    }
}

static struct profile_keeping judge_by(const struct loaded_profile *loaded, const json_t *given,
                                       const struct statement_facts *facts, struct arena *arena)
{
    struct judgement judgement = matcher_judge_by(loaded->matcher, given, facts, NULL, arena);
    struct profile_keeping keeping = {.profile = loaded->number, .keeping = KEEPING_WHOLE};
    if (judgement.outcome == OUTCOME_UNMATCHED) {
        keeping.keeping = KEEPING_UNMATCHED;
        keeping.breach.value = shown_text(facts->verb == NULL ? "" : facts->verb, arena);
        return keeping;
    }
    sum_up(&keeping, matcher_profile(loaded->matcher), &judgement, arena);
    return keeping;
}

/* Few authorities make all statements. One that cannot be read counts as one that says nothing. */
static json_t *authority_of(struct conformance_judge *judge, const struct statement *statement)
{
    if (judge->authority_json == NULL || !text_equals(judge->authority, statement->authority)) {
        struct error ignored;
        judge->authority = statement->authority;
        if (json_read_in(statement->authority, NULL, judge->arena, &judge->authority_json,
                         &ignored) != STATUS_OK) {
            judge->authority_json = json_null();
        }
    }
    return judge->authority_json;
}

const json_t *conformance_given(struct conformance_judge *judge, const struct statement *statement)
{
    return as_given(statement, authority_of(judge, statement), judge->arena);
}

static void judge_claimed(struct conformance_judge *judge, const struct statement *statement,
                          const struct statement_facts *facts, struct conformance *out)
{
    const struct loaded_profiles *profiles = judge->profiles;
    const json_t *given = NULL;
    for (size_t i = 0; i < profiles->count; i++) {
        if (!matcher_is_claimed_by(profiles->items[i].matcher, facts)) {
            continue;
        }
        if (given == NULL) {
            given = conformance_given(judge, statement);
            out->profiles = ARENA_ARRAY(judge->arena, struct profile_keeping, profiles->count - i);
        }
        out->has_patterns = out->has_patterns || profiles->items[i].has_patterns;
        out->profiles[out->profile_count++] =
            judge_by(&profiles->items[i], given, facts, judge->arena);
    }
}

const struct conformance *conformance_judge(struct conformance_judge *judge,
                                            const struct statement *statement)
{
    struct conformance *out = ARENA_NEW(judge->arena, struct conformance);
    out->serial = judge->profiles->serial;
    if (judge->profiles->count == 0) {
        return out;
    }
    const json_t *context = json_object_get(statement->json, "context");
    const struct statement_facts facts = statement_facts_of(statement->json, judge->arena);
    judge_claimed(judge, statement, &facts, out);
    if (out->profile_count > 0) {
        out->platform = name_shorten(said_text(context, "platform"), judge->arena);
        out->revision = name_shorten(said_text(context, "revision"), judge->arena);
    }
    return out;
}
