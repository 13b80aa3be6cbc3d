/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments' data inside the database: rows of ATTACHMENT_CHUNK bytes, numbered from 0, under a
 * number of their content. */
#ifndef STORE_CHUNKS_H
#define STORE_CHUNKS_H

#include "store/internal.h"

/* A number that no content has. The transaction must put a chunk under it. */
MUST_CHECK enum status chunks_new_content(struct connection *connection, int64_t *out,
                                          struct error *error);

MUST_CHECK enum status chunk_put(struct connection *connection, int64_t content, int64_t number,
                                 struct text bytes, struct error *error);

/* Deletes the chunks of a content that nobody keeps, beside other writes and a few at a time. Waits
 * for nothing; what it does not get to is left to chunks_sweep(). */
void chunks_forget(struct store *store, int64_t content);

/* Deletes all that no row of `attachment` names, in short transactions. Before there are uploads.
 */
MUST_CHECK enum status chunks_sweep(struct connection *connection, struct error *error);

#endif
