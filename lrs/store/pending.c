/* SPDX-License-Identifier: Apache-2.0 */

/* An array a kind. Items stay until the transaction ends, unless the write that added them has
 * flushed them itself: what was added before it must be written again if it fails. What earlier
 * transactions have left stands first and stays likewise. */
#include "store/pending.h"

#include "base/mem.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { MUCH = 1 << 16, RECENT = 1 << 9 };

struct items {
    char *bytes;
    size_t count;
    size_t capacity;
    size_t flushed; /* so many from the first on */
    size_t carried; /* so many from the first on are of earlier transactions */
    size_t run;     /* so many from the first on are in order; of those that are carried */
    size_t cost;    /* of the run when it was begun */

    /* As they were when the write that is under way began. */
    size_t count_before;
    size_t flushed_before;

    /* Where an item of a hash was put last, counted from 1; what is there now may be another. */
    size_t recent[RECENT];
};

struct pending {
    struct items kinds[PENDING_KINDS];
};

static const struct pending_rules *const rules_of[PENDING_KINDS] = {
    [PENDING_POSTING] = &pending_postings,
    [PENDING_PROGRESS] = &pending_progress,
    [PENDING_SEGMENT] = &pending_segments,
    [PENDING_FACT] = &pending_facts,
    [PENDING_TALLY] = &pending_tallies,
    [PENDING_PLACE] = &pending_places,
    [PENDING_NAME] = &pending_names,
    [PENDING_AGENT_NAME] = &pending_agent_names,
    [PENDING_HISTORY_DUE] = &pending_history_dues,
};

struct pending *pending_create(void)
{
    return MEM_NEW(struct pending);
}

/* Only to what the same write has added, as it may be undone. */
static bool add_up(struct items *items, const struct pending_rules *rules, const void *item)
{
    size_t *recent = &items->recent[rules->hash(item) % RECENT];
    if (*recent > items->count_before && *recent <= items->count) {
        void *sum = items->bytes + (*recent - 1) * rules->size;
        if (rules->is_alike(sum, item)) {
            rules->add_up(sum, item);
            return true;
        }
    }
    *recent = items->count + 1;
    return false;
}

void pending_add(struct pending *pending, enum pending_kind kind, const void *item)
{
    struct items *items = &pending->kinds[kind];
    const struct pending_rules *rules = rules_of[kind];
    if (rules->is_alike != NULL && add_up(items, rules, item)) {
        return;
    }
    if (items->count == items->capacity) {
        items->capacity = items->capacity == 0 ? 64 : items->capacity * 2;
        items->bytes = mem_resize(items->bytes, items->capacity, rules->size);
    }
    void *place = items->bytes + items->count * rules->size;
    memcpy(place, item, rules->size);
    if (rules->own != NULL) {
        rules->own(place);
    }
    items->count++;
}

/* Drops the items behind the first `count`. */
static void cut(struct items *items, const struct pending_rules *rules, size_t count)
{
    for (size_t i = count; i < items->count && rules->release != NULL; i++) {
        rules->release(items->bytes + i * rules->size);
    }
    items->count = count;
}

void pending_destroy(struct pending *pending)
{
    if (pending == NULL) {
        return;
    }
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        cut(&pending->kinds[i], rules_of[i], 0);
        free(pending->kinds[i].bytes);
    }
    free(pending);
}

void pending_begin_write(struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        struct items *items = &pending->kinds[i];
        items->count_before = items->count;
        items->flushed_before = items->flushed;
    }
}

void pending_undo_write(struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        struct items *items = &pending->kinds[i];
        cut(items, rules_of[i], items->count_before);
        items->flushed = items->flushed_before;
    }
}

/* ---- sorting ---- */

enum { DIGIT_BITS = 8, DIGITS = 1 << DIGIT_BITS };

struct keyed {
    uint64_t key;
    const void *item;
};

