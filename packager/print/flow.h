/* SPDX-License-Identifier: Apache-2.0 */

/* Blocks -> fragments. */
#ifndef PRINT_FLOW_H
#define PRINT_FLOW_H

#include "print/fragment.h"

#include "base/error.h"

struct block;
struct print_source;

/* What a document of more than PRINT_PAGES_MAX pages is told. */
#define PRINT_TOO_LONG "the document has more than 200 pages; make several of it"

/* Sets the document; *out, its first fragment, lives in the arena. Fails as print_document(). */
MUST_CHECK enum status flow_set(const struct setting *setting, const struct print_source *source,
                                const struct block *blocks, struct fragment **out,
                                struct error *error);

/* ---- What flow.c and table.c share ---- */

/* A flow on its way, and where it stands. */
struct flow {
    const struct setting *setting;
    const char *name; /* of the file */
    struct fragment **end;
    double x;
    double width;
    double *height; /* of all that was added, on whatever page it will stand */
    double gap;     /* above the next block */
    const struct frame *frame;
    const struct marker *marker; /* for the next line */
    struct element *element;     /* that what follows stands in */
};

/* A new fragment at the end. */
struct fragment *flow_add(struct flow *flow, enum fragment_kind kind, double height);

/* Fails with "file:line: " and why. */
MUST_CHECK enum status flow_fail(const struct flow *flow, const struct block *block,
                                 const char *why, struct error *error);

/* The style of a document's text. */
struct paragraph_style flow_body(struct element *element);

/* Sets a table. */
MUST_CHECK enum status table_set(struct flow *flow, const struct block *table, struct error *error);

#endif
