/* SPDX-License-Identifier: Apache-2.0 */

#include "matching/pattern_follow.h"

#include <string.h>

/* Statements being held against one primary pattern. */
struct following {
    const struct pattern_step *steps;
    size_t count;
    size_t furthest; /* the last statement that was compared and did not fit */
    struct effort *effort;
};

/* Where a part of a pattern has come to: the statements before `next` are taken. */
struct taken {
    enum pattern_outcome outcome;
    size_t next;
};

static struct taken follow_member(struct following *following, const struct pattern_member *member,
                                  size_t from);

static struct taken taken(enum pattern_outcome outcome, size_t next)
{
    return (struct taken){outcome, next};
}

/* Whether there is no use in going on. */
static bool is_over(struct taken part)
{
    return part.outcome == PATTERN_FAILURE || part.outcome == PATTERN_UNDECIDED;
}

static bool is_template(const struct pattern_member *member,
                        const struct profile_template *template)
{
    return member->template != NULL ? member->template == template
                                    : strcmp(member->iri, template->part.id) == 0;
}

static struct taken follow_template(struct following *following,
                                    const struct pattern_member *member, size_t from)
{
    if (from == following->count) {
        return taken(PATTERN_PARTIAL, from);
    }
    const struct pattern_step *step = &following->steps[from];
    for (size_t i = 0; i < step->template_count; i++) {
        if (is_template(member, step->templates[i])) {
            return taken(PATTERN_SUCCESS, from + 1);
        }
    }
    following->furthest = from > following->furthest ? from : following->furthest;
    return taken(PATTERN_FAILURE, from);
}

static struct taken follow_sequence(struct following *following,
                                    const struct profile_pattern *pattern, size_t from)
{
    struct taken part = taken(PATTERN_SUCCESS, from);
    for (size_t i = 0; i < pattern->member_count && part.outcome == PATTERN_SUCCESS; i++) {
        part = follow_member(following, &pattern->members[i], part.next);
    }
    return part.outcome == PATTERN_FAILURE ? taken(PATTERN_FAILURE, from) : part;
}

/* The longest of those that succeed; else one that is unfinished. */
static struct taken follow_alternates(struct following *following,
                                      const struct profile_pattern *pattern, size_t from)
{
    struct taken best = taken(PATTERN_FAILURE, from);
    for (size_t i = 0; i < pattern->member_count; i++) {
        struct taken part = follow_member(following, &pattern->members[i], from);
        if (part.outcome == PATTERN_UNDECIDED) {
            return part;
        }
        bool is_first = part.outcome != PATTERN_FAILURE && best.outcome == PATTERN_FAILURE;
        bool is_better = part.outcome == PATTERN_SUCCESS &&
                         (best.outcome == PATTERN_PARTIAL || part.next > best.next);
        best = is_first || is_better ? part : best;
    }
    return best;
}

/* As often as it goes; `at_least` times. */
static struct taken follow_repetition(struct following *following,
                                      const struct profile_pattern *pattern, size_t from,
                                      size_t at_least)
{
    size_t times = 0;
    size_t next = from;
    for (;;) {
        struct taken part = follow_member(following, &pattern->members[0], next);
        bool is_enough = times >= at_least;
        if (part.outcome == PATTERN_UNDECIDED || (is_over(part) && !is_enough)) {
            return taken(part.outcome, from);
        }
        bool has_begun = next < following->count; /* else it is not this that is unfinished */
        if (part.outcome == PATTERN_PARTIAL && (has_begun || !is_enough)) {
            return part;
        }
        if (part.outcome != PATTERN_SUCCESS) {
            return taken(PATTERN_SUCCESS, next);
        }
        if (part.next == next) { /* it takes nothing, and would for ever */
            return part;
        }
        next = part.next;
        times++;
    }
}

static struct taken follow_optional(struct following *following,
                                    const struct profile_pattern *pattern, size_t from)
{
    if (from == following->count) {
        return taken(PATTERN_SUCCESS, from);
    }
    struct taken part = follow_member(following, &pattern->members[0], from);
    return part.outcome == PATTERN_FAILURE ? taken(PATTERN_SUCCESS, from) : part;
}

static struct taken follow_pattern(struct following *following,
                                   const struct profile_pattern *pattern, size_t from)
{
    if (pattern->member_count == 0) {
        return taken(PATTERN_FAILURE, from); /* the profile is at fault, and told so */
    }
    switch (pattern->kind) {
    case PATTERN_ALTERNATES:
        return follow_alternates(following, pattern, from);
    case PATTERN_OPTIONAL:
        return follow_optional(following, pattern, from);
    case PATTERN_ONE_OR_MORE:
        return follow_repetition(following, pattern, from, 1);
    case PATTERN_ZERO_OR_MORE:
        return follow_repetition(following, pattern, from, 0);
    case PATTERN_SEQUENCE:
    default:
        return follow_sequence(following, pattern, from);
    }
}

static struct taken follow_member(struct following *following, const struct pattern_member *member,
                                  size_t from)
{
    if (!effort_spend(following->effort)) {
        return taken(PATTERN_UNDECIDED, from);
    }
    return member->pattern != NULL ? follow_pattern(following, member->pattern, from)
                                   : follow_template(following, member, from);
}

/* All statements against one primary pattern. What is left behind a success is broken by the first
 * statement that did not fit. */
static struct pattern_result follow_primary(const struct profile_pattern *pattern,
                                            const struct pattern_step *steps, size_t step_count,
                                            struct effort *effort)
{
    struct following following = {.steps = steps, .count = step_count, .effort = effort};
    struct taken all = follow_pattern(&following, pattern, 0);
    struct pattern_result result = {.outcome = all.outcome, .pattern = pattern};
    if (all.outcome == PATTERN_SUCCESS && all.next < step_count) {
        result.outcome = PATTERN_FAILURE;
        following.furthest = following.furthest > all.next ? following.furthest : all.next;
    }
    result.broken_at = result.outcome == PATTERN_FAILURE ? following.furthest : 0;
    return result;
}

static bool is_better(const struct pattern_result *one, const struct pattern_result *other)
{
    return one->outcome != other->outcome ? one->outcome < other->outcome
                                          : one->broken_at > other->broken_at;
}

struct pattern_result patterns_follow(const struct profile *profile,
                                      const struct pattern_step *steps, size_t step_count)
{
    struct effort effort = {PATTERN_EFFORT_BASE + PATTERN_EFFORT_EACH * step_count};
    struct pattern_result best = {.outcome = PATTERN_FAILURE};
    for (size_t i = 0; i < profile->pattern_count; i++) {
        if (!profile->patterns[i].is_primary) {
            continue;
        }
        struct pattern_result result =
            follow_primary(&profile->patterns[i], steps, step_count, &effort);
        if (best.pattern == NULL || is_better(&result, &best)) {
            best = result;
        }
    }
    return best;
}
