/* SPDX-License-Identifier: Apache-2.0 */

/* The About resource (Communication 2.8). */
#ifndef RESOURCES_ABOUT_H
#define RESOURCES_ABOUT_H

#include "resources/call.h"

MUST_CHECK enum status about_get(struct call *call, struct error *error);

#endif
