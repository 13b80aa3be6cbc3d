/* SPDX-License-Identifier: Apache-2.0 */

/* How much of what statements say is said as profiles ask: told beside figures of learners, which
 * can be trusted as far as that. The report `conformance` tells it in parts. */
#ifndef REPORTS_CONFORMANCE_SHARE_H
#define REPORTS_CONFORMANCE_SHARE_H

#include "reports/reports.h"

/* The column behind a report's own, and the member of a row in JSON. */
#define CONFORMANCE_MEMBER "conformance_percent"

enum { CONFORMANCE_SHARE_SIZE = sizeof "99.9" };

/* Whether the report is about learners' statements. */
bool conformance_share_belongs_to(const struct report *report);

/* The share in percent, of all statements of the store that are not voided and claim a loaded
 * profile; a number of JSON, with one decimal at most. All and none are told only where it is true.
 * "": no statement claims one, or `organisation` is given (not NULL), as it is not known of
 * statements which organisation they are about. */
MUST_CHECK enum status conformance_share_read(struct store *store, const char *organisation,
                                              char out[CONFORMANCE_SHARE_SIZE],
                                              struct error *error);

/* The same of given counts; "" of no statements. */
void conformance_share_write(int64_t kept, int64_t statements, char out[CONFORMANCE_SHARE_SIZE]);

#endif
