/* SPDX-License-Identifier: Apache-2.0 */

/* The outline that readers of PDFs show beside the pages: headings, each under the one that it
 * belongs to (ISO 32000-1, 12.3.3). */
#ifndef PRINT_OUTLINE_H
#define PRINT_OUTLINE_H

struct arena;
struct heading;
struct outline;
struct pdf;

/* An empty one, in `arena`. */
struct outline *outline_create(struct arena *arena, struct pdf *pdf);

/* A heading at `y` points from the foot of that page, which follows those that were added. */
void outline_add(struct outline *outline, const struct heading *heading, int page_object, double y);

/* Writes it; yields the number of its root's object. */
int outline_write(const struct outline *outline);

#endif
