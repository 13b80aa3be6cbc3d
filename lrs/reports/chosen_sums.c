/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/chosen_sums.h"

#include "base/ascii.h"
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

enum { SUMS = sizeof sums / sizeof sums[0] };

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

/* Whether the report needs sums of these. */
static bool is_summed(const char *sql, size_t which)
{
    return find_name(sql, "chosen_", sums[which].name) != NULL ||
           find_name(sql, "summed_", sums[which].name) != NULL;
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

/* ---- of facts ---- */

/* By the sorts that tallies have of whatever facts tell. */
static void write_counted(struct buffer *out, size_t which)
{
    const char *name = sums[which].name;
    chosen_write_told(name, out);
    buffer_print(out,
                 "counted_%s AS MATERIALIZED (SELECT told.place, sort.id AS number, told.total, "
                 "told.amount, told.square FROM told_%s AS told CROSS JOIN tally_sort AS sort "
                 "WHERE sort.measure = told.measure AND sort.subject = told.subject "
                 "AND sort.context = told.context AND sort.asked = told.asked "
                 "AND sort.value = told.value AND sort.late_value = told.late_value "
                 "AND sort.text = told.text AND sort.late_text = told.late_text), ",
                 name, name);
}

static void write_chosen_counted(struct buffer *out, size_t which)
{
    const char *name = sums[which].name;
    buffer_print(out, "chosen_%s AS (SELECT described.*, counted.place, counted.number", name);
    write_counts(out, which, "CAST(counted.", " AS BIGINT)");
    buffer_print(out,
                 " FROM counted_%s AS counted CROSS JOIN sort_%s AS described "
                 "WHERE described.sort = counted.number), ",
                 name, sums[which].sort);
}

static void write_counted_sum(struct buffer *out, size_t which)
{
    const char *name = sums[which].name;
    buffer_add_string(out, "(SELECT counted.place, lines.line");
    write_counts(out, which, "CAST(sum(counted.", ") AS BIGINT)");
    buffer_print(out,
                 " FROM counted_%s AS counted JOIN lines_%s AS lines ON lines.sort = "
                 "counted.number GROUP BY counted.place, lines.line)",
                 name, name);
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
    for (size_t i = 0; i < SUMS; i++) {
        if (is_summed(sql, i)) {
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

/* ---- what the report names ---- */

/* A report of which facts have only a part, such as `activity`, has days and spans of its own. */
static bool is_of_facts(const char *sql, const struct chosen_summing *summing)
{
    bool any = false;
    bool all = summing->months != CHOSEN_ALL_TIME;
    for (size_t i = 0; i < SUMS; i++) {
        if (is_summed(sql, i)) {
            any = true;
            all = all && chosen_has_facts(sums[i].name);
        }
    }
    return any && all;
}

static void write_facts(const char *sql, struct buffer *out)
{
    for (size_t i = 0; i < SUMS; i++) {
        if (is_summed(sql, i)) {
            write_counted(out, i);
        }
        if (find_name(sql, "chosen_", sums[i].name) != NULL) {
            write_chosen_counted(out, i);
        }
        if (find_name(sql, "sorts_", sums[i].name) != NULL) {
            write_sorts(out, i);
        }
    }
}

static void write_tallies(const char *sql, const struct chosen_summing *summing, struct buffer *out)
{
    for (size_t i = 0; i < SUMS; i++) {
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

void chosen_write_sums(const char *sql, const struct report_query *query,
                       const struct chosen_summing *summing, struct buffer *out)
{
    if (!is_of_facts(sql, summing)) {
        write_divisions(out);
        write_tallies(sql, summing, out);
        return;
    }
    chosen_write_facts(query, summing->is_one, out);
    write_facts(sql, out);
    if (summing->months == CHOSEN_BY_MONTH) {
        write_months(sql, out);
    } else {
        write_divisions(out);
    }
}

/* ---- the report ---- */

/* The first summed_X at or behind `sql`, and which it is. */
static const char *find_summed(const char *sql, size_t *out)
{
    const char *first = NULL;
    for (size_t i = 0; i < SUMS; i++) {
        const char *at = find_name(sql, "summed_", sums[i].name);
        if (at != NULL && (first == NULL || at < first)) {
            first = at;
            *out = i;
        }
    }
    return first;
}

void chosen_write_report(const char *sql, const struct chosen_summing *summing, struct buffer *out)
{
    const bool is_counted = is_of_facts(sql, summing);
    size_t which = 0;
    for (const char *at; (at = find_summed(sql, &which)) != NULL;) {
        buffer_add(out, sql, (size_t)(at - sql));
        if (is_counted) {
            write_counted_sum(out, which);
        } else {
            write_sum(out, which, summing->engine, sums[which].name);
        }
        sql = at + strlen("summed_") + strlen(sums[which].name);
    }
    buffer_add_string(out, sql);
}
