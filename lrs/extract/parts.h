/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of extracting share. Nobody else includes this. */
#ifndef EXTRACT_PARTS_H
#define EXTRACT_PARTS_H

#include "extract/about.h"
#include "extract/extract.h"
#include "reports/pseudonyms.h"
#include "store/snapshot.h"

struct extracting {
    const struct extract_options *options;
    struct connection *to;
    struct snapshot *from;
    struct arena *arena;
    struct dictionary dictionary;
    struct pseudonyms pseudonyms;
    struct about about; /* what it will say; of an update, at first what it says */
    struct extract_summary *summary;
};

/* Makes a table of each published view, and those that tell of tables. */
MUST_CHECK enum status views_extract(struct extracting *extracting, struct error *error);

/* Brings the table of statements up to date, or makes it; and what `about` says of them. Behind the
 * views. */
MUST_CHECK enum status statements_extract(struct extracting *extracting, struct error *error);

#endif
