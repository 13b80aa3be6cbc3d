/* SPDX-License-Identifier: Apache-2.0 */

/* Sums, hence commutative. */
#include "store/tallies.h"

#include "base/mem.h"
#include "store/insertion.h"
#include "store/internal.h"
#include "store/pending.h"
#include "store/segments.h"

#include <stdlib.h>
#include <string.h>

static struct tally multiply(const struct tally *tally, int times)
{
    struct tally result = *tally;
    result.total *= times;
    result.amount *= times;
    result.square *= times;
    return result;
}

void tallies_add(struct tallies *tallies, const struct tally *tally, int times)
{
    if (tallies->count == tallies->capacity) {
        tallies->capacity = tallies->capacity == 0 ? 64 : tallies->capacity * 2;
        tallies->items = mem_resize(tallies->items, tallies->capacity, sizeof *tallies->items);
    }
    tallies->items[tallies->count++] = multiply(tally, times);
}

void tallies_finish(struct tallies *tallies)
{
    free(tallies->items);
    *tallies = TALLIES_INIT;
}

/* ---- the order of keys ---- */

static int order(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

/* Of one sort are those that differ in nothing but the segment. */
static int compare_sorts(const struct tally *a, const struct tally *b)
{
    int sorts = order(a->subject, b->subject);
    sorts = sorts != 0 ? sorts : order(a->context, b->context);
    sorts = sorts != 0 ? sorts : order(a->measure, b->measure);
    sorts = sorts != 0 ? sorts : order(a->value, b->value);
    sorts = sorts != 0 ? sorts : order(a->asked, b->asked);
    sorts = sorts != 0 ? sorts : order(a->late_value, b->late_value);
    sorts = sorts != 0 ? sorts : text_compare(a->text, b->text);
    return sorts != 0 ? sorts : text_compare(a->late_text, b->late_text);
}

static int compare(const void *left, const void *right)
{
    const struct tally *a = *(const struct tally *const *)left;
    const struct tally *b = *(const struct tally *const *)right;
    int sorts = compare_sorts(a, b);
    return sorts != 0 ? sorts : order(a->segment, b->segment);
}

/* ---- writing ---- */

#define KEY "segment, measure, subject, context, asked, value, late_value, text, late_text"
static struct insertion insertion = {
    .into = "INSERT INTO tally (" KEY ", total, amount, square)",
    .otherwise = "ON CONFLICT (" KEY ") DO UPDATE SET total = tally.total + excluded.total, "
                 "amount = tally.amount + excluded.amount, "
                 "square = tally.square + excluded.square",
    .columns = 12};

static enum status write_row(struct inserting *inserting, const struct tally *tally,
                             struct error *error)
{
    if (tally->total == 0 && tally->amount == 0 && tally->square == 0) {
        return STATUS_OK;
    }
    const struct value row[] = {
        value_integer(tally->segment),    value_integer(tally->measure),
        value_integer(tally->subject),    value_integer(tally->context),
        value_integer(tally->asked),      value_integer(tally->value),
        value_integer(tally->late_value), value_text(tally->text),
        value_text(tally->late_text),     value_integer(tally->total),
        value_integer(tally->amount),     value_integer(tally->square),
    };
    return inserting_add(inserting, row, error);
}

static void add_up(struct tally *sum, const struct tally *more)
{
    sum->total += more->total;
    sum->amount += more->amount;
    sum->square += more->square;
}

/* The first item with nothing in it yet. */
static struct tally begin_sum(const struct tally *first, int64_t segment)
{
    struct tally sum = multiply(first, 0);
    sum.segment = segment;
    return sum;
}

/* Items of one sort. */
static enum status write_sort(struct inserting *inserting, const void *const *items, size_t count,
                              struct error *error)
{
    struct tally all = begin_sum(items[0], SEGMENT_ALL);
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count && status == STATUS_OK;) {
        struct tally sum = begin_sum(items[i], ((const struct tally *)items[i])->segment);
        for (; i < count && ((const struct tally *)items[i])->segment == sum.segment; i++) {
            add_up(&sum, items[i]);
        }
        add_up(&all, &sum);
        if (sum.segment != SEGMENT_ALL) {
            status = write_row(inserting, &sum, error);
        }
    }
    return status == STATUS_OK ? write_row(inserting, &all, error) : status;
}

