/* SPDX-License-Identifier: Apache-2.0 */

/* How patterns are nested. One walk in depth over all patterns, without recursion: each member of
 * each pattern is looked at once. A member that would close a cycle, or lead too deep, is cut off,
 * so what is left is a graph that comes to an end. */
#include "profile/references.h"

enum mark { MARK_NEW, MARK_OPEN, MARK_DONE };

/* A pattern being walked, and its next member. */
struct frame {
    size_t pattern;
    size_t member;
};

struct pattern_walk {
    const struct profile_reader *reader;
    struct profile *profile;
    unsigned char *marks; /* enum mark of each pattern */
    struct frame *stack;
    size_t height;
};

static struct json_place place_of(const struct profile_pattern *pattern)
{
    static const struct json_place ARRAY = {.key = "patterns"};
    return json_place_element(&ARRAY, pattern->part.index);
}

static void resolve_members(const struct profile_reader *reader,
                            const struct reference_index *index, struct profile *profile,
                            struct profile_pattern *pattern, bool *is_used)
{
    const struct json_place place = place_of(pattern);
    for (size_t i = 0; i < pattern->member_count; i++) {
        struct pattern_member *member = &pattern->members[i];
        const struct referent found = reference_resolve(reader, index, member->iri, &place, NULL);
        if (found.kind == REFERENT_CONCEPT) {
            tell(reader, FAULT_REFERENCE_KIND, &place, NULL,
                 "'%s' is a concept, neither a template nor a pattern", shown(reader, member->iri));
        } else if (found.kind == REFERENT_TEMPLATE) {
            member->template = &profile->templates[found.at];
        } else if (found.kind == REFERENT_PATTERN) {
            member->pattern = &profile->patterns[found.at];
            is_used[found.at] = true;
        }
    }
}

static void check_alternates(const struct profile_reader *reader,
                             const struct profile_pattern *pattern)
{
    const struct json_place place = place_of(pattern);
    for (size_t i = 0; i < pattern->member_count; i++) {
        const struct profile_pattern *member = pattern->members[i].pattern;
        if (member != NULL &&
            (member->kind == PATTERN_OPTIONAL || member->kind == PATTERN_ZERO_OR_MORE)) {
            tell(reader, FAULT_PATTERN_OPTIONAL, &place, "alternates",
                 "'%s' may match nothing, so the alternates behind it are never tried",
                 shown(reader, member->part.id));
        }
    }
}

static void check_count(const struct profile_reader *reader, const struct profile_pattern *pattern,
                        bool is_used)
{
    bool is_list = pattern->kind == PATTERN_ALTERNATES || pattern->kind == PATTERN_SEQUENCE;
    if (!is_list || pattern->member_count != 1) {
        return;
    }
    bool may_be_single = pattern->kind == PATTERN_SEQUENCE && pattern->is_primary && !is_used &&
                         pattern->members[0].pattern == NULL;
    if (!may_be_single) {
        const struct json_place place = place_of(pattern);
        tell(reader, FAULT_PATTERN_SINGLE, &place,
             pattern->kind == PATTERN_ALTERNATES ? "alternates" : "sequence",
             "it has one member alone");
    }
}

/* Whether the walk goes into the member; if it must not, the member is cut off. */
static bool enter(struct pattern_walk *walk, const struct profile_pattern *pattern,
                  struct pattern_member *member)
{
    const struct json_place place = place_of(pattern);
    size_t at = (size_t)(member->pattern - walk->profile->patterns);
    if (walk->marks[at] == MARK_OPEN) {
        tell(walk->reader, FAULT_PATTERN_CYCLE, &place, NULL,
             "its member '%s' contains it, or is it", shown(walk->reader, member->iri));
        member->pattern = NULL;
    }
    return member->pattern != NULL && walk->marks[at] == MARK_NEW;
}

/* Behind the last member: its depth is known now. */
static void leave(struct pattern_walk *walk, struct profile_pattern *pattern)
{
    const struct json_place place = place_of(pattern);
    for (size_t i = 0; i < pattern->member_count; i++) {
        struct pattern_member *member = &pattern->members[i];
        if (member->pattern != NULL && member->pattern->depth >= PROFILE_NESTING_MAX) {
            tell(walk->reader, FAULT_PATTERN_DEPTH, &place, NULL,
                 "'%s' has %d patterns one within the other", shown(walk->reader, member->iri),
                 PROFILE_NESTING_MAX);
            member->pattern = NULL;
        }
        if (member->pattern != NULL && member->pattern->depth + 1 > pattern->depth) {
            pattern->depth = member->pattern->depth + 1;
        }
    }
    walk->marks[pattern - walk->profile->patterns] = MARK_DONE;
    walk->height--;
}

static void push(struct pattern_walk *walk, size_t pattern)
{
    walk->marks[pattern] = MARK_OPEN;
    walk->stack[walk->height++] = (struct frame){.pattern = pattern};
}

static void walk_from(struct pattern_walk *walk, size_t first)
{
    push(walk, first);
    while (walk->height > 0) {
        struct frame *top = &walk->stack[walk->height - 1];
        struct profile_pattern *pattern = &walk->profile->patterns[top->pattern];
        if (top->member == pattern->member_count) {
            leave(walk, pattern);
            continue;
        }
        struct pattern_member *member = &pattern->members[top->member++];
        if (member->pattern != NULL && enter(walk, pattern, member)) {
            push(walk, (size_t)(member->pattern - walk->profile->patterns));
        }
    }
}

void pattern_references_check(const struct profile_reader *reader,
                              const struct reference_index *index, struct profile *profile)
{
    size_t count = profile->pattern_count;
    bool *is_used = ARENA_ARRAY(reader->arena, bool, count + 1);
    for (size_t i = 0; i < count; i++) {
        resolve_members(reader, index, profile, &profile->patterns[i], is_used);
    }
    struct pattern_walk walk = {.reader = reader,
                                .profile = profile,
                                .marks = ARENA_ARRAY(reader->arena, unsigned char, count + 1),
                                .stack = ARENA_ARRAY(reader->arena, struct frame, count + 1)};
    for (size_t i = 0; i < count; i++) {
        check_count(reader, &profile->patterns[i], is_used[i]);
        if (profile->patterns[i].kind == PATTERN_ALTERNATES) {
            check_alternates(reader, &profile->patterns[i]);
        }
        if (walk.marks[i] == MARK_NEW) {
            walk_from(&walk, i);
        }
    }
}
