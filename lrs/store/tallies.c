/* SPDX-License-Identifier: Apache-2.0 */

/* Sums, hence commutative. */
#include "store/tallies.h"

#include "base/mem.h"
#include "store/insertion.h"
#include "store/internal.h"
#include "store/pending.h"
#include "store/segments.h"
#include "store/tally_sorts.h"

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

/* A row on its way. */
struct row {
    int64_t segment;
    int64_t sort;  /* its number */
    size_t number; /* until it is known: which of the writing's sorts it is */
    int64_t total;
    int64_t amount;
    int64_t square;
};

/* Rows that do not cancel out, and one tally of each sort that they are of. */
struct writing {
    struct row *rows;
    size_t count;
    const struct tally **sorts;
    size_t sort_count;
};

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

static void add_row(struct writing *writing, const struct tally *sum)
{
    if (sum->total != 0 || sum->amount != 0 || sum->square != 0) {
        writing->rows[writing->count++] = (struct row){.segment = sum->segment,
                                                       .number = writing->sort_count,
                                                       .total = sum->total,
                                                       .amount = sum->amount,
                                                       .square = sum->square};
    }
}

/* Items of one sort, by segment. */
static void add_sort(struct writing *writing, const struct tally *const *items, size_t count)
{
    const size_t before = writing->count;
    struct tally all = begin_sum(items[0], SEGMENT_ALL);
    for (size_t i = 0; i < count;) {
        struct tally sum = begin_sum(items[i], items[i]->segment);
        for (; i < count && items[i]->segment == sum.segment; i++) {
            add_up(&sum, items[i]);
        }
        add_up(&all, &sum);
        if (sum.segment != SEGMENT_ALL) {
            add_row(writing, &sum);
        }
    }
    add_row(writing, &all);
    if (writing->count > before) {
        writing->sorts[writing->sort_count++] = items[0];
    }
}

static void add_sorted(struct writing *writing, const struct tally *const *items, size_t count)
{
    for (size_t i = 0, run; i < count; i += run) {
        for (run = 1; i + run < count && compare_sorts(items[i], items[i + run]) == 0;) {
            run++;
        }
        add_sort(writing, items + i, run);
    }
}

static int compare_rows(const void *left, const void *right)
{
    const struct row *a = left;
    const struct row *b = right;
    int segments = order(a->segment, b->segment);
    return segments != 0 ? segments : order(a->sort, b->sort);
}

static enum status number_rows(struct writing *writing, struct connection *connection,
                               struct error *error)
{
    AUTO(free) int64_t *numbers = mem_zeroed(writing->sort_count + 1, sizeof *numbers);
    enum status status =
        tally_sorts_find(connection, writing->sorts, writing->sort_count, numbers, error);
    for (size_t i = 0; i < writing->count; i++) {
        writing->rows[i].sort = numbers[writing->rows[i].number];
    }
    if (writing->count > 0) {
        qsort(writing->rows, writing->count, sizeof *writing->rows, compare_rows);
    }
    return status;
}

static struct insertion insertion = {
    .into = "INSERT INTO tally (segment, sort, total, amount, square)",
    .otherwise = "ON CONFLICT (segment, sort) DO UPDATE SET total = tally.total + excluded.total, "
                 "amount = tally.amount + excluded.amount, "
                 "square = tally.square + excluded.square",
    .columns = 5};

static enum status write_rows(const struct writing *writing, struct connection *connection,
                              struct error *error)
{
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, &insertion, connection);
    for (size_t i = 0; i < writing->count && status == STATUS_OK; i++) {
        const struct row *row = &writing->rows[i];
        const struct value values[] = {value_integer(row->segment), value_integer(row->sort),
                                       value_integer(row->total), value_integer(row->amount),
                                       value_integer(row->square)};
        status = inserting_add(&inserting, values, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

enum status tallies_write(struct connection *connection, const struct tallies *tallies,
                          struct error *error)
{
    const size_t count = tallies->count;
    AUTO(free) const struct tally **sorted = mem_zeroed(count + 1, sizeof *sorted);
    AUTO(free) struct row *rows = mem_zeroed(2 * count + 1, sizeof *rows);
    AUTO(free) const struct tally **sorts = mem_zeroed(count + 1, sizeof *sorts);
    struct writing writing = {.rows = rows, .sorts = sorts};
    for (size_t i = 0; i < count; i++) {
        sorted[i] = &tallies->items[i];
    }
    qsort(sorted, count, sizeof *sorted, compare);
    add_sorted(&writing, sorted, count);
    enum status status = number_rows(&writing, connection, error);
    return status == STATUS_OK ? write_rows(&writing, connection, error) : status;
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
