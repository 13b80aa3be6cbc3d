/* SPDX-License-Identifier: Apache-2.0 */

/* What a transaction knows: a table of learners, open addressing. */
#include "store/segments.h"

#include "base/mem.h"
#include "store/pending.h"
#include "store/segment_moves.h"
#include "store/segment_rows.h"

#include <assert.h>
#include <stdlib.h>

enum { FEWEST_SLOTS = 64, AHEAD = 256 }; /* learners asked for before the first is waited for */

struct known {
    int64_t learner; /* 0: the slot is free */
    int64_t segment;
};

struct segments {
    struct known *slots; /* more than twice as many as are taken; NULL: none */
    size_t slot_count;   /* a power of two */
    size_t count;
    int64_t *doubted;
    size_t doubted_count;
    size_t doubted_capacity;
    bool all_are_doubted;
};

/* A learner who is wanted (PENDING_SEGMENT). */
struct wanted {
    int64_t learner;
    struct segments *segments; /* whose learners they are */
};

struct segments *segments_create(void)
{
    return MEM_NEW(struct segments);
}

void segments_destroy(struct segments *segments)
{
    if (segments != NULL) {
        free(segments->slots);
        free(segments->doubted);
        free(segments);
    }
}

void segments_forget(struct segments *segments)
{
    free(segments->slots);
    segments->slots = NULL;
    segments->slot_count = 0;
    segments->count = 0;
}

void segments_end(struct segments *segments)
{
    segments_forget(segments);
    segments->doubted_count = 0;
    segments->all_are_doubted = false;
}

/* ---- who is known ---- */

/* The learner's slot, or the free one that would be his. */
static struct known *slot_of(const struct segments *segments, int64_t learner)
{
    const uint64_t golden = UINT64_C(0x9e3779b97f4a7c15);
    size_t place = (size_t)(((uint64_t)learner * golden) >> 32) & (segments->slot_count - 1);
    while (segments->slots[place].learner != 0 && segments->slots[place].learner != learner) {
        place = (place + 1) & (segments->slot_count - 1);
    }
    return &segments->slots[place];
}

static bool is_known(const struct segments *segments, int64_t learner)
{
    return segments->count > 0 && slot_of(segments, learner)->learner != 0;
}

static void grow(struct segments *segments)
{
    struct segments larger = {.slot_count = segments->slot_count == 0 ? FEWEST_SLOTS
                                                                      : segments->slot_count * 2};
    larger.slots = mem_zeroed(larger.slot_count, sizeof *larger.slots);
    for (size_t i = 0; i < segments->slot_count; i++) {
        if (segments->slots[i].learner != 0) {
            *slot_of(&larger, segments->slots[i].learner) = segments->slots[i];
        }
    }
    free(segments->slots);
    segments->slots = larger.slots;
    segments->slot_count = larger.slot_count;
}

static void know(struct segments *segments, int64_t learner, int64_t segment)
{
    if (2 * (segments->count + 1) > segments->slot_count) {
        grow(segments);
    }
    struct known *slot = slot_of(segments, learner);
    segments->count += slot->learner == 0;
    *slot = (struct known){learner, segment};
}

int64_t segments_at(const struct segments *segments, int64_t learner)
{
    assert(is_known(segments, learner));
    return slot_of(segments, learner)->segment;
}

void segments_doubt(struct segments *segments, int64_t learner)
{
    if (segments->doubted_count == segments->doubted_capacity) {
        segments->doubted_capacity =
            segments->doubted_capacity == 0 ? FEWEST_SLOTS : segments->doubted_capacity * 2;
        segments->doubted =
            mem_resize(segments->doubted, segments->doubted_capacity, sizeof *segments->doubted);
    }
    segments->doubted[segments->doubted_count++] = learner;
}

/* Of who is not known yet it is seen when he is. */
void segments_said(struct segments *segments, int64_t learner)
{
    if (is_known(segments, learner)) {
        segments_doubt(segments, learner);
    }
}

void segments_doubt_all(struct segments *segments)
{
    segments->all_are_doubted = true;
}

/* ---- looking up ---- */

/* Learners who are looked up together. */
struct looking {
    struct segments *segments;
    struct connection *connection;
    int64_t learners[AHEAD];
    size_t count;
};

/* Leaves those who are nowhere yet. */
static enum status read_rows(struct looking *looking, struct error *error)
{
    enum status status = STATUS_OK;
    size_t left = 0;
    for (size_t i = 0; i < looking->count; i++) {
        segment_row_foresee(looking->connection, looking->learners[i]);
    }
    for (size_t i = 0; i < looking->count && status == STATUS_OK; i++) {
        int64_t learner = looking->learners[i];
        struct segment_row row;
        status = segment_row_read(looking->connection, learner, &row, error);
        if (status != STATUS_OK || row.segment == 0) {
            looking->learners[left++] = learner;
            continue;
        }
        know(looking->segments, learner, row.segment);
        if (row.is_contested) {
            segments_doubt(looking->segments, learner);
        }
    }
    looking->count = left;
    return status;
}

