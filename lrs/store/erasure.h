/* SPDX-License-Identifier: Apache-2.0 */

/* Erasing one person from a store. ERASURE.md says what goes, what stays, and why. */
#ifndef STORE_ERASURE_H
#define STORE_ERASURE_H

#include "store/store.h"
#include "xapi/mention.h"

struct erasure_request {
    struct identifiers who;
    void (*watch)(void *context, int64_t done, int64_t total); /* statements; may be NULL */
    void *context;
};

/* What went. */
struct erasure_summary {
    int64_t statements;    /* about the person */
    int64_t changed;       /* about others: nobody stands in the person's place now */
    int64_t vouched;       /* that stay as they are: the person is their authority */
    int64_t documents;     /* state and agent profiles */
    int64_t registrations; /* of cmi5 */
    int64_t attachments;   /* whose data no other statement names */
    int64_t dictionaries;  /* that held something of the person: all they packed is packed anew */
};

/* Inside apply(): erases all that this store knows of the person, but for rows of people/, so that
 * all that is derived is what a rebuild would make. Nobody else may serve the store, as others
 * remember what goes: UNAVAILABLE. The store must not be `beside`. */
MUST_CHECK enum status transaction_erase(struct transaction *transaction,
                                         const struct erasure_request *request,
                                         struct erasure_summary *out, struct error *error);

/* After that was durable: removes files of attachments that no row names any more. If this is
 * missed, the next store_open() does it. */
MUST_CHECK enum status store_sweep_erased(struct store *store, struct error *error);

/* Whether a statement of this id was erased, so that it is not stored again. Inside apply(). */
MUST_CHECK enum status transaction_is_erased(struct transaction *transaction, const struct uuid *id,
                                             bool *out, struct error *error);

/* Writes the database that `url` names anew, so that no bytes are left in it of what was deleted
 * or changed, also long ago; it takes room for a second copy. Nobody may have it open. UNAVAILABLE:
 * somebody has, or there is no room; run it again then. */
MUST_CHECK enum status store_scrub(const char *url, struct error *error);

#endif
