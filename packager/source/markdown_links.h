/* SPDX-License-Identifier: Apache-2.0 */

/* Links and images of a Markdown text: where they may lead, and the files that they bring along. */
#ifndef SOURCE_MARKDOWN_LINKS_H
#define SOURCE_MARKDOWN_LINKS_H

#include "source/rendering.h"

#define GLOSSARY_ADDRESS "#/glossary/" /* of a term, with its id behind it, in the player */

/* Checks an image, which must have an alternative text, and takes its file into the page's media.
 * INVALID at its line. */
MUST_CHECK enum status image_check(const struct rendering *rendering, cmark_node *image,
                                   struct error *error);

/* Checks a link: a whole address, a term of the glossary ("glossary:ID"), whose address
 * it gets, or a file of the course, which becomes media of the page. INVALID at its line. */
MUST_CHECK enum status link_check(const struct rendering *rendering, cmark_node *link,
                                  struct error *error);

#endif
