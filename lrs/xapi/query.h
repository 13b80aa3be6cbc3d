/* SPDX-License-Identifier: Apache-2.0 */

/* The query parameters of the resources (Communication 2.1 to 2.7) as data. */
#ifndef XAPI_QUERY_H
#define XAPI_QUERY_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "base/uuid.h"
#include "xapi/statement.h"

#include <stdbool.h>
#include <stdint.h>

/* What is asked: each has parameters of its own, any other is refused. */
enum query_kind {
    QUERY_STATEMENTS_GET,
    QUERY_STATEMENTS_PUT,
    QUERY_STATEMENTS_POST,
    QUERY_STATE_GET, /* one document with stateId, else the list of ids */
    QUERY_STATE_PUT, /* and POST */
    QUERY_STATE_DELETE,
    QUERY_ACTIVITY_PROFILE_GET, /* one document with profileId, else the list of ids */
    QUERY_ACTIVITY_PROFILE_PUT, /* and POST and DELETE */
    QUERY_AGENT_PROFILE_GET,
    QUERY_AGENT_PROFILE_PUT,
    QUERY_AGENTS_GET,
    QUERY_ACTIVITIES_GET,
    QUERY_ABOUT_GET,
};

/* One parameter, without percent signs. A name in the wrong case is another name. */
struct query_parameter {
    struct text name;
    struct text value;
};

enum query_format { QUERY_FORMAT_EXACT, QUERY_FORMAT_IDS, QUERY_FORMAT_CANONICAL };

/* What was asked. Texts are borrowed from the parameters and the arena; their data is NULL if the
 * parameter was not given. */
struct query {
    bool has_statement_id, has_voided_id, has_registration;
    struct uuid statement_id; /* of statementId or voidedStatementId */
    struct uuid registration;
    struct text agent; /* agent_key() */
    struct text verb, activity;
    struct text document_id; /* stateId or profileId */
    struct text cursor;      /* ours: where the next page begins, as `more` gives it */
    bool related_activities, related_agents;
    bool attachments, ascending;
    int64_t since_us, until_us; /* INT64_MIN, INT64_MAX if not given */
    size_t limit;               /* 0: as many as the server gives */
    enum query_format format;
};

/* Reads the parameters of one request. INVALID: one that is unknown, given twice, missing, broken,
 * or may not stand beside another; the message begins with its name. */
MUST_CHECK enum status query_read(enum query_kind kind, const struct query_parameter *parameters,
                                  size_t count, struct arena *arena, struct query *out,
                                  struct error *error);

/* The terms that must all hold for the filters of a QUERY_STATEMENTS_GET, borrowed from `query` and
 * `arena`; returns their number. */
enum { QUERY_TERMS_MAX = 4 };
size_t query_terms(const struct query *query, struct arena *arena,
                   struct term out[QUERY_TERMS_MAX]);

#endif
