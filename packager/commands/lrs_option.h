/* SPDX-License-Identifier: Apache-2.0 */

/* The options --lrs and --lrs-credential. */
#ifndef COMMANDS_LRS_OPTION_H
#define COMMANDS_LRS_OPTION_H

#include "base/error.h"

struct arena;
struct lrs_access;

/* Reads both; they may be NULL, which leaves *lrs alone. What *lrs then holds lives in `arena`.
 * INVALID when one comes without the other, the address is not https (http on this machine only),
 * or the file is not what 'ibest-lrs credential create --json' prints; or as file_read() fails. */
MUST_CHECK enum status lrs_option_read(const char *endpoint, const char *credential,
                                       struct arena *arena, struct lrs_access *lrs,
                                       struct error *error);

#endif
