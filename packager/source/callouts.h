/* SPDX-License-Identifier: Apache-2.0 */

/* Callouts: block quotations whose first line is "[!KIND] title". content/README.md tells which
 * kinds there are. */
#ifndef SOURCE_CALLOUTS_H
#define SOURCE_CALLOUTS_H

#include "source/rendering.h"

/* Gives each callout of the tree the structure of its NHS component; details that follow one
 * another become one group. A callout's heading is one level below the last before it. Text nodes
 * must be consolidated. INVALID at the line of a callout that is of no known kind, holds nothing,
 * has no title although it needs one, or no list although it is one. */
MUST_CHECK enum status callouts_make(const struct rendering *rendering, cmark_node *root,
                                     struct error *error);

#endif
