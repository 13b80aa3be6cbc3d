/* SPDX-License-Identifier: Apache-2.0 */

/* A session while it runs: who asks under its credential, and what the AU says. */
#ifndef LAUNCH_SESSION_H
#define LAUNCH_SESSION_H

#include "base/arena.h"
#include "store/launches.h"
#include "xapi/statement.h"

/* How long after terminated the AU may still write its state and send what was said before. */
#define SESSION_GRACE_US ((int64_t)60 * 1000000)

/* The key part of a session's credential: "cmi5." and the session's id. */
enum { SESSION_KEY_SIZE = 42 };
void session_key_format(const struct uuid *session, char out[SESSION_KEY_SIZE]);
bool session_key_read(struct text key, struct uuid *out);

/* FORBIDDEN, naming the requirement: the session is not or no longer one in which an AU may ask
 * anything. */
MUST_CHECK enum status session_check_open(const struct stored_session *session, int64_t now_us,
                                          struct error *error);

/* Notes that the AU has asked for the learner's preferences. */
MUST_CHECK enum status session_note_preferences(struct transaction *transaction,
                                                const struct uuid *session, struct error *error);

/* Puts what the AU says, or nothing of it; and, in the same transaction, satisfied for each block
 * and course that it satisfies. `has_ids`: the ids of statements without one came otherwise.
 * FORBIDDEN names the rule that is broken; a statement that is stored already is not judged again.
 * `public_url` becomes the authority's home page. */
MUST_CHECK enum status session_put_statements(struct transaction *transaction,
                                              const struct uuid *session,
                                              const struct statement_list *list, bool has_ids,
                                              const char *public_url, struct error *error);

#endif
