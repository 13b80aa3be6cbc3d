/* SPDX-License-Identifier: Apache-2.0 */

/* IRIs (RFC 3987) as xAPI wants them. */
#ifndef BASE_IRI_H
#define BASE_IRI_H

#include "base/text.h"

/* True for an absolute IRI: a scheme, ':', something behind it, no white space, control characters
 * or any of <>"{}|\\^`, percent signs only before two hexadecimal digits, well-formed UTF-8. */
bool iri_is_valid(struct text text);

/* True for "mailto:" and one address with one '@', neither side empty, no white space (xAPI 1.0.3
 * Data 2.4.2.3, mbox). */
bool iri_is_mailto(struct text text);

#endif
