/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/chosen.h"

#include "base/ascii.h"
#include "reports/chosen_facts.h"
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
    {"completed_last", "completed_last", MEASURE_DONE_LAST, MEASURE_DONE_LAST, .total = "learners"},
    {"completion", "completion", MEASURE_COMPLETION, MEASURE_COMPLETION, .total = "learners"},
    {"follow_up", "follow_up", MEASURE_FOLLOW_UP, MEASURE_FOLLOW_UP, .total = "learners"},
    {"item", "item", MEASURE_ITEM, MEASURE_ITEM, "learners", "score_sum", "score_squares"},
    {"page", "page", MEASURE_PAGE, MEASURE_PAGE, .total = "reached", .amount = "stopped"},
    {"score", "score", MEASURE_SCORE_FIRST, MEASURE_SCORE_BEST, .total = "learners",
     .amount = "attempts"},
    {"stage", "stage", MEASURE_ENROLLED, MEASURE_DONE, .total = "learners"},
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

static bool is_name_character(char character)
{
    return ascii_is_letter_or_digit(character) || character == '_';
}

static bool is_named(const char *sql, const char *name)
{
    static const char prefix[] = "chosen_";
    const size_t length = strlen(name);
    for (const char *at = sql; (at = strstr(at, prefix)) != NULL;) {
        at += strlen(prefix);
        if (strncmp(at, name, length) == 0 && !is_name_character(at[length])) {
            return true;
        }
    }
    return false;
}

enum summing { OF_ONE_SEGMENT, OF_MANY, OF_FACTS };

static void write_counts(struct buffer *out, size_t which, enum summing summing)
{
    static const char *const tables[] = {"tally", "tally", "told"};
    static const char *const openings[] = {"", "CAST(sum(", "CAST("};
    static const char *const closings[] = {"", ") AS BIGINT)", " AS BIGINT)"};
    const char *const names[][2] = {{"total", sums[which].total},
                                    {"amount", sums[which].amount},
                                    {"square", sums[which].square}};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (names[i][1] != NULL) {
            buffer_print(out, ", %s%s.%s%s AS %s", openings[summing], tables[summing], names[i][0],
                         closings[summing], names[i][1]);
        }
    }
}

static int64_t first_sort(size_t which)
{
    return sums[which].first * TALLY_SORTS_EACH;
}

static int64_t last_sort(size_t which)
{
    return (sums[which].last + 1) * TALLY_SORTS_EACH - 1;
}

/* Numbers are grouped by, and each sort is looked at once: both much cheaper than to group by what
 * they stand for. */
static void write_sum(struct buffer *out, size_t which)
{
    const char *name = sums[which].name;
    buffer_print(out,
                 "sorts_%s AS MATERIALIZED (SELECT * FROM sort_%s "
                 "WHERE sort BETWEEN %" PRId64 " AND %" PRId64 "), "
                 "chosen_%s AS (SELECT divisions.division, described.*, summed.* "
                 "FROM (SELECT chosen.place, tally.sort AS number",
                 name, sums[which].sort, first_sort(which), last_sort(which), name);
    write_counts(out, which, OF_MANY);
    buffer_print(out,
                 " FROM chosen CROSS JOIN tally WHERE tally.segment = chosen.segment "
                 "AND tally.sort BETWEEN %" PRId64 " AND %" PRId64 " "
                 "GROUP BY chosen.place, tally.sort HAVING sum(tally.total) <> 0) AS summed "
                 "CROSS JOIN divisions CROSS JOIN sorts_%s AS described "
                 "WHERE divisions.place = summed.place AND described.sort = summed.number), ",
                 first_sort(which), last_sort(which), name);
}

/* Where there is nothing to be added up. */
static void write_rows(struct buffer *out, size_t which)
{
    buffer_print(out,
                 "chosen_%s AS (SELECT chosen.division, described.*, chosen.place, "
                 "tally.sort AS number",
                 sums[which].name);
    write_counts(out, which, OF_ONE_SEGMENT);
    buffer_print(out,
                 " FROM chosen CROSS JOIN tally CROSS JOIN sort_%s AS described "
                 "WHERE tally.segment = chosen.segment "
                 "AND tally.sort BETWEEN %" PRId64 " AND %" PRId64 " "
                 "AND described.sort = tally.sort AND tally.total <> 0), ",
                 sums[which].sort, first_sort(which), last_sort(which));
}

