/* SPDX-License-Identifier: Apache-2.0 */

/* The rules by which accounts are one person. */
#ifndef PEOPLE_RULES_H
#define PEOPLE_RULES_H

#include "base/arena.h"
#include "store/roster.h"

struct person_rule {
    const char *name; /* shown as the reason; stored: a new name is a new reason */
    /* What stints of one person have in common, borrowed from the stint or the arena; data is NULL
     * if this one does not tell. */
    struct text (*key)(const struct stint *stint, struct arena *arena);
    /* The key is an account itself, of the same person. */
    bool is_account;
};

/* Ended by a row without name. */
extern const struct person_rule person_rules[];

#endif
