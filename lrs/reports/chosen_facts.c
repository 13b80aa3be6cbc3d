/* SPDX-License-Identifier: Apache-2.0 */

/* What facts_tell() (store/learner_fact_tallies.c) tells of a record, in SQL: chosen_test holds
 * one against the other. */
#include "reports/chosen_facts.h"

#include "base/london.h"
#include "store/learner_facts.h"

#include <inttypes.h>
#include <string.h>

/* The last day whose next one can be written. */
enum { LAST_DAY = 2932895, MONTHS_OF_A_PLACE = 1000000, MONTH_LENGTH = 7 };

/* ---- the span ---- */

static const char *value_of(const struct report_query *query, const char *name)
{
    for (size_t i = 0; i < query->parameter_count; i++) {
        if (strcmp(query->parameters[i].name, name) == 0) {
            return query->parameters[i].value;
        }
    }
    return NULL;
}

enum chosen_months chosen_months_asked(const struct report_query *query)
{
    const char *period = value_of(query, "period");
    if (period != NULL && strcmp(period, "month") == 0) {
        return CHOSEN_BY_MONTH;
    }
    return value_of(query, "from") != NULL || value_of(query, "to") != NULL ? CHOSEN_SPAN
                                                                            : CHOSEN_ALL_TIME;
}

/* When the first month begins that begins on this day or later. */
static int64_t month_from_us(int64_t day)
{
    char text[DAY_TEXT_SIZE];
    for (day_format(day, text); strcmp(text + MONTH_LENGTH, "-01") != 0; day_format(day, text)) {
        if (day > LAST_DAY) {
            return INT64_MAX;
        }
        day++;
    }
    return london_midnight_us(day);
}

static void write_span(const struct report_query *query, struct buffer *out)
{
    const char *from = value_of(query, "from");
    const char *to = value_of(query, "to");
    int64_t day = 0;
    if (from != NULL && day_parse(text_of(from), &day)) {
        buffer_print(out, " AND fact.early_us >= %" PRId64, month_from_us(day));
    }
    if (to != NULL && day_parse(text_of(to), &day)) {
        buffer_print(out, " AND fact.early_us < %" PRId64,
                     day > LAST_DAY ? INT64_MAX : month_from_us(day + 1));
    }
}

void chosen_write_facts(const struct report_query *query, bool is_one, struct buffer *out)
{
    buffer_add_string(out, "spanned AS NOT MATERIALIZED (SELECT ");
    if (chosen_months_asked(query) == CHOSEN_BY_MONTH) {
        buffer_print(out, "chosen.place * %d + fact.month AS place", MONTHS_OF_A_PLACE);
    } else {
        buffer_add_string(out, "chosen.place");
    }
    buffer_add_string(out, ", fact.learner, fact.subject, fact.kind, fact.asked, fact.context, "
                           "fact.times, fact.best, fact.ms, fact.early_value, fact.early_text, "
                           "coalesce(fact.late_value, fact.early_value) AS late_value FROM chosen");
    buffer_add_string(out, is_one ? " CROSS JOIN fact_of_month AS fact WHERE 1 = 1"
                                  : " CROSS JOIN learner_segment CROSS JOIN fact_of_month AS fact "
                                    "WHERE learner_segment.segment = chosen.segment "
                                    "AND fact.learner = learner_segment.learner");
    write_span(query, out);
    buffer_add_string(out, "), ");
}

/* ---- what is told ---- */

/* Whether a pair of answers is one of numbers, and which, its sort alone tells: SQL does not read
 * answers. */
