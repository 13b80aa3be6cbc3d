/* SPDX-License-Identifier: Apache-2.0 */

/* A launch from its request to the token that the AU fetches. What takes a transaction is called
 * inside a write's apply(); texts returned are borrowed from the arena. */
#ifndef LAUNCH_LAUNCH_H
#define LAUNCH_LAUNCH_H

#include "base/arena.h"
#include "cmi5/rules.h"
#include "store/launches.h"

/* How long a launch address may wait to be used. */
#define LAUNCH_ADDRESS_US ((int64_t)3600 * 1000000)

/* Who launches what. */
struct launch_request {
    struct text course; /* the publisher's ids */
    struct text unit;
    struct text actor; /* JSON */
    bool has_registration;
    struct uuid registration; /* else the learner's latest in this course, or a new one */
    enum cmi5_mode mode;
    struct text return_url;  /* empty: none */
    struct text launched_by; /* the name of whose credential it is */
};

/* Reads {"course":…,"au":…,"actor":…,"registration"?,"launchMode"?,"returnURL"?}; `launched_by` is
 * left to the caller. INVALID names the member. */
MUST_CHECK enum status launch_request_read(struct text body, struct arena *arena,
                                           struct launch_request *out, struct error *error);

/* What is told to whom asked. */
struct launch {
    struct uuid session;
    struct uuid registration;
    const char *activity; /* the LMS's id of the AU */
    struct text url;
    bool needs_own_window;
    int64_t expires_us;
};

/* Makes a session with its address and LMS.LaunchData, and the registration if there is none; says
 * nothing yet. For commands beside a server too. `public_url` is without a final '/'. NOT_FOUND: no
 * such course or AU. CONFLICT: the registration is of another learner or course. */
MUST_CHECK enum status launch_prepare(struct transaction *transaction,
                                      const struct launch_request *request, const char *public_url,
                                      struct arena *arena, struct launch *out, struct error *error);

/* Begins the session that launch_prepare() made: abandons another of the registration, says
 * launched, and satisfied where nothing is asked. */
MUST_CHECK enum status launch_begin(struct transaction *transaction, const struct uuid *session,
                                    const char *public_url, struct arena *arena,
                                    struct error *error);

/* False where no launch address has this token, with the body of the answer in *out: those who
 * guess cost the writer nothing. */
MUST_CHECK enum status launch_check_token(struct store *store, struct text token,
                                          struct arena *arena, bool *known, struct text *out,
                                          struct error *error);

/* A call of the fetch URL. */
struct launch_fetch_request {
    struct text token;
    int64_t lifetime_us; /* of the credential */
    const char *public_url;
};

/* The body of the answer (cmi5 8.2): the auth-token, or one of the standard's errors. NOT_FOUND:
 * nobody has the token. */
MUST_CHECK enum status launch_fetch(struct transaction *transaction,
                                    const struct launch_fetch_request *request, struct arena *arena,
                                    struct text *out, struct error *error);

#endif
