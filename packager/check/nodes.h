/* SPDX-License-Identifier: Apache-2.0 */

/* For families about HTML: rules about one kind of element each, and what several of them ask. */
#ifndef CHECK_NODES_H
#define CHECK_NODES_H

#include "check/elements.h"
#include "html/html_document.h"

/* An element that a rule is asked about. */
struct check_node {
    const struct check *check;
    const struct html_document *document;
    const struct html_node *node;
    size_t place; /* its, in the document */
};

/* What a rule about elements of HTML is about. */
struct check_node_rule {
    const char *const *names; /* of the elements; NULL: all */

    /* What is wrong with it, as check_found() wants it; NULL if nothing is. In check->scratch. */
    const char *(*fault)(const struct check_node *at);
};

/* Asks about each element of check->file that has one of the names; not about those in a
 * <template>, which scripts fill in first. */
void check_nodes(const struct check *check, const struct check_rule *rule);
#define CHECK_NODES(fault_, ...)                                  \
    .look = check_nodes, .about = &(const struct check_node_rule) \
    {                                                             \
        (const char *const[]){__VA_ARGS__, NULL}, fault_          \
    }
#define CHECK_ALL_NODES(fault_)                                   \
    .look = check_nodes, .about = &(const struct check_node_rule) \
    {                                                             \
        NULL, fault_                                              \
    }

/* For `prepare`: check_html(). */
const void *check_prepare_html(const struct check *check);

/* Tells a fault of one. */
void check_node_found(const struct check_node *at, const struct check_rule *rule,
                      const char *fault);

/* By their names: pages, pictures in SVG, and scripts. */
bool check_is_html(const struct opened_file *file);
bool check_is_svg(const struct opened_file *file);
bool check_is_script(const struct opened_file *file);

/* Attributes. Values are compared in capitals or not, and without white space around them. */
const char *check_value(const struct check_node *at, const char *attribute); /* NULL: none */
bool check_value_is(const struct check_node *at, const char *attribute, const char *value);
bool check_says(const struct check_node *at, const char *attribute); /* has one that is not empty */

/* The first place of `part` in `text`, in capitals or not; NULL if there is none. `part` begins
 * with a letter. */
const char *check_holds(const char *text, const char *part);

/* The attributes of that name of all elements, sorted. In check->scratch. */
struct check_names check_collect_values(const struct check *check,
                                        const struct html_document *document,
                                        const char *attribute);

/* Whether it is a <script> whose content, or whose file, is run; not data or a pattern. */
bool check_runs(const struct html_node *node);

/* The content of an element that is no markup, and the line where it begins. */
struct text check_raw(const struct html_document *document, size_t place, size_t *line);

/* Whether an attribute's name makes its value a script: "onclick". */
bool check_is_handler(const struct html_attribute *attribute);

size_t check_count_handlers(const struct html_node *node);

/* Whether an address is a script, "javascript:...", as browsers read it: what stands before it and
 * cannot be seen, and line ends and tabs in it, do not count. */
bool check_is_script_address(const char *address);

/* The length of the scheme of an address with its colon; 0 if it has none. */
size_t check_scheme(const char *address);

#endif
