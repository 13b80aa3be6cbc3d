/* SPDX-License-Identifier: Apache-2.0 */

/* All that a statement as a whole must keep (Data 2.2 to 2.4). */
#ifndef XAPI_STATEMENT_RULES_H
#define XAPI_STATEMENT_RULES_H

#include "xapi/value.h"

VALUE_CHECK(statement_check);

/* A statement inside another one (Data 2.4.4.3). */
VALUE_CHECK(substatement_check);

#endif
