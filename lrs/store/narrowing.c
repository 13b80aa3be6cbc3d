/* SPDX-License-Identifier: Apache-2.0 */

/* A name in a WITH clause hides the view of that name from all that stands behind it. */
#include "store/narrowing.h"

#include "base/ascii.h"

#include <string.h>

/* THE table of published views: the column that says whom a row is about, or which segment it
 * counts; without one it is about nobody, as whatever ODS and statements say of organisations and
 * activities is everybody's. */
static const struct {
    const char *name;
    const char *learner;
    const char *organisation;
    const char *segment;
} views[] = {
    {.name = "report_activity"},
    {.name = "report_enrolment", .learner = "learner"},
    {.name = "report_history", .learner = "learner"},
    {.name = "report_history_due"},
    {.name = "report_learner", .learner = "learner"},
    {.name = "report_learner_completion", .learner = "learner"},
    {.name = "report_learner_module", .learner = "learner"},
    {.name = "report_learner_score", .learner = "learner"},
    {.name = "report_learner_segment", .learner = "learner"},
    {.name = "report_learner_stage", .learner = "learner"},
    {.name = "report_module_progress", .learner = "learner"},
    {.name = "report_organisation"},
    {.name = "report_person", .learner = "learner"},
    {.name = "report_progress", .learner = "learner"},
    {.name = "report_shared_learner", .learner = "learner"},
    {.name = "report_site_evaluation", .organisation = "organisation"},
    {.name = "report_site_report", .organisation = "organisation"},
    {.name = "report_active", .segment = "segment"},
    {.name = "report_answer", .segment = "segment"},
    {.name = "report_answer_time", .segment = "segment"},
    {.name = "report_change", .segment = "segment"},
    {.name = "report_cohort", .segment = "segment"},
    {.name = "report_completed_last", .segment = "segment"},
    {.name = "report_completion", .segment = "segment"},
    {.name = "report_conformance", .segment = "segment"},
    {.name = "report_follow_up", .segment = "segment"},
    {.name = "report_item", .segment = "segment"},
    {.name = "report_page", .segment = "segment"},
    {.name = "report_quality", .segment = "segment"},
    {.name = "report_score", .segment = "segment"},
    {.name = "report_segment", .segment = "segment"},
    {.name = "report_stage", .segment = "segment"},
    {.name = "report_statements", .segment = "segment"},
};
enum { VIEWS = sizeof views / sizeof views[0] };

/* %s: what stands before the name of a view that is meant whole. The last span of an account counts
 * here as it does in store/segments.h, so that each learner is in one place in all reports. */
static const char clauses[] =
    "narrowing_place AS (SELECT organisation, icb, region, successor FROM %sreport_organisation "
    "WHERE from_at <= :" NARROWING_NOW " AND to_at > :" NARROWING_NOW "), "
    "narrowing_allowed AS (SELECT :" NARROWING_ORGANISATION " AS organisation "
    "UNION SELECT organisation FROM narrowing_place WHERE successor = :" NARROWING_ORGANISATION
    " OR icb = :" NARROWING_ORGANISATION " OR region = :" NARROWING_ORGANISATION " "
    "UNION SELECT place.organisation FROM narrowing_place AS place JOIN narrowing_place AS later "
    "ON later.organisation = place.successor WHERE later.icb = :" NARROWING_ORGANISATION
    " OR later.region = :" NARROWING_ORGANISATION "), "
    "narrowing_employed AS (SELECT learner, organisation FROM (SELECT learner, organisation, "
    "row_number() OVER (PARTITION BY learner ORDER BY from_at DESC) AS place "
    "FROM %sreport_person) AS ranked "
    "WHERE place = 1 AND organisation IS NOT NULL), "
    "narrowing_learner AS (SELECT learner FROM narrowing_employed "
    "WHERE organisation IN (SELECT organisation FROM narrowing_allowed) "
    "UNION SELECT term.value FROM learner_organisation JOIN term "
    "ON term.id = learner_organisation.learner WHERE learner_organisation.organisation IN "
    "(SELECT organisation FROM narrowing_allowed) "
    "AND term.value NOT IN (SELECT learner FROM narrowing_employed)), "
    "narrowing_segment AS (SELECT id AS segment FROM segment "
    "WHERE organisation <> '' AND organisation IN (SELECT organisation FROM narrowing_allowed))";

