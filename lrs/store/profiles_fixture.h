/* SPDX-License-Identifier: Apache-2.0 */

/* A small profile for the tests of what is held against profiles, and loading it. */
#ifndef STORE_PROFILES_FIXTURE_H
#define STORE_PROFILES_FIXTURE_H

#include "profile/profile.h"
#include "store/fixture.h"
#include "store/stored_profiles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define FIXTURE_PROFILE "https://example.org/profile"
#define FIXTURE_DID "http://example.org/did"
#define FIXTURE_SAW "http://example.org/saw"

/* Written with ' for ", as C needs no backslash there. `version` and `templates` are texts. */
#define FIXTURE_PROFILE_OF(id, version, templates)                                            \
    "{'@context':'https://w3id.org/xapi/profiles/context','id':'" id "','type':'Profile',"    \
    "'conformsTo':'https://w3id.org/xapi/profiles#1.0','prefLabel':{'en':'p'},'definition':{" \
    "'en':'p'},'versions':[{'id':'" id "/v" version "','generatedAtTime':'2026-01-0" version  \
    "T00:00:00Z'}],'author':{'type':'Person','name':'p'},'templates':[" templates "]}"

#define FIXTURE_TEMPLATE(name, verb, rules)                                                        \
    "{'id':'" FIXTURE_PROFILE "/" name "','type':'StatementTemplate','inScheme':'" FIXTURE_PROFILE \
    "/v1','prefLabel':{'en':'t'},'definition':{'en':'t'},'verb':'" verb "',"                       \
    "'rules':[" rules "]}"

#define FIXTURE_PATTERN(id, is_primary, members)                                            \
    "{'id':'" id "','type':'Pattern','primary':" is_primary ",'inScheme':'" FIXTURE_PROFILE \
    "/v1','prefLabel':{'en':'p'},'definition':{'en':'p'}," members "}"

/* What somebody did has a success; what somebody saw has no response. */
#define FIXTURE_DID_RULE "{'location':'$.result.success','presence':'included','any':[true]}"
#define FIXTURE_SAW_RULE "{'location':'$.result.response','presence':'excluded'}"
#define FIXTURE_TEMPLATES                                  \
    FIXTURE_TEMPLATE("did", FIXTURE_DID, FIXTURE_DID_RULE) \
    "," FIXTURE_TEMPLATE("saw", FIXTURE_SAW, FIXTURE_SAW_RULE)
#define FIXTURE_PROFILE_TEXT FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "1", FIXTURE_TEMPLATES)

/* Whoever saw something does something, once or several times, and then sees it again. */
#define FIXTURE_PATTERNED_TEXT                                                               \
    FIXTURE_PROFILE_OF(FIXTURE_PROFILE, "1",                                                 \
                       FIXTURE_TEMPLATES "],'patterns':[" FIXTURE_PATTERN(                   \
                           FIXTURE_PROFILE "/dids", "false",                                 \
                           "'oneOrMore':'" FIXTURE_PROFILE                                   \
                           "/did'") "," FIXTURE_PATTERN(FIXTURE_PROFILE "/practice", "true", \
                                                        "'sequence':['" FIXTURE_PROFILE      \
                                                        "/saw','" FIXTURE_PROFILE            \
                                                        "/dids','" FIXTURE_PROFILE "/saw']"))

/* By the category of cmi5 the statements of histories (store/history_fixture.h) claim this one: of
 * completed it wants no instructor of that name, of passed nobody of it; it does not know
 * terminated and satisfied. Whoever has initialized completes as often as he likes, and passes. */
#define FIXTURE_CMI5 "http://adlnet.gov/expapi/verbs/"
#define FIXTURE_HISTORY_TEMPLATES                                                             \
    FIXTURE_TEMPLATE("initialized", FIXTURE_CMI5 "initialized", "")                           \
    "," FIXTURE_TEMPLATE(                                                                     \
        "completed", FIXTURE_CMI5 "completed",                                                \
        "{'location':'$.context.instructor.mbox','none':['" FIXTURE_UNWANTED                  \
        "'],'presence':'recommended'}") "," FIXTURE_TEMPLATE("passed", FIXTURE_CMI5 "passed", \
                                                             FIXTURE_NOBODY)
#define FIXTURE_NOBODY "{'location':'$.actor.mbox','none':['" FIXTURE_UNWANTED "']}"
#define FIXTURE_HISTORY_PATTERNS                                                      \
    FIXTURE_PATTERN(FIXTURE_PROFILE "/learning", "true",                              \
                    "'sequence':['" FIXTURE_PROFILE "/initialized','" FIXTURE_PROFILE \
                    "/completions','" FIXTURE_PROFILE "/passed']")                    \
    "," FIXTURE_PATTERN(FIXTURE_PROFILE "/completions", "false",                      \
                        "'zeroOrMore':'" FIXTURE_PROFILE "/completed'")
#define FIXTURE_HISTORY_PROFILE                           \
    FIXTURE_PROFILE_OF("https://w3id.org/xapi/cmi5", "1", \
                       FIXTURE_HISTORY_TEMPLATES "],'patterns':[" FIXTURE_HISTORY_PATTERNS)
#define FIXTURE_UNWANTED "mailto:learner0@example.org"

struct fixture_profile_write {
    struct store_write base;
    struct profile_load load;
};

static inline enum status fixture_apply_load(struct transaction *transaction,
                                             struct store_write *write, struct error *error)
{
    return transaction_load_profile(transaction, &((struct fixture_profile_write *)write)->load,
                                    error);
}

/* Loads what `written` says, as above. What is told lives in `arena`. */
static inline enum status fixture_try_profile(struct store *store, const char *written,
                                              struct arena *arena, struct profile_load *out,
                                              struct error *error)
{
    char *text = arena_copy_string(arena, written);
    for (char *at = strchr(text, '\''); at != NULL; at = strchr(at, '\'')) {
        *at = '"';
    }
    struct profile *profile = ARENA_NEW(arena, struct profile);
    struct findings *findings = ARENA_NEW(arena, struct findings);
    enum status status = profile_read(text_of(text), "p", arena, profile, findings, error);
    assert_int_equal(status, STATUS_OK);
    struct fixture_profile_write write = {
        .base = {.apply = fixture_apply_load},
        .load = {.profile = profile, .text = text_of(text), .arena = arena}};
    status = store_write_and_wait(store, &write.base, error);
    *out = write.load;
    return status;
}

static inline enum profile_load_outcome fixture_load_profile(struct store *store,
                                                             const char *written)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct profile_load load = {.profile = NULL};
    struct error error = {0};
    if (fixture_try_profile(store, written, arena, &load, &error) != STATUS_OK) {
        fail_msg("%s", error.message);
    }
    return load.outcome;
}

struct fixture_removal {
    struct store_write base;
    struct profile_removal removal;
};

static inline enum status fixture_apply_removal(struct transaction *transaction,
                                                struct store_write *write, struct error *error)
{
    return transaction_remove_profile(transaction, &((struct fixture_removal *)write)->removal,
                                      error);
}

static inline enum status fixture_remove_profile(struct store *store, const char *id,
                                                 struct error *error)
{
    struct fixture_removal write = {.base = {.apply = fixture_apply_removal}, .removal.id = id};
    return store_write_and_wait(store, &write.base, error);
}

#endif