/* The first of the wishes that is the same as this one. */
static size_t first_alike(const struct segment_wish *wishes, size_t index)
{
    size_t first = 0;
    while (!segment_wish_is(&wishes[first], &wishes[index])) {
        first++;
    }
    return first;
}

static enum status find_numbers(struct connection *connection, const struct segment_wish *wishes,
                                size_t count, int64_t *out, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < count; i++) {
        if (first_alike(wishes, i) == i) {
            segment_number_foresee(connection, &wishes[i]);
        }
    }
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        size_t first = first_alike(wishes, i);
        out[i] = out[first];
        if (first == i) {
            status = segment_number(connection, &wishes[i], &out[i], error);
        }
    }
    return status;
}

static enum status place(struct looking *looking, const struct segment_wish *wishes,
                         struct error *error)
{
    int64_t numbers[AHEAD] = {0};
    enum status status = find_numbers(looking->connection, wishes, looking->count, numbers, error);
    for (size_t i = 0; i < looking->count && status == STATUS_OK; i++) {
        status = segment_row_write(looking->connection, looking->learners[i], numbers[i],
                                   wishes[i].is_rostered, error);
        know(looking->segments, looking->learners[i], numbers[i]);
    }
    return status;
}

static enum status look_up(struct looking *looking, struct error *error)
{
    AUTO(arena_destroy) struct arena *arena = arena_create();
    struct segment_wish wishes[AHEAD];
    enum status status = read_rows(looking, error);
    for (size_t i = 0; i < looking->count && status == STATUS_OK; i++) {
        segment_wish_foresee(looking->connection, looking->learners[i]);
    }
    for (size_t i = 0; i < looking->count && status == STATUS_OK; i++) {
        status =
            segment_wish_read(looking->connection, looking->learners[i], arena, &wishes[i], error);
    }
    return status == STATUS_OK ? place(looking, wishes, error) : status;
}

enum status segments_find(struct transaction *transaction, int64_t learner, int64_t *out,
                          struct error *error)
{
    struct looking looking = {.segments = transaction->segments,
                              .connection = transaction->connection,
                              .learners = {learner},
                              .count = 1};
    enum status status =
        is_known(transaction->segments, learner) ? STATUS_OK : look_up(&looking, error);
    if (status == STATUS_OK) {
        *out = segments_at(transaction->segments, learner);
    }
    return status;
}

/* ---- before facts and tallies are written ---- */

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct wanted *)item)->learner;
}

static int compare(const void *left, const void *right)
{
    const struct wanted *a = *(const struct wanted *const *)left;
    const struct wanted *b = *(const struct wanted *const *)right;
    return (a->learner > b->learner) - (a->learner < b->learner);
}

static enum status write_wanted(struct connection *connection, const void *const *items,
                                size_t count, struct error *error)
{
    enum status status = STATUS_OK;
    struct looking looking = {.connection = connection,
                              .segments = ((const struct wanted *)items[0])->segments};
    for (size_t i = 0; i < count && status == STATUS_OK; i++) {
        int64_t learner = ((const struct wanted *)items[i])->learner;
        bool is_last = i + 1 == count || compare(&items[i], &items[i + 1]) != 0;
        if (is_last && !is_known(looking.segments, learner)) {
            looking.learners[looking.count++] = learner;
        }
        if (looking.count == AHEAD || i + 1 == count) {
            status = look_up(&looking, error);
            looking.count = 0;
        }
    }
    return status;
}

static bool is_alike(const void *left, const void *right)
{
    return compare(&left, &right) == 0;
}

/* Whoever is wanted is wanted once. */
static void add_up(void *sum, const void *item)
{
    (void)sum;
    (void)item;
}

const struct pending_rules pending_segments = {.size = sizeof(struct wanted),
                                               .key = key_of,
                                               .compare = compare,
                                               .write = write_wanted,
                                               .is_alike = is_alike,
                                               .hash = key_of,
                                               .add_up = add_up};

void segments_want(struct transaction *transaction, int64_t learner)
{
    pending_add(transaction->pending, PENDING_SEGMENT,
                &(struct wanted){learner, transaction->segments});
}

/* ---- before a commit ---- */

static enum status doubt_each(struct transaction *transaction, struct error *error)
{
    AUTO(cursor_end) struct cursor *cursor = NULL;
    bool is_there = true;
    enum status status = cursor_begin_walk(
        transaction->connection, "SELECT learner FROM learner_segment", NO_VALUES, &cursor, error);
    while (status == STATUS_OK && is_there) {
        status = cursor_step(cursor, &is_there, error);
        if (status == STATUS_OK && is_there) {
            segments_doubt(transaction->segments, cursor_integer(cursor, 0));
        }
    }
    return status;
}

enum status segments_settle(struct transaction *transaction, struct error *error)
{
    struct segments *segments = transaction->segments;
    enum status status = pending_flush_due(transaction->pending, transaction->connection, error);
    if (status == STATUS_OK && segments->all_are_doubted) {
        status = doubt_each(transaction, error);
    }
    return status == STATUS_OK
               ? segments_move(transaction, segments->doubted, segments->doubted_count, error)
               : status;
}
