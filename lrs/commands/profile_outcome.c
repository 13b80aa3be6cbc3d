/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs profile outcome: whether one statement keeps to the profiles that are loaded. */
#include "commands/profile_actions.h"

#include "base/json.h"
#include "base/printable.h"
#include "commands/profile_inquiry.h"
#include "matching/breach_words.h"
#include "store/conformance.h"
#include "store/conformance_explained.h"

#include <stdio.h>

static const struct inquiry_words words_of_line = {
    .command = "ibest-lrs profile outcome",
    .usage = "STATEMENT-ID [OPTIONS]",
    .summary = "Tells of one statement which of the loaded profiles it claims, which templates it "
               "matches and\nwhich rules it breaks. Ends with 1 if it does not keep to one that it "
               "claims.",
    .lacking = "name a statement by its id",
};

/* What is told, and whether all is as it should be. */
struct telling {
    json_t *list; /* NULL: it is printed */
    size_t broken;
};

static const char *outcome_name(const struct explained_profile *profile)
{
    switch (profile->judgement.outcome) {
    case OUTCOME_UNMATCHED:
        return "unmatched";
    case OUTCOME_SUCCESS:
        return profile->judgement.extensions.count > 0 ? "wrong-extension" : "success";
    case OUTCOME_INVALID:
        return "invalid";
    }
    return "";
}

static json_t *rules_json(const struct template_match *match, struct arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < match->broken_count; i++) {
        const struct broken_rule *broken = &match->broken[i];
        const char *value = breach_value(broken->value, BREACH_VALUE_MAX, arena);
        (void)json_array_append_new(
            list, json_pack("{s:s?, s:s, s:s?, s:s}", "location",
                            broken->rule == NULL ? NULL : broken->rule->location_text, "constraint",
                            constraint_name(broken->constraint), "value", value, "message",
                            breach_words(broken->rule, broken->constraint, value, arena)));
    }
    return list;
}

static json_t *templates_json(const struct judgement *judgement, struct arena *arena)
{
    json_t *list = json_array();
    for (size_t i = 0; i < judgement->template_count; i++) {
        const struct template_match *match = &judgement->templates[i];
        (void)json_array_append_new(list, json_pack("{s:s, s:o}", "id", match->template->part.id,
                                                    "broken", rules_json(match, arena)));
    }
    return list;
}

static json_t *extensions_json(const struct judgement *judgement)
{
    json_t *list = json_array();
    for (size_t i = 0; i < judgement->extensions.count; i++) {
        const struct broken_extension *broken = &judgement->extensions.items[i];
        (void)json_array_append_new(list,
                                    json_pack("{s:s, s:s, s:s}", "id", broken->concept->part.id,
                                              "where", broken->where, "message", broken->message));
    }
    return list;
}

static void print_template(const struct template_match *match, struct arena *arena)
{
    (void)printf("  %s %s\n", match->broken_count == 0 ? "follows" : "breaks",
                 printable(arena, text_of(match->template->part.id)));
    for (size_t i = 0; i < match->broken_count; i++) {
        const struct broken_rule *broken = &match->broken[i];
        const char *value = breach_value(broken->value, BREACH_VALUE_MAX, arena);
        value = value == NULL ? NULL : printable(arena, text_of(value));
        (void)printf("    %s\n", breach_words(broken->rule, broken->constraint, value, arena));
    }
}

static void print_profile(const struct explained_profile *profile, struct arena *arena)
{
    const struct judgement *judgement = &profile->judgement;
    const char *id = printable(arena, text_of(matcher_profile(profile->matcher)->id));
    if (!profile->is_claimed) {
        (void)printf("%s: not claimed by a category\n", id);
        return;
    }
    (void)printf("%s: %s\n", id, outcome_name(profile));
    for (size_t i = 0; i < judgement->template_count; i++) {
        print_template(&judgement->templates[i], arena);
    }
    for (size_t i = 0; i < judgement->extensions.count; i++) {
        const struct broken_extension *broken = &judgement->extensions.items[i];
        (void)printf("  extension %s in %s: %s\n",
                     printable(arena, text_of(broken->concept->part.id)), broken->where,
                     broken->message);
    }
}

static enum status tell(void *context, const struct explained_profile *profile, struct arena *arena,
                        struct error *error)
{
    struct telling *telling = context;
    const struct judgement *judgement = &profile->judgement;
    bool is_whole = judgement->outcome == OUTCOME_SUCCESS && judgement->extensions.count == 0;
    telling->broken += profile->is_claimed && !is_whole;
    if (telling->list == NULL) {
        print_profile(profile, arena);
        return STATUS_OK;
    }
    json_t *json =
        json_pack("{s:s, s:b, s:s, s:o, s:o}", "profile", matcher_profile(profile->matcher)->id,
                  "claimed", profile->is_claimed, "outcome", outcome_name(profile), "templates",
                  templates_json(judgement, arena), "extensions", extensions_json(judgement));
    return json_array_append_new(telling->list, json) == 0
               ? STATUS_OK
               : FAIL(error, STATUS_INTERNAL, "a profile's id is not text");
}

static enum status finish(const struct telling *telling, struct error *error)
{
    enum status status = inquiry_write(telling->list, error);
    if (status != STATUS_OK) {
        return status;
    }
    if (telling->broken > 0) {
        return FAIL(error, STATUS_PRECONDITION,
                    "the statement does not keep to %zu profile%s that it claims", telling->broken,
                    telling->broken == 1 ? "" : "s");
    }
    return STATUS_OK;
}

static enum status run(int count, char **arguments, struct error *error)
{
    struct inquiry_line line = {.as_json = NULL};
    bool helped = false;
    enum status status = inquiry_line_read(&words_of_line, count, arguments, &line, &helped, error);
    if (status != STATUS_OK || helped) {
        return status;
    }
    AUTO(store_close) struct store *store = NULL;
    AUTO(json_release) json_t *list = line.as_json == NULL ? NULL : json_array();
    struct telling telling = {.list = list};
    const struct store_options options = {.beside = true, .existing = true};
    status = store_open(line.settings.store, &options, &store, error);
    if (status == STATUS_OK) {
        status = store_explain_conformance(store, &line.id, tell, &telling, error);
    }
    return status == STATUS_OK ? finish(&telling, error) : status;
}

const struct command profile_action_outcome = {
    .name = "outcome",
    .summary = "tell whether one stored statement keeps to the loaded profiles",
    .run = run,
};
