/* SPDX-License-Identifier: Apache-2.0 */

/* A table of hashes over the table `tally_sort`, as store/terms.c has one over `term`. */
#include "store/tally_sorts.h"

#include "base/mem.h"
#include "store/insertion.h"
#include "store/terms.h"

#include <stdlib.h>
#include <string.h>

enum { SLOT_COUNT = 1 << 16, WAYS = 4, MEASURES_MAX = 64 };

struct slot {
    struct term_hash hash;
    int64_t number;
    uint64_t generation; /* other than the memory's: empty */
};

struct tally_sorts {
    uint64_t generation;
    struct slot slots[SLOT_COUNT];
};

static struct tally_sorts *sorts_of(struct connection *connection)
{
    if (connection->sorts == NULL) {
        connection->sorts = mem_sparse(sizeof(struct tally_sorts));
        connection->sorts->generation = 1;
    }
    return connection->sorts;
}

void tally_sorts_destroy(struct tally_sorts *sorts)
{
    mem_sparse_release(sorts, sizeof *sorts);
}

void tally_sorts_forget(struct connection *connection)
{
    if (connection->sorts != NULL) {
        connection->sorts->generation++;
    }
}

/* ---- what is remembered ---- */

static struct term_hash hash_text(struct text text)
{
    return text.length == 0 ? (struct term_hash){{0, 0}} : term_hash_of(0, text);
}

static struct term_hash hash_of(const struct tally *tally)
{
    const struct {
        int64_t numbers[6];
        struct term_hash texts[2];
    } sort = {{tally->measure, tally->subject, tally->context, tally->asked, tally->value,
               tally->late_value},
              {hash_text(tally->text), hash_text(tally->late_text)}};
    return term_hash_of(0, (struct text){(const char *)&sort, sizeof sort});
}

static struct slot *places_of(struct tally_sorts *sorts, const struct term_hash *hash)
{
    return &sorts->slots[hash->halves[0] % (SLOT_COUNT / WAYS) * WAYS];
}

/* 0: not known. */
static int64_t recall(struct tally_sorts *sorts, const struct term_hash *hash)
{
    const struct slot *places = places_of(sorts, hash);
    for (size_t i = 0; i < WAYS; i++) {
        if (places[i].generation == sorts->generation &&
            memcmp(&places[i].hash, hash, sizeof *hash) == 0) {
            return places[i].number;
        }
    }
    return 0;
}

static void remember(struct tally_sorts *sorts, const struct term_hash *hash, int64_t number)
{
    struct slot *places = places_of(sorts, hash);
    size_t place = 0;
    while (place < WAYS && places[place].generation == sorts->generation) {
        place++;
    }
    place = place < WAYS ? place : hash->halves[1] % WAYS;
    places[place] = (struct slot){*hash, number, sorts->generation};
}

/* ---- what the database knows ---- */

#define SORT_COLUMNS "measure, subject, context, asked, value, late_value, text, late_text"
#define LOOK_UP                                                                           \
    "SELECT id FROM tally_sort WHERE measure = $1 AND subject = $2 AND context = $3 AND " \
    "asked = $4 AND value = $5 AND late_value = $6 AND text = $7 AND late_text = $8"
#define LAST "SELECT max(id) FROM tally_sort WHERE id BETWEEN $1 AND $2"

#define SORT_OF(tally)                                                     \
    value_integer((tally)->measure), value_integer((tally)->subject),      \
        value_integer((tally)->context), value_integer((tally)->asked),    \
        value_integer((tally)->value), value_integer((tally)->late_value), \
        value_text((tally)->text), value_text((tally)->late_text)
#define SPAN_OF(measure) \
    value_integer((measure)*TALLY_SORTS_EACH), value_integer(((measure) + 1) * TALLY_SORTS_EACH - 1)

static struct insertion insertion = {
    .into = "INSERT INTO tally_sort (id, " SORT_COLUMNS ")", .otherwise = "", .columns = 9};

