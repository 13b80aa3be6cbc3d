/* SPDX-License-Identifier: Apache-2.0 */

/* Pseudonyms of humans: the same one each time, so that rows can be joined, and no way back without
 * the key, which never leaves the store. */
#ifndef REPORTS_PSEUDONYMS_H
#define REPORTS_PSEUDONYMS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/text.h"
#include "reports/field.h"
#include "store/store.h"

enum { PSEUDONYM_KEY_SIZE = 32 };

struct pseudonyms {
    bool are_used;
    unsigned char key[PSEUDONYM_KEY_SIZE];
};

/* Reads the store's key if a column identifies humans or their statements; the first time it is
 * made. UNAVAILABLE: no secure random numbers, or what is stored is no key. */
MUST_CHECK enum status pseudonyms_use(struct store *store, const struct report_field *columns,
                                      struct pseudonyms *out, struct error *error);
void pseudonyms_finish(struct pseudonyms *pseudonyms);

/* "p-" and 32 hexadecimal digits: BLAKE2b of the identifier under the key. Borrowed from `arena`.
 */
const char *pseudonym_of(const struct pseudonyms *pseudonyms, struct text identifier,
                         struct arena *arena);

/* The same of a statement's id or a registration, with hyphens or without, "s-": whoever else has
 * such an id in a log knows whose it is, and those of statements that LMS reports were imported as
 * are made of the account and can be tried out. */
const char *pseudonym_of_id(const struct pseudonyms *pseudonyms, struct text id,
                            struct arena *arena);

/* Makes a new key, which counts from now on: all pseudonyms change. */
MUST_CHECK enum status pseudonyms_rotate(struct store *store, struct error *error);

#endif
