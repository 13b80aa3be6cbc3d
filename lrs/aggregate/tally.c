/* SPDX-License-Identifier: Apache-2.0 */

/* Each group keeps a sample a row and measure; only when all are there can medians and distinct
 * values be told. */
#include "aggregate/tally.h"

#include "aggregate/bucket.h"
#include "aggregate/intern.h"
#include "aggregate/measures.h"
#include "reports/reports.h"

#include <stdlib.h>
#include <string.h>

enum { COLUMNS_MAX = AGGREGATE_GROUPS_MAX + 2 + 2 * AGGREGATE_MEASURES_MAX + 1, DECIMAL = 10 };

struct samples {
    struct sample *items;
    size_t count;
    size_t capacity;
};

struct group {
    const char *labels[AGGREGATE_GROUPS_MAX + 1]; /* NULL: not known */
    struct samples people;
    struct samples measures[AGGREGATE_MEASURES_MAX];
};

struct tally {
    const struct aggregate_plan *plan;
    struct arena *arena;
    const struct pseudonyms *pseudonyms; /* NULL: none */
    struct intern *keys;
    struct intern *persons;
    struct intern *texts;
    struct group **groups; /* by number of the key */
    size_t capacity;
    struct report_field columns[COLUMNS_MAX];
    size_t column_count;
};

/* ---- columns ---- */

static void add_column(struct tally *tally, struct report_field column)
{
    tally->columns[tally->column_count++] = column;
}

