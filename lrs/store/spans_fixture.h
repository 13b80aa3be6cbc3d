/* SPDX-License-Identifier: Apache-2.0 */

/* Counting the packed sets of postings that a store has, and those of them that are wrong. */
#ifndef STORE_SPANS_FIXTURE_H
#define STORE_SPANS_FIXTURE_H

#include "store/spans.h"

#include <assert.h>

struct spans_seen {
    int64_t sets;
    int64_t unsound;
};

static inline void spans_see(void *context, int64_t term, int64_t span, bool is_sound)
{
    (void)term;
    (void)span;
    struct spans_seen *seen = context;
    seen->sets++;
    seen->unsound += is_sound ? 0 : 1;
}

/* Inside a transaction. */
static inline struct spans_seen spans_look(struct connection *connection)
{
    struct error error = {0};
    struct spans_seen seen = {0};
    enum status status = spans_compare(connection, spans_see, &seen, &error);
    assert(status == STATUS_OK);
    return seen;
}

#endif