static const struct {
    const char *name;
    const char *sql;
} told[] = {
    {"answer",
     "given_answer AS MATERIALIZED (SELECT place, subject, context, asked, early_value, "
     "early_text, count(*) AS learners, sum(times) AS times FROM spanned WHERE kind = 7 "
     "GROUP BY place, subject, context, asked, early_value, early_text), "
     "told_answer AS (SELECT place, 14 AS measure, subject, context, asked, early_value AS value, "
     "0 AS late_value, early_text AS text, '' AS late_text, learners AS total, 0 AS amount, "
     "0 AS square FROM given_answer UNION ALL SELECT place, 15, subject, context, asked, "
     "early_value, 0, early_text, '', times, 0, 0 FROM given_answer)"},
    {"answer_time", NULL},
    {"change",
     "pair AS (SELECT spanned.place, spanned.subject, spanned.context, before.early_value AS "
     "value, spanned.early_value AS late_value, before.early_text AS text, spanned.early_text AS "
     "late_text, count(*) AS learners FROM spanned CROSS JOIN learner_fact AS before "
     "WHERE spanned.kind IN (7, 8) AND spanned.asked = 2 AND before.learner = spanned.learner "
     "AND before.subject = spanned.subject AND before.kind = spanned.kind AND before.asked = 1 "
     "AND before.context = spanned.context "
     "GROUP BY spanned.place, spanned.subject, spanned.context, before.early_value, "
     "spanned.early_value, before.early_text, spanned.early_text), "
     "told_change AS (SELECT pair.place, sort.measure, sort.subject, sort.context, sort.asked, "
     "sort.value, sort.late_value, sort.text, sort.late_text, sum(pair.learners) AS total, "
     "0 AS amount, 0 AS square FROM pair JOIN tally_sort AS sort ON sort.measure IN (18, 19) "
     "AND sort.subject = pair.subject AND sort.context = pair.context "
     "AND sort.text = pair.text AND sort.late_text = pair.late_text AND (pair.context <> 0 "
     "OR (sort.value = pair.value AND sort.late_value = pair.late_value)) "
     "GROUP BY pair.place, sort.measure, sort.subject, sort.context, sort.asked, "
     "sort.value, sort.late_value, sort.text, sort.late_text)"},
    {"cohort",
     "told_cohort AS (SELECT spanned.place, 37 AS measure, spanned.subject, 0 AS context, "
     "0 AS asked, 0 AS value, 0 AS late_value, '' AS text, '' AS late_text, count(*) AS total, "
     "count(*) AS amount, count(done.kind) AS square FROM spanned LEFT JOIN learner_fact AS done "
     "ON done.learner = spanned.learner AND done.subject = spanned.subject AND done.kind = 3 "
     "WHERE spanned.kind = 2 GROUP BY spanned.place, spanned.subject)"},
    {"item",
     "told_item AS (SELECT spanned.place, 17 AS measure, spanned.subject, spanned.context, "
     "spanned.asked, spanned.early_value AS value, 0 AS late_value, '' AS text, '' AS late_text, "
     "count(*) AS total, sum(score.early_value) AS amount, "
     "sum(score.early_value * score.early_value) AS square "
     "FROM spanned CROSS JOIN learner_fact AS score WHERE spanned.kind = 7 "
     "AND spanned.early_value <> 0 AND score.learner = spanned.learner "
     "AND score.subject = spanned.subject AND score.kind = 6 AND score.asked = spanned.asked "
     "AND score.context = 0 GROUP BY spanned.place, spanned.subject, spanned.context, "
     "spanned.asked, spanned.early_value)"},
    {"page",
     "record AS MATERIALIZED (SELECT spanned.place, spanned.learner, spanned.subject, "
     "CASE WHEN done.kind IS NULL THEN (SELECT page.context FROM learner_fact AS page "
     "WHERE page.learner = spanned.learner AND page.subject = spanned.subject AND page.kind = 5 "
     "ORDER BY page.early_us DESC, page.early_id DESC LIMIT 1) END AS stopped "
     "FROM spanned LEFT JOIN learner_fact AS done "
     "ON done.learner = spanned.learner AND done.subject = spanned.subject AND done.kind = 3 "
     "WHERE spanned.kind = 2), "
     "told_page AS (SELECT record.place, 9 AS measure, record.subject, page.context, 0 AS asked, "
     "0 AS value, 0 AS late_value, '' AS text, '' AS late_text, count(*) AS total, "
     "sum(CASE WHEN page.context = record.stopped THEN 1 ELSE 0 END) AS amount, 0 AS square "
     "FROM record CROSS JOIN learner_fact AS page WHERE page.learner = record.learner "
     "AND page.subject = record.subject AND page.kind = 5 "
     "GROUP BY record.place, record.subject, page.context)"},
    {"score",
     "scored AS MATERIALIZED (SELECT place, subject, asked, early_value, late_value, best, "
     "count(*) AS learners, sum(times) AS times FROM spanned WHERE kind = 6 "
     "GROUP BY place, subject, asked, early_value, late_value, best), "
     "told_score AS (SELECT place, 11 AS measure, subject, 0 AS context, asked, early_value AS "
     "value, 0 AS late_value, '' AS text, '' AS late_text, sum(learners) AS total, "
     "sum(times) AS amount, 0 AS square FROM scored GROUP BY place, subject, asked, early_value "
     "UNION ALL SELECT place, 12, subject, 0, asked, late_value, 0, '', '', sum(learners), 0, 0 "
     "FROM scored GROUP BY place, subject, asked, late_value "
     "UNION ALL SELECT place, 13, subject, 0, asked, best, 0, '', '', sum(learners), 0, 0 "
     "FROM scored GROUP BY place, subject, asked, best)"},
};

/* Which of the times of an answer that reports tell it is told under. */
static void write_answer_times(struct buffer *out)
{
    buffer_add_string(out, "told_answer_time AS (SELECT place, 16 AS measure, subject, context, "
                           "asked, value, 0 AS late_value, '' AS text, '' AS late_text, "
                           "count(*) AS total, sum(ms) AS amount, 0 AS square FROM (SELECT place, "
                           "subject, context, asked, ms, CASE");
    for (size_t i = FACT_ANSWER_TIMES; i-- > 0;) {
        buffer_print(out, " WHEN ms >= %" PRId64 " THEN %" PRId64, fact_answer_times[i] * 1000,
                     fact_answer_times[i]);
    }
    buffer_add_string(out, " END AS value FROM spanned WHERE kind = 7 AND ms >= 0) AS timed "
                           "GROUP BY place, subject, context, asked, value)");
}

static size_t place_of(const char *name)
{
    size_t i = 0;
    while (i < sizeof told / sizeof told[0] && strcmp(told[i].name, name) != 0) {
        i++;
    }
    return i;
}

bool chosen_has_facts(const char *name)
{
    return place_of(name) < sizeof told / sizeof told[0];
}

void chosen_write_told(const char *name, struct buffer *out)
{
    const char *sql = told[place_of(name)].sql;
    if (sql != NULL) {
        buffer_add_string(out, sql);
    } else {
        write_answer_times(out);
    }
    buffer_add_string(out, ", ");
}
