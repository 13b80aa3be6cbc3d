/* SPDX-License-Identifier: Apache-2.0 */

/* Names of the two places. */
#include "commands/attachments_option.h"

#include <string.h>

enum status attachments_option_read(const char *name, enum attachments_place *out,
                                    struct error *error)
{
    if (strcmp(name, "folder") != 0 && strcmp(name, "database") != 0) {
        return FAIL(error, STATUS_INVALID, "--attachments: '%s' is none of folder, database", name);
    }
    *out = strcmp(name, "folder") == 0 ? ATTACHMENTS_IN_FOLDER : ATTACHMENTS_IN_DATABASE;
    return STATUS_OK;
}
