/* SPDX-License-Identifier: Apache-2.0 */

/* Which files of a package have one of a kind within their reach: themselves, what they load, what
 * that loads, and so on. In time and memory of what leads from file to file. */
#ifndef CHECK_REACH_H
#define CHECK_REACH_H

#include <stdbool.h>
#include <stddef.h>

struct arena;

enum { CHECK_LEADS_MAX = 1000000 }; /* what is more makes check_reach_spread() say no */

struct check_lead {
    size_t from; /* places among the package's files */
    size_t to;
};

struct check_reach {
    struct arena *arena;
    size_t file_count;
    bool *is_reaching; /* one a file; set it for those of the kind, before spreading */
    struct check_lead *leads;
    size_t lead_count;
    size_t lead_capacity;
};

/* For so many files, none of the kind yet, none leading anywhere; lives in `arena`. */
struct check_reach *check_reach_create(size_t file_count, struct arena *arena);

/* The file `from` loads the file `to`. */
void check_reach_lead(struct check_reach *reach, size_t from, size_t to);

/* Sets is_reaching of all that lead to one where it is set. False, and nothing done, if there are
 * too many leads. */
bool check_reach_spread(struct check_reach *reach);

#endif
