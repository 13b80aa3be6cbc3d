/* SPDX-License-Identifier: Apache-2.0 */

/* Reports over HTTP: the list of them, and each as CSV, JSON or NDJSON. */
#ifndef RESOURCES_REPORTS_H
#define RESOURCES_REPORTS_H

#include "resources/call.h"

/* GET /reports: names, titles, parameters and columns, as JSON. */
MUST_CHECK enum status reports_list(struct call *call, struct error *error);

/* GET /reports/NAME?format=csv&PARAMETER=VALUE; without format the Accept header decides, then
 * JSON. */
MUST_CHECK enum status reports_get(struct call *call, struct error *error);

#endif
