/* SPDX-License-Identifier: Apache-2.0 */

/* The IRIs of cmi5 that our own profile does not name (those are in profiles/vocabulary.h). */
#ifndef CMI5_IRIS_H
#define CMI5_IRIS_H

#include <stddef.h> /* a file with macros alone would be empty */

#include "profiles/vocabulary.h"

#define CMI5_VERB_VOIDED "http://adlnet.gov/expapi/verbs/voided"
#define CMI5_EXTENSION_LAUNCHPARAMETERS \
    "https://w3id.org/xapi/cmi5/context/extensions/launchparameters"

#endif
