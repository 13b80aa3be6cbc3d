/* SPDX-License-Identifier: Apache-2.0 */

/* Text as it stands in HTML and XML. */
#ifndef BASE_MARKUP_H
#define BASE_MARKUP_H

struct buffer;

/* Adds `text` with & < > and " as entities, so that it means itself in an element and in an
 * attribute between double quotes. */
void markup_add(struct buffer *buffer, const char *text);

#endif
