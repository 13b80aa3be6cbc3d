/* SPDX-License-Identifier: Apache-2.0 */

/* The pages for analysts: the dashboard at "/", its parts below "/assets/". */
#ifndef RESOURCES_PAGES_H
#define RESOURCES_PAGES_H

#include "resources/call.h"

MUST_CHECK enum status pages_get(struct call *call, struct error *error);

#endif
