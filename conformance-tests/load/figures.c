/* SPDX-License-Identifier: Apache-2.0 */

/* Percentiles are of all requests, not of a sample: a time is eight bytes. */
#include "load/figures.h"

#include <stdlib.h>

void figures_add_failure(struct figures *figures, long code, const struct error *why)
{
    figures->failed++;
    figures->last_failure = *why;
    for (size_t i = 0; i < FIGURES_CODES_MAX; i++) {
        struct figures_failure *row = &figures->failures[i];
        if (row->count == 0) {
            row->code = i + 1 < FIGURES_CODES_MAX ? code : FIGURES_OTHER;
        }
        if (row->code == code || row->code == FIGURES_OTHER) {
            row->count++;
            return;
        }
    }
}

static int compare(const void *left, const void *right)
{
    int64_t a = *(const int64_t *)left;
    int64_t b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

int64_t figures_percentile(const int64_t *sorted, size_t count, unsigned percent)
{
    size_t rank = (count * percent + 99) / 100;
    return sorted[rank - 1];
}

void figures_set_times(struct figures *figures, int64_t *spent_us, uint32_t count)
{
    figures->requests = count;
    if (count == 0) {
        return;
    }
    qsort(spent_us, count, sizeof *spent_us, compare);
    figures->p50_us = figures_percentile(spent_us, count, 50);
    figures->p99_us = figures_percentile(spent_us, count, 99);
    figures->max_us = spent_us[count - 1];
}

double figures_per_second(const struct figures *figures, uint64_t count)
{
    return (double)count * 1e6 / (double)(figures->total_us > 0 ? figures->total_us : 1);
}

static void write_failure(const struct figures_failure *failure, struct buffer *out)
{
    if (failure->code == FIGURES_NO_ANSWER) {
        buffer_print(out, "\"no answer\":%u", failure->count);
    } else if (failure->code == FIGURES_OTHER) {
        buffer_print(out, "\"other\":%u", failure->count);
    } else {
        buffer_print(out, "\"%ld\":%u", failure->code, failure->count);
    }
}

void figures_write_failures(const struct figures *figures, struct buffer *out)
{
    buffer_add_character(out, '{');
    for (size_t i = 0; i < FIGURES_CODES_MAX && figures->failures[i].count > 0; i++) {
        buffer_add_string(out, i == 0 ? "" : ",");
        write_failure(&figures->failures[i], out);
    }
    buffer_add_character(out, '}');
}