/* The same sorts, which tallies have of whatever facts tell. */
static void write_of_facts(struct buffer *out, size_t which)
{
    const char *name = sums[which].name;
    chosen_write_told(name, out);
    buffer_print(out, "counted_%s AS MATERIALIZED (SELECT told.place, sort.id AS number", name);
    write_counts(out, which, OF_FACTS);
    buffer_print(out,
                 " FROM told_%s AS told CROSS JOIN tally_sort AS sort "
                 "WHERE sort.measure = told.measure AND sort.subject = told.subject "
                 "AND sort.context = told.context AND sort.asked = told.asked "
                 "AND sort.value = told.value AND sort.late_value = told.late_value "
                 "AND sort.text = told.text AND sort.late_text = told.late_text), "
                 "chosen_%s AS (SELECT described.*, counted.* FROM counted_%s AS counted "
                 "CROSS JOIN sort_%s AS described WHERE described.sort = counted.number), ",
                 name, name, name, sums[which].sort);
}

static void write_sums(const char *sql, enum summing summing, struct buffer *out)
{
    static void (*const writers[])(struct buffer *, size_t) = {write_rows, write_sum,
                                                               write_of_facts};
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (is_named(sql, sums[i].name)) {
            writers[summing](out, i);
        }
    }
}

/* ---- divisions ---- */

/* Each division has as many places as there are months in what was counted. */
static void write_months(const char *sql, struct buffer *out)
{
    const char *separator = "";
    buffer_add_string(out, "divisions AS (SELECT DISTINCT counted.place, placed.division, "
                           "substr(CAST(1000000 + counted.place % 1000000 AS TEXT), 2, 4) || '-' "
                           "|| substr(CAST(1000000 + counted.place % 1000000 AS TEXT), 6) AS month "
                           "FROM (");
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (is_named(sql, sums[i].name)) {
            buffer_print(out, "%sSELECT place FROM counted_%s", separator, sums[i].name);
            separator = " UNION ALL ";
        }
    }
    buffer_add_string(out, ") AS counted JOIN (SELECT DISTINCT place, division FROM chosen) AS "
                           "placed ON placed.place = counted.place / 1000000), ");
}

static void write_divisions(struct buffer *out)
{
    buffer_add_string(out, "divisions AS (SELECT DISTINCT place, division, "
                           "CAST(NULL AS TEXT) AS month FROM chosen), ");
}

static bool names_facts(const char *sql)
{
    for (size_t i = 0; i < sizeof sums / sizeof sums[0]; i++) {
        if (chosen_has_facts(sums[i].name) && is_named(sql, sums[i].name)) {
            return true;
        }
    }
    return false;
}

static void write_counted(const struct report_query *query, const char *sql, bool is_one,
                          struct buffer *out)
{
    const enum chosen_months months = chosen_months_asked(query);
    if (months == CHOSEN_ALL_TIME || !names_facts(sql)) {
        write_divisions(out);
        write_sums(sql, is_one ? OF_ONE_SEGMENT : OF_MANY, out);
        return;
    }
    chosen_write_facts(query, is_one, out);
    write_sums(sql, OF_FACTS, out);
    if (months == CHOSEN_BY_MONTH) {
        write_months(sql, out);
    } else {
        write_divisions(out);
    }
}

static bool asks_for_some(const struct report_query *query)
{
    bool is_asked = is_given(query, BREAKDOWN);
    for (size_t i = 0; i < sizeof filters / sizeof filters[0]; i++) {
        is_asked = is_asked || is_given(query, filters[i].parameter);
    }
    return is_asked;
}

enum status chosen_write(const char *sql, const struct report_query *query, struct buffer *out,
                         struct error *error)
{
    static const char with[] = "WITH ";
    const char *begin = strstr(sql, with);
    const bool is_one = query->organisation == NULL && !asks_for_some(query);
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
    write_counted(query, sql, is_one, out);
    buffer_add_string(out, begin + strlen(with));
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
