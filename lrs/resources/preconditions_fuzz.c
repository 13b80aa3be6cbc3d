/* SPDX-License-Identifier: Apache-2.0 */

/* Any text as If-Match and If-None-Match: what cannot be read is told, and holds for nothing. */
#include "resources/preconditions.h"

#include "base/fuzz.h"

#define ETAG "da39a3ee5e6b4b0d3255bfef95601890afd80709"

static void require_told(enum status status, const struct error *error)
{
    fuzz_require(status == STATUS_OK ||
                 (error->message[0] != '\0' && text_is_utf8(text_of(error->message))));
}

static void check(const struct preconditions *preconditions)
{
    struct error error = {.message = ""};
    enum status read = preconditions_read(preconditions, &error);
    require_told(read, &error);
    error.message[0] = '\0';
    enum status stored = preconditions_check(preconditions, ETAG, &error);
    require_told(stored, &error);
    /* What cannot be read matches no document. */
    fuzz_require(read == STATUS_OK || preconditions->if_match == NULL || stored != STATUS_OK);
    error.message[0] = '\0';
    require_told(preconditions_check(preconditions, NULL, &error), &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    AUTO(free) char *header = (char *)calloc(1, size + 1);
    fuzz_require(header != NULL);
    memcpy(header, data, size);
    check(&(struct preconditions){.if_match = header});
    check(&(struct preconditions){.if_none_match = header});
    (void)preconditions_name(header, ETAG);
    return 0;
}
