/* SPDX-License-Identifier: Apache-2.0 */

/* Images that stand alone and have a caption: ![what it shows](path "Caption"). */
#ifndef SOURCE_FIGURES_H
#define SOURCE_FIGURES_H

#include "source/rendering.h"

/* Each paragraph of the tree that is nothing but an image with a title becomes a figure, the title
 * its caption. */
void figures_make(const struct rendering *rendering, cmark_node *root);

#endif
