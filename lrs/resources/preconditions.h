/* SPDX-License-Identifier: Apache-2.0 */

/* If-Match and If-None-Match against a stored document (Communication 3.1, RFC 9110 13.1). */
#ifndef RESOURCES_PRECONDITIONS_H
#define RESOURCES_PRECONDITIONS_H

#include "base/error.h"

#include <stdbool.h>

struct preconditions {
    const char *if_match; /* the headers' values; NULL: not sent */
    const char *if_none_match;
    bool must_be_stated; /* a document that exists is only replaced by who states one of the two */
};

/* `etag` is the stored document's, without quotes; NULL: there is none. PRECONDITION if a header
 * does not hold; CONFLICT, with what to do, if neither was sent and one must be. */
MUST_CHECK enum status preconditions_check(const struct preconditions *preconditions,
                                           const char *etag, struct error *error);

#endif
