/* SPDX-License-Identifier: Apache-2.0 */

/* Which version of xAPI a request speaks (Communication 3.3; IEEE 9274.1.1 for 2.0). */
#ifndef XAPI_VERSION_H
#define XAPI_VERSION_H

#include "base/error.h"
#include "base/text.h"

enum xapi_version { XAPI_VERSION_1_0_3, XAPI_VERSION_2_0_0 };

/* Reads the value of the header X-Experience-API-Version: "1.0" and all that begins with "1.0." ask
 * for 1.0.3, what begins with "2.0." for 2.0.0. INVALID for anything else. */
MUST_CHECK enum status xapi_version_negotiate(struct text header, enum xapi_version *out,
                                              struct error *error);

/* What the response's header says: "1.0.3" or "2.0.0". */
const char *xapi_version_name(enum xapi_version version);

/* True if a statement sent in `version` may have this `version` property: 1.0.x in both, 2.0.x in
 * 2.0 (Data 2.4.10). "1.0" counts as 1.0.x, as it does in the header (Communication 3.3): Data asks
 * for the second point, but ADL's conformance tests for statements without it. */
bool xapi_version_allows(enum xapi_version version, struct text statement_version);

/* The `version` property of a statement that was sent without one. */
const char *xapi_version_of_statements(enum xapi_version version);

#endif
