/* SPDX-License-Identifier: Apache-2.0 */

/* Sums, hence commutative. */
#include "store/tallies.h"

#include "base/mem.h"
#include "store/internal.h"
#include "store/pending.h"

#include <stdlib.h>
#include <string.h>

static struct tally times(const struct tally *tally, int factor)
{
    struct tally result = *tally;
    result.total *= factor;
    result.amount *= factor;
    result.square *= factor;
    return result;
}

void tallies_add(struct tallies *tallies, const struct tally *tally, int factor)
{
    if (tallies->count == tallies->capacity) {
        tallies->capacity = tallies->capacity == 0 ? 64 : tallies->capacity * 2;
        tallies->items = mem_resize(tallies->items, tallies->capacity, sizeof *tallies->items);
    }
    tallies->items[tallies->count++] = times(tally, factor);
}

void tallies_finish(struct tallies *tallies)
{
    free(tallies->items);
    *tallies = TALLIES_INIT;
}

/* ---- the order of keys ---- */

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct tally *)item)->subject;
}

static int order(int64_t left, int64_t right)
{
    return (left > right) - (left < right);
}

static int compare_tallies(const struct tally *a, const struct tally *b)
{
    const int orders[] = {
        order(a->subject, b->subject), order(a->measure, b->measure),
        order(a->context, b->context), order(a->asked, b->asked),
        order(a->value, b->value),     order(a->late_value, b->late_value),
    };
    for (size_t i = 0; i < sizeof orders / sizeof orders[0]; i++) {
        if (orders[i] != 0) {
            return orders[i];
        }
    }
    int texts = strcmp(a->text, b->text);
    return texts != 0 ? texts : strcmp(a->late_text, b->late_text);
}

static int compare(const void *left, const void *right)
{
    return compare_tallies(*(const struct tally *const *)left, *(const struct tally *const *)right);
}

/* ---- writing ---- */

static enum status write_row(struct connection *connection, const struct tally *tally,
                             struct error *error)
{
    return connection_run(
        connection,
        "INSERT INTO tally (subject, measure, context, asked, value, late_value, text, late_text, "
        "total, amount, square) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) "
        "ON CONFLICT (subject, measure, context, asked, value, late_value, text, late_text) "
        "DO UPDATE SET total = tally.total + excluded.total, "
        "amount = tally.amount + excluded.amount, square = tally.square + excluded.square",
        VALUES(value_integer(tally->subject), value_integer(tally->measure),
               value_integer(tally->context), value_integer(tally->asked),
               value_integer(tally->value), value_integer(tally->late_value),
               value_string(tally->text), value_string(tally->late_text),
               value_integer(tally->total), value_integer(tally->amount),
               value_integer(tally->square)),
        error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0, run; i < count && status == STATUS_OK; i += run) {
        struct tally sum = *(const struct tally *)items[i];
        for (run = 1; i + run < count && compare(&items[i], &items[i + run]) == 0; run++) {
            const struct tally *next = items[i + run];
            sum.total += next->total;
            sum.amount += next->amount;
            sum.square += next->square;
        }
        if (sum.total != 0 || sum.amount != 0 || sum.square != 0) {
            status = write_row(connection, &sum, error);
        }
    }
    return status;
}

enum status tallies_write(struct connection *connection, const struct tallies *tallies,
                          struct error *error)
{
    AUTO(free) const void **sorted = mem_zeroed(tallies->count + 1, sizeof *sorted);
    for (size_t i = 0; i < tallies->count; i++) {
        sorted[i] = &tallies->items[i];
    }
    qsort(sorted, tallies->count, sizeof *sorted, compare);
    return write_rows(connection, sorted, tallies->count, error);
}

/* ---- at the end of the transaction ---- */

/* Stands wherever a tally does. */
struct pending_tally {
    struct tally tally; /* first */
    char *text;         /* tally.text and tally.late_text */
    char *late_text;
};

static void release(void *item)
{
    free(((struct pending_tally *)item)->text);
    free(((struct pending_tally *)item)->late_text);
}

const struct pending_rules pending_tallies = {.size = sizeof(struct pending_tally),
                                              .key = key_of,
                                              .compare = compare,
                                              .write = write_rows,
                                              .release = release};

void tallies_count(struct transaction *transaction, const struct tally *tally, int factor)
{
    struct pending_tally item = {.tally = times(tally, factor),
                                 .text = mem_copy_string(tally->text),
                                 .late_text = mem_copy_string(tally->late_text)};
    item.tally.text = item.text;
    item.tally.late_text = item.late_text;
    pending_add(transaction->pending, PENDING_TALLY, &item);
}
