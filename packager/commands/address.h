/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses on the command line that end up in packages. */
#ifndef COMMANDS_ADDRESS_H
#define COMMANDS_ADDRESS_H

#include <stdbool.h>

struct arena;

/* Whether it is an https address of at most 2000 characters without user, query and fragment; http
 * only on this machine, as what passes between must be encrypted. */
bool address_is_safe(const char *address);

/* The same with '/' at its end; in `arena`. */
const char *address_with_slash(const char *address, struct arena *arena);

#endif
