/* SPDX-License-Identifier: Apache-2.0 */

/* The document resources: state, activity profile, agent profile (Communication 2.2, 2.3, 2.6,
 * 2.7). One code for the three; what differs stands in a table. */
#ifndef RESOURCES_DOCUMENTS_H
#define RESOURCES_DOCUMENTS_H

#include "resources/call.h"

MUST_CHECK enum status documents_put(struct call *call, struct error *error);
MUST_CHECK enum status documents_post(struct call *call, struct error *error);
MUST_CHECK enum status documents_get(struct call *call, struct error *error);
MUST_CHECK enum status documents_delete(struct call *call, struct error *error);

#endif
