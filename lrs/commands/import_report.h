/* SPDX-License-Identifier: Apache-2.0 */

/* ibest-lrs import --from: what its line may say beside that of import, and doing it. */
#ifndef COMMANDS_IMPORT_REPORT_H
#define COMMANDS_IMPORT_REPORT_H

#include "base/options.h"
#include "lms/import.h"

enum { REPORT_OPTIONS = 12, REPORT_ACTIVITIES_MAX = 200 };

/* What the line says; initialise with {0}. */
struct report_line {
    const char *from;
    const char *mapping;
    const char *home_page;
    const char *organisation;
    const char *as_of;
    const char *pass;
    const char *dry_run;
    const char *skip_bad;
    const char *as_json;
    struct text course; /* without a name; data is NULL: not given */
    struct text module;
    struct lms_named_activity activities[REPORT_ACTIVITIES_MAX];
    bool is_module[REPORT_ACTIVITIES_MAX];
    size_t activity_count;
    struct lms_heading chosen[LMS_CHOSEN_MAX];
    size_t chosen_count;
    char from_help[LMS_NAMES_SIZE + 40]; /* names the mappings there are */
    struct error error;                  /* the first value that could not be taken */
};

/* Writes REPORT_OPTIONS rows, which fill `line`. */
void report_line_rows(struct report_line *line, struct option_row *rows);

/* Whether the line asks for it: it has --from or --mapping. */
bool report_line_is_asked(const struct report_line *line);

/* Whether it has any of the rows. */
bool report_line_is_given(const struct report_line *line);

/* Where it goes, and who becomes the authority. */
struct report_target {
    const char *store;
    const char *path;
    const char *name; /* NULL: "import ID", by the mapping */
    const char *homepage;
};

/* Imports. PRECONDITION: rows were refused, or contradict what was stored. */
MUST_CHECK enum status report_line_run(struct report_line *line, const struct report_target *target,
                                       struct error *error);

#endif
