/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement may be about (Data 2.4.4). */
#ifndef XAPI_OBJECT_H
#define XAPI_OBJECT_H

#include "xapi/value.h"

/* The object of a statement, and of a SubStatement, which may not hold a SubStatement itself. */
VALUE_CHECK(object_check);
VALUE_CHECK(substatement_object_check);

VALUE_CHECK(reference_check); /* a StatementRef */

#endif
