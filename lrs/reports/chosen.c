/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/chosen.h"

#include "base/ascii.h"
#include "reports/segment_fields.h"
#include "store/tally_sorts.h"

#include <inttypes.h>
#include <string.h>

/* THE table of what is summed up: chosen_X, from the sorts of these measures, which the view sort_Y
 * tells of, and what their total, amount and square are called there. Those that have no name are
 * not summed. */
static const struct {
    const char *name;
    const char *sort;
    enum measure first;
    enum measure last;
    const char *total;
    const char *amount;
    const char *square;
} sums[] = {
    {"active_days", "active", MEASURE_ACTIVE_DAY, MEASURE_ACTIVE_DAY, .total = "learners"},
    {"active_months", "active", MEASURE_ACTIVE_MONTH, MEASURE_ACTIVE_MONTH, .total = "learners"},
    {"active_years", "active", MEASURE_ACTIVE_YEAR, MEASURE_ACTIVE_YEAR, .total = "learners"},
    {"answer", "answer", MEASURE_ANSWER_FIRST, MEASURE_ANSWER_ANY, .total = "answers"},
    {"answer_time", "answer_time", MEASURE_ANSWER_TIME, MEASURE_ANSWER_TIME, .total = "learners",
     .amount = "milliseconds"},
    {"change", "change", MEASURE_CHANGE_NUMBER, MEASURE_CHANGE_WORD, .total = "learners"},
    {"cohort", "cohort", MEASURE_COHORT, MEASURE_COHORT, "enrolled", "started", "completed"},
    {"completed", "stage", MEASURE_DONE, MEASURE_DONE, .total = "learners"},
    {"completed_last", "completed_last", MEASURE_DONE_LAST, MEASURE_DONE_LAST, .total = "learners"},
    {"completion", "completion", MEASURE_COMPLETION, MEASURE_COMPLETION, .total = "learners"},
    {"enrolled", "stage", MEASURE_ENROLLED, MEASURE_ENROLLED, .total = "learners"},
    {"follow_up", "follow_up", MEASURE_FOLLOW_UP, MEASURE_FOLLOW_UP, .total = "learners"},
    {"item", "item", MEASURE_ITEM, MEASURE_ITEM, "learners", "score_sum", "score_squares"},
    {"page", "page", MEASURE_PAGE, MEASURE_PAGE, .total = "reached", .amount = "stopped"},
    {"score", "score", MEASURE_SCORE_FIRST, MEASURE_SCORE_BEST, .total = "learners",
     .amount = "attempts"},
    {"started", "stage", MEASURE_STARTED, MEASURE_STARTED, .total = "learners"},
    {"statements", "statements", MEASURE_STATEMENTS, MEASURE_STATEMENTS, .total = "statements"},
};

/* Filters in the order of segment_fields.h, and the breakdowns of which they ask for one row. */
static const struct {
    const char *parameter;
    const char *breakdown;
    const char *condition;
} filters[] = {
    {"organisation", "organisation", "(organisation = :organisation OR successor = :organisation)"},
    {"icb", "icb", "icb = :icb"},
    {"region", "region", "region = :region"},
    {"profession", "profession", "profession = :profession"},
    {"staff_group", "staff-group", "staff_group = :staff_group"},
    {"band", "band", "band = :band"},
    {"source", "source", "source = :source"},
};

/* Organisations as they are called today, as whoever asks for one gets those that it succeeded. */
static const char division[] =
    "coalesce(CASE :" BREAKDOWN " WHEN 'organisation' THEN successor WHEN 'icb' THEN icb "
    "WHEN 'region' THEN region WHEN 'profession' THEN profession "
    "WHEN 'staff-group' THEN staff_group WHEN 'band' THEN band WHEN 'source' THEN source END, '')";

static bool is_given(const struct report_query *query, const char *name)
{
    for (size_t i = 0; i < query->parameter_count; i++) {
        if (strcmp(query->parameters[i].name, name) == 0) {
            return query->parameters[i].value != NULL;
        }
    }
    return false;
}