static bool has_column(const struct tally *tally, const char *name)
{
    for (size_t i = 0; i < tally->column_count; i++) {
        if (strcmp(tally->columns[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

/* "mean_score", "percentile_90_score"; "mean_score_2" if that is there already. */
static const char *name_of(const struct tally *tally, const struct aggregate_measure *measure)
{
    const char *name = measure->name;
    if (strcmp(name, "percentile") == 0) {
        name = arena_print(tally->arena, "%s_%g", name, measure->percent);
    }
    if (measure->field != NULL) {
        name = arena_print(tally->arena, "%s_%s", name, measure->field->name);
    }
    const char *free_name = name;
    for (int i = 2; has_column(tally, free_name); i++) {
        free_name = arena_print(tally->arena, "%s_%d", name, i);
    }
    return free_name;
}

/* How many humans a measure is of stands before it, as disclosure control must know. */
static void add_measure(struct tally *tally, const struct aggregate_measure *measure)
{
    const char *name = name_of(tally, measure);
    const char *people = arena_print(tally->arena, "%s_people", name);
    bool is_of_one_human = measure->field != NULL && measure->field->is_of_one_human;
    switch (measure->kind) {
    case AGGREGATE_COUNT:
        add_column(tally,
                   (struct report_field){.name = name, .kind = COLUMN_EVENTS, .of = "people"});
        break;
    case AGGREGATE_DISTINCT:
        add_column(tally,
                   (struct report_field){.name = name,
                                         .kind = is_of_one_human ? COLUMN_EVENTS : COLUMN_MEASURE,
                                         .of = "people"});
        break;
    case AGGREGATE_RATIO:
        add_column(tally,
                   (struct report_field){.name = people, .kind = COLUMN_PEOPLE, .of = "people"});
        add_column(tally,
                   (struct report_field){
                       .name = name, .kind = COLUMN_PERCENT, .of = "people", .part = people});
        break;
    case AGGREGATE_SUM:
    case AGGREGATE_MEAN:
    case AGGREGATE_PERCENTILE:
    case AGGREGATE_FIRST:
    case AGGREGATE_LAST:
    case AGGREGATE_BEST:
        add_column(tally,
                   (struct report_field){.name = people, .kind = COLUMN_PEOPLE, .of = "people"});
        add_column(tally,
                   (struct report_field){.name = name, .kind = COLUMN_MEASURE, .of = people});
        break;
    }
}

static void make_columns(struct tally *tally)
{
    const struct aggregate_query *query = tally->plan->query;
    for (size_t i = 0; i < query->group_count; i++) {
        enum column_kind kind = query->groups[i]->is_of_one_human ? COLUMN_PERSON : COLUMN_DIVISION;
        add_column(tally, (struct report_field){.name = query->groups[i]->name, .kind = kind});
    }
    if (query->period != PERIOD_NONE) {
        add_column(tally,
                   (struct report_field){.name = query->period_name, .kind = COLUMN_DIVISION});
    }
    add_column(tally, (struct report_field){.name = "people", .kind = COLUMN_PEOPLE});
    for (size_t i = 0; i < query->measure_count; i++) {
        add_measure(tally, &query->measures[i]);
    }
}

struct tally *tally_create(const struct aggregate_plan *plan, struct arena *arena)
{
    struct tally *tally = ARENA_NEW(arena, struct tally);
    tally->plan = plan;
    tally->arena = arena;
    tally->keys = intern_create(arena);
    tally->persons = intern_create(arena);
    tally->texts = intern_create(arena);
    make_columns(tally);
    return tally;
}

void tally_use_pseudonyms(struct tally *tally, const struct pseudonyms *pseudonyms)
{
    tally->pseudonyms = pseudonyms->are_used ? pseudonyms : NULL;
}

const struct report_field *tally_columns(const struct tally *tally)
{
    return tally->columns;
}

/* ---- rows ---- */

static const char *text_of_value(const struct aggregate_field *field,
                                 const struct aggregate_value *value, struct arena *arena)
{
    if (!value->is_known) {
        return NULL;
    }
    switch (field->type) {
    case FIELD_TEXT:
        return arena_copy(arena, value->text);
    case FIELD_FLAG:
        return value->number != 0 ? "yes" : "no";
    case FIELD_NUMBER:
        return arena_print(arena, "%.15g", value->number);
    case FIELD_TIME:
        return arena_print(arena, "%lld", (long long)value->us);
    }
    return NULL;
}

static size_t label_count(const struct aggregate_query *query)
{
    return query->group_count + (query->period == PERIOD_NONE ? 0 : 1);
}

static void read_labels(const struct tally *tally, const struct aggregate_row *row,
                        struct arena *arena, const char **labels)
{
    const struct aggregate_query *query = tally->plan->query;
    for (size_t i = 0; i < query->group_count; i++) {
        labels[i] = text_of_value(query->groups[i],
                                  &row->values[plan_place(tally->plan, query->groups[i])], arena);
        if (tally->pseudonyms != NULL && query->groups[i]->is_of_one_human && labels[i] != NULL) {
            labels[i] = pseudonym_of(tally->pseudonyms, text_of(labels[i]), arena);
        }
    }
    if (query->period != PERIOD_NONE && row->has_time) {
        char *bucket = ARENA_ARRAY(arena, char, BUCKET_SIZE);
        bucket_name(query->period, query->is_london, row->us, bucket);
        labels[query->group_count] = bucket;
    }
}

static const char *key_of(const char *const *labels, size_t count, struct arena *arena)
{
    const char *key = "";
    for (size_t i = 0; i < count; i++) {
        key = labels[i] == NULL ? arena_print(arena, "%s-", key)
                                : arena_print(arena, "%s%zu:%s", key, strlen(labels[i]), labels[i]);
    }
    return key;
}

static struct group *group_of(struct tally *tally, const char *const *labels, const char *key)
{
    size_t known = intern_count(tally->keys);
    uint32_t number = intern_add(tally->keys, text_of(key));
    if (number < known) {
        return tally->groups[number];
    }
    tally->groups = arena_grow(tally->arena, tally->groups, known, &tally->capacity,
                               sizeof(struct group *)); // NOLINT(bugprone-sizeof-expression)
    struct group *group = ARENA_NEW(tally->arena, struct group);
    for (size_t i = 0; i < label_count(tally->plan->query); i++) {
        group->labels[i] = labels[i] == NULL ? NULL : arena_copy_string(tally->arena, labels[i]);
    }
    tally->groups[number] = group;
    return group;
}

static void add_sample(struct tally *tally, struct samples *samples, struct sample sample)
{
    samples->items = arena_grow(tally->arena, samples->items, samples->count, &samples->capacity,
                                sizeof *samples->items);
    samples->items[samples->count++] = sample;
}

static void measure_row(struct tally *tally, struct group *group, size_t at, struct sample sample,
                        const struct aggregate_value *value)
{
    const struct aggregate_measure *measure = &tally->plan->query->measures[at];
    if (!value->is_known ||
        (measure->kind == AGGREGATE_RATIO && !aggregate_holds(&measure->condition, value))) {
        return;
    }
    sample.number = value->number;
    if (measure->kind == AGGREGATE_DISTINCT) {
        AUTO(arena_destroy) struct arena *arena = arena_create();
        sample.text =
            intern_add(tally->texts, text_of(text_of_value(measure->field, value, arena)));
    }
    add_sample(tally, &group->measures[at], sample);
}

enum status tally_add(void *context, const struct aggregate_row *row, struct error *error)
{
    struct tally *tally = context;
    const struct aggregate_query *query = tally->plan->query;
    AUTO(arena_destroy) struct arena *arena = arena_create();
    const char *labels[AGGREGATE_GROUPS_MAX + 1] = {NULL};
    read_labels(tally, row, arena, labels);
    struct group *group = group_of(tally, labels, key_of(labels, label_count(query), arena));
    if (intern_count(tally->keys) > REPORT_HIDING_ROWS_MAX) {
        return FAIL(error, STATUS_TOO_LARGE,
                    "group: there are more than %d groups; group by fewer fields",
                    REPORT_HIDING_ROWS_MAX);
    }
    struct sample sample = {.us = row->us};
    sample.person = row->person.is_known ? intern_add(tally->persons, row->person.text) : 0;
    if (row->person.is_known) {
        add_sample(tally, &group->people, sample);
    }
    for (size_t i = 0; i < query->measure_count; i++) {
        const struct aggregate_field *field = query->measures[i].field;
        const struct aggregate_value always = {.is_known = true};
        measure_row(tally, group, i, sample,
                    field == NULL ? &always : &row->values[plan_place(tally->plan, field)]);
    }
    return STATUS_OK;
}

/* ---- the answer ---- */

static int compare_labels(const char *one, const char *other)
{
    if (one == NULL || other == NULL) {
        return (one != NULL) - (other != NULL);
    }
    return strcmp(one, other);
}

static int compare_groups(const void *left, const void *right)
{
    const struct group *one = *(struct group *const *)left;
    const struct group *other = *(struct group *const *)right;
    int order = 0;
    for (size_t i = 0; i <= AGGREGATE_GROUPS_MAX && order == 0; i++) {
        order = compare_labels(one->labels[i], other->labels[i]);
    }
    return order;
}

static void put_number(struct tally *tally, struct disclosure_row *row, size_t *place,
                       double number)
{
    row->values[*place] = arena_print(tally->arena, "%.15g", number);
    row->is_number[(*place)++] = true;
}

static void put_measure(struct tally *tally, struct group *group, size_t at, int64_t people,
                        struct disclosure_row *row, size_t *place)
{
    const struct aggregate_measure *measure = &tally->plan->query->measures[at];
    struct samples *samples = &group->measures[at];
    if (measure->kind == AGGREGATE_COUNT) {
        put_number(tally, row, place, (double)samples->count);
        return;
    }
    if (measure->kind == AGGREGATE_DISTINCT) {
        put_number(tally, row, place, (double)samples_distinct(samples->items, samples->count));
        return;
    }
    int64_t with = samples_people(samples->items, samples->count);
    put_number(tally, row, place, (double)with);
    if (measure->kind == AGGREGATE_RATIO && people > 0) {
        int64_t tenths = (2000 * with + people) / (2 * people);
        put_number(tally, row, place, (double)tenths / DECIMAL);
    } else if (measure->kind != AGGREGATE_RATIO && samples->count > 0) {
        put_number(tally, row, place, samples_measure(measure, samples->items, samples->count));
    } else {
        (*place)++; /* of nobody there is none */
    }
}

static void put_row(struct tally *tally, struct group *group, struct disclosure_row *row)
{
    size_t labels = label_count(tally->plan->query);
    size_t place = labels;
    row->values = ARENA_ARRAY(tally->arena, const char *, tally->column_count);
    row->is_number = ARENA_ARRAY(tally->arena, bool, tally->column_count);
    row->is_hidden = ARENA_ARRAY(tally->arena, bool, tally->column_count);
    for (size_t i = 0; i < labels; i++) {
        row->values[i] = group->labels[i];
    }
    int64_t people = samples_people(group->people.items, group->people.count);
    put_number(tally, row, &place, (double)people);
    for (size_t i = 0; i < tally->plan->query->measure_count; i++) {
        put_measure(tally, group, i, people, row, &place);
    }
}

struct disclosure_table tally_finish(struct tally *tally)
{
    if (label_count(tally->plan->query) == 0 && intern_count(tally->keys) == 0) {
        (void)group_of(tally, NULL, "");
    }
    struct disclosure_table table = {.columns = tally->columns,
                                     .column_count = tally->column_count,
                                     .count = intern_count(tally->keys)};
    table.rows = ARENA_ARRAY(tally->arena, struct disclosure_row, table.count + 1);
    if (table.count > 0) {
        qsort(tally->groups, table.count,
              sizeof(struct group *), // NOLINT(bugprone-sizeof-expression)
              compare_groups);
    }
    for (size_t i = 0; i < table.count; i++) {
        put_row(tally, tally->groups[i], &table.rows[i]);
    }
    return table;
}
