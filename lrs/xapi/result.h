/* SPDX-License-Identifier: Apache-2.0 */

/* Results and scores (Data 2.4.5). */
#ifndef XAPI_RESULT_H
#define XAPI_RESULT_H

#include "xapi/value.h"

VALUE_CHECK(result_check);

#endif
