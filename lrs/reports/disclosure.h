/* SPDX-License-Identifier: Apache-2.0 */

/* Disclosure control: small counts of humans are hidden before anybody sees a report.
 *
 * What holds for profiles that hide second cells (lt5, lt10), of each column of people:
 *
 *   - no count from 1 to below the profile's bound is shown, nor one that is that much below the
 *     column `of` of its row (those of whom it is not true);
 *   - along every division, the total of which anybody may know, hidden counts cannot be told from
 *     the total and the counts shown: whatever they are, each could be any of at least as many
 *     numbers as the bound is. Where all counts of a line are hidden and that does not hold,
 * nothing more can be hidden;
 *   - of two answers with one narrowing parameter more and less, no difference is small (the
 *     narrower one hides its count);
 *   - counts of a span of time are hidden where it parts a small group from those around it
 *     (cohorts.h);
 *   - what is hidden in a row is hidden where fewer rows, or only this one, are asked for;
 *   - percentages and measures of hidden counts are hidden.
 *
 * It does not hold for what several answers with different breakdowns tell together, nor for what
 * somebody knows of the learners beforehand. A profile that rounds hides no second cells: a total
 * and the counts it is made of are rounded each by itself, so subtracting tells nothing exact. */
#ifndef REPORTS_DISCLOSURE_H
#define REPORTS_DISCLOSURE_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "reports/field.h"

#include <stddef.h>
#include <stdint.h>

struct disclosure_profile {
    const char *name;
    const char *help;
    int64_t bound; /* counts from 1 to below it are hidden */
    int64_t step;  /* counts are rounded to its multiples */
    bool hides_seconds;
};

/* THE table; ends with a row whose name is NULL. The first one hides nothing. */
extern const struct disclosure_profile disclosure_profiles[];
#define DISCLOSURE_NONE (&disclosure_profiles[0])
#define DISCLOSURE_DEFAULT "nhs-digital-2018"

/* INVALID names those there are. *out is borrowed for the program's life. */
MUST_CHECK enum status disclosure_find(struct text name, const struct disclosure_profile **out,
                                       struct error *error);

struct disclosure_row {
    const char **values; /* NULL: SQL NULL, or hidden */
    bool *is_number;
    bool *is_hidden;
};

/* Rows of a report. Everything is borrowed from an arena. */
struct disclosure_table {
    const struct report_field *columns; /* ends with a row whose name is NULL */
    size_t column_count;
    struct disclosure_row *rows;
    size_t count;
};

/* Other answers that tell of the same humans. */
struct disclosure_wider {
    /* To the same question with one narrowing parameter less each. */
    const struct disclosure_table *tables;
    size_t count;

    /* Answers of which this one is a part, judged, and with the labels of this answer. */
    const struct disclosure_table *seen;
    size_t seen_count;

    /* Rows of this answer that would part a small group from what is around it; NULL: none does. */
    const bool *parted;
};

/* Settles which counts of humans of `table` are hidden, and leaves them there. */
MUST_CHECK enum status disclosure_judge(const struct disclosure_profile *profile,
                                        struct disclosure_table *table,
                                        const struct disclosure_wider *wider, struct arena *arena,
                                        struct error *error);

/* Hides and rounds values of `table`. `wider` are as the store gave them. New values are borrowed
 * from `arena`. INTERNAL: a column is not told of as field.h asks. */
MUST_CHECK enum status disclosure_apply(const struct disclosure_profile *profile,
                                        struct disclosure_table *table,
                                        const struct disclosure_wider *wider, struct arena *arena,
                                        struct error *error);

/* INTERNAL: a column has no kind, or names no earlier column of people where it must. */
MUST_CHECK enum status disclosure_check_columns(const struct report_field *columns,
                                                struct error *error);

/* FORBIDDEN: rows are about one human each, and the profile hides counts, which anybody could count
 * from them. `name` is the report's. */
MUST_CHECK enum status disclosure_check_persons(const struct disclosure_profile *profile,
                                                const struct report_field *columns,
                                                const char *name, struct error *error);

#endif
