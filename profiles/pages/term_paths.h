/* SPDX-License-Identifier: Apache-2.0 */

/* Which file a term's page stands in: the one that a web server finds by the IRI. For this module
 * only. */
#ifndef PAGES_TERM_PATHS_H
#define PAGES_TERM_PATHS_H

#include <stddef.h>

struct arena;
struct term;

#define PATH_INDEX "index.html"
#define PATH_PROFILE "profile.jsonld"
#define PATH_STYLE "style.css"

/* Gives each term its path; `base` is the profile's id. With '#' read as '/':
 *   an IRI below the base               what is behind it, and ".html": verbs/played.html
 *   any other with a host               _other/HOST/PATH.html
 *   one whose path is no safe name of   _numbered/concept-7.html, by kind and place in the profile
 *   files, or that an earlier term has,
 *   capitals aside
 * Safe are names of letters, digits, '-', '_', '.' and '~' of ASCII that begin with a letter or
 * digit, do not end in '.' and have no "..", up to 100 bytes each and 1000 in all, and no folder
 * like "x.html". */
void term_paths_give(struct term *terms, size_t count, const char *base, struct arena *arena);

#endif
