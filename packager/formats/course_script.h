/* SPDX-License-Identifier: Apache-2.0 */

/* course.js: the course as the player reads it. */
#ifndef FORMATS_COURSE_SCRIPT_H
#define FORMATS_COURSE_SCRIPT_H

#include "base/error.h"
#include "base/text.h"

struct package;

/* Makes the script "window.ibestPackage = {...};" in ASCII, so that no server's idea of its
 * encoding can spoil it. *out lives in the package's arena. TOO_LARGE over COURSE_SCRIPT_MAX bytes.
 */
MUST_CHECK enum status course_script_make(const struct package *package, struct text *out,
                                          struct error *error);

enum { COURSE_SCRIPT_MAX = 64 << 20 };

#endif
