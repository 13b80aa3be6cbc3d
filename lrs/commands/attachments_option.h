/* SPDX-License-Identifier: Apache-2.0 */

/* The setting --attachments as the store takes it. */
#ifndef COMMANDS_ATTACHMENTS_OPTION_H
#define COMMANDS_ATTACHMENTS_OPTION_H

#include "base/error.h"
#include "store/store.h"

/* INVALID: `name` is no place. */
MUST_CHECK enum status attachments_option_read(const char *name, enum attachments_place *out,
                                               struct error *error);

#endif
