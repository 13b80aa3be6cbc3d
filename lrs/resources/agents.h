/* SPDX-License-Identifier: Apache-2.0 */

/* The Agents resource: a Person for an Agent (Communication 2.4). */
#ifndef RESOURCES_AGENTS_H
#define RESOURCES_AGENTS_H

#include "resources/call.h"

MUST_CHECK enum status agents_get(struct call *call, struct error *error);

#endif
