/* SPDX-License-Identifier: Apache-2.0 */

/* Callouts: block quotations whose first line is "[!KIND] title". content/README.md tells authors
 * which there are; how each looks is for those to say who show it. */
#ifndef MARKDOWN_CALLOUT_H
#define MARKDOWN_CALLOUT_H

#include "base/error.h"

#include <cmark-gfm.h>
#include <stdbool.h>

enum callout {
    CALLOUT_NOTE,
    CALLOUT_IMPORTANT,
    CALLOUT_WARNING,
    CALLOUT_DO,
    CALLOUT_DONT,
    CALLOUT_DETAILS,
};

struct callout_kind {
    const char *name;   /* what authors write, in capitals */
    const char *title;  /* where the author gives none; NULL if there need be none */
    const char *spoken; /* told to screen readers before another title; NULL for nothing */
    bool needs_title;
    bool needs_list; /* holds one list and nothing else */
};

const struct callout_kind *callout_kind(enum callout callout);

/* Whether a title of that kind, which screen readers come upon, says of itself what it is: it
 * begins with the kind's own one, or there is nothing to say. */
bool callout_title_tells(enum callout callout, const char *title);

/* Whether the node is a block quotation that begins as a callout does. */
bool callout_is(cmark_node *quotation);

/* Takes the first line off such a quotation: what stands behind the bracket, or else the kind's own
 * title, is appended to `title`; nothing is if there is neither. What leaves the tree goes to
 * `retired`. INVALID, with a sentence that names no place, for a kind that there is not, a callout
 * that holds nothing, lacks the title that it needs, or is not one list although it must be; then
 * the tree may only be freed. */
MUST_CHECK enum status callout_take(cmark_node *quotation, cmark_node *title, cmark_node *retired,
                                    enum callout *out, struct error *error);

#endif
