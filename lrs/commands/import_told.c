/* SPDX-License-Identifier: Apache-2.0 */

#include "commands/import_told.h"

#include "base/json.h"
#include "base/london.h"
#include "base/printable.h"
#include "base/timestamp.h"
#include "commands/problem_lines.h"

#include <stdio.h>

static size_t all_statements(const struct lms_import_summary *summary)
{
    size_t all = 0;
    for (size_t i = 0; i < LMS_VERBS; i++) {
        all += summary->statements[i];
    }
    return all;
}

/* ---- for people ---- */

static void print_rows(const struct import_told *told)
{
    const struct lms_import_summary *summary = told->summary;
    (void)printf("%.*s: %zu rows: %zu taken, %zu about what is not known, %zu whose status says "
                 "nothing, %zu refused\n",
                 TEXT_ARGUMENTS(told->mapping->name), summary->rows, summary->rows_taken,
                 summary->rows_unmatched, summary->rows_saying_nothing, summary->rows_bad);
}

static void print_statements(const struct lms_import_summary *summary)
{
    char first[DAY_TEXT_SIZE];
    char last[DAY_TEXT_SIZE];
    size_t all = all_statements(summary);
    (void)printf("%zu statements of %zu people", all, summary->people);
    if (all > 0) {
        day_format(london_day(summary->first_us), first);
        day_format(london_day(summary->last_us), last);
        (void)printf(", from %s to %s", first, last);
    }
    (void)printf(":\n ");
    for (size_t i = 0; i < LMS_VERBS; i++) {
        (void)printf(" %zu %s%s", summary->statements[i], lms_verb_names[i],
                     i + 1 < LMS_VERBS ? "," : "\n");
    }
    (void)printf("  %zu new, %zu there already, %zu say otherwise what was there\n", summary->added,
                 summary->known, summary->contradicting);
}

static void print_names(const struct import_told *told, const struct lms_name_counts *counts,
                        const char *title)
{
    if (counts->count > 0) {
        (void)printf("%s\n", title);
    }
    for (size_t i = 0; i < counts->count; i++) {
        const struct lms_name_count *item = &counts->items[i];
        (void)printf("  %s: %zu", printable(told->problems->arena, item->name), item->rows);
        if (item->nearest.length > 0) {
            (void)printf(" (known: '%s')", printable(told->problems->arena, item->nearest));
        }
        (void)printf("\n");
    }
    if (counts->more_rows > 0) {
        (void)printf("  and others: %zu\n", counts->more_rows);
    }
}

static void print_columns(const struct import_told *told)
{
    const struct lms_name_counts *columns = &told->summary->unknown_columns;
    for (size_t i = 0; i < columns->count; i++) {
        (void)printf("%s'%s'", i == 0 ? "columns that mean nothing here, left out: " : ", ",
                     printable(told->problems->arena, columns->items[i].name));
    }
    (void)printf("%s", columns->count > 0 ? "\n" : "");
}

void import_told_print(const struct import_told *told)
{
    const struct lms_import_summary *summary = told->summary;
    print_rows(told);
    print_statements(summary);
    print_names(told, &summary->activities, "about, with how many rows:");
    print_names(told, &summary->unmatched, "not known, with how many rows:");
    print_columns(told);
    if (summary->ambiguous_hours > 0) {
        (void)printf("%zu times are in the hour that clocks show twice or never; of two the first, "
                     "of summer time, was taken\n",
                     summary->ambiguous_hours);
    }
    if (summary->bare_scores > 0) {
        (void)printf("%zu scores tell neither passed nor failed; give the mark: --pass SCORE\n",
                     summary->bare_scores);
    }
    if (told->is_dry_run) {
        (void)printf("a dry run: nothing was kept\n");
    }
}

/* ---- for programs ---- */

static json_t *names_json(const struct lms_name_counts *counts)
{
    json_t *all = json_array();
    for (size_t i = 0; i < counts->count; i++) {
        const struct lms_name_count *item = &counts->items[i];
        json_t *one = json_pack("{s:s%, s:I}", "name", item->name.data, item->name.length, "rows",
                                (json_int_t)item->rows);
        if (item->nearest.length > 0) {
            (void)json_object_set_new(one, "nearest",
                                      json_stringn(item->nearest.data, item->nearest.length));
        }
        (void)json_array_append_new(all, one);
    }
    return all;
}

static json_t *rows_json(const struct lms_import_summary *summary)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:I}", "all", (json_int_t)summary->rows, "taken",
                     (json_int_t)summary->rows_taken, "unmatched",
                     (json_int_t)summary->rows_unmatched, "saying_nothing",
                     (json_int_t)summary->rows_saying_nothing, "refused",
                     (json_int_t)summary->rows_bad);
}

static json_t *statements_json(const struct lms_import_summary *summary)
{
    json_t *all =
        json_pack("{s:I, s:I, s:I}", "added", (json_int_t)summary->added, "known",
                  (json_int_t)summary->known, "contradicting", (json_int_t)summary->contradicting);
    for (size_t i = 0; i < LMS_VERBS; i++) {
        (void)json_object_set_new(all, lms_verb_names[i],
                                  json_integer((json_int_t)summary->statements[i]));
    }
    if (all_statements(summary) > 0) {
        char text[TIMESTAMP_SIZE];
        timestamp_format(summary->first_us, text);
        (void)json_object_set_new(all, "first", json_string(text));
        timestamp_format(summary->last_us, text);
        (void)json_object_set_new(all, "last", json_string(text));
    }
    return all;
}

enum status import_told_json(const struct import_told *told, struct error *error)
{
    const struct lms_import_summary *summary = told->summary;
    AUTO(json_release)
    json_t *all =
        json_pack("{s:s%, s:b, s:b, s:o, s:o, s:I, s:o, s:o, s:o, s:I, s:I, s:o}", "from",
                  told->mapping->id.data, told->mapping->id.length, "kept", told->is_kept,
                  "dry_run", told->is_dry_run, "rows", rows_json(summary), "statements",
                  statements_json(summary), "people", (json_int_t)summary->people, "activities",
                  names_json(&summary->activities), "unmatched", names_json(&summary->unmatched),
                  "unknown_columns", names_json(&summary->unknown_columns), "ambiguous_hours",
                  (json_int_t)summary->ambiguous_hours, "bare_scores",
                  (json_int_t)summary->bare_scores, "problems", problem_lines_json(told->problems));
    if (all == NULL || json_dumpf(all, stdout, JSON_INDENT(2)) != 0 || putchar('\n') == EOF) {
        return FAIL(error, STATUS_UNAVAILABLE, "the figures can't be written to the output");
    }
    return STATUS_OK;
}
