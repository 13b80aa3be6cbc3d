/* SPDX-License-Identifier: Apache-2.0 */

/* The document cmi5LearnerPreferences (cmi5 11). */
#ifndef CMI5_PREFERENCES_H
#define CMI5_PREFERENCES_H

#include "base/error.h"
#include "base/text.h"

/* FORBIDDEN, naming the requirement, unless `body` is what an AU may store there. */
MUST_CHECK enum status cmi5_preferences_check(struct text body, struct error *error);

#endif