static void write_chosen(const struct report_query *query, struct buffer *out)
{
    const char *separator = " WHERE ";
    buffer_add_string(out, "chosen AS (SELECT segment, division, dense_rank() OVER "
                           "(ORDER BY division) AS place FROM (");
    buffer_print(out, "SELECT segment, %s AS division FROM report_segment",
                 is_given(query, BREAKDOWN) ? division : "''");
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        if (is_given(query, filters[i].parameter)) {
            buffer_print(out, "%s%s", separator, filters[i].condition);
            separator = " AND ";
        }
    }
    buffer_add_string(out, ") AS placed), ");
}

/* ---- sums ---- */

/* How rows are added up. */
struct summing {
    const char *engine; /* store_sums() */
    bool is_one;        /* the rows of one segment: there is nothing to be added up */
};

static bool is_name_character(char character)
{
    return ascii_is_letter_or_digit(character) || character == '_';
}

/* The next name `prefix` and `name` at or behind `sql`; NULL: there is none. */
static const char *find_name(const char *sql, const char *prefix, const char *name)
{
    const size_t length = strlen(name);
    for (const char *at = sql; (at = strstr(at, prefix)) != NULL;) {
        const char *begin = at;
        at += strlen(prefix);
        if ((begin == sql || !is_name_character(begin[-1])) && strncmp(at, name, length) == 0 &&
            !is_name_character(at[length])) {
            return begin;
        }
    }
    return NULL;
}

static int64_t first_sort(size_t which)
{
    return sums[which].first * TALLY_SORTS_EACH;
}

static int64_t last_sort(size_t which)
{
    return (sums[which].last + 1) * TALLY_SORTS_EACH - 1;
}

/* Each behind a comma. */
static void write_counts(struct buffer *out, size_t which, const char *before, const char *behind)
{
    const char *const names[][2] = {{"total", sums[which].total},
                                    {"amount", sums[which].amount},
                                    {"square", sums[which].square}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i][1] != NULL) {
            buffer_print(out, ", %s%s%s AS %s", before, names[i][0], behind, names[i][1]);
        }
    }
}

#define COUNT_BEFORE "CAST(sum(tally."
#define COUNT_BEHIND ") AS BIGINT)"

static void write_engine_sum(struct buffer *out, size_t which, const char *engine,
                             const char *lines)
{
    buffer_add_string(out, "(SELECT place, line");
    write_counts(out, which, "", "");
    buffer_print(out, " FROM %s(%" PRId64 ", %" PRId64, engine, first_sort(which),
                 last_sort(which));
    buffer_add_string(out, ", (SELECT group_concat(segment || ',' || place) FROM chosen)");
    if (lines != NULL) {
        buffer_print(out, ", (SELECT group_concat(sort || ',' || line) FROM lines_%s)", lines);
    }
    buffer_add_string(out, "))");
}

/* A subquery (place, line, ...). Numbers are grouped by, not what they stand for. Without `lines`,
 * the name of what has them, each sort is a line. */
static void write_sum(struct buffer *out, size_t which, const char *engine, const char *lines)
{
    const char *line = lines != NULL ? "lines.line" : "tally.sort";
    if (engine != NULL) {
        write_engine_sum(out, which, engine, lines);
        return;
    }
    buffer_print(out, "(SELECT chosen.place, %s AS line", line);
    write_counts(out, which, COUNT_BEFORE, COUNT_BEHIND);
    buffer_add_string(out, " FROM chosen CROSS JOIN tally");
    if (lines != NULL) {
        buffer_print(out, " JOIN lines_%s AS lines ON lines.sort = tally.sort", lines);
    }
    buffer_print(out,
                 " WHERE tally.segment = chosen.segment AND tally.sort BETWEEN %" PRId64
                 " AND %" PRId64 " GROUP BY chosen.place, %s HAVING sum(tally.total) <> 0)",
                 first_sort(which), last_sort(which), line);
}

/* Each sort is looked at once. */
static void write_sorts(struct buffer *out, size_t which)
{
    buffer_print(out,
                 "sorts_%s AS MATERIALIZED (SELECT * FROM sort_%s "
                 "WHERE sort BETWEEN %" PRId64 " AND %" PRId64 "), ",
                 sums[which].name, sums[which].sort, first_sort(which), last_sort(which));
}

