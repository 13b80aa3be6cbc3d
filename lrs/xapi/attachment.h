/* SPDX-License-Identifier: Apache-2.0 */

/* What a statement says about its attachments (Data 2.4.11); the data itself comes beside it. */
#ifndef XAPI_ATTACHMENT_H
#define XAPI_ATTACHMENT_H

#include "xapi/value.h"

VALUE_CHECK(attachments_check);

#endif
