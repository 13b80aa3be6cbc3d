/* SPDX-License-Identifier: Apache-2.0 */

/* The IRIs of cmi5 that our own profile does not name (those are in profiles/vocabulary.h). */
#ifndef CMI5_IRIS_H
#define CMI5_IRIS_H

#include <stddef.h> /* a file with macros alone would be empty */

#include "profiles/vocabulary.h"

#define CMI5_VERB_LAUNCHED "http://adlnet.gov/expapi/verbs/launched"
#define CMI5_VERB_ABANDONED "https://w3id.org/xapi/adl/verbs/abandoned"
#define CMI5_VERB_VOIDED "http://adlnet.gov/expapi/verbs/voided"
#define CMI5_CATEGORY_MOVEON "https://w3id.org/xapi/cmi5/context/categories/moveon"
#define CMI5_CONTEXT_EXTENSION "https://w3id.org/xapi/cmi5/context/extensions/"

#endif
