/* SPDX-License-Identifier: Apache-2.0 */

/* Entries that go straight from their file into the zip. */
#ifndef ZIP_ZIP_LARGE_H
#define ZIP_ZIP_LARGE_H

#include "base/error.h"

struct zip_entry;
struct zip_output;
struct zip_record;

/* Adds an entry that zip_member_is_small() is false for, header and content, and tells of it in
 * *record, whose name and offset are given. UNAVAILABLE when the file cannot be read or changes, or
 * the zip cannot be written. */
MUST_CHECK enum status zip_large_add(struct zip_output *output, const struct zip_entry *entry,
                                     struct zip_record *record, struct error *error);

#endif
