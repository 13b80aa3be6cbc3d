/* SPDX-License-Identifier: Apache-2.0 */

/* An attachment put into a store, for tests that need one to be there. */
#ifndef STORE_ATTACHMENT_FIXTURE_H
#define STORE_ATTACHMENT_FIXTURE_H

#include "base/digest.h"
#include "store/attachments.h"
#include "store/fixture.h"

struct fixture_keeping {
    struct store_write write;
    struct upload *upload;
};

static inline enum status fixture_step_upload(struct transaction *transaction,
                                              struct store_write *write, struct error *error)
{
    struct upload *upload = ((struct fixture_keeping *)write)->upload;
    return upload_is_ready(upload) ? transaction_keep_upload(transaction, upload, error)
                                   : transaction_copy_upload(transaction, upload, error);
}

/* Keeps `data` under its SHA-256. */
static inline enum status fixture_attach(struct store *store, struct text data, struct error *error)
{
    AUTO(upload_destroy) struct upload *upload = NULL;
    char sha2[DIGEST_HEX_SIZE];
    struct digest digest = digest_of(data);
    digest_to_hex(&digest, sha2);
    enum status status = upload_begin(store, &upload, error);
    status = status == STATUS_OK ? upload_add(upload, data, error) : status;
    status = status == STATUS_OK ? upload_end(upload, text_of(sha2), error) : status;
    struct fixture_keeping keeping = {.write = {.apply = fixture_step_upload}, .upload = upload};
    while (status == STATUS_OK && !upload_is_ready(upload)) {
        status = store_write_and_wait(store, &keeping.write, error);
        upload_advance(upload);
    }
    return status == STATUS_OK ? store_write_and_wait(store, &keeping.write, error) : status;
}

#endif
