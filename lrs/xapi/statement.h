/* SPDX-License-Identifier: Apache-2.0 */

/* A statement that keeps every rule of xAPI Data, ready to be stored; and how text becomes one.
 * Pure: no input or output. */
#ifndef XAPI_STATEMENT_H
#define XAPI_STATEMENT_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "base/uuid.h"
#include "xapi/version.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* What a statement can be found by (Communication 2.1.3). The numbers are stored: never change one.
 */
enum term_kind {
    TERM_AGENT = 1,            /* value: agent_key() of the actor or the object, and of the members
                                  if it is a Group */
    TERM_RELATED_AGENT = 2,    /* all that TERM_AGENT has, and authority, instructor, team,
                                  contextAgents, contextGroups, and those in a SubStatement */
    TERM_VERB = 3,             /* value: the IRI */
    TERM_ACTIVITY = 4,         /* value: the object's IRI */
    TERM_RELATED_ACTIVITY = 5, /* all that TERM_ACTIVITY has, and contextActivities, and those in a
                                  SubStatement */
    TERM_REGISTRATION = 6,     /* value: the UUID in lower case */
};

struct term {
    enum term_kind kind;
    struct text value;
};

struct prepared; /* the store's */

/* All pointers are borrowed from the arena (and text) that statements_read() was given. */
struct statement {
    struct uuid id;      /* made by statements_read() when the sender gave none */
    struct text members; /* the members as sent, in their order and with their numbers, without the
                            outer braces and without id, stored, authority, version and timestamp;
                            contextActivities always as arrays (Data 2.4.6.2) */
    struct text authority;    /* the authority's JSON object, as the LRS sets it */
    struct text timestamp;    /* as sent, in 2.0 requests in UTC, in 1.0.3 requests with 'Z' for a
                                 missing zone; data is NULL when the sender gave none: then `stored`
                                 stands for it (Data 2.4.7) */
    int64_t timestamp_us;     /* meaningful if timestamp.data != NULL */
    struct text version;      /* as sent, or "1.0.0" for 1.0.3 requests, "2.0.0" for 2.0 requests
                                 (Data 2.4.10) */
    const struct term *terms; /* sorted by kind and value, without doubles, authority included as
                                 TERM_RELATED_AGENT */
    size_t term_count;
    bool refers; /* the object is a StatementRef to `reference` */
    struct uuid reference;
    bool voids;         /* ... and the verb is voided */
    int64_t stored_us;  /* 0: the store gives it; else it is kept, and must be later than all there
                           are */
    bool defines;       /* its sender may say what Activities and verbs are (the scope `define`);
                           false until whoever knows the sender sets it */
    bool is_strict;     /* it is refused if it does not keep to a profile that it claims; false
                           likewise */
    const json_t *json; /* the parsed statement */
    const struct prepared *prepared; /* of store_prepare_statements(); NULL: not called */
};

struct statement_list {
    struct statement *items;
    size_t count;
};

struct statement_context {
    enum xapi_version version;
    struct text authority; /* the JSON object that becomes each statement's authority */
    size_t batch_max;      /* most statements in one request */
};

/* Reads one statement object or an array of them. Every rule of xAPI 1.0.3 Data that concerns a
 * statement (or of 2.0 where `context->version` says so) is checked; the first broken one is told
 * as INVALID: "context.registration: 'abc' is not a UUID (xAPI Data 2.4.6)", in batches
 * "[3].context.registration: ...". Two statements with one id in a batch are INVALID; more than
 * batch_max are TOO_LARGE. */
MUST_CHECK enum status statements_read(struct text body, const struct statement_context *context,
                                       struct arena *arena, struct statement_list *out,
                                       struct error *error);

/* Reads back what the store keeps: `members` as above. Only terms, json, refers, reference and
 * voids are filled in (with `authority`): what rebuilding needs. */
MUST_CHECK enum status statement_read_stored(struct text members, struct text authority,
                                             struct arena *arena, struct statement *out,
                                             struct error *error);

#endif
