/* SPDX-License-Identifier: Apache-2.0 */

/* A statement as one flat row: the columns of the table `statement` in extract/tables.md. */
#ifndef EXTRACT_FLAT_H
#define EXTRACT_FLAT_H

#include "extract/dictionary.h"
#include "reports/pseudonyms.h"
#include "store/backend.h"

#define FLAT_TABLE "statement"

/* Writes a value for each column of `table`, which describes FLAT_TABLE, to `out`. Borrowed from
 * the statement and `arena`. Where pseudonyms are used, who and which are pseudonyms. INVALID: the
 * statement is damaged. */
MUST_CHECK enum status flat_read(const struct dictionary_table *table,
                                 const struct stored_statement *statement,
                                 const struct pseudonyms *pseudonyms, struct arena *arena,
                                 struct value *out, struct error *error);

/* A statement's id, or a registration, as views tell it. Borrowed from `arena`. */
const char *flat_id(const struct uuid *id, struct arena *arena);

/* What of a value may be shown: itself, or the pseudonym if its column says who or which it is. */
struct value flat_hide(const struct dictionary_column *column, struct value value,
                       const struct pseudonyms *pseudonyms, struct arena *arena);

#endif
