/* SPDX-License-Identifier: Apache-2.0 */

/* Rows of `placement`: a row a place, with the number of statements that give it. */
#include "store/places.h"

#include "store/insertion.h"
#include "store/names.h"
#include "store/pending.h"

#include <string.h>

/* One statement more, or one fewer, that places an activity so. */
struct pending_place {
    int64_t activity;
    int64_t course;
    const char *kind;
    int64_t change;
};

static uint64_t key_of(const void *item)
{
    return (uint64_t)((const struct pending_place *)item)->activity;
}

static int compare(const void *left, const void *right)
{
    const struct pending_place *a = *(const struct pending_place *const *)left;
    const struct pending_place *b = *(const struct pending_place *const *)right;
    if (a->activity != b->activity) {
        return a->activity < b->activity ? -1 : 1;
    }
    if (a->course != b->course) {
        return a->course < b->course ? -1 : 1;
    }
    return strcmp(a->kind, b->kind);
}

static struct insertion insertion = {
    .into = "INSERT INTO placement (activity, course, kind, statements)",
    .otherwise = "ON CONFLICT (activity, course, kind) DO UPDATE SET "
                 "statements = placement.statements + excluded.statements",
    .columns = 4};

/* Nothing is added where as many take it back. */
static enum status add_row(struct inserting *inserting, const void *const *items, size_t count,
                           struct error *error)
{
    const struct pending_place *place = items[0];
    int64_t change = 0;
    for (size_t i = 0; i < count; i++) {
        change += ((const struct pending_place *)items[i])->change;
    }
    const struct value row[] = {value_integer(place->activity), value_integer(place->course),
                                value_string(place->kind), value_integer(change)};
    return change == 0 ? STATUS_OK : inserting_add(inserting, row, error);
}

static enum status write_rows(struct connection *connection, const void *const *items, size_t count,
                              struct error *error)
{
    return pending_write_rows(&pending_places, &insertion, connection, items, count, add_row,
                              error);
}

static bool is_alike(const void *left, const void *right)
{
    return compare(&left, &right) == 0;
}

static uint64_t hash(const void *item)
{
    const struct pending_place *place = item;
    return pending_mix(pending_mix(0, place->activity), place->course);
}

static void add_up(void *sum, const void *item)
{
    ((struct pending_place *)sum)->change += ((const struct pending_place *)item)->change;
}

const struct pending_rules pending_places = {.size = sizeof(struct pending_place),
                                             .key = key_of,
                                             .compare = compare,
                                             .write = write_rows,
                                             .is_alike = is_alike,
                                             .hash = hash,
                                             .add_up = add_up};

static enum status count_place(struct application *application, const struct placement *place,
                               int change, struct error *error)
{
    struct transaction *transaction = application->transaction;
    int64_t activity = 0;
    int64_t course = 0;
    enum status status = application_number(application, place->activity, &activity, error);
    if (status == STATUS_OK) {
        status = application_number(application, place->course, &course, error);
    }
    if (status == STATUS_OK) {
        const struct pending_place item = {activity, course, place->kind, change};
        pending_add(transaction->pending, PENDING_PLACE, &item);
        names_count(transaction, activity, &place->name, application->evidence->timestamp_us,
                    change);
    }
    return status;
}

enum status places_count(struct application *application, int change, struct error *error)
{
    const struct reading *reading = application->reading;
    enum status status = STATUS_OK;
    for (size_t i = 0; i < reading->place_count && status == STATUS_OK; i++) {
        status = count_place(application, &reading->places[i], change, error);
    }
    return status;
}
