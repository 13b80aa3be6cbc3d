/* SPDX-License-Identifier: Apache-2.0 */

/* Callouts (markdown/callout.h) of pages, as NHS components. */
#ifndef SOURCE_CALLOUTS_H
#define SOURCE_CALLOUTS_H

#include "source/rendering.h"

/* Gives each callout of the tree the structure of its NHS component; details that follow one
 * another become one group. A callout's heading is one level below the last before it. Text nodes
 * must be consolidated. INVALID as callout_take() says, at the callout's line. */
MUST_CHECK enum status callouts_make(const struct rendering *rendering, cmark_node *root,
                                     struct error *error);

#endif