/* Sorts that are asked for together, and the last number of each measure of which some are new. */
struct finding {
    struct connection *connection;
    const struct tally *const *tallies;
    size_t count;
    struct tally_sorts *sorts;
    struct term_hash *hashes;
    int64_t *numbers; /* 0: not known yet */
    int64_t last[MEASURES_MAX];
};

static void recall_each(struct finding *finding)
{
    for (size_t i = 0; i < finding->count; i++) {
        finding->hashes[i] = hash_of(finding->tallies[i]);
        finding->numbers[i] = recall(finding->sorts, &finding->hashes[i]);
        if (finding->numbers[i] == 0) {
            connection_foresee(finding->connection, LOOK_UP, VALUES(SORT_OF(finding->tallies[i])));
        }
    }
}

static enum status look_up_each(struct finding *finding, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < finding->count && status == STATUS_OK; i++) {
        int64_t *number = &finding->numbers[i];
        if (*number != 0) {
            continue;
        }
        status = connection_integer(finding->connection, LOOK_UP,
                                    VALUES(SORT_OF(finding->tallies[i])), number, error);
        if (status == STATUS_OK && *number != 0) {
            remember(finding->sorts, &finding->hashes[i], *number);
        }
    }
    return status;
}

/* Whoever writes has the turn, so what follows the last number is free. */
static enum status find_last(struct finding *finding, struct error *error)
{
    enum status status = STATUS_OK;
    for (size_t i = 0; i < finding->count; i++) {
        const int64_t measure = finding->tallies[i]->measure;
        if (finding->numbers[i] == 0 && finding->last[measure] == 0) {
            finding->last[measure] = measure * TALLY_SORTS_EACH;
            connection_foresee(finding->connection, LAST, VALUES(SPAN_OF(measure)));
        }
    }
    for (int64_t measure = 1; measure < MEASURES_MAX && status == STATUS_OK; measure++) {
        if (finding->last[measure] != 0) {
            status = connection_integer(finding->connection, LAST, VALUES(SPAN_OF(measure)),
                                        &finding->last[measure], error);
        }
    }
    return status;
}

static enum status add(struct inserting *inserting, const struct tally *tally, int64_t number,
                       struct error *error)
{
    if (number >= (tally->measure + 1) * TALLY_SORTS_EACH) {
        return FAIL(error, STATUS_TOO_LARGE, "measure %d counts more sorts of things than it can",
                    (int)tally->measure);
    }
    const struct value row[] = {value_integer(number), SORT_OF(tally)};
    return inserting_add(inserting, row, error);
}

static enum status add_new(struct finding *finding, struct error *error)
{
    struct inserting inserting;
    inserting_begin(&inserting, &insertion, finding->connection);
    enum status status = find_last(finding, error);
    for (size_t i = 0; i < finding->count && status == STATUS_OK; i++) {
        if (finding->numbers[i] == 0) {
            finding->numbers[i] = ++finding->last[finding->tallies[i]->measure];
            remember(finding->sorts, &finding->hashes[i], finding->numbers[i]);
            status = add(&inserting, finding->tallies[i], finding->numbers[i], error);
        }
    }
    return status == STATUS_OK ? inserting_end(&inserting, error) : status;
}

enum status tally_sorts_find(struct connection *connection, const struct tally *const *tallies,
                             size_t count, int64_t *out, struct error *error)
{
    AUTO(free) struct term_hash *hashes = mem_zeroed(count + 1, sizeof *hashes);
    struct finding finding = {.connection = connection,
                              .tallies = tallies,
                              .count = count,
                              .sorts = sorts_of(connection),
                              .hashes = hashes,
                              .numbers = out};
    recall_each(&finding);
    enum status status = look_up_each(&finding, error);
    return status == STATUS_OK ? add_new(&finding, error) : status;
}

/* ---- erasure ---- */

enum status tally_sorts_drop_unused(struct connection *connection, struct error *error)
{
    tally_sorts_forget(connection);
    /* What is counted anywhere is counted in everybody's segment. */
    return connection_run(connection,
                          "DELETE FROM tally_sort WHERE id NOT IN "
                          "(SELECT sort FROM tally WHERE segment = 0)",
                          NO_VALUES, error);
}
