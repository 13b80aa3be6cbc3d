/* SPDX-License-Identifier: Apache-2.0 */

/* The language of aggregates, read: pure.
 *
 *     from     statements | progress | enrolment | modules | people
 *     measure  measure {, measure}
 *              count | distinct(field) | sum(field) | mean(field) | median(field)
 *              | percentile(field, 0 to 100) | first(field) | last(field) | best(field)
 *              | ratio(condition)
 *     group    field {, field}
 *     where    condition {and condition}
 *              field [= | != | < | <= | > | >=] value | field in (value {, value}) | flag
 *     bucket   day | week | month | quarter | financial-year, [(field of time)]
 *     tz       Europe/London | UTC
 *
 * A value is a word, or a text in single quotes, in which two quotes are one. Numbers are decimal;
 * times are days (YYYY-MM-DD, which begin in `tz`) or timestamps; flags are yes and no. */
#ifndef AGGREGATE_GRAMMAR_H
#define AGGREGATE_GRAMMAR_H

#include "aggregate/fields.h"
#include "base/error.h"

enum {
    AGGREGATE_TEXT_MAX = 2048, /* bytes of one parameter */
    AGGREGATE_MEASURES_MAX = 8,
    AGGREGATE_GROUPS_MAX = 4,
    AGGREGATE_CONDITIONS_MAX = 8,
    AGGREGATE_VALUES_MAX = 32,
};

enum comparison { IS_EQUAL, IS_OTHER, IS_LESS, IS_AT_MOST, IS_MORE, IS_AT_LEAST };

/* With several values it holds if it holds for one of them. */
struct aggregate_condition {
    const struct aggregate_field *field;
    enum comparison comparison;
    struct aggregate_value values[AGGREGATE_VALUES_MAX];
    size_t count;
};

enum aggregate_kind {
    AGGREGATE_COUNT,
    AGGREGATE_DISTINCT,
    AGGREGATE_SUM,
    AGGREGATE_MEAN,
    AGGREGATE_PERCENTILE, /* median, too */
    AGGREGATE_FIRST,
    AGGREGATE_LAST,
    AGGREGATE_BEST,
    AGGREGATE_RATIO,
};

struct aggregate_measure {
    enum aggregate_kind kind;
    const char *name;                    /* what it was called */
    const struct aggregate_field *field; /* NULL for AGGREGATE_COUNT */
    double percent;
    struct aggregate_condition condition; /* AGGREGATE_RATIO */
};

enum period { PERIOD_NONE, PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH, PERIOD_QUARTER, PERIOD_YEAR };

struct aggregate_query {
    const struct aggregate_source *source;
    bool is_london; /* days are London's, else UTC's */
    struct aggregate_measure measures[AGGREGATE_MEASURES_MAX];
    size_t measure_count;
    const struct aggregate_field *groups[AGGREGATE_GROUPS_MAX];
    size_t group_count;
    struct aggregate_condition conditions[AGGREGATE_CONDITIONS_MAX];
    size_t condition_count;
    enum period period;
    const char *period_name;
    const struct aggregate_field *time; /* of rows; NULL: they are of now */
};

/* The parameters as they were sent; data is NULL where one was not. */
struct aggregate_words {
    struct text from;
    struct text measure;
    struct text group;
    struct text where;
    struct text bucket;
    struct text tz;
};

/* INVALID: "where: at 12: ..." tells the parameter, the character (from 1), what is wrong and what
 * may stand there. Texts of *out are borrowed from `arena`. */
MUST_CHECK enum status aggregate_read(const struct aggregate_words *words, struct arena *arena,
                                      struct aggregate_query *out, struct error *error);

/* Whether the condition holds for the value of its field; for an unknown one none does. */
bool aggregate_holds(const struct aggregate_condition *condition,
                     const struct aggregate_value *value);

#endif
