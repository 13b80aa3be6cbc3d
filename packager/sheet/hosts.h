/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses outside of a package that its files name. */
#ifndef SHEET_HOSTS_H
#define SHEET_HOSTS_H

#include "base/error.h"

struct opened;

enum { HOSTS_MAX = 100 };

/* What a file wants of a host; the later, the more. */
enum host_use {
    HOST_NAMED,  /* a script names it; whether it is called can only be learnt by playing */
    HOST_LINKED, /* learners may follow a link to it */
    HOST_LOADED, /* a page loads something from it */
};

struct host {
    const char *name; /* with its port, if it has one */
    enum host_use use;
    const char *file; /* the first that wants this of it */
    struct host *next;
};

/* All hosts, in the order of being met, the most that is wanted of each; at most HOSTS_MAX. Without
 * those that only stand in identifiers and namespaces. Lives in the package's arena. UNAVAILABLE
 * when the package cannot be read; what is damaged or larger than OPENED_TEXT_MAX is passed over.
 */
MUST_CHECK enum status hosts_find(const struct opened *opened, const struct host **out,
                                  struct error *error);

#endif
