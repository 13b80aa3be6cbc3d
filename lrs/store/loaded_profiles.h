/* SPDX-License-Identifier: Apache-2.0 */

/* The store's profiles in memory, ready for matching. A set of them never changes: when others are
 * loaded or removed, by whichever process, the next transaction that puts statements reads another
 * set, and who still uses the one before goes on with it. So only a transaction knows for certain
 * which profiles there are. */
#ifndef STORE_LOADED_PROFILES_H
#define STORE_LOADED_PROFILES_H

#include "store/internal.h"

#include <stddef.h>

struct matcher;

struct loaded_profile {
    int64_t number;
    const struct matcher *matcher;
    bool has_patterns; /* primary ones, which histories are held against */
};

struct loaded_profiles {
    const struct loaded_profile *items;
    size_t count;
    int64_t last;    /* number that was given to a profile */
    uint64_t serial; /* differs from that of every other set of this process */
    size_t users;    /* loaded_profiles.c's, as the next is */
    struct arena *arena;
};

/* The set that was read last, borrowed until loaded_profiles_release(); NULL: none was yet. Any
 * thread. */
struct loaded_profiles *loaded_profiles_hold(struct store *store);
void loaded_profiles_release(struct store *store,
                             struct loaded_profiles *profiles); /* NULL allowed */

/* Inside apply(): the profiles that there are, borrowed until the transaction ends. Asks the
 * database once a transaction. A profile that this program cannot read any more is not among them.
 */
MUST_CHECK enum status loaded_profiles_find(struct transaction *transaction,
                                            const struct loaded_profiles **out,
                                            struct error *error);

/* Says that loaded_profiles_find() will be asked soon. */
void loaded_profiles_foresee(struct connection *connection);

/* Profiles are about to change in this transaction. */
void loaded_profiles_doubt(struct transaction *transaction);

/* What a transaction that is taken back, or a write of it, has read may never have been. */
void loaded_profiles_forget(struct transaction *transaction);

/* Reads those of a connection, or that with the number `only`; owned by the caller. */
enum { LOADED_PROFILES_ALL = 0 };
MUST_CHECK enum status loaded_profiles_read(struct connection *connection, int64_t only,
                                            struct loaded_profiles **out, struct error *error);
void loaded_profiles_destroy(struct loaded_profiles *profiles); /* NULL allowed */
DEFINE_AUTO(struct loaded_profiles, loaded_profiles_destroy);

#endif