static bool is_name_character(char character)
{
    return ascii_is_letter_or_digit(character) || character == '_';
}

/* The next name of a view at or behind `at`; empty at the end. */
static struct text next_view(const char *sql, const char *at)
{
    static const char prefix[] = "report_";
    while ((at = strstr(at, prefix)) != NULL) {
        size_t length = 0;
        while (is_name_character(at[length])) {
            length++;
        }
        if (at == sql || !is_name_character(at[-1])) {
            return (struct text){at, length};
        }
        at += length;
    }
    return (struct text){NULL, 0};
}

/* Which views the SQL names. */
static enum status find_views(const char *sql, bool found[VIEWS], struct error *error)
{
    for (struct text name = next_view(sql, sql); name.data != NULL;
         name = next_view(sql, name.data + name.length)) {
        size_t place = 0;
        while (place < VIEWS && !text_is(name, views[place].name)) {
            place++;
        }
        if (place == VIEWS) {
            return FAIL(error, STATUS_INTERNAL,
                        "the view '%.*s' is not known to be narrowed, so this report is not shown "
                        "for one organisation; give it a row in store/narrowing.c",
                        TEXT_ARGUMENTS(name));
        }
        found[place] = true;
    }
    return STATUS_OK;
}

static void write_view(struct buffer *out, size_t place, const char *whole)
{
    if (views[place].learner != NULL) {
        buffer_print(out,
                     ", %s AS (SELECT * FROM %s%s WHERE %s IN (SELECT learner FROM "
                     "narrowing_learner))",
                     views[place].name, whole, views[place].name, views[place].learner);
    } else if (views[place].organisation != NULL) {
        buffer_print(out,
                     ", %s AS (SELECT * FROM %s%s WHERE %s IN (SELECT organisation FROM "
                     "narrowing_allowed))",
                     views[place].name, whole, views[place].name, views[place].organisation);
    } else if (views[place].segment != NULL) {
        buffer_print(out,
                     ", %s AS (SELECT * FROM %s%s WHERE %s IN (SELECT segment FROM "
                     "narrowing_segment))",
                     views[place].name, whole, views[place].name, views[place].segment);
    }
}

/* Behind comments and blanks. */
static const char *begin_of(const char *sql)
{
    for (;;) {
        sql += strspn(sql, " \n");
        if (strncmp(sql, "--", 2) != 0) {
            return sql;
        }
        sql += strcspn(sql, "\n");
    }
}

enum status narrowing_write(const struct backend *backend, const char *sql, struct buffer *out,
                            struct error *error)
{
    static const char with[] = "WITH ";
    bool found[VIEWS] = {false};
    const char *begin = begin_of(sql);
    bool has_with = strncmp(begin, with, strlen(with)) == 0;
    if (!has_with && strncmp(begin, "SELECT", strlen("SELECT")) != 0) {
        return FAIL(error, STATUS_INTERNAL,
                    "a report that begins neither with WITH nor with SELECT "
                    "cannot be narrowed to one organisation");
    }
    enum status status = find_views(begin, found, error);
    if (status != STATUS_OK) {
        return status;
    }
    buffer_add_string(out, with);
    buffer_print(out, clauses, backend->own_schema, backend->own_schema);
    for (size_t i = 0; i < VIEWS; i++) {
        if (found[i]) {
            write_view(out, i, backend->own_schema);
        }
    }
    buffer_add_string(out, has_with ? ", " : " ");
    buffer_add_string(out, has_with ? begin + strlen(with) : begin);
    return buffer_check(out, "the report's SQL", error);
}
