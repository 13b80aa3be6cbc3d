/* SPDX-License-Identifier: Apache-2.0 */

/* xAPI Profiles that a store keeps, so that statements are held against them: loading, listing and
 * removing. Those that are served notice it with their next transaction. */
#ifndef STORE_STORED_PROFILES_H
#define STORE_STORED_PROFILES_H

#include "store/store.h"

struct profile;

enum {
    STORED_PROFILES_MAX = 64,     /* each statement is looked at by all of them */
    STORED_PROFILE_ID_MAX = 1000, /* bytes */
};

struct stored_profile {
    int64_t number;
    struct text id;
    struct text version; /* the IRI of its latest version; empty if it has none */
    struct text text;    /* as it was loaded */
    int64_t loaded_us;
    int64_t templates;
};

typedef enum status (*stored_profile_visitor)(void *context, const struct stored_profile *profile,
                                              struct error *error);

/* All, in the order in which they were loaded; borrowed during the visit. */
MUST_CHECK enum status store_list_profiles(struct store *store, stored_profile_visitor visit,
                                           void *context, struct error *error);
/* The same inside apply(); the visitor may not write. */
MUST_CHECK enum status connection_list_profiles(struct connection *connection,
                                                stored_profile_visitor visit, void *context,
                                                struct error *error);

/* Told how far holding all statements against a profile is. */
typedef void (*profile_watcher)(void *context, int64_t done, int64_t total);

enum profile_load_outcome {
    PROFILE_LOADED,
    PROFILE_REPLACED, /* another version, or another text of it */
    PROFILE_UNCHANGED /* the very text is there */
};

struct profile_load {
    const struct profile *profile; /* read from `text` */
    struct text text;
    struct arena *arena;   /* for what is told */
    profile_watcher watch; /* NULL: nobody */
    void *context;

    enum profile_load_outcome outcome;
    const char *version; /* that is loaded, "" if it says none */
    const char *before;  /* that was replaced */
};

/* Inside apply(): keeps the profile, instead of the one that has its IRI, and holds all statements
 * against it, so that what is noted is what a rebuild would note; nobody else writes meanwhile.
 * INVALID: it has no IRI or
 * a longer one than STORED_PROFILE_ID_MAX. TOO_LARGE: there are STORED_PROFILES_MAX. */
MUST_CHECK enum status transaction_load_profile(struct transaction *transaction,
                                                struct profile_load *load, struct error *error);

/* Inside apply(): removes the profile, and what was noted of statements by it. NOT_FOUND: there is
 * none with this IRI. */
struct profile_removal {
    const char *id;
    profile_watcher watch;
    void *context;
};
MUST_CHECK enum status transaction_remove_profile(struct transaction *transaction,
                                                  const struct profile_removal *removal,
                                                  struct error *error);

/* Inside apply(): keeps the row as it is, in a store that holds none of its number or IRI, and
 * looks at no statement. */
MUST_CHECK enum status transaction_put_profile(struct transaction *transaction,
                                               const struct stored_profile *profile,
                                               struct error *error);

#endif
