/* SPDX-License-Identifier: Apache-2.0 */

/* The folder of attachments: FILE-attachments beside the database FILE. A file bears the hash of
 * its content as name; uploads are there under names that begin with "upload-". */
#ifndef STORE_ATTACHMENT_FILES_H
#define STORE_ATTACHMENT_FILES_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stdint.h>

enum { ATTACHMENT_PATH_SIZE = 4096 };

/* Opens a new file for an upload, mode 0600, in `folder`, which is made (0700) if it is missing;
 * NULL: in the system's folder for temporary files. *out_path gets its path, or "" if it is to have
 * no name: then it is gone with its descriptor, however the process ends. UNAVAILABLE. */
MUST_CHECK enum status attachment_file_make(const char *folder, bool is_named,
                                            char out_path[ATTACHMENT_PATH_SIZE],
                                            int *out_descriptor, struct error *error);

/* Whole or UNAVAILABLE. */
MUST_CHECK enum status attachment_file_write(int descriptor, struct text bytes,
                                             struct error *error);
MUST_CHECK enum status attachment_file_sync(int descriptor, struct error *error);

/* Reads exactly `length` bytes. UNAVAILABLE, also if the file ends before. */
MUST_CHECK enum status attachment_file_read(int descriptor, uint64_t offset, char *buffer,
                                            size_t length, struct error *error);

/* Gives the upload at `path` its name for good, durably. Does no harm if it has it already. */
MUST_CHECK enum status attachment_file_keep(const char *folder, const char *path, const char *sha2,
                                            struct error *error);

bool attachment_file_exists(const char *folder, const char *sha2);
MUST_CHECK enum status attachment_file_open(const char *folder, const char *sha2,
                                            int *out_descriptor, struct error *error);

/* Removes all uploads, and of the files named as a hash those that `is_kept` does not know. Other
 * files are left alone. No error if there is no folder. */
MUST_CHECK enum status attachment_files_sweep(const char *folder,
                                              enum status (*is_kept)(void *context,
                                                                     const char *sha2, bool *out,
                                                                     struct error *error),
                                              void *context, struct error *error);

#endif
