/* SPDX-License-Identifier: Apache-2.0 */

/* If-Match and If-None-Match against a stored document (Communication 3.1, RFC 9110 13.1). */
#ifndef RESOURCES_PRECONDITIONS_H
#define RESOURCES_PRECONDITIONS_H

#include "base/error.h"

#include <stdbool.h>

/* Whether one of the two headers must be sent. */
enum precondition_need {
    PRECONDITION_OPTIONAL,
    PRECONDITION_TO_REPLACE, /* a document that exists is only replaced by who states one */
    PRECONDITION_TO_PUT,     /* ... and a new one only made by who does */
};

struct preconditions {
    const char *if_match; /* the headers' values; NULL: not sent */
    const char *if_none_match;
    enum precondition_need need;
};

/* INVALID if a header sent is neither "*" nor a list of entity tags: "a", W/"b". A tag that is
 * marked weak counts as itself: tags here are digests, and proxies that compress mark them so. A
 * digest may stand without quotes, as TinCanJS sends it. */
MUST_CHECK enum status preconditions_read(const struct preconditions *preconditions,
                                          struct error *error);

/* `etag` is the stored document's, without quotes; NULL: there is none. PRECONDITION if a header
 * does not hold; if neither was sent and one is needed, CONFLICT with what to do or, where there is
 * no document, INVALID. Headers that preconditions_read() refuses hold for nothing. */
MUST_CHECK enum status preconditions_check(const struct preconditions *preconditions,
                                           const char *etag, struct error *error);

/* True if the list of tags or "*" in `header` (may be NULL) names `etag`: a GET with it as
 * If-None-Match is answered 304. */
bool preconditions_name(const char *header, const char *etag);

#endif
