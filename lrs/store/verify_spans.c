/* SPDX-License-Identifier: Apache-2.0 */

/* The packed sets of postings, each compared with the postings. */
#include "store/spans.h"
#include "store/verify_parts.h"

static void note(void *context, int64_t term, int64_t span, bool is_sound)
{
    struct verify_check *check = context;
    check->checked++;
    if (!is_sound) {
        verify_found(check, "differs: term %lld, span %lld", (long long)term, (long long)span);
    }
}

void verify_spans(struct connection *connection, struct verify_report *report)
{
    struct verify_check *check = verify_begin(report, "sets of postings", "sets");
    struct error broken = {0};
    if (spans_compare(connection, note, check, &broken) != STATUS_OK) {
        verify_found(check, "cannot be read: %.150s", broken.message);
    }
}
