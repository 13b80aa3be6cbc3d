/* SPDX-License-Identifier: Apache-2.0 */

/* Reads the address and the credential file of an LRS. */
#include "commands/lrs_option.h"

#include "base/arena.h"
#include "base/auto.h"
#include "base/buffer.h"
#include "base/file.h"
#include "base/json.h"
#include "commands/address.h"
#include "formats/package.h"

#include <string.h>

enum { CREDENTIAL_MAX = 4096 };

static enum status read_credential(const char *path, struct arena *arena, struct lrs_access *lrs,
                                   struct error *error)
{
    AUTO(buffer_finish) struct buffer buffer = BUFFER_INIT(CREDENTIAL_MAX);
    enum status status = file_read(path, CREDENTIAL_MAX, &buffer, error);
    AUTO(json_release) json_t *json = NULL;
    if (status == STATUS_OK) {
        status = json_read(buffer_text(&buffer), path, &json, error);
    }
    if (status != STATUS_OK) {
        return status;
    }
    const char *key = json_string_value(json_object_get(json, "key"));
    const char *secret = json_string_value(json_object_get(json, "secret"));
    if (key == NULL || secret == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the credential must be {\"key\": text, \"secret\": text}, as 'ibest-lrs "
                    "credential create --json' prints it",
                    path);
    }
    if (strchr(key, ':') != NULL) {
        return FAIL(error, STATUS_INVALID,
                    "%s:1: the key must be without ':', which parts it from the secret in Basic "
                    "authentication (RFC 7617)",
                    path);
    }
    lrs->key = arena_copy_string(arena, key);
    lrs->secret = arena_copy_string(arena, secret);
    return STATUS_OK;
}

enum status lrs_option_read(const char *endpoint, const char *credential, struct arena *arena,
                            struct lrs_access *lrs, struct error *error)
{
    if (endpoint == NULL && credential == NULL) {
        return STATUS_OK;
    }
    if (endpoint == NULL || credential == NULL) {
        return FAIL(error, STATUS_INVALID,
                    "--lrs and --lrs-credential belong together; give both or neither");
    }
    if (!address_is_safe(endpoint)) {
        return FAIL(error, STATUS_INVALID,
                    "--lrs '%s' must be an https address without query, such as "
                    "https://lrs.example.org/xapi/ (http only on this machine)",
                    endpoint);
    }
    lrs->endpoint = address_with_slash(endpoint, arena);
    return read_credential(credential, arena, lrs, error);
}
