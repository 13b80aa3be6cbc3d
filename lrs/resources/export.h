/* SPDX-License-Identifier: Apache-2.0 */

/* What tools poll to keep a copy up to date. */
#ifndef RESOURCES_EXPORT_H
#define RESOURCES_EXPORT_H

#include "resources/call.h"

/* GET /export/statements?after=SEQ&limit=N&format=csv: the next statements behind that place, flat,
 * as extract/feed.h tells them. As they are rows about single humans: FORBIDDEN where counts are
 * hidden, pseudonyms for those who may not see whom, and FORBIDDEN to credentials of one
 * organisation. */
MUST_CHECK enum status export_statements(struct call *call, struct error *error);

#endif
