/* SPDX-License-Identifier: Apache-2.0 */

/* What the files of an erasure share. Nobody else includes this. */
#ifndef STORE_ERASURE_PARTS_H
#define STORE_ERASURE_PARTS_H

#include "base/arena.h"
#include "store/definitions.h"
#include "store/erasure.h"
#include "store/internal.h"

/* An erasure under way. What is gathered lives in its arena: some bytes for each term and each
 * attachment of each statement. */
struct erasing {
    struct transaction *transaction;
    const struct erasure_request *request;
    struct arena *arena;
    struct erasure_summary summary;
    struct testator *testators; /* statements that changed definitions */
    size_t testator_count;
    size_t testator_capacity;
    int64_t *terms; /* numbers of the terms that statements had; doubles come close together */
    size_t term_count;
    size_t term_capacity;
    struct text *actors; /* others whose rows are to be computed anew */
    size_t actor_count;
    size_t actor_capacity;
    struct text *attachments; /* hashes, in lower case, that statements named which went */
    size_t attachment_count;
    size_t attachment_capacity;
    struct text *words;
    size_t word_count;
    size_t word_capacity;
};

/* Erases the statement, if it is about the person; takes the person out of it, if it is about
 * others. Nothing if it is not there any more, or only inherits the identifier. */
MUST_CHECK enum status erasing_treat(struct erasing *erasing, int64_t seq, struct error *error);

/* Gather what the statement had, for the functions below. */
MUST_CHECK enum status erasing_add_terms(struct erasing *erasing, const struct statement *statement,
                                         struct error *error);
void erasing_add_attachments(struct erasing *erasing, const struct statement *statement);

/* Removes the terms that nothing has any more, and what was known of them. */
MUST_CHECK enum status erasing_drop_terms(struct erasing *erasing, struct error *error);

/* Gathers what would tell of the person in a dictionary: parts of identifiers, and names. While
 * names are still there. */
MUST_CHECK enum status erasing_add_words(struct erasing *erasing, struct error *error);

/* Removes dictionaries that have any of these, after packing anew what they packed. */
MUST_CHECK enum status erasing_drop_dictionaries(struct erasing *erasing, struct error *error);

/* Removes attachments' rows and data that no statement names any more. Reads every statement, if
 * there are any that may go. */
MUST_CHECK enum status erasing_drop_attachments(struct erasing *erasing, struct error *error);

#endif
