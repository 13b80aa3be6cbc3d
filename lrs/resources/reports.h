/* SPDX-License-Identifier: Apache-2.0 */

/* Reports over HTTP: the list of them, and each as CSV, JSON or NDJSON. */
#ifndef RESOURCES_REPORTS_H
#define RESOURCES_REPORTS_H

#include "reports/reports.h"
#include "resources/call.h"

/* GET /reports: names, titles, parameters and columns, as JSON. */
MUST_CHECK enum status reports_list(struct call *call, struct error *error);

/* GET /reports/NAME?format=csv&PARAMETER=VALUE; without format the Accept header decides, then
 * JSON. */
MUST_CHECK enum status reports_get(struct call *call, struct error *error);

/* For all that answers as reports do: the format and the disclosure profile of this request.
 * INVALID: there is no such one. FORBIDDEN: the credential sees another profile only. */
MUST_CHECK enum status reports_choose_format(const struct call *call, enum report_format *out,
                                             struct error *error);
MUST_CHECK enum status reports_choose_disclosure(const struct call *call,
                                                 const struct disclosure_profile **out,
                                                 struct error *error);

/* What an answer tells of itself: how far it is consistent, its type, its profile. Before it is
 * asked for, so that it is true whatever is stored meanwhile. */
void reports_set_headers(struct call *call, enum report_format format,
                         const struct disclosure_profile *disclosure);

/* A report_sink whose context is the response's body. */
MUST_CHECK enum status reports_add_piece(void *context, struct text bytes, struct error *error);

#endif
