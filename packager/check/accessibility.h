/* SPDX-License-Identifier: Apache-2.0 */

/* What screen readers call an element, as far as the page alone tells (Accessible Name and
 * Description Computation). */
#ifndef CHECK_ACCESSIBILITY_H
#define CHECK_ACCESSIBILITY_H

#include "check/nodes.h"

/* What rules about a page need, made once. */
struct check_page {
    const struct html_document *document;
    struct check_names ids;
    struct check_names labels; /* what <label for> names */
    const bool *hidden;        /* one a node: from all, or from those who do not see */
    const bool *named;         /* one a node: something in it gives it a name */
    bool is_empty;             /* nothing is in it, and no script fills it */
    bool has_scripts;          /* which may fill what is empty */
};

/* For `prepare` of families about pages; NULL if the file's text cannot be had. */
const void *check_prepare_page(const struct check *check);

/* What that made. */
const struct check_page *check_page_of(const struct check_node *at);

/* Whether it is hidden, by itself or what it is in. */
bool check_is_hidden(const struct check_node *at);

/* Whether it has a name: a text in it, or what else screen readers take for one. Also said of what
 * a script may fill in, as it is empty and has an id. */
bool check_has_name(const struct check_node *at);

/* Whether an element is, by its own role, only there to be looked at. */
bool check_is_decoration(const struct check_node *at);

/* Whether the keyboard gets to it. */
bool check_is_focusable(const struct check_node *at);

#endif
