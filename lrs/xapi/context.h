/* SPDX-License-Identifier: Apache-2.0 */

/* What surrounds a statement (Data 2.4.6). */
#ifndef XAPI_CONTEXT_H
#define XAPI_CONTEXT_H

#include "xapi/value.h"

/* That revision and platform need an Activity as object is checked with the statement. */
VALUE_CHECK(context_check);

#endif