static void write_chosen_sums(struct buffer *out, size_t which, const char *engine)
{
    const char *name = sums[which].name;
    buffer_print(out,
                 "chosen_%s AS (SELECT divisions.division, described.*, summed.*, "
                 "summed.line AS number FROM ",
                 name);
    write_sum(out, which, engine, NULL);
    buffer_print(out,
                 " AS summed CROSS JOIN divisions CROSS JOIN sorts_%s AS described "
                 "WHERE divisions.place = summed.place AND described.sort = summed.line), ",
                 name);
}

static void write_chosen_rows(struct buffer *out, size_t which)
{
    buffer_print(out,
                 "chosen_%s AS (SELECT chosen.division, described.*, chosen.place, "
                 "tally.sort AS number",
                 sums[which].name);
    write_counts(out, which, "tally.", "");
    buffer_print(out,
                 " FROM chosen CROSS JOIN tally CROSS JOIN sort_%s AS described "
                 "WHERE tally.segment = chosen.segment "
                 "AND tally.sort BETWEEN %" PRId64 " AND %" PRId64 " "
                 "AND described.sort = tally.sort AND tally.total <> 0), ",
                 sums[which].sort, first_sort(which), last_sort(which));
}

static void write_named(const char *sql, const struct summing *summing, struct buffer *out)
{
    buffer_add_string(out, "divisions AS (SELECT DISTINCT place, division FROM chosen), ");
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        const bool is_chosen = find_name(sql, "chosen_", sums[i].name) != NULL;
        if ((is_chosen && !summing->is_one) || find_name(sql, "sorts_", sums[i].name) != NULL) {
            write_sorts(out, i);
        }
        if (is_chosen && summing->is_one) {
            write_chosen_rows(out, i);
        } else if (is_chosen) {
            write_chosen_sums(out, i, summing->engine);
        }
    }
}

/* The first summed_X at or behind `sql`, and which it is. */
static const char *find_summed(const char *sql, size_t *out)
{
    const char *first = NULL;
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        const char *at = find_name(sql, "summed_", sums[i].name);
        if (at != NULL && (first == NULL || at < first)) {
            first = at;
            *out = i;
        }
    }
    return first;
}

/* Where it stands, as lines are only known there. */
static void write_report(const char *sql, const struct summing *summing, struct buffer *out)
{
    size_t which = 0;
    for (const char *at; (at = find_summed(sql, &which)) != NULL;) {
        buffer_add(out, sql, (size_t)(at - sql));
        write_sum(out, which, summing->engine, sums[which].name);
        sql = at + strlen("summed_") + strlen(sums[which].name);
    }
    buffer_add_string(out, sql);
}

static bool asks_for_some(const struct report_query *query)
{
    bool is_asked = is_given(query, BREAKDOWN);
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        is_asked = is_asked || is_given(query, filters[i].parameter);
    }
    return is_asked;
}

enum status chosen_write(const struct store *store, const char *sql,
                         const struct report_query *query, struct buffer *out, struct error *error)
{
    static const char with[] = "WITH ";
    const char *begin = strstr(sql, with);
    const struct summing summing = {
        .engine = store_sums(store),
        .is_one = query->organisation == NULL && !asks_for_some(query),
    };
    if (begin == NULL) {
        return FAIL(error, STATUS_INTERNAL, "a report by segment begins with WITH");
    }
    buffer_add_string(out, with);
    buffer_add_string(out, query->organisation == NULL
                               ? "everybody AS (SELECT 0 AS segment), "
                               : "everybody AS (SELECT segment FROM report_segment), ");
    if (asks_for_some(query)) {
        write_chosen(query, out);
    } else {
        buffer_add_string(
            out, "chosen AS (SELECT segment, '' AS division, 1 AS place FROM everybody), ");
    }
    write_named(sql, &summing, out);
    write_report(begin + strlen(with), &summing, out);
    return buffer_check(out, "the report's SQL", error);
}

const char *chosen_breakdown(const char *parameter)
{
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        if (strcmp(filters[i].parameter, parameter) == 0) {
            return filters[i].breakdown;
        }
    }
    return NULL;
}
