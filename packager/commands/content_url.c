/* SPDX-License-Identifier: Apache-2.0 */

/* Reads --content-url. */
#include "commands/content_url.h"

#include "commands/address.h"
#include "formats/format.h"

#include <stddef.h>

enum status content_url_read(const char *address, const struct format *format, struct arena *arena,
                             const char **out, struct error *error)
{
    if (address == NULL) {
        return STATUS_OK;
    }
    if (!format->takes_content_url) {
        return FAIL(
            error, STATUS_INVALID,
            "--content-url is for formats whose files may lie outside the LMS; '%s' is none",
            format->name);
    }
    if (!address_is_safe(address)) {
        return FAIL(error, STATUS_INVALID,
                    "--content-url '%s' must be an https address without query, such as "
                    "https://content.example.org/course/ (http only on this machine)",
                    address);
    }
    *out = address_with_slash(address, arena);
    return STATUS_OK;
}
