/* SPDX-License-Identifier: Apache-2.0 */

/* What the store keeps for launching cmi5 courses: structures, registrations, what each has
 * reached, and sessions. Rows only; what they mean is launch/'s. Found rows are copied to the
 * arena; writes take texts as they are. */
#ifndef STORE_LAUNCHES_H
#define STORE_LAUNCHES_H

#include "base/arena.h"
#include "store/store.h"

/* A course structure as it was imported; never changed, as registrations keep to theirs. */
struct stored_course {
    int64_t number; /* the store's */
    struct text id; /* the publisher's */
    struct text structure;
    struct text content_url;
};

/* Adds the course unless the latest of its id is the same. */
MUST_CHECK enum status transaction_put_course(struct transaction *transaction,
                                              const struct stored_course *course,
                                              struct error *error);
/* The latest of its id. NOT_FOUND. */
MUST_CHECK enum status transaction_find_course(struct transaction *transaction, struct text id,
                                               struct arena *arena, struct stored_course *out,
                                               struct error *error);
MUST_CHECK enum status transaction_get_course(struct transaction *transaction, int64_t number,
                                              struct arena *arena, struct stored_course *out,
                                              struct error *error);

/* One learner in one course. */
struct stored_registration {
    struct uuid id;
    int64_t course;
    struct text course_id;
    struct text agent; /* agent_key() */
    struct text actor; /* JSON */
    bool is_begun;     /* something was launched */
};

/* Adds it, or notes is_begun of the one that there is. */
MUST_CHECK enum status transaction_put_registration(struct transaction *transaction,
                                                    const struct stored_registration *registration,
                                                    struct error *error);
/* NOT_FOUND. */
MUST_CHECK enum status transaction_get_registration(struct transaction *transaction,
                                                    const struct uuid *id, struct arena *arena,
                                                    struct stored_registration *out,
                                                    struct error *error);
/* The agent's latest in the course. NOT_FOUND. */
MUST_CHECK enum status transaction_find_registration(struct transaction *transaction,
                                                     struct text agent, struct text course_id,
                                                     struct arena *arena,
                                                     struct stored_registration *out,
                                                     struct error *error);

/* What a registration has reached at a node of its course's structure. */
struct stored_standing {
    size_t node;
    unsigned said; /* verbs, as cmi5/rules.h numbers them */
    bool is_satisfied;
};
typedef void (*standing_visitor)(void *context, const struct stored_standing *standing);

/* What was said about the node, and that it is satisfied, each without touching the other. */
MUST_CHECK enum status transaction_note_said(struct transaction *transaction,
                                             const struct uuid *registration, size_t node,
                                             unsigned said, struct error *error);
MUST_CHECK enum status transaction_note_satisfied(struct transaction *transaction,
                                                  const struct uuid *registration, size_t node,
                                                  struct error *error);
MUST_CHECK enum status transaction_list_standings(struct transaction *transaction,
                                                  const struct uuid *registration,
                                                  standing_visitor visit, void *context,
                                                  struct error *error);

enum session_state {                         /* stored: never change a number */
                     SESSION_ASKED = 0,      /* a launch address was made, and not used yet */
                     SESSION_BEGUN = 1,      /* launched was said */
                     SESSION_TERMINATED = 2, /* by the AU */
                     SESSION_ABANDONED = 3,  /* by the next launch */
};

struct stored_session {
    struct uuid id;
    struct uuid registration;
    size_t node;               /* the AU */
    struct text activity;      /* the LMS's id of it */
    struct text publisher;     /* the publisher's id of it */
    struct text mastery_score; /* empty: none */
    struct text launched_by;   /* whose credential asked for the launch */
    struct text return_url;    /* empty: none */
    unsigned mode;             /* enum cmi5_mode */
    struct text fetch_digest;  /* of the one-use token, as bytes */
    struct text secret_digest; /* of the credential's secret; empty until it was fetched */
    enum session_state state;
    unsigned said;
    bool has_preferences;
    int64_t expires_us;
    int64_t begun_us;
    int64_t last_us;       /* when the AU last sent a statement; 0: never */
    int64_t terminated_us; /* timestamp of terminated */
    /* read with it, from its registration: */
    int64_t course;
    struct text agent;
    struct text actor;
    unsigned said_ever; /* about the AU, in any session of the registration */
};

/* Adds the session, or changes what changes in one: from secret_digest on. */
MUST_CHECK enum status transaction_put_session(struct transaction *transaction,
                                               const struct stored_session *session,
                                               struct error *error);
/* NOT_FOUND, as the next two. */
MUST_CHECK enum status transaction_get_session(struct transaction *transaction,
                                               const struct uuid *id, struct arena *arena,
                                               struct stored_session *out, struct error *error);
MUST_CHECK enum status transaction_find_session(struct transaction *transaction,
                                                struct text fetch_digest, struct arena *arena,
                                                struct stored_session *out, struct error *error);
MUST_CHECK enum status store_get_session(struct store *store, const struct uuid *id,
                                         struct arena *arena, struct stored_session *out,
                                         struct error *error);
/* The same outside a transaction; NOT_FOUND costs the writer nothing. */
MUST_CHECK enum status store_find_session(struct store *store, struct text fetch_digest,
                                          struct arena *arena, struct stored_session *out,
                                          struct error *error);
/* One session of the registration in state BEGUN, other than `but`. NOT_FOUND. */
MUST_CHECK enum status transaction_find_begun_session(struct transaction *transaction,
                                                      const struct uuid *registration,
                                                      const struct uuid *but, struct arena *arena,
                                                      struct stored_session *out,
                                                      struct error *error);

/* Whether a statement with this id is stored. */
MUST_CHECK enum status transaction_has_statement(struct transaction *transaction,
                                                 const struct uuid *id, bool *out,
                                                 struct error *error);

#endif
