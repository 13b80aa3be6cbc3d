/* SPDX-License-Identifier: Apache-2.0 */

/* Judges addresses by their text alone. */
#include "commands/address.h"

#include "base/arena.h"
#include "base/iri.h"

#include <stddef.h>
#include <string.h>

enum { ADDRESS_MAX = 2000 };

/* The part of `address` behind `beginning`, or NULL if it begins otherwise. */
static const char *behind(const char *address, const char *beginning)
{
    size_t length = strlen(beginning);
    return strncmp(address, beginning, length) == 0 ? address + length : NULL;
}

bool address_is_safe(const char *address)
{
    static const char *const LOCAL[] = {"http://127.0.0.1", "http://localhost", "http://[::1]"};
    if (strlen(address) > ADDRESS_MAX || strpbrk(address, " \"<>\\?#@") != NULL ||
        !iri_is_valid(text_of(address))) {
        return false;
    }
    const char *host = behind(address, "https://");
    if (host != NULL) {
        return host[0] != '\0' && host[0] != '/' && host[0] != ':';
    }
    for (size_t i = 0; i < sizeof LOCAL / sizeof *LOCAL; i++) {
        const char *rest = behind(address, LOCAL[i]);
        /* The name must end here: localhost.example.org is somewhere else. */
        if (rest != NULL && (rest[0] == '\0' || rest[0] == ':' || rest[0] == '/')) {
            return true;
        }
    }
    return false;
}

const char *address_with_slash(const char *address, struct arena *arena)
{
    return arena_print(arena, "%s%s", address, address[strlen(address) - 1] == '/' ? "" : "/");
}
