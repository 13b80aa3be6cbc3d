/* SPDX-License-Identifier: Apache-2.0 */

/* What is left of those who were erased (ERASURE.md): ids of statements, so that none comes back,
 * and a row for each identifier that tells nothing but to whom has it already. */
#ifndef STORE_ERASED_H
#define STORE_ERASED_H

#include "base/buffer.h"
#include "store/store.h"
#include "xapi/mention.h"

enum { ERASURE_SALT_SIZE = 16, ERASURE_DIGEST_SIZE = 32 };

/* A row of `erasure`. */
struct erasure_record {
    unsigned char salt[ERASURE_SALT_SIZE];
    unsigned char digest[ERASURE_DIGEST_SIZE];
    int64_t erased_us;
    int64_t last_seq;   /* that was given until then */
    int64_t statements; /* that went, of all who were erased at once */
};

/* Whether it is this identifier's. */
bool erasure_is_of(const struct erasure_record *record, struct text key);

typedef enum status (*erasure_visitor)(void *context, const struct erasure_record *record,
                                       struct error *error);
/* All, oldest first. */
MUST_CHECK enum status store_list_erasures(struct store *store, erasure_visitor visit,
                                           void *context, struct error *error);

/* A record as a line of text, without its end, and back. INVALID: it is none. */
void erasure_write(const struct erasure_record *record, struct buffer *out);
MUST_CHECK enum status erasure_read(struct text line, struct erasure_record *out,
                                    struct error *error);

/* Finds whom the records are of among all that this store knows of, as after a restore of a backup
 * from before. Borrowed from `arena`. */
MUST_CHECK enum status store_find_erased(struct store *store, const struct erasure_record *records,
                                         size_t count, struct arena *arena, struct identifiers *out,
                                         struct error *error);

/* Inside a transaction. Notes that this identifier was erased, or erased again; of `record` salt
 * and digest are made. */
MUST_CHECK enum status erasure_note(struct transaction *transaction, struct text key,
                                    const struct erasure_record *record, struct error *error);

/* The last seq that was given before the last erasure; 0: there was none. */
MUST_CHECK enum status erasure_last_seq(struct connection *connection, int64_t *out,
                                        struct error *error);

/* ---- statements ---- */

enum erased { ERASED_NOT, ERASED_GONE, ERASED_CHANGED };

MUST_CHECK enum status erased_note(struct connection *connection, const struct uuid *id,
                                   enum erased erased, struct error *error);
MUST_CHECK enum status erased_find(struct connection *connection, const struct uuid *id,
                                   enum erased *out, struct error *error);
/* Says that erased_find() will be asked for it soon. */
void erased_foresee(struct connection *connection, const struct uuid *id);

#endif
