/* SPDX-License-Identifier: Apache-2.0 */

/* Who learners are and where they worked, in memory for one question: what the views
 * report_learner, report_person and report_organisation tell. */
#ifndef AGGREGATE_BOOK_H
#define AGGREGATE_BOOK_H

#include "aggregate/fields.h"
#include "base/error.h"
#include "store/store.h"

struct book;

/* Reads what there is; of one organisation's learners only unless `organisation` is NULL. Borrowed
 * from `arena`. */
MUST_CHECK enum status book_read(struct store *store, const char *organisation, struct arena *arena,
                                 struct book **out, struct error *error);

/* Whether statements of the learner may be looked at, where `organisation` was not NULL. */
bool book_allows(const struct book *book, struct text learner);

/* What `attribute` of the learner was at `us`. `said` is the organisation that statements say,
 * which counts where the roster does not know the learner then; data is NULL if there is none. Of
 * an empty learner nothing is known. */
void book_look_up(const struct book *book, struct text learner, int64_t us, struct text said,
                  enum person_attribute attribute, struct aggregate_value *out);

#endif
