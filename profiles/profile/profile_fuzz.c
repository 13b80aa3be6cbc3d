/* SPDX-License-Identifier: Apache-2.0 */

/* Any bytes: what is read as a profile keeps its limits and comes to an end, and what is told of it
 * has its words, its place and its line. */
#include "base/fuzz.h"
#include "profile/profile.h"

static void require_findings(const struct findings *findings, size_t lines)
{
    fuzz_require(findings->count <= FINDINGS_KEPT_MAX);
    fuzz_require(findings->count == FINDINGS_KEPT_MAX ||
                 findings->count == findings->errors + findings->warnings);
    for (size_t i = 0; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        fuzz_require(finding->message[0] != '\0' && text_is_utf8(text_of(finding->message)));
        fuzz_require(finding->place[0] == '\0' || finding->place[0] == '/');
        fuzz_require(finding->line >= 1 && finding->line <= lines);
        fuzz_require(i == 0 || finding->line >= findings->items[i - 1].line);
    }
}

static void require_rules(const struct profile *profile)
{
    for (size_t i = 0; i < profile->template_count; i++) {
        const struct profile_template *template = &profile->templates[i];
        fuzz_require(template->part.id != NULL);
        for (size_t j = 0; j < template->rule_count; j++) {
            fuzz_require(template->rules[j].location.branch_count > 0);
        }
    }
}

/* Members lead to parts of this profile, and each pattern is deeper than those in it. */
static void require_patterns(const struct profile *profile)
{
    for (size_t i = 0; i < profile->pattern_count; i++) {
        const struct profile_pattern *pattern = &profile->patterns[i];
        fuzz_require(pattern->part.id != NULL && pattern->depth <= PROFILE_NESTING_MAX);
        for (size_t j = 0; j < pattern->member_count; j++) {
            const struct pattern_member *member = &pattern->members[j];
            fuzz_require(member->template == NULL || member->pattern == NULL);
            fuzz_require(member->template == NULL ||
                         (size_t)(member->template - profile->templates) < profile->template_count);
            fuzz_require(member->pattern == NULL || member->pattern->depth < pattern->depth);
        }
    }
}

static size_t count_lines(struct text text)
{
    size_t lines = 1;
    for (size_t i = 0; i < text.length; i++) {
        lines += text.data[i] == '\n' ? 1 : 0;
    }
    return lines;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *copy = fuzz_copy(data, size);
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile profile = {0};
    struct findings findings = {.count = 0};
    struct error error = {.message = ""};
    const struct text text = {copy, size};
    if (profile_read(text, "p", arena, &profile, &findings, &error) != STATUS_OK) {
        fuzz_require(error.message[0] != '\0' && text_is_utf8(text_of(error.message)));
        return 0;
    }
    require_findings(&findings, count_lines(text));
    for (size_t i = 0; i < profile.concept_count; i++) {
        fuzz_require(profile.concepts[i].part.id != NULL);
    }
    require_rules(&profile);
    require_patterns(&profile);
    return 0;
}
