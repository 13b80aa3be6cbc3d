/* SPDX-License-Identifier: Apache-2.0 */

/* How one registration follows patterns: read and judged anew, so that it is told as it is now,
 * whether its rows are due or not. */
#ifndef STORE_HISTORY_EXPLAINED_H
#define STORE_HISTORY_EXPLAINED_H

#include "store/registration_read.h"
#include "store/store.h"

typedef enum status (*told_history_visitor)(void *context, const struct told_history *history,
                                            struct error *error);

/* Visits its histories by profile, in the order in which these were loaded; borrowed during the
 * visit. NOT_FOUND: no statement of it claims a loaded profile that has patterns. */
MUST_CHECK enum status store_explain_registration(struct store *store,
                                                  const struct uuid *registration,
                                                  told_history_visitor visit, void *context,
                                                  struct error *error);

#endif
