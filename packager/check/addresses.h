/* SPDX-License-Identifier: Apache-2.0 */

/* The addresses that pages, pictures and style sheets hold, and where each leads. */
#ifndef CHECK_ADDRESSES_H
#define CHECK_ADDRESSES_H

#include "check/nodes.h"

enum {
    CHECK_ADDRESSES_MAX = 20000, /* of one file; others are not looked at */
    CHECK_ADDRESS_LONG = 4096,   /* nothing but data is longer; such an address is let be */
};

enum check_verdict {
    CHECK_FINE,         /* leads to a file, or is none of our business */
    CHECK_ELSEWHERE,    /* loads from another site */
    CHECK_INSECURE,     /* loads from another site, by plain http */
    CHECK_ABSOLUTE,     /* begins with '/', and so leads to the LMS's own root */
    CHECK_AUTHORS_DISK, /* "file:", or "C:\" */
    CHECK_LOST,         /* loads a file that is not there */
    CHECK_OTHER_CASE,   /* likewise, but there is one whose name has other capitals */
    CHECK_DEAD_LINK,    /* leads to a page or file that is not there */
};

struct check_address {
    enum check_verdict verdict;
    const char *written; /* fit for a message */
    const char *what;    /* "script", "a": where it stands */
    const char *host;    /* of another site; NULL otherwise */
    const char *instead; /* of CHECK_OTHER_CASE: the file's name; NULL otherwise */
    size_t line;
};

struct check_addresses {
    struct check_address *items;
    size_t count;
    size_t capacity;
    size_t judged; /* fine ones included */
};

/* All that do not lead to files of the package, one that is written again and again near by once.
 * In check->scratch. */
const struct check_addresses *check_addresses(const struct check *check);

/* The file of the package that an address in check->file leads to; NULL if there is none. */
const struct opened_file *check_address_file(const struct check *check, const char *written);

/* For those that read: judges an address and adds it if it is not fine. `is_link`: nothing is
 * loaded until the learner wants it. `what` is kept. */
void check_address_add(const struct check *check, struct check_addresses *addresses,
                       const char *written, const char *what, bool is_link, size_t line);

/* Adds those in CSS: url(...) and @import. `line` is that of its beginning. */
void check_style_addresses(const struct check *check, struct check_addresses *addresses,
                           struct text style, size_t line);

/* By its name: a style sheet. */
bool check_is_style(const struct opened_file *file);

#endif