/* Orders by the digit at `shift`, keeping what is equal in its order. */
static void sort_by_digit(const struct keyed *from, struct keyed *to, size_t count, unsigned shift)
{
    size_t places[DIGITS + 1] = {0};
    for (size_t i = 0; i < count; i++) {
        places[(from[i].key >> shift) % DIGITS + 1]++;
    }
    for (size_t i = 1; i < DIGITS; i++) {
        places[i] += places[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        to[places[(from[i].key >> shift) % DIGITS]++] = from[i];
    }
}

/* Keys are numbers given one after another, so they have few digits. */
static struct keyed *sort_by_key(struct keyed *items, struct keyed *room, size_t count)
{
    uint64_t all = 0;
    for (size_t i = 0; i < count; i++) {
        all |= items[i].key;
    }
    for (unsigned shift = 0; shift < 64 && all >> shift != 0; shift += DIGIT_BITS) {
        sort_by_digit(items, room, count, shift);
        struct keyed *sorted = room;
        room = items;
        items = sorted;
    }
    return items;
}

/* Mostly they came in order. */
static void sort_equal_keys(const void **items, size_t count, const struct pending_rules *rules)
{
    for (size_t i = 1; i < count; i++) {
        if (rules->compare(&items[i - 1], &items[i]) > 0) {
            qsort(items, count, sizeof *items, rules->compare);
            return;
        }
    }
}

/* Pointers to the last `count` items in the order of their rules; owned by the caller. */
static const void **sort(const struct items *items, const struct pending_rules *rules, size_t count)
{
    AUTO(free) struct keyed *keyed = mem_resize(NULL, 2 * count, sizeof *keyed);
    for (size_t i = 0; i < count; i++) {
        const void *item = items->bytes + (items->flushed + i) * rules->size;
        keyed[i] = (struct keyed){rules->key(item), item};
    }
    const struct keyed *ordered = sort_by_key(keyed, keyed + count, count);
    const void **sorted = mem_resize(NULL, count, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        sorted[i] = ordered[i].item;
    }
    for (size_t first = 0, i = 1; i <= count; i++) {
        if (i == count || ordered[i].key != ordered[first].key) {
            sort_equal_keys(sorted + first, i - first, rules);
            first = i;
        }
    }
    return sorted;
}

static enum status flush(struct items *items, const struct pending_rules *rules,
                         struct connection *connection, struct error *error)
{
    size_t count = items->count - items->flushed;
    if (count == 0) {
        return STATUS_OK;
    }
    AUTO(free) const void **sorted = sort(items, rules, count);
    enum status status = rules->write(connection, sorted, count, error);
    if (status == STATUS_OK) {
        cut(items, rules, items->count_before);
        items->flushed = items->count;
    }
    return status;
}

enum status pending_flush(struct pending *pending, struct connection *connection,
                          struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < PENDING_KINDS && status == STATUS_OK; i++) {
        status = flush(&pending->kinds[i], rules_of[i], connection, error);
    }
    return status;
}

enum status pending_flush_due(struct pending *pending, struct connection *connection,
                              struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < PENDING_KINDS && status == STATUS_OK; i++) {
        if (!rules_of[i]->may_wait) {
            status = flush(&pending->kinds[i], rules_of[i], connection, error);
        }
    }
    return status;
}

enum status pending_write_ahead(const struct pending *pending, enum pending_kind kind,
                                const void *like, struct connection *connection,
                                struct error *error)
{
    const struct items *items = &pending->kinds[kind];
    const struct pending_rules *rules = rules_of[kind];
    AUTO(free) const void **alike = mem_zeroed(pending_count(pending, kind) + 1, sizeof *alike);
    size_t count = 0;
    assert(rules->may_wait);
    for (size_t i = items->flushed; i < items->count; i++) {
        const void *item = items->bytes + i * rules->size;
        if (rules->key(item) == rules->key(like)) {
            alike[count++] = item;
        }
    }
    if (count == 0) {
        return STATUS_OK;
    }
    sort_equal_keys(alike, count, rules);
    return rules->write(connection, alike, count, error);
}

size_t pending_count(const struct pending *pending, enum pending_kind kind)
{
    return pending->kinds[kind].count - pending->kinds[kind].flushed;
}

size_t pending_count_added(const struct pending *pending, enum pending_kind kind)
{
    const struct items *items = &pending->kinds[kind];
    return items->count - (items->flushed > items->carried ? items->flushed : items->carried);
}

/* Of the item `index` of a run. */
static size_t cost_of(const struct items *items, const struct pending_rules *rules, size_t index)
{
    const char *item = items->bytes + index * rules->size;
    return index > 0 && rules->key(item) == rules->key(item - rules->size) ? PENDING_COST
                                                                           : PENDING_COST_OF_KEY;
}

