/* SPDX-License-Identifier: Apache-2.0 */

/* Statements have IRIs as keys only below 'extensions', of a context, a result or an activity's
 * definition; which of them tells what type of extension it is. */
#include "profile/rule_paths.h"

#include "base/iri.h"

#include <string.h>

static bool names(const struct json_path_step *step, const char *name)
{
    return step->choice_count == 1 && !step->is_deep && step->choices[0].kind == JSON_PATH_NAME &&
           text_is(step->choices[0].name, name);
}

static bool has_iri(const struct json_path_step *step)
{
    for (size_t i = 0; i < step->choice_count; i++) {
        if (step->choices[i].kind == JSON_PATH_NAME && iri_is_valid(step->choices[i].name)) {
            return true;
        }
    }
    return false;
}

/* Of steps that have names alone, the first that has an IRI; step_count if there is none, or if one
 * before it may lead to 'extensions'. */
static size_t find_iri(const struct json_path_branch *branch)
{
    for (size_t i = 0; i < branch->step_count; i++) {
        const struct json_path_step *step = &branch->steps[i];
        if (has_iri(step)) {
            return step->is_deep ? branch->step_count : i;
        }
        if (step->choice_count != 1 || step->is_deep || names(step, "extensions") ||
            step->choices[0].kind != JSON_PATH_NAME) {
            return branch->step_count;
        }
    }
    return branch->step_count;
}

static void insert_extensions(const struct profile_reader *reader, struct json_path_branch *branch,
                              size_t at)
{
    struct json_path_step *steps =
        ARENA_ARRAY(reader->arena, struct json_path_step, branch->step_count + 1);
    struct json_path_choice *choice = ARENA_NEW(reader->arena, struct json_path_choice);
    *choice = (struct json_path_choice){.kind = JSON_PATH_NAME, .name = text_of("extensions")};
    memcpy(steps, branch->steps, at * sizeof *steps);
    steps[at] = (struct json_path_step){.choices = choice, .choice_count = 1};
    memcpy(steps + at + 1, branch->steps + at, (branch->step_count - at) * sizeof *steps);
    branch->steps = steps;
    branch->step_count++;
}

void rule_location_mend(const struct profile_reader *reader, struct json_path *location,
                        const struct json_place *place)
{
    for (size_t i = 0; i < location->branch_count; i++) {
        struct json_path_branch *branch = &location->branches[i];
        size_t at = find_iri(branch);
        if (at < branch->step_count) {
            tell(reader, FAULT_PATH_EXTENSIONS, place, "location",
                 "'%s' does not stand below 'extensions'",
                 shown(reader, arena_copy(reader->arena, branch->steps[at].choices[0].name)));
            insert_extensions(reader, branch, at);
        }
    }
}

/* Which type of extension stands below `step`; CONCEPT_KINDS if that cannot be told. */
static enum concept_kind kind_below(const struct json_path_step *step)
{
    static const struct {
        const char *name;
        enum concept_kind kind;
    } PLACES[] = {{"context", CONCEPT_CONTEXT_EXTENSION},
                  {"result", CONCEPT_RESULT_EXTENSION},
                  {"definition", CONCEPT_ACTIVITY_EXTENSION}};
    for (size_t i = 0; i < sizeof PLACES / sizeof *PLACES; i++) {
        if (names(step, PLACES[i].name)) {
            return PLACES[i].kind;
        }
    }
    return CONCEPT_KINDS;
}

/* Other profiles may well have an extension of the same name. */
static void check_extension(const struct profile_reader *reader,
                            const struct reference_index *index, const char *iri,
                            enum concept_kind kind, const struct json_place *place)
{
    const struct referent found =
        reference_is_own(index->profile, iri)
            ? reference_resolve_near(reader, index, iri, kind, place, "location")
            : reference_find(index, iri);
    if (found.kind != REFERENT_CONCEPT) {
        return;
    }
    enum concept_kind actual = index->profile->concepts[found.at].kind;
    if (actual != kind) {
        tell(reader, FAULT_PATH_KIND, place, "location", "'%s' is a %s, and stands where a %s does",
             shown(reader, iri), concept_kind_name(actual), concept_kind_name(kind));
    }
}

static void check_branch(const struct profile_reader *reader, const struct reference_index *index,
                         const struct json_path_branch *branch, const struct json_place *place)
{
    for (size_t i = 1; i + 1 < branch->step_count; i++) {
        enum concept_kind kind = kind_below(&branch->steps[i - 1]);
        const struct json_path_step *next = &branch->steps[i + 1];
        if (kind == CONCEPT_KINDS || !names(&branch->steps[i], "extensions") || next->is_deep) {
            continue;
        }
        for (size_t j = 0; j < next->choice_count; j++) {
            if (next->choices[j].kind == JSON_PATH_NAME) {
                const char *iri = arena_copy(reader->arena, next->choices[j].name);
                check_extension(reader, index, iri, kind, place);
            }
        }
    }
}

/* Values may be IRIs of anything: only those that a concept nearly has are told. */
static void check_values(const struct profile_reader *reader, const struct reference_index *index,
                         const json_t *values, const struct json_place *place, const char *key)
{
    for (size_t i = 0; i < json_array_size(values); i++) {
        const char *iri = json_string_value(json_array_get(values, i));
        if (iri != NULL) {
            reference_near_tell(reader, index, iri, place, key);
        }
    }
}

void rule_references_check(const struct profile_reader *reader, const struct reference_index *index,
                           const struct template_rule *rule, const struct json_place *place)
{
    for (size_t i = 0; i < rule->location.branch_count; i++) {
        check_branch(reader, index, &rule->location.branches[i], place);
    }
    check_values(reader, index, rule->any, place, "any");
    check_values(reader, index, rule->all, place, "all");
    check_values(reader, index, rule->none, place, "none");
}
