/* SPDX-License-Identifier: Apache-2.0 */

/* Launching cmi5 AUs: what no xAPI resource is. */
#ifndef RESOURCES_LAUNCH_H
#define RESOURCES_LAUNCH_H

#include "resources/call.h"

/* POST /launch: makes and begins a session; answers the launch address. */
MUST_CHECK enum status launch_post(struct call *call, struct error *error);

/* POST /fetch?token=…: the fetch URL of cmi5 8.2, for whoever holds the token, once. */
MUST_CHECK enum status launch_fetch_post(struct call *call, struct error *error);

#endif
