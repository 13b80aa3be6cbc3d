/* SPDX-License-Identifier: Apache-2.0 */

/* What an import of a report has found, for people and for programs. */
#ifndef COMMANDS_IMPORT_TOLD_H
#define COMMANDS_IMPORT_TOLD_H

#include "lms/import.h"

struct import_told {
    const struct lms_mapping *mapping;
    const struct lms_import_summary *summary;
    const struct problems *problems;
    bool is_dry_run;
    bool is_kept;
};

/* To standard output, some ten lines. */
void import_told_print(const struct import_told *told);

/* The same and the problems, as one JSON object. UNAVAILABLE. */
MUST_CHECK enum status import_told_json(const struct import_told *told, struct error *error);

#endif
