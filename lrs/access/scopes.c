/* SPDX-License-Identifier: Apache-2.0 */

/* THE table of scopes. */
#include "access/scopes.h"

#include "base/text.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

enum {
    READS = PERMISSION_STATEMENTS_READ | PERMISSION_STATE_READ | PERMISSION_PROFILE_READ |
            PERMISSION_REPORTS_READ | PERMISSION_PERSONS,
    WRITES = PERMISSION_STATEMENTS_WRITE | PERMISSION_STATE_WRITE | PERMISSION_PROFILE_WRITE |
             PERMISSION_DEFINE | PERMISSION_LAUNCH,
};

/* Keep alphabetized: stored scopes are in this order. */
static const struct {
    const char *name;
    unsigned permissions;
} scope_table[] = {
    {"all", READS | WRITES},
    {"all/read", READS},
    {"define", PERMISSION_DEFINE},
    {"launch", PERMISSION_LAUNCH},
    {"profile", PERMISSION_PROFILE_READ | PERMISSION_PROFILE_WRITE},
    {"reports/persons", PERMISSION_REPORTS_READ | PERMISSION_PERSONS},
    {"reports/read", PERMISSION_REPORTS_READ},
    {"state", PERMISSION_STATE_READ | PERMISSION_STATE_WRITE},
    {"statements/read", PERMISSION_STATEMENTS_READ},
    {"statements/write", PERMISSION_STATEMENTS_WRITE},
};
enum { SCOPE_COUNT = sizeof scope_table / sizeof scope_table[0] };

static enum status find_scope(const char *name, size_t *out, struct error *error)
{
    char known[SCOPES_SIZE] = "";
    size_t length = 0;
    for (size_t i = 0; i < SCOPE_COUNT; i++) {
        if (strcmp(name, scope_table[i].name) == 0) {
            *out = i;
            return STATUS_OK;
        }
        int added = snprintf(known + length, sizeof known - length, "%s%s", i == 0 ? "" : ", ",
                             scope_table[i].name);
        length += added < 0 ? 0 : (size_t)added;
    }
    return FAIL(error, STATUS_INVALID, "'%s' is no scope; there are: %s", name, known);
}

enum status scopes_normalise(const char *const *names, size_t count, char out[SCOPES_SIZE],
                             struct error *error)
{
    bool chosen[SCOPE_COUNT] = {false};
    for (size_t i = 0; i < count; i++) {
        size_t at = 0;
        enum status status = find_scope(names[i], &at, error);
        if (status != STATUS_OK) {
            return status;
        }
        chosen[at] = true;
    }
    if (count == 0) {
        return FAIL(error, STATUS_INVALID,
                    "a credential needs at least one scope, for example statements/write");
    }
    size_t length = 0;
    for (size_t i = 0; i < SCOPE_COUNT; i++) {
        if (chosen[i]) {
            int added = snprintf(out + length, SCOPES_SIZE - length, "%s%s", length == 0 ? "" : " ",
                                 scope_table[i].name);
            length += added < 0 ? 0 : (size_t)added;
        }
    }
    return STATUS_OK;
}

unsigned scopes_permissions(const char *scopes)
{
    unsigned permissions = 0;
    struct text rest = text_of(scopes);
    struct text name;
    while (text_split(&rest, ' ', &name)) {
        for (size_t i = 0; i < SCOPE_COUNT; i++) {
            if (text_is(name, scope_table[i].name)) {
                permissions |= scope_table[i].permissions;
            }
        }
    }
    return permissions;
}
