/* SPDX-License-Identifier: Apache-2.0 */

/* What an erasure took, or would take: figures only, as they may end up in a log. */
#ifndef COMMANDS_ERASE_REPORT_H
#define COMMANDS_ERASE_REPORT_H

#include "people/people.h"

#include <stdio.h>

enum erase_tense { ERASE_WOULD, ERASE_DID };

void erase_report_print(FILE *stream, const struct people_erased *erased, enum erase_tense tense);

/* To stdout: {"erased":…,"statements":…}. */
MUST_CHECK enum status erase_report_json(const struct people_erased *erased, enum erase_tense tense,
                                         struct error *error);

#endif