void pending_begin_run(struct pending *pending, enum pending_kind kind)
{
    struct items *items = &pending->kinds[kind];
    size_t size = rules_of[kind]->size;
    assert(items->flushed == 0);
    AUTO(free) const void **sorted = sort(items, rules_of[kind], items->carried);
    AUTO(free) char *ordered = mem_zeroed(items->carried, size);
    for (size_t i = 0; i < items->carried; i++) {
        memcpy(ordered + i * size, sorted[i], size);
    }
    memcpy(items->bytes, ordered, items->carried * size);
    items->run = items->carried;
    items->cost = 0;
    for (size_t i = 0; i < items->run; i++) {
        items->cost += cost_of(items, rules_of[kind], i);
    }
}

size_t pending_cost_of_run(const struct pending *pending, enum pending_kind kind)
{
    return pending->kinds[kind].cost;
}

size_t pending_count_run(const struct pending *pending, enum pending_kind kind)
{
    const struct items *items = &pending->kinds[kind];
    return items->run > items->flushed ? items->run - items->flushed : 0;
}

/* So many items for `cost` that what belongs into one row is not torn apart. */
static size_t whole_rows(const struct items *items, const struct pending_rules *rules, size_t cost)
{
    size_t end = items->flushed;
    for (size_t spent = 0; end < items->run && spent < cost; end++) {
        spent += cost_of(items, rules, end);
    }
    while (end < items->run) {
        const void *left = items->bytes + (end - 1) * rules->size;
        const void *right = items->bytes + end * rules->size;
        if (rules->compare(&left, &right) != 0) {
            break;
        }
        end++;
    }
    return end - items->flushed;
}

enum status pending_flush_slice(struct pending *pending, enum pending_kind kind, size_t cost,
                                struct connection *connection, struct error *error)
{
    struct items *items = &pending->kinds[kind];
    size_t count = whole_rows(items, rules_of[kind], cost);
    AUTO(free) const void **slice = mem_zeroed(count, sizeof *slice);
    for (size_t i = 0; i < count; i++) {
        slice[i] = items->bytes + (items->flushed + i) * rules_of[kind]->size;
    }
    enum status status = rules_of[kind]->write(connection, slice, count, error);
    items->flushed += status == STATUS_OK ? count : 0;
    return status;
}

bool pending_is_much(const struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        if (pending_count_added(pending, i) > MUCH) {
            return true;
        }
    }
    return false;
}

size_t pending_run(const struct pending_rules *rules, const void *const *items, size_t count)
{
    size_t run = 1;
    while (run < count && rules->compare(&items[0], &items[run]) == 0) {
        run++;
    }
    return run;
}

enum status pending_write_rows(const struct pending_rules *rules, struct insertion *insertion,
                               struct connection *connection, const void *const *items,
                               size_t count, pending_row *add_row, struct error *error)
{
    struct inserting inserting;
    enum status status = STATUS_OK;
    inserting_begin(&inserting, insertion, connection);
    for (size_t i = 0, run; i < count && status == STATUS_OK; i += run) {
        run = pending_run(rules, items + i, count - i);
        status = add_row(&inserting, items + i, run, error);
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

void pending_forget_flushed(struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        struct items *items = &pending->kinds[i];
        if (items->flushed == items->count) {
            cut(items, rules_of[i], items->carried);
            items->flushed = items->carried;
        }
    }
}

/* So many items are left for the next transaction, those of a run first. */
static void carry(struct items *items, size_t count, size_t run)
{
    *items = (struct items){.bytes = items->bytes,
                            .count = count,
                            .capacity = items->capacity,
                            .carried = count,
                            .run = run,
                            .cost = items->cost,
                            .count_before = count};
}

void pending_commit(struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        struct items *items = &pending->kinds[i];
        size_t size = rules_of[i]->size;
        size_t left = items->count - items->flushed;
        for (size_t j = 0; j < items->flushed && rules_of[i]->release != NULL; j++) {
            rules_of[i]->release(items->bytes + j * size);
        }
        if (left > 0 && items->flushed > 0) {
            memmove(items->bytes, items->bytes + items->flushed * size, left * size);
        }
        carry(items, left, pending_count_run(pending, i));
    }
}

void pending_roll_back(struct pending *pending)
{
    for (size_t i = 0; i < PENDING_KINDS; i++) {
        struct items *items = &pending->kinds[i];
        cut(items, rules_of[i], items->carried);
        carry(items, items->carried, items->run);
    }
}
