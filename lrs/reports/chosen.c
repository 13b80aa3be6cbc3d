/* SPDX-License-Identifier: Apache-2.0 */

#include "reports/chosen.h"

#include "reports/chosen_sums.h"
#include "reports/segment_fields.h"

#include <string.h>

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
    const struct chosen_summing summing = {
        .engine = store_sums(store),
        .is_one = query->organisation == NULL && !asks_for_some(query),
        .months = chosen_months_asked(query),
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
    chosen_write_sums(sql, query, &summing, out);
    chosen_write_report(begin + strlen(with), &summing, out);
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
