/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/template_rule.h"

#include "matching/json_select.h"

/* What a rule is about: its evaluated values. */
struct values {
    struct json_selection matchable;
    bool has_unmatchable; /* the selector found nothing in one */
};

static bool evaluate(const struct template_rule *rule, const json_t *statement,
                     struct effort *effort, struct arena *arena, struct values *out)
{
    struct json_selection located = {.count = 0};
    bool selects = rule->selector.branch_count > 0;
    if (!json_select(&rule->location, statement, effort, arena,
                     selects ? &located : &out->matchable)) {
        return false;
    }
    for (size_t i = 0; i < located.count; i++) {
        size_t before = out->matchable.count;
        if (!json_select(&rule->selector, located.items[i], effort, arena, &out->matchable)) {
            return false;
        }
        out->has_unmatchable |= out->matchable.count == before;
    }
    return true;
}

static bool is_among(const json_t *value, const json_t *list, struct effort *effort)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        if (json_is_same(value, json_array_get(list, i), effort)) {
            return true;
        }
    }
    return false;
}

/* The first value that is among `list`, or that is not, as `wanted` says; NULL if there is none. */
static const json_t *first_among(const struct values *values, const json_t *list, bool wanted,
                                 struct effort *effort)
{
    for (size_t i = 0; i < values->matchable.count; i++) {
        if (is_among(values->matchable.items[i], list, effort) == wanted) {
            return values->matchable.items[i];
        }
    }
    return NULL;
}

static const json_t *first_of(const struct values *values)
{
    return values->matchable.count > 0 ? values->matchable.items[0] : NULL;
}

static struct rule_outcome broken(enum constraint constraint, const json_t *value)
{
    return (struct rule_outcome){constraint, value};
}

static struct rule_outcome follow_presence(enum rule_presence presence, const struct values *values)
{
    bool lacks = values->has_unmatchable || values->matchable.count == 0;
    if (presence == PRESENCE_INCLUDED && lacks) {
        return broken(CONSTRAINT_INCLUDED, NULL);
    }
    if (presence == PRESENCE_EXCLUDED && values->matchable.count > 0) {
        return broken(CONSTRAINT_EXCLUDED, first_of(values));
    }
    return broken(CONSTRAINT_NONE_BROKEN, NULL);
}

static struct rule_outcome follow_lists(const struct template_rule *rule,
                                        const struct values *values, struct effort *effort)
{
    if (rule->any != NULL && first_among(values, rule->any, true, effort) == NULL) {
        return broken(CONSTRAINT_ANY, first_of(values));
    }
    const json_t *other = rule->all != NULL ? first_among(values, rule->all, false, effort) : NULL;
    if (other != NULL || (rule->all != NULL && values->has_unmatchable)) {
        return broken(CONSTRAINT_ALL, other);
    }
    const json_t *forbidden =
        rule->none != NULL ? first_among(values, rule->none, true, effort) : NULL;
    return broken(forbidden != NULL ? CONSTRAINT_NONE : CONSTRAINT_NONE_BROKEN, forbidden);
}

/* Whether `any`, `all` and `none` concern these values. */
static bool lists_apply(enum rule_presence presence, const struct values *values)
{
    return presence == PRESENCE_ANY || presence == PRESENCE_INCLUDED ||
           (presence == PRESENCE_RECOMMENDED && values->matchable.count > 0);
}

struct rule_outcome rule_follow(const struct template_rule *rule, const json_t *statement,
                                struct effort *effort, struct arena *arena)
{
    struct values values = {.has_unmatchable = false};
    if (!evaluate(rule, statement, effort, arena, &values)) {
        return broken(CONSTRAINT_UNDECIDED, NULL);
    }
    struct rule_outcome outcome = follow_presence(rule->presence, &values);
    if (outcome.broken == CONSTRAINT_NONE_BROKEN && lists_apply(rule->presence, &values)) {
        outcome = follow_lists(rule, &values, effort);
    }
    /* With none left, a comparison may have been given up. */
    return effort->left == 0 ? broken(CONSTRAINT_UNDECIDED, NULL) : outcome;
}

const char *constraint_name(enum constraint constraint)
{
    static const char *const NAMES[] = {"",    "included", "excluded",  "any",
                                        "all", "none",     "reference", "undecided"};
    return NAMES[constraint];
}
