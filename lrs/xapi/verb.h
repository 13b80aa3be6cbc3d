/* SPDX-License-Identifier: Apache-2.0 */

/* Verbs (Data 2.4.3). */
#ifndef XAPI_VERB_H
#define XAPI_VERB_H

#include "xapi/value.h"

VALUE_CHECK(verb_check);

/* The verb that makes a statement void the one its object refers to (Data 2.3.2). */
#define VERB_ID_VOIDED "http://adlnet.gov/expapi/verbs/voided"

#endif