static enum status write_sorted(struct connection *connection, const void *const *items,
                                size_t count, struct error *error)
{
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, connection);
    for (size_t i = 0, run; i < count && status == STATUS_OK; i += run) {
        for (run = 1; i + run < count && compare_sorts(items[i], items[i + run]) == 0;) {
            run++;
        }
        status = write_sort(&inserting, items + i, run, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

enum status tallies_write(struct connection *connection, const struct tallies *tallies,
                          struct error *error)
{
    AUTO(free) const void **sorted = mem_zeroed(tallies->count + 1, sizeof *sorted);
    for (size_t i = 0; i < tallies->count; i++) {
        sorted[i] = &tallies->items[i];
    }
    qsort(sorted, tallies->count, sizeof *sorted, compare);
    return write_sorted(connection, sorted, tallies->count, error);
}

/* ---- at the end of the transaction ---- */

struct pending_tally {
    struct tally tally;
    int64_t learner;
    const struct segments *segments; /* in which the learner's is found */
    char *texts;                     /* tally.text and behind it tally.late_text; NULL: empty */
};

/* The rest of the order is tallies_write()'s, as segments are found only then. */
static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_tally *)item)->tally.subject;
}

static int compare_pending(const void *left, const void *right)
{
    const struct pending_tally *a = *(const struct pending_tally *const *)left;
    const struct pending_tally *b = *(const struct pending_tally *const *)right;
    return order(a->tally.subject, b->tally.subject);
}

static enum status write_pending(struct connection *connection, const void *const *items,
                                 size_t count, struct error *error)
{
    AUTO(tallies_finish) struct tallies tallies = TALLIES_INIT;
    for (size_t i = 0; i < count; i++) {
        const struct pending_tally *item = items[i];
        struct tally tally = item->tally;
        if (tally.segment == SEGMENT_ALL && item->learner != TALLIES_NOBODY) {
            tally.segment = segments_at(item->segments, item->learner);
        }
        tallies_add(&tallies, &tally, 1);
    }
    return tallies_write(connection, &tallies, error);
}

static const char *copy_text(char *to, struct text text)
{
    if (text.length > 0) {
        memcpy(to, text.data, text.length);
    }
    return to;
}

/* Most have no texts. */
static void own(void *item)
{
    struct pending_tally *pending = item;
    struct tally *tally = &pending->tally;
    const size_t length = tally->text.length + tally->late_text.length;
    if (length == 0) {
        return;
    }
    pending->texts = mem_zeroed(1, length);
    tally->text.data = copy_text(pending->texts, tally->text);
    tally->late_text.data = copy_text(pending->texts + tally->text.length, tally->late_text);
}

static void release(void *item)
{
    free(((struct pending_tally *)item)->texts);
}

static bool is_alike(const void *left, const void *right)
{
    const struct pending_tally *a = left;
    const struct pending_tally *b = right;
    return a->learner == b->learner && a->tally.segment == b->tally.segment &&
           compare_sorts(&a->tally, &b->tally) == 0;
}

static uint64_t hash(const void *item)
{
    const struct pending_tally *pending = item;
    const struct tally *tally = &pending->tally;
    uint64_t hash = pending_mix(0, pending->learner);
    hash = pending_mix(hash, tally->measure);
    hash = pending_mix(hash, tally->subject);
    hash = pending_mix(hash, tally->context);
    return pending_mix(hash, tally->value);
}

static void add_up_pending(void *sum, const void *item)
{
    add_up(&((struct pending_tally *)sum)->tally, &((const struct pending_tally *)item)->tally);
}

const struct pending_rules pending_tallies = {.size = sizeof(struct pending_tally),
                                              .key = key_of,
                                              .compare = compare_pending,
                                              .write = write_pending,
                                              .release = release,
                                              .own = own,
                                              .is_alike = is_alike,
                                              .hash = hash,
                                              .add_up = add_up_pending};

void tallies_count(struct transaction *transaction, const struct tally *tally, int64_t learner,
                   int times)
{
    const struct pending_tally item = {
        .tally = multiply(tally, times), .learner = learner, .segments = transaction->segments};
    pending_add(transaction->pending, PENDING_TALLY, &item);
}
