/* SPDX-License-Identifier: Apache-2.0 */

/* Whom a line of `ibest-lrs erase` means. */
#ifndef COMMANDS_ERASE_WHO_H
#define COMMANDS_ERASE_WHO_H

#include "people/people.h"
#include "store/erased.h"

enum {
    ERASE_LEARNERS_MAX = 64,
    ERASE_LINE_MAX = 256,      /* bytes of a line of the list */
    ERASE_LIST_MAX = 32 << 20, /* bytes of the list */
};

struct erase_who {
    const char *learners[ERASE_LEARNERS_MAX];
    size_t count;             /* more are counted, and refused by erase_who_find() */
    const char *whole_person; /* NULL: only these accounts */
    const char *again;        /* a file with a list, instead; NULL: none */
};

/* For a row of options: one learner more. `context` is the struct erase_who. */
void erase_who_add(void *context, const char *learner);

/* All identifiers that are meant; of an e-mail address its SHA-1 too. INVALID: one is no account,
 * or the list is none. Borrowed from `arena`. */
MUST_CHECK enum status erase_who_find(const struct erase_who *who, struct store *store,
                                      struct arena *arena, struct identifiers *out,
                                      struct error *error);

#endif
