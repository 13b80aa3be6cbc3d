/* SPDX-License-Identifier: Apache-2.0 */

/* Accept-Language (RFC 9110 12.5.4), and which language of a map it asks for. */
#ifndef XAPI_ACCEPT_LANGUAGE_H
#define XAPI_ACCEPT_LANGUAGE_H

#include "base/text.h"

enum { LANGUAGE_RANGES_MAX = 32 };

struct language_range {
    struct text tag; /* "en-GB", or "*" */
    int quality;     /* in thousandths */
};

/* Ranges in order of preference; those that are not wanted (q=0) at the end. */
struct accept_language {
    struct language_range ranges[LANGUAGE_RANGES_MAX];
    size_t count;
};

/* Reads a header's value (data is NULL if there was none), which `out` borrows. What is malformed,
 * and what comes behind LANGUAGE_RANGES_MAX ranges, is passed over, since a wrong wish is no reason
 * to give no answer. */
void accept_language_read(struct text header, struct accept_language *out);

/* How well the language `tag` meets the wishes: of a map's languages the one with the highest rank
 * is given, of several the first. In this order: what a range asks for, range by range (RFC 4647
 * lookup: en-GB itself, then en; but a range also means its regions, RFC 2616 14.4, so en finds
 * en-US); then other regions of a language asked for; then en-GB, en, en-*, any other; last what is
 * not wanted. */
int accept_language_rank(const struct accept_language *wishes, struct text tag);

#endif
