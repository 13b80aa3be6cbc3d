/* SPDX-License-Identifier: Apache-2.0 */

#include "store/conformance_explained.h"

#include "store/conformance.h"
#include "store/loaded_profiles.h"
#include "store/parts.h"

struct explaining {
    const struct loaded_profiles *profiles;
    explanation_visitor visit;
    void *context;
    bool is_found;
};

static enum status explain(void *context, int64_t seq, struct statement *statement,
                           struct error *error)
{
    (void)seq;
    struct explaining *explaining = context;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct conformance_judge judge = {.profiles = explaining->profiles, .arena = arena};
    const json_t *given = conformance_given(&judge, statement);
    const struct statement_facts facts = statement_facts_of(given, arena);
    enum status status = STATUS_OK;
    explaining->is_found = true;
    for (size_t i = 0; i < explaining->profiles->count && status == STATUS_OK; i++) {
        const struct matcher *matcher = explaining->profiles->items[i].matcher;
        const struct explained_profile profile = {
            .matcher = matcher,
            .is_claimed = matcher_is_claimed_by(matcher, &facts),
            .judgement = matcher_judge_by(matcher, given, &facts, NULL, arena)};
        status = explaining->visit(explaining->context, &profile, arena, error);
    }
    return status;
}

static enum status find(struct connection *reader, const struct uuid *id,
                        struct explaining *explaining, struct error *error)
{
    AUTO(loaded_profiles_destroy) struct loaded_profiles *profiles = NULL;
    enum status status = loaded_profiles_read(reader, LOADED_PROFILES_ALL, &profiles, error);
    explaining->profiles = profiles;
    status =
        status == STATUS_OK ? statements_visit(reader, id, explain, explaining, error) : status;
    if (status == STATUS_OK && !explaining->is_found) {
        char text[UUID_TEXT_SIZE];
        uuid_format(id, text);
        return FAIL(error, STATUS_NOT_FOUND, "no statement '%s' is stored", text);
    }
    return status;
}

enum status store_explain_conformance(struct store *store, const struct uuid *id,
                                      explanation_visitor visit, void *context, struct error *error)
{
    struct explaining explaining = {.visit = visit, .context = context};
    struct connection *reader = store_borrow_reader(store);
    enum status status = find(reader, id, &explaining, error);
    store_return_reader(store, reader);
    return status;
}
