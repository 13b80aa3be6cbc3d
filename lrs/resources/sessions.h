/* SPDX-License-Identifier: Apache-2.0 */

/* What an AU may ask under the credential of its cmi5 launch: what is the learner's, the AU's and
 * the registration's. Its statements are judged where they are stored. */
#ifndef RESOURCES_SESSIONS_H
#define RESOURCES_SESSIONS_H

#include "resources/call.h"

/* FORBIDDEN, naming cmi5's requirement where there is one, unless the session of call->identity may
 * make this request. Sets call->session. */
MUST_CHECK enum status sessions_guard(struct call *call, struct error *error);

/* documents_get(); that an AU asked for the learner's preferences is noted first. */
MUST_CHECK enum status sessions_get_document(struct call *call, struct error *error);

/* Puts the statements of any call, those of an AU by the rules of its session. */
MUST_CHECK enum status sessions_put_statements(const struct call *call,
                                               struct transaction *transaction,
                                               const struct statement_list *list,
                                               struct error *error);

#endif
