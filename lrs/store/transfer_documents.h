/* SPDX-License-Identifier: Apache-2.0 */

/* Documents as lines of an export, and back. */
#ifndef STORE_TRANSFER_DOCUMENTS_H
#define STORE_TRANSFER_DOCUMENTS_H

#include "base/arena.h"
#include "base/buffer.h"
#include "store/backend.h"
#include "store/store.h"

#include <jansson.h>

/* Visits all documents updated after `since_us`, in the order in which they were. */
MUST_CHECK enum status documents_walk(struct connection *connection, int64_t since_us,
                                      document_visitor visit, void *context, struct error *error);

/* Adds the line to `out`. TOO_LARGE. */
MUST_CHECK enum status document_to_line(const struct document_key *key,
                                        const struct document *document, struct buffer *out,
                                        struct error *error);

/* From the object under "document"; all is borrowed from `arena` and `json`. INVALID. */
MUST_CHECK enum status document_of_line(const json_t *json, struct arena *arena,
                                        struct document_key *out_key, struct document *out,
                                        struct error *error);

#endif
