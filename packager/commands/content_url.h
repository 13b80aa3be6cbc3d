/* SPDX-License-Identifier: Apache-2.0 */

/* The option --content-url: where the files of a package will lie when not in the LMS. */
#ifndef COMMANDS_CONTENT_URL_H
#define COMMANDS_CONTENT_URL_H

#include "base/error.h"

struct arena;
struct format;

/* Reads it; `address` may be NULL, which leaves *out alone. What *out then holds ends with '/' and
 * lives in `arena`. INVALID when the format takes none, or the address is not safe (address.h). */
MUST_CHECK enum status content_url_read(const char *address, const struct format *format,
                                        struct arena *arena, const char **out, struct error *error);

#endif
