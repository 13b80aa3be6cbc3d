/* SPDX-License-Identifier: Apache-2.0 */

/* What entries may be called. */
#ifndef ZIP_ZIP_NAMES_H
#define ZIP_ZIP_NAMES_H

#include "base/error.h"

#include <stddef.h>

struct zip_entry;

/* INVALID for a name that is not as zip_writer.h says, or that stands twice. */
MUST_CHECK enum status zip_names_check(const struct zip_entry *entries, size_t count,
                                       struct error *error);

#endif
