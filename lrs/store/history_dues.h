/* SPDX-License-Identifier: Apache-2.0 */

/* Registrations that are due: a statement of theirs that claims a profile with patterns has come,
 * was voided or erased, or the profile is another, since their rows were written
 * (store/profile_histories.h).
 *
 * A history is told by all its statements in the order of their timestamps, so it is read as a
 * whole; with each statement that would cost the square of its length. So whoever writes statements
 * only notes that it is due, each registration once however many come. */
#ifndef STORE_HISTORY_DUES_H
#define STORE_HISTORY_DUES_H

#include "store/internal.h"

/* Notes so of the registration that the statement names, if it names one. Of it terms and prepared
 * count. */
MUST_CHECK enum status history_due_note(struct transaction *transaction,
                                        const struct statement *statement, struct error *error);

/* The same of one by its text. */
MUST_CHECK enum status history_due_add(struct transaction *transaction, struct text registration,
                                       struct error *error);

/* The registration that the statement names, as terms have it; data is NULL if it names none. */
struct text history_registration(const struct statement *statement);

/* How many there are, as far as they are written. */
MUST_CHECK enum status history_dues_count(struct connection *connection, int64_t *out,
                                          struct error *error);

/* Visits the text of each. */
typedef enum status (*history_due_visitor)(void *context, struct text registration,
                                           struct error *error);
MUST_CHECK enum status history_dues_walk(struct connection *connection, history_due_visitor visit,
                                         void *context, struct error *error);

#endif
