/* SPDX-License-Identifier: Apache-2.0 */

/* HTTP Basic authorization (RFC 7617), read. */
#ifndef ACCESS_BASIC_H
#define ACCESS_BASIC_H

#include "base/text.h"

#include <stdbool.h>

enum { BASIC_SIZE = 512 };

/* Cuts "Basic <base64 of key:secret>" into its parts, both slices of `decoded`. False for anything
 * else, and for more than BASIC_SIZE bytes. */
bool basic_read(const char *authorization, char decoded[BASIC_SIZE], struct text *key,
                struct text *secret);

#endif
