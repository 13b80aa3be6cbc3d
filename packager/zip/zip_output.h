/* SPDX-License-Identifier: Apache-2.0 */

/* The zip file that is being written, or one that is there and compared with what would be written:
 * where it has got to, and files that are copied into it. */
#ifndef ZIP_ZIP_OUTPUT_H
#define ZIP_ZIP_OUTPUT_H

#include "base/draft.h"
#include "zip/zip_writer.h"

#include <stdint.h>
#include <sys/stat.h>

struct zip_input;

struct zip_output {
    struct draft *draft;              /* NULL: nothing is written, all is compared */
    const struct zip_input *compared; /* with this */
    bool differs;
    uint64_t difference;   /* if it differs: the first such byte */
    const char *different; /* and the entry that it belongs to; NULL: to none */
    uint64_t offset;       /* the next byte's */
    const struct zip_options *options;
    int64_t done; /* for options->watch */
    int64_t total;
};

/* Adds bytes. UNAVAILABLE, as all below, when the zip cannot be written. */
MUST_CHECK enum status zip_output_add(struct zip_output *output, struct text bytes,
                                      struct error *error);

/* Leaves room for bytes that zip_output_replace() gives later. */
MUST_CHECK enum status zip_output_skip(struct zip_output *output, size_t length,
                                       struct error *error);

/* Writes over bytes that were added at `offset`. */
MUST_CHECK enum status zip_output_replace(struct zip_output *output, uint64_t offset,
                                          struct text bytes, struct error *error);

/* Forgets all that was added from `offset` on. */
MUST_CHECK enum status zip_output_return(struct zip_output *output, uint64_t offset,
                                         struct error *error);

/* Tells that `bytes` more of the entries' bytes are dealt with. */
void zip_output_tell(struct zip_output *output, uint64_t bytes);

/* CONFLICT if what was added differs from what is there, or does not end where that does. */
MUST_CHECK enum status zip_output_compare_end(struct zip_output *output, struct error *error);

/* A file whose content goes into the zip. */
struct zip_input {
    const char *path; /* borrowed */
    int descriptor;
    int64_t opened_us;
    struct stat state; /* as it was when it was opened */
    uint64_t left;     /* bytes that were not read yet, of those that it had then */
};

/* Opens it; end with zip_input_close(). UNAVAILABLE when it cannot be read, or is no plain file. */
MUST_CHECK enum status zip_input_open(const char *path, struct zip_input *out, struct error *error);
void zip_input_close(struct zip_input *input);
DEFINE_AUTO_VALUE(struct zip_input, zip_input_close);

/* Gives the next bytes, fewer than `size` at the end only, and none behind it. */
MUST_CHECK enum status zip_input_read(struct zip_input *input, char *bytes, size_t size,
                                      size_t *out_length, struct error *error);

/* Back to its first byte. */
MUST_CHECK enum status zip_input_rewind(struct zip_input *input, struct error *error);

/* UNAVAILABLE if somebody wrote to the file since it was opened, or it did not hold its bytes. */
MUST_CHECK enum status zip_input_check(const struct zip_input *input, struct error *error);

/* Adds what was not read of `input` yet, and gives the CRC-32 of that. */
MUST_CHECK enum status zip_output_read_in(struct zip_output *output, struct zip_input *input,
                                          uint32_t *out_crc, struct error *error);

/* The same where the CRC-32 is known already: the kernel copies, and shares blocks if it can. */
MUST_CHECK enum status zip_output_copy_in(struct zip_output *output, struct zip_input *input,
                                          struct error *error);

#endif
