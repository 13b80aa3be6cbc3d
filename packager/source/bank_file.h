/* SPDX-License-Identifier: Apache-2.0 */

/* Banks of questions that several quizzes may ask: NAME.bank.json. */
#ifndef SOURCE_BANK_FILE_H
#define SOURCE_BANK_FILE_H

#include "base/error.h"

struct json_page;
struct place;

/* Gives the page's quiz the id and the questions of the bank whose path stands at `reference` in
 * the quiz's file; the media of these become the page's. INVALID, at the reference, for a path that
 * leads to no bank; at the place in the bank, for a fault there or an id that another bank has;
 * TOO_LARGE. */
MUST_CHECK enum status bank_file_read(const struct json_page *page, const struct place *reference,
                                      struct error *error);

#endif
