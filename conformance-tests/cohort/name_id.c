/* SPDX-License-Identifier: Apache-2.0 */

/* Name-based UUIDs by libuuid. */
#include "cohort/name_id.h"

#include <string.h>
#include <uuid.h>

void name_id(const char *space, const char *name, char out[NAME_ID_SIZE])
{
    uuid_t space_id;
    uuid_t id;
    uuid_generate_sha1(space_id, *uuid_get_template("url"), space, strlen(space));
    uuid_generate_sha1(id, space_id, name, strlen(name));
    uuid_unparse_lower(id, out);
}
