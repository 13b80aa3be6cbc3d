/* SPDX-License-Identifier: Apache-2.0 */

/* Blocks -> fragments. */
#ifndef PRINT_FLOW_H
#define PRINT_FLOW_H

#include "print/fragment.h"

#include "base/error.h"

struct block;
struct element;
struct print_source;
struct span;

/* What a document of more than PRINT_PAGES_MAX pages is told. */
#define PRINT_TOO_LONG "the document has more than 200 pages; make several of it"

/* Sets the document; *out, its first fragment, lives in the arena. Fails as print_document(). */
MUST_CHECK enum status flow_set(const struct setting *setting, const struct print_source *source,
                                const struct block *blocks, struct fragment **out,
                                struct error *error);

/* ---- What flow.c, list.c, frame.c and table.c share ---- */

/* In points: from line to line, between blocks, between items, and how far lists and callouts step
 * in. */
extern const double FLOW_LEADING;
extern const double FLOW_GAP;
extern const double FLOW_ITEM_GAP;
extern const double FLOW_INDENT;

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

/* A new element of that type in the flow's. */
struct element *flow_element(const struct flow *flow, const char *type);

/* Adds the spans' lines, or whole blocks. Fails as print_document(). */
MUST_CHECK enum status flow_set_spans(struct flow *flow, const struct span *spans,
                                      const struct paragraph_style *style, struct error *error);
MUST_CHECK enum status flow_set_blocks(struct flow *flow, const struct block *blocks,
                                       struct error *error);

/* Lets fragments from `first` on to the end of the flow, which may be NULL, stay on the page of the
 * one that follows them: each, the last one, each but the last one if all are lower than half a
 * page. */
void flow_keep_all(struct fragment *first);
void flow_keep_last(struct fragment *first);
void flow_keep_short(struct fragment *first);

/* Set a list, a table, and a callout or quotation. */
MUST_CHECK enum status list_set(struct flow *flow, const struct block *list, struct error *error);
MUST_CHECK enum status table_set(struct flow *flow, const struct block *table, struct error *error);
MUST_CHECK enum status frame_set(struct flow *flow, const struct block *block, struct error *error);

#endif
