/* SPDX-License-Identifier: Apache-2.0 */

/* Identifiers under which LMSs keep learners' results. They come from the ids of the source alone:
 * never from a version, a title, a place in the course or a time, so that an update keeps them. */
#ifndef FORMATS_IDENTIFIERS_H
#define FORMATS_IDENTIFIERS_H

#include "base/error.h"

struct arena;
struct module;
struct package;

/* "<prefix><course>[_<module>]" of letters, digits and '_'; `prefix` has at most 5 characters. In
 * the package's arena. */
const char *package_identifier(const struct package *package, const char *prefix);

/* INVALID when an identifier of this package would have more than the 128 characters that the NHS
 * Learning Hub keeps. */
MUST_CHECK enum status package_check_identifiers(const struct package *package,
                                                 struct error *error);

/* "A" and 8 digits, which stand for the module's id: AICC numbers the units of a course, and a
 * number that counted them would give one unit's results to another when a module is put in
 * between. Two ids of one course could get the same; the caller looks. In `arena`. */
const char *module_unit_number(struct arena *arena, const struct module *module);

#endif
