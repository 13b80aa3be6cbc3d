/* SPDX-License-Identifier: Apache-2.0 */

/* Fragments -> pages. */
#ifndef PRINT_PAGES_H
#define PRINT_PAGES_H

#include "base/error.h"

struct canvas;
struct fragment;
struct outline;
struct print_source;
struct setting;

/* Draws the fragments on as many pages as they need, and on each its number and the document's
 * title; says in `outline` where headings are. INVALID for more than PRINT_PAGES_MAX pages. */
MUST_CHECK enum status pages_fill(const struct setting *setting, const struct print_source *source,
                                  const struct fragment *first, struct canvas *canvas,
                                  struct outline *outline, struct error *error);

#endif
