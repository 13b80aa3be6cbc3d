/* SPDX-License-Identifier: Apache-2.0 */

/* Attachments' data compared with the hash that it is kept under, and copied to another folder. */
#ifndef STORE_ATTACHMENT_COPIES_H
#define STORE_ATTACHMENT_COPIES_H

#include "store/attachments.h"
#include "store/backend.h"

/* Visits each attachment that the database names; the value is borrowed during the visit. Where
 * several processes write, a transaction must be open. */
typedef enum status (*attachment_visitor)(void *context, const struct stored_attachment *attachment,
                                          struct error *error);
MUST_CHECK enum status attachments_walk(struct connection *connection, attachment_visitor visit,
                                        void *context, struct error *error);

/* Reads the data in `folder` (NULL: there is none) or the database. CONFLICT, saying how, unless it
 * is there and has the length and the hash. */
MUST_CHECK enum status attachment_verify(struct connection *connection, const char *folder,
                                         const struct stored_attachment *attachment,
                                         struct error *error);

/* Where a store keeps data: in its database, and in a folder (NULL: there is none). */
struct attachment_place {
    struct connection *connection;
    const char *folder;
};

/* Puts the data of `attachment` of the store `from` into the folder of `to`, durably; if there is
 * none, as chunks of the number `content` into its database, in the transaction at hand. CONFLICT:
 * the data has not the hash. */
MUST_CHECK enum status attachment_move(const struct attachment_place *from,
                                       const struct attachment_place *to,
                                       const struct stored_attachment *attachment, int64_t content,
                                       struct error *error);

/* Makes the file of `attachment` in the folder `to`, which is made if it is missing, from that in
 * `from`. What is there already and has the hash stays. CONFLICT: the data has not the hash. */
MUST_CHECK enum status attachment_copy(const char *from, const char *to,
                                       const struct stored_attachment *attachment,
                                       struct error *error);

#endif
