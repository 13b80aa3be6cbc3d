/* SPDX-License-Identifier: Apache-2.0 */

/* Answers of PostgreSQL's to queries that are about to be asked. An answer is dropped when a
 * command binds all of its query's values, as such a command may change it. One thread at a time.
 */
#ifndef STORE_POSTGRES_ANSWERS_H
#define STORE_POSTGRES_ANSWERS_H

#include "store/postgres.h"

#include <stdbool.h>

/* So many are kept; a query with more or longer values is none that can be. */
enum { ANSWERS_MAX = 4096, ANSWER_VALUES_MAX = 2, ANSWER_LENGTH_MAX = 400 };

/* One that was sent for. Valid until answers_clear() or answers_tidy(). */
struct answer;
struct answers;

struct answers *answers_create(void);
void answers_destroy(struct answers *answers); /* NULL allowed */

/* Forgets all. */
void answers_clear(struct answers *answers);

/* Makes room: forgets those that nobody can take any more. None may be on its way. */
void answers_tidy(struct answers *answers);
bool answers_are_full(const struct answers *answers);

/* The answer to `query`, there or on its way; NULL: there is none. */
struct answer *answers_find(struct answers *answers, const struct postgres_query *query);

/* A place for the answer to `query`; NULL if it is known already or cannot be kept. */
struct answer *answers_add(struct answers *answers, const struct postgres_query *query);

/* Takes `result`, which has come for `answer`. */
void answer_arrive(struct answer *answer, PGresult *result);
bool answer_has_arrived(const struct answer *answer);

/* Gives it away: the caller owns the result. */
PGresult *answers_take(struct answers *answers, struct answer *answer);

/* Drops what a command that binds these values may change. */
void answers_drop_changed(struct answers *answers, const struct postgres_binding *binding);

#endif
