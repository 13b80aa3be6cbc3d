/* SPDX-License-Identifier: Apache-2.0 */

/* Survey pages of a course source: NAME.survey.json. */
#ifndef SOURCE_SURVEY_FILE_H
#define SOURCE_SURVEY_FILE_H

#include "base/error.h"

struct page;
struct source;

/* Fills `page`, whose id and path are set, from its file. */
MUST_CHECK enum status survey_file_read(const struct source *source, struct page *page,
                                        struct error *error);

#endif
