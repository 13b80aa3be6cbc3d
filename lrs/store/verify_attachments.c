/* SPDX-License-Identifier: Apache-2.0 */

/* Each attachment read whole and hashed. */
#include "store/attachment_copies.h"
#include "store/verify_parts.h"

struct looking {
    struct connection *connection;
    const char *folder;
    struct verify_check *check;
};

static enum status look(void *context, const struct stored_attachment *attachment,
                        struct error *error)
{
    (void)error;
    const struct looking *looking = context;
    struct error broken = {0};
    looking->check->checked++;
    if (attachment_verify(looking->connection, looking->folder, attachment, &broken) != STATUS_OK) {
        verify_found(looking->check, "%.190s", broken.message);
    }
    return STATUS_OK;
}

void verify_attachments(struct connection *connection, const char *folder,
                        struct verify_report *report)
{
    struct looking looking = {
        .connection = connection,
        .folder = folder,
        .check = verify_begin(report, "attachments", "attachments"),
    };
    struct error broken = {0};
    if (attachments_walk(connection, look, &looking, &broken) != STATUS_OK) {
        verify_found(looking.check, "cannot be read: %.150s", broken.message);
    }
}
