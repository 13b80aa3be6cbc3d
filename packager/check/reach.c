/* SPDX-License-Identifier: Apache-2.0 */

/* Goes from the files of the kind backwards, each file once, over leads sorted by where they lead.
 */
#include "check/reach.h"

#include "base/arena.h"

#include <stdlib.h>

struct check_reach *check_reach_create(size_t file_count, struct arena *arena)
{
    struct check_reach *reach = ARENA_NEW(arena, struct check_reach);
    reach->arena = arena;
    reach->file_count = file_count;
    reach->is_reaching = ARENA_ARRAY(arena, bool, file_count);
    return reach;
}

void check_reach_lead(struct check_reach *reach, size_t from, size_t to)
{
    if (reach->lead_count <= CHECK_LEADS_MAX) {
        reach->leads = arena_grow(reach->arena, reach->leads, reach->lead_count,
                                  &reach->lead_capacity, sizeof *reach->leads);
        reach->leads[reach->lead_count++] = (struct check_lead){from, to};
    }
}

static int compare_leads(const void *left, const void *right)
{
    const struct check_lead *one = left;
    const struct check_lead *other = right;
    return (one->to > other->to) - (one->to < other->to);
}

/* The first lead to `to`, or behind it. */
static size_t lower_bound(const struct check_reach *reach, size_t to)
{
    size_t low = 0;
    size_t high = reach->lead_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        bool is_before = reach->leads[middle].to < to;
        low = is_before ? middle + 1 : low;
        high = is_before ? high : middle;
    }
    return low;
}

bool check_reach_spread(struct check_reach *reach)
{
    if (reach->lead_count > CHECK_LEADS_MAX) {
        return false;
    }
    if (reach->lead_count > 0) {
        qsort(reach->leads, reach->lead_count, sizeof *reach->leads, compare_leads);
    }
    size_t *found = ARENA_ARRAY(reach->arena, size_t, reach->file_count);
    size_t found_count = 0;
    for (size_t i = 0; i < reach->file_count; i++) {
        if (reach->is_reaching[i]) {
            found[found_count++] = i;
        }
    }
    for (size_t done = 0; done < found_count; done++) {
        size_t lead = lower_bound(reach, found[done]);
        for (; lead < reach->lead_count && reach->leads[lead].to == found[done]; lead++) {
            size_t from = reach->leads[lead].from;
            if (!reach->is_reaching[from]) {
                reach->is_reaching[from] = true;
                found[found_count++] = from;
            }
        }
    }
    return true;
}
