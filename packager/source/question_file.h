/* SPDX-License-Identifier: Apache-2.0 */

/* The questions of a quiz or of a bank. */
#ifndef SOURCE_QUESTION_FILE_H
#define SOURCE_QUESTION_FILE_H

#include "base/error.h"

struct json_page;
struct place;
struct quiz;

/* Reads `list`, which was checked to be a list, into the questions of `quiz`. INVALID with
 * "folder/file:line: ...". */
MUST_CHECK enum status questions_read(const struct json_page *page, const struct place *list,
                                      struct quiz *quiz, struct error *error);

#endif
