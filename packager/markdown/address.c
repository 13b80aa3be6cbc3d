/* SPDX-License-Identifier: Apache-2.0 */

/* Looks at how addresses begin. */
#include "markdown/address.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

bool address_has_scheme(const char *address)
{
    size_t length = strspn(address, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ+.-");
    return length > 0 && address[length] == ':';
}

bool address_is_whole(const char *address)
{
    static const char *const ALLOWED[] = {"https:", "http:", "mailto:", "tel:"};
    for (size_t i = 0; i < sizeof ALLOWED / sizeof *ALLOWED; i++) {
        if (strncasecmp(address, ALLOWED[i], strlen(ALLOWED[i])) == 0) {
            return true;
        }
    }
    return false;
}

const char *address_term(const char *address)
{
    static const char SCHEME[] = "glossary:";
    size_t length = sizeof SCHEME - 1;
    return strncmp(address, SCHEME, length) == 0 ? address + length : NULL;
}
