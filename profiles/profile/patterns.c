/* SPDX-License-Identifier: Apache-2.0 */

/* 9.0: patterns, each by itself. */
#include "profile/parts.h"

struct pattern_draft {
    struct profile_part part;
    const char *type;
    bool is_primary;
    struct iri_list lists[PATTERN_KINDS]; /* of alternates and sequence */
    const char *ones[PATTERN_KINDS];      /* of the other operators */
};

#define AT(member) offsetof(struct pattern_draft, member)
static const struct member PATTERN[] = {
    PART_MEMBERS(pattern_draft, OPTIONAL),
    {"type", VALUE_TEXT, REQUIRED, AT(type)},
    {"primary", VALUE_BOOLEAN, OPTIONAL, AT(is_primary)},
    {"inScheme", VALUE_IRI, OPTIONAL, AT(part.in_scheme)},
    {"alternates", VALUE_IRIS, OPTIONAL, AT(lists[PATTERN_ALTERNATES])},
    {"sequence", VALUE_IRIS, OPTIONAL, AT(lists[PATTERN_SEQUENCE])},
    {"optional", VALUE_IRI, OPTIONAL, AT(ones[PATTERN_OPTIONAL])},
    {"oneOrMore", VALUE_IRI, OPTIONAL, AT(ones[PATTERN_ONE_OR_MORE])},
    {"zeroOrMore", VALUE_IRI, OPTIONAL, AT(ones[PATTERN_ZERO_OR_MORE])},
    MEMBERS_END};
#undef AT

static const char *const OPERATORS[PATTERN_KINDS] = {
    [PATTERN_ALTERNATES] = "alternates",   [PATTERN_OPTIONAL] = "optional",
    [PATTERN_ONE_OR_MORE] = "oneOrMore",   [PATTERN_SEQUENCE] = "sequence",
    [PATTERN_ZERO_OR_MORE] = "zeroOrMore",
};

/* False unless the object has exactly one operator. */
static bool read_operator(const struct profile_reader *reader, const json_t *object,
                          const struct json_place *place, enum pattern_kind *out)
{
    size_t count = 0;
    for (enum pattern_kind i = 0; i < PATTERN_KINDS; i++) {
        if (json_object_get(object, OPERATORS[i]) != NULL) {
            *out = i;
            count++;
        }
    }
    if (count != 1) {
        tell(reader, FAULT_PATTERN_OPERATOR, place, NULL, "it has %zu of them", count);
    }
    return count == 1;
}

static void set_members(const struct profile_reader *reader, const struct pattern_draft *draft,
                        struct profile_pattern *out)
{
    const struct iri_list one = {(const char **)arena_allocate(reader->arena, 1, sizeof(char *)),
                                 draft->ones[out->kind] != NULL ? 1 : 0};
    one.items[0] = draft->ones[out->kind];
    bool is_list = out->kind == PATTERN_ALTERNATES || out->kind == PATTERN_SEQUENCE;
    const struct iri_list list = is_list ? draft->lists[out->kind] : one;
    out->members = ARENA_ARRAY(reader->arena, struct pattern_member, list.count + 1);
    out->member_count = list.count;
    for (size_t i = 0; i < list.count; i++) {
        out->members[i].iri = list.items[i];
    }
}

static void read_pattern(const struct profile_reader *reader, const json_t *object,
                         const struct json_place *place, struct profile *out)
{
    static const char *const TYPES[] = {"Pattern", NULL};
    struct pattern_draft draft = {.type = NULL};
    enum pattern_kind kind = PATTERN_SEQUENCE;
    members_read(reader, object, place, PATTERN, &draft);
    (void)word_read(reader, draft.type, TYPES, place, "type");
    if (draft.is_primary && json_object_get(object, "prefLabel") == NULL) {
        tell(reader, FAULT_MEMBER_MISSING, place, NULL,
             "'prefLabel' is missing, which a primary pattern must have");
    }
    if (draft.is_primary && json_object_get(object, "definition") == NULL) {
        tell(reader, FAULT_MEMBER_MISSING, place, NULL,
             "'definition' is missing, which a primary pattern must have");
    }
    if (!read_operator(reader, object, place, &kind) || draft.part.id == NULL) {
        return;
    }
    struct profile_pattern *pattern = &out->patterns[out->pattern_count++];
    *pattern =
        (struct profile_pattern){.part = draft.part, .is_primary = draft.is_primary, .kind = kind};
    pattern->part.index = place->index;
    set_members(reader, &draft, pattern);
}

void patterns_read(const struct profile_reader *reader, const json_t *array, struct profile *out)
{
    const struct json_place place = json_place_member(NULL, "patterns");
    out->patterns = ARENA_ARRAY(reader->arena, struct profile_pattern, json_array_size(array) + 1);
    for (size_t i = 0; i < json_array_size(array); i++) {
        const struct json_place below = json_place_element(&place, i);
        const json_t *object = object_expect(reader, json_array_get(array, i), &below);
        if (object != NULL) {
            read_pattern(reader, object, &below, out);
        }
    }
}
