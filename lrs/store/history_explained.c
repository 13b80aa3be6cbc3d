/* SPDX-License-Identifier: Apache-2.0 */

#include "store/history_explained.h"

#include "store/unposted.h"

struct explaining {
    char registration[UUID_TEXT_SIZE];
    told_history_visitor visit;
    void *context;
};

static enum status find_term(struct connection *reader, const struct explaining *explaining,
                             int64_t *out, struct error *error)
{
    *out = 0;
    return connection_integer(
        reader, "SELECT id FROM term WHERE kind = $1 AND value = $2",
        VALUES(value_integer(TERM_REGISTRATION), value_string(explaining->registration)), out,
        error);
}

static enum status visit_all(const struct explaining *explaining,
                             const struct registration_told *told, struct error *error)
{
    enum status status = STATUS_OK;
    if (told->count == 0) {
        return FAIL(error, STATUS_NOT_FOUND,
                    "no statement of the registration '%s' claims a loaded profile that has "
                    "patterns; 'ibest-lrs profile list' shows those that are loaded",
                    explaining->registration);
    }
    for (size_t i = 0; i < told->count && status == STATUS_OK; i++) {
        status = explaining->visit(explaining->context, &told->histories[i], error);
    }
    return status;
}

static enum status explain(struct connection *reader, const struct explaining *explaining,
                           struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    AUTO(loaded_profiles_destroy) struct loaded_profiles *profiles = NULL;
    struct registration_told told = {.count = 0};
    int64_t term = 0;
    enum status status = find_term(reader, explaining, &term, error);
    if (status == STATUS_OK) {
        status = loaded_profiles_read(reader, LOADED_PROFILES_ALL, &profiles, error);
    }
    if (status == STATUS_OK) {
        status = registration_read(reader, term, profiles, arena, &told, error);
    }
    return status == STATUS_OK ? visit_all(explaining, &told, error) : status;
}

enum status store_explain_registration(struct store *store, const struct uuid *registration,
                                       told_history_visitor visit, void *context,
                                       struct error *error)
{
    struct explaining explaining = {.visit = visit, .context = context};
    uuid_format(registration, explaining.registration);
    const struct term term = {TERM_REGISTRATION, text_of(explaining.registration)};
    enum status status = unposted_await(store, &term, 1, error);
    if (status != STATUS_OK) {
        return status;
    }
    struct connection *reader = store_borrow_reader(store);
    status = explain(reader, &explaining, error);
    store_return_reader(store, reader);
    return status;
}
