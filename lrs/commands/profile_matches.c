/* SPDX-License-Identifier: Apache-2.0 */

#include "commands/profile_matches.h"

#include "base/printable.h"

#include <stdlib.h>
#include <string.h>

struct profile_matches profile_matches_begin(const struct matcher *matcher, struct arena *arena)
{
    size_t templates = matcher_profile(matcher)->template_count + 1;
    return (struct profile_matches){
        .matcher = matcher,
        .arena = arena,
        .followed = ARENA_ARRAY(arena, size_t, templates),
        .violated = ARENA_ARRAY(arena, size_t, templates),
        .broken = ARENA_ARRAY(arena, struct match_broken, MATCHES_BROKEN_MAX),
        .histories = histories_begin(matcher, arena),
    };
}

static bool is_same_text(const char *left, const char *right)
{
    return left == right || (left != NULL && right != NULL && strcmp(left, right) == 0);
}

static bool is_same_kind(const struct match_kind *left, const struct match_kind *right)
{
    return left->template == right->template && left->rule == right->rule &&
           left->constraint == right->constraint && left->extension == right->extension &&
           is_same_text(left->verb, right->verb) && is_same_text(left->type, right->type);
}

static const char *kept(struct arena *arena, const char *text)
{
    return text == NULL ? NULL : arena_copy_string(arena, text);
}

/* Counts a fault; its texts are copied where it is the first of its kind. */
static void count_fault(struct profile_matches *matches, struct match_kind fault)
{
    for (size_t i = 0; i < matches->kind_count; i++) {
        if (is_same_kind(&matches->kinds[i], &fault)) {
            matches->kinds[i].count++;
            return;
        }
    }
    if (matches->kind_count == MATCHES_KINDS_MAX) {
        matches->untold++;
        return;
    }
    fault.verb = kept(matches->arena, fault.verb);
    fault.type = kept(matches->arena, fault.type);
    fault.value = kept(matches->arena, fault.value);
    fault.count = 1;
    matches->kinds = arena_grow(matches->arena, matches->kinds, matches->kind_count,
                                &matches->kind_capacity, sizeof fault);
    matches->kinds[matches->kind_count++] = fault;
}

static const char *value_text(const json_t *value, struct arena *scratch)
{
    char *text = value == NULL ? NULL : json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    const char *shown = text == NULL ? NULL : printable(scratch, text_of(text));
    free(text);
    return shown;
}

static void count_template(struct profile_matches *matches, const struct template_match *match,
                           struct match_place place, struct arena *scratch)
{
    size_t index = (size_t)(match->template - matcher_profile(matches->matcher)->templates);
    size_t *counts = match->broken_count == 0 ? matches->followed : matches->violated;
    counts[index]++;
    for (size_t i = 0; i < match->broken_count; i++) {
        const struct broken_rule *broken = &match->broken[i];
        count_fault(matches, (struct match_kind){.template = match->template,
                                                 .rule = broken->rule,
                                                 .constraint = broken->constraint,
                                                 .first = place,
                                                 .value = value_text(broken->value, scratch)});
    }
}

static void count_unmatched(struct profile_matches *matches, const json_t *statement,
                            struct match_place place)
{
    const json_t *verb = json_object_get(json_object_get(statement, "verb"), "id");
    const json_t *definition = json_object_get(json_object_get(statement, "object"), "definition");
    count_fault(matches,
                (struct match_kind){.verb = json_string_value(verb),
                                    .type = json_string_value(json_object_get(definition, "type")),
                                    .first = place});
}

static void count_extensions(struct profile_matches *matches,
                             const struct broken_extension_list *extensions,
                             struct match_place place, struct arena *scratch)
{
    matches->extended += extensions->count > 0 ? 1 : 0;
    for (size_t i = 0; i < extensions->count; i++) {
        const struct broken_extension *broken = &extensions->items[i];
        const char *value =
            arena_print(scratch, "%s.extensions: %s", broken->where, broken->message);
        count_fault(matches, (struct match_kind){
                                 .extension = broken->concept, .first = place, .value = value});
    }
}

void profile_matches_add(struct profile_matches *matches, const json_t *statement,
                         struct match_place place, struct arena *scratch)
{
    struct judgement judgement = matcher_judge(matches->matcher, statement, NULL, scratch);
    matches->statements++;
    matches->outcomes[judgement.outcome]++;
    if (judgement.outcome == OUTCOME_UNMATCHED) {
        count_unmatched(matches, statement, place);
    }
    for (size_t i = 0; i < judgement.template_count; i++) {
        count_template(matches, &judgement.templates[i], place, scratch);
    }
    count_extensions(matches, &judgement.extensions, place, scratch);
    matches->places = arena_grow(matches->arena, matches->places, matches->place_count,
                                 &matches->place_capacity, sizeof place);
    matches->places[matches->place_count] = place;
    matches->place_count +=
        histories_add(matches->histories, statement, &judgement, (int64_t)matches->place_count);
}

static void note_broken(struct profile_matches *matches, const struct history *history)
{
    if (matches->broken_count < MATCHES_BROKEN_MAX) {
        const struct profile_pattern *pattern = history->result.pattern;
        matches->broken[matches->broken_count++] =
            (struct match_broken){.registration = history->registration,
                                  .pattern = pattern == NULL ? NULL : pattern->part.id,
                                  .place = matches->places[history->broken_label]};
    }
}

void profile_matches_end(struct profile_matches *matches)
{
    size_t count = 0;
    const struct history *histories = histories_end(matches->histories, &count);
    bool has_patterns = matcher_profile(matches->matcher)->pattern_count > 0;
    for (size_t i = 0; has_patterns && i < count; i++) {
        matches->history_outcomes[histories[i].result.outcome]++;
        if (histories[i].result.outcome == PATTERN_FAILURE) {
            note_broken(matches, &histories[i]);
        }
    }
}
