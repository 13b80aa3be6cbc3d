/* SPDX-License-Identifier: Apache-2.0 */

/* What is wrong with a file that is imported, for people and for programs. */
#ifndef COMMANDS_PROBLEM_LINES_H
#define COMMANDS_PROBLEM_LINES_H

#include "base/json.h"
#include "people/problems.h"

/* Prints all to stderr, a line each: "FILE:12: organisation 'x' is no ODS code; …". */
void problem_lines_print(const char *path, const struct problems *problems);

/* {"errors":{"total":…,"first":[{"file":…,"line":…,"column":…,"value":…,"remedy":…}]},"warnings":…},
 * owned by the caller. */
json_t *problem_lines_json(const struct problems *problems);

#endif
