/* SPDX-License-Identifier: Apache-2.0 */

/* Entity tags compared. */
#include "resources/preconditions.h"

#include "base/text.h"

#include <string.h>

/* True if the list ("a", W/"b", * ...) names `etag`. */
static bool list_names(const char *list, const char *etag)
{
    struct text rest = text_of(list);
    struct text item;
    while (text_split(&rest, ',', &item)) {
        item = text_trim(item);
        if (text_is(item, "*")) {
            return true;
        }
        if (text_starts_with(item, "W/")) {
            item.data += 2;
            item.length -= 2;
        }
        if (item.length >= 2 && item.data[0] == '"' && item.data[item.length - 1] == '"') {
            item.data++;
            item.length -= 2;
        }
        if (text_is(item, etag)) {
            return true;
        }
    }
    return false;
}

enum status preconditions_check(const struct preconditions *preconditions, const char *etag,
                                struct error *error)
{
    const char *match = preconditions->if_match;
    const char *none_match = preconditions->if_none_match;
    if (match != NULL && (etag == NULL || !list_names(match, etag))) {
        return FAIL(error, STATUS_PRECONDITION,
                    "If-Match: the document %s; fetch it again before changing it",
                    etag == NULL ? "does not exist" : "has another ETag");
    }
    if (none_match != NULL && etag != NULL && list_names(none_match, etag)) {
        return FAIL(error, STATUS_PRECONDITION, "If-None-Match: the document exists already");
    }
    if (match == NULL && none_match == NULL && etag != NULL && preconditions->must_be_stated) {
        return FAIL(error, STATUS_CONFLICT,
                    "the document exists: fetch its current state, then send its ETag in If-Match");
    }
    return STATUS_OK;
}
