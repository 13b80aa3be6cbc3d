/* SPDX-License-Identifier: Apache-2.0 */

/* What profile_matches.c has gathered, as text and as JSON. */
#include "commands/profile_matches.h"

#include "base/printable.h"
#include "matching/breach_words.h"

#include <inttypes.h>
#include <stdio.h>

static const char *shown(struct arena *arena, const char *text)
{
    return printable(arena, text_of(text == NULL ? "" : text));
}

const char *match_kind_message(const struct match_kind *kind, struct arena *arena)
{
    if (kind->extension != NULL) {
        return arena_print(arena, "'%s' in %s", shown(arena, kind->extension->part.id),
                           kind->value);
    }
    if (kind->template == NULL) {
        return arena_print(arena, "no template has the verb '%s' with the type '%s'",
                           shown(arena, kind->verb), shown(arena, kind->type));
    }
    return breach_words(kind->rule, kind->constraint, kind->value, arena);
}

static const char *template_id(const struct match_kind *kind)
{
    return kind->template == NULL ? NULL : kind->template->part.id;
}

static void print_kind(const struct match_kind *kind)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)printf("%s:%" PRId64 ": ", kind->first.file, kind->first.line);
    if (kind->extension != NULL) {
        (void)printf("extension: %s", match_kind_message(kind, arena));
    } else if (kind->template == NULL) {
        (void)printf("unmatched: %s", match_kind_message(kind, arena));
    } else {
        (void)printf("invalid: by template %s, %s", shown(arena, template_id(kind)),
                     match_kind_message(kind, arena));
    }
    if (kind->count > 1) {
        (void)printf(" (and %zu more like it)", kind->count - 1);
    }
    (void)printf("\n");
}

static void print_broken(const struct match_broken *broken)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    (void)printf("%s:%" PRId64 ": failure: registration %s follows no pattern from here on",
                 broken->place.file, broken->place.line, shown(arena, broken->registration));
    if (broken->pattern != NULL) {
        (void)printf("; it came furthest in %s", shown(arena, broken->pattern));
    }
    (void)printf("\n");
}

static void print_templates(const struct profile_matches *matches)
{
    const struct profile *profile = matcher_profile(matches->matcher);
    for (size_t i = 0; i < profile->template_count; i++) {
        if (matches->followed[i] + matches->violated[i] > 0) {
            AUTO(arena_destroy) struct arena *arena = arena_create();
            (void)printf("%10zu %10zu  %s\n", matches->followed[i], matches->violated[i],
                         shown(arena, profile->templates[i].part.id));
        }
    }
}

void profile_matches_print(const struct profile_matches *matches)
{
    for (size_t i = 0; i < matches->kind_count; i++) {
        print_kind(&matches->kinds[i]);
    }
    for (size_t i = 0; i < matches->broken_count; i++) {
        print_broken(&matches->broken[i]);
    }
    if (matches->untold > 0) {
        (void)printf("and %zu faults of other kinds\n", matches->untold);
    }
    (void)printf("   follows     breaks  template\n");
    print_templates(matches);
    (void)printf("%zu statements: %zu keep to the profile, %zu break it, %zu match no template",
                 matches->statements, matches->outcomes[OUTCOME_SUCCESS],
                 matches->outcomes[OUTCOME_INVALID], matches->outcomes[OUTCOME_UNMATCHED]);
    if (matches->extended > 0) {
        (void)printf("; %zu have an extension that is not as the profile says", matches->extended);
    }
    if (matches->passed > 0) {
        (void)printf("; %zu do not claim it", matches->passed);
    }
    const size_t *outcomes = matches->history_outcomes;
    (void)printf("\nregistrations: %zu follow a pattern, %zu are in the middle of one, %zu follow "
                 "none, %zu undecided\n",
                 outcomes[PATTERN_SUCCESS], outcomes[PATTERN_PARTIAL], outcomes[PATTERN_FAILURE],
                 outcomes[PATTERN_UNDECIDED]);
}

static json_t *kinds_json(const struct profile_matches *matches)
{
    json_t *list = json_array();
    for (size_t i = 0; i < matches->kind_count; i++) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        const struct match_kind *kind = &matches->kinds[i];
        const struct template_rule *rule = kind->rule;
        (void)json_array_append_new(
            list,
            json_pack("{s:s, s:I, s:s?, s:s?, s:s?, s:s?, s:s, s:I}", "file", kind->first.file,
                      "line", (json_int_t)kind->first.line, "template", template_id(kind),
                      "location", rule == NULL ? NULL : rule->location_text, "constraint",
                      kind->template == NULL ? NULL : constraint_name(kind->constraint), "value",
                      kind->value, "message", match_kind_message(kind, arena), "count",
                      (json_int_t)kind->count));
    }
    return list;
}

static json_t *broken_json(const struct profile_matches *matches)
{
    json_t *list = json_array();
    for (size_t i = 0; i < matches->broken_count; i++) {
        const struct match_broken *broken = &matches->broken[i];
        (void)json_array_append_new(
            list, json_pack("{s:s, s:I, s:s, s:s?}", "file", broken->place.file, "line",
                            (json_int_t)broken->place.line, "registration", broken->registration,
                            "pattern", broken->pattern));
    }
    return list;
}

static json_t *templates_json(const struct profile_matches *matches)
{
    const struct profile *profile = matcher_profile(matches->matcher);
    json_t *list = json_array();
    for (size_t i = 0; i < profile->template_count; i++) {
        (void)json_array_append_new(list, json_pack("{s:s, s:I, s:I}", "id",
                                                    profile->templates[i].part.id, "follows",
                                                    (json_int_t)matches->followed[i], "breaks",
                                                    (json_int_t)matches->violated[i]));
    }
    return list;
}

json_t *profile_matches_json(const struct profile_matches *matches)
{
    const size_t *statements = matches->outcomes;
    const size_t *histories = matches->history_outcomes;
    return json_pack(
        "{s:s?, s:{s:I, s:I, s:I, s:I, s:I}, s:{s:I, s:I, s:I, s:I}, s:o, s:o, s:I, s:o}",
        "profile", matcher_profile(matches->matcher)->id, "statements", "success",
        (json_int_t)statements[OUTCOME_SUCCESS], "invalid", (json_int_t)statements[OUTCOME_INVALID],
        "unmatched", (json_int_t)statements[OUTCOME_UNMATCHED], "wrong_extension",
        (json_int_t)matches->extended, "unclaimed", (json_int_t)matches->passed, "registrations",
        "success", (json_int_t)histories[PATTERN_SUCCESS], "partial",
        (json_int_t)histories[PATTERN_PARTIAL], "failure", (json_int_t)histories[PATTERN_FAILURE],
        "undecided", (json_int_t)histories[PATTERN_UNDECIDED], "templates", templates_json(matches),
        "faults", kinds_json(matches), "untold", (json_int_t)matches->untold, "failures",
        broken_json(matches));
}
