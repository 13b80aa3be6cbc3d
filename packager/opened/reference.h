/* SPDX-License-Identifier: Apache-2.0 */

/* Addresses in manifests, and the files that they lead to. */
#ifndef OPENED_REFERENCE_H
#define OPENED_REFERENCE_H

#include "opened/opened.h"

#include <libxml/tree.h>

struct opened_reference {
    const char *written;            /* as it stands there; NULL: there is none */
    const char *path;               /* in the package, decoded, without query; NULL if elsewhere */
    const struct opened_file *file; /* NULL if none is there */
    bool is_external;               /* begins with a scheme, or with '//' */
    bool climbs;                    /* out of the package's root */
    const xmlNode *element;         /* NULL unless from XML */
    size_t line;
};

/* Where `written` leads from the folder `base` ("" or NULL: the root; else as written in xml:base).
 * `element` may be NULL; a line may be set afterwards. Lives in the package's arena. */
struct opened_reference opened_refer(const struct opened *opened, const char *base,
                                     const char *written, const xmlNode *element);

/* The same of an address that stands in no XML, in `arena`: of the many in pages none is kept. */
struct opened_reference opened_refer_in(const struct opened *opened, const char *base,
                                        const char *written, struct arena *arena);

#endif
