/* SPDX-License-Identifier: Apache-2.0 */

/* Is the program alive; may it be sent requests. */
#ifndef RESOURCES_HEALTH_H
#define RESOURCES_HEALTH_H

#include "resources/call.h"

/* 200 whenever the program answers at all. */
MUST_CHECK enum status health_live(struct call *call, struct error *error);

/* 200 if the store answers a query, else 503. */
MUST_CHECK enum status health_ready(struct call *call, struct error *error);

#endif
