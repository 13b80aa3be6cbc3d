/* SPDX-License-Identifier: Apache-2.0 */

/* Text with its length: for all that comes from outside, and for slices of larger text. No final
 * NUL is promised. */
#ifndef BASE_TEXT_H
#define BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    const char *data; /* borrowed; may be NULL when length is 0 */
    size_t length;
};

/* For printf("%.*s", TEXT_ARGUMENTS(text)). */
#define TEXT_ARGUMENTS(text) ((int)(text).length), ((text).data)

struct text text_of(const char *string);
bool text_equals(struct text left, struct text right);
bool text_is(struct text text, const char *string);

/* The order of their bytes, as memcmp() tells it; of two that begin alike the shorter one is first.
 */
int text_compare(struct text left, struct text right);

bool text_starts_with(struct text text, const char *prefix);
bool text_ends_with(struct text text, const char *suffix);

/* Without white space (space, tab, CR, LF) at both ends. */
struct text text_trim(struct text text);

/* Cuts the part before `separator` off the front of *rest and yields it; the whole of *rest when
 * there is none. Returns false, and leaves *out alone, once *rest has been used up (its data is
 * then NULL). */
bool text_split(struct text *rest, char separator, struct text *out);

/* How many bytes of `left` must be put in, taken out or changed to make `right` (Levenshtein),
 * which has at most TEXT_DISTANCE_MAX of them. */
enum { TEXT_DISTANCE_MAX = 63 };
size_t text_distance(struct text left, struct text right);

/* True for well-formed UTF-8 (RFC 3629: no surrogates, no overlong forms). */
bool text_is_utf8(struct text text);

/* Number of Unicode characters in well-formed UTF-8. */
size_t text_count_characters(struct text text);

#endif
