/* SPDX-License-Identifier: Apache-2.0 */

/* The Activities resource: all that is known of an Activity (Communication 2.5). */
#ifndef RESOURCES_ACTIVITIES_H
#define RESOURCES_ACTIVITIES_H

#include "resources/call.h"

MUST_CHECK enum status activities_get(struct call *call, struct error *error);

#endif
