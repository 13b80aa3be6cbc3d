/* SPDX-License-Identifier: Apache-2.0 */

/* What the store keeps of organisations: names, what they relate to and when, and where they
 * belong. Rows only; what they mean is people/'s. Visitors get borrowed values, valid during the
 * call only.
 */
#ifndef STORE_ORGANISATIONS_H
#define STORE_ORGANISATIONS_H

#include "store/store.h"

struct stored_organisation {
    struct text code;
    struct text name;
    int64_t from_us; /* [from_us, to_us) is when it is open */
    int64_t to_us;
};
typedef enum status (*organisation_visitor)(void *context,
                                            const struct stored_organisation *organisation,
                                            struct error *error);

/* That `relation` holds between two organisations, or an organisation and a role, in
 * [from_us, to_us). */
struct organisation_link {
    struct text code;
    struct text relation;
    struct text target;
    int64_t from_us;
    int64_t to_us;
};
typedef enum status (*organisation_link_visitor)(void *context,
                                                 const struct organisation_link *link,
                                                 struct error *error);

/* Where it belongs in [from_us, to_us); empty is what is not known. */
struct organisation_place {
    struct text code;
    int64_t from_us;
    int64_t to_us;
    struct text icb;
    struct text region;
    struct text successor; /* the last one in the chain; itself if there is none */
};

typedef enum status (*organisation_place_visitor)(void *context,
                                                  const struct organisation_place *place,
                                                  struct error *error);

/* What was imported last of one layout of files. */
struct organisation_source {
    struct text layout;
    int64_t dated_us;
    int64_t imported_us; /* the store's when it is put */
    int64_t rows;
};
typedef enum status (*organisation_source_visitor)(void *context,
                                                   const struct organisation_source *source,
                                                   struct error *error);

/* Each adds the row, or replaces the one with its key: code; code, relation, target and from_us;
 * code and from_us; layout. */
MUST_CHECK enum status transaction_put_organisation(struct transaction *transaction,
                                                    const struct stored_organisation *organisation,
                                                    struct error *error);
MUST_CHECK enum status transaction_put_organisation_link(struct transaction *transaction,
                                                         const struct organisation_link *link,
                                                         struct error *error);
MUST_CHECK enum status transaction_put_organisation_place(struct transaction *transaction,
                                                          const struct organisation_place *place,
                                                          struct error *error);
MUST_CHECK enum status transaction_put_organisation_source(struct transaction *transaction,
                                                           const struct organisation_source *source,
                                                           struct error *error);

/* Each deletes the row with this key. */
MUST_CHECK enum status transaction_delete_organisation_link(struct transaction *transaction,
                                                            const struct organisation_link *link,
                                                            struct error *error);
MUST_CHECK enum status transaction_delete_organisation_place(struct transaction *transaction,
                                                             const struct organisation_place *place,
                                                             struct error *error);

/* All, by key. */
MUST_CHECK enum status transaction_list_organisations(struct transaction *transaction,
                                                      organisation_visitor visit, void *context,
                                                      struct error *error);
MUST_CHECK enum status transaction_list_organisation_links(struct transaction *transaction,
                                                           organisation_link_visitor visit,
                                                           void *context, struct error *error);
MUST_CHECK enum status transaction_list_organisation_places(struct transaction *transaction,
                                                            organisation_place_visitor visit,
                                                            void *context, struct error *error);
MUST_CHECK enum status transaction_list_organisation_sources(struct transaction *transaction,
                                                             organisation_source_visitor visit,
                                                             void *context, struct error *error);

/* How many organisations are known, and whether this one is. */
MUST_CHECK enum status store_count_organisations(struct store *store, int64_t *out,
                                                 struct error *error);
MUST_CHECK enum status store_has_organisation(struct store *store, struct text code, bool *out,
                                              struct error *error);

#endif
