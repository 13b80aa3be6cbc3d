/* SPDX-License-Identifier: Apache-2.0 */

/* Scenario pages of a course source: NAME.scenario.json. */
#ifndef SOURCE_SCENARIO_FILE_H
#define SOURCE_SCENARIO_FILE_H

#include "base/error.h"
#include "base/text.h"

struct page;
struct source;

/* Fills `page`, whose id and path are set, from the text of its file: well-formed UTF-8. INVALID,
 * NOT_FOUND or TOO_LARGE, told with file and line. */
MUST_CHECK enum status scenario_file_parse(const struct source *source, struct page *page,
                                           struct text text, struct error *error);

#endif
