/* SPDX-License-Identifier: Apache-2.0 */

/* Refusing statements that do not keep to a profile, for senders of whom that is asked. */
#ifndef STORE_CONFORMANCE_REFUSAL_H
#define STORE_CONFORMANCE_REFUSAL_H

#include "store/internal.h"

/* INVALID, with template, place, what is there and what to do: the statement claims a profile, and
 * does not keep to it. Of it count the same as for conformance_count(). */
MUST_CHECK enum status conformance_require(struct transaction *transaction,
                                           const struct statement *statement, struct error *error);

#endif
