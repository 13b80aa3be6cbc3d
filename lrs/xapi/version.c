/* SPDX-License-Identifier: Apache-2.0 */

/* Version numbers as Semantic Versioning 1.0.0 writes them, as far as xAPI cares. */
#include "xapi/version.h"

#include "base/ascii.h"

#include <string.h>

static bool is_version_character(char character)
{
    return ascii_is_letter_or_digit(character) || character == '-' || character == '.';
}

/* True for `prefix` and a patch number behind it, perhaps with a pre-release name. */
static bool is_patch_of(struct text version, const char *prefix)
{
    size_t length = strlen(prefix);
    if (!text_starts_with(version, prefix) || version.length == length) {
        return false;
    }
    for (size_t i = length; i < version.length; i++) {
        if (!is_version_character(version.data[i])) {
            return false;
        }
    }
    return ascii_is_digit(version.data[length]);
}

enum status xapi_version_negotiate(struct text header, enum xapi_version *out, struct error *error)
{
    if (text_is(header, "1.0") || is_patch_of(header, "1.0.")) {
        *out = XAPI_VERSION_1_0_3;
        return STATUS_OK;
    }
    if (is_patch_of(header, "2.0.")) {
        *out = XAPI_VERSION_2_0_0;
        return STATUS_OK;
    }
    int shown = header.length < 40 ? (int)header.length : 40;
    return FAIL(error, STATUS_INVALID,
                "X-Experience-API-Version: '%.*s' is not a version spoken here: send 1.0.3 or "
                "2.0.0 (xAPI Communication 3.3)",
                shown, shown > 0 ? header.data : "");
}

const char *xapi_version_name(enum xapi_version version)
{
    return version == XAPI_VERSION_2_0_0 ? "2.0.0" : "1.0.3";
}

bool xapi_version_allows(enum xapi_version version, struct text statement_version)
{
    return text_is(statement_version, "1.0") || is_patch_of(statement_version, "1.0.") ||
           (version == XAPI_VERSION_2_0_0 && is_patch_of(statement_version, "2.0."));
}

const char *xapi_version_of_statements(enum xapi_version version)
{
    return version == XAPI_VERSION_2_0_0 ? "2.0.0" : "1.0.0";
}
