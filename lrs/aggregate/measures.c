/* SPDX-License-Identifier: Apache-2.0 */

/* Sorting, then one pass. */
#include "aggregate/measures.h"

#include <stdlib.h>

static const double hundred = 100;

static int compare_numbers(const void *left, const void *right)
{
    double one = ((const struct sample *)left)->number;
    double other = ((const struct sample *)right)->number;
    return one < other ? -1 : one > other;
}

static int compare_people(const void *left, const void *right)
{
    const struct sample *one = left;
    const struct sample *other = right;
    if (one->person != other->person) {
        return one->person < other->person ? -1 : 1;
    }
    if (one->us != other->us) {
        return one->us < other->us ? -1 : 1;
    }
    return compare_numbers(left, right);
}

static int compare_texts(const void *left, const void *right)
{
    uint32_t one = ((const struct sample *)left)->text;
    uint32_t other = ((const struct sample *)right)->text;
    return one < other ? -1 : one > other;
}

/* None at all have no address. */
static void sort(struct sample *samples, size_t count, int (*compare)(const void *, const void *))
{
    if (count > 1) {
        qsort(samples, count, sizeof *samples, compare);
    }
}

int64_t samples_people(struct sample *samples, size_t count)
{
    int64_t people = 0;
    sort(samples, count, compare_people);
    for (size_t i = 0; i < count; i++) {
        people += i == 0 || samples[i].person != samples[i - 1].person;
    }
    return people;
}

int64_t samples_distinct(struct sample *samples, size_t count)
{
    int64_t distinct = 0;
    sort(samples, count, compare_texts);
    for (size_t i = 0; i < count; i++) {
        distinct += i == 0 || samples[i].text != samples[i - 1].text;
    }
    return distinct;
}

static double sum_of(struct sample *samples, size_t count)
{
    double sum = 0;
    sort(samples, count, compare_numbers);
    for (size_t i = 0; i < count; i++) {
        sum += samples[i].number;
    }
    return sum;
}

static double percentile_of(struct sample *samples, size_t count, double percent)
{
    sort(samples, count, compare_numbers);
    double place = percent / hundred * (double)(count - 1);
    size_t below = (size_t)place;
    size_t above = below + 1 < count ? below + 1 : below;
    double low = samples[below].number;
    return low + (place - (double)below) * (samples[above].number - low);
}

static bool is_better(enum aggregate_kind kind, const struct sample *one,
                      const struct sample *other)
{
    if (kind == AGGREGATE_BEST) {
        return one->number > other->number;
    }
    return kind == AGGREGATE_LAST && one->us > other->us;
}

/* Leaves one sample of each human at the front, and tells how many. */
static size_t choose_each(enum aggregate_kind kind, struct sample *samples, size_t count)
{
    size_t chosen = 0;
    sort(samples, count, compare_people);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || samples[i].person != samples[chosen - 1].person) {
            samples[chosen++] = samples[i];
        } else if (is_better(kind, &samples[i], &samples[chosen - 1])) {
            samples[chosen - 1] = samples[i];
        }
    }
    return chosen;
}

double samples_measure(const struct aggregate_measure *measure, struct sample *samples,
                       size_t count)
{
    switch (measure->kind) {
    case AGGREGATE_SUM:
        return sum_of(samples, count);
    case AGGREGATE_MEAN:
        return sum_of(samples, count) / (double)count;
    case AGGREGATE_PERCENTILE:
        return percentile_of(samples, count, measure->percent);
    case AGGREGATE_FIRST:
    case AGGREGATE_LAST:
    case AGGREGATE_BEST: {
        size_t people = choose_each(measure->kind, samples, count);
        return sum_of(samples, people) / (double)people;
    }
    case AGGREGATE_COUNT:
    case AGGREGATE_DISTINCT:
    case AGGREGATE_RATIO:
        break;
    }
    return 0;
}
