/* SPDX-License-Identifier: Apache-2.0 */

/* Survey pages of a course source: NAME.survey.json. */
#ifndef SOURCE_SURVEY_FILE_H
#define SOURCE_SURVEY_FILE_H

#include "base/error.h"
#include "base/text.h"

struct page;
struct source;

/* Fills `page`, whose id and path are set, from the text of its file: well-formed UTF-8. INVALID,
 * NOT_FOUND or TOO_LARGE, told with file and line. */
MUST_CHECK enum status survey_file_parse(const struct source *source, struct page *page,
                                         struct text text, struct error *error);

#endif
