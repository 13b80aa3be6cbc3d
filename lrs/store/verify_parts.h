/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of the verification share. Nobody else includes this. */
#ifndef STORE_VERIFY_PARTS_H
#define STORE_VERIFY_PARTS_H

#include "store/backend.h"
#include "store/verify.h"

/* The next check of the report. */
struct verify_check *verify_begin(struct verify_report *report, const char *name, const char *unit);

/* A store beside the one that is verified, to be filled with its statements and thrown away. */
struct scratch;
MUST_CHECK enum status scratch_create(const char *folder, struct scratch **out,
                                      struct error *error);
void scratch_destroy(struct scratch *scratch);
DEFINE_AUTO(struct scratch, scratch_destroy);

/* Puts what each statement of `connection` says into the empty scratch store, under the same seq
 * and in the same order; on the way checks the statements themselves. */
MUST_CHECK enum status scratch_fill(struct scratch *scratch, struct connection *connection,
                                    const struct verify_options *options,
                                    struct verify_report *report, struct error *error);

/* A connection to what was filled, borrowed from it: after scratch_fill() nobody else uses it. */
struct connection *scratch_connection(struct scratch *scratch);

/* Compares all that is derived, a check each table, in the stores of two connections. */
void verify_tables(struct connection *found, struct connection *expected,
                   struct verify_report *report);

/* Compares the packed sets of postings (store/spans.h) with the postings. */
void verify_spans(struct connection *connection, struct verify_report *report);

/* Compares attachments' data with the hashes that they are kept under. `folder` may be NULL. */
void verify_attachments(struct connection *connection, const char *folder,
                        struct verify_report *report);

#endif
