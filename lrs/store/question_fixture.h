/* SPDX-License-Identifier: Apache-2.0 */

/* What a crowd's store is asked: each kind of query for a rare value and for the most frequent one,
 * and those that hurt: terms that rarely or never meet, voided statements or references in the way.
 */
#ifndef STORE_QUESTION_FIXTURE_H
#define STORE_QUESTION_FIXTURE_H

#include "store/crowd_fixture.h"

enum { QUESTION_TERMS = 3, QUESTION_PAGE = 100 };

/* A fraction of a store stands for the time at which that much of it was there. */
struct question {
    const char *name;
    struct {
        enum term_kind kind;
        const char *value;
    } terms[QUESTION_TERMS];
    double since;
    double until; /* 0: there is none */
    bool grows;   /* what it costs grows a little with the store: there is nothing to be found */
};

#define KIOSK CROWD_KEY("kiosk")
#define HERMIT CROWD_KEY("hermit")
#define PLAYER CROWD_KEY("player")
#define IMPORTER CROWD_KEY("importer")
#define BUSY_INSTRUCTOR CROWD_KEY("instructor-0")
#define ADMINISTRATOR CROWD_KEY("administrator")

static const struct question questions[] = {
    {.name = "all"},
    {.name = "agent, rare", .terms = {{TERM_AGENT, HERMIT}}},
    {.name = "agent, frequent", .terms = {{TERM_AGENT, KIOSK}}},
    {.name = "verb, rare", .terms = {{TERM_VERB, CROWD_RARE_VERB}}},
    {.name = "verb, frequent", .terms = {{TERM_VERB, CROWD_EXPERIENCED}}},
    {.name = "activity, rare", .terms = {{TERM_ACTIVITY, CROWD_RARE_PAGE}}},
    {.name = "activity, frequent", .terms = {{TERM_ACTIVITY, CROWD_MODULE}}},
    {.name = "registration, rare", .terms = {{TERM_REGISTRATION, CROWD_RARE_REGISTRATION}}},
    {.name = "registration, frequent", .terms = {{TERM_REGISTRATION, CROWD_KIOSK_REGISTRATION}}},
    {.name = "related activity, rare", .terms = {{TERM_RELATED_ACTIVITY, CROWD_RARE_PAGE}}},
    {.name = "related activity, frequent", .terms = {{TERM_RELATED_ACTIVITY, CROWD_EVERYWHERE}}},
    {.name = "related agent, rare", .terms = {{TERM_RELATED_AGENT, HERMIT}}},
    {.name = "related agent, the authority", .terms = {{TERM_RELATED_AGENT, PLAYER}}},
    {.name = "agent + verb + activity, rare",
     .terms = {{TERM_AGENT, HERMIT},
               {TERM_VERB, CROWD_RARE_VERB},
               {TERM_ACTIVITY, CROWD_RARE_PAGE}}},
    {.name = "agent + verb + activity, frequent",
     .terms = {{TERM_AGENT, KIOSK}, {TERM_VERB, CROWD_EXPERIENCED}, {TERM_ACTIVITY, CROWD_PAGE}}},
    {.name = "since, late", .since = 0.99},
    {.name = "since, early", .since = 0.01},
    {.name = "until, late", .until = 0.99},
    {.name = "until, early", .until = 0.02},
    {.name = "since and until", .since = 0.3, .until = 0.6},
    {.name = "verb, rare, since and until",
     .terms = {{TERM_VERB, CROWD_RARE_VERB}},
     .since = 0.3,
     .until = 0.6},
    {.name = "verb, frequent, since", .terms = {{TERM_VERB, CROWD_EXPERIENCED}}, .since = 0.9},
    {.name = "authority, until", .terms = {{TERM_RELATED_AGENT, PLAYER}}, .until = 0.1},
    {.name = "authority + rare verb",
     .terms = {{TERM_RELATED_AGENT, PLAYER}, {TERM_VERB, CROWD_RARE_VERB}}},
    {.name = "authority + frequent verb",
     .terms = {{TERM_RELATED_AGENT, PLAYER}, {TERM_VERB, CROWD_EXPERIENCED}}},
    {.name = "frequent activity + rare verb",
     .terms = {{TERM_ACTIVITY, CROWD_MODULE}, {TERM_VERB, CROWD_RARE_VERB}}},
    {.name = "agent + verb, which never meet",
     .terms = {{TERM_AGENT, KIOSK}, {TERM_VERB, CROWD_TERMINATED}},
     .grows = true},
    {.name = "verb + activity, which never meet",
     .terms = {{TERM_VERB, CROWD_EXPERIENCED}, {TERM_ACTIVITY, CROWD_MODULE}},
     .grows = true},
    {.name = "voided in a row, all", .since = 0.5, .until = 0.51, .grows = true},
    {.name = "voided in a row, related agent", .terms = {{TERM_RELATED_AGENT, IMPORTER}}},
    {.name = "voided in a row, two terms",
     .terms = {{TERM_RELATED_AGENT, IMPORTER}, {TERM_RELATED_ACTIVITY, CROWD_EVERYWHERE}}},
    {.name = "voided in a row, authority, until",
     .terms = {{TERM_RELATED_AGENT, PLAYER}},
     .until = 0.51},
    {.name = "references, those that void",
     .terms = {{TERM_AGENT, ADMINISTRATOR}, {TERM_VERB, CROWD_VERBS "voided"}}},
    {.name = "references, that meet",
     .terms = {{TERM_AGENT, BUSY_INSTRUCTOR}, {TERM_VERB, CROWD_COMMENTED}}},
    {.name = "references, that never meet",
     .terms = {{TERM_AGENT, BUSY_INSTRUCTOR}, {TERM_RELATED_ACTIVITY, CROWD_EVERYWHERE}},
     .grows = true},
    {.name = "references, among what meets",
     .terms = {{TERM_VERB, CROWD_EXPERIENCED}, {TERM_ACTIVITY, CROWD_PAGE}}},
};
enum { QUESTIONS = sizeof questions / sizeof questions[0] };

static inline enum status question_see_time(void *context, const struct stored_statement *statement,
                                            struct error *error)
{
    (void)error;
    *(int64_t *)context = statement->stored_us;
    return STATUS_OK;
}

/* When so much of the crowd was there. */
static inline int64_t question_time(const struct crowd *crowd, struct store *store, double fraction)
{
    struct error error = {0};
    int64_t stored_us = 0;
    uint32_t number = (uint32_t)(fraction * crowd->statements);
    struct uuid id = crowd_id(crowd, number);
    bool voided = crowd_role_of(crowd, number) == CROWD_IMPORTED;
    enum status status =
        store_get_statement(store, &id, voided, question_see_time, &stored_us, &error);
    assert(status == STATUS_OK);
    return stored_us;
}

/* The first page of the question's answer in this store, which the crowd has filled. */
static inline struct statement_query question_query(const struct question *question,
                                                    const struct crowd *crowd, struct store *store,
                                                    bool ascending,
                                                    struct term terms[QUESTION_TERMS])
{
    struct statement_query query = {
        .terms = terms,
        .since_us = question->since == 0 ? INT64_MIN : question_time(crowd, store, question->since),
        .until_us = question->until == 0 ? INT64_MAX : question_time(crowd, store, question->until),
        .ascending = ascending,
        .limit = QUESTION_PAGE};
    size_t *count = &query.term_count;
    for (; *count < QUESTION_TERMS && question->terms[*count].value != NULL; (*count)++) {
        terms[*count] =
            (struct term){question->terms[*count].kind, text_of(question->terms[*count].value)};
    }
    return query;
}

#endif
