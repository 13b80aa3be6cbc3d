/* SPDX-License-Identifier: Apache-2.0 */

/* Activities, their definitions and interactions (Data 2.4.4.1). */
#ifndef XAPI_ACTIVITY_H
#define XAPI_ACTIVITY_H

#include "xapi/value.h"

VALUE_CHECK(activity_check);

/* One Activity or an array of them, as in contextActivities (Data 2.4.6.2). */
VALUE_CHECK(activities_check);

#endif
