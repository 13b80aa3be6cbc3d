/* SPDX-License-Identifier: Apache-2.0 */

/* Scenario pages of a course source: NAME.scenario.json. */
#ifndef SOURCE_SCENARIO_FILE_H
#define SOURCE_SCENARIO_FILE_H

#include "base/error.h"

struct page;
struct source;

/* Fills `page`, whose id and path are set, from its file. */
MUST_CHECK enum status scenario_file_read(const struct source *source, struct page *page,
                                          struct error *error);

#endif
